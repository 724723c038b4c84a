"""The next public notice of a programme as it would hang: period, lines, what to look at first."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.i18n import _
from desktop.core.notice_list import NoticeDay, last_day, period
from desktop.core.trip_rules import RuleKey
from desktop.models.trip_papers import TripNotice
from desktop.services import trips
from desktop.services.calendar import calendar, years_missing
from desktop.services.clock import local, moment_of
from desktop.services.trip_notice_people import DraftLine, draft_lines
from desktop.services.trip_steps import TripStep, is_approved

__all__ = ["DraftLine", "NoticeDay", "NoticeDraft", "NoticeEntry", "draft", "usual_entry"]


@dataclass(frozen=True, slots=True)
class NoticeEntry:
    """What is said of a notice besides its names; an empty title is made up by the program.

    ``contact``, ``phone`` and ``place`` are where objections are taken. ``all_posts`` shows the post of
    everybody, not only of namesakes.
    """

    posted_on: date
    contact: str = ""
    phone: str = ""
    place: str = ""
    title: str = ""
    remark: str = ""
    all_posts: bool = False


@dataclass(frozen=True, slots=True)
class NoticeDraft:
    """The next notice as it would hang; ``warnings`` are sentences to look at first.

    ``days`` is what the programme asks for, ``stretch`` every day of the period; ``rule`` the document
    the period rests on.
    """

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
    rule: str
    stretch: tuple[NoticeDay, ...]
    lines: tuple[DraftLine, ...]
    warnings: tuple[str, ...]

    @property
    def is_for_substitutes(self) -> bool:
        """Whether an earlier notice hung already."""
        return self.number > 1


def draft(session: Session, programme_id: UUID, entry: NoticeEntry | None = None) -> NoticeDraft:
    """Return the next notice as it would hang if it were posted on a day (today), or as the entry says."""
    row = trips.on_file(session, programme_id)
    said = entry or usual_entry(session, programme_id)
    rules, known = trips.rules(session, programme_id), calendar(session)
    days, in_workdays = rules.number(RuleKey.NOTICE_DAYS), rules.text(RuleKey.NOTICE_IN) == "workdays"
    number = _next_number(session, programme_id)
    last = last_day(said.posted_on, days, in_workdays, known)
    stretch = period(said.posted_on, last, in_workdays, known)
    lines = draft_lines(session, programme_id, number > 1, said.all_posts)
    return NoticeDraft(
        programme_id=programme_id,
        number=number,
        title=_line(said.title) or _title(row.year, number),
        posted_on=said.posted_on,
        first_day=stretch[0].day,
        last_day=last,
        days=days,
        is_workdays=in_workdays,
        contact=_line(said.contact),
        phone=_line(said.phone),
        place=_line(said.place),
        remark=_line(said.remark),
        rule=rules.document(RuleKey.NOTICE_DAYS) or rules.document(RuleKey.NOTICE_IN),
        stretch=stretch,
        lines=lines,
        warnings=(
            *_choice_may_change(session, programme_id),
            *(years_missing(known, said.posted_on, last) if in_workdays else ()),
            *_nobody_there(stretch),
            *_alike(lines),
        ),
    )


def usual_entry(session: Session, programme_id: UUID, posted_on: date | None = None) -> NoticeEntry:
    """Return where objections go as the last notice said, or else as the programme says; posted today."""
    row = trips.on_file(session, programme_id)
    last = session.scalar(
        select(TripNotice)
        .where(TripNotice.programme_id == programme_id, TripNotice.removed_at.is_(None))
        .order_by(TripNotice.number.desc())
        .limit(1)
    )
    day = posted_on or local(moment_of(session)).date()
    if last is None:
        return NoticeEntry(day, row.contact, row.phone)
    return NoticeEntry(day, last.contact, last.phone, last.place)


def _choice_may_change(session: Session, programme_id: UUID) -> tuple[str, ...]:
    if is_approved(session, programme_id, TripStep.CHOICE):
        return ()
    return (_("The choice is not approved yet, so the names may still change."),)


def _nobody_there(stretch: tuple[NoticeDay, ...]) -> tuple[str, ...]:
    if not stretch[-1].off:
        return ()
    words = _("The last day, {day}, is not a working day: see that somebody answers the telephone.")
    return (words.format(day=stretch[-1].day.isoformat()),)


def _alike(lines: tuple[DraftLine, ...]) -> tuple[str, ...]:
    names = list(dict.fromkeys(f"{one.name_shown} ({one.organisation_shown})" for one in lines if one.alike))
    if not names:
        return ()
    words = _("Two lines read the same: {names}. Enter their posts more exactly.")
    return (words.format(names=_(", ").join(names)),)


def _title(year: int, number: int) -> str:
    if number == 1:
        return _("Public notice of the people chosen for the convalescence trips of {year}").format(year=year)
    words = _("Public notice of substitutes for the convalescence trips of {year} (no. {number})")
    return words.format(year=year, number=number)


def _next_number(session: Session, programme_id: UUID) -> int:
    """Return the next number; that of a notice taken back is free again."""
    newest = session.scalar(
        select(func.max(TripNotice.number)).where(
            TripNotice.programme_id == programme_id, TripNotice.removed_at.is_(None)
        )
    )
    return (newest or 0) + 1


def _line(text: str) -> str:
    return " ".join(text.split())
