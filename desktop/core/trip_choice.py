"""Who gets an organisation's places when it names more people than it has: points first, then lots.

Everybody has points by the programme's priority categories. More points come first; among equal points the
lots of :mod:`desktop.core.draw` decide, by the number on the programme's list. In that order the places are
given; some of them only to the front line, some only to a trade whose batch they lie in. The rest wait,
in the same order. Nothing here depends on the order of the rows, and all of it can be done by hand.
"""

import enum
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from desktop.core.draw import draw_key
from desktop.core.i18n import _, ngettext


@dataclass(frozen=True, slots=True)
class Points:
    """A priority category (by name) and the points it gives."""

    category: str
    points: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may go; ``number`` is that on the programme's list, ``person`` tells who it is.

    Two candidates of one person (named by two employers) get one place at most.
    """

    number: int
    organisation: str
    person: str
    frontline: bool
    trade: str = ""
    claims: tuple[Points, ...] = ()


@dataclass(frozen=True, slots=True)
class Places:
    """What an organisation may give: ``frontline`` of its places at least are for the front line.

    ``kept`` are those among them that lie in batches kept for a trade, by trade.
    """

    places: int
    frontline: int = 0
    kept: Mapping[str, int] = field(default_factory=dict)


class Ground(enum.StrEnum):
    """Why somebody has a place or waits."""

    TAKEN = "taken"
    FULL = "full"
    NO_PLACES = "no-places"
    FRONTLINE = "frontline"
    TRADE = "trade"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided about a candidate, and why.

    ``key`` is the lot, ``rank`` the place in the order of the whole programme, ``turn`` of ``named`` that in
    the organisation's order, both from 1. ``nth`` of ``places`` is the place taken; ``waiting`` and
    ``waiting_here`` are places on the waiting lists of the programme and of the organisation (0: none).
    ``left`` is how many places were left, for those only who are not ``candidate``.
    """

    candidate: Candidate
    points: int
    key: str
    rank: int
    turn: int
    named: int
    places: int
    ground: Ground
    nth: int = 0
    left: int = 0
    waiting: int = 0
    waiting_here: int = 0

    @property
    def is_taken(self) -> bool:
        """Whether the person has a place."""
        return self.ground is Ground.TAKEN


@dataclass(frozen=True, slots=True)
class Unused:
    """Places of an organisation nobody could take: ``frontline`` of them for want of front-line workers."""

    organisation: str
    places: int
    frontline: int


@dataclass(frozen=True, slots=True)
class Choice:
    """Everybody in the order of the whole programme, and the places left over."""

    seed: str
    decided: tuple[Decided, ...]
    unused: tuple[Unused, ...]

    @property
    def taken(self) -> int:
        """How many have a place."""
        return sum(one.is_taken for one in self.decided)

    @property
    def frontline(self) -> int:
        """How many of those are front-line workers."""
        return sum(one.is_taken and one.candidate.frontline for one in self.decided)


def points_of(claims: Sequence[Points], *, only_highest: bool) -> int:
    """Return somebody's points: those of all categories together, or the highest alone."""
    each = [claim.points for claim in claims]
    return max(each, default=0) if only_highest else sum(each)


