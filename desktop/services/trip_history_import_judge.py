"""Comparing a list of former trips with the books: who is meant, and which trips are on record already."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from desktop.core import national_id
from desktop.core.dates import BadDate, parse_date
from desktop.core.errors import FieldError
from desktop.core.i18n import _
from desktop.core.money import in_figures, of_fen
from desktop.core.names import clean_name, name_key
from desktop.models.people import Worker
from desktop.models.trip_people import TripTaken
from desktop.services import organisations
from desktop.services.supply_import_cells import fen_of, number_of
from desktop.services.trip_history import TakenEntry
from desktop.services.trip_history_import_rows import HistoryCells, HistoryImportRow, Verdict
from desktop.spreadsheets.cells import kept_text

T = TypeVar("T")
_YEAR = re.compile(r"((?:19|20)\d\d)(?:\.0)?\s*(?:年度?)?")
_FIRST_YEAR = 1980
_BLOCK = 500


@dataclass(frozen=True, slots=True)
class _Stated:
    """What a row says, cleaned; ``fault`` is why it cannot be taken."""

    name: str = ""
    id_number: str = ""
    organisation: str = ""
    year: int | None = None
    days: int | None = None
    fen: int | None = None
    starts_on: date | None = None
    place: str = ""
    fault: str = ""
    id_fault: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    """Who a row means, or why nobody can be told."""

    worker_id: UUID | None
    fault: str = ""
    is_stranger: bool = False


def judge(
    session: Session, cells: Sequence[HistoryCells], today: date, source: str
) -> list[HistoryImportRow]:
    """Return the rows with what becomes of each; ``source`` is the list they come from."""
    stated = [_stated(one, today) for one in cells]
    found = _People(session, stated)
    meant = [found.match(one) for one in stated]
    records = _records(session, [one.worker_id for one in meant if one.worker_id])
    seen: dict[tuple[UUID, int, date | None], int] = {}
    return [
        _judged(row, said, who, records, seen, source)
        for row, said, who in zip(cells, stated, meant, strict=True)
    ]


def _judged(
    row: HistoryCells,
    said: _Stated,
    who: _Found,
    records: dict[UUID, list[TripTaken]],
    seen: dict[tuple[UUID, int, date | None], int],
    source: str,
) -> HistoryImportRow:
    def result(
        verdict: Verdict,
        sentence: str = "",
        entry: TakenEntry | None = None,
        taken_id: UUID | None = None,
    ) -> HistoryImportRow:
        return HistoryImportRow(
            row, verdict, said.name, said.organisation, said.year, sentence, entry, taken_id, who.is_stranger
        )

    if said.fault or who.worker_id is None or said.year is None:
        return result(Verdict.REFUSED, said.fault or who.fault)
    key = (who.worker_id, said.year, said.starts_on)
    if key in seen:
        sentence = _("This trip stands in row {row} already.").format(row=seen[key])
        return result(Verdict.REFUSED, sentence)
    seen[key] = row.row
    record = _same_trip(records.get(who.worker_id, ()), said)
    if record is None:
        return result(Verdict.NEW, entry=_entry(who.worker_id, said, source))
    if record.programme_id is not None:
        return result(Verdict.SAME, _("Settled in a programme here; left as it is."))
    changes = _changes(record, said)
    if not changes:
        return result(Verdict.SAME)
    return result(Verdict.CHANGED, _("; ").join(changes), _entry(who.worker_id, said, source), record.id)


def _entry(worker_id: UUID, said: _Stated, source: str) -> TakenEntry:
    assert said.year is not None
    return TakenEntry(worker_id, said.year, said.days or 0, said.fen or 0, said.starts_on, said.place, source)


def _same_trip(records: Sequence[TripTaken], said: _Stated) -> TripTaken | None:
    """Return the trip on record that a row means: of that year, and not begun on another day."""
    for record in records:
        other_day = record.starts_on and said.starts_on and record.starts_on != said.starts_on
        if record.year == said.year and not other_day:
            return record
    return None


def _changes(record: TripTaken, said: _Stated) -> list[str]:
    """Return what a row says otherwise than the record; a blank cell says nothing."""
    days = (_("Number of days"), str(record.days or ""), str(said.days or ""))
    money = (_("Public money, yuan"), _yuan(record.public_fen), _yuan(said.fen))
    begins = (_("First day"), str(record.starts_on or ""), str(said.starts_on or ""))
    place = (_("Place of the trip"), record.place, said.place)
    return [
        f"{label}: {before or _('(nothing)')} → {after}"
        for label, before, after in (days, money, begins, place)
        if after and after != before
    ]


def _yuan(fen: int | None) -> str:
    return in_figures(of_fen(fen)) if fen else ""


def _stated(row: HistoryCells, today: date) -> _Stated:
    values = row.values
    name = clean_name(kept_text(values.get("name", "")) or "")
    organisation = kept_text(values.get("organisation", "")) or ""
    if not name:
        return _Stated(organisation=organisation, fault=_("The name is missing."))
    id_number, id_fault = "", ""
    if given := values.get("id_number"):
        try:
            id_number = national_id.check(given if isinstance(given, float) else str(given)).number
        except national_id.IdFault as fault:
            id_fault = f"{fault.sentence} {fault.remedy}"
    try:
        starts_on = _day(kept_text(values.get("starts_on", "")) or "", today)
        return _Stated(
            name=name,
            id_number=id_number,
            organisation=organisation,
            year=_year(row, starts_on, today),
            days=number_of(values.get("days", ""), "days", 1, "天"),
            fen=fen_of(values.get("money", "")),
            starts_on=starts_on,
            place=kept_text(values.get("place", "")) or "",
            id_fault=id_fault,
        )
    except FieldError as error:
        return _Stated(name=name, organisation=organisation, fault=str(error))


def _day(text: str, today: date) -> date | None:
    """Return a day; what only says a month or a span of days says no day."""
    try:
        return parse_date(text[:10], today) if text else None
    except BadDate:
        return None


def _year(row: HistoryCells, starts_on: date | None, today: date) -> int:
    said = kept_text(row.values.get("year", "")) or ""
    if found := _YEAR.match(said):
        year = int(found[1])
    elif said:
        raise FieldError("year", _("“{text}” is no year.").format(text=said), _("Write it with four digits."))
    elif starts_on is not None:
        year = starts_on.year
    elif row.year is not None:
        year = row.year
    else:
        raise FieldError(
            "year",
            _("Nothing says in which year the trip was."),
            _("Add a column “Year”, or put the year into the title above the list."),
        )
    if not _FIRST_YEAR <= year <= today.year:
        raise FieldError(
            "year",
            _("{year} is no year of a former trip.").format(year=year),
            _("Put a year from {first} to {last}.").format(first=_FIRST_YEAR, last=today.year),
        )
    return year


class _People:
    """The workers on file that a list may mean."""

    def __init__(self, session: Session, stated: Sequence[_Stated]) -> None:
        self._places = organisations.by_key(session)
        self._by_number: dict[str, tuple[UUID, str]] = {}
        for block in _blocks(sorted({one.id_number for one in stated if one.id_number})):
            for key, number, known_as in session.execute(
                select(Worker.id, Worker.id_number, Worker.name_key).where(
                    Worker.id_number.in_(block), Worker.removed_at.is_(None)
                )
            ):
                self._by_number[str(number)] = (key, known_as)
        wanted = {
            (place, name_key(one.name))
            for one in stated
            if one.id_number not in self._by_number and (place := self._place(one)) is not None
        }
        self._by_place: defaultdict[tuple[UUID, str], list[tuple[UUID, str]]] = defaultdict(list)
        for pairs in _blocks(sorted(wanted)):
            for key, place, known_as, number in session.execute(
                select(Worker.id, Worker.organisation_id, Worker.name_key, Worker.id_number).where(
                    tuple_(Worker.organisation_id, Worker.name_key).in_(pairs), Worker.removed_at.is_(None)
                )
            ):
                if place is not None:
                    self._by_place[place, known_as].append((key, number or ""))

    def match(self, one: _Stated) -> _Found:
        """Return whom a row means: by identity number, else by name and organisation."""
        if one.fault:
            return _Found(None)
        if one.id_number in self._by_number:
            worker, known_as = self._by_number[one.id_number]
            if known_as != name_key(one.name):
                return _Found(None, _("The identity number is on file under another name."))
            return _Found(worker)
        place = self._place(one)
        fitting = [
            key
            for key, number in (self._by_place.get((place, name_key(one.name)), ()) if place else ())
            if not (number and one.id_number)
        ]
        if len(fitting) == 1:
            return _Found(fitting[0])
        return _Found(None, *self._why_nobody(one, place, len(fitting)))

    def _place(self, one: _Stated) -> UUID | None:
        return self._places.get(organisations.name_key(one.organisation)) if one.organisation else None

    def _why_nobody(self, one: _Stated, place: UUID | None, fitting: int) -> tuple[str, bool]:
        """Return why nobody can be told, and whether the person is simply not on the books."""
        if one.id_fault:
            return one.id_fault, False
        if fitting:
            words = _("{organisation} has several workers of this name; an identity number would tell.")
            return words.format(organisation=one.organisation), False
        if one.id_number or place:
            return _("Not on the books. Take the person onto the books first, or leave the row out."), True
        if one.organisation:
            words = _("“{organisation}” is not on file, and there is no identity number.")
            return words.format(organisation=one.organisation), True
        return _("A name alone does not tell who it is; add the identity number or the organisation."), False


def _records(session: Session, workers: Sequence[UUID]) -> dict[UUID, list[TripTaken]]:
    found: defaultdict[UUID, list[TripTaken]] = defaultdict(list)
    for block in _blocks(sorted(set(workers))):
        for row in session.scalars(
            select(TripTaken)
            .where(TripTaken.worker_id.in_(block), TripTaken.removed_at.is_(None))
            .order_by(TripTaken.id)
        ):
            found[row.worker_id].append(row)
    return found


def _blocks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), _BLOCK):
        yield items[start : start + _BLOCK]
