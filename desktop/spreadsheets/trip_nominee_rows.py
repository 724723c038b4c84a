"""What a row of a form says of a nomination, beside the worker's own data."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from desktop.core.i18n import _
from desktop.core.phones import clean_phone
from desktop.core.trip_forms import FormCode, find_form_code
from desktop.spreadsheets.cells import is_nothing, kept_text, plain_text, yes_or_no
from desktop.spreadsheets.read import Cell, Row
from desktop.spreadsheets.table import FoundTable
from desktop.spreadsheets.trip_nominee_headings import NomineeField

_PHONE_INSIDE = re.compile(r"1[3-9]\d[\d\s-]{8,10}|0\d{2,3}-?\d{7,8}")
_EMPTY_BRACKETS = re.compile(r"[(（]\s*[)）]")
_YEAR = re.compile(r"(?<!\d)(19[5-9]\d|20\d\d)(?!\d)")
_NUMBER = re.compile(r"\d+")
_CHINESE = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_CHINESE_BATCH = re.compile(r"第?([一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])批?")
_ANY_BATCH = re.compile("服从|均可|都可|不限|随意|any", re.IGNORECASE)
_NEVER = re.compile("未|没|无|从无|首次|never|none", re.IGNORECASE)
_FIT = frozenset(
    [
        "适宜", "适合", "可以", "良好", "健康", "身体健康", "身体良好", "能", "能够", "正常", "适宜出行",
        "适合出行", "fit", "good",
    ]
)  # fmt: skip
_UNFIT = frozenset(
    ["不适宜", "不适合", "不可以", "不宜", "不能", "不健康", "不适宜出行", "不适合出行", "unfit"]
)
_HEAD = re.compile(
    r"^(?:推荐|填报|报送)?单位(?:名称|工会)?(?:\(盖章\)|\(公章\))?[:：]\s*(.*)$"
    r"|^(?:naming )?organisation:\s*(.*)$"
)
_HEAD_ROWS = 30
_AT_MOST = 500


@dataclass(frozen=True, slots=True)
class NomineeStated:
    """A nomination as a row states it; ``None`` or empty where it states nothing.

    ``categories`` are the words of the cell. ``doubts`` are sentences about cells that were not understood.
    """

    trade: str = ""
    hazardous: bool | None = None
    is_management: bool | None = None
    is_member: bool | None = None
    in_post: bool | None = None
    categories: str = ""
    honour_level: str = ""
    last_trip_year: int | None = None
    fit: bool | None = None
    emergency_contact: str = ""
    emergency_phone: str = ""
    preferences: tuple[int, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormHead:
    """What stands over the table: the form's code, and the organisation it names itself after."""

    code: FormCode | None
    organisation: str


def head_of(table: FoundTable) -> FormHead:
    """Return what stands over the table of a form."""
    code: FormCode | None = None
    organisation = ""
    for number, row in table.source.rows():
        if number >= table.first_row or number > _HEAD_ROWS:
            break
        texts = [cell for cell in row if isinstance(cell, str) and cell.strip()]
        for place, text in enumerate(texts):
            code = code or find_form_code(text)
            if not organisation:
                organisation = _named_in(text, texts[place + 1] if place + 1 < len(texts) else "")
    return FormHead(code, organisation)


def stated(cells: Row, columns: Mapping[NomineeField, int]) -> NomineeStated:
    """Return what a row says of a nomination."""
    return _Reading(cells, columns).stated()


