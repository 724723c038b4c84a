"""Known apportionments, ties, floors and ceilings, what was carried, and what cannot be done."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import pytest

from desktop.core import apportion_checks as refusals
from desktop.core.apportion import Apportionment, Claim, Method, NoSuchMethod, apportion, method_named
from desktop.core.draw import draw_key
from tests.core import apportion_cases as cases

EVERY = tuple(Method)


def _claims(weights: Mapping[str, int] | Sequence[int]) -> list[Claim]:
    if isinstance(weights, Mapping):
        return [Claim(label, weight) for label, weight in weights.items()]
    return [Claim(f"{chr(65 + at)}", weight) for at, weight in enumerate(weights)]


def _given(result: Apportionment) -> dict[str, int]:
    return {share.label: share.places for share in result.shares}


def test_hamiltons_bill_of_1792_comes_out() -> None:
    result = apportion(_claims(cases.FIRST_CENSUS), 120, Method.LARGEST_REMAINDER)
    assert _given(result) == cases.HAMILTON_120


def test_jeffersons_bill_of_1792_comes_out() -> None:
    result = apportion(_claims(cases.FIRST_CENSUS), 105, Method.DHONDT)
    assert _given(result) == cases.JEFFERSON_105
    assert result.divisors is not None
    low, high = result.divisors
    assert high is not None
    assert low < 33_000 <= high  # the ratio the act names


def test_the_house_of_2020_comes_out() -> None:
    claims = [Claim(state, people) for state, (people, _seats) in cases.HOUSE_2020.items()]
    result = apportion(claims, 435, Method.HILL)
    assert _given(result) == {state: seats for state, (_people, seats) in cases.HOUSE_2020.items()}
    beaten = max(result.shares, key=lambda share: share.next or 0)
    assert beaten.label == "New York"  # which lacked 89 people for one seat more
    more = [c._replace(weight=c.weight + 89) if c.label == "New York" else c for c in claims]
    assert _given(apportion(more, 435, Method.HILL))["New York"] == 27
    fewer = [c._replace(weight=c.weight + 88) if c.label == "New York" else c for c in claims]
    assert _given(apportion(fewer, 435, Method.HILL))["New York"] == 26


def test_alabama_comes_after_illinois_and_texas_when_the_house_grows_from_299_to_300() -> None:
    """One of the places left over is Nevada's, whose quota is 0.38 and whom the constitution gives one."""
    assert sum(cases.TENTH_CENSUS.values()) == 49_371_340
    seats = {}
    for places in (299, 300):
        shares = apportion(_claims(cases.TENTH_CENSUS), places, Method.LARGEST_REMAINDER).shares
        left = places - sum(share.lower for share in shares) - 1
        others = [share for share in shares if share.label != "Nevada"]
        ranked = sorted(others, key=lambda share: -share.remainder)
        for rank, share in enumerate(ranked):
            seats[share.label, places] = share.lower + (rank < left)
    assert (seats["Alabama", 299], seats["Alabama", 300]) == (8, 7)
    assert (seats["Illinois", 299], seats["Illinois", 300]) == (18, 19)
    assert (seats["Texas", 299], seats["Texas", 300]) == (9, 10)


@pytest.mark.parametrize("method", EVERY)
def test_huntingtons_five_states_differ_by_method(method: Method) -> None:
    result = apportion(_claims(cases.FIVE_STATES), 26, method)
    assert tuple(result.given) == cases.FIVE_STATES_26[method]


@pytest.mark.parametrize("method", [Method(name) for name in cases.SIX_STATES_200])
def test_a_textbooks_six_states_come_out(method: Method) -> None:
    result = apportion(_claims(cases.SIX_STATES), 200, method)
    assert tuple(result.given) == cases.SIX_STATES_200[method]


