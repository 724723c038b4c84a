"""The rules of a trip programme: how values are written, and what a share of people is."""

from fractions import Fraction

import pytest

from desktop.core.errors import FieldError
from desktop.core.trip_rules import (
    RULES,
    Effect,
    RuleKey,
    Rules,
    RuleSet,
    clean_value,
    least_of,
    value_words,
)


@pytest.mark.parametrize("key", RuleKey)
def test_what_is_proposed_for_a_rule_may_be_set(key: RuleKey) -> None:
    proposed = RULES[key].proposed
    assert clean_value(key, proposed) == proposed
    assert clean_value(key, value_words(key, proposed)) == proposed


@pytest.mark.parametrize(
    ("key", "text", "kept"),
    [
        (RuleKey.FRONTLINE_SHARE, " ７０％ ", "70"),
        (RuleKey.YUAN_A_YEAR, "3,000", "3000"),
        (RuleKey.REPEAT_YEARS, "终身", "ever"),
        (RuleKey.MEMBER, "否", "no"),
        (RuleKey.NOTICE_IN, "Calendar days", "days"),
        (RuleKey.FRONTLINE_SHARE, "90 %", "90"),
        (RuleKey.DAYS, "6 days", "6"),
        (RuleKey.DAYS, "6天", "6"),
        (RuleKey.YUAN_A_DAY, "600元", "600"),
    ],
)
def test_values_are_taken_as_people_write_them(key: RuleKey, text: str, kept: str) -> None:
    assert clean_value(key, text) == kept


@pytest.mark.parametrize(
    ("key", "text"),
    [
        (RuleKey.FRONTLINE_SHARE, "101"),
        (RuleKey.DAYS, "0"),
        (RuleKey.DAYS, "five"),
        (RuleKey.MEMBER, "perhaps"),
        (RuleKey.HONOUR, "of the street"),
        (RuleKey.NOTICE_DAYS, "-3"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_what_may_stand_there(key: RuleKey, text: str) -> None:
    with pytest.raises(FieldError) as refused:
        clean_value(key, text)
    assert (refused.value.field, bool(refused.value.remedy)) == ("value", True)


def test_a_sum_of_yuan_is_told_in_thousands() -> None:
    assert value_words(RuleKey.INSURANCE, "1000000") == "1,000,000 yuan"


@pytest.mark.parametrize(
    ("share", "people", "least"),
    [(70, 272, 191), (70, 10, 7), (90, 272, 245), (0, 5, 0), (100, 5, 5), (1, 1, 1)],
)
def test_a_share_is_rounded_up_to_whole_people(share: int, people: int, least: int) -> None:
    assert least_of(Fraction(share, 100), people) == least


def test_a_programme_that_sets_nothing_has_what_is_proposed() -> None:
    rules = Rules({RuleKey.DAYS: RuleSet(RuleKey.DAYS, "6", Effect.REVIEW, "舟总工〔2026〕3号 第四条")})
    assert (rules.number(RuleKey.DAYS), rules.document(RuleKey.DAYS)) == (6, "舟总工〔2026〕3号 第四条")
    assert (rules.share(RuleKey.FRONTLINE_SHARE), rules.is_set(RuleKey.FRONTLINE_SHARE)) == (
        Fraction(7, 10),
        False,
    )
    assert rules.fen(RuleKey.YUAN_A_DAY) == 60_000
