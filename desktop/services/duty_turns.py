"""Who is on duty when: planned fairly, taken over on record, shown by the week and counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from desktop.core.errors import FieldError, NotFound, Refused
from desktop.core.i18n import N_, _
from desktop.core.rota import RotaMember, Turn, plan_turns
from desktop.core.workdays import DayClass, WorkCalendar, days_from
from desktop.models.duty import DutyAbsence, DutyMember, DutyRota, DutySwap, DutyTurn
from desktop.services.calendar import calendar, years_missing
from desktop.services.clock import local, moment_of
from desktop.services.duty import absences, member_on_file, rota_on_file
from desktop.storage import journal

LONGEST_PLAN = 366


@dataclass(frozen=True, slots=True)
class Planned:
    """What planning did; ``short`` days want more people than there are, ``running`` turns follow another."""

    added: int
    short: tuple[date, ...]
    running: int
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TurnLine:
    """A member on duty on a day; ``swapped`` where the turn was somebody else's once."""

    id: UUID
    member_id: UUID
    name: str
    phone: str
    swapped: bool


@dataclass(frozen=True, slots=True)
class DutyDay:
    """A day of a rota; ``wanted`` people, ``holiday`` the holiday it belongs to, off or worked for it."""

    day: date
    kind: DayClass
    holiday: str
    made_up: bool
    wanted: int
    turns: tuple[TurnLine, ...]


@dataclass(frozen=True, slots=True)
class MemberCount:
    """How many turns of each class of day somebody has in a stretch of time."""

    member_id: UUID
    name: str
    active: bool
    workdays: int
    weekends: int
    holidays: int

    @property
    def total(self) -> int:
        """All turns."""
        return self.workdays + self.weekends + self.holidays


@dataclass(frozen=True, slots=True)
class SwapLine:
    """A turn that was taken over."""

    id: UUID
    day: date
    giver: str
    taker: str
    at: datetime
    reason: str


class OnDutyAlready(Refused):
    """Somebody cannot take a turn on a day on which they are on duty or away."""


def plan(session: Session, rota_id: UUID, first: date, last: date, *, anew: bool = False) -> Planned:
    """Fill the days from ``first`` to ``last``; turns that stand are kept, days that have passed left alone.

    ``anew`` keeps only turns that were taken over, since those were agreed between two people. Raises
    FieldError (first, last), and Refused where nobody takes turns.
    """
    rota = rota_on_file(session, rota_id)
    today = local(moment_of(session)).date()
    _check_span(first, last, today)
    known = calendar(session)
    rows = _member_rows(session, rota_id)
    members = _rota_members(session, rota_id, rows.values())
    if not members:
        raise Refused(_("Nobody is on this rota yet."), _("Add its members first."))
    if anew:
        _take_back(session, rota_id, max(first, today), last, agreed_too=False)
    days = [day for day in days_from(max(first, today), last) if _wanted(rota, known.kind(day))]
    standing = [Turn(turn.day, turn.member_id) for turn in _turns(session, rota_id)]
    planned = plan_turns(members, standing, days, rota.people, known)
    session.add_all([DutyTurn(rota_id=rota_id, member_id=turn.key, day=turn.day) for turn in planned.turns])
    session.flush()
    journal.describe(
        session, N_("Plan {count} turns of the rota {name}"), count=len(planned.turns), name=rota.name
    )
    warnings = years_missing(known, first, last)
    return Planned(len(planned.turns), planned.short, len(planned.running), warnings)


def clear(session: Session, rota_id: UUID, first: date, last: date) -> int:
    """Take back the turns of a stretch of time that has not passed, to plan it anew; return how many."""
    rota = rota_on_file(session, rota_id)
    today = local(moment_of(session)).date()
    _check_span(first, last, today)
    count = _take_back(session, rota_id, max(first, today), last, agreed_too=True)
    journal.describe(session, N_("Clear {count} turns of the rota {name}"), count=count, name=rota.name)
    return count


def put_on(session: Session, rota_id: UUID, day: date, member_id: UUID) -> UUID:
    """Put a member on duty on a day by hand. Raises ``OnDutyAlready``."""
    rota = rota_on_file(session, rota_id)
    member = member_on_file(session, member_id)
    _demand_free(session, rota_id, day, member)
    turn = DutyTurn(rota_id=rota_id, member_id=member_id, day=day)
    session.add(turn)
    session.flush()
    journal.describe(
        session,
        N_("Put {name} on duty on {day} ({rota})"),
        name=member.name,
        day=day.isoformat(),
        rota=rota.name,
    )
    return turn.id


