"""Places shared out down a tree: every branch shares the places it got among those below it.

A branch claims what those below it claim together: their weights, floors, ceilings and carried fractions in
sum. So the places of a branch can always be made to fit its floors and ceilings.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple
from uuid import UUID

from desktop.core.apportion import Apportionment, Claim, Method, apportion
from desktop.core.apportion_checks import ApportionmentRefused, check_one_each
from desktop.core.i18n import _


class Bid(NamedTuple):
    """What a leaf brings, without its name."""

    weight: int | Fraction
    floor: int = 0
    ceiling: int | None = None
    carried: Fraction = Fraction(0)


class Member(NamedTuple):
    """Somebody in a group: a leaf, or a branch with the leaves from ``start`` to before ``end``."""

    key: UUID
    label: str
    start: int
    end: int
    is_leaf: bool


class Group(NamedTuple):
    """Those who share the places of a branch; ``key`` is None at the top."""

    key: UUID | None
    members: tuple[Member, ...]


class Branch(NamedTuple):
    """A group with its places shared out."""

    group: Group
    result: Apportionment


@dataclass(frozen=True)
class SharedDown:
    """Places shared out down a tree: those of each leaf, and every step of the way."""

    places: tuple[int, ...]
    branches: tuple[Branch, ...]


def groups_of(
    leaves: Collection[UUID], names: Mapping[UUID, str], parents: Mapping[UUID, UUID | None]
) -> tuple[tuple[UUID, ...], tuple[Group, ...]]:
    """Return the leaves in the order of the tree, and the groups, each after the one above it.

    ``parents`` names everybody's parent, parents before their branches. A leaf with leaves below it is the
    first in its own group. Where one branch holds everybody, its group is the top.
    """
    wanted = set(leaves)
    size = dict.fromkeys(parents, 0)
    for key, parent in reversed(list(parents.items())):
        size[key] += key in wanted
        if parent is not None and parent in size:
            size[parent] += size[key]
    below: dict[UUID | None, list[UUID]] = {}
    for key, parent in parents.items():
        if size[key]:
            below.setdefault(parent if parent in size else None, []).append(key)
    order, starts = _in_order(below, wanted)
    top = _top(below, wanted)
    found: list[Group] = []
    waiting: list[UUID | None] = [top]
    while waiting:
        at = waiting.pop()
        itself = [Member(at, names[at], starts[at], starts[at] + 1, True)] if at in wanted and at else []
        members = itself + [
            Member(key, names[key], starts[key], starts[key] + size[key], key not in below)
            for key in below.get(at, ())
        ]
        found.append(Group(None if at == top else at, _labelled(members)))
        waiting += [member.key for member in reversed(members) if not member.is_leaf]
    return tuple(order), tuple(found)


def _in_order(
    below: Mapping[UUID | None, list[UUID]], wanted: Collection[UUID]
) -> tuple[list[UUID], dict[UUID, int]]:
    """Return the leaves in the order of the tree, and how many come before each branch."""
    order: list[UUID] = []
    starts: dict[UUID, int] = {}
    waiting = list(reversed(below.get(None, [])))
    while waiting:
        key = waiting.pop()
        starts[key] = len(order)
        if key in wanted:
            order.append(key)
        waiting += reversed(below.get(key, []))
    return order, starts


def _top(below: Mapping[UUID | None, list[UUID]], wanted: set[UUID]) -> UUID | None:
    at: UUID | None = None
    while len(below.get(at, ())) == 1 and at not in wanted:
        only = below[at][0]
        if only not in below:
            break
        at = only
    return at


def told_apart(named: Sequence[tuple[UUID, str]]) -> list[str]:
    """Return names that differ, to draw lots by: to those of one name the end of the key is added."""
    times = Counter(name.strip() for _key, name in named)
    return [name if times[name.strip()] == 1 else f"{name} ({key.hex[-6:]})" for key, name in named]


def _labelled(members: Sequence[Member]) -> tuple[Member, ...]:
    labels = told_apart([(member.key, member.label) for member in members])
    return tuple(member._replace(label=label) for member, label in zip(members, labels, strict=True))


def flat_group(leaves: Sequence[UUID], names: Mapping[UUID, str]) -> Group:
    """Return one group of all leaves."""
    return Group(
        None, _labelled([Member(key, names[key], at, at + 1, True) for at, key in enumerate(leaves)])
    )


def share_down(
    groups: Sequence[Group],
    bids: Sequence[Bid],
    places: int,
    method: Method,
    seed: str,
    names: Mapping[UUID, str],
) -> SharedDown:
    """Share places out down the tree; raises an ``ApportionmentRefused`` that names the branch."""
    sums = _Sums(bids, method)
    if method.gives_all_one:
        check_one_each(sums.floors[-1], places)
    held: dict[UUID | None, int] = {None: places}
    given = [0] * len(bids)
    branches: list[Branch] = []
    for group in groups:
        claims = [_claim(member, bids, sums) for member in group.members]
        try:
            result = apportion(claims, held[group.key], method, seed)
        except ApportionmentRefused as error:
            raise _where(error, group, names) from error
        for member, got in zip(group.members, result.given, strict=True):
            if member.is_leaf:
                given[member.start] = got
            else:
                held[member.key] = got
        branches.append(Branch(group, result))
    return SharedDown(tuple(given), tuple(branches))


@dataclass(frozen=True)
class _Sums:
    """Sums over the leaves before each, made when asked for, so that those of a branch are two look-ups."""

    bids: Sequence[Bid]
    method: Method

    @cached_property
    def weights(self) -> list[int | Fraction]:
        weights: list[int | Fraction] = [0, *(bid.weight for bid in self.bids)]
        return list(accumulate(weights))

    @cached_property
    def floors(self) -> list[int]:
        one = 1 if self.method.gives_all_one else 0
        return list(accumulate((_least(bid, one) for bid in self.bids), initial=0))

    @cached_property
    def rooms(self) -> list[int]:
        return list(accumulate((_room(bid) for bid in self.bids), initial=0))

    @cached_property
    def unbound(self) -> list[int]:
        open_ = (bid.weight > 0 and bid.ceiling is None for bid in self.bids)
        return list(accumulate(open_, initial=0))

    @cached_property
    def carried(self) -> list[Fraction] | None:
        if not any(bid.carried for bid in self.bids):
            return None
        debts = (bid.carried if bid.weight else Fraction(0) for bid in self.bids)
        return list(accumulate(debts, initial=Fraction(0)))


def _least(bid: Bid, one: int) -> int:
    """Return what a leaf has at least, where a method gives everybody ``one``."""
    return max(bid.floor, one) if bid.weight and bid.ceiling != 0 else bid.floor


def _room(bid: Bid) -> int:
    """Return what a leaf with a ceiling, or without a weight, takes at most."""
    return bid.ceiling or 0 if bid.weight else bid.floor


def _claim(member: Member, bids: Sequence[Bid], sums: _Sums) -> Claim:
    start, end = member.start, member.end
    if member.is_leaf:
        return Claim(member.label, *bids[start])
    return Claim(
        member.label,
        sums.weights[end] - sums.weights[start],
        sums.floors[end] - sums.floors[start],
        None if sums.unbound[end] > sums.unbound[start] else sums.rooms[end] - sums.rooms[start],
        sums.carried[end] - sums.carried[start] if sums.carried else Fraction(0),
    )


def _where(error: ApportionmentRefused, group: Group, names: Mapping[UUID, str]) -> ApportionmentRefused:
    if group.key is None:
        return error
    sentence = _("Among those of “{name}”: {what}").format(name=names[group.key], what=error.sentence)
    return type(error)(sentence, error.remedy)
