"""Turns of duty are dealt out evenly in each class of day, and spare people two days running."""

from collections import Counter
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.rota import LONG_ABSENCE, Plan, RotaMember, Turn, plan_turns
from desktop.core.workdays import DayClass, WorkCalendar, days_from

START = date(2026, 9, 21)
LONG_AGO = date(2020, 1, 1)
CALENDAR = WorkCalendar(
    {date(2026, 9, 25) + timedelta(days=n): "中秋节" for n in range(3)}
    | {date(2026, 10, 1) + timedelta(days=n): "国庆节" for n in range(7)},
    {date(2026, 9, 20): "国庆节", date(2026, 10, 10): "国庆节"},
)


def _members(count: int, since: date = LONG_AGO) -> list[RotaMember]:
    return [RotaMember(UUID(int=n + 1), since) for n in range(count)]


def _days(count: int, start: date = START) -> list[date]:
    return list(days_from(start, start + timedelta(days=count - 1)))


def _counts(turns: list[Turn] | tuple[Turn, ...], kind: DayClass) -> Counter[UUID]:
    return Counter(turn.key for turn in turns if CALENDAR.kind(turn.day) is kind)


def _uneven(turns: list[Turn], members: list[RotaMember]) -> int:
    """Return by how much two members differ at most in any class of day."""
    counted = [[_counts(turns, kind)[member.key] for member in members] for kind in DayClass]
    return max(max(row) - min(row) for row in counted)


@given(st.integers(1, 9), st.integers(1, 3), st.integers(1, 45), st.integers(0, 60))
@settings(max_examples=40)
def test_counts_of_each_class_differ_by_at_most_one(count: int, people: int, length: int, later: int) -> None:
    members = _members(count)
    days = _days(length, START + timedelta(days=later))
    plan = plan_turns(members, [], days, people, CALENDAR)
    assert _uneven(list(plan.turns), members) <= 1
    by_day = Counter(turn.day for turn in plan.turns)
    assert by_day == dict.fromkeys(days, min(people, count))
    assert len(set(plan.turns)) == len(plan.turns)
    assert plan.short == (tuple(days) if count < people else ())


@given(st.integers(1, 2), st.integers(0, 3), st.integers(1, 62), st.integers(0, 60))
@settings(max_examples=40)
def test_nobody_has_two_days_running_where_there_are_three_times_as_many_as_a_day_takes(
    people: int, more: int, length: int, later: int
) -> None:
    plan = plan_turns(
        _members(3 * people + more), [], _days(length, START + timedelta(days=later)), people, CALENDAR
    )
    assert plan.running == ()


@given(st.lists(st.integers(1, 20), min_size=1, max_size=6), st.integers(3, 7))
@settings(max_examples=30)
def test_a_plan_in_pieces_stays_as_even_as_one_in_a_piece(pieces: list[int], count: int) -> None:
    members = _members(count)
    turns: list[Turn] = []
    start = START
    for length in pieces:
        turns += plan_turns(members, turns, _days(length, start), 1, CALENDAR).turns
        start += timedelta(days=length)
    assert _uneven(turns, members) <= 1


@st.composite
def _absences(draw: st.DrawFn) -> list[RotaMember]:
    members = []
    for n in range(draw(st.integers(2, 6))):
        first = START + timedelta(days=draw(st.integers(-5, 30)))
        last = first + timedelta(days=draw(st.integers(0, 25)))
        since = START + timedelta(days=draw(st.sampled_from([-400, -3, 10])))
        members.append(RotaMember(UUID(int=n + 1), since, ((first, last),) if draw(st.booleans()) else ()))
    return members


@given(_absences(), st.integers(1, 2))
@settings(max_examples=20)
def test_nobody_is_on_duty_while_away_and_every_day_has_who_can_be_had(
    members: list[RotaMember], people: int
) -> None:
    plan = plan_turns(members, [], _days(30), people, CALENDAR)
    there = {member.key: member for member in members}
    assert all(there[turn.key].there(turn.day) for turn in plan.turns)
    by_day = Counter(turn.day for turn in plan.turns)
    for day in _days(30):
        able = sum(member.there(day) for member in members)
        assert by_day[day] == min(people, able)
        assert (day in plan.short) == (able < people)


def test_turns_that_stand_are_kept_and_count() -> None:
    members = _members(3)
    mine = members[0].key
    standing = [Turn(day, mine) for day in _days(3)]
    plan = plan_turns(members, standing, _days(9), 1, CALENDAR)
    assert not {turn.day for turn in plan.turns} & {turn.day for turn in standing}
    assert _counts([*standing, *plan.turns], DayClass.WORKDAY)[mine] == 3


def test_who_had_more_holidays_gets_the_next_one_last() -> None:
    members = _members(3)
    had = [Turn(date(2026, 10, 1), members[0].key), Turn(date(2026, 10, 2), members[1].key)]
    plan = plan_turns(members, had, [date(2026, 10, 4)], 1, CALENDAR)
    assert plan.turns == (Turn(date(2026, 10, 4), members[2].key),)


def test_who_joins_later_does_not_make_up_for_the_time_before() -> None:
    old = _members(3)
    turns = list(plan_turns(old, [], _days(60, date(2026, 7, 1)), 1, CALENDAR).turns)
    new = RotaMember(UUID(int=9), START)
    turns += plan_turns([*old, new], turns, _days(28), 1, CALENDAR).turns
    since = [turn for turn in turns if turn.day >= START]
    assert Counter(turn.key for turn in since)[new.key] <= 9


def test_a_long_absence_is_not_made_up_for_and_a_short_one_is() -> None:
    def turns_after(length: int) -> int:
        away = (START, START + timedelta(days=length - 1))
        members = [*_members(3), RotaMember(UUID(int=9), LONG_AGO, (away,))]
        plan: Plan = plan_turns(members, [], _days(44), 1, CALENDAR)
        after = START + timedelta(days=length)
        return sum(
            turn.key == UUID(int=9) for turn in plan.turns if after <= turn.day < START + timedelta(44)
        )

    assert turns_after(LONG_ABSENCE - 1) > turns_after(LONG_ABSENCE)


def test_no_days_and_no_members_give_no_turns() -> None:
    assert plan_turns(_members(2), [], [], 1, CALENDAR) == Plan((), (), ())
    assert plan_turns([], [], [START], 1, CALENDAR) == Plan((), (START,), ())
