"""A list of organisations with their weights, read from a spreadsheet to share places out by."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from desktop.core.apportion import Claim
from desktop.core.errors import Refused
from desktop.core.i18n import N_, _
from desktop.spreadsheets.cells import kept_text, plain_text
from desktop.spreadsheets.header import Header, find_header
from desktop.spreadsheets.headings import Meaning, Vocabulary, look_up
from desktop.spreadsheets.read import Cell, Row, Sheet, open_book

_WORDS = {
    "name": (
        "单位 单位名称 组织 组织名称 工会 工会名称 基层工会 名称 企业 "
        "organisation organization name label union employer state party"
    ),
    "weight": (
        "权重 权数 会员数 会员人数 职工数 职工人数 人数 人口 票数 "
        "weight weights members population votes people"
    ),
    "floor": "下限 保底 保底数 最少 最低 最低名额 最少名额 floor minimum min atleast",
    "ceiling": "上限 封顶 封顶数 最多 最高 最高名额 最多名额 ceiling maximum max cap atmost",
    "carried": "结转 上年结转 结转小数 结转零头 余数结转 carried carry carriedover",
}
_KNOWN = {word: (field, 9) for field, words in _WORDS.items() for word in words.split()}
_PARTS = (
    (re.compile("结转|carried"), "carried"),
    (re.compile("下限|保底|floor"), "floor"),
    (re.compile("上限|封顶|ceiling"), "ceiling"),
    (re.compile("权重|会员数|weight"), "weight"),
    (re.compile("单位名称|organi[sz]ation"), "name"),
)
_LABELS = {
    "name": N_("Organisation"),
    "weight": N_("Weight"),
    "floor": N_("Floor"),
    "ceiling": N_("Ceiling"),
    "carried": N_("Carried over"),
}
_TOTAL = re.compile(r"[\s　]*(?:(?:合|总|小|共)[\s　]*计|total|sum|grand total)[\s　:：]*", re.IGNORECASE)
_NOTE = re.compile(r".*[:：].*|[\s　]*(?:注|说明|备注|note)", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:/\d+)?")
_LOOKED_AT = 40


class NoWeights(Refused):
    """A file without a table of organisations and weights."""


class RowRefused(Refused):
    """A row that places cannot be shared out by; ``row`` is numbered as the spreadsheet program does."""

    def __init__(self, row: int, sentence: str, remedy: str) -> None:
        super().__init__(_("Row {row}: {what}").format(row=row, what=sentence), remedy)
        self.row = row


class _Found(NamedTuple):
    row: int
    claim: Claim


def _meaning(text: str, _group: str = "") -> Meaning | None:
    return look_up(text, _KNOWN, _PARTS)


_VOCABULARY = Vocabulary(_meaning, frozenset({"name"}), frozenset(_KNOWN))


def read_claims(path: Path) -> tuple[Claim, ...]:
    """Return the organisations of a list with their weights, floors, ceilings and carried fractions.

    Columns: organisation, weight, and where they are there floor, ceiling, carried (单位 权重 下限 上限
    结转). Rows of totals and notes are passed over. Raises RowRefused, NoWeights, SpreadsheetError.
    """
    with open_book(path) as book:
        for sheet in book.sheets():
            head = [row for row, _n in zip(sheet.rows(), range(_LOOKED_AT), strict=False)]
            header = find_header(head, sheet.merged, _VOCABULARY)
            columns = _columns(header) if header else {}
            if header and {"name", "weight"} <= columns.keys():
                return _some(path, _unlike(_claims(sheet, header.rows[-1], columns)))
    raise NoWeights(
        _("{file} has no columns “organisation” and “weight”.").format(file=path.name),
        _("Give the table a row of headings: organisation, weight, and if needed floor, ceiling, carried."),
    )


def _some(path: Path, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    if not claims:
        raise NoWeights(
            _("{file} names no organisation below its headings.").format(file=path.name),
            _("Write a row for each organisation, with its weight."),
        )
    return claims


def _columns(header: Header) -> dict[str, int]:
    found: dict[str, tuple[int, int]] = {}
    for column in header.columns:
        meant = _meaning(column.text)
        if meant and meant.strength > found.get(meant.field, (0, 0))[0]:
            found[meant.field] = (meant.strength, column.index)
    return {field: index for field, (_strength, index) in found.items()}


def _claims(sheet: Sheet, last_heading: int, columns: Mapping[str, int]) -> Iterator[_Found]:
    for number, row in sheet.rows():
        if number <= last_heading or _is_no_claim(row, columns):
            continue
        cells = {field: row[at] if at < len(row) else "" for field, at in columns.items()}
        yield _Found(number, _claim(number, cells))


def _is_no_claim(row: Row, columns: Mapping[str, int]) -> bool:
    """Say whether a row is blank, a total, or a note without any number."""
    texts = [plain_text(cell) for cell in row]
    filled = [text for text in texts if text]
    if not filled or _TOTAL.fullmatch(filled[0]):
        return True
    has_weight = columns["weight"] < len(texts) and bool(texts[columns["weight"]])
    return not has_weight and all(_NOTE.match(text) for text in filled)


def _claim(number: int, cells: Mapping[str, Cell]) -> Claim:
    name = kept_text(cells["name"]) or ""
    if not name:
        raise RowRefused(number, _("no organisation is named."), _("Write its name in, or take the row out."))
    floor = _whole(number, name, "floor", cells) or 0
    weight = _fraction(number, name, "weight", cells)
    if weight is None or (weight <= 0 and not (weight == 0 and floor)):
        raise RowRefused(
            number,
            _("“{name}” has no weight.").format(name=name)
            if weight is None
            else _("the weight of “{name}” is {weight}; it must be above 0.").format(
                name=name, weight=weight
            ),
            _("Correct the weight, give a floor if it is to have places all the same, or take the row out."),
        )
    return Claim(
        name,
        weight,
        floor,
        _whole(number, name, "ceiling", cells),
        _fraction(number, name, "carried", cells) or Fraction(0),
    )


def _fraction(number: int, name: str, field: str, cells: Mapping[str, Cell]) -> Fraction | None:
    cell = cells.get(field, "")
    if isinstance(cell, date | time | timedelta):
        raise RowRefused(
            number,
            _("{column} of “{name}” is a date, {text}.").format(
                column=_(_LABELS[field]), name=name, text=plain_text(cell)
            ),
            _("The spreadsheet program made it of a fraction such as 3/7: format the column as text."),
        )
    text = kept_text(cell)
    if text is None or not text:
        return None
    plain = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "").replace("−", "-")
    if not _NUMBER.fullmatch(plain) or re.search(r"/0+$|\..*/", plain):
        raise RowRefused(
            number,
            _("{column} of “{name}” is no number: {text}.").format(
                column=_(_LABELS[field]), name=name, text=text
            ),
            _("Write a whole number, a decimal such as 12.5, or a fraction such as 3/7."),
        )
    return Fraction(plain)


def _whole(number: int, name: str, field: str, cells: Mapping[str, Cell]) -> int | None:
    value = _fraction(number, name, field, cells)
    if value is None:
        return None
    if value.denominator != 1 or value < 0:
        raise RowRefused(
            number,
            _("{column} of “{name}” is {value}.").format(column=_(_LABELS[field]), name=name, value=value),
            _("Write a whole number, 0 or more, or leave it empty."),
        )
    return int(value)


def _unlike(found: Iterator[_Found]) -> tuple[Claim, ...]:
    """Return the claims; refuse an organisation that stands in the list twice."""
    rows: dict[str, int] = {}  # by the name without blanks: 甲　厂 is 甲厂
    claims: list[Claim] = []
    for row, claim in found:
        label = "".join(unicodedata.normalize("NFKC", claim.label).split())
        if label in rows:
            raise RowRefused(
                row,
                _("“{name}” stands in row {other} already.").format(name=claim.label, other=rows[label]),
                _("Put the two rows together, or give each a name of its own."),
            )
        if claim.ceiling is not None and claim.ceiling < claim.floor:
            raise RowRefused(
                row,
                _("“{name}” shall have at least {floor} places but at most {ceiling}.").format(
                    name=claim.label, floor=claim.floor, ceiling=claim.ceiling
                ),
                _("Lower the floor or raise the ceiling by {count}.").format(
                    count=claim.floor - claim.ceiling
                ),
            )
        rows[label] = row
        weight = claim.weight
        claims.append(claim._replace(weight=int(weight) if weight.denominator == 1 else weight))
    return tuple(claims)
