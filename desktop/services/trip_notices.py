"""Public notices of the people chosen (公示): posted with masked names, and frozen from then on."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError, NotFound, Refused
from desktop.core.i18n import N_, _, ngettext
from desktop.core.notice_list import NoticeDay, period
from desktop.models.trip_papers import ObjectionOutcome, TripNotice, TripNoticeLine, TripObjection
from desktop.services import trips
from desktop.services.calendar import calendar
from desktop.services.clock import local, moment_of
from desktop.services.trip_notice_draft import DraftLine, NoticeDraft, NoticeEntry, draft, usual_entry
from desktop.services.trip_notice_people import count_not_posted
from desktop.services.trip_steps import Missing, TripStep, require_open
from desktop.storage import journal

__all__ = [
    "DraftLine",
    "NobodyToPost",
    "NoticeCard",
    "NoticeDay",
    "NoticeDraft",
    "NoticeEntry",
    "NoticeLine",
    "NoticeOpen",
    "PostedLine",
    "close",
    "demand_names",
    "draft",
    "missing",
    "notice",
    "notices",
    "post",
    "usual_entry",
]


class NobodyToPost(Refused):
    """Everybody who is chosen stands on a notice already, or nobody is chosen."""


class NoticeOpen(Refused):
    """The notice cannot be closed yet: its period runs, or an objection is not answered."""


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice in the list."""

    id: UUID
    number: int
    title: str
    posted_on: date
    first_day: date
    last_day: date
    names: int
    objections: int
    open_objections: int
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class PostedLine:
    """A line as it hung."""

    nominee_id: UUID
    number: int
    name_shown: str
    organisation_shown: str
    post_shown: str
    remark: str


@dataclass(frozen=True, slots=True)
class NoticeCard:
    """A notice as it was posted."""

    id: UUID
    programme_id: UUID
    number: int
    title: str
    posted_on: date
    first_day: date
    last_day: date
    days: int
    is_workdays: bool
    contact: str
    phone: str
    place: str
    remark: str
    closed_at: datetime | None
    closed_by: str
    stretch: tuple[NoticeDay, ...]
    lines: tuple[PostedLine, ...]


def post(session: Session, programme_id: UUID, entry: NoticeEntry) -> NoticeCard:
    """Put a notice on file as it hangs from now on; its names and dates are frozen.

    Raises StepApproved, NobodyToPost, FieldError (contact, phone, place).
    """
    require_open(session, programme_id, TripStep.NOTICE)
    made = draft(session, programme_id, entry)
    demand_names(made)
    _demand_where(made)
    row = TripNotice(
        programme_id=programme_id,
        number=made.number,
        title=made.title,
        posted_on=made.posted_on,
        first_day=made.first_day,
        last_day=made.last_day,
        days=made.days,
        is_workdays=made.is_workdays,
        contact=made.contact,
        phone=made.phone,
        place=made.place,
        remark=made.remark,
    )
    session.add(row)
    session.flush()
    session.add_all(
        TripNoticeLine(
            notice_id=row.id,
            nominee_id=one.nominee_id,
            number=one.number,
            name_shown=one.name_shown,
            organisation_shown=one.organisation_shown,
            post_shown=one.post_shown,
            remark=one.remark,
        )
        for one in made.lines
    )
    session.flush()
    journal.describe(
        session, N_("Post notice {number} with {count} names"), number=row.number, count=len(made.lines)
    )
    return notice(session, row.id)


def demand_names(made: NoticeDraft) -> None:
    """Go on only where a notice names somebody. Raises NobodyToPost."""
    if made.lines:
        return
    if made.is_for_substitutes:
        raise NobodyToPost(
            _("Everybody who is chosen stands on a notice already."),
            _("A notice that hangs is shown and printed by its number."),
        )
    raise NobodyToPost(
        _("Nobody is chosen yet, so there is nobody to post."),
        _("Choose the people under “Choice and placing” first."),
    )


def close(session: Session, notice_id: UUID, by: str) -> NoticeCard:
    """Note that a notice is over: its last day is past and every objection answered.

    Raises FieldError (by), NoticeOpen, StepApproved.
    """
    row = on_file(session, notice_id)
    require_open(session, row.programme_id, TripStep.NOTICE)
    who = _line(by)
    if not who:
        raise FieldError("by", _("Say who closes it."))
    if row.closed_at is not None:
        raise NoticeOpen(_("Notice {number} is closed already.").format(number=row.number))
    today = local(moment_of(session)).date()
    if today <= row.last_day:
        raise NoticeOpen(
            _("Notice {number} hangs until the end of {day}.").format(
                number=row.number, day=row.last_day.isoformat()
            ),
            _("Close it on the day after."),
        )
    waiting = _count_open(session, notice_id)
    if waiting:
        words = ngettext(
            "{n} objection to notice {number} is not answered.",
            "{n} objections to notice {number} are not answered.",
            waiting,
        )
        raise NoticeOpen(
            words.format(n=waiting, number=row.number), _("Answer every objection, then close it.")
        )
    row.closed_at, row.closed_by = moment_of(session), who
    session.flush()
    journal.describe(session, N_("Close notice {number}"), number=row.number)
    return notice(session, notice_id)