def choose(
    candidates: Iterable[Candidate], places: Mapping[str, Places], seed: str, *, only_highest: bool = False
) -> Choice:
    """Return who gets a place, in the order of points and then of lots.

    ``places`` are by organisation; one that is not there has none.
    """
    ordered = sorted(
        (-points_of(one.claims, only_highest=only_highest), draw_key(seed, str(one.number)), one.number, one)
        for one in candidates
    )
    named = Counter(one.organisation for _points, _key, _number, one in ordered)
    counters = {name: _Counter(places.get(name, Places(0))) for name in named}
    turns: Counter[str] = Counter()
    waits: Counter[str] = Counter()
    placed: set[str] = set()
    decided = []
    for rank, (minus, key, _number, one) in enumerate(ordered, 1):
        counter = counters[one.organisation]
        turns[one.organisation] += 1
        ground = Ground.TWICE if one.person in placed else counter.ground(one)
        if ground is Ground.TAKEN:
            counter.take(one)
            placed.add(one.person)
        else:
            waits[""] += 1
            waits[one.organisation] += 1
        decided.append(
            Decided(
                candidate=one,
                points=-minus,
                key=key,
                rank=rank,
                turn=turns[one.organisation],
                named=named[one.organisation],
                places=counter.places.places,
                ground=ground,
                nth=counter.given if ground is Ground.TAKEN else 0,
                left=counter.left,
                waiting=0 if ground is Ground.TAKEN else waits[""],
                waiting_here=0 if ground is Ground.TAKEN else waits[one.organisation],
            )
        )
    return Choice(seed, tuple(decided), _unused(counters, places))


def _unused(counters: Mapping[str, "_Counter"], places: Mapping[str, Places]) -> tuple[Unused, ...]:
    found = []
    for name, of_it in sorted(places.items()):
        counter = counters.get(name) or _Counter(of_it)
        if counter.left:
            found.append(Unused(name, counter.left, min(counter.left, counter.frontline_left)))
    return tuple(found)


class _Counter:
    """An organisation's places while they are given one by one."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.given = 0
        self.frontline_left = places.frontline
        self._kept = dict(places.kept)
        self._open = max(places.places - sum(self._kept.values()), 0)

    @property
    def left(self) -> int:
        return max(self.places.places - self.given, 0)

    def ground(self, one: Candidate) -> Ground:
        if not self.places.places:
            return Ground.NO_PLACES
        if not self.left:
            return Ground.FULL
        if not one.frontline and self.frontline_left >= self.left:
            return Ground.FRONTLINE
        if not self._open and not self._kept.get(one.trade, 0):
            return Ground.TRADE
        return Ground.TAKEN

    def take(self, one: Candidate) -> None:
        self.given += 1
        self.frontline_left -= one.frontline and self.frontline_left > 0
        if self._kept.get(one.trade, 0):
            self._kept[one.trade] -= 1
        else:
            self._open -= 1


def why(one: Decided) -> str:
    """Return in a sentence why somebody has a place or waits."""
    if one.ground is Ground.TAKEN:
        return _("taken as number {nth} of {places}").format(nth=one.nth, places=one.places)
    if one.ground is Ground.NO_PLACES:
        return _("waiting: the organisation has no places")
    if one.ground is Ground.TWICE:
        return _("waiting: has a place by another employer")
    if one.ground is Ground.FULL:
        return ngettext(
            "waiting: the {places} place went to people before",
            "waiting: all {places} places went to people before",
            one.places,
        ).format(places=one.places)
    if one.ground is Ground.FRONTLINE:
        return ngettext(
            "passed over: the {n} place left is for the front line",
            "passed over: the {n} places left are for the front line",
            one.left,
        ).format(n=one.left)
    return ngettext(
        "passed over: the {n} place left is in a batch kept for another trade",
        "passed over: the {n} places left are in batches kept for another trade",
        one.left,
    ).format(n=one.left)


def points_words(one: Decided) -> str:
    """Return somebody's points by category: ``Injured at work 4 + Hardship 3``; a dash for none."""
    claims = one.candidate.claims
    return " + ".join(f"{claim.category} {claim.points}" for claim in claims) if claims else "—"


def drawn_among(decided: Iterable[Decided]) -> dict[int, int]:
    """Return number on the list -> how many of the same organisation have the same points, where it is > 1.

    For these the lot decided.
    """
    groups: dict[tuple[str, int], list[int]] = defaultdict(list)
    for one in decided:
        groups[one.candidate.organisation, one.points].append(one.candidate.number)
    return {number: len(group) for group in groups.values() if len(group) > 1 for number in group}
