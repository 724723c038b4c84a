"""What a stock-take found, to be signed and filed."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from desktop.core.i18n import _
from desktop.core.sheet_content import Printed
from desktop.paper.flow import Flow, TableColumn
from desktop.paper.page import Align, deliver


@dataclass(frozen=True, slots=True)
class TakeRow:
    """A piece of equipment of the report."""

    number: str
    name: str
    place: str
    condition: str


@dataclass(frozen=True, slots=True)
class TakePaper:
    """A stock-take as its report tells it; times are written out."""

    site: str
    begun: str
    closed: str
    account: str
    seen: Sequence[TakeRow]
    missing: Sequence[TakeRow]


def draw_stock_take(paper: TakePaper, out: Path | BinaryIO) -> Printed:
    """Draw the report in the language in force. Raises NoChineseFont, CannotSave."""
    flow = Flow(_("Stock-take {site}").format(site=paper.site))
    flow.title(_("Stock-take of equipment"))
    flow.line(_("Site: {site}").format(site=paper.site))
    flow.pair(
        _("Begun: {moment}").format(moment=paper.begun),
        _("Closed: {moment}").format(moment=paper.closed) if paper.closed else _("Still under way"),
    )
    whole = len(paper.seen) + len(paper.missing)
    flow.pair(
        _("On file: {whole}, seen: {seen}, not seen: {missing}").format(
            whole=whole, seen=len(paper.seen), missing=len(paper.missing)
        ),
        _("Counted by: {account}").format(account=paper.account),
    )
    flow.space(2)
    if paper.missing:
        flow.heading(_("Not found"))
        flow.table(_columns(), _cells(paper.missing))
    flow.heading(_("Seen"))
    flow.table(_columns(), _cells(paper.seen))
    flow.signatures(_("Counted by"), _("Witness"), _("Date"))
    pages = flow.draw()
    deliver(pages.finish(), out)
    return Printed(len(flow.sheets), whole, tuple(pages.unprintable), tuple(pages.cut))


def _columns() -> list[TableColumn]:
    return [
        TableColumn(_("No."), 0.8, Align.CENTRE),
        TableColumn(_("Number"), 2.6),
        TableColumn(_("Equipment"), 4.2),
        TableColumn(_("Place"), 3),
        TableColumn(_("Condition"), 1.8, Align.CENTRE),
    ]


def _cells(rows: Sequence[TakeRow]) -> list[list[str]]:
    return [
        [str(number), row.number, row.name, row.place or "–", row.condition]
        for number, row in enumerate(rows, start=1)
    ]
