"""A share that cannot be reached is told with by how much, and what would mend it."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.eligibility_facts import Outcome
from desktop.core.eligibility_groups import Named, frontline_in_all, frontline_of_unit, history_gaps
from desktop.core.trip_rules import Effect, RuleKey, Rules, RuleSet, least_of

RULES = Rules()
EVER = Rules({RuleKey.REPEAT_YEARS: RuleSet(RuleKey.REPEAT_YEARS, "ever", Effect.BLOCK)})


def test_seventy_percent_of_272_is_191() -> None:
    enough = Named("", 300, 191, 272)
    assert frontline_in_all(enough, RULES).outcome is Outcome.PASS
    short = frontline_in_all(Named("", 300, 190, 272), RULES)
    assert short.outcome is Outcome.BLOCKED
    assert short.sentence == ("272 people at 70 % need 191 of the front line; named 190, 1 too few.")
    assert short.remedy == "Ask the units for 1 more names of the front line, or fill 271 places."


@given(st.integers(0, 400), st.integers(0, 400), st.integers(1, 300))
def test_the_places_told_are_the_most_that_keep_the_share(frontline: int, others: int, places: int) -> None:
    named = Named("", frontline + others, frontline, places)
    found = frontline_in_all(named, RULES)
    share = Fraction(7, 10)
    if found.outcome is Outcome.PASS:
        assert frontline >= least_of(share, named.going)
        return
    told = int(found.remedy.split()[-2])
    assert least_of(share, told) <= frontline < least_of(share, told + 1)


def test_a_units_names_are_held_against_the_front_line_of_its_quota() -> None:
    short = frontline_of_unit(Named("普陀渔业工会", 5, 2, 5, 4), RULES)
    assert short.sentence == "普陀渔业工会: 2 of the front line are named for 5 places, 2 too few."
    assert short.remedy == "Name 2 more of the front line, or use 3 places."
    alone = frontline_of_unit(Named("海晟小学", 1, 0, 1, 1), RULES)
    assert alone.remedy == "Name 1 more of the front line."
    assert frontline_of_unit(Named("普陀渔业工会", 5, 4, 5, 4), RULES).outcome is Outcome.PASS


def test_without_a_quota_the_share_is_taken_of_the_names() -> None:
    assert frontline_of_unit(Named("普陀渔业工会", 10, 7), RULES).outcome is Outcome.PASS
    assert frontline_of_unit(Named("普陀渔业工会", 10, 6), RULES).outcome is Outcome.BLOCKED


def test_fewer_names_than_places_need_fewer_of_the_front_line() -> None:
    assert frontline_of_unit(Named("普陀渔业工会", 2, 2, 5, 4), RULES).outcome is Outcome.PASS


def test_years_of_the_bar_without_a_list_are_told() -> None:
    gap = history_gaps(RULES, 2026, frozenset({2025}))
    assert gap is not None
    assert gap.sentence == "No list of who went in 2024 is on file; for these years only the forms tell."
    assert history_gaps(RULES, 2026, frozenset({2024, 2025})) is None


def test_a_bar_for_life_asks_for_the_years_since_the_first_list() -> None:
    gap = history_gaps(EVER, 2026, frozenset({2022, 2024}))
    assert gap is not None
    assert "2023, 2025" in gap.sentence
    nothing = history_gaps(EVER, 2026, frozenset())
    assert nothing is not None
    assert "2025" in nothing.sentence