def notices(session: Session, programme_id: UUID) -> tuple[NoticeLine, ...]:
    """Return the notices of a programme in the order they were posted."""
    rows = session.scalars(
        select(TripNotice)
        .where(TripNotice.programme_id == programme_id, TripNotice.removed_at.is_(None))
        .order_by(TripNotice.number)
    ).all()
    names = _counts(session, TripNoticeLine, programme_id)
    objections = _counts(session, TripObjection, programme_id)
    unanswered = _counts(session, TripObjection, programme_id, only_open=True)
    return tuple(
        NoticeLine(
            id=row.id,
            number=row.number,
            title=row.title,
            posted_on=row.posted_on,
            first_day=row.first_day,
            last_day=row.last_day,
            names=names.get(row.id, 0),
            objections=objections.get(row.id, 0),
            open_objections=unanswered.get(row.id, 0),
            closed_at=row.closed_at,
        )
        for row in rows
    )


def notice(session: Session, notice_id: UUID) -> NoticeCard:
    """Return a notice with its lines as they hung. Raises NotFound."""
    row = on_file(session, notice_id)
    lines = session.execute(
        select(
            TripNoticeLine.nominee_id,
            TripNoticeLine.number,
            TripNoticeLine.name_shown,
            TripNoticeLine.organisation_shown,
            TripNoticeLine.post_shown,
            TripNoticeLine.remark,
        )
        .where(TripNoticeLine.notice_id == notice_id, TripNoticeLine.removed_at.is_(None))
        .order_by(TripNoticeLine.number)
    )
    return NoticeCard(
        id=row.id,
        programme_id=row.programme_id,
        number=row.number,
        title=row.title,
        posted_on=row.posted_on,
        first_day=row.first_day,
        last_day=row.last_day,
        days=row.days,
        is_workdays=row.is_workdays,
        contact=row.contact,
        phone=row.phone,
        place=row.place,
        remark=row.remark,
        closed_at=row.closed_at,
        closed_by=row.closed_by,
        stretch=period(row.posted_on, row.last_day, row.is_workdays, calendar(session)),
        lines=tuple(PostedLine(*line) for line in lines),
    )


def on_file(session: Session, notice_id: UUID) -> TripNotice:
    """Return the row of a notice. Raises NotFound."""
    row = session.get(TripNotice, notice_id)
    if row is None or row.removed_at is not None:
        raise NotFound(_("That notice is no longer on file."), _("Choose another one."))
    return row


def missing(session: Session, programme_id: UUID) -> tuple[Missing, ...]:
    """Return what the step of the notice still lacks."""
    row, hung_up = trips.on_file(session, programme_id), notices(session, programme_id)
    today = local(moment_of(session)).date()
    told: list[Missing] = []
    left = count_not_posted(session, programme_id)
    if left:
        words = ngettext(
            "{n} person who is chosen stands on no notice.",
            "{n} people who are chosen stand on no notice.",
            left,
        )
        told.append(Missing(words.format(n=left)))
    elif not hung_up:
        told.append(Missing(_("Nobody is chosen yet, so no notice was posted.")))
    for one in hung_up:
        told.extend(_lacks(one, today))
    if not hung_up and not row.phone:
        told.append(
            Missing(_("The programme has no telephone for objections; the notice needs one."), blocks=False)
        )
    return tuple(told)


def _lacks(one: NoticeLine, today: date) -> list[Missing]:
    told = []
    if one.open_objections:
        words = ngettext(
            "{n} objection to notice {number} is not answered.",
            "{n} objections to notice {number} are not answered.",
            one.open_objections,
        )
        told.append(Missing(words.format(n=one.open_objections, number=one.number), True, "notice", one.id))
    if one.closed_at is not None:
        return told
    if today <= one.last_day:
        words = _("Notice {number} hangs until the end of {day}.")
        told.append(
            Missing(words.format(number=one.number, day=one.last_day.isoformat()), True, "notice", one.id)
        )
    elif not one.open_objections:
        words = _("The period of notice {number} is over; it is not closed yet.")
        told.append(Missing(words.format(number=one.number), True, "notice", one.id))
    return told


def _demand_where(made: NoticeDraft) -> None:
    """An objection must find somebody: who takes it, by which telephone, and where."""
    if not made.contact:
        raise FieldError("contact", _("Say who takes objections."))
    if not made.phone:
        raise FieldError("phone", _("A notice needs a telephone for objections."))
    if not made.place:
        raise FieldError("place", _("Say where objections can be handed in."))


def _counts(
    session: Session,
    of: type[TripNoticeLine] | type[TripObjection],
    programme_id: UUID,
    only_open: bool = False,
) -> dict[UUID, int]:
    query = (
        select(of.notice_id, func.count())
        .join(TripNotice, TripNotice.id == of.notice_id)
        .where(TripNotice.programme_id == programme_id, of.removed_at.is_(None))
        .group_by(of.notice_id)
    )
    if only_open:
        query = query.where(TripObjection.outcome == ObjectionOutcome.OPEN)
    return {key: count for key, count in session.execute(query)}


def _count_open(session: Session, notice_id: UUID) -> int:
    query = select(func.count()).where(
        TripObjection.notice_id == notice_id,
        TripObjection.removed_at.is_(None),
        TripObjection.outcome == ObjectionOutcome.OPEN,
    )
    return session.scalar(query) or 0


def _line(text: str) -> str:
    return " ".join(text.split())
