"""What every apportionment keeps, whatever the numbers, and that it is what the plainest way gives."""

import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.apportion import Apportionment, Claim, Method, apportion
from desktop.core.apportion_checks import ApportionmentRefused
from desktop.core.draw import draw_key

DIVISOR = tuple(method for method in Method if method.by_divisor)
MARKS = {
    Method.SAINTE_LAGUE: lambda had: Fraction(2 * had + 1),
    Method.DHONDT: lambda had: Fraction(had + 1),
    Method.ADAMS: lambda had: Fraction(had),
    Method.HILL: lambda had: Fraction(had * (had + 1)),
}

weights = st.integers(1, 60) | st.fractions(Fraction(1, 8), 40, max_denominator=8)
methods = st.sampled_from(Method)


@st.composite
def plain_claims(draw: st.DrawFn) -> list[Claim]:
    """Claims with nothing but weights, many of them alike."""
    return [
        Claim(f"甲{at}", weight) for at, weight in enumerate(draw(st.lists(weights, min_size=1, max_size=7)))
    ]


@st.composite
def bound_claims(draw: st.DrawFn) -> list[Claim]:
    """Claims with floors, ceilings, noughts and carried fractions."""
    claims = []
    carries = draw(st.booleans())
    for at in range(draw(st.integers(1, 7))):
        floor = draw(st.integers(0, 3))
        ceiling = draw(st.none() | st.integers(floor, floor + 6))
        carried = draw(st.fractions(-1, 1, max_denominator=7)) if carries else Fraction(0)
        claims.append(Claim(f"甲{at}", draw(st.just(0) | weights), floor, ceiling, carried))
    return claims


def _tried(claims: list[Claim], places: int, method: Method, seed: str = "7") -> Apportionment | None:
    try:
        return apportion(claims, places, method, seed)
    except ApportionmentRefused:
        return None


def _numbers(claims: list[Claim], places: int) -> list[Fraction]:
    total = sum((Fraction(claim.weight) for claim in claims), Fraction(0))
    if not any(claim.carried for claim in claims) or not total:
        return [Fraction(claim.weight) for claim in claims]
    carrying = [
        max(Fraction(0), claim.weight * places / total + claim.carried) if claim.weight else Fraction(0)
        for claim in claims
    ]
    if sum(_room(claims, carrying, places)) >= places:
        return carrying
    return [Fraction(claim.weight) for claim in claims]


def _room(claims: list[Claim], numbers: list[Fraction], places: int) -> list[int]:
    """What each can take at most: those with a number of 0 only their floor."""
    return [claim.floor if not number else places if claim.ceiling is None else claim.ceiling
            for claim, number in zip(claims, numbers, strict=True)]  # fmt: skip


def _one_by_one(claims: list[Claim], places: int, method: Method, seed: str) -> list[int]:
    """Give every single place to the largest quotient, the smaller key where quotients are equal."""
    numbers = _numbers(claims, places)
    given = [claim.floor for claim in claims]

    def rank(at: int) -> tuple[bool, Fraction, int]:
        mark = MARKS[method](given[at])
        quotient = numbers[at] ** method.power / mark if mark else Fraction(0)
        return not mark, quotient, -int(draw_key(seed, claims[at].label), 16)

    while sum(given) < places:
        open_to = [
            at for at, claim in enumerate(claims)
            if numbers[at] and (claim.ceiling is None or given[at] < claim.ceiling)
        ]  # fmt: skip
        given[max(open_to, key=rank)] += 1
    return given


@given(bound_claims(), st.integers(0, 40), methods)
def test_every_place_is_given_and_none_twice(claims: list[Claim], places: int, method: Method) -> None:
    result = _tried(claims, places, method)
    if result is not None:
        assert sum(result.given) == places
        assert [share.places for share in result.shares] == result.given


@given(bound_claims(), st.integers(0, 40), methods)
def test_floors_and_ceilings_are_kept_or_said_to_be_impossible(
    claims: list[Claim], places: int, method: Method
) -> None:
    result = _tried(claims, places, method)
    if result is None:
        numbers = _numbers(claims, places)
        room = _room(claims, numbers, places)
        at_once = sum(
            bool(n) and not c.floor and c.ceiling != 0 for n, c in zip(numbers, claims, strict=True)
        )
        floors = sum(claim.floor for claim in claims)
        assert floors > places or sum(room) < places or (method.gives_all_one and floors + at_once > places)
        return
    for claim, got in zip(claims, result.given, strict=True):
        assert claim.floor <= got
        assert claim.ceiling is None or got <= claim.ceiling


@given(bound_claims(), st.integers(0, 30), st.sampled_from(DIVISOR))
def test_divisor_methods_give_what_one_place_after_another_gives(
    claims: list[Claim], places: int, method: Method
) -> None:
    result = _tried(claims, places, method)
    if result is not None:
        assert result.given == _one_by_one(claims, places, method, "7")


