"""Each rule says what was found, what is asked and what would mend it; what is unknown never passes."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.eligibility import CHECKED, Judge, outcome_word, worst
from desktop.core.eligibility_facts import (
    BatchOffer,
    Facts,
    Frame,
    Honoured,
    Offers,
    Outcome,
    Past,
    Verdict,
    offers_of,
)
from desktop.core.national_id import check_character
from desktop.core.trip_rules import RULES, Effect, RuleKey, Rules, RuleSet

YEAR = 2026
PASS, REVIEW, BLOCKED = Outcome.PASS, Outcome.REVIEW, Outcome.BLOCKED


def identity(first17: str) -> str:
    return first17 + check_character(first17)


SPRING = BatchOffer(1, date(2026, 4, 13), date(2026, 4, 17), 250_000)
AUTUMN = BatchOffer(2, date(2026, 10, 12), date(2026, 10, 16), 300_000)
GOOD = Facts(
    organisation="定海环卫所工会",
    sex="M",
    birthday=date(1985, 6, 1),
    id_number=identity("33090219850601001"),
    is_member=True,
    in_post=True,
    frontline=True,
    hazardous=True,
    is_management=False,
    fit=True,
    honours=(Honoured("市劳动模范", 2021, "city"),),
    offers=offers_of((SPRING, AUTUMN), YEAR),
)


def rules(**values: str) -> Rules:
    held = {}
    for name, value in values.items():
        key = RuleKey(name.replace("_", "-"))
        effect = RULES[key].effect if RULES[key].effect is not Effect.OFF else Effect.BLOCK
        held[key] = RuleSet(key, value, effect, "舟总工办〔2026〕5号 第四条")
    return Rules(held)


def verdict(key: RuleKey, facts: Facts, held: Rules | None = None, frame: Frame | None = None) -> Verdict:
    found = Judge(frame or Frame(held or Rules(), YEAR)).judge(facts)
    return next(one for one in found if one.rule is key)


def test_who_meets_every_rule_passes_them_all() -> None:
    found = Judge(Frame(Rules(), YEAR)).judge(GOOD)
    assert {one.outcome for one in found} == {PASS}
    assert all(one.found and one.needed for one in found)
    assert not any(one.sentence for one in found)


def test_a_rule_that_is_off_or_answered_no_is_not_asked() -> None:
    off = {key: RuleSet(key, RULES[key].proposed, Effect.OFF) for key in CHECKED}
    assert Judge(Frame(Rules(off), YEAR)).judge(Facts()) == ()
    asked = Judge(Frame(rules(member="no"), YEAR)).judge(Facts())
    assert RuleKey.MEMBER not in {one.rule for one in asked}


def test_of_whom_nothing_is_known_nothing_that_must_be_known_passes() -> None:
    found = {one.rule: one for one in Judge(Frame(rules(frontline="yes"), YEAR)).judge(Facts())}
    for key in (RuleKey.MEMBER, RuleKey.IN_POST, RuleKey.FIT, RuleKey.FRONTLINE, RuleKey.RETIRED):
        assert found[key].outcome is REVIEW, key
        assert found[key].remedy
    assert found[RuleKey.IDENTITY].outcome is BLOCKED


def test_the_verdict_names_the_document_its_rule_rests_on() -> None:
    found = verdict(RuleKey.REPEAT_YEARS, GOOD, rules(repeat_years="3"))
    assert found.document == "舟总工办〔2026〕5号 第四条"
    assert found.needed == "3 years"


@pytest.mark.parametrize(
    ("bar", "last", "outcome", "sentence"),
    [
        ("3", 2024, BLOCKED, "Last trip 2024, bar 3 years: again from 2027."),
        ("3", 2023, PASS, ""),
        ("2", 2025, BLOCKED, "Last trip 2025, bar 2 years: again from 2027."),
        ("2", 2024, PASS, ""),
        ("5", 2022, BLOCKED, "Last trip 2022, bar 5 years: again from 2027."),
        ("5", 2021, PASS, ""),
        ("1", 2026, BLOCKED, "Last trip 2026, one trip a year: again from 2027."),
        ("1", 2025, PASS, ""),
        ("ever", 1998, BLOCKED, "Last trip 1998; a trip is given once in a life."),
        ("3", None, PASS, ""),
    ],
)
def test_a_former_trip_bars_for_the_years_of_the_rule(
    bar: str, last: int | None, outcome: Outcome, sentence: str
) -> None:
    found = verdict(RuleKey.REPEAT_YEARS, replace(GOOD, past=Past(last)), rules(repeat_years=bar))
    assert (found.outcome, found.sentence) == (outcome, sentence)


@pytest.mark.parametrize(
    ("said", "last", "listed", "outcome"),
    [
        (2024, None, (), BLOCKED),  # nobody brought the list of 2024: the employer's own word counts
        (2024, None, (2024,), REVIEW),  # the list of 2024 is there and lacks the name
        (2018, None, (), PASS),
        (2018, None, (2018,), REVIEW),
        (2018, 2021, (2021,), REVIEW),  # the form forgets the trip of 2021
        (2021, 2021, (2021,), PASS),
        (2027, None, (), REVIEW),
        (2018, 2024, (2024,), BLOCKED),
    ],
)
def test_a_form_that_contradicts_the_records_is_looked_at(
    said: int, last: int | None, listed: tuple[int, ...], outcome: Outcome
) -> None:
    frame = Frame(rules(repeat_years="3"), YEAR, frozenset(listed))
    found = verdict(RuleKey.REPEAT_YEARS, replace(GOOD, past=Past(last), said_last_year=said), frame=frame)
    assert found.outcome is outcome
    assert str(said) in found.found or said == last


@given(st.integers(1990, 2026), st.integers(1, 30))
def test_a_longer_bar_never_frees_anybody(last: int, years: int) -> None:
    facts = replace(GOOD, past=Past(last))
    outcomes = [
        verdict(RuleKey.REPEAT_YEARS, facts, rules(repeat_years=bar)).outcome
        for bar in (str(years), str(years + 1), "ever")
    ]
    assert outcomes == sorted(outcomes, key=(PASS, BLOCKED).index)


@pytest.mark.parametrize(
    ("honours", "asked", "outcome"),
    [
        ((), "unit", BLOCKED),
        ((Honoured("先进工作者"),), "unit", REVIEW),
        ((Honoured("先进工作者", 2020, "unit"),), "unit", PASS),
        ((Honoured("先进工作者", 2020, "unit"),), "county", BLOCKED),
        ((Honoured("先进工作者", 2020, "unit"), Honoured("五一劳动奖章", 2022, "province")), "city", PASS),
        ((Honoured("县先进", 2020, "county"), Honoured("先进工作者")), "city", REVIEW),
        ((Honoured("全国劳动模范", 2015, "national"),), "national", PASS),
    ],
)
def test_an_honour_counts_by_its_level(honours: tuple[Honoured, ...], asked: str, outcome: Outcome) -> None:
    found = verdict(
        RuleKey.HONOUR,
        replace(GOOD, honours=honours),
        Rules({RuleKey.HONOUR: RuleSet(RuleKey.HONOUR, asked, Effect.BLOCK)}),
    )
    assert found.outcome is outcome
    assert bool(found.sentence) is (outcome is not PASS)


def test_a_rule_does_what_the_programme_says_where_it_is_not_met() -> None:
    unfit = replace(GOOD, fit=False)
    assert verdict(RuleKey.FIT, unfit).outcome is BLOCKED
    milder = Rules({RuleKey.FIT: RuleSet(RuleKey.FIT, "yes", Effect.REVIEW)})
    assert verdict(RuleKey.FIT, unfit, milder).outcome is REVIEW


def test_near_retirement_is_asked_only_of_who_was_named_for_it() -> None:
    young = verdict(RuleKey.RETIREMENT_NEAR, GOOD)
    assert (young.outcome, young.found) == (PASS, "not named for it")
    claimed = verdict(RuleKey.RETIREMENT_NEAR, replace(GOOD, categories=frozenset({"retiring"})))
    assert claimed.outcome is REVIEW
    assert claimed.sentence == "Retires on 2048-06-01, in 265 months; near means within 5 years."


def test_near_retirement_waits_for_the_post_only_where_it_matters() -> None:
    woman = replace(
        GOOD, sex="F", birthday=date(1978, 3, 1), is_management=None, categories=frozenset({"retiring"})
    )
    found = verdict(RuleKey.RETIREMENT_NEAR, woman)
    assert (found.outcome, found.found) == (REVIEW, "retires 2029-11-01 or 2035-04-01")
    older = replace(woman, birthday=date(1972, 3, 1))
    assert verdict(RuleKey.RETIREMENT_NEAR, older).outcome is REVIEW
    assert verdict(RuleKey.RETIREMENT_NEAR, replace(older, is_management=True)).outcome is PASS
    wide = rules(retirement_near="12")
    assert verdict(RuleKey.RETIREMENT_NEAR, woman, wide).outcome is PASS


def test_the_ages_of_before_can_be_asked_for() -> None:
    man = replace(GOOD, birthday=date(1969, 1, 1), categories=frozenset({"retiring"}))
    assert verdict(RuleKey.RETIREMENT_NEAR, man).found == "retires 2030-02-01"
    assert verdict(RuleKey.RETIREMENT_NEAR, man, rules(retirement_by="fixed")).found == "retires 2029-01-01"


@pytest.mark.parametrize(
    ("birthday", "outcome"),
    [(date(1965, 1, 1), BLOCKED), (date(1966, 1, 1), REVIEW), (date(1967, 1, 1), PASS)],
)
def test_who_retires_between_the_batches_may_go_in_an_early_one(birthday: date, outcome: Outcome) -> None:
    found = verdict(RuleKey.RETIRED, replace(GOOD, birthday=birthday))
    assert found.outcome is outcome
    if outcome is REVIEW:
        assert found.remedy == "Place the person in a batch that leaves before 2026-05-01."


@pytest.mark.parametrize(
    ("number", "outcome", "words"),
    [
        ("", BLOCKED, "There is no identity number"),
        ("330902198506010011", BLOCKED, "The last place"),
        ("33090219850601", BLOCKED, "does not have 18 places"),
        (identity("33090219850602001"), REVIEW, "born on 1985-06-02"),
        (identity("33090219850601001"), PASS, ""),
    ],
)
def test_an_identity_number_must_be_there_and_sound(number: str, outcome: Outcome, words: str) -> None:
    found = verdict(RuleKey.IDENTITY, replace(GOOD, id_number=number))
    assert found.outcome is outcome
    assert words in found.sentence
    assert len(number) < 15 or number not in found.found


def test_a_priority_must_be_the_programmes_and_not_be_contradicted() -> None:
    strange = verdict(RuleKey.CLAIMS, replace(GOOD, categories=frozenset({"veteran"})))
    assert strange.sentence == "“veteran” is no priority category of this programme."
    toxic = replace(GOOD, categories=frozenset({"toxic"}), hazardous=False)
    assert verdict(RuleKey.CLAIMS, toxic).outcome is REVIEW
    model = replace(GOOD, categories=frozenset({"model"}))
    assert verdict(RuleKey.CLAIMS, model).outcome is PASS
    assert verdict(RuleKey.CLAIMS, replace(model, honours=())).outcome is REVIEW


def test_money_beyond_the_limit_may_be_the_persons_own_part() -> None:
    dear = replace(GOOD, offers=offers_of([replace(SPRING, price_fen=400_000)], YEAR))
    own = verdict(RuleKey.YUAN_A_YEAR, dear, rules(yuan_a_year="3000"))
    assert (own.outcome, own.found) == (PASS, "0.00 + 4,000.00 yuan, 1,000.00 of it the person's own")
    dearer = replace(GOOD, offers=offers_of([replace(SPRING, price_fen=500_000)], YEAR))
    over = verdict(RuleKey.YUAN_A_YEAR, dearer, rules(yuan_a_year="3000"))
    assert over.outcome is REVIEW
    assert over.sentence == "Public money of this year would come to 3,500.00 yuan, 500.00 more than allowed."


def test_money_of_this_years_other_trip_counts() -> None:
    spent = replace(GOOD, past=Past(2026, 5, 90_000))
    assert verdict(RuleKey.YUAN_A_YEAR, spent, rules(yuan_a_year="3000")).outcome is PASS
    more = replace(GOOD, past=Past(2026, 5, 90_001))
    some = verdict(RuleKey.YUAN_A_YEAR, more, rules(yuan_a_year="3000"))
    assert some.remedy == "Place the person in a cheaper batch."


def test_days_of_this_years_other_trip_count() -> None:
    found = verdict(RuleKey.DAYS_A_YEAR, replace(GOOD, past=Past(2026, 4)), rules(days_a_year="7"))
    assert found.outcome is REVIEW
    assert found.sentence == "Days of this year would come to 9, 2 more than allowed."
    assert verdict(RuleKey.DAYS_A_YEAR, GOOD, rules(days_a_year="4")).outcome is REVIEW
    assert verdict(RuleKey.DAYS_A_YEAR, GOOD, rules(days_a_year="5")).outcome is PASS


def test_a_batch_outside_the_year_is_told_by_its_number() -> None:
    winter = BatchOffer(7, date(2026, 12, 29), date(2027, 1, 2))
    only = verdict(RuleKey.IN_YEAR, replace(GOOD, offers=offers_of([winter], YEAR)))
    assert only.sentence == "Batch 7 has days outside 2026."
    assert verdict(RuleKey.IN_YEAR, replace(GOOD, offers=Offers())).outcome is PASS


def test_a_union_sends_in_only_so_many_names_by_its_own_order() -> None:
    limit = rules(names_per_union="5")
    assert verdict(RuleKey.NAMES_PER_UNION, replace(GOOD, order=5), limit).outcome is PASS
    sixth = verdict(RuleKey.NAMES_PER_UNION, replace(GOOD, order=6), limit)
    assert sixth.outcome is BLOCKED
    assert sixth.sentence == "定海环卫所工会 may name 5; this is name 6 of its list."


def test_who_is_named_by_two_employers_waits_until_one_takes_the_name_back() -> None:
    found = verdict(RuleKey.NAMED_TWICE, replace(GOOD, also_named_by=("普陀渔业工会",)))
    assert found.outcome is BLOCKED
    assert found.sentence == "Is also named by 普陀渔业工会."


@pytest.mark.usefixtures("chinese")
def test_verdicts_are_spoken_in_the_language_in_force() -> None:
    found = verdict(RuleKey.REPEAT_YEARS, replace(GOOD, past=Past(2024)), rules(repeat_years="3"))
    assert found.sentence == "上次疗休养为2024年，3年内不得重复，2027年起方可再次参加。"
    assert outcome_word(BLOCKED) == "不通过"


def test_the_worst_outcome_is_that_of_the_whole() -> None:
    assert worst(()) is PASS
    assert worst((PASS, BLOCKED, REVIEW)) is BLOCKED
    assert worst((PASS, REVIEW)) is REVIEW


def test_every_rule_a_programme_can_ask_of_a_nominee_is_checked() -> None:
    assert set(CHECKED) == {key for key, kind in RULES.items() if kind.is_checked}


def test_who_is_judged_after_others_gets_the_verdict_of_their_own() -> None:
    others = [
        replace(GOOD, past=Past(2024)),
        replace(GOOD, fit=None),
        replace(GOOD, honours=()),
        replace(GOOD, order=9, also_named_by=("普陀渔业工会",)),
        replace(GOOD, categories=frozenset({"toxic"}), hazardous=False),
        replace(GOOD, offers=Offers(), past=Past(2026, 9, 900_000)),
    ]
    judge = Judge(Frame(rules(names_per_union="5"), YEAR))
    together = [judge.judge(one) for one in (*others, GOOD, *others)]
    alone = [Judge(Frame(rules(names_per_union="5"), YEAR)).judge(one) for one in (*others, GOOD, *others)]
    assert together == alone
