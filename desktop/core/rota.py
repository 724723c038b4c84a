"""Fair turns of duty: everybody has as many workdays, weekends and holidays as everybody else.

Turns of each class of day are dealt out to who has had fewest of that class, so that counts of a class
differ by one at most among members who were there all the time. Who joins, or comes back from a
long absence, starts from the fewest anybody has: nobody makes up for months they were not there.
Then turns of the same class are exchanged until nobody has two days running, where that can be had.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain
from uuid import UUID

from desktop.core.workdays import DayClass, WorkCalendar

LONG_ABSENCE = 15
"""From how many days on an absence excuses from turns; those of a shorter one are made up for."""

_DAY = timedelta(days=1)
# Exchanges looked at where two days running cannot be had otherwise: under a second.
_MOST_LOOKS, _MOST_IDLE = 100_000, 60


@dataclass(frozen=True, slots=True)
class RotaMember:
    """Who takes turns, from which day on; ``absent`` are stretches of days, both ends included."""

    key: UUID
    since: date
    absent: tuple[tuple[date, date], ...] = ()

    def there(self, day: date) -> bool:
        """Say whether the member can be on duty on a day."""
        return day >= self.since and not any(first <= day <= last for first, last in self.absent)

    def joins(self, day: date) -> bool:
        """Say whether a day is the first of the member, or the first after a long absence."""
        return day == self.since or any(
            day == last + _DAY and (last - first).days + 1 >= LONG_ABSENCE for first, last in self.absent
        )


@dataclass(frozen=True, slots=True, order=True)
class Turn:
    """A member is on duty on a day."""

    day: date
    key: UUID


@dataclass(frozen=True, slots=True)
class Plan:
    """The turns added; ``short`` are days with fewer people than wanted, ``running`` second days in a row."""

    turns: tuple[Turn, ...]
    short: tuple[date, ...]
    running: tuple[Turn, ...]


def plan_turns(
    members: Sequence[RotaMember],
    standing: Iterable[Turn],
    days: Sequence[date],
    people: int,
    calendar: WorkCalendar,
) -> Plan:
    """Fill days, in order, up to ``people`` each; turns standing before, among or after them are kept.

    ``members`` come in the order in which they take turns while nothing else tells them apart.
    """
    rota = _Rota(members, standing, calendar)
    wanted = sorted(set(days))
    rota.begin(wanted[0] if wanted else date.max)
    for day in wanted:
        rota.fill(day, people)
    rota.spread()
    return rota.plan(wanted, people)


@dataclass(slots=True)
class _Counted:
    """How many turns of each class a member has, those excused included, and when the last one was."""

    of: dict[DayClass, int] = field(default_factory=lambda: dict.fromkeys(DayClass, 0))
    last: date = date.min

    @property
    def total(self) -> int:
        return sum(self.of.values())


class _Rota:
    def __init__(
        self, members: Sequence[RotaMember], standing: Iterable[Turn], calendar: WorkCalendar
    ) -> None:
        self._members: Mapping[UUID, RotaMember] = {member.key: member for member in members}
        self._place = {member.key: place for place, member in enumerate(members)}
        self._kind = calendar.kind
        self._standing = sorted(standing)
        self._on: dict[date, set[UUID]] = {}
        for turn in self._standing:
            self._on.setdefault(turn.day, set()).add(turn.key)
        self._counts: dict[UUID, _Counted] = {}
        self._joined = date.min
        self._added: list[Turn] = []

    def begin(self, first: date) -> None:
        """Count what was before the first day, then what already stands from it on."""
        for turn in self._standing:
            if turn.day < first:
                self._let_join(turn.day)
                self._count(turn)
        self._let_join(first)
        for turn in self._standing:
            if turn.day >= first:
                self._count(turn)

    def fill(self, day: date, people: int) -> None:
        self._let_join(day)
        on = self._on.setdefault(day, set())
        while len(on) < people:
            able = [key for key in self._counts if key not in on and self._members[key].there(day)]
            if not able:
                return
            chosen = Turn(day, min(able, key=lambda key: self._claim(key, day)))
            on.add(chosen.key)
            self._count(chosen)
            self._added.append(chosen)

    def spread(self) -> None:
        """Exchange turns of one class, or give them over, until nobody more is spared a second day running.

        Where no single exchange helps, some that change nothing are tried first: they may open a way.
        """
        chance, looks, idle = random.Random(len(self._added)), 0, 0
        while looks < _MOST_LOOKS and idle < _MOST_IDLE:
            running = [at for at, turn in enumerate(self._added) if self._running(turn.key, turn.day)]
            if not running:
                return
            looks += len(running) * len(self._added)
            if any([self._given_over(at) or self._exchanged(at, 1, chance) for at in running]):
                idle = 0
                continue
            idle += 1
            self._exchanged(chance.choice(running), 0, chance)

    def plan(self, wanted: Sequence[date], people: int) -> Plan:
        turns = sorted(self._added)
        return Plan(
            tuple(turns),
            tuple(day for day in wanted if len(self._on.get(day, ())) < people),
            tuple(turn for turn in turns if turn.key in self._on.get(turn.day - _DAY, ())),
        )

    def _let_join(self, day: date) -> None:
        """Let who joins up to a day start from the fewest turns that anybody there has."""
        joining = sorted(
            (at, self._place[member.key], member.key)
            for member in self._members.values()
            for at in chain((member.since,), (last + _DAY for _first, last in member.absent))
            if self._joined < at <= day and member.joins(at)
        )
        for _at, _place, key in joining:
            own = self._counts.pop(key, None) or _Counted()
            for kind in DayClass:
                fewest = min((other.of[kind] for other in self._counts.values()), default=0)
                own.of[kind] = max(own.of[kind], fewest)
            self._counts[key] = own
        self._joined = max(self._joined, day)

    def _count(self, turn: Turn) -> None:
        counted = self._counts.get(turn.key)
        if counted is not None:
            counted.of[self._kind(turn.day)] += 1
            counted.last = max(counted.last, turn.day)

    def _claim(self, key: UUID, day: date) -> tuple[int, int, int, date, int]:
        """Return what is least for whose turn it is."""
        counted = self._counts[key]
        return (
            counted.of[self._kind(day)],
            self._running(key, day),
            counted.total,
            counted.last,
            self._place[key],
        )

    def _running(self, key: UUID, day: date) -> int:
        """Return on how many of the days beside a day a member is on duty."""
        return (key in self._on.get(day - _DAY, ())) + (key in self._on.get(day + _DAY, ()))

    def _given_over(self, at: int) -> bool:
        """Give a turn to somebody with one less of its class who then has fewer days running."""
        mine = self._added[at]
        kind, had = self._kind(mine.day), self._running(mine.key, mine.day)
        counts = self._counts
        able = [
            key
            for key in counts
            if counts[key].of[kind] == counts[mine.key].of[kind] - 1
            and key not in self._on[mine.day]
            and self._members[key].there(mine.day)
            and self._running(key, mine.day) < had
        ]
        if not able:
            return False
        taker = min(able, key=lambda key: self._claim(key, mine.day))
        self._on[mine.day].remove(mine.key)
        self._on[mine.day].add(taker)
        counts[mine.key].of[kind] -= 1
        counts[taker].of[kind] += 1
        self._added[at] = Turn(mine.day, taker)
        return True

    def _exchanged(self, at: int, least: int, chance: random.Random) -> bool:
        """Exchange a turn for one that does away with most days running, ``least`` or more; say whether."""
        mine = self._added[at]
        if not self._running(mine.key, mine.day):
            return False
        able = [
            (self._gain(mine, other), chance.random(), other_at)
            for other_at, other in enumerate(self._added)
            if self._may_exchange(mine, other)
        ]
        gain, _luck, other_at = max(able, default=(-1, 0.0, 0))
        if gain < least:
            return False
        other = self._added[other_at]
        self._exchange(mine, other)
        self._added[at], self._added[other_at] = Turn(mine.day, other.key), Turn(other.day, mine.key)
        return True

    def _may_exchange(self, mine: Turn, other: Turn) -> bool:
        return (
            mine.key != other.key
            and self._kind(mine.day) is self._kind(other.day)
            and other.key not in self._on[mine.day]
            and mine.key not in self._on[other.day]
            and self._members[mine.key].there(other.day)
            and self._members[other.key].there(mine.day)
        )

    def _gain(self, mine: Turn, other: Turn) -> int:
        """Return how many days running an exchange does away with."""
        before = self._running(mine.key, mine.day) + self._running(other.key, other.day)
        self._exchange(mine, other)
        after = self._running(mine.key, other.day) + self._running(other.key, mine.day)
        self._exchange(Turn(mine.day, other.key), Turn(other.day, mine.key))
        return before - after

    def _exchange(self, mine: Turn, other: Turn) -> None:
        self._on[mine.day].remove(mine.key)
        self._on[other.day].remove(other.key)
        self._on[mine.day].add(other.key)
        self._on[other.day].add(mine.key)
