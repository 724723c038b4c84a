"""Reading forms of nominations: whose form it is, and its rows as workers and as nominations."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import Refused
from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.core.trip_forms import FormCode, tail
from desktop.models.people import Organisation
from desktop.services import imports_read, organisations
from desktop.services.imports_read import Understood
from desktop.services.imports_rows import ImportRow
from desktop.services.trip_allocation import quota_of
from desktop.services.trip_nominee_import_rows import FormSeen, NomineeRead
from desktop.spreadsheets.columns import signature
from desktop.spreadsheets.failures import SpreadsheetError
from desktop.spreadsheets.table import FoundTable, find_tables
from desktop.spreadsheets.trip_nominee_headings import nominee_columns, worker_columns
from desktop.spreadsheets.trip_nominee_rows import NomineeStated, head_of, stated

_BLANK = NomineeStated()


class NoNominationsFound(SpreadsheetError):
    """A readable book in which no form of nominations was recognised."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            _("No names for the trips were found in {file}."),
            _("Use the form of the programme, or put one row of headings above the list, among them “Name”."),
        )


class FormOfAnother(Refused):
    """The form belongs to another programme."""


class Employers:
    """The organisations on file as a form may name them."""

    def __init__(self, session: Session, programme_id: UUID) -> None:
        rows = session.execute(
            select(Organisation.id, Organisation.name, Organisation.parent_id).where(
                Organisation.removed_at.is_(None)
            )
        ).all()
        self.names: dict[UUID, str] = {row.id: row.name for row in rows}
        self._parents: dict[UUID, UUID | None] = {row.id: row.parent_id for row in rows}
        self._by_key: Mapping[str, UUID] = organisations.by_key(session)
        self._quotas = {key for key, one in quota_of(session, programme_id).items() if one.places}

    def of_code(self, code: FormCode) -> UUID | None:
        """Return the organisation a form's code means."""
        return next((key for key in self.names if tail(key) == code.organisation), None)

    def called(self, name: str) -> UUID | None:
        """Return the organisation of that name."""
        return self._by_key.get(organisations.name_key(name)) if name.strip() else None

    def naming_for(self, organisation: UUID) -> UUID:
        """Return who names for an organisation: the nearest above it, itself included, with a quota."""
        at: UUID | None = organisation
        while at is not None:
            if at in self._quotas:
                return at
            at = self._parents.get(at)
        return organisation


def read_forms(
    session: Session,
    programme_id: UUID,
    paths: Sequence[Path],
    organisation_id: UUID | None,
    without_faulty_ids: bool,
    progress: Progress,
) -> tuple[list[FormSeen], list[NomineeRead]]:
    """Return the tables of the files and their rows.

    ``organisation_id`` is who names where neither a form nor its row says it. Raises a ``SpreadsheetError``,
    ``FormOfAnother``.
    """
    employers = Employers(session, programme_id)
    forms: list[FormSeen] = []
    rows: list[NomineeRead] = []
    for path in paths:
        with imports_read.opened(path) as book:
            tables = [
                Understood(table, mapping, remembered=False)
                for table in find_tables(book)
                if "name" in (mapping := worker_columns(table, _remembered(session, table)))
            ]
            if not tables:
                raise NoNominationsFound(path)
            for table in tables:
                form = _form(programme_id, employers, path, table.table)
                forms.append(form)
                rows += _rows(
                    employers, form, len(forms) - 1, table, organisation_id, without_faulty_ids, progress
                )
    return forms, rows


def _remembered(session: Session, table: FoundTable) -> dict[str, str] | None:
    return imports_read.remembered(session, signature(table))


def _form(programme_id: UUID, employers: Employers, path: Path, table: FoundTable) -> FormSeen:
    head = head_of(table)
    organisation = None
    if head.code is not None:
        if head.code.programme != tail(programme_id):
            raise FormOfAnother(
                _("{file} is a form of another programme.").format(file=path.name),
                _("Choose that programme, or send the organisation the form of this one."),
            )
        organisation = employers.of_code(head.code)
    by_code = organisation is not None
    if organisation is None and (called := employers.called(head.organisation)) is not None:
        organisation = employers.naming_for(called)
    headings = tuple(imports_read.heading_text(column) for column in table.columns)
    name = employers.names.get(organisation, "") if organisation else ""
    return FormSeen(path, table.sheet, headings, organisation, name, by_code)


def _rows(
    employers: Employers,
    form: FormSeen,
    number: int,
    table: Understood,
    given: UUID | None,
    without_faulty_ids: bool,
    progress: Progress,
) -> Iterator[NomineeRead]:
    columns = nominee_columns(table.table)
    for block in imports_read.blocks([table], without_faulty_ids, progress):
        for row, cells in block:
            said = stated(list(cells), columns)
            if _is_blank(row, said):
                continue
            employer = form.organisation_id or _employer_of(employers, row) or given
            name = employers.names.get(employer, "") if employer else ""
            placed, notes = _placed(employers, row, name)
            yield NomineeRead(number, placed, said, employer, name, notes, tuple(cells))


def _employer_of(employers: Employers, row: ImportRow) -> UUID | None:
    own = employers.called(row.organisation or "")
    return employers.naming_for(own) if own else None


def _placed(employers: Employers, row: ImportRow, employer: str) -> tuple[ImportRow, tuple[str, ...]]:
    """Return the row as of an organisation on file: that of the cell, or else the one that names."""
    if not employer or (row.organisation and employers.called(row.organisation)):
        return row, ()
    told: tuple[str, ...] = ()
    if row.organisation:
        words = _("“{name}” is not on file; the worker is kept under {organisation}.")
        told = (words.format(name=row.organisation, organisation=employer),)
    return row._replace(organisation=employer), told


def _is_blank(row: ImportRow, said: NomineeStated) -> bool:
    """Say whether a row is one of those a form is ruled with: its number and organisation alone."""
    nothing = (row.sex, row.id_number, row.birthday, row.phone, row.post, row.frontline, row.member_number)
    faulty = any(getattr(note, "kind", "") != "no-name" for note in row.notes)
    return not (row.name or any(nothing) or row.honours or row.remark or faulty) and said == _BLANK
