"""A folder that a scanner or a phone puts its pictures in, and a place for those that were pasted.

Nothing here loads what looks at pictures.
"""

import json
import os
from contextlib import suppress
from datetime import datetime
from itertools import count
from pathlib import Path

from desktop.core.errors import PersonError
from desktop.core.i18n import _
from desktop.paper.reading.folders import is_picture_name, natural

_HIDDEN = (".", "~", "$")
_UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp", ".temp", ".filepart", ".!ut")

State = tuple[int, int]
"""Size in bytes and time of the last change in nanoseconds."""


class FolderOutOfReach(PersonError):
    """The watched folder cannot be looked into."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            _("The watched folder {folder} cannot be reached.").format(folder=folder),
            _("Connect the drive or the network, or choose another folder; it is tried again by itself."),
        )
        self.folder = folder


class PictureNotKept(PersonError):
    """There was no room or no right to keep a pasted picture."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            _("The pasted picture could not be kept in {folder}.").format(folder=folder),
            _("Make room on the disk, then paste it again."),
        )


class Incoming:
    """The files that appear in a folder (not in folders below it), each told once when it is whole.

    What lies there at the first look is told too, at the second; but not what was told on an earlier day,
    where a file ``memory`` is given to remember it in. One thread at a time.
    """

    def __init__(self, folder: Path, memory: Path | None = None) -> None:
        self.folder = folder
        self._memory = memory
        self._seen: dict[str, State] = {}
        self._told: dict[str, State] = _remembered(memory, folder)

    def look(self) -> list[Path]:
        """Return the files that came since the last look and have not changed since the one before.

        Raises ``FolderOutOfReach`` as long as the folder is not there; nothing is forgotten meanwhile.
        """
        try:
            now = _files(self.folder)
        except OSError:
            raise FolderOutOfReach(self.folder) from None
        whole = [
            name
            for name, state in now.items()
            if self._seen.get(name) == state
            and self._told.get(name) != state
            and _is_readable(self.folder / name)
        ]
        self._seen = now
        if whole:
            # A file that went is forgotten; one replaced under its name has been told again.
            kept = {name: state for name, state in self._told.items() if name in now}
            self._told = kept | {name: now[name] for name in whole}
            self._remember()
        return [self.folder / name for name in sorted(whole, key=natural)]

    def _remember(self) -> None:
        """Write down what was told; where that fails it is told again another day, which does no harm."""
        if self._memory is None:
            return
        part = self._memory.with_suffix(".part")
        with suppress(OSError):
            self._memory.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps({"folder": str(self.folder), "told": self._told}), "utf-8")
            part.replace(self._memory)


def _remembered(memory: Path | None, folder: Path) -> dict[str, State]:
    try:
        found = json.loads(memory.read_text("utf-8")) if memory else {}
        if found.get("folder") != str(folder):
            return {}
        return {str(name): (int(size), int(at)) for name, (size, at) in found["told"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def set_aside_pasted(png: bytes, folder: Path) -> Path:
    """Keep a pasted picture in a file named for this moment and return where. Raises ``PictureNotKept``."""
    word = _("pasted")
    name = f"{word}-{datetime.now():%Y%m%d-%H%M%S}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for turn in count(1):
            path = folder / (f"{name}.png" if turn == 1 else f"{name}-{turn}.png")
            try:
                with path.open("xb") as file:
                    file.write(png)
                return path
            except FileExistsError:
                continue
    except OSError:
        raise PictureNotKept(folder) from None
    raise AssertionError("count does not end")


def _files(folder: Path) -> dict[str, State]:
    found: dict[str, State] = {}
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(_HIDDEN) or entry.name.lower().endswith(_UNFINISHED):
                continue
            if not is_picture_name(entry.name):
                continue
            try:
                if entry.is_file() and (status := entry.stat()).st_size:
                    found[entry.name] = (status.st_size, status.st_mtime_ns)
            except OSError:  # gone between the listing and the look
                continue
    return found


def _is_readable(path: Path) -> bool:
    """Say whether the file may be opened: while it is copied, Windows refuses."""
    try:
        with path.open("rb"):
            return True
    except OSError:
        return False
