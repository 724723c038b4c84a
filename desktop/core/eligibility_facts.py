"""What is known of somebody named for a trip, and what a check may come to."""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from desktop.core.national_id import Sex
from desktop.core.trip_rules import CATEGORIES, RuleKey, Rules


class Outcome(enum.StrEnum):
    """What a check came to, the best first."""

    PASS = "pass"
    REVIEW = "review"
    BLOCKED = "blocked"


WORST_LAST = (Outcome.PASS, Outcome.REVIEW, Outcome.BLOCKED)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule says of one nominee.

    ``found`` is the value found and ``needed`` the value asked, both as a person reads them; ``document`` is
    what the rule rests on. ``sentence`` and ``remedy`` are empty where the rule is met.
    """

    rule: RuleKey
    outcome: Outcome
    found: str
    needed: str = ""
    document: str = ""
    sentence: str = ""
    remedy: str = ""


class Met(enum.Enum):
    """Whether a rule is met; ``UNCLEAR`` always asks for a look, whatever the rule's effect."""

    YES = enum.auto()
    NO = enum.auto()
    UNCLEAR = enum.auto()


class Finding(NamedTuple):
    """What was found under one rule, before the rule's effect is applied."""

    met: Met
    found: str
    sentence: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Honoured:
    """An honour; ``level`` is one of ``core.honour_levels.LEVELS`` or empty where nobody said it."""

    title: str
    year: int | None = None
    level: str = ""


@dataclass(frozen=True, slots=True)
class BatchOffer:
    """A batch somebody may be placed in."""

    number: int
    starts_on: date | None = None
    ends_on: date | None = None
    price_fen: int | None = None

    @property
    def days(self) -> int | None:
        """The days of the trip, first and last counted."""
        if self.starts_on is None or self.ends_on is None:
            return None
        return (self.ends_on - self.starts_on).days + 1

    def lies_in(self, year: int) -> bool:
        """Say whether every day told lies in the year."""
        return all(day is None or day.year == year for day in (self.starts_on, self.ends_on))


@dataclass(frozen=True, slots=True)
class Offers:
    """The batches somebody may be placed in, by their extremes; ``None`` where no batch tells.

    ``outside`` are the numbers of batches with days outside the programme's year.
    """

    first_start: date | None = None
    last_start: date | None = None
    cheapest: int | None = None
    dearest: int | None = None
    shortest: int | None = None
    longest: int | None = None
    count: int = 0
    outside: tuple[int, ...] = ()


def offers_of(batches: Iterable[BatchOffer], year: int) -> Offers:
    """Return the extremes of some batches."""
    known = list(batches)
    starts = [one.starts_on for one in known if one.starts_on]
    prices = [one.price_fen for one in known if one.price_fen is not None]
    days = [one.days for one in known if one.days is not None]
    return Offers(
        min(starts, default=None),
        max(starts, default=None),
        min(prices, default=None),
        max(prices, default=None),
        min(days, default=None),
        max(days, default=None),
        len(known),
        tuple(one.number for one in known if not one.lies_in(year)),
    )


@dataclass(frozen=True, slots=True)
class Past:
    """What is on record of somebody's former trips: the last year, and this year's days and public money."""

    last_year: int | None = None
    days_this_year: int = 0
    fen_this_year: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a nominee is judged by.

    ``said_last_year`` is the year of the last trip as the employer's form gives it. ``order`` is the place
    among the names of the same organisation, from 1. ``also_named_by`` are other employers with the same
    person on their lists. ``categories`` are keys of priority categories.
    """

    organisation: str = ""
    sex: Sex | None = None
    birthday: date | None = None
    id_number: str = ""
    is_member: bool | None = None
    in_post: bool | None = None
    frontline: bool | None = None
    hazardous: bool | None = None
    is_management: bool | None = None
    fit: bool | None = None
    categories: frozenset[str] = frozenset()
    honours: tuple[Honoured, ...] = ()
    said_last_year: int | None = None
    order: int = 1
    also_named_by: tuple[str, ...] = ()
    past: Past = Past()
    offers: Offers = Offers()


@dataclass(frozen=True, slots=True)
class Frame:
    """The programme somebody is judged in.

    ``years_listed`` are the years whose lists of trips are on file; ``categories`` are the programme's
    priority categories, key and name.
    """

    rules: Rules
    year: int
    years_listed: frozenset[int] = frozenset()
    categories: Mapping[str, str] = field(
        default_factory=lambda: MappingProxyType({key: name for key, name, _points in CATEGORIES})
    )
