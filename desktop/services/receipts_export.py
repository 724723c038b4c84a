"""What was received at an activity, as a spreadsheet."""

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.i18n import _, ngettext
from desktop.services.clock import local
from desktop.services.receipts import ReceiptLine, Received, received
from desktop.spreadsheets.read import Cell
from desktop.spreadsheets.write import SheetOut, write_table

_PHONE = 3


def write_receipts(session: Session, activity_id: UUID, path: Path) -> int:
    """Write who received what, telephones masked; return the rows. Raises NotFound, ``SpreadsheetError``."""
    found = received(session, activity_id)
    headings = (
        _("No."), _("Organisation"), _("Name"), _("Phone"), _("Item"), _("Sum"), _("Day"), _("Sheet number"),
        _("Row on the sheet"),
    )  # fmt: skip
    sheet = SheetOut(
        title=_("Received"),
        headings=headings,
        rows=[_cells(number, line) for number, line in enumerate(found.lines, start=1)],
        text_columns=frozenset({_PHONE}),
        note=note_words(found),
    )
    return write_table(path, [sheet])


def note_words(found: Received) -> str:
    """Return what stands above the list: the activity, how many received, and the total."""
    count = len(found.lines)
    words = [
        found.title,
        ngettext("{count} person received", "{count} people received", count).format(count=count),
    ]
    if found.total:
        words.append(_("total ¥{sum} ({capitals})").format(sum=found.figures, capitals=found.capitals))
        if found.without_sum:
            words.append(_("{count} without a sum").format(count=found.without_sum))
    return " · ".join(words)


def _cells(number: int, line: ReceiptLine) -> Sequence[Cell | None]:
    return (
        number,
        line.organisation,
        line.name,
        line.phone,
        line.item,
        None if line.yuan is None else float(line.yuan),
        local(line.at).date(),
        line.sheet,
        line.row,
    )
