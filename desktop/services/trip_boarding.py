"""The departure of a batch: an activity with one meeting, so that the door and its sheets serve trips too."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError, Refused
from desktop.core.i18n import N_, _, ngettext
from desktop.models.activities import Activity, Enrolment, EnrolmentState
from desktop.models.trip_people import ChangeKind, NomineeState
from desktop.models.trips import TripBatch, TripStep
from desktop.services import activities, agenda, enrolment, presence, several, trip_steps, trips
from desktop.services.activities import ActivityEntry, ActivityKind, MeetingEntry
from desktop.services.clock import in_utc, local
from desktop.services.trip_nominees import on_file
from desktop.services.trip_roster import Roster, RosterLine, boarded, has_left, roster
from desktop.services.trip_roster_log import Grounds, demand_grounds, demand_unsettled, note
from desktop.services.trips import batch_on_file, batch_title
from desktop.storage import journal

__all__ = [
    "Departure",
    "HasBoarded",
    "MorePeopleThanPlaces",
    "NotLeftYet",
    "departure",
    "make_departure",
    "note_no_show",
    "note_no_shows",
    "proposed_hour",
    "sync",
]

USUAL_HOUR = time(8, 0)


class MorePeopleThanPlaces(Refused):
    """A batch has more people than it has places."""


class HasBoarded(Refused):
    """The person was checked in at the departure."""


class NotLeftYet(Refused):
    """The batch has not left yet, so nobody can have missed it."""


@dataclass(frozen=True, slots=True)
class Departure:
    """The departure of a batch as the door knows it; times in UTC.

    ``missing`` are those on the roster who were not checked in, in its order. ``to_enrol`` and ``to_strike``
    count people by whom the list at the door differs from the roster, ``strangers`` those who were let in
    without standing on it.
    """

    activity_id: UUID
    meeting_id: UUID
    title: str
    starts_at: datetime
    place: str
    expected: int
    aboard: int
    missing: tuple[RosterLine, ...]
    to_enrol: int
    to_strike: int
    strangers: int
    has_left: bool

    @property
    def is_current(self) -> bool:
        """Whether the list at the door is the roster."""
        return not (self.to_enrol or self.to_strike)


def proposed_hour(batch: trips.BatchLine) -> datetime | None:
    """Return when a batch leaves as far as is known: local time, 8 o'clock of its first day unless told."""
    if batch.departs_at is not None:
        return local(batch.departs_at)
    return datetime.combine(batch.starts_on, USUAL_HOUR) if batch.starts_on else None


def departure(session: Session, batch_id: UUID) -> Departure | None:
    """Return the departure of a batch, None before it was set up. Raises NotFound."""
    found = roster(session, batch_id)
    activity = _activity(session, found.batch.activity_id)
    if activity is None:
        return None
    meeting = agenda.card(session, activity.id).meetings[0]
    missing = tuple(line for line in found.going if line.boarded_at is None)
    coming, leaving = _differences(session, activity, found)
    return Departure(
        activity_id=activity.id,
        meeting_id=meeting.id,
        title=activity.title,
        starts_at=meeting.starts_at,
        place=meeting.place or activity.place,
        expected=len(found.going),
        aboard=len(found.going) - len(missing),
        missing=missing,
        to_enrol=len(coming),
        to_strike=len(leaving),
        strangers=presence.counts(session, meeting.id).walk_ins,
        has_left=has_left(session, meeting.starts_at),
    )


def make_departure(
    session: Session, batch_id: UUID, departs_at: datetime | None = None, meeting_place: str | None = None
) -> Departure:
    """Set the departure of a batch up, or bring it up to date: its time, its place and its list.

    A time without a zone is local. Raises FieldError (departs_at) where no time is known, StepApproved where
    another time or place than the approved one is asked for, MorePeopleThanPlaces.
    """
    batch = batch_on_file(session, batch_id)
    _set_out(session, batch, departs_at, meeting_place)
    found = roster(session, batch_id)
    _demand_places(found)
    activity = _activity(session, batch.activity_id)
    if activity is None:
        batch.activity_id = activities.add(session, _entry(session, found, None)).id
    else:
        activities.edit(session, activity.id, _entry(session, found, activity))
    session.flush()
    sync(session, batch_id)
    journal.describe(
        session, N_("Set up the departure of {batch}"), batch=batch_title(batch.number, batch.name)
    )
    made = departure(session, batch_id)
    assert made is not None
    return made


def sync(session: Session, batch_id: UUID, reason: str = "") -> None:
    """Bring the list at the door up to the roster, where the departure is set up already."""
    found = roster(session, batch_id)
    activity = _activity(session, found.batch.activity_id)
    if activity is None or activity.cancelled_at is not None:
        return
    coming, leaving = _differences(session, activity, found)
    if leaving:
        several.withdraw(session, activity.id, leaving, reason or _("No longer on the roster."))
    if coming:
        enrolment.enrol(session, activity.id, coming)


