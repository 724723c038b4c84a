"""The report of a stock-take, on paper and as a workbook."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.i18n import _
from desktop.paper.stock_take_pdf import TakePaper, TakeRow, draw_stock_take
from desktop.services.asset_entry import condition_word
from desktop.services.clock import local
from desktop.services.stock_takes import CountedLine, TakeReport, report
from desktop.spreadsheets.write import SheetOut, write_table

_NUMBER = 1


@dataclass(frozen=True, slots=True)
class PreparedReport:
    """The report as it will print."""

    pdf: bytes
    pages: int
    name: str
    unprintable: tuple[str, ...]
    cut: tuple[str, ...]


def prepare_report(session: Session, take_id: UUID) -> PreparedReport:
    """Draw the report of a stock-take. Raises NotFound, NoChineseFont."""
    found = report(session, take_id)
    take = found.take
    paper = TakePaper(
        site=take.site,
        begun=f"{local(take.begun_at):%Y-%m-%d %H:%M}",
        closed=f"{local(take.closed_at):%Y-%m-%d %H:%M}" if take.closed_at else "",
        account=take.account,
        seen=[_row(line) for line in found.seen],
        missing=[_row(line, missing=True) for line in found.missing],
    )
    out = BytesIO()
    drawn = draw_stock_take(paper, out)
    return PreparedReport(out.getvalue(), drawn.pages, _name(found), drawn.unprintable, drawn.cut)


def write_report(session: Session, take_id: UUID, path: Path) -> int:
    """Write the report as a workbook; return the rows. Raises NotFound, a ``SpreadsheetError``."""
    found = report(session, take_id)
    words = _("{site}: {seen} seen, {missing} not seen, begun {moment}").format(
        site=found.take.site,
        seen=len(found.seen),
        missing=len(found.missing),
        moment=f"{local(found.take.begun_at):%Y-%m-%d %H:%M}",
    )
    lines = [(line, _("not found")) for line in found.missing] + [(line, _("seen")) for line in found.seen]
    sheet = SheetOut(
        title=_("Stock-take"),
        headings=(
            _("No."), _("Number"), _("Equipment"), _("Place"), _("Stock-take"), _("Condition"), _("Seen at"),
        ),
        rows=[
            (
                number,
                line.number,
                line.name,
                line.place,
                word,
                condition_word(line.condition),
                f"{local(line.seen_at):%Y-%m-%d %H:%M}" if line.seen_at else None,
            )
            for number, (line, word) in enumerate(lines, start=1)
        ],
        text_columns=frozenset({_NUMBER}),
        note=words,
    )  # fmt: skip
    return write_table(path, [sheet])


def report_name(session: Session, take_id: UUID) -> str:
    """Return what the file of a report is called."""
    return _name(report(session, take_id))


def _name(found: TakeReport) -> str:
    day = local(found.take.begun_at).date().isoformat()
    return _("Stock-take {site} {day}").format(site=found.take.site, day=day)


def _row(line: CountedLine, *, missing: bool = False) -> TakeRow:
    word = _("not found") if missing else condition_word(line.condition)
    return TakeRow(line.number, line.name, line.place, word)
