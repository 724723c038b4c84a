"""What a file is by its first bytes, since its name often says otherwise."""

import os
from enum import Enum
from pathlib import Path

from desktop.core.i18n import _
from desktop.paper.reading.failures import (
    FolderEmpty,
    NoPicture,
    PhoneFormat,
    PictureEmpty,
    PictureError,
    of_system,
)


class Kind(Enum):
    """How pictures are got out of a file."""

    JPEG = "jpeg"
    PNG = "png"
    TIFF = "tiff"
    PDF = "pdf"
    OTHER = "other"
    """One picture in one of the less common formats that Pillow reads."""


SUFFIXES = frozenset({
    ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".tif", ".tiff", ".pdf", ".bmp", ".dib", ".webp", ".gif",
    ".mpo", ".avif", ".heic", ".heif", ".hif",
})  # fmt: skip
"""How the names of such files end; those that cannot be read are named so that the person hears of it."""

_HEAD = 1024
_PLAIN = (
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"II*\x00", Kind.TIFF),
    (b"MM\x00*", Kind.TIFF),
    (b"II+\x00", Kind.TIFF),
    (b"MM\x00+", Kind.TIFF),
    (b"GIF87a", Kind.OTHER),
    (b"GIF89a", Kind.OTHER),
)
_HEIC = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
_AVIF = (b"avif", b"avis")
_PACKED = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_FILMS = (b"\x1aE\xdf\xa3", b"\x00\x00\x01\xba", b"\x00\x00\x01\xb3", b"FLV\x01", b"0&\xb2u\x8ef\xcf\x11")


def kind_of(path: Path) -> Kind:
    """Return how the file is to be read. Raises ``PictureError`` where it is no picture at all."""
    if path.is_dir():
        raise _of_folder(path)
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise of_system(path, error) from None
    if not head.strip(b"\x00"):
        raise PictureEmpty(path)
    if _brand(head) in _HEIC:
        raise PhoneFormat(path)
    kind = _kind(head)
    if kind is None:
        raise NoPicture(path, _what(head))
    return kind


def _of_folder(path: Path) -> PictureError:
    """Return why a folder gave no file: nobody may look into it, or there are none."""
    try:
        with os.scandir(path):
            return FolderEmpty(path)
    except OSError as error:
        return of_system(path, error)


def _kind(head: bytes) -> Kind | None:
    for start, kind in _PLAIN:
        if head.startswith(start):
            return kind
    if b"%PDF-" in head:
        return Kind.PDF
    return Kind.OTHER if _is_bitmap(head) or _is_riff(head, b"WEBP") or _brand(head) in _AVIF else None


def _is_bitmap(head: bytes) -> bool:
    """Say whether this is a Windows bitmap: "BM" alone might begin a text."""
    return head.startswith(b"BM") and int.from_bytes(head[14:18], "little") in (12, 40, 52, 56, 64, 108, 124)


def _is_riff(head: bytes, form: bytes) -> bool:
    return head.startswith(b"RIFF") and head[8:12] == form


def _brand(head: bytes) -> bytes:
    return head[8:12] if head[4:8] == b"ftyp" else b""


def _what(head: bytes) -> str:
    if _brand(head) or _is_riff(head, b"AVI ") or head.startswith(_FILMS) or head[4:8] in (b"moov", b"mdat"):
        return _("a video")
    if b"word/" in head or head.startswith(b"{\\rtf"):
        return _("a text document")
    if b"xl/" in head:
        return _("a spreadsheet")
    if head.startswith((b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1"))):
        return _("a document or a packed folder")
    if head.startswith(_PACKED):
        return _("a packed folder")
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<html", b"<!doctype", b"<?xml")):
        return _("a web page")
    return _("a file of another program")
