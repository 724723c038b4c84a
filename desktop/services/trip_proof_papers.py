"""The proof of an allocation printed, and as a workbook."""

import io
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.apportion import Apportionment
from desktop.core.errors import Refused
from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.paper.trip_proof_pdf import PAPER, ProofPaper, ProofSection, ProofTable, draw_proof
from desktop.services.site_papers import PreparedPaper
from desktop.services.trip_proof import Proof, ProofGroup, ProofPart, proof
from desktop.services.trip_proof_words import (
    Column,
    columns,
    facts,
    frontline_rows,
    lines,
    lots,
    part_title,
    remarks,
    sums,
    way,
)
from desktop.spreadsheets.read import Cell
from desktop.spreadsheets.write import SheetOut, write_table

_FEW = 12
_SHORT = 20


class NotAProofFile(Refused):
    """A proof is written as .pdf or .xlsx only."""


def prepare_proof(session: Session, programme_id: UUID, progress: Progress | None = None) -> PreparedPaper:
    """Return the proof drawn in the language in force. Raises NothingAllocated, NoChineseFont."""
    out = io.BytesIO()
    printed = draw_proof(proof_paper(proof(session, programme_id)), out, progress)
    return PreparedPaper(
        out.getvalue(), printed.pages, printed.unprintable, printed.cut, PAPER.width, PAPER.height
    )


def write_proof(made: Proof, path: Path, progress: Progress | None = None) -> int:
    """Write the proof as .pdf or .xlsx, by the name of the file; return the organisations.

    Raises NotAProofFile, CannotSave, a ``SpreadsheetError``.
    """
    kind = path.suffix.lower()
    if kind == ".pdf":
        draw_proof(proof_paper(made), path, progress)
    elif kind == ".xlsx":
        write_table(path, proof_sheets(made))
    else:
        raise NotAProofFile(
            _("{file} is neither .pdf nor .xlsx.").format(file=path.name),
            _("Name the file .pdf to print it, or .xlsx to reckon with it."),
        )
    return len(made.totals)


def proof_paper(made: Proof) -> ProofPaper:
    """Return what stands on the printed sheet."""
    shown = columns(made)
    sections = [ProofSection(_("How the places were shared out"), before=way(made))]
    sections += [_section(part, group, shown) for part in made.parts for group in part.groups]
    sections.append(_frontline(made))
    sections.append(ProofSection(_("Sums"), before=sums(made)))
    return ProofPaper(
        _("Proof of the allocation of places"),
        tuple(facts(made)),
        tuple(sections),
        (_("Drawn up by:"), _("Checked by:"), _("Supervised by:"), _("Date:")),
    )


def _section(part: ProofPart, group: ProofGroup, shown: Sequence[Column]) -> ProofSection:
    table = ProofTable(
        tuple(column.heading for column in shown),
        tuple(column.width for column in shown),
        frozenset(at for at, column in enumerate(shown) if column.left),
        tuple(tuple(str(column.cell(line)) for column in shown) for line in lines(group)),
        tuple(str(column.total(group)) for column in shown),
    )
    return ProofSection(part_title(part, group), (), table, remarks(group), _lots_table(group.result))


def _lots_table(result: Apportionment) -> ProofTable | None:
    """Return the lots of a tie; many stand two abreast with the beginnings of their keys."""
    drawn = [tuple(map(str, lot)) for lot in lots(result)]
    if not drawn:
        return None
    if len(drawn) <= _FEW:
        return ProofTable(_lot_headings(), (12, 70, 150, 18), frozenset({1, 2}), tuple(drawn))
    short = [(order, name, f"{key[:_SHORT]}…", won) for order, name, key, won in drawn]
    half = (len(short) + 1) // 2
    blank = ("", "", "", "")
    pairs = tuple((*left, *right) for left, right in zip_longest(short[:half], short[half:], fillvalue=blank))
    widths = (11, 58, 47, 15)
    return ProofTable(_lot_headings() * 2, widths * 2, frozenset({1, 2, 5, 6}), pairs)


def _lot_headings() -> tuple[str, ...]:
    return _("Order"), _("Organisation"), _("Key (SHA-256)"), _("Lot")


def _frontline_headings() -> tuple[str, ...]:
    return (
        _("No."), _("Organisation"), _("Belongs to"), _("Places in all"), _("Share of the\nfront line"),
        _("Whole"), _("Remainder"), _("Front line\nat least"),
    )  # fmt: skip


def _frontline(made: Proof) -> ProofSection:
    rows = tuple(tuple(map(str, cells)) for cells, _share in frontline_rows(made))
    in_all = sum(total.places for total in made.totals)
    total = ("", _("Total"), "", str(in_all), "", "", "", str(made.frontline.places))
    table = ProofTable(_frontline_headings(), (9, 62, 70, 20, 26, 18, 26, 24), frozenset({1, 2}), rows, total)
    words = _(
        "The front line's {least} places are shared out by largest remainder in the proportion of the places."
    ).format(least=made.frontline.places)
    heading = _("Places in all, and for the front line")
    return ProofSection(heading, (words,), table, (), _lots_table(made.frontline))


def proof_sheets(made: Proof) -> list[SheetOut]:
    """Return the sheets of the workbook: facts, every group's working, places in all, lots."""
    shown = columns(made)
    flat = [column.heading.replace("\n", " ") for column in shown]
    told = [*facts(made), *(("", words) for words in (*way(made), *sums(made)))]
    return [
        SheetOut(_("How it was done"), (_("What"), _("Told")), told, frozenset({1})),
        SheetOut(_("Working"), [_("Group"), *flat], _working(made, shown)),
        SheetOut(
            _("Places in all"),
            [heading.replace("\n", " ") for heading in _frontline_headings()],
            [cells for cells, _share in frontline_rows(made)],
        ),
        SheetOut(_("Lots"), [_("Group"), *_lot_headings()], _all_lots(made), frozenset({3})),
    ]


def _working(made: Proof, shown: Sequence[Column]) -> Iterator[Sequence[Cell | None]]:
    for part in made.parts:
        for group in part.groups:
            title = part_title(part, group)
            for line in lines(group):
                yield [title, *(column.cell(line) for column in shown)]
            yield [title, *(column.total(group) for column in shown)]
            for words in remarks(group):
                yield [title, None, words]


def _all_lots(made: Proof) -> Iterator[Sequence[Cell | None]]:
    drawn = [(part_title(part, group), group.result) for part in made.parts for group in part.groups]
    for title, result in [*drawn, (_("Places in all, and for the front line"), made.frontline)]:
        for order, name, key, won in lots(result):
            yield title, order, name, key, won