@given(plain_claims(), st.integers(0, 60))
def test_largest_remainder_is_whole_quotas_and_the_largest_rests(claims: list[Claim], places: int) -> None:
    result = apportion(claims, places, Method.LARGEST_REMAINDER, "7")
    total = sum((Fraction(claim.weight) for claim in claims), Fraction(0))
    quotas = [claim.weight * places / total for claim in claims]
    wanted = [int(quota) for quota in quotas]
    by_rest = sorted(
        range(len(claims)), key=lambda at: (-(quotas[at] - int(quotas[at])), draw_key("7", claims[at].label))
    )
    for at in by_rest[: places - sum(wanted)]:
        wanted[at] += 1
    assert result.given == wanted


@given(plain_claims(), st.integers(0, 60))
def test_largest_remainder_keeps_the_quota(claims: list[Claim], places: int) -> None:
    for share in apportion(claims, places, Method.LARGEST_REMAINDER).shares:
        assert int(share.quota) <= share.places <= -int(-share.quota // 1)


@given(bound_claims(), st.integers(1, 40))
def test_shares_held_at_bounds_are_one_factor_times_the_claims(claims: list[Claim], places: int) -> None:
    result = _tried(claims, places, Method.LARGEST_REMAINDER)
    if result is None:
        return
    numbers = _numbers(claims, places)
    shares = result.shares
    assert sum(share.claim for share in shares) == places
    factors = {share.claim / number for share, number in zip(shares, numbers, strict=True) if not share.held}
    assert len(factors) <= 1
    for factor in factors:
        for share, number in zip(shares, numbers, strict=True):
            if share.held == "floor":
                assert share.claim == share.floor >= factor * number
            if share.held == "ceiling":
                assert share.claim == share.ceiling
                assert share.claim <= factor * number


@given(bound_claims(), st.integers(0, 40), st.sampled_from(DIVISOR))
def test_divisor_methods_take_nothing_away_when_a_place_is_added(
    claims: list[Claim], places: int, method: Method
) -> None:
    claims = [claim._replace(carried=Fraction(0)) for claim in claims]
    fewer, more = _tried(claims, places, method), _tried(claims, places + 1, method)
    if fewer is not None and more is not None:
        assert all(one <= other for one, other in zip(fewer.given, more.given, strict=True))


@given(plain_claims(), st.integers(0, 40), st.sampled_from(DIVISOR), st.integers(0, 6), st.integers(1, 9))
def test_divisor_methods_take_nothing_from_who_grows_alone(
    claims: list[Claim], places: int, method: Method, who: int, growth: int
) -> None:
    who %= len(claims)
    grown = [
        claim._replace(weight=claim.weight + growth) if at == who else claim
        for at, claim in enumerate(claims)
    ]
    before, after = _tried(claims, places, method), _tried(grown, places, method)
    if before is not None and after is not None:
        assert after.given[who] >= before.given[who]


@given(bound_claims(), st.integers(0, 40), methods, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(
    claims: list[Claim], places: int, method: Method, dice: random.Random
) -> None:
    result = _tried(claims, places, method)
    if result is not None:
        mixed = list(claims)
        dice.shuffle(mixed)
        again = apportion(mixed, places, method, "7")
        assert {share.label: share for share in result.shares} == {
            share.label: share for share in again.shares
        }
        assert again.tie == result.tie


@given(plain_claims(), st.integers(0, 40), methods, st.text(max_size=8), st.integers(2, 9))
def test_the_same_seed_gives_the_same_result_and_scale_does_not_matter(
    claims: list[Claim], places: int, method: Method, seed: str, times: int
) -> None:
    result = _tried(claims, places, method, seed)
    if result is not None:
        assert apportion(claims, places, method, seed).shares == result.shares
        larger = [claim._replace(weight=claim.weight * times) for claim in claims]
        assert apportion(larger, places, method, seed).given == result.given


@given(bound_claims(), st.integers(1, 40), st.sampled_from(DIVISOR))
def test_any_divisor_between_the_bounds_rounds_to_the_result(
    claims: list[Claim], places: int, method: Method
) -> None:
    result = _tried(claims, places, method)
    if result is None or result.tie or result.divisors is None:
        return
    low, high = result.divisors
    divisor = low + 1 if high is None else high
    for share in result.shares:
        quotient = share.claim**method.power / divisor
        assert share.places == min(max(_rounded(method, quotient), share.floor), _top(share.ceiling, places))


def _top(ceiling: int | None, places: int) -> int:
    return places if ceiling is None else ceiling


def _rounded(method: Method, quotient: Fraction) -> int:
    """Round a quotient (Hill: its square) as the method does."""
    if not quotient:
        return 0
    half = 2 if method is Method.SAINTE_LAGUE else 1
    had = 0
    while (mark := MARKS[method](had)) <= quotient * half:
        had += 1
        assert mark >= 0
    return had


@pytest.mark.parametrize("method", Method)
def test_many_alike_are_shared_out_at_once(method: Method) -> None:
    claims = [Claim(f"单位{at}", 7) for at in range(2000)]
    result = apportion(claims, 2500, method, "2026")
    assert sorted(result.given) == [1] * 1500 + [2] * 500
    assert result.tie is not None
    assert result.tie.places == 500
