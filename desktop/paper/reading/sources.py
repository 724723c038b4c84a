"""From files to pictures: one at a time, whatever the format, and a sentence where there is none."""

from collections.abc import Iterator
from pathlib import Path

from desktop.paper.reading import raster, scans
from desktop.paper.reading.failures import NoSuchPage, PictureError, Spoilt
from desktop.paper.reading.folders import files_in
from desktop.paper.reading.formats import Kind, kind_of
from desktop.paper.reading.picture import Picture

__all__ = ["PictureError", "Spoilt", "count_pictures", "files_in", "picture", "pictures_in"]


class PageSpoilt(PictureError):
    """The page that was asked for cannot be shown; tells what was found wrong with it."""

    def __init__(self, path: Path, what: Spoilt) -> None:
        super().__init__(path, what.sentence, what.remedy)


def pictures_in(path: Path, only: int | None = None) -> Iterator[Picture | Spoilt]:
    """Yield the pictures of a file in order, or the one with the number ``only`` (from 1).

    For a page that is damaged comes a ``Spoilt``, and those behind it follow. Where the end of a picture is
    missing, the part that is there comes first and a ``Spoilt`` of the same number after it. Raises
    ``PictureError`` where the file as a whole cannot be read, also for a folder.
    """
    kind = kind_of(path)
    yield from scans.pictures(path, only) if kind is Kind.PDF else raster.pictures(path, kind, only)


def count_pictures(path: Path) -> int:
    """Return how many pictures a file holds, without reading them. Raises ``PictureError``."""
    kind = kind_of(path)
    return scans.count(path) if kind is Kind.PDF else raster.count(path, kind)


def picture(path: Path, number: int = 1) -> Picture:
    """Return one picture of a file again, to show it. Raises ``PictureError``."""
    for found in pictures_in(path, number):
        if isinstance(found, Picture):
            return found
        raise PageSpoilt(path, found)
    raise NoSuchPage(path, number)
