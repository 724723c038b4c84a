"""What stands in the cells of a trip plan's table, and what is said around it: the year, the places."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from desktop.core.claim_words import fraction_of
from desktop.core.errors import FieldError
from desktop.core.i18n import _
from desktop.spreadsheets.cells import kept_text, plain_text
from desktop.spreadsheets.read import Cell, Row

_COUNT = re.compile(r"([-−]?\d{1,12})(?:\.0+)?\s*(?:人|名|个|people)?")
_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*(?:年|year)|(?:year)\s*(20\d\d)|^(20\d\d)\s+\D", re.IGNORECASE)
_PLACES = re.compile(
    r"(?:总名额|名额(?:合计|总数|总计)|(?:合计|共计|总计|安排|共)名额|total places|places in all)"
    r"\s*(?:数|为|是)?\s*[:：]?\s*(\d{1,7})?",
    re.IGNORECASE,
)
_UNIT = re.compile(r"\([个人名]\)")
_PLACES_AFTER = re.compile(r"(?:共|合计|总计|安排)[^\d]{0,8}(\d{1,7})\s*个?名额")


def count_of(cell: Cell, field: str) -> int | None:
    """Return a number of people or places, also below 0; None of an empty cell. Raises FieldError."""
    words = kept_text(cell)
    if not words:
        return None
    plain = unicodedata.normalize("NFKC", words).replace(",", "").replace(" ", "")
    found = _COUNT.fullmatch(plain)
    if found is None:
        raise FieldError(
            field,
            _("“{text}” is no whole number.").format(text=words),
            _("Write digits only, such as 120."),
        )
    return int(found[1].replace("−", "-"))


def carried_of(cell: Cell) -> Fraction | None:
    """Return the fraction carried over; None of an empty cell. Raises FieldError (carried)."""
    if isinstance(cell, date):
        raise FieldError(
            "carried",
            _("The spreadsheet has made a date of it: {day}.").format(day=plain_text(cell)),
            _("Format the column as text and write the fraction again, such as 3/7."),
        )
    words = kept_text(cell)
    return None if not words else fraction_of(words)


def year_said(rows: Iterable[Row]) -> int | None:
    """Return the year the rows above a table speak of, as in “2026年职工疗休养名额分配表”."""
    for row in rows:
        for cell in row:
            if isinstance(cell, str) and (found := _YEAR.search(unicodedata.normalize("NFKC", cell))):
                return int(next(part for part in found.groups() if part))
    return None


def places_said(rows: Iterable[Row]) -> int | None:
    """Return the places in all where a cell says them: “总名额：272”, or the number beside “名额合计”."""
    for row in rows:
        for at, cell in enumerate(row):
            if isinstance(cell, str) and ("名额" in cell or "places" in cell.lower()):
                said = _places_in(cell, row[at + 1 :])
                if said is not None:
                    return said
    return None


def _places_in(cell: str, beside: Row) -> int | None:
    plain = _UNIT.sub("", unicodedata.normalize("NFKC", cell)).strip()
    if after := _PLACES_AFTER.search(plain):
        return int(after[1])
    found = _PLACES.search(plain)
    if found is None:
        return None
    if found[1]:
        return int(found[1])
    if found.end() < len(plain):
        return None  # the heading of something else
    return next((_whole(other) for other in beside if other != ""), None)


def _whole(cell: Cell) -> int | None:
    text = plain_text(cell)
    return int(text) if text.isdecimal() and len(text) < 8 else None
