"""A batch is within the rules exactly where its days and its price are."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.trip_rules import Effect, RuleKey, Rules, RuleSet
from desktop.services.trip_plan_batch_checks import BatchEntry, Ground, faults


def _rules(days: int, paired: int, yuan: int) -> Rules:
    values = {RuleKey.DAYS: days, RuleKey.DAYS_PAIRED: paired, RuleKey.YUAN_A_DAY: yuan}
    return Rules({key: RuleSet(key, str(value), Effect.BLOCK) for key, value in values.items()})


@given(
    start=st.dates(date(2026, 1, 1), date(2026, 11, 30)),
    days=st.integers(1, 30),
    price=st.integers(1, 5_000_000),
    limit=st.integers(1, 30),
    longer=st.integers(0, 10),
    yuan=st.integers(1, 2_000),
    is_paired=st.booleans(),
)
def test_days_and_price_are_judged_to_the_fen(
    start: date, days: int, price: int, limit: int, longer: int, yuan: int, is_paired: bool
) -> None:
    ground = Ground(2026, _rules(limit, limit + longer, yuan), is_paired)
    entry = BatchEntry(1, 10, starts_on=start, ends_on=start + timedelta(days - 1), price_fen=price)
    found = {fault.field for fault in faults(entry, ground)}
    most = limit + longer if is_paired else limit
    assert ("ends_on" in found) == (days > most)
    assert ("price_fen" in found) == (price > days * yuan * 100)
    assert found <= {"ends_on", "price_fen"}


@given(capacity=st.integers(-5, 5), number=st.integers(-5, 5))
def test_nothing_below_one_is_a_number_or_a_capacity(capacity: int, number: int) -> None:
    found = {fault.field for fault in faults(BatchEntry(number, capacity), Ground(2026, Rules()))}
    assert bool(found) == (number < 1 or capacity < 1)
