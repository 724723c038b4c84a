"""Rotas give everybody their share, keep what was agreed, and remember who took over for whom."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from desktop.core.errors import FieldError, NotFound, Refused
from desktop.core.workdays import DayClass
from desktop.services import duty, duty_turns
from desktop.services.duty import RotaEntry, RotaInUse
from desktop.services.duty_turns import OnDutyAlready
from desktop.storage.store import Store
from tests.services.sites import put_site

FIRST, LAST = date(2026, 9, 28), date(2026, 10, 11)
FOUR = "江海燕 13800001111\n郑小舟\t13800002222\n何志明，0580-2023456\n阿依古丽·买买提"


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now = datetime(2026, 9, 21, 2, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Monday, 21 September 2026."""
    return Clock()


@pytest.fixture
def at_work(file_store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store whose time is the clock's."""
    monkeypatch.setattr(file_store, "_clock", clock)
    return file_store


@pytest.fixture
def rota(at_work: Store) -> UUID:
    """A rota of the office with four members and one person a day."""
    key = at_work.do(duty.create_rota, RotaEntry("总台", hours="08:30-17:30"))
    assert at_work.do(duty.add_members, key, FOUR) == 4
    return key


def _member(store: Store, rota: UUID, name: str) -> UUID:
    return next(one.id for one in store.read(duty.members, rota) if one.name == name)


def _turn_on(store: Store, rota: UUID, day: date) -> duty_turns.TurnLine:
    (turn,) = store.read(duty_turns.span, rota, day, day)[0].turns
    return turn


def test_members_are_added_a_line_each_with_or_without_a_telephone(at_work: Store, rota: UUID) -> None:
    told = [(one.name, one.phone) for one in at_work.read(duty.members, rota)]
    assert told == [
        ("江海燕", "13800001111"),
        ("郑小舟", "13800002222"),
        ("何志明", "0580-2023456"),
        ("阿依古丽·买买提", ""),
    ]
    assert at_work.read(duty.rota, rota).members == 4


def test_a_telephone_is_understood_however_it_is_set_off(at_work: Store, rota: UUID) -> None:
    at_work.do(duty.add_members, rota, "孙立（0580）2023456\n钱七：13800004444\n李四 +86 138 0000 5555")
    told = {one.name: one.phone for one in at_work.read(duty.members, rota)}
    assert (told["孙立"], told["钱七"], told["李四"]) == ("0580-2023456", "13800004444", "13800005555")


@pytest.mark.parametrize(("text", "said"), [("", "Nobody"), ("江海燕", "already"), ("A1B2 x", "not a name")])
def test_members_that_cannot_be_added_are_refused(at_work: Store, rota: UUID, text: str, said: str) -> None:
    with pytest.raises(FieldError, match=said):
        at_work.do(duty.add_members, rota, text)


def test_a_plan_is_fair_and_fills_every_day(at_work: Store, rota: UUID) -> None:
    planned = at_work.do(duty_turns.plan, rota, FIRST, LAST)
    assert (planned.added, planned.short, planned.running, planned.warnings) == (14, (), 0, ())
    days = at_work.read(duty_turns.span, rota, FIRST, LAST)
    assert all(len(day.turns) == 1 for day in days)
    counted = at_work.read(duty_turns.counts, rota, FIRST, LAST)
    for numbers in zip(*((one.workdays, one.weekends, one.holidays) for one in counted), strict=True):
        assert max(numbers) - min(numbers) <= 1
    assert sum(one.total for one in counted) == 14
    assert at_work.next_undo() == "Plan 14 turns of the rota 总台"
    at_work.undo()
    assert not any(day.turns for day in at_work.read(duty_turns.span, rota, FIRST, LAST))


def test_a_week_says_which_days_are_holidays_and_which_are_worked_for_them(
    at_work: Store, rota: UUID
) -> None:
    days = at_work.read(duty_turns.week, rota, date(2026, 10, 5))
    assert [day.kind for day in days[:4]] == [DayClass.HOLIDAY] * 3 + [DayClass.WORKDAY]
    saturday = days[5]
    assert (saturday.made_up, saturday.kind, saturday.holiday) == (True, DayClass.WORKDAY, "National Day")


def test_days_on_which_nobody_is_wanted_stay_empty(at_work: Store, rota: UUID) -> None:
    entry = at_work.read(duty.rota, rota).entry
    at_work.do(duty.change_rota, rota, RotaEntry(entry.name, on_weekends=False, on_holidays=False))
    assert at_work.do(duty_turns.plan, rota, FIRST, LAST).added == 6
    days = at_work.read(duty_turns.span, rota, FIRST, LAST)
    assert [day.wanted for day in days] == [len(day.turns) for day in days]


def test_planning_again_keeps_what_stands_and_fills_what_lacks(at_work: Store, rota: UUID) -> None:
    at_work.do(duty_turns.put_on, rota, FIRST, _member(at_work, rota, "何志明"))
    assert at_work.do(duty_turns.plan, rota, FIRST, LAST).added == 13
    assert _turn_on(at_work, rota, FIRST).name == "何志明"
    assert at_work.do(duty_turns.plan, rota, FIRST, LAST).added == 0


def test_planning_anew_keeps_only_what_was_agreed(at_work: Store, rota: UUID) -> None:
    mine = _member(at_work, rota, "何志明")
    for day in (FIRST, FIRST + timedelta(days=1), FIRST + timedelta(days=2)):
        at_work.do(duty_turns.put_on, rota, day, mine)
    other = _member(at_work, rota, "郑小舟")
    at_work.do(duty_turns.swap, _turn_on(at_work, rota, FIRST).id, other, "换班")
    assert at_work.do(duty_turns.plan, rota, FIRST, LAST, anew=True).added == 13
    assert _turn_on(at_work, rota, FIRST).name == "郑小舟"
    assert max(one.total for one in at_work.read(duty_turns.counts, rota, FIRST, LAST)) <= 5


def test_days_that_have_passed_are_left_alone(at_work: Store, rota: UUID, clock: Clock) -> None:
    clock.now += timedelta(days=9)
    assert at_work.do(duty_turns.plan, rota, FIRST, LAST).added == 12
    with pytest.raises(FieldError, match="passed"):
        at_work.do(duty_turns.plan, rota, FIRST, FIRST)
    assert at_work.do(duty_turns.clear, rota, FIRST, date(2026, 10, 4)) == 5


def test_a_year_whose_holidays_are_not_known_is_told(at_work: Store, rota: UUID) -> None:
    planned = at_work.do(duty_turns.plan, rota, date(2029, 1, 1), date(2029, 1, 3))
    assert planned.added == 3
    assert "2029" in planned.warnings[0]


def test_who_is_away_has_no_turns_and_cannot_take_one(at_work: Store, rota: UUID) -> None:
    away = _member(at_work, rota, "江海燕")
    absence = at_work.do(duty.add_absence, away, FIRST, LAST, "疗养")
    at_work.do(duty_turns.plan, rota, FIRST, LAST)
    days = at_work.read(duty_turns.span, rota, FIRST, LAST)
    assert all(turn.member_id != away for day in days for turn in day.turns)
    with pytest.raises(OnDutyAlready, match="away"):
        at_work.do(duty_turns.swap, days[0].turns[0].id, away)
    assert [line.reason for line in at_work.read(duty.absences, rota)] == ["疗养"]
    at_work.do(duty.remove_absence, absence)
    at_work.do(duty_turns.swap, days[0].turns[0].id, away)
    with pytest.raises(FieldError) as refused:
        at_work.do(duty.add_absence, away, LAST, FIRST)
    assert refused.value.field == "last"


def test_a_turn_taken_over_is_on_record_and_undone_as_one(at_work: Store, rota: UUID) -> None:
    at_work.do(duty_turns.plan, rota, FIRST, LAST)
    before = _turn_on(at_work, rota, FIRST)
    taker = next(one for one in at_work.read(duty.members, rota) if one.id != before.member_id)
    at_work.do(duty_turns.swap, before.id, taker.id, " 孩子生病 ")
    after = _turn_on(at_work, rota, FIRST)
    assert (after.name, after.swapped) == (taker.name, True)
    (line,) = at_work.read(duty_turns.swaps, rota)
    assert (line.day, line.giver, line.taker, line.reason) == (FIRST, before.name, taker.name, "孩子生病")
    with pytest.raises(OnDutyAlready):
        at_work.do(duty_turns.swap, before.id, taker.id)
    at_work.undo()
    assert _turn_on(at_work, rota, FIRST).name == before.name
    assert at_work.read(duty_turns.swaps, rota) == ()


def test_who_took_a_turn_over_owes_less_the_next_time(at_work: Store, rota: UUID) -> None:
    at_work.do(duty_turns.plan, rota, date(2026, 10, 1), date(2026, 10, 4))
    turn = _turn_on(at_work, rota, date(2026, 10, 4))
    taker = _turn_on(at_work, rota, date(2026, 10, 1)).member_id
    at_work.do(duty_turns.swap, turn.id, taker)
    at_work.do(duty_turns.plan, rota, date(2026, 10, 5), date(2026, 10, 7))
    counted = {
        one.member_id: one.holidays
        for one in at_work.read(duty_turns.counts, rota, date(2026, 10, 1), date(2026, 10, 7))
    }
    assert counted[taker] == 2 and counted[turn.member_id] >= 1
    assert max(counted.values()) - min(counted.values()) <= 1


def test_who_leaves_keeps_past_turns_and_gives_up_those_to_come(
    at_work: Store, rota: UUID, clock: Clock
) -> None:
    at_work.do(duty_turns.plan, rota, FIRST, LAST)
    clock.now += timedelta(days=14)
    gone = _member(at_work, rota, "郑小舟")
    had = at_work.read(duty_turns.counts, rota, FIRST, LAST)
    given_up = at_work.do(duty.leave, gone)
    now = {one.member_id: one.total for one in at_work.read(duty_turns.counts, rota, FIRST, LAST)}
    assert now[gone] == next(one.total for one in had if one.member_id == gone) - given_up
    assert [one.name for one in at_work.read(duty.members, rota)] == ["江海燕", "何志明", "阿依古丽·买买提"]
    assert len(at_work.read(duty.members, rota, left_too=True)) == 4
    with pytest.raises(RotaInUse):
        at_work.do(duty.remove_rota, rota)
    assert at_work.do(duty.add_members, rota, "郑小舟") == 1
    assert at_work.read(duty.members, rota)[1].phone == "13800002222"


def test_an_unused_rota_can_be_removed_and_brought_back(at_work: Store, rota: UUID) -> None:
    at_work.do(duty.remove_rota, rota)
    assert at_work.read(duty.rotas) == ()
    with pytest.raises(NotFound):
        at_work.read(duty.rota, rota)
    at_work.undo()
    assert at_work.read(duty.rotas)[0].members == 4


def test_members_can_be_corrected_and_put_in_order(at_work: Store, rota: UUID) -> None:
    keys = [one.id for one in at_work.read(duty.members, rota)]
    at_work.do(duty.reorder_members, rota, keys[::-1])
    assert [one.id for one in at_work.read(duty.members, rota)] == keys[::-1]
    at_work.do(duty.change_member, keys[0], "江海雁", "139-0000-3333")
    assert at_work.read(duty.members, rota)[-1].phone == "13900003333"
    with pytest.raises(FieldError, match="already"):
        at_work.do(duty.change_member, keys[0], "何志明", "")


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (RotaEntry(" "), "name"),
        (RotaEntry("x" * 61), "name"),
        (RotaEntry("总台", people=0), "people"),
        (RotaEntry("总台", on_workdays=False, on_weekends=False, on_holidays=False), "days"),
    ],
)
def test_a_rota_that_makes_no_sense_is_refused_at_its_field(
    at_work: Store, entry: RotaEntry, field: str
) -> None:
    with pytest.raises(FieldError) as refused:
        at_work.do(duty.create_rota, entry)
    assert refused.value.field == field


def test_a_rota_without_members_is_not_planned(at_work: Store) -> None:
    rota = at_work.do(duty.create_rota, RotaEntry("总台"))
    with pytest.raises(Refused, match="Nobody is on this rota"):
        at_work.do(duty_turns.plan, rota, FIRST, LAST)


def test_a_rota_stands_with_its_site(store: Store, tmp_path: Path) -> None:
    site = put_site(store)
    rota = store.do(duty.create_rota, RotaEntry("值班", site_id=site))
    store.do(duty.create_rota, RotaEntry("总台"))
    assert [line.site for line in store.read(duty.rotas)] == ["", "定海港务码头爱心驿站"]
    assert [line.id for line in store.read(duty.rotas, site)] == [rota]
    with pytest.raises(NotFound):
        store.do(duty.create_rota, RotaEntry("值班", site_id=uuid4()))
    assert store.do(duty.add_members, rota, "江海燕\n郑小舟") == 2
    today = date.today()
    assert store.do(duty_turns.plan, rota, today, today + timedelta(days=1)).added == 2
