"""From a proposal to the lines of the list."""

from collections.abc import Sequence

from desktop.core.i18n import _
from desktop.core.reading import Mark
from desktop.core.sheet_content import RowPart, SheetKind
from desktop.services.reading_parts import PictureRead, Proposal, ProposedRow, SheetProposal, Standing
from desktop.services.reading_words import why_word
from desktop.services.sheet_record import SheetKind as Kept
from desktop.services.sheet_record import kind_word
from desktop.views.reading.lines import Entry, Found, Head, Line
from desktop.views.reading.summary_bar import Shown, belongs
from desktop.views.reading.words import Look, certainty, look_of, received_look, walk_in_look


def entries_of(proposal: Proposal, reads: Sequence[PictureRead], shown: Shown) -> list[Entry]:
    """Return a heading for each page with rows to show, and the rows under it."""
    entries: list[Entry] = []
    for sheet in proposal.sheets:
        rows = sheet.rows if shown is Shown.ALL else [row for row in sheet.rows if belongs(row, shown)]
        page = 0
        for row in rows:
            if row.page != page:
                page = row.page
                entries.append(_head(sheet, page, row, reads))
            entries.append(Found(sheet, row))
    return entries


def line_of(found: Found) -> Line:
    """Return how a row reads in the list."""
    sheet, row = found.sheet, found.row
    return Line(
        "–" if row.number is None else str(row.number),
        row.name,
        row.organisation,
        row.sentence,
        row.standing is Standing.ALREADY_IN,
        _look(sheet, row),
        _sure(row),
        row.crop,
        takes_name(row),
        is_open(row),
    )


def is_open(row: ProposedRow) -> bool:
    """Say whether a person has still to look at a row: it is doubtful, or a walk-in without a name."""
    unnamed = row.is_walk_in and row.standing is Standing.UNNAMED and not row.decided
    return row.mark is Mark.DOUBTFUL or unnamed


def takes_name(row: ProposedRow) -> bool:
    """Say whether the name of a walk-in can be written down for it."""
    return row.part is not RowPart.LISTED


def _look(sheet: SheetProposal, row: ProposedRow) -> Look:
    if row.is_walk_in:
        return walk_in_look()
    if row.mark is Mark.SIGNED and sheet.kind is SheetKind.RECEIPT:
        return received_look()
    return look_of(row.mark)


def _sure(row: ProposedRow) -> str:
    if row.decided:
        return _("as you decided")
    if row.mark is Mark.DOUBTFUL:
        return why_word(row.why)
    return "" if row.mark is Mark.UNSEEN else certainty(row.confidence)


def _head(sheet: SheetProposal, page: int, row: ProposedRow, reads: Sequence[PictureRead]) -> Head:
    name = reads[row.picture].name if 0 <= row.picture < len(reads) else ""
    where = _("sheet {number}").format(number=sheet.number)
    of = _("page {n} of {m}").format(n=page, m=sheet.pages)
    kind = kind_word(Kept(sheet.kind.value))
    return Head(sheet.title, " · ".join(filter(None, (kind, where, of, name))))
