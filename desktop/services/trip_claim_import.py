"""Taking the plan table of a year in: first shown row by row, then taken in as one step of undo."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.claim_words import fraction_text, trades_kept
from desktop.core.errors import Refused
from desktop.core.i18n import N_, _
from desktop.core.ids import new_id, new_ids
from desktop.core.progress import Progress, Silent
from desktop.models.people import Organisation
from desktop.models.trip_quotas import TripClaim
from desktop.services import trip_plan, trips
from desktop.services.organisations import name_key
from desktop.services.trip_claim_import_judge import books_of, judge
from desktop.services.trip_claim_import_rows import (
    ClaimCells,
    ClaimImportRow,
    ClaimPlan,
    ClaimPreview,
    ClaimsImported,
    PlanFound,
    Spot,
    Verdict,
)
from desktop.services.trip_claims import claim, write_entry
from desktop.services.trip_steps import TripStep, require_open
from desktop.spreadsheets.failures import NoTableFound, SpreadsheetError
from desktop.spreadsheets.read import Book, Row, open_book
from desktop.spreadsheets.table import FoundTable, find_tables
from desktop.spreadsheets.trip_claim_cells import places_said, year_said
from desktop.spreadsheets.trip_claim_headings import CLAIMS, claim_columns, columns_passed_over
from desktop.spreadsheets.worker_files import RejectedRow, write_left_out
from desktop.storage import bulk, journal
from desktop.storage.search import organisation_key

__all__ = ["NoPlaces", "NoPlanFound", "NoYear", "SeveralProgrammes", "preview", "rejects", "save"]


class NoPlanFound(SpreadsheetError):
    """A readable book in which no table of organisations was recognised."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            _("No table of organisations with their members was found in {file}."),
            _("Put one row of headings above the list, among them “Organisation” and “Union members”."),
        )


class NoYear(Refused):
    """Nobody said which year the table is of."""


class NoPlaces(Refused):
    """A programme is to be begun, and nobody said with how many places."""


class SeveralProgrammes(Refused):
    """Several programmes of the year are on file."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What stands around the tables of a book: the year, the places in all."""

    year: int | None
    places: int | None


def preview(
    session: Session,
    path: Path,
    programme_id: UUID | None = None,
    year: int | None = None,
    places: int | None = None,
    progress: Progress | None = None,
) -> ClaimPreview:
    """Return what taking the table in would do; nothing is written.

    Without a programme it goes into that of ``year`` or of the year the table speaks of; where there is none
    on file, one is begun. Raises a ``SpreadsheetError``, StepApproved, NoYear, NoPlaces, SeveralProgrammes.
    """
    progress = progress or Silent()
    cells: list[ClaimCells] = []
    with open_book(path) as book:
        found = _tables(book)
        said = _said(book, found)
        for table in found:
            cells += _rows(table)
            progress.step(len(cells), 0, _("Reading the table"))
    if not any("name" in row.values for row in cells):
        raise NoPlanFound(path)
    programme = _programme(session, programme_id, _Said(year or said.year, places or said.places))
    tables = tuple((table.sheet, tuple(column.text for column in table.columns)) for table in found)
    notes = _notes(programme, said, found)
    return ClaimPreview(path, programme, tables, tuple(_judged(session, programme, cells, progress)), notes)


def save(
    session: Session, shown: ClaimPreview, leave: Collection[int] = (), progress: Progress | None = None
) -> ClaimsImported:
    """Take in what was shown, compared once more; ``leave`` are places to be left out. One step of undo.

    Raises StepApproved; and where a programme is begun, what ``trip_plan.create`` raises.
    """
    progress = progress or Silent()
    programme, is_new = _begun(session, shown.programme), shown.programme.programme_id is None
    key = programme.programme_id
    assert key is not None
    taken = [row.cells for at, row in enumerate(shown.rows) if at not in leave]
    rows = _judged(session, programme, taken, progress)
    plans = [row.plan for row in rows if row.plan is not None]
    made = _make_organisations(session, [plan.spot for plan in plans])
    _add_claims(session, key, [plan for plan in plans if plan.claim_id is None], made)
    for row in rows:
        if row.verdict is Verdict.CHANGED and row.plan is not None and row.plan.claim_id is not None:
            write_entry(row.plan.entry, claim(session, row.plan.claim_id))
    session.flush()
    counts = {verdict: sum(row.verdict is verdict for row in rows) for verdict in Verdict}
    journal.describe(
        session, N_("Import the plan table {file}: {new} new, {changed} changed"),
        file=shown.path.name, new=counts[Verdict.NEW], changed=counts[Verdict.CHANGED],
    )  # fmt: skip
    left = [shown.rows[at] for at in sorted(leave)] + [row for row in rows if row.verdict is Verdict.REFUSED]
    return ClaimsImported(
        key, programme.title, is_new,
        counts[Verdict.NEW], counts[Verdict.CHANGED], counts[Verdict.SAME], tuple(left),
    )  # fmt: skip


def rejects(shown: ClaimPreview, left_out: Sequence[ClaimImportRow], path: Path) -> int:
    """Write the rows left out, each with its reason, to be corrected and imported again; return how many."""
    rows = [RejectedRow(row.cells.cells, row.cells.sheet, row.cells.row, row.sentence) for row in left_out]
    return write_left_out(path, shown.tables, rows)


def _tables(book: Book) -> tuple[FoundTable, ...]:
    try:
        found = find_tables(book, CLAIMS)
    except NoTableFound:
        raise NoPlanFound(book.path) from None
    fitting = tuple(table for table in found if "name" in claim_columns(table.columns)[0])
    if not fitting:
        raise NoPlanFound(book.path)
    return fitting


