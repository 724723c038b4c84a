"""The attendance list of a meeting as a spreadsheet."""

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.i18n import _
from desktop.services.clock import local
from desktop.services.presence import (
    AttendanceLine,
    MeetingAttendance,
    attendance,
    means_word,
    status_word,
)
from desktop.spreadsheets.read import Cell
from desktop.spreadsheets.write import SheetOut, write_table

_PHONE = 3


def write_attendance(session: Session, meeting_id: UUID, path: Path) -> int:
    """Write who was there, telephones masked; return the rows. Raises NotFound, a ``SpreadsheetError``."""
    found = attendance(session, meeting_id)
    headings = (_("No."), _("Organisation"), _("Name"), _("Phone"), _("State"), _("In at"), _("How"))
    sheet = SheetOut(
        title=_("Attendance"),
        headings=headings,
        rows=[_cells(number, line) for number, line in enumerate(found.lines, start=1)],
        text_columns=frozenset({_PHONE}),
        note=note_words(found),
    )
    return write_table(path, [sheet])


def note_words(found: MeetingAttendance) -> str:
    """Return what stands above the list: the activity, when it was, and the counts."""
    counts = found.counts
    words = _("expected {expected}, present {present}, absent {absent}, walk-ins {walk_ins}").format(
        expected=counts.expected,
        present=counts.present,
        absent=counts.absent,
        walk_ins=counts.walk_ins,
    )
    return f"{found.title} · {local(found.starts_at):%Y-%m-%d %H:%M} · {words}"


def _cells(number: int, line: AttendanceLine) -> Sequence[Cell | None]:
    at = f"{local(line.at):%Y-%m-%d %H:%M}" if line.at else None
    means = means_word(line.means) if line.means else None
    return number, line.organisation, line.name, line.phone, status_word(line.status), at, means
