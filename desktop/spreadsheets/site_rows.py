"""The sites in a table, a row each, with what cannot be read in them."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeVar

from desktop.core import coordinates
from desktop.core.errors import FieldError
from desktop.core.hours_text import Hours, UnclearHours, parse_hours
from desktop.core.i18n import _
from desktop.core.phones import clean_phone
from desktop.spreadsheets import site_cells
from desktop.spreadsheets.cells import is_nothing, kept_text, plain_text
from desktop.spreadsheets.read import Cell, Row
from desktop.spreadsheets.site_headings import AMENITY, SITE_FIELDS, heading_scale
from desktop.spreadsheets.table import FoundTable

T = TypeVar("T")
TEXT_LIMIT = 500
_PHONE_INSIDE = re.compile(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}")
_TEXTS = (
    "name", "code", "parent", "address", "district", "island", "host", "fund_source", "status_reason",
    "remark",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CellFault:
    """What cannot be read in a row, and what to do."""

    field: str
    sentence: str
    remedy: str


@dataclass(frozen=True, slots=True)
class AmenityStated:
    """What a row says of one thing: ``state`` has, lacks or broken."""

    item: str
    state: str
    quantity: float | None = None


@dataclass(frozen=True, slots=True)
class SiteStated:
    """A site as a row of a list states it; ``None`` where it states nothing.

    ``kind``, ``host_kind`` and ``status`` are the words of the store; ``fund`` is in yuan. A kind that no
    column states but the name of the site or of the sheet tells is ``guessed``.
    """

    name: str | None = None
    kind: str | None = None
    afloat: bool | None = None
    guessed: bool = False
    code: str | None = None
    parent: str | None = None
    address: str | None = None
    district: str | None = None
    island: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    host: str | None = None
    host_kind: str | None = None
    contact: str | None = None
    contact_phone: str | None = None
    area: float | None = None
    seats: int | None = None
    opened_on: date | None = None
    planned_for: date | None = None
    status: str | None = None
    status_reason: str | None = None
    hours: Hours | None = None
    hours_note: str | None = None
    always_open: bool | None = None
    stars: int | None = None
    stars_year: int | None = None
    fund: Decimal | None = None
    fund_source: str | None = None
    remark: str | None = None
    amenities: tuple[AmenityStated, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteRow:
    """One row of a list: where it stands, what it states, what cannot be read, and its cells."""

    sheet: str
    row: int
    stated: SiteStated
    faults: tuple[CellFault, ...] = ()
    cells: Sequence[Cell] = field(default=(), repr=False)


def recognise(table: FoundTable) -> dict[str, int]:
    """Return field -> column; where two columns claim a field, the plainer heading wins, then the first."""
    claims = sorted(
        (-found.strength, column.index, found.field)
        for column in table.columns
        if column.text and (found := table.words.meaning(column.text, column.group))
    )
    mapping: dict[str, int] = {}
    for _strength, index, name in claims:
        if name in SITE_FIELDS or name.startswith(AMENITY):
            mapping.setdefault(name, index)
    return mapping


def site_rows(table: FoundTable, mapping: Mapping[str, int]) -> Iterator[SiteRow]:
    """Read the sites of a table in one pass; rows whose mapped cells are all blank are left out.

    The kind is told by its column, else by the name, else by the name of the sheet.
    """
    scale = heading_scale(_heading(table, mapping.get("fund")))
    for number, cells in table.rows:
        given = {name: cells[i] for name, i in mapping.items() if i < len(cells) and not _blank(cells[i])}
        if given:
            yield _Reading(given, table.sheet, scale).row(number, cells)


class _Reading:
    """One row being read: what it says, and the faults met on the way."""

    def __init__(self, given: Mapping[str, Cell], sheet: str, fund_scale: int) -> None:
        self._given = given
        self._sheet = sheet
        self._scale = fund_scale
        self._faults: list[CellFault] = []

    def row(self, number: int, cells: Row) -> SiteRow:
        stated = self._stated()
        if not stated.name:
            self._fault("name", _("The row names no site."), _("Write the name of the site."))
        return SiteRow(self._sheet, number, stated, tuple(self._faults), cells)

    def _stated(self) -> SiteStated:
        texts = {name: self._text(name) for name in _TEXTS}
        kind, afloat = self._kind(texts["name"] or "")
        latitude, longitude = self._place()
        contact, phone = self._contact()
        hours, hours_note = self._hours()
        area = self._read("area", lambda c: site_cells.number_cell(c, "area"))
        return SiteStated(
            **texts,
            kind=kind,
            afloat=afloat,
            guessed="kind" not in self._given,
            latitude=latitude,
            longitude=longitude,
            contact=contact,
            contact_phone=phone,
            host_kind=self._read("host_kind", site_cells.host_kind_cell),
            area=None if area is None else float(area),
            seats=self._read("seats", lambda c: site_cells.whole_cell(c, "seats")),
            opened_on=self._read("opened_on", lambda c: site_cells.day_cell(c, "opened_on")),
            planned_for=self._read("planned_for", lambda c: site_cells.day_cell(c, "planned_for")),
            status=self._read("status", site_cells.status_cell),
            hours=hours,
            hours_note=hours_note,
            always_open=self._read("always_open", lambda c: site_cells.yes_cell(c, "always_open")),
            stars=self._read("stars", site_cells.stars_cell),
            stars_year=self._read("stars_year", lambda c: site_cells.year_cell(c, "stars_year")),
            fund=self._read("fund", lambda c: site_cells.number_cell(c, "fund", self._scale)),
            amenities=tuple(self._amenities()),
        )

    def _read(self, name: str, reader: Callable[[Cell], T | None]) -> T | None:
        cell = self._given.get(name, "")
        if cell == "":
            return None
        try:
            return reader(cell)
        except UnclearHours:
            raise
        except FieldError as bad:
            self._fault(name, bad.sentence, bad.remedy)
            return None

    def _text(self, name: str) -> str | None:
        text = kept_text(self._given.get(name, ""))
        if text is not None and len(text) > TEXT_LIMIT:
            self._fault(
                name,
                _("“{value}” is longer than {limit} characters.").format(
                    value=text[:30] + "…", limit=TEXT_LIMIT
                ),
                _("Shorten it."),
            )
            return None
        return text or None

    def _kind(self, name: str) -> tuple[str | None, bool | None]:
        if "kind" in self._given:
            return self._read("kind", site_cells.kind_cell) or (None, None)
        return site_cells.kind_of(name) or site_cells.kind_of(self._sheet) or (None, None)

    def _place(self) -> tuple[float | None, float | None]:
        point = self._read("coordinates", lambda c: coordinates.parse(plain_text(c)))
        if point is not None:
            return point
        latitude = self._read("latitude", lambda c: coordinates.parse_degrees(plain_text(c)))
        return latitude, self._read("longitude", lambda c: coordinates.parse_degrees(plain_text(c)))

    def _contact(self) -> tuple[str | None, str | None]:
        """Return who is asked and the telephone, which often stand in one cell."""
        contact = self._text("contact")
        phone = self._read("contact_phone", _phone)
        if contact and not phone and (inside := _PHONE_INSIDE.search(contact)):
            phone = clean_phone(inside[0])
            contact = contact.replace(inside[0], " ").strip(" ,，、:：/()（）") or None
        return contact, phone

    def _hours(self) -> tuple[Hours | None, str | None]:
        """Return the hours, or else the words of a cell from which none can be posted (“as the bank is”)."""
        try:
            return self._read("hours", _hours), None
        except UnclearHours:
            return None, kept_text(self._given["hours"])

    def _amenities(self) -> Iterator[AmenityStated]:
        for name in self._given:
            if not name.startswith(AMENITY):
                continue
            said = self._read(name, lambda c, name=name: site_cells.amenity_cell(c, name))  # type: ignore[misc]
            if said is not None:
                yield AmenityStated(name.removeprefix(AMENITY), *said)

    def _fault(self, name: str, sentence: str, remedy: str) -> None:
        self._faults.append(CellFault(name, sentence, remedy))


def _hours(cell: Cell) -> Hours | None:
    text = kept_text(cell)
    return None if not text else parse_hours(text)


def _phone(cell: Cell) -> str | None:
    phone = clean_phone(cell if isinstance(cell, str | float) else plain_text(cell))
    return None if is_nothing(phone) else phone


def _blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip()


def _heading(table: FoundTable, index: int | None) -> str:
    return "" if index is None else f"{table.columns[index].group} {table.columns[index].text}"