def _said(book: Book, tables: Sequence[FoundTable]) -> _Said:
    year: int | None = None
    places: int | None = None
    for table in tables:
        head: list[Row] = []
        rest: list[Row] = []
        for number, row in table.source.rows():
            if number in table.header_rows:
                continue
            (head if number < table.first_row else rest).append(row)
        year = year or year_said(head)
        places = places or places_said(head) or places_said(rest)
    return _Said(year or year_said([[book.path.stem]]), places)


def _rows(table: FoundTable) -> list[ClaimCells]:
    columns, trades = claim_columns(table.columns)
    made = []
    for number, row in table.rows:
        values = {name: row[at] for name, at in columns.items() if at < len(row) and row[at] != ""}
        counted = {name: row[at] for name, at in trades.items() if at < len(row) and row[at] != ""}
        if values:
            made.append(ClaimCells(table.sheet, number, tuple(row), values, counted))
    return made


def _programme(session: Session, programme_id: UUID | None, said: _Said) -> PlanFound:
    if programme_id is None:
        if said.year is None:
            raise NoYear(
                _("Neither the table nor anybody says which year it is of."),
                _("Say the year (--year), or write it above the table: “2026 …”."),
            )
        of_year = [one for one in trips.programmes(session) if one.year == said.year]
        if len(of_year) > 1:
            titles = _(", ").join(one.title for one in of_year)
            raise SeveralProgrammes(
                _("Several programmes of {year} are on file: {titles}.").format(
                    year=said.year, titles=titles
                ),
                _("Open the one that is meant and take the table in there."),
            )
        if not of_year:
            return _new_programme(session, said.year, said.places)
        programme_id = of_year[0].id
    require_open(session, programme_id, TripStep.QUOTA)
    card = trips.programme(session, programme_id)
    return PlanFound(card.id, card.year, card.title, card.places)


def _new_programme(session: Session, year: int, places: int | None) -> PlanFound:
    if not places:
        raise NoPlaces(
            _("There is no programme of {year} yet, and nobody says how many places it has.").format(
                year=year
            ),
            _("Say it (--places), or write “Total places: 272” above the table."),
        )
    return PlanFound(None, year, trip_plan.proposed(session, year).entry.title, places)


def _begun(session: Session, found: PlanFound) -> PlanFound:
    if found.programme_id is not None:
        require_open(session, found.programme_id, TripStep.QUOTA)
        return found
    entry = replace(trip_plan.proposed(session, found.year).entry, places=found.places, title=found.title)
    return replace(found, programme_id=trip_plan.create(session, entry))


def _judged(
    session: Session, found: PlanFound, cells: Sequence[ClaimCells], progress: Progress
) -> list[ClaimImportRow]:
    if found.programme_id is None:
        top = trip_plan.proposed(session, found.year).entry.organisation_id
    else:
        top = trips.programme(session, found.programme_id).organisation_id
    return judge(books_of(session, found.programme_id, top, found.places), cells, progress)


def _notes(found: PlanFound, said: _Said, tables: Sequence[FoundTable]) -> tuple[str, ...]:
    notes = []
    if found.programme_id is None:
        notes.append(
            _("The programme “{title}” with {places} places is begun.").format(
                title=found.title, places=found.places
            )
        )
    elif said.places is not None and said.places != found.places:
        notes.append(
            _("The table speaks of {said} places, the programme has {places} and keeps them.").format(
                said=said.places, places=found.places
            )
        )
    passed = [text for table in tables for text in columns_passed_over(table.columns)]
    if passed:
        notes.append(
            _("Nothing is taken from these columns: {columns}.").format(columns=_(", ").join(passed))
        )
    return tuple(notes)


def _make_organisations(session: Session, spots: Sequence[Spot]) -> dict[Spot, UUID]:
    """Make what is not on file yet, those above first; return the organisation of each spot."""
    made: dict[Spot, UUID] = {}
    found: dict[Spot, UUID] = {}
    rows: list[tuple[str, str, str, str, str | None]] = []
    for spot in spots:
        at = spot.known
        keys = tuple(name_key(name) for name in spot.names)
        for depth, name in enumerate(spot.names):
            step = Spot(spot.known, keys[: depth + 1])
            if step not in made:
                made[step] = new_id()
                row = (made[step].hex, name, keys[depth], organisation_key(name), at.hex if at else None)
                rows.append(row)
            at = made[step]
        assert at is not None
        found[spot] = at
    columns = ("id", "name", "name_key", "search_key", "parent_id")
    bulk.insert_many(session, Organisation, columns, rows)
    return found


def _add_claims(
    session: Session, programme: UUID, plans: Sequence[ClaimPlan], organisation: Mapping[Spot, UUID]
) -> None:
    columns = (
        "id", "programme_id", "organisation_id", "members", "frontline", "hazardous", "trades",
        "floor", "ceiling", "carried", "contact", "phone", "remark",
    )  # fmt: skip
    keys = new_ids(len(plans))
    rows = (
        (
            key.hex, programme.hex, organisation[plan.spot].hex,
            entry.members, entry.frontline, entry.hazardous, trades_kept(entry.trades),
            entry.floor, entry.ceiling, fraction_text(entry.carried),
            entry.contact, entry.phone, entry.remark,
        )
        for key, plan in zip(keys, plans, strict=True)
        for entry in (plan.entry,)
    )  # fmt: skip
    bulk.insert_many(session, TripClaim, columns, rows)
