"""What a file is by its first bytes, since its name often says otherwise."""

import zipfile
import zlib
from enum import Enum
from pathlib import Path

from desktop.core.i18n import _
from desktop.spreadsheets.failures import (
    FileDamaged,
    FileEmpty,
    FileLocked,
    FileMissing,
    FileProtected,
    NotASpreadsheet,
    WebPageAsSheet,
    WpsOnly,
)


class Kind(Enum):
    """The two ways a table lies in a file."""

    WORKBOOK = "workbook"
    TEXT = "text"


TORN_ARCHIVE = (
    zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError, UnicodeDecodeError,
    OSError,
)  # fmt: skip
"""What reading a damaged or half-copied archive may raise."""

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_HEAD = 8192
_OLE_SEARCHED = 4_000_000


def _pictures(head: bytes) -> bool:
    return head.startswith((b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")) or (
        head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    )


def kind_of(path: Path) -> Kind:
    """Return how the file is to be read, or raise what is wrong with it as a ``SpreadsheetError``."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        raise FileMissing(path) from None
    except PermissionError:
        raise (FileMissing if path.is_dir() else FileLocked)(path) from None
    except OSError:
        raise FileDamaged(path) from None
    if not head.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        raise FileEmpty(path)
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _kind_of_archive(path)
    if head.startswith(_OLE):
        return _kind_of_compound(path)
    _refuse_other_kinds(path, head)
    return Kind.TEXT


def _refuse_other_kinds(path: Path, head: bytes) -> None:
    if head.startswith(b"%PDF"):
        raise NotASpreadsheet(path, _("a PDF"))
    if _pictures(head):
        raise NotASpreadsheet(path, _("a picture"))
    if head.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        raise NotASpreadsheet(path, _("a packed folder"))
    if head.startswith(b"{\\rtf"):
        raise NotASpreadsheet(path, _("a text document"))
    start = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith(
        (b"<html", b"<!doctype", b"<table", b"<meta", b"<head", b"<?xml", b"<body", b"<style", b"<div")
    ):
        raise WebPageAsSheet(path)
    if start.startswith(b"mime-version:"):
        raise WebPageAsSheet(path)
    if b"\x00" in head and not _may_be_utf16(head):
        raise NotASpreadsheet(path, _("a file of another program"))


def _may_be_utf16(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return max(head[0::2].count(0), head[1::2].count(0)) > len(head) // 20 and b"\x00\x00" not in head


def _kind_of_archive(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read(
                "META-INF/manifest.xml"
            ):
                raise FileProtected(path)
            mime = archive.read("mimetype") if "mimetype" in names else b""
    except TORN_ARCHIVE:
        raise FileDamaged(path) from None
    if names & {"xl/workbook.xml", "xl/workbook.bin"} or mime.startswith(
        b"application/vnd.oasis.opendocument.spreadsheet"
    ):
        return Kind.WORKBOOK
    if "word/document.xml" in names or mime.startswith(b"application/vnd.oasis.opendocument.text"):
        raise NotASpreadsheet(path, _("a text document"))
    if "ppt/presentation.xml" in names or mime.startswith(b"application/vnd.oasis.opendocument.presentation"):
        raise NotASpreadsheet(path, _("a presentation"))
    if any(name.lower().endswith("workbook.xml") for name in names):
        return Kind.WORKBOOK
    raise NotASpreadsheet(path, _("a packed folder"))


def _kind_of_compound(path: Path) -> Kind:
    """Look for the names of the streams inside an OLE file, which are written in UTF-16."""
    with path.open("rb") as file:
        body = file.read(_OLE_SEARCHED)
    size = path.stat().st_size
    if size > _OLE_SEARCHED:
        with path.open("rb") as file:
            file.seek(max(size - _OLE_SEARCHED, 0))
            body += file.read()

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in body

    if holds("EncryptedPackage"):
        raise FileProtected(path)
    if holds("Workbook") or holds("Book"):
        return Kind.WORKBOOK
    if path.suffix.lower() in (".et", ".ett"):
        raise WpsOnly(path)
    if holds("WordDocument"):
        raise NotASpreadsheet(path, _("a text document"))
    if holds("PowerPoint Document"):
        raise NotASpreadsheet(path, _("a presentation"))
    raise FileDamaged(path)