def test_every_number_of_largest_remainder_is_told() -> None:
    result = apportion([Claim("甲", 500), Claim("乙", 300), Claim("丙", 200)], 7, Method.LARGEST_REMAINDER)
    first, second, third = result.shares
    assert (first.quota, first.lower, first.remainder, first.places) == (Fraction(7, 2), 3, Fraction(1, 2), 4)
    assert (second.quota, second.lower, second.remainder) == (Fraction(21, 10), 2, Fraction(1, 10))
    assert (third.remainder, third.places) == (Fraction(2, 5), 1)
    assert result.solved.last == Fraction(1, 2)
    assert result.solved.first == Fraction(2, 5)


def test_every_number_of_a_divisor_method_is_told() -> None:
    result = apportion([Claim("甲", 530), Claim("乙", 240), Claim("丙", 230)], 7, Method.SAINTE_LAGUE)
    first, second, _third = result.shares
    assert result.given == [3, 2, 2]
    assert (first.won, first.next) == (Fraction(530, 5), Fraction(530, 7))
    assert (second.won, second.next) == (Fraction(240, 3), Fraction(240, 5))
    assert result.divisors == (2 * Fraction(530, 7), 2 * Fraction(230, 3))


def test_equal_claims_draw_by_the_stated_seed() -> None:
    names = ["甲", "乙", "丙", "丁"]
    for method in EVERY:
        result = apportion([Claim(name, 10) for name in names], 6, method, "2026-03-01 福彩3D 5 2 7")
        tie = result.tie
        assert tie is not None
        assert tie.places == 2
        drawn = sorted(names, key=lambda name: draw_key(result.seed, name))
        assert [lot.label for lot in tie.lots] == drawn
        assert {label for label, places in _given(result).items() if places == 2} == set(drawn[:2])
        assert all(share.drew for share in result.shares)


def test_only_those_who_tie_draw() -> None:
    result = apportion([Claim("甲", 5), Claim("乙", 3), Claim("丙", 3)], 4, Method.LARGEST_REMAINDER, "1")
    # 20/11, 12/11, 12/11: nobody ties for the place of 甲
    assert result.given == [2, 1, 1]
    assert result.tie is None


@pytest.mark.parametrize("method", EVERY)
def test_floors_and_ceilings_are_kept(method: Method) -> None:
    claims = [
        Claim("甲", 900, ceiling=4),
        Claim("乙", 60),
        Claim("丙", 30, floor=2),
        Claim("丁", 10, ceiling=1),
    ]
    result = apportion(claims, 10, method)
    assert sum(result.given) == 10
    assert result.given[0] == 4
    assert result.given[2] >= 2
    assert result.given[3] <= 1


def test_holding_at_floor_and_ceiling_goes_by_rounds() -> None:
    claims = [Claim("甲", 80, ceiling=5), Claim("乙", 15), Claim("丙", 5, floor=2)]
    result = apportion(claims, 10, Method.LARGEST_REMAINDER)
    assert [(turn.held, turn.at) for turn in result.solved.rounds] == [("ceiling", (0,)), ("floor", (2,))]
    assert result.given == [5, 3, 2]
    assert [share.held for share in result.shares] == ["ceiling", "", "floor"]


def test_a_carried_fraction_can_win_the_place() -> None:
    plain = [Claim("甲", 52), Claim("乙", 48)]
    assert apportion(plain, 1, Method.LARGEST_REMAINDER).given == [1, 0]
    carried = [plain[0]._replace(carried=Fraction(-12, 25)), plain[1]._replace(carried=Fraction(12, 25))]
    result = apportion(carried, 1, Method.LARGEST_REMAINDER)
    assert result.given == [0, 1]
    assert [share.claim for share in result.shares] == [Fraction(1, 25), Fraction(24, 25)]
    assert apportion(carried, 1, Method.SAINTE_LAGUE).given == [0, 1]


def test_a_debt_larger_than_the_quota_counts_as_nothing() -> None:
    claims = [Claim("甲", 50, carried=Fraction(-3)), Claim("乙", 50, carried=Fraction(1, 3))]
    result = apportion(claims, 3, Method.LARGEST_REMAINDER)
    assert result.given == [0, 3]
    assert result.shares[0].claim == 0


