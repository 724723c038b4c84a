"""Who pays for a trip: the federation up to its limit, the employer of the rest, the person what is left.

Sums are whole fen, shares exact fractions; the three parts always add up to the cost. The limits are
those of the programme (``core.trip_rules``): what the federation pays a person, what unions and employer
together may pay a person in a year, the employer's share of what the federation leaves, and the person's
share of the whole.
"""

import enum
from dataclasses import dataclass
from fractions import Fraction


class Limit(enum.StrEnum):
    """A limit that parts can break; ``SUM``: they do not add up, ``SIGN``: one is below nought."""

    SIGN = "sign"
    SUM = "sum"
    UNION = "union"
    PUBLIC = "public"
    EMPLOYER = "employer"
    PERSONAL = "personal"


@dataclass(frozen=True, slots=True)
class Limits:
    """What each may pay; ``public_fen`` is what is left of the year's public money (None: no limit)."""

    union_fen: int
    employer_share: Fraction
    personal_share: Fraction
    public_fen: int | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """Who pays how much, in fen."""

    union_fen: int
    employer_fen: int
    personal_fen: int

    @property
    def total_fen(self) -> int:
        """The sum of the three."""
        return self.union_fen + self.employer_fen + self.personal_fen

    @property
    def public_fen(self) -> int:
        """What is not the person's own money."""
        return self.union_fen + self.employer_fen


@dataclass(frozen=True, slots=True)
class Breach:
    """A limit that is broken, by how many fen; ``allowed_fen`` is what it allows."""

    limit: Limit
    by_fen: int
    allowed_fen: int


@dataclass(frozen=True, slots=True)
class Mend:
    """What would bring the person's part within its limit, each by itself; None where it alone cannot.

    ``union_fen`` and ``public_fen`` are the limits needed, ``employer_share`` the share needed, ``cost_fen``
    the highest cost that keeps within.
    """

    union_fen: int | None
    public_fen: int | None
    employer_share: Fraction | None
    cost_fen: int | None


def split(cost_fen: int, limits: Limits) -> Parts:
    """Split a cost (not below nought); the person's part may be above its limit: see :func:`breaches`."""
    union, employer = _public_parts(cost_fen, limits)
    personal = cost_fen - union - employer
    whole = _in_fen((Fraction(union), employer, personal), cost_fen)
    return Parts(*whole)


def breaches(parts: Parts, cost_fen: int, limits: Limits) -> tuple[Breach, ...]:
    """Return every limit that parts break. Shares are held to the fen: half a fen of rounding breaks none."""
    found = []
    lowest = min(parts.union_fen, parts.employer_fen, parts.personal_fen)
    if lowest < 0:
        found.append(Breach(Limit.SIGN, -lowest, 0))
    if parts.total_fen != cost_fen:
        found.append(Breach(Limit.SUM, abs(parts.total_fen - cost_fen), cost_fen))
    rest = cost_fen - min(max(parts.union_fen, 0), cost_fen)
    allowed = {
        Limit.UNION: (parts.union_fen, limits.union_fen),
        Limit.EMPLOYER: (parts.employer_fen, _up(limits.employer_share * rest)),
        Limit.PERSONAL: (parts.personal_fen, _up(limits.personal_share * cost_fen)),
    }
    if limits.public_fen is not None:
        allowed[Limit.PUBLIC] = (parts.public_fen, max(limits.public_fen, 0))
    found += [Breach(limit, paid - most, most) for limit, (paid, most) in allowed.items() if paid > most]
    return tuple(found)


def mend(cost_fen: int, limits: Limits) -> Mend:
    """Return what would keep the person's part of a cost within its limit."""
    allowed = _up(limits.personal_share * cost_fen)
    public = cost_fen - allowed
    return Mend(
        union_fen=_union_needed(cost_fen, allowed, limits),
        public_fen=public if _fits(cost_fen, _with_public(limits, public)) else None,
        employer_share=_employer_needed(cost_fen, allowed, limits),
        cost_fen=_highest_cost(cost_fen, limits),
    )


def _public_parts(cost_fen: int, limits: Limits) -> tuple[int, Fraction]:
    left = cost_fen if limits.public_fen is None else min(cost_fen, max(limits.public_fen, 0))
    union = min(limits.union_fen, left)
    employer = min(limits.employer_share * (cost_fen - union), Fraction(left - union))
    return union, employer


def _in_fen(exact: tuple[Fraction, ...], total: int) -> list[int]:
    """Round down, and give the fen left over to the largest remainders; of equal ones to the first."""
    whole = [part.numerator // part.denominator for part in exact]
    order = sorted(range(len(exact)), key=lambda place: (whole[place] - exact[place], place))
    for place in order[: total - sum(whole)]:
        whole[place] += 1
    return whole


def _fits(cost_fen: int, limits: Limits) -> bool:
    return not breaches(split(cost_fen, limits), cost_fen, limits)


def _with_public(limits: Limits, public_fen: int) -> Limits:
    return Limits(limits.union_fen, limits.employer_share, limits.personal_share, public_fen)


def _union_needed(cost_fen: int, allowed: int, limits: Limits) -> int | None:
    """Return the least limit of the federation that leaves the person no more than is allowed."""
    if limits.public_fen is not None and cost_fen - limits.public_fen > allowed:
        return None
    left = 1 - limits.employer_share
    if left <= 0:
        return limits.union_fen
    return max(limits.union_fen, _up(cost_fen - Fraction(allowed) / left))


def _employer_needed(cost_fen: int, allowed: int, limits: Limits) -> Fraction | None:
    union, _employer = _public_parts(cost_fen, limits)
    rest = cost_fen - union
    if rest <= 0:
        return limits.employer_share
    if limits.public_fen is not None and cost_fen - limits.public_fen > allowed:
        return None
    return max(limits.employer_share, Fraction(rest - allowed, rest))


def _highest_cost(cost_fen: int, limits: Limits) -> int | None:
    """Return the highest cost up to this one that keeps the person's part within its limit."""
    low, high = 0, cost_fen
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _fits(middle, limits) else (low, middle - 1)
    return low or None


def _up(amount: Fraction) -> int:
    return -(-amount.numerator // amount.denominator)
