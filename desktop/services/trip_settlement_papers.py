"""The papers of a settlement: 费用结算表 with its sum in capitals, lists for employers, the workbook."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.i18n import _, in_language, language
from desktop.core.money import in_figures
from desktop.core.progress import Progress
from desktop.paper.trip_settlement_pdf import MoneyTable, draw_settlement
from desktop.services import trip_settlement_tables as made
from desktop.services.clock import local, moment_of
from desktop.services.site_papers import PreparedPaper
from desktop.services.trip_accounts import BatchAccount, ProgrammeAccount, account
from desktop.services.trip_notice_papers import PaperLook
from desktop.services.trip_settlement_tables import AccountTable, Cell
from desktop.spreadsheets.write import SheetOut, write_table

__all__ = ["PaperKind", "prepare_settlement", "write_settlement"]


class PaperKind(StrEnum):
    """Which paper: the settlement with its tables, or a page for each employer."""

    SETTLEMENT = "settlement"
    EMPLOYERS = "employers"


def prepare_settlement(
    session: Session,
    programme_id: UUID,
    batch_id: UUID | None = None,
    kind: PaperKind = PaperKind.SETTLEMENT,
    look: PaperLook | None = None,
    progress: Progress | None = None,
) -> PreparedPaper:
    """Draw the settlement of a batch, or of all. Raises NoProgramme, NoChineseFont, Cancelled."""
    look, out = look or PaperLook(), BytesIO()
    with in_language(look.language or language()):
        found = account(session, programme_id)
        batches = made.chosen(found, batch_id)
        day = _("{day} printed").format(day=_day(local(moment_of(session)).date()))
        tables = (_employers if kind is PaperKind.EMPLOYERS else _settlement)(found, batches)
        drawn = draw_settlement(_title(found), look.issuer, day, tables, out, progress)
    return PreparedPaper(out.getvalue(), drawn.pages, drawn.unprintable, drawn.cut, 297.0, 210.0)


def write_settlement(session: Session, path: Path, programme_id: UUID, batch_id: UUID | None = None) -> int:
    """Write the tables as a workbook; return the rows. Raises a ``SpreadsheetError`` and leaves the file."""
    found = account(session, programme_id)
    batches = made.chosen(found, batch_id)
    tables = (made.batch_table(batches), made.employer_table(batches), made.person_table(batches))
    total = made.capitals_words(sum(one.total_fen for one in batches))
    notes = (f"{_title(found)} · {total}", _title(found), _title(found))
    return write_table(
        path,
        [
            SheetOut(table.title, table.headings, [[_number(cell) for cell in row] for row in table.rows],
                     text_columns=frozenset({7}) if number == 0 else frozenset(), note=note)
            for number, (table, note) in enumerate(zip(tables, notes, strict=True))
        ],
    )  # fmt: skip


def _settlement(found: ProgrammeAccount, batches: Sequence[BatchAccount]) -> list[MoneyTable]:
    first = made.batch_table(batches)
    capitals = made.capitals_words(sum(one.total_fen for one in batches))
    signatures = (_("Handled by"), _("Certified by"), _("Examined by"), _("Chair"))
    head = _on_paper(first, found.title, capitals, signatures)
    rest = [made.employer_table(batches), made.person_table(batches)]
    return [head, *(_on_paper(table, found.title) for table in rest if len(table.rows) > 1)]


def _employers(found: ProgrammeAccount, batches: Sequence[BatchAccount]) -> list[MoneyTable]:
    told = []
    for name, table, owed in made.employer_lists(batches):
        note = _("{employer} · {title}").format(employer=name, title=found.title)
        told.append(_on_paper(table, note, made.owed_words(owed), (_("Handled by"), _("Employer (seal)"))))
    return told or [_on_paper(made.employer_table(batches), found.title)]


def _on_paper(
    table: AccountTable, note: str, capitals: str = "", signatures: Sequence[str] = ()
) -> MoneyTable:
    return MoneyTable(
        title=table.title,
        note=note,
        headings=table.headings,
        shares=table.shares,
        rows=[[_words(cell) for cell in row] for row in table.rows],
        left=table.left,
        right=made.sums_in(table),
        notes=table.notes,
        capitals=capitals,
        signatures=signatures,
    )


def _words(cell: Cell) -> str:
    return in_figures(cell) if isinstance(cell, Decimal) else f"{cell:,}" if isinstance(cell, int) else cell


def _number(cell: Cell) -> str | int | float:
    """Return a sum as the number a spreadsheet keeps; it shows two decimals of it exactly."""
    return float(cell) if isinstance(cell, Decimal) else cell


def _title(found: ProgrammeAccount) -> str:
    return _("Settlement · {title}").format(title=found.title)


def _day(day: date) -> str:
    return _("{year}-{month:02}-{day:02}").format(year=day.year, month=day.month, day=day.day)