def take_off(session: Session, turn_id: UUID) -> None:
    """Take a turn off the rota."""
    turn = _turn(session, turn_id)
    turn.removed_at = moment_of(session)
    session.flush()
    member = session.get_one(DutyMember, turn.member_id)
    journal.describe(session, N_("Take {name} off duty on {day}"), name=member.name, day=turn.day.isoformat())


def swap(session: Session, turn_id: UUID, to_member: UUID, reason: str = "") -> UUID:
    """Let somebody take over a turn, on record. Raises ``OnDutyAlready``, NotFound."""
    turn = _turn(session, turn_id)
    giver = session.get_one(DutyMember, turn.member_id)
    taker = member_on_file(session, to_member)
    if taker.rota_id != turn.rota_id or not taker.active:
        raise NotFound(
            _("{name} takes no turns on this rota.").format(name=taker.name), _("Choose another name.")
        )
    _demand_free(session, turn.rota_id, turn.day, taker)
    record = DutySwap(
        turn_id=turn_id,
        from_member_id=giver.id,
        to_member_id=taker.id,
        at=moment_of(session),
        reason=" ".join(reason.split()),
    )
    turn.member_id = taker.id
    session.add(record)
    session.flush()
    journal.describe(
        session,
        N_("{taker} takes over the duty of {giver} on {day}"),
        taker=taker.name,
        giver=giver.name,
        day=turn.day.isoformat(),
    )
    return record.id


def week(session: Session, rota_id: UUID, monday: date) -> tuple[DutyDay, ...]:
    """Return the seven days from a Monday on."""
    return span(session, rota_id, monday, monday + timedelta(days=6))


def span(session: Session, rota_id: UUID, first: date, last: date) -> tuple[DutyDay, ...]:
    """Return each day from ``first`` to ``last`` with who is on duty."""
    rota = rota_on_file(session, rota_id)
    known = calendar(session)
    rows = _member_rows(session, rota_id)
    swapped = _swapped(session)
    on: dict[date, list[TurnLine]] = {}
    turns = [turn for turn in _turns(session, rota_id) if first <= turn.day <= last]
    for turn in sorted(turns, key=lambda turn: rows[turn.member_id].position):
        member = rows[turn.member_id]
        line = TurnLine(turn.id, member.id, member.name, member.phone, turn.id in swapped)
        on.setdefault(turn.day, []).append(line)
    return tuple(_day(rota, known, day, on.get(day, ())) for day in days_from(first, last))


def counts(session: Session, rota_id: UUID, first: date, last: date) -> tuple[MemberCount, ...]:
    """Return everybody's turns in a stretch of time, those who left after the others where they had any."""
    rota_on_file(session, rota_id)
    known = calendar(session)
    had: dict[UUID, dict[DayClass, int]] = {}
    for turn in _turns(session, rota_id):
        if first <= turn.day <= last:
            of_member = had.setdefault(turn.member_id, dict.fromkeys(DayClass, 0))
            of_member[known.kind(turn.day)] += 1
    rows = sorted(_member_rows(session, rota_id).values(), key=lambda row: (not row.active, row.position))
    none = dict.fromkeys(DayClass, 0)
    return tuple(
        MemberCount(row.id, row.name, row.active, *(had.get(row.id, none)[kind] for kind in DayClass))
        for row in rows
        if row.active or row.id in had
    )


def turns_of(session: Session, member_id: UUID, first: date, last: date) -> tuple[date, ...]:
    """Return the days from ``first`` to ``last`` on which a member is on duty."""
    query = select(DutyTurn.day).where(
        DutyTurn.member_id == member_id, DutyTurn.removed_at.is_(None), DutyTurn.day.between(first, last)
    )
    return tuple(session.scalars(query.order_by(DutyTurn.day)))


