"""Sharing out places that cannot be cut, fairly, exactly, and so that it can be done again by hand.

Whole numbers and fractions only. The same claims and seed give the same result in whatever order the claims
come and on whatever machine. docs/apportionment.md tells how each method is redone with a pocket calculator.
"""

from collections.abc import Sequence
from math import lcm

from desktop.core import apportion_divisors, apportion_remainders
from desktop.core.apportion_checks import check_bounds, check_claims, room_of
from desktop.core.apportion_parts import (
    OTHER_NAMES,
    Apportionment,
    Claim,
    Draw,
    Held,
    Method,
    Round,
    Share,
    Solved,
    Tie,
)
from desktop.core.draw import Lot, draw_lots
from desktop.core.errors import Refused
from desktop.core.i18n import _

__all__ = [
    "Apportionment",
    "Claim",
    "Held",
    "Method",
    "NoSuchMethod",
    "Round",
    "Share",
    "Solved",
    "Tie",
    "apportion",
    "method_named",
]


class NoSuchMethod(Refused):
    """A word that names no method of apportionment."""


def method_named(text: str) -> Method:
    """Return the method a person means: its name here, another in use (Hamilton …), or the Chinese one."""
    word = "-".join(text.strip().lower().replace("_", "-").split())
    if word in [method.value for method in Method]:
        return Method(word)
    if word in OTHER_NAMES:
        return OTHER_NAMES[word]
    raise NoSuchMethod(
        _("“{method}” is not a method of apportionment.").format(method=text),
        _("Choose one of: {methods}.").format(methods=", ".join(Method)),
    )


def apportion(claims: Sequence[Claim], places: int, method: Method, seed: str = "") -> Apportionment:
    """Share the places out; raises an ``ApportionmentRefused`` where that cannot be done.

    A claimant of weight 0 gets only the floor. Where fractions were carried over, everybody's claim is the
    quota plus what was carried, at least 0, instead of the weight, unless too few could take the places so.
    Ties are drawn by ``core.draw``.
    """
    claims = tuple(claims)
    check_claims(claims, places)
    numbers, scale = _numbers(claims, places)
    check_bounds(claims, numbers, places, method)
    floors = [claim.floor for claim in claims]
    ceilings = [places if claim.ceiling is None else claim.ceiling for claim in claims]
    draw = _drawing(claims, seed)
    if method.by_divisor:
        solved = apportion_divisors.solve(numbers, floors, ceilings, places, method, scale, draw)
    else:
        solved = apportion_remainders.solve(numbers, floors, ceilings, places, draw)
    return Apportionment(method, places, seed, claims, tuple(numbers), scale, solved)


def _numbers(claims: Sequence[Claim], places: int) -> tuple[list[int], int]:
    """Return what the claims are shared by, over one denominator.

    Where what was carried would leave claims above 0 to too few to take all the places, it is left aside.
    """
    scale = lcm(*{claim.weight.denominator for claim in claims})
    weights = [claim.weight.numerator * (scale // claim.weight.denominator) for claim in claims]
    total = sum(weights)
    if not total or not any(claim.carried for claim in claims):
        return weights, scale
    over = lcm(total, *{claim.carried.denominator for claim in claims})
    each = places * (over // total)
    carrying = [
        max(0, weight * each + claim.carried.numerator * (over // claim.carried.denominator)) if weight else 0
        for weight, claim in zip(weights, claims, strict=True)
    ]
    room = room_of(claims, carrying)
    return (carrying, over) if room is None or room >= places else (weights, scale)


def _drawing(claims: Sequence[Claim], seed: str) -> Draw:
    def draw(whom: Sequence[int]) -> list[tuple[int, Lot]]:
        by_label = {claims[at].label: at for at in whom}
        return [(by_label[lot.label], lot) for lot in draw_lots(seed, by_label)]

    return draw
