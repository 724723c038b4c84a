"""What an apportionment is made of: the methods, what each claimant brings, and what each gets and why."""

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal, NamedTuple

from desktop.core.draw import Lot

Held = Literal["", "floor", "ceiling"]


class Method(enum.StrEnum):
    """Ways to share out places that cannot be cut; see docs/apportionment.md."""

    LARGEST_REMAINDER = "largest-remainder"
    SAINTE_LAGUE = "sainte-lague"
    DHONDT = "dhondt"
    ADAMS = "adams"
    HILL = "hill"

    @property
    def gives_all_one(self) -> bool:
        """Whether everybody with a weight gets a place before anybody gets two."""
        return self in (Method.ADAMS, Method.HILL)

    @property
    def by_divisor(self) -> bool:
        """Whether places go by the largest quotients."""
        return self is not Method.LARGEST_REMAINDER

    @property
    def power(self) -> int:
        """2 where quotients are compared by their squares, so that no root need be drawn."""
        return 2 if self is Method.HILL else 1

    def mark(self, had: int) -> int:
        """Return what the weight (Hill: its square) is divided by for the place after ``had``; 0: at once."""
        return MARKS[self](had)


MARKS: dict[Method, Callable[[int], int]] = {
    Method.SAINTE_LAGUE: lambda had: 2 * had + 1,
    Method.DHONDT: lambda had: had + 1,
    Method.ADAMS: lambda had: had,
    Method.HILL: lambda had: had * (had + 1),
    Method.LARGEST_REMAINDER: lambda had: had + 1,
}
"""By method, what the weight (Hill: its square) is divided by for the place after so many."""

_NAMES = {
    Method.LARGEST_REMAINDER: "hamilton hare lr 最大余数 最大余数法 汉密尔顿法",
    Method.SAINTE_LAGUE: "webster saintelague sainte-laguë 圣拉古 圣拉古法 韦伯斯特法",
    Method.DHONDT: "jefferson d'hondt d-hondt 顿特 顿特法 洪德 洪德法 杰斐逊法",
    Method.ADAMS: "亚当斯 亚当斯法",
    Method.HILL: "huntington-hill huntingtonhill 希尔 希尔法 亨廷顿希尔法 亨廷顿-希尔法 亨廷顿—希尔法",
}
OTHER_NAMES = {word: method for method, words in _NAMES.items() for word in words.split()}
"""What people write for a method besides its own name, in small letters."""


class Claim(NamedTuple):
    """What a claimant brings; ``carried`` is the part of a place left over from last year, or owed (< 0)."""

    label: str
    weight: int | Fraction
    floor: int = 0
    ceiling: int | None = None
    carried: Fraction = Fraction(0)


class Tie(NamedTuple):
    """Equal quotients or remainders with fewer places left than claimants: who drew what.

    ``value`` is the quotient (Hill: its square) or remainder they share; the first ``places`` lots won.
    """

    places: int
    value: Fraction
    lots: tuple[Lot, ...]


Draw = Callable[[Sequence[int]], list[tuple[int, Lot]]]
"""Gives claimants, by their places in the list, in the order in which they are drawn."""


class Round(NamedTuple):
    """A round of holding at floors or ceilings: the places still free before it, and who was held.

    ``claims`` are all claims still free, over the scale of the apportionment; ``at`` the places in its list.
    """

    places: int
    claims: int
    held: Held
    at: tuple[int, ...]


class Solved(NamedTuple):
    """The bare result of a method, in the order of its claims.

    ``last`` is the last quotient (Hill: its square) or remainder that won a place, ``first`` the first that
    did not. Of largest remainder only: ``holds``, who stayed at floor or ceiling, and ``shares``, the
    unrounded shares times ``over``.
    """

    places: list[int]
    tie: Tie | None = None
    last: Fraction | None = None
    first: Fraction | None = None
    rounds: tuple[Round, ...] = ()
    holds: Sequence[Held] = ()
    shares: Sequence[int] = ()
    over: int = 1


