"""The delivery notes of a round: each site signs for what it received; an island begins on a new page."""

from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from desktop.core.i18n import _
from desktop.core.sheet_content import Printed
from desktop.paper.flow import ROW, Flow, TableColumn
from desktop.paper.page import Align, deliver
from desktop.paper.pick_list_pdf import PackStop, RoundPaper, day_text, draw_head

_AROUND_TABLE = 48.0
"""Millimetres that the heading and the lines to sign on take beside a site's table."""


def draw_delivery_notes(paper: RoundPaper, out: Path | BinaryIO, page_each: bool = False) -> Printed:
    """Draw the notes in the order of the round, in the language in force; ``page_each``: a page a site.

    Raises NoChineseFont, CannotSave.
    """
    flow = Flow(_("Delivery note {number}").format(number=paper.number))
    numbered = list(enumerate(paper.stops, start=1))
    for group, stops in groupby(numbered, key=lambda one: one[1].group):
        _begin(flow, paper, group)
        for at, (number, stop) in enumerate(stops):
            if page_each and at:
                _begin(flow, paper, group)
            flow.keep_together(_AROUND_TABLE + ROW * (1 + len(stop.rows)))
            _draw_stop(flow, number, stop)
    pages = flow.draw()
    deliver(pages.finish(), out)
    return Printed(len(flow.sheets), len(paper.stops), tuple(pages.unprintable), tuple(pages.cut))


def _begin(flow: Flow, paper: RoundPaper, group: str) -> None:
    flow.break_page()
    flow.title(_("Delivery note"))
    draw_head(flow, paper)
    if group:
        flow.heading(group, 13.5)


def _draw_stop(flow: Flow, number: int, stop: PackStop) -> None:
    flow.heading(f"{number}  {stop.site}", 12)
    flow.line(stop.address, 9.5, 0.25, 5)
    flow.line("  ".join(part for part in (stop.contact, stop.phone) if part), 9.5, 0.25, 5)
    flow.space(1)
    flow.table(
        [
            TableColumn(_("No."), 1.0, Align.CENTRE),
            TableColumn(_("Goods"), 4.2),
            TableColumn(_("Batch"), 2.4),
            TableColumn(_("Expires"), 2.2, Align.CENTRE),
            TableColumn(_("Quantity"), 1.5, Align.RIGHT),
            TableColumn(_("Unit"), 1.1, Align.CENTRE),
            TableColumn(_("Quantity received"), 1.8, Align.RIGHT),
        ],
        [
            [
                str(at), one.item, one.number or "–", day_text(one.expires_on), str(one.quantity), one.unit,
                "",
            ]
            for at, one in enumerate(stop.rows, start=1)
        ],
    )  # fmt: skip
    flow.signatures(_("Handed over by"), _("Received by"), _("Date"))
    flow.space(6)
