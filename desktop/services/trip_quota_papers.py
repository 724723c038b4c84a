"""The quota table printed, and as a workbook."""

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.paper.trip_quota_pdf import PAPER, QuotaPaper, draw_quota_table
from desktop.services.site_papers import PreparedPaper
from desktop.services.trip_quota_table import QuotaRow, QuotaTable, quota_table
from desktop.spreadsheets.read import Cell
from desktop.spreadsheets.write import SheetOut, write_table

_AS_TEXT = frozenset({10})


def prepare_quota_table(
    session: Session, programme_id: UUID, below: UUID | None = None, progress: Progress | None = None
) -> PreparedPaper:
    """Return the quota table drawn in the language in force. Raises NothingAllocated, NoChineseFont."""
    table = quota_table(session, programme_id, below)
    out = io.BytesIO()
    printed = draw_quota_table(_paper(table), out, progress)
    return PreparedPaper(
        out.getvalue(), printed.pages, printed.unprintable, printed.cut, PAPER.width, PAPER.height
    )


def write_quota_table(session: Session, programme_id: UUID, path: Path, below: UUID | None = None) -> int:
    """Write the quota table as a workbook; return the organisations.

    Raises NothingAllocated, a ``SpreadsheetError``.
    """
    table = quota_table(session, programme_id, below)
    headings = [heading.replace("\n", " ") for heading in _headings()]
    sheet = SheetOut(
        title=_("Quota table"),
        headings=[headings[0], headings[1], _("Belongs to"), *headings[2:]],
        rows=list(_cells(table)),
        text_columns=_AS_TEXT,
        note=f"{_title(table)} · {_whose(table)} · {_settled(table)}",
    )
    write_table(path, [sheet])
    return len(table.rows)


def _cells(table: QuotaTable) -> Iterator[Sequence[Cell | None]]:
    for number, one in enumerate(table.rows, start=1):
        yield [number, one.organisation, one.path, *_numbers(one), one.contact, one.phone, one.remark]
    yield [None, table.total.organisation, "", *_numbers(table.total), "", "", ""]


def _numbers(one: QuotaRow) -> tuple[Cell, ...]:
    return one.members, one.places, one.frontline_min, one.batches, one.named, one.left


def _paper(table: QuotaTable) -> QuotaPaper:
    times: dict[str, int] = {}
    for one in table.rows:
        times[one.organisation] = times.get(one.organisation, 0) + 1
    return QuotaPaper(
        _title(table),
        _whose(table),
        _settled(table),
        _headings(),
        tuple(_texts(one, times[one.organisation] > 1) for one in table.rows),
        _texts(table.total, False),
    )


def _texts(one: QuotaRow, is_ambiguous: bool) -> tuple[str, ...]:
    above = one.path.rpartition(" › ")[2]
    name = f"{above} › {one.organisation}" if is_ambiguous and above else one.organisation
    numbers = (f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in _numbers(one))
    return (name, *numbers, one.contact, one.phone, one.remark)


def _title(table: QuotaTable) -> str:
    return _("Quota table of {title}").format(title=table.title)


def _whose(table: QuotaTable) -> str:
    return _("Organisations below {name}").format(name=table.below) if table.below else _("All organisations")


def _settled(table: QuotaTable) -> str:
    words = _("Allocation {number} of {day}, as of {today}")
    return words.format(number=table.number, day=table.made_on.isoformat(), today=table.shown_on.isoformat())


def _headings() -> tuple[str, ...]:
    return (
        _("No."), _("Organisation"), _("Union members"), _("Places"), _("Of them\nfront line ≥"),
        _("In batches"), _("Named so far"), _("Places left"), _("Contact"), _("Telephone"), _("Remark"),
    )  # fmt: skip