class _Reading:
    """One row being read, with what was not understood on the way."""

    def __init__(self, cells: Row, columns: Mapping[NomineeField, int]) -> None:
        self._cells = cells
        self._columns = columns
        self._doubts: list[str] = []

    def stated(self) -> NomineeStated:
        contact, phone = self._emergency()
        return NomineeStated(
            trade=self._text("trade"),
            hazardous=self._yes("hazardous", _("hazardous post")),
            is_management=self._yes("is_management", _("management post")),
            is_member=self._yes("is_member", _("union member")),
            in_post=self._yes("in_post", _("in post")),
            categories=self._text("categories"),
            honour_level=self._text("honour_level"),
            last_trip_year=self._year(),
            fit=self._fit(),
            emergency_contact=contact,
            emergency_phone=phone,
            preferences=self._preferences(),
            doubts=tuple(self._doubts),
        )

    def _cell(self, field: NomineeField) -> Cell:
        index = self._columns.get(field, -1)
        return self._cells[index] if 0 <= index < len(self._cells) else ""

    def _text(self, field: NomineeField) -> str:
        return (kept_text(self._cell(field)) or "")[:_AT_MOST]

    def _yes(self, field: NomineeField, what: str) -> bool | None:
        cell = self._cell(field)
        if cell == "":
            return None
        answer = yes_or_no(cell)
        if answer is None:
            words = _("“{value}” is neither yes nor no ({what}).")
            self._doubts.append(words.format(value=plain_text(cell)[:30], what=what))
        return answer

    def _fit(self) -> bool | None:
        """Return yes or no; other words are not even repeated, they may tell of an illness."""
        text = _folded(plain_text(self._cell("fit")))
        if not text:
            return None
        if text in _UNFIT or text in _FIT:
            return text in _FIT
        answer = yes_or_no(text)
        if answer is None:
            self._doubts.append(_("Fit to travel is answered neither yes nor no; the words were not kept."))
        return answer

    def _year(self) -> int | None:
        cell = self._cell("last_trip_year")
        if isinstance(cell, date | datetime):
            return cell.year
        text = _folded(plain_text(cell))
        years = [int(found) for found in _YEAR.findall(text)]
        if years:
            return max(years)
        if text and not is_nothing(text) and not _NEVER.search(text):
            self._doubts.append(
                _("“{value}” is not understood as the year of a trip.").format(value=text[:30])
            )
        return None

    def _preferences(self) -> tuple[int, ...]:
        cell = self._cell("preferences")
        text = _folded(plain_text(cell))
        numbers = [] if isinstance(cell, date) else [int(found) for found in _NUMBER.findall(text)]
        if not numbers:
            numbers = [_chinese_number(found) for found in _CHINESE_BATCH.findall(text)]
        wrong = not numbers and text and not is_nothing(text) and not _ANY_BATCH.search(text)
        if wrong or any(number > 999 for number in numbers):
            words = _("“{value}” is not understood as numbers of batches.")
            self._doubts.append(words.format(value=text[:30]))
            return ()
        return tuple(dict.fromkeys(numbers))

    def _emergency(self) -> tuple[str, str]:
        """Return who is called and the telephone, which often stand in one cell."""
        contact, phone = self._text("emergency_contact"), plain_text(self._cell("emergency_phone"))
        if not contact and any(character.isalpha() for character in phone):
            contact, phone = phone, ""
        if contact and not phone and (inside := _PHONE_INSIDE.search(contact)):
            phone = inside[0]
            contact = _EMPTY_BRACKETS.sub("", contact.replace(phone, "")).strip(" ,，、:：/-")
        cleaned = clean_phone(phone) if phone else ""
        return "" if is_nothing(contact) else contact, "" if is_nothing(cleaned) else cleaned


def _named_in(text: str, beside: str) -> str:
    found = _HEAD.match(unicodedata.normalize("NFKC", text).strip().casefold())
    if found is None:
        return ""
    plain = unicodedata.normalize("NFKC", text).strip()
    after = re.split("[:：]", plain, maxsplit=1)[1].strip()
    return re.split(r"\s{2,}|　", after)[0].strip() if after else beside.strip()


def _chinese_number(text: str) -> int:
    if "十" not in text:
        return _CHINESE[text]
    tens, units = text.split("十")
    return _CHINESE.get(tens, 1) * 10 + _CHINESE.get(units, 0)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().lower()