class Share(NamedTuple):
    """What one claimant gets, with every number it follows from.

    ``quota``: weight x places / all weights. ``claim``: what the method shared by; for largest remainder the
    unrounded share after carrying and holding, else the weight or, with carrying, quota + carried.
    ``won`` and ``next`` are the quotients (Hill: squares) of the last place won and the first not won.
    """

    label: str
    weight: int | Fraction
    floor: int
    ceiling: int | None
    carried: Fraction
    quota: Fraction
    claim: Fraction
    places: int
    held: Held
    drew: bool
    won: Fraction | None
    next: Fraction | None

    @property
    def lower(self) -> int:
        """The whole places in the claim."""
        return int(self.claim)

    @property
    def remainder(self) -> Fraction:
        """What the claim has beyond whole places."""
        return self.claim - int(self.claim)


@dataclass(frozen=True)
class Apportionment:
    """Places shared out, with the explanation; ``shares`` are made when first asked for."""

    method: Method
    places: int
    seed: str
    claims: tuple[Claim, ...]
    numbers: tuple[int, ...]
    scale: int
    solved: Solved

    @property
    def given(self) -> list[int]:
        """The places of each claimant, in the order of the claims."""
        return self.solved.places

    @property
    def tie(self) -> Tie | None:
        """The tie that lots were drawn for, if there was one."""
        return self.solved.tie

    @cached_property
    def total_weight(self) -> int | Fraction:
        """All weights together."""
        return sum((claim.weight for claim in self.claims), 0)

    @cached_property
    def carries(self) -> bool:
        """Whether anything was carried over and counts: it is left aside where too few could take it all."""
        if not any(claim.carried for claim in self.claims):
            return False
        pairs = zip(self.numbers, self.claims, strict=True)
        return any(number != claim.weight * self.scale for number, claim in pairs)

    @property
    def is_carried_left_aside(self) -> bool:
        """Whether something was carried over that does not count, as too few could take all the places."""
        return not self.carries and any(claim.carried for claim in self.claims)

    @cached_property
    def divisors(self) -> tuple[Fraction, Fraction | None] | None:
        """Every divisor that gives this result is above the first and at most the second (``None``: no end).

        For Hill both are squares; ``None`` for largest remainder. Equal bounds: the divisor meets the tie.
        """
        if not self.method.by_divisor:
            return None
        twice = 2 if self.method is Method.SAINTE_LAGUE else 1
        last, first = self.solved.last, self.solved.first
        return (first or Fraction(0)) * twice, None if last is None else last * twice

    @cached_property
    def unrounded(self) -> tuple[Fraction, ...]:
        """Each claimant's share in places before rounding, with what was carried."""
        if not self.method.by_divisor:
            return tuple(Fraction(share, self.solved.over) for share in self.solved.shares)
        if not self.carries:
            return tuple(share.quota for share in self.shares)
        return tuple(max(share.quota + share.carried, Fraction(0)) for share in self.shares)

    @cached_property
    def shares(self) -> tuple[Share, ...]:
        """What each claimant gets, in the order of the claims."""
        drew = {lot.label for lot in self.tie.lots} if self.tie else frozenset[str]()
        total = Fraction(self.total_weight)
        factor = Fraction(self.places) / total if total else Fraction(0)
        by_divisor = self.method.by_divisor
        made: list[Share] = []
        for at, claim in enumerate(self.claims):
            quota = Fraction(claim.weight * factor.numerator, factor.denominator)
            given = self.given[at]
            number = self.numbers[at]
            if by_divisor:
                value = Fraction(number, self.scale)
                won = self._quotient(number, given - 1) if given > claim.floor else None
                following = None if given == claim.ceiling else self._quotient(number, given)
                held: Held = ""
            else:
                value = Fraction(self.solved.shares[at], self.solved.over)
                won, following = None, None
                held = self.solved.holds[at] if self.solved.holds else ""
            made.append(Share(*claim, quota, value, given, held, claim.label in drew, won, following))
        return tuple(made)

    def _quotient(self, number: int, had: int) -> Fraction | None:
        mark = self.method.mark(had)
        power = self.method.power
        return Fraction(number**power, self.scale**power * mark) if mark else None