def test_debts_that_leave_nobody_to_take_the_places_are_left_aside() -> None:
    owing = [Claim(name, 1, carried=Fraction(-2, 5)) for name in ("甲", "乙", "丙")]
    full = [Claim("甲", 1, carried=Fraction(-1)), Claim("乙", 9, ceiling=1)]
    for method in EVERY:
        places = 3 if method.gives_all_one else 1
        owed = apportion(owing, places, method)
        assert sum(owed.given) == places
        if not method.gives_all_one:
            assert owed.is_carried_left_aside
            assert owed.unrounded == (Fraction(1, 3),) * 3
        assert apportion(full, 3, method).given == [2, 1]


def test_a_claim_without_weight_gets_only_its_floor() -> None:
    for method in EVERY:
        result = apportion([Claim("甲", 0, floor=1), Claim("乙", 0), Claim("丙", 9)], 5, method)
        assert result.given == [1, 0, 4]


def test_weights_may_be_fractions() -> None:
    for method in EVERY:
        halves = apportion([Claim("甲", Fraction(7, 2)), Claim("乙", Fraction(5, 3))], 9, method)
        whole = apportion([Claim("甲", 21), Claim("乙", 10)], 9, method)
        assert halves.given == whole.given
        if method.by_divisor:
            assert halves.shares[0].next == (whole.shares[0].next or 0) / 6**method.power


def test_what_cannot_be_done_says_why_and_by_how_much() -> None:
    cases_: list[tuple[type[Exception], list[Claim], int, Method, str]] = [
        (refusals.PlacesNegative, [Claim("甲", 1)], -1, Method.DHONDT, "-1"),
        (refusals.WeightNegative, [Claim("甲", -3)], 1, Method.DHONDT, "甲.*-3"),
        (refusals.NamedTwice, [Claim("甲", 1), Claim(" 甲", 1)], 1, Method.DHONDT, "甲"),
        (
            refusals.FloorsAboveTotal,
            [Claim("甲", 1, floor=4), Claim("乙", 1, floor=3)],
            5,
            Method.DHONDT,
            "2 more",
        ),
        (refusals.CeilingsBelowTotal, [Claim("甲", 1, ceiling=2)], 5, Method.LARGEST_REMAINDER, "3 fewer"),
        (refusals.CeilingsBelowTotal, [Claim("甲", 1, ceiling=2), Claim("乙", 0)], 5, Method.HILL, "3 fewer"),
        (refusals.BoundsCross, [Claim("甲", 1, floor=3, ceiling=2)], 5, Method.DHONDT, "甲"),
        (refusals.BoundsCross, [Claim("甲", 1, floor=-1)], 5, Method.DHONDT, "-1"),
        (refusals.NothingToWeigh, [Claim("甲", 0)], 5, Method.DHONDT, "5 places"),
        (refusals.NothingToWeigh, [], 5, Method.DHONDT, "5 places"),
        (refusals.TooFewForAll, _claims([1, 1, 1]), 2, Method.ADAMS, "1 more"),
        (refusals.TooFewForAll, _claims([1, 1, 1]), 2, Method.HILL, "1 more"),
    ]
    for error, claims, places, method, words in cases_:
        with pytest.raises(error, match=words) as caught:
            apportion(claims, places, method)
        assert getattr(caught.value, "remedy", "")


def test_no_places_are_nobodys() -> None:
    for method in (Method.LARGEST_REMAINDER, Method.SAINTE_LAGUE, Method.DHONDT):
        assert apportion([Claim("甲", 3), Claim("乙", 1)], 0, method).given == [0, 0]
    assert apportion([], 0, Method.HILL).given == []


def test_methods_are_known_by_all_their_names() -> None:
    assert method_named("Hamilton") is Method.LARGEST_REMAINDER
    assert method_named("SAINTE_LAGUE") is Method.SAINTE_LAGUE
    assert method_named("Huntington Hill") is Method.HILL
    assert method_named("最大余数法") is Method.LARGEST_REMAINDER
    with pytest.raises(NoSuchMethod, match="borda"):
        method_named("borda")
