"""Comma-separated text as offices send it: any of four encodings, any of four delimiters."""

import codecs
import csv
import io
import re
import unicodedata
from collections import Counter
from pathlib import Path

from desktop.spreadsheets.failures import FileDamaged, FileEmpty, FileLocked, FileMissing, TextUnreadable

_DELIMITERS = ",;\t，|"
_TRIED = 40
_LARGEST_CELL = 1_000_000
_UTF16_SHARE = 20


def read_text(path: Path) -> str:
    """Return the characters of a text file: by its mark, else UTF-8, UTF-16, GB18030 in this order."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise FileMissing(path) from None
    except PermissionError:
        raise FileLocked(path) from None
    except OSError:
        raise FileDamaged(path) from None
    text = _decoded(path, raw)
    if not text.strip():
        raise FileEmpty(path)
    if _looks_garbled(text):
        raise TextUnreadable(path)
    return text


def split_rows(text: str) -> list[list[str]]:
    """Return the rows as a spreadsheet program would number them, with blank ones. Raises ``csv.Error``."""
    first, _newline, rest = text.partition("\n")
    if found := re.fullmatch(r"sep=(.)\r?", first):
        return [[], *_rows(rest, found[1])]
    return _rows(text, _delimiter(text))


def _rows(text: str, delimiter: str) -> list[list[str]]:
    before = csv.field_size_limit(_LARGEST_CELL)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    finally:
        csv.field_size_limit(before)


def _decoded(path: Path, raw: bytes) -> str:
    encodings = ["utf-8", "gb18030"]
    if raw.startswith(codecs.BOM_UTF8):
        encodings = ["utf-8-sig", "gb18030"]
    elif raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif b"\x00" in raw[:8192]:
        head = raw[:8192]
        encodings = ["utf-16-le" if head[1::2].count(0) > head[0::2].count(0) else "utf-16-be"]
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TextUnreadable(path)


def _looks_garbled(text: str) -> bool:
    """Say whether too many characters are ones that nobody types: control codes, unassigned, private."""
    sample = text[:20_000]
    strange = sum(
        unicodedata.category(c) in ("Cc", "Cn", "Co", "Cs") and c not in "\r\n\t\f\x1a" for c in sample
    )
    return strange * 50 > len(sample)


def _delimiter(text: str) -> str:
    """Return the delimiter that cuts the first lines into the most cells, the same number in most of them."""
    lines = text[:200_000].splitlines()
    sample = "\n".join(line for line in lines if line.strip())
    sample = "\n".join(sample.split("\n")[:_TRIED])

    def weight(delimiter: str) -> int:
        try:
            widths = Counter(len(row) for row in _rows(sample, delimiter) if len(row) > 1)
        except csv.Error:
            return 0
        return max(((width - 1) * count for width, count in widths.items()), default=0)

    return max(_DELIMITERS, key=weight)
