"""`yijia attendance ID`: who was there."""

import argparse
from pathlib import Path
from uuid import UUID

from desktop.cli.activity import add_activity
from desktop.cli.desk import DONE, Commands, Desk
from desktop.core.errors import Refused
from desktop.core.i18n import _
from desktop.services import activities
from desktop.services.attendance import AttendanceLine, attendance, status_word
from desktop.services.attendance_export import note_words, write_attendance


def register(commands: Commands) -> None:
    """Add the attendance command."""
    parser = commands.add_parser("attendance", help=_("who was there"))
    add_activity(parser)
    parser.add_argument("--out", type=Path, metavar="F.xlsx", help=_("write the list as a workbook too"))
    parser.add_argument(
        "--meeting", type=int, metavar="N", help=_("the N-th meeting; otherwise the one nearest in time")
    )
    parser.set_defaults(run=run_attendance)


def run_attendance(desk: Desk, args: argparse.Namespace) -> int:
    """Tell the counts and the list of a meeting."""
    meeting_id = _meeting(desk, desk.store.read(activities.find, args.activity), args.meeting)
    found = desk.store.read(attendance, meeting_id)
    if args.out is not None:
        desk.store.read(write_attendance, meeting_id, args.out)
    counts = found.counts
    desk.tell(
        {
            "expected": counts.expected,
            "present": counts.present,
            "absent": counts.absent,
            "walk_ins": counts.walk_ins,
            "rows": [_plain(line) for line in found.lines],
        },
        "\n".join([note_words(found), *(_line(line) for line in found.lines)]),
    )
    return DONE


def _meeting(desk: Desk, activity_id: UUID, number: int | None) -> UUID:
    if number is None:
        return desk.store.read(activities.meeting_now, activity_id).id
    meetings = desk.store.read(activities.card, activity_id).meetings
    if not 1 <= number <= len(meetings):
        raise Refused(
            _("There is no meeting {number}.").format(number=number),
            _("The activity has {count}, counted from 1.").format(count=len(meetings)),
        )
    return meetings[number - 1].id


def _plain(line: AttendanceLine) -> dict[str, object]:
    return {
        "name": line.name,
        "organisation": line.organisation,
        "phone": line.phone,
        "status": line.status,
        "at": line.at.astimezone() if line.at else None,
        "means": line.means,
    }


def _line(line: AttendanceLine) -> str:
    at = f"{line.at.astimezone():%H:%M}" if line.at else ""
    return "  ".join(part for part in (status_word(line.status), at, line.name, line.organisation) if part)
