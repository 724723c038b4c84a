"""An allocation worked out again from its rows: for the proof, and to share out what was given back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from desktop.core.apportion import Apportionment, Claim, apportion
from desktop.core.apportion_tree import Bid, Group, Member, told_apart
from desktop.services.trip_allocation import AllocationSettings
from desktop.services.trip_allocation_rows import QuotaRow


@dataclass(frozen=True, slots=True)
class RowGroup:
    """The rows that shared one branch's places (``key`` None: the top), with the names lots go by."""

    key: UUID | None
    rows: tuple[QuotaRow, ...]
    labels: tuple[str, ...]

    @property
    def places(self) -> int:
        """The places shared out."""
        return sum(row.places for row in self.rows)

    def again(self, settings: AllocationSettings) -> Apportionment:
        """Work the group out again."""
        claims = [
            Claim(label, row.weight, row.floor, row.ceiling, row.carried)
            for label, row in zip(self.labels, self.rows, strict=True)
        ]
        return apportion(claims, self.places, settings.method, settings.seed)


def grouped(rows: Sequence[QuotaRow]) -> dict[UUID | None, tuple[RowGroup, ...]]:
    """Return the groups of each part (by batch, None last), from the top down."""
    parts: dict[UUID | None, dict[UUID | None, list[QuotaRow]]] = {}
    for row in rows:
        parts.setdefault(row.batch_id, {}).setdefault(row.parent_id, []).append(row)
    ordered = sorted(parts, key=lambda batch: batch is None)
    return {
        batch: tuple(
            RowGroup(
                key, tuple(members), tuple(told_apart([(row.organisation_id, row.name) for row in members]))
            )
            for key, members in parts[batch].items()
        )
        for batch in ordered
    }


Bids = Callable[[QuotaRow], Bid]


def regrown(groups: Sequence[RowGroup], bid_of: Bids) -> tuple[list[QuotaRow], list[Bid], list[Group]]:
    """Return the leaves in the order of the tree, what each brings, and the groups over them."""
    below = {group.key: group for group in groups}
    leaves: list[QuotaRow] = []
    spans: dict[UUID, tuple[int, int]] = {}

    def walk(group: RowGroup) -> None:
        for row in group.rows:
            start = len(leaves)
            if row.is_leaf:
                leaves.append(row)
            else:
                walk(below[row.organisation_id])
                spans[row.organisation_id] = (start, len(leaves))

    walk(below[None])
    at = {row.organisation_id: place for place, row in enumerate(leaves)}
    made = []
    for group in groups:
        members = []
        for label, row in zip(group.labels, group.rows, strict=True):
            place = at.get(row.organisation_id, 0)
            start, end = (place, place + 1) if row.is_leaf else spans[row.organisation_id]
            members.append(Member(row.organisation_id, label, start, end, row.is_leaf))
        made.append(Group(group.key, tuple(members)))
    return leaves, [bid_of(row) for row in leaves], made
