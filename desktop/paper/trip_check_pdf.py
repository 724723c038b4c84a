"""What goes back to an employer after the check: the names that do not pass, why, and what would mend it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from desktop.core.i18n import _
from desktop.core.progress import Progress, Silent
from desktop.core.sheet_content import Printed
from desktop.paper.flow import Flow, TableColumn
from desktop.paper.page import Align, deliver

_ROW, _TYPE = 17.0, 11.0


@dataclass(frozen=True, slots=True)
class ReturnedName:
    """A rule one of the names does not meet; ``document`` is what the rule rests on."""

    number: int
    name: str
    rule: str
    outcome: str
    sentence: str
    remedy: str
    document: str


@dataclass(frozen=True, slots=True)
class ReturnedUnit:
    """What goes back to one employer; ``together`` are sentences about its names as a whole."""

    organisation: str
    named: int
    names: Sequence[ReturnedName]
    together: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class ReturnPaper:
    """The papers for all employers, each on pages of its own; ``contact`` is whom they answer."""

    title: str
    day: str
    contact: str
    units: Sequence[ReturnedUnit]


def draw_returns(paper: ReturnPaper, out: Path | BinaryIO, progress: Progress | None = None) -> Printed:
    """Draw the papers and write them whole or not at all. Raises NoChineseFont, CannotSave, Cancelled."""
    progress = progress or Silent()
    flow = Flow(paper.title, row=_ROW, size=_TYPE)
    for unit in paper.units:
        flow.break_page()
        _draw_unit(flow, paper, unit)
    pages = flow.draw(lambda done, of: progress.step(done, of, _("Drawing page {n}").format(n=done)))
    deliver(pages.finish(), out)
    rows = sum(len(unit.names) for unit in paper.units)
    return Printed(len(flow.sheets), rows, tuple(pages.unprintable), tuple(pages.cut))


def _draw_unit(flow: Flow, paper: ReturnPaper, unit: ReturnedUnit) -> None:
    people = len({one.number for one in unit.names})
    flow.title(_("Names to be mended"))
    flow.line(paper.title, 11)
    flow.facts(
        [
            (_("Organisation"), unit.organisation),
            (_("Named"), str(unit.named)),
            (_("To be mended"), str(people)),
        ]
    )
    opening = _(
        "The names below do not pass the check yet. Please mend what is said, or name somebody else, "
        "and send the form back with the union's stamp. What cannot be mended lapses."
    )
    flow.paragraph(opening)
    for sentence in unit.together:
        flow.paragraph(f"● {sentence}")
    if unit.names:
        columns = (
            TableColumn(_("No."), 0.06, Align.CENTRE),
            TableColumn(_("Name"), 0.12, Align.CENTRE),
            TableColumn(_("Rule"), 0.17),
            TableColumn(_("What was found"), 0.26),
            TableColumn(_("What would mend it"), 0.26),
            TableColumn(_("Rests on"), 0.13),
        )
        flow.table(columns, [_cells(one) for one in unit.names])
    if paper.contact:
        flow.line(_("To be answered to: {contact}").format(contact=paper.contact))
    flow.line(paper.day)
    flow.signatures(_("Checked by:"), _("Received by:"))


def _cells(one: ReturnedName) -> tuple[str, ...]:
    rule = _("{rule} ({outcome})").format(rule=one.rule, outcome=one.outcome)
    return str(one.number), one.name, rule, one.sentence, one.remedy, one.document
