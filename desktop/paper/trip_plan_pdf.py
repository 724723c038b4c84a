"""The plan of a trip programme at a glance: rules with their documents, bases and batches, to be filed."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import BinaryIO

from desktop.core.i18n import _
from desktop.core.sheet_content import Printed
from desktop.paper.flow import Flow, TableColumn
from desktop.paper.page import Align, deliver

_ROW, _SIZE = 6.4, 8.5  # high enough for two lines of the smallest type


@dataclass(frozen=True, slots=True)
class PlanPaper:
    """The plan in words; the rows are as headed below, ``total`` is held and asked for."""

    title: str
    state: str
    facts: tuple[tuple[str, str], ...]
    documents: tuple[tuple[str, str, str, str, str], ...]
    settings: tuple[tuple[str, str, str], ...]
    checks: tuple[tuple[str, str, str, str], ...]
    categories: tuple[str, ...]
    bases: tuple[tuple[str, str, str, str], ...]
    batches: tuple[tuple[str, str, str, str, str, str, str], ...]
    total: tuple[str, str]
    printed_on: str
    remark: str = ""


def draw_plan(paper: PlanPaper, out: Path | BinaryIO) -> Printed:
    """Draw the plan and write it whole or not at all. Raises NoChineseFont, CannotSave."""
    flow = Flow(paper.title, y=9.0, row=_ROW, size=_SIZE)
    flow.title(paper.title)
    printed = _("Printed on {day}").format(day=paper.printed_on)
    flow.line(f"{paper.state} · {printed}", 9, grey=0.3, height=5)
    flow.line(" · ".join(f"{label} {value}" for label, value in paper.facts if value), 9.5)
    _documents(flow, paper.documents)
    _rules(flow, paper)
    if paper.categories:
        flow.heading(_("Priority categories and their points"), 10.5)
        flow.paragraph(_(", ").join(paper.categories), 9)
    _bases(flow, paper.bases)
    _batches(flow, paper)
    if paper.remark:
        flow.paragraph(paper.remark, 9)
    pages = flow.draw()
    deliver(pages.finish(), out)
    rows = len(paper.settings) + len(paper.checks) + len(paper.batches)
    return Printed(len(flow.sheets), rows, tuple(pages.unprintable), tuple(pages.cut))


def _documents(flow: Flow, documents: Sequence[tuple[str, str, str, str, str]]) -> None:
    if documents:
        flow.heading(_("Documents"), 10.5)
        columns = (
            TableColumn(_("No."), 10, Align.CENTRE),
            TableColumn(_("Document number"), 40),
            TableColumn(_("Title"), 58),
            TableColumn(_("Issued by"), 38),
            TableColumn(_("Issued on"), 22, Align.CENTRE),
        )
        flow.table(columns, documents)


def _rules(flow: Flow, paper: PlanPaper) -> None:
    """Draw what is set beside what everybody is checked against."""
    flow.heading(_("Rules"), 10.5)
    columns = (
        TableColumn(_("What is set"), 40),
        TableColumn(_("Set to"), 24, Align.CENTRE),
        TableColumn(_("Basis"), 20, Align.CENTRE),
        TableColumn(_("Who may go"), 34),
        TableColumn(_("Set to"), 18, Align.CENTRE),
        TableColumn(_("If not met"), 14, Align.CENTRE),
        TableColumn(_("Basis"), 18, Align.CENTRE),
    )
    pairs = zip_longest(paper.settings, paper.checks)
    flow.table(columns, [(*(left or ("",) * 3), *(right or ("",) * 4)) for left, right in pairs])
    flow.line(_("Basis: the number of the document in the list above, and its clause."), 8, 0.35, 5)


def _bases(flow: Flow, bases: Sequence[tuple[str, str, str, str]]) -> None:
    if bases:
        flow.heading(_("Bases"), 10.5)
        columns = (
            TableColumn(_("Base"), 66),
            TableColumn(_("Region"), 40),
            TableColumn(_("Contact"), 38),
            TableColumn(_("Document"), 24),
        )
        flow.table(columns, bases)


def _batches(flow: Flow, paper: PlanPaper) -> None:
    flow.heading(_("Batches"), 10.5)
    columns = (
        TableColumn(_("Batch of the trips"), 20),
        TableColumn(_("Dates"), 36, Align.CENTRE),
        TableColumn(_("No. of days"), 10, Align.CENTRE),
        TableColumn(_("Base"), 44),
        TableColumn(_("Places"), 14, Align.RIGHT),
        TableColumn(_("Price"), 20, Align.RIGHT),
        TableColumn(_("Leader"), 24),
    )
    held, places = paper.total
    foot = (_("Total"), "", "", _("of {places} places").format(places=places), held, "", "")
    flow.table(columns, [*paper.batches, foot])