def swaps(session: Session, rota_id: UUID, limit: int = 100) -> tuple[SwapLine, ...]:
    """Return the turns taken over, newest first."""
    giver, taker = aliased(DutyMember), aliased(DutyMember)
    rows = session.execute(
        select(DutySwap, DutyTurn.day, giver.name, taker.name)
        .join(DutyTurn, DutyTurn.id == DutySwap.turn_id)
        .join(giver, giver.id == DutySwap.from_member_id)
        .join(taker, taker.id == DutySwap.to_member_id)
        .where(DutyTurn.rota_id == rota_id, DutySwap.removed_at.is_(None))
        .order_by(DutySwap.at.desc())
        .limit(limit)
    )
    return tuple(SwapLine(row.id, day, gave, took, row.at, row.reason) for row, day, gave, took in rows)


def _take_back(session: Session, rota_id: UUID, first: date, last: date, *, agreed_too: bool) -> int:
    agreed = set() if agreed_too else _swapped(session)
    turns = [turn for turn in _turns(session, rota_id) if first <= turn.day <= last and turn.id not in agreed]
    for turn in turns:
        turn.removed_at = moment_of(session)
    session.flush()
    return len(turns)


def _swapped(session: Session) -> set[UUID]:
    return set(session.scalars(select(DutySwap.turn_id).where(DutySwap.removed_at.is_(None))))


def _check_span(first: date, last: date, today: date) -> None:
    if last < first:
        raise FieldError("last", _("The last day lies before the first."), _("Correct one of the two days."))
    if last < today:
        raise FieldError("last", _("These days have passed."), _("Choose days from today on."))
    if (last - first).days >= LONGEST_PLAN:
        raise FieldError("last", _("That is more than a year."), _("Plan a month or a quarter at a time."))


def _member_rows(session: Session, rota_id: UUID) -> dict[UUID, DutyMember]:
    rows = session.scalars(
        select(DutyMember).where(DutyMember.rota_id == rota_id).order_by(DutyMember.position)
    )
    return {row.id: row for row in rows}


def _rota_members(session: Session, rota_id: UUID, rows: Iterable[DutyMember]) -> list[RotaMember]:
    away: dict[UUID, list[tuple[date, date]]] = {}
    for absence in absences(session, rota_id):
        away.setdefault(absence.member_id, []).append((absence.first, absence.last))
    return [
        RotaMember(row.id, row.since, tuple(away.get(row.id, ())))
        for row in rows
        if row.active and row.removed_at is None
    ]


def _turns(session: Session, rota_id: UUID) -> list[DutyTurn]:
    query = select(DutyTurn).where(DutyTurn.rota_id == rota_id, DutyTurn.removed_at.is_(None))
    return list(session.scalars(query))


def _turn(session: Session, turn_id: UUID) -> DutyTurn:
    turn = session.get(DutyTurn, turn_id)
    if turn is None or turn.removed_at is not None:
        raise NotFound(_("That turn is no longer on the rota."), _("Look at the week again."))
    return turn


def _demand_free(session: Session, rota_id: UUID, day: date, member: DutyMember) -> None:
    on = select(DutyTurn.id).where(
        DutyTurn.rota_id == rota_id,
        DutyTurn.day == day,
        DutyTurn.member_id == member.id,
        DutyTurn.removed_at.is_(None),
    )
    if session.scalar(on) is not None:
        raise OnDutyAlready(
            _("{name} is on duty on {day} already.").format(name=member.name, day=day),
            _("Choose another name."),
        )
    away = select(DutyAbsence.id).where(
        DutyAbsence.member_id == member.id,
        DutyAbsence.removed_at.is_(None),
        DutyAbsence.first_day <= day,
        DutyAbsence.last_day >= day,
    )
    if session.scalar(away) is not None:
        raise OnDutyAlready(
            _("{name} is away on {day}.").format(name=member.name, day=day),
            _("Choose another name, or remove the absence."),
        )


def _wanted(rota: DutyRota, kind: DayClass) -> bool:
    return {
        DayClass.WORKDAY: rota.on_workdays,
        DayClass.WEEKEND: rota.on_weekends,
        DayClass.HOLIDAY: rota.on_holidays,
    }[kind]


def _day(rota: DutyRota, known: WorkCalendar, day: date, on: Iterable[TurnLine]) -> DutyDay:
    kind = known.kind(day)
    wanted = rota.people if _wanted(rota, kind) else 0
    return DutyDay(day, kind, known.name(day), known.is_made_up(day), wanted, tuple(on))
