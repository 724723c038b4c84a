"""From what stands in a cell to what is kept: texts, yes and no, sex, honours."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Literal

from desktop.core.national_id import Sex
from desktop.spreadsheets.read import Cell

Level = Literal["national", "province", "city", "county", "unit"]

_YES = frozenset(
    [
        "是",
        "√",
        "✓",
        "✔",
        "☑",
        "v",
        "y",
        "yes",
        "true",
        "t",
        "1",
        "1.0",
        "对",
        "有",
        "一线",
        "一线职工",
        "是的",
        "○",
        "o",
    ]
)
_NO = frozenset(
    [
        "否",
        "×",
        "✗",
        "✘",
        "☒",
        "☐",
        "x",
        "n",
        "no",
        "false",
        "f",
        "0",
        "0.0",
        "不是",
        "无",
        "非一线",
        "管理",
        "管理岗",
        "-",
        "/",
        "—",
    ]
)
_MEN = frozenset(["男", "男性", "m", "male", "man", "1", "1.0", "男士", "♂"])
_WOMEN = frozenset(["女", "女性", "f", "female", "woman", "2", "2.0", "0", "0.0", "女士", "♀"])
_NOTHING = frozenset(
    ["", "无", "-", "/", "—", "——", "--", "\\", "none", "n/a", "#n/a", "null", "暂无", "没有"]
)
_LONGEST_NOTHING = max(map(len, _NOTHING))
_APART = re.compile(r"[;；\n]+|、|(?<=[)）\d年度])\s*[,，]\s*|(?<=\d年)\s+(?=\D)|(?<=[)）])\s+")
_YEAR = re.compile(
    r"(?<!\d)(19[5-9]\d|20[0-4]\d)(?!\d)(?:\s*[-—–至~]\s*(19[5-9]\d|20[0-4]\d))?\s*(?:年度|年)?"
)
_EMPTY_BRACKETS = re.compile(r"[(（\[【]\s*[)）\]】]")
_LEVELS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    ("national", re.compile(r"全国|国家|中华全国|national", re.IGNORECASE)),
    ("province", re.compile(r"省|自治区|province|provincial", re.IGNORECASE)),
    ("county", re.compile(r"区|县|旗|county|district", re.IGNORECASE)),
    ("city", re.compile(r"市|city|municipal", re.IGNORECASE)),
    ("unit", re.compile(r"公司|单位|集团|厂|局|本级|先进工作者|优秀员工|先进个人|company", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class Honour:
    """A title someone was given, with the year and the level of who gave it, where they are told."""

    title: str
    year: int | None = None
    level: Level | None = None


def plain_text(cell: Cell) -> str:
    """Return a cell as a line of text: 3.0 -> ``3``, a date as 2026-12-05, inner line breaks as spaces."""
    if isinstance(cell, str):
        return _line(cell)
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return str(int(cell)) if abs(cell) < 1e15 and cell == int(cell) else f"{cell:.15g}"
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes") if cell.hour or cell.minute else cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)


@lru_cache(maxsize=16_384)
def _line(text: str) -> str:
    text = text.replace("\ufeff", "").replace("\u200b", "")
    return " ".join(unicodedata.normalize("NFC", text).split()).strip("'‘")


def kept_text(cell: Cell) -> str | None:
    """Return a cell as a line of text; ``None`` where it says that there is nothing: 无, -, /."""
    if not isinstance(cell, str):
        return plain_text(cell)
    if len(cell) > _LONGEST_NOTHING and cell.isascii() and cell.isalnum():
        return cell  # a number of a member, as nearly every row has one of its own
    return _kept_line(cell)


@lru_cache(maxsize=16_384)
def _kept_line(text: str) -> str | None:
    line = _line(text)
    return None if is_nothing(line) else line


def yes_or_no(cell: Cell) -> bool | None:
    """Return what a tick, a cross or a word says; ``None`` where nothing, or nothing clear, is said."""
    return _answer(cell if isinstance(cell, str) else plain_text(cell))


@lru_cache(maxsize=1024)
def _answer(text: str) -> bool | None:
    text = _folded(text)
    if text in _YES:
        return True
    return False if text in _NO else None


def is_nothing(text: str) -> bool:
    """Say whether a text only says that there is nothing to say: 无, -, /."""
    return text in _NOTHING or text.lower() in _NOTHING


def sex_of(cell: Cell) -> Sex | None:
    """Return the sex a cell states; ``None`` where it states none."""
    return _sex(cell if isinstance(cell, str) else plain_text(cell))


@lru_cache(maxsize=1024)
def _sex(text: str) -> Sex | None:
    text = _folded(text)
    if text in _MEN:
        return "M"
    return "F" if text in _WOMEN else None


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", _line(text)).lower()


@lru_cache(maxsize=8192)
def honours_of(text: str) -> tuple[Honour, ...]:
    """Return the honours in a cell such as ``市劳动模范(2019)；先进工作者 2021``, in their order."""
    found: list[Honour] = []
    for part in _APART.split(text):
        honour = _honour(part)
        if honour.title and not is_nothing(honour.title):
            found.append(honour)
    return tuple(found)


def _honour(text: str) -> Honour:
    years = [int(m[2] or m[1]) for m in _YEAR.finditer(text)]
    title = _EMPTY_BRACKETS.sub("", _YEAR.sub("", text)).strip(" 　,，.。:：-—年度获得被评为、")
    level = next((level for level, pattern in _LEVELS if pattern.search(title)), None)
    return Honour(title, years[0] if years else None, level)
