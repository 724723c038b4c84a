"""The draw of a choice printed so that anybody can do it again, and choice and placing as a workbook."""

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.errors import NotFound
from desktop.core.i18n import _
from desktop.core.names import mask_name
from desktop.core.progress import Progress
from desktop.core.trip_choice import points_words, why
from desktop.paper.trip_choice_pdf import PAPER, DrawPaper, draw_choice
from desktop.services import trip_choice, trip_placing
from desktop.services.clock import local
from desktop.services.site_papers import PreparedPaper
from desktop.services.trip_choice import ChoiceLine, ChoiceReport
from desktop.services.trip_placing import PlacingReport
from desktop.services.trip_placing_words import choice_words, placing_words, preference_words
from desktop.spreadsheets.read import Cell
from desktop.spreadsheets.write import SheetOut, write_table

_LOT_SHOWN = 16


class NothingDrawn(NotFound):
    """No choice has been made yet."""


def prepare_draw(
    session: Session, programme_id: UUID, progress: Progress | None = None, *, whole_names: bool = False
) -> PreparedPaper:
    """Return the draw in force drawn on paper, names masked unless ``whole_names``.

    Raises NothingDrawn, NoChineseFont.
    """
    out = io.BytesIO()
    printed = draw_choice(_paper(_made(session, programme_id), whole_names), out, progress)
    return PreparedPaper(
        out.getvalue(), printed.pages, printed.unprintable, printed.cut, PAPER.width, PAPER.height
    )


def write_draw(session: Session, programme_id: UUID, path: Path) -> int:
    """Write choice and placing as a workbook; return the people.

    Raises NothingDrawn, a ``SpreadsheetError``.
    """
    report = _made(session, programme_id)
    placing = trip_placing.kept(session, programme_id)
    headings = (
        _("Rank"), _("No. on the list"), _("Name"), _("Organisation"), _("Front line"),
        _("Points by category"), _("Points"), _("Lot drawn"), _("Order in the organisation"),
        _("Decided"), _("Waiting list"), _("Trip batch"),
    )  # fmt: skip
    notes = (report.title, _seed(report), *choice_words(report))
    rows = [_cells(line) for line in report.lines]
    sheets = [SheetOut(_("Choice"), headings, rows, frozenset({7}), note=" · ".join(notes))]
    if placing is not None:
        sheets += _placing_sheets(placing)
    write_table(path, sheets)
    return len(report.lines)


def _made(session: Session, programme_id: UUID) -> ChoiceReport:
    report = trip_choice.kept(session, programme_id)
    if report is None:
        raise NothingDrawn(_("No choice has been made yet."), _("Choose first; then print the draw."))
    return report


def _cells(line: ChoiceLine) -> Sequence[Cell | None]:
    one, who = line.decided, line.nominee
    return [
        one.rank, who.number, who.name, who.organisation, _yes(one.candidate.frontline), points_words(one),
        one.points, one.key, f"{one.turn} / {one.named}", why(one), one.waiting or None, who.batch,
    ]  # fmt: skip


def _placing_sheets(report: PlacingReport) -> Iterator[SheetOut]:
    yield SheetOut(
        _("Batches"),
        (_("Trip batch"), _("Places"), _("People placed"), _("Front line"), _("Front line ≥")),
        [
            [one.batch.title, one.batch.capacity, one.people, one.frontline, one.needed]
            for one in report.batches
        ],
        note=" · ".join(placing_words(report)),
    )
    titles = {one.number: one.title for one in report.case.batches}
    yield SheetOut(
        _("Placing"),
        (_("Trip batch"), _("No. on the list"), _("Name"), _("Organisation"), _("Front line"), _("Trade"),
         _("Preferences"), _("Got")),
        [
            [
                titles.get(line.batch, ""), line.nominee.number, line.nominee.name, line.nominee.organisation,
                _yes(line.nominee.frontline is True), line.nominee.trade,
                _(", ").join(map(str, line.nominee.preferences)), preference_words(line),
            ]
            for line in sorted(report.lines, key=lambda line: (line.batch or 9999, line.nominee.number))
        ],
    )  # fmt: skip


def _paper(report: ChoiceReport, whole_names: bool) -> DrawPaper:
    lines = sorted(report.lines, key=lambda line: (line.nominee.organisation, line.decided.turn))
    made = report.made_at
    day = local(made).date().isoformat() if made else ""
    return DrawPaper(
        title=_("Choice and draw of {title}").format(title=report.title),
        made=_("{seed} · made on {day} · {words}").format(
            seed=_seed(report), day=day, words=" ".join(choice_words(report)[:2])
        ),
        notes=_notes(report),
        headings=(
            _("Organisation (named / places)"), _("No."), _("Name"), _("Front\nline"),
            _("Points by category"), _("Points"), _("Lot (begins with)"), _("Decided"),
        ),
        rows=tuple(_row(line, whole_names) for line in lines),
        off=frozenset(at for at, line in enumerate(lines) if not line.decided.is_taken),
    )  # fmt: skip


def _notes(report: ChoiceReport) -> tuple[str, ...]:
    first = report.lines[0].decided if report.lines else None
    counted = _("only the highest counts") if report.only_highest else _("are added up")
    notes = [
        _(
            "How to do it again: in an organisation, more points come first (points of several categories:"
            " {counted}); equal points go in the order of their lots, the smallest first. Places are given in"
            " this order; the last are kept for the front line where its share needs them."
        ).format(counted=counted)
    ]
    if first is not None:
        words = _(
            "A lot is the SHA-256 of “seed|number on the list”. On any computer:"
            " printf '%s' '{seed}|{number}' | sha256sum gives {key}… for number {number}."
        )
        number, key = first.candidate.number, first.key[:_LOT_SHOWN]
        notes.append(words.format(seed=report.lots.seed, number=number, key=key))
    return tuple(notes)


def _row(line: ChoiceLine, whole_names: bool) -> tuple[str, ...]:
    one, who = line.decided, line.nominee
    return (
        f"{who.organisation} ({one.named} / {one.places})",
        str(who.number),
        who.name if whole_names else mask_name(who.name),
        _yes(one.candidate.frontline),
        points_words(one),
        str(one.points),
        one.key[:_LOT_SHOWN],
        why(one),
    )


def _seed(report: ChoiceReport) -> str:
    lots = report.lots
    words = _("Seed: {seed}").format(seed=lots.seed)
    return f"{words} ({lots.drawn})" if lots.drawn else words


def _yes(is_so: bool) -> str:
    return _("yes") if is_so else _("no")
