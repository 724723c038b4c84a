"""How the people of an activity stand in its tables."""

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtGui import QColor

from desktop.core.i18n import _
from desktop.services.attendance import AttendanceLine, Means, Status, means_word, status_word
from desktop.services.enrolment import EnrolmentState, ListLine
from desktop.views.support.lazy_table import Column
from desktop.views.support.theme import colours


@dataclass(frozen=True)
class Listed:
    """A line of the list, under the key of its enrolment."""

    line: ListLine

    @property
    def id(self) -> UUID:
        """Key of the enrolment."""
        return self.line.enrolment_id


@dataclass(frozen=True)
class Attended:
    """A line of the attendance list; guests and walk-ins have the key of their check-in."""

    id: UUID
    line: AttendanceLine


def list_columns() -> list[Column[Listed]]:
    """Return the columns of the list of who is enrolled, waits or withdrew."""
    return [
        Column("place", _("No."), lambda one: str(one.line.place), width=48, right=True, sortable=False),
        Column("name", _("Name"), lambda one: one.line.name, width=96, sortable=False),
        Column("state", _("State"), _list_state, width=116, sortable=False, tone=_list_tone),
        Column(
            "organisation", _("Organisation"), lambda one: one.line.organisation, width=170, sortable=False
        ),
        Column("phone", _("Phone"), lambda one: one.line.phone, width=112, sortable=False),
        Column("post", _("Post"), lambda one: one.line.post, width=90, sortable=False),
    ]


def attendance_columns() -> list[Column[Attended]]:
    """Return the columns of the attendance list."""
    return [
        Column("name", _("Name"), lambda one: one.line.name, width=110, sortable=False),
        Column("status", _("State"), _status, width=90, sortable=False, tone=_status_tone),
        Column("at", _("In at"), _at, width=64, sortable=False),
        Column("means", _("How"), _means, width=90, sortable=False),
        Column(
            "organisation", _("Organisation"), lambda one: one.line.organisation, width=170, sortable=False
        ),
        Column("phone", _("Phone"), lambda one: one.line.phone, width=112, sortable=False),
    ]


def _list_state(one: Listed) -> str:
    if one.line.state is EnrolmentState.WAITING:
        return _("Waiting")
    if one.line.state is EnrolmentState.CANCELLED:
        return _("Withdrawn")
    return _("Place, kept first") if one.line.kept_first else _("Has a place")


def _list_tone(one: Listed) -> QColor | None:
    if one.line.state is EnrolmentState.WAITING:
        return QColor(colours().due)
    return QColor(colours().quiet) if one.line.state is EnrolmentState.CANCELLED else None


def _status(one: Attended) -> str:
    return status_word(one.line.status)


def _status_tone(one: Attended) -> QColor | None:
    tones = {Status.PRESENT: colours().good, Status.ABSENT: colours().quiet, Status.WALK_IN: colours().due}
    return QColor(tones[one.line.status])


def _at(one: Attended) -> str:
    return one.line.at.astimezone().strftime("%H:%M") if one.line.at else ""


def _means(one: Attended) -> str:
    if one.line.means is None:
        return ""
    words = means_word(one.line.means)
    if one.line.has_signature and one.line.means is not Means.PAPER:
        return _("{means}, signed").format(means=words)
    return words
