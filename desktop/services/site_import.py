"""Taking an office's list of sites onto the register: first shown, then taken in as one step of undo."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.i18n import N_, _
from desktop.core.progress import Progress, Silent
from desktop.models.sites import AmenityState, Site
from desktop.services import amenities, ratings, site_hours, sites
from desktop.services.amenities import AmenityChange
from desktop.services.clock import local, moment_of
from desktop.services.imports_read import NoSuchSheet
from desktop.services.site_find import on_file
from desktop.services.site_import_judge import Register, with_parents
from desktop.services.site_import_rows import (
    SiteColumn,
    SiteImportRow,
    SitePreview,
    SitesImported,
    SiteTable,
    Verdict,
)
from desktop.services.site_things import thing_words, things
from desktop.spreadsheets.failures import NoTableFound, SpreadsheetError
from desktop.spreadsheets.headings import Vocabulary
from desktop.spreadsheets.read import Book, open_book
from desktop.spreadsheets.site_headings import AMENITY, site_vocabulary
from desktop.spreadsheets.site_rows import SiteRow, recognise, site_rows
from desktop.spreadsheets.table import FoundTable, find_table, find_tables
from desktop.spreadsheets.worker_files import RejectedRow, write_left_out
from desktop.storage import journal


class NoSitesFound(SpreadsheetError):
    """A readable book in which no list of sites was recognised."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            _("No list of sites was found in {file}."),
            _("Put one row of headings above the list, among them “Site name”, or use the template."),
        )


def preview(
    session: Session,
    path: Path,
    sheet: str | None = None,
    mapping: Mapping[str, Mapping[str, int]] | None = None,
    progress: Progress | None = None,
) -> SitePreview:
    """Return what taking the list in would do, row by row; nothing is written.

    ``mapping`` is a person's correction: sheet -> field -> column from 0. Raises a ``SpreadsheetError``
    or ``NoSuchSheet``.
    """
    progress = progress or Silent()
    words = site_vocabulary(things(session))
    rows: list[SiteRow] = []
    seen: list[SiteTable] = []
    with open_book(path) as book:
        for table in _tables(book, sheet, words):
            columns = (mapping or {}).get(table.sheet) or recognise(table)
            seen.append(_seen(table, columns))
            for row in site_rows(table, columns):
                rows.append(row)
                progress.step(len(rows), 0, _("Reading the list"))
    return SitePreview(path, tuple(seen), _judged(session, rows, path.name))


def save(
    session: Session,
    shown: SitePreview,
    leave: Collection[int] = (),
    progress: Progress | None = None,
    rejects_to: Path | None = None,
) -> SitesImported:
    """Take in what was shown, compared with the register once more. ``leave`` are places to be left out.

    With ``rejects_to`` the rows left out are written there; where that cannot be, nothing is taken in.
    """
    progress = progress or Silent()
    kept = [row.row for i, row in enumerate(shown.rows) if i not in leave]
    rows = _judged(session, kept, shown.path.name)
    made: dict[int, Site] = {}
    for i, row in enumerate(rows):
        if row.verdict in (Verdict.NEW, Verdict.CHANGED) and row.entry is not None:
            made[i] = _take(session, row)
        progress.step(i + 1, len(rows), _("Taking the list in"))
    _place(session, rows, made)
    left = [shown.rows[i] for i in sorted(leave) if 0 <= i < len(shown.rows)]
    left += [row for row in rows if row.verdict is Verdict.REFUSED]
    if rejects_to is not None:
        rejects(shown, left, rejects_to)
    new = sum(1 for row in rows if row.verdict is Verdict.NEW)
    updated = sum(1 for row in rows if row.verdict is Verdict.CHANGED)
    label = N_("Import sites from {file}: {new} new, {updated} changed")
    journal.describe(session, label, file=shown.path.name, new=new, updated=updated)
    unchanged = len(rows) - new - updated - sum(1 for row in rows if row.verdict is Verdict.REFUSED)
    return SitesImported(len(shown.rows), new, updated, unchanged, tuple(left))


def rejects(shown: SitePreview, left_out: Sequence[SiteImportRow], path: Path) -> int:
    """Write the rows left out, each with its reason, to be corrected and imported again; return how many."""
    headings = ((table.sheet, [column.heading for column in table.columns]) for table in shown.tables)
    rows = [RejectedRow(row.row.cells, row.row.sheet, row.row.row, row.sentence) for row in left_out]
    return write_left_out(path, headings, rows)


def _tables(book: Book, sheet: str | None, words: Vocabulary) -> tuple[FoundTable, ...]:
    if sheet is not None and sheet not in book.sheet_names:
        raise NoSuchSheet(
            _("{file} has no sheet “{sheet}”.").format(file=book.path.name, sheet=sheet),
            _("Its sheets are: {names}.").format(names=_(", ").join(book.sheet_names)),
        )
    try:
        tables = find_tables(book, words) if sheet is None else (find_table(book.sheet(sheet), words=words),)
    except NoTableFound:
        raise NoSitesFound(book.path) from None
    found = tuple(table for table in tables if table is not None and "name" in recognise(table))
    if not found:
        raise NoSitesFound(book.path)
    return found


def _seen(table: FoundTable, columns: Mapping[str, int]) -> SiteTable:
    fields = {index: name for name, index in columns.items()}
    return SiteTable(
        table.sheet,
        table.header_rows,
        tuple(SiteColumn(c.index, c.text, fields.get(c.index, "")) for c in table.columns),
    )


def _judged(session: Session, rows: Sequence[SiteRow], file: str) -> list[SiteImportRow]:
    register = Register(session, thing_words(session), local(moment_of(session)).date(), file)
    return with_parents(register, register.judge(rows))


def _take(session: Session, row: SiteImportRow) -> Site:
    """Write one row, the site it stands in apart; return the site."""
    assert row.entry is not None
    if row.site_id is None:
        site = sites.add(session, row.entry)
    else:
        site = on_file(session, row.site_id)
        sites.correct(session, site, replace(row.entry, parent_id=site.parent_id))
    stated = row.row.stated
    if stated.hours is not None and stated.hours.stretches:
        site_hours.post(session, site, replace(stated.hours, always_open=site.always_open))
    told = {change.field for change in row.changes}
    if stated.stars is not None and ("stars" in told or (row.site_id is None and stated.stars)):
        ratings.restate(session, site.id, stated.stars_year or local(moment_of(session)).year, stated.stars)
    changes = [
        AmenityChange(said.item, AmenityState(said.state), said.quantity)
        for said in stated.amenities
        if row.site_id is None or AMENITY + said.item in told
    ]
    if changes:
        amenities.set_amenities(session, site.id, changes)
    return site


def _place(session: Session, rows: Sequence[SiteImportRow], made: Mapping[int, Site]) -> None:
    """Let sites stand inside others, once all are on file."""
    for i, site in made.items():
        parent = rows[i].parent
        parent_id: UUID | None = made[parent].id if isinstance(parent, int) else parent
        if parent_id is not None and parent_id != site.parent_id:
            site.parent_id = parent_id
    session.flush()
