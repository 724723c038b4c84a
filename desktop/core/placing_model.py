"""The placing as an integer program: few columns, since people who are alike become one flow.

People with the same preferences and nothing else to tell them apart are a *class*. A class flows straight
into the batches it names; whoever gets none of them flows into the *pool* of those the rules treat alike,
and from there to any batch. A thousand people and twenty batches are so some 5,000 columns, not 20,000.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from hashlib import sha256
from itertools import accumulate
from typing import NamedTuple

from desktop.core.placing import (
    Batch,
    PlacingTask,
    Traveller,
    WishKind,
    by_draw,
    is_together,
    steps_down,
)
from desktop.core.trip_rules import least_of

NO_LIMIT = 10**9
TIE_RANGE = 1 << 16


class PoolKey(NamedTuple):
    """What the rules look at; ``employer`` is empty where its wish binds nothing."""

    frontline: bool
    trade: str
    employer: str


@dataclass(frozen=True, slots=True)
class Alike:
    """People with one pool and the same preferences, first in the order of choice first."""

    pool: PoolKey
    people: tuple[Traveller, ...]

    @property
    def preferences(self) -> tuple[int, ...]:
        return self.people[0].preferences


@dataclass(slots=True)
class Column:
    """A whole number from 0 to ``most``; ``steps`` is what one of it adds to the steps down."""

    most: int
    steps: int = 0
    tie: int = 0
    part: int = 0
    rank: int = 0
    person: int = 0
    lack: int = 0
    draw: int = 0


class Row(NamedTuple):
    """``least <= sum of factor * column <= most``."""

    least: int
    most: int
    terms: list[tuple[int, int]]


class Arc(NamedTuple):
    """A column that brings ``people``, ``front`` of them front-line, of an employer into a batch."""

    column: int
    people: int
    front: int
    employer: str
    batch: int


@dataclass(slots=True)
class Model:
    """The columns and rows, and which column stands for what."""

    task: PlacingTask
    columns: list[Column] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    arcs: list[Arc] = field(default_factory=list)
    units: dict[str, tuple[Traveller, ...]] = field(default_factory=dict)
    unit_columns: dict[tuple[str, int], int] = field(default_factory=dict)
    classes: list[Alike] = field(default_factory=list)
    named: dict[tuple[int, int], int] = field(default_factory=dict)
    left_over: dict[int, int] = field(default_factory=dict)
    pooled: dict[tuple[PoolKey, int], int] = field(default_factory=dict)
    chosen: dict[int, int] = field(default_factory=dict)

    def add(self, column: Column) -> int:
        """Add a column and return its number."""
        self.columns.append(column)
        return len(self.columns) - 1


def whole_model(task: PlacingTask) -> Model:
    """Return the program in which everybody has a place and employers who can stay together do.

    Its optimum, where there is one, is the best placing; where there is none, ask :func:`split_model`.
    """
    model = Model(task)
    sizes = Counter(t.employer for t in task.people if is_together(task, t.employer))
    largest = max((batch.capacity for batch in task.batches), default=0)
    split = {employer for employer, size in sizes.items() if size > largest}
    for employer in sorted(sizes.keys() - split):
        if sizes[employer] > 1:
            _add_unit(model, employer)
    _add_flows(model, split, all_placed=True)
    for employer in sorted(split):
        fewest = fewest_batches(task, sizes[employer])
        columns = _add_parts(model, employer, sizes[employer])
        model.rows.append(Row(0, fewest, [(column, 1) for column in columns]))
    _add_batch_rows(model, all_placed=True)
    return model


def split_model(task: PlacingTask) -> Model:
    """Return the program in which everybody has a place and employers may be split."""
    model = Model(task)
    sizes = Counter(t.employer for t in task.people if is_together(task, t.employer))
    _add_flows(model, sizes, all_placed=True)
    for employer in sorted(sizes):
        columns = _add_parts(model, employer, sizes[employer])
        fewest = fewest_batches(task, sizes[employer])
        model.rows.append(Row(fewest, len(columns), [(column, 1) for column in columns]))
    _add_batch_rows(model, all_placed=True)
    return model


def out_model(task: PlacingTask, *, may_lack: bool = False) -> Model:
    """Return the program in which people may stay out; who is to stay together plays no part.

    With ``may_lack`` the shares may be missed, and columns count by how many people.
    """
    model = Model(task)
    _add_flows(model, (), all_placed=False)
    _add_batch_rows(model, all_placed=False, may_lack=may_lack)
    return model


def fewest_batches(task: PlacingTask, people: int) -> int:
    """Return the fewest batches that can hold so many people, were they empty."""
    rooms = accumulate(sorted((batch.capacity for batch in task.batches), reverse=True))
    return next((count for count, room in enumerate(rooms, 1) if room >= people), len(task.batches))


def _tie(task: PlacingTask, label: str) -> int:
    return int(sha256(f"{task.seed}|{label}".encode()).hexdigest()[:8], 16) % TIE_RANGE


def _add_unit(model: Model, employer: str) -> None:
    people = tuple(t for t in model.task.people if t.employer == employer)
    model.units[employer] = people
    columns = []
    for batch in model.task.batches:
        if batch.capacity < len(people) or not all(batch.takes(t) for t in people):
            continue
        steps = sum(steps_down(t, batch.number) for t in people)
        tie = _tie(model.task, f"{people[0].number}|{batch.number}")
        column = model.add(Column(1, steps, tie, part=1))
        front = sum(t.frontline for t in people)
        model.arcs.append(Arc(column, len(people), front, employer, batch.number))
        model.unit_columns[employer, batch.number] = column
        columns.append(column)
    model.rows.append(Row(1, 1, [(column, 1) for column in columns]))


def classes(task: PlacingTask, apart_from: Iterable[str], watched: frozenset[str]) -> list[Alike]:
    """Return the people who are not of a unit in ``apart_from``, gathered by what tells them apart.

    ``watched`` are the employers whose people must be counted by themselves.
    """
    trades = {batch.reserved_trade for batch in task.batches} - {""}
    held = set(apart_from)
    found: dict[tuple[PoolKey, tuple[int, ...]], list[Traveller]] = defaultdict(list)
    for t in sorted(task.people, key=lambda t: (t.rank, t.number)):
        if t.employer not in held:
            employer = t.employer if t.employer in watched else ""
            pool = PoolKey(t.frontline, t.trade if t.trade in trades else "", employer)
            found[pool, t.preferences].append(t)
    return [Alike(pool, tuple(people)) for (pool, _), people in sorted(found.items())]


def _watched(task: PlacingTask, split: Iterable[str]) -> frozenset[str]:
    sizes = Counter(t.employer for t in task.people)
    apart = {
        name
        for name, wish in task.wishes.items()
        if wish.kind is WishKind.APART and sizes[name] > max(wish.most, 0)
    }
    return frozenset(apart | set(split))


def _add_flows(model: Model, split: Iterable[str], *, all_placed: bool) -> None:
    model.classes = classes(model.task, model.units, _watched(model.task, split))
    pools: dict[PoolKey, list[int]] = defaultdict(list)
    for index, alike in enumerate(model.classes):
        pools[alike.pool].append(index)
        _add_class(model, index, alike, all_placed=all_placed)
    for pool, members in pools.items():
        _add_pool(model, pool, members)


def _add_class(model: Model, index: int, alike: Alike, *, all_placed: bool) -> None:
    size, lowest = len(alike.people), min(t.number for t in alike.people)
    terms = []
    for batch in _open_to(model.task, alike):
        if batch.number in alike.preferences:
            tie = _tie(model.task, f"{lowest}|{batch.number}")
            column = model.add(Column(size, steps_down(alike.people[0], batch.number), tie, person=1))
            model.named[index, batch.number] = column
            model.arcs.append(_arc(column, alike.pool, batch))
            terms.append((column, 1))
    model.left_over[index] = model.add(
        Column(size, len(alike.preferences), _tie(model.task, str(lowest)), person=1)
    )
    terms.append((model.left_over[index], 1))
    if all_placed:
        model.rows.append(Row(size, size, terms))
        return
    for t in alike.people:
        model.chosen[t.number] = model.add(Column(1, rank=t.rank, draw=_tie(model.task, f"out|{t.number}")))
        terms.append((model.chosen[t.number], -1))
    model.rows.append(Row(0, 0, terms))


def _open_to(task: PlacingTask, alike: Alike) -> list[Batch]:
    return [batch for batch in task.batches if batch.takes(alike.people[0])]


def _arc(column: int, pool: PoolKey, batch: Batch) -> Arc:
    return Arc(column, 1, int(pool.frontline), pool.employer, batch.number)


def _add_pool(model: Model, pool: PoolKey, members: Sequence[int]) -> None:
    size = sum(len(model.classes[index].people) for index in members)
    lowest = min(t.number for index in members for t in model.classes[index].people)
    terms = [(model.left_over[index], 1) for index in members]
    for batch in _open_to(model.task, model.classes[members[0]]):
        tie = _tie(model.task, f"pool|{lowest}|{batch.number}")
        column = model.add(Column(min(size, batch.capacity), 0, tie))
        model.pooled[pool, batch.number] = column
        model.arcs.append(_arc(column, pool, batch))
        terms.append((column, -1))
    model.rows.append(Row(0, 0, terms))


def _add_parts(model: Model, employer: str, size: int) -> list[int]:
    """Add a yes-or-no column a batch that says whether anybody of the employer is in it."""
    columns = []
    for batch in model.task.batches:
        arcs = [arc for arc in model.arcs if arc.employer == employer and arc.batch == batch.number]
        if not arcs:
            continue
        column = model.add(Column(1, tie=_tie(model.task, f"part|{employer}|{batch.number}"), part=1))
        most = min(size, batch.capacity)
        model.rows.append(Row(-NO_LIMIT, 0, [*((arc.column, 1) for arc in arcs), (column, -most)]))
        columns.append(column)
    return columns


def _add_batch_rows(model: Model, *, all_placed: bool, may_lack: bool = False) -> None:
    task = model.task
    full = all_placed and sum(batch.capacity for batch in task.batches) == len(task.people)
    into: dict[int, list[Arc]] = defaultdict(list)
    for arc in model.arcs:
        into[arc.batch].append(arc)
    for batch in task.batches:
        arcs = into[batch.number]
        least = batch.capacity if full else 0
        model.rows.append(Row(least, batch.capacity, [(arc.column, arc.people) for arc in arcs]))
        if task.batch_share:
            lack = model.add(Column(batch.capacity, lack=1)) if may_lack else None
            model.rows += _share_rows(arcs, task.batch_share, batch.capacity, lack, full=full)
    if task.share > task.batch_share:
        lack = model.add(Column(len(task.people), lack=1)) if may_lack else None
        model.rows += _share_rows(model.arcs, task.share, len(task.people), lack, full=all_placed)
    for employer, most in _apart(task):
        for batch in task.batches:
            terms = [(a.column, 1) for a in into[batch.number] if a.employer == employer]
            model.rows.append(Row(0, most, terms))


def _share_rows(
    arcs: Sequence[Arc], share: Fraction, most: int, lack: int | None, *, full: bool
) -> Iterator[Row]:
    """Yield the rows of a share among at most ``most`` people, or among just so many where ``full``.

    ``lack`` is the column of those who would have to be of the front line besides.
    """
    part, whole = share.numerator, share.denominator
    more = [] if lack is None else [(lack, 1)]
    # Follows from the other row, and lets the solver see at once how few of the others there may be.
    others = most - least_of(share, most)
    yield Row(
        -NO_LIMIT,
        others,
        [*((arc.column, arc.people - arc.front) for arc in arcs), *((column, -1) for column, _n in more)],
    )
    if not full:
        # front / people >= share, without dividing.
        terms = [(arc.column, arc.front * whole - arc.people * part) for arc in arcs]
        yield Row(0, NO_LIMIT, [*terms, *((column, whole) for column, _n in more)])


def _apart(task: PlacingTask) -> list[tuple[str, int]]:
    sizes = Counter(t.employer for t in task.people)
    wishes = sorted(task.wishes.items())
    return [(n, w.most) for n, w in wishes if w.kind is WishKind.APART and sizes[n] > w.most]


def chosen_people(model: Model, values: Sequence[int]) -> list[int]:
    """Return the numbers of those who do not stay out, of a model in which somebody may."""
    return [number for number, column in model.chosen.items() if values[column]]


def hand_out(model: Model, values: Sequence[int]) -> dict[int, int]:
    """Return number on the list -> number of the batch, for what the columns say.

    Among people alike the first in the order of choice are placed, and the draw says who gets which batch.
    """
    placed: dict[int, int] = {}
    for (employer, batch), column in model.unit_columns.items():
        if values[column]:
            placed.update((t.number, batch) for t in model.units[employer])
    waiting: dict[PoolKey, list[Traveller]] = defaultdict(list)
    for index, alike in enumerate(model.classes):
        named = {b: values[model.named[index, b]] for b in alike.preferences if (index, b) in model.named}
        pooled = values[model.left_over[index]]
        lucky = by_draw(model.task.seed, alike.people[: sum(named.values()) + pooled])
        places = [batch for batch, count in named.items() for _ in range(count)]
        placed.update((t.number, batch) for t, batch in zip(lucky, places, strict=False))
        waiting[alike.pool].extend(lucky[len(places) :])
    for pool, people in waiting.items():
        open_to = [batch for batch in model.task.batches if (pool, batch.number) in model.pooled]
        places = [b.number for b in open_to for _ in range(values[model.pooled[pool, b.number]])]
        drawn = by_draw(model.task.seed, people)
        placed.update((t.number, batch) for t, batch in zip(drawn, places, strict=True))
    return placed
