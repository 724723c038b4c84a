"""The list by which goods are taken from the office's store for a round, then packed by stop."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from desktop.core.i18n import _
from desktop.core.sheet_content import Printed
from desktop.paper.flow import Flow, TableColumn
from desktop.paper.page import Align, deliver


@dataclass(frozen=True, slots=True)
class PickRow:
    """What to take of one batch; ``lacks`` counts what the store has too few."""

    item: str
    unit: str
    number: str
    expires_on: date | None
    quantity: int
    in_store: int
    lacks: int


@dataclass(frozen=True, slots=True)
class PackRow:
    """One thing in the box of a stop."""

    item: str
    unit: str
    number: str
    expires_on: date | None
    quantity: int


@dataclass(frozen=True, slots=True)
class PackStop:
    """A stop of the round: its place in the order, its island, and what is packed for it."""

    site: str
    group: str
    address: str
    contact: str
    phone: str
    rows: tuple[PackRow, ...]


@dataclass(frozen=True, slots=True)
class RoundPaper:
    """A round as its papers tell it."""

    office: str
    number: str
    planned_on: date
    driver: str
    remark: str
    picks: tuple[PickRow, ...]
    stops: tuple[PackStop, ...]
    printed_on: date


def draw_pick_list(paper: RoundPaper, out: Path | BinaryIO) -> Printed:
    """Draw the pick list in the language in force. Raises NoChineseFont, CannotSave."""
    flow = Flow(_("Pick list {number}").format(number=paper.number))
    flow.title(_("Pick list"))
    draw_head(flow, paper)
    flow.heading(_("To take from the store"))
    flow.table(_pick_columns(), [_pick_cells(n, row) for n, row in enumerate(paper.picks, start=1)])
    for row in paper.picks:
        if row.lacks:
            words = _("The store has {there} {unit} of {goods}: {lacks} too few.")
            goods = f"{row.item} {row.number}".strip()
            flow.line(words.format(there=row.in_store, unit=row.unit, goods=goods, lacks=row.lacks))
    flow.signatures(_("Picked by"), _("Checked by"), _("Date"))
    flow.heading(_("To pack, in the order of the round"))
    flow.table(_pack_columns(), _pack_rows(paper))
    pages = flow.draw()
    deliver(pages.finish(), out)
    return Printed(len(flow.sheets), len(paper.picks), tuple(pages.unprintable), tuple(pages.cut))


def draw_head(flow: Flow, paper: RoundPaper) -> None:
    """Write what every paper of a round begins with."""
    flow.pair(
        _("Number: {number}").format(number=paper.number),
        _("Day of the round: {day}").format(day=paper.planned_on.isoformat()),
    )
    flow.pair(
        _("Office: {office}").format(office=paper.office) if paper.office else "",
        _("Goes with: {driver}").format(driver=paper.driver) if paper.driver else "",
    )
    if paper.remark:
        flow.line(_("Remark: {remark}").format(remark=paper.remark))
    flow.space(2)


def day_text(day: date | None) -> str:
    """Return a day as it stands in a table; a dash where there is none."""
    return day.isoformat() if day else "–"


def _pick_columns() -> list[TableColumn]:
    return [
        TableColumn(_("No."), 1.0, Align.CENTRE),
        TableColumn(_("Goods"), 4.2),
        TableColumn(_("Batch"), 2.4),
        TableColumn(_("Expires"), 2.2, Align.CENTRE),
        TableColumn(_("Quantity"), 1.5, Align.RIGHT),
        TableColumn(_("Unit"), 1.1, Align.CENTRE),
        TableColumn(_("In store"), 1.4, Align.RIGHT),
        TableColumn(_("Picked"), 1.2, Align.CENTRE, box=True),
    ]


def _pick_cells(number: int, row: PickRow) -> list[str]:
    return [
        str(number), row.item, row.number or "–", day_text(row.expires_on), str(row.quantity), row.unit,
        str(row.in_store), "",
    ]  # fmt: skip


def _pack_columns() -> list[TableColumn]:
    return [
        TableColumn(_("Stop no."), 0.9, Align.CENTRE),
        TableColumn(_("Island"), 1.8),
        TableColumn(_("Site"), 4.4),
        TableColumn(_("Goods"), 3.2),
        TableColumn(_("Batch"), 2.2),
        TableColumn(_("Quantity"), 1.6, Align.RIGHT),
        TableColumn(_("Packed"), 1.1, Align.CENTRE, box=True),
    ]


def _pack_rows(paper: RoundPaper) -> list[list[str]]:
    rows = []
    for number, stop in enumerate(paper.stops, start=1):
        for at, one in enumerate(stop.rows):
            first = at == 0
            rows.append(
                [
                    str(number) if first else "",
                    stop.group if first else "",
                    stop.site if first else "",
                    one.item,
                    one.number or "–",
                    f"{one.quantity} {one.unit}",
                    "",
                ]
            )
    return rows