def note_no_show(session: Session, nominee_id: UUID, grounds: Grounds) -> None:
    """Put down that somebody was missing at the departure; the place is free from then on.

    Raises FieldError (reason, by), NotLeftYet, HasBoarded, BatchSettled, Refused.
    """
    given = demand_grounds(grounds)
    row = on_file(session, nominee_id)
    if row.state is not NomineeState.CHOSEN or row.batch_id is None:
        raise Refused(_("This person has no place in a batch."), _("Choose somebody on the roster."))
    batch = batch_on_file(session, row.batch_id)
    demand_unsettled(session, batch)
    line = next(one for one in roster(session, batch.id).lines if one.nominee_id == nominee_id)
    if line.boarded_at is not None:
        raise HasBoarded(
            _("{name} boarded at {time}.").format(
                name=line.name, time=local(line.boarded_at).strftime("%H:%M")
            ),
            _("If that is wrong, take the check-in back at the door first."),
        )
    if not has_left(session, batch.departs_at):
        raise NotLeftYet(
            _("{batch} has not left yet.").format(batch=batch_title(batch.number, batch.name)),
            _("Who says beforehand that they cannot come is withdrawn instead."),
        )
    row.state, row.state_reason = NomineeState.NO_SHOW, given.reason
    row.room = row.seat = ""
    note(session, row.programme_id, ChangeKind.NO_SHOW, given, out=row, from_batch=batch.id)
    journal.describe(session, N_("Note that {name} did not come"), name=line.name)


def note_no_shows(session: Session, nominee_ids: Sequence[UUID], grounds: Grounds) -> int:
    """Put down for several that they were missing; return how many. Raises as :func:`note_no_show`."""
    for nominee_id in nominee_ids:
        note_no_show(session, nominee_id, grounds)
    if len(nominee_ids) > 1:
        journal.describe(session, N_("Note that {count} people did not come"), count=len(nominee_ids))
    return len(nominee_ids)


def _set_out(session: Session, batch: TripBatch, departs_at: datetime | None, place: str | None) -> None:
    """Put down the hour and the place; what is approved stays."""
    hour = batch.departs_at if departs_at is None else in_utc(departs_at)
    if hour is None:
        raise FieldError(
            "departs_at",
            _("Say when {batch} leaves.").format(batch=batch_title(batch.number, batch.name)),
            _("For example on the first day at 8:00."),
        )
    where = batch.meeting_place if place is None else " ".join(place.split())
    is_told_otherwise = (batch.departs_at not in (None, hour)) or (batch.meeting_place not in ("", where))
    if is_told_otherwise:
        trip_steps.require_open(session, batch.programme_id, TripStep.ROSTER)
    batch.departs_at, batch.meeting_place = hour, where
    session.flush()


def _demand_places(found: Roster) -> None:
    over = -found.standing.free
    if over > 0:
        raise MorePeopleThanPlaces(
            ngettext(
                "{batch} has {n} person more than its {places} places.",
                "{batch} has {n} people more than its {places} places.",
                over,
            ).format(batch=found.batch.title, n=over, places=found.batch.capacity),
            _("Move people to another batch, or raise the number of places in the plan."),
        )


def _entry(session: Session, found: Roster, activity: Activity | None) -> ActivityEntry:
    batch, card = found.batch, trips.programme(session, found.batch.programme_id)
    assert batch.departs_at is not None
    title = _("{year} trip, {batch}").format(year=card.year, batch=batch.title)
    held = agenda.card(session, activity.id).meetings if activity else ()
    first = MeetingEntry(batch.departs_at, place=batch.meeting_place, id=held[0].id if held else None)
    others = (MeetingEntry(one.starts_at, one.ends_at, one.place, one.id) for one in held[1:])
    return ActivityEntry(
        title=f"{title} {batch.base}".strip(),
        meetings=(first, *others),
        kind=ActivityKind.OTHER,
        place=batch.meeting_place,
        organiser=card.organisation,
        contact=batch.leader,
        contact_phone=batch.leader_phone,
        capacity=max(batch.capacity, _listed(session, activity)),
        remark=activity.remark if activity else "",
    )


def _listed(session: Session, activity: Activity | None) -> int:
    return len(_enrolled(session, activity.id)) if activity else 0


def _differences(session: Session, activity: Activity, found: Roster) -> tuple[list[UUID], list[UUID]]:
    """Return who is to be enrolled and who to be struck off.

    A no-show stays on the list as absent, unless somebody else takes the place.
    """
    there = _enrolled(session, activity.id)
    going = [line.worker_id for line in found.going]
    absent = [line.worker_id for line in found.lines if not line.is_going and line.worker_id not in going]
    room = (activity.capacity or len(going) + len(absent)) - len(going)
    staying = {*going, *absent[: max(0, room)]}
    coming = [worker for worker in going if worker not in there]
    return coming, [worker for worker in there if worker not in staying]


def _enrolled(session: Session, activity_id: UUID) -> Sequence[UUID]:
    return session.scalars(
        select(Enrolment.worker_id)
        .where(
            Enrolment.activity_id == activity_id,
            Enrolment.state != EnrolmentState.CANCELLED,
            Enrolment.removed_at.is_(None),
        )
        .order_by(Enrolment.position)
    ).all()


def _activity(session: Session, activity_id: UUID | None) -> Activity | None:
    activity = session.get(Activity, activity_id) if activity_id else None
    return activity if activity is not None and activity.removed_at is None else None


def has_come(session: Session, batch: TripBatch, worker_id: UUID) -> bool:
    """Say whether somebody was checked in at the departure of a batch."""
    return worker_id in boarded(session, batch.activity_id)
