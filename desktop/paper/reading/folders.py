"""Files and folders a person gives, as the files in them."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from desktop.paper.reading.formats import SUFFIXES

_NUMBERS = re.compile(r"(\d+)")
_OF_SYSTEM = ("thumbs.db", "desktop.ini", "ehthumbs.db")


def files_in(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files given, and those in the folders given, sorted as a person would, each once.

    Of a folder come files with the name of a picture or without an ending, whatever lies deeper included.
    A folder without any is itself yielded, like a path where nothing is: reading it says what is wrong.
    """
    seen: set[str] = set()
    for path in paths:
        if not path.is_dir():
            if _new(path, seen):
                yield path
            continue
        empty = True
        for found in _below(path, set()):
            empty = False
            if _new(found, seen):
                yield found
        if empty:
            yield path


def _new(path: Path, seen: set[str]) -> bool:
    key = os.path.normcase(os.path.abspath(path))  # noqa: PTH100 - thousands of files, and this is the quick one
    if key in seen:
        return False
    seen.add(key)
    return True


def _below(folder: Path, above: set[str]) -> Iterator[Path]:
    """Go through a folder and those in it; one that leads back to a folder above is left out."""
    here = os.path.realpath(folder)
    if here in above:
        return
    try:
        with os.scandir(folder) as entries:
            found = sorted((e for e in entries if not _hidden(e.name)), key=lambda e: natural(e.name))
    except OSError:
        return
    for entry in found:
        if _is_folder(entry):
            yield from _below(Path(entry.path), above | {here})
        elif is_picture_name(entry.name):
            yield Path(entry.path)


def natural(name: str) -> list[tuple[bool, int, str]]:
    """Return a key by which page 2 comes before page 10."""
    parts = _NUMBERS.split(name.casefold())
    return [(True, int(part), "") if part.isdecimal() else (False, 0, part) for part in parts if part]


def is_picture_name(name: str) -> bool:
    """Say whether a file in a folder is meant: letters and lists may lie there too."""
    ending = os.path.splitext(name)[1].lower()  # noqa: PTH122 - thousands of names
    return ending in SUFFIXES or not ending


def _hidden(name: str) -> bool:
    return name.startswith((".", "~", "$")) or name.casefold() in _OF_SYSTEM


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
