"""Whatever is done to rosters and taken back, places, shares and the list at the door agree."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import pytest

from desktop.core.errors import Refused
from desktop.services import trip_boarding, trip_roster, trip_roster_log, trip_roster_order, trip_substitution
from desktop.storage.store import Store
from tests.services.trip_travellers import WHY, put_chosen, put_ready_batch, put_trip_rule, put_waiting
from tests.services.trips import put_organisation, put_programme

STEPS = 18


@dataclass
class Desk:
    """Two batches at whose door a list stands, and somebody who does one thing after the other."""

    store: Store
    programme: UUID
    batches: tuple[UUID, UUID]
    chance: random.Random

    def withdraw(self) -> None:
        self.store.do(trip_substitution.withdraw, self._somebody(), WHY)

    def substitute(self) -> None:
        out = self._somebody()
        batch = next(b for b in self.batches if out in self._on(b))
        line = self.store.read(trip_roster_order.next_in_line, batch, out)
        into = self.chance.choice(line.candidates).nominee_id
        self.store.do(trip_substitution.substitute, out, into, WHY, "联系不上")

    def fill(self) -> None:
        batch = self.chance.choice(self.batches)
        line = self.store.read(trip_roster_order.next_in_line, batch)
        if line.first is not None:
            self.store.do(trip_substitution.fill, batch, line.first.nominee_id, WHY)

    def move(self) -> None:
        self.store.do(trip_substitution.move, self._somebody(), self.chance.choice(self.batches), WHY)

    def undo(self) -> None:
        if len(self.told()) > 0:
            self.store.undo()

    def told(self) -> list[str]:
        return [one.reason for one in self.store.read(trip_roster_log.changes, self.programme)]

    def _on(self, batch: UUID) -> list[UUID]:
        return [line.nominee_id for line in self.store.read(trip_roster.roster, batch).going]

    def _somebody(self) -> UUID:
        return self.chance.choice([key for batch in self.batches for key in self._on(batch)])


@pytest.mark.parametrize("seed", [3, 11])
def test_any_row_of_changes_keeps_places_shares_and_the_list_at_the_door(
    file_store: Store, seed: int
) -> None:
    desk = furnish(file_store, random.Random(seed))
    deeds: tuple[Callable[[], None], ...] = (
        desk.withdraw, desk.substitute, desk.substitute, desk.fill, desk.move, desk.undo,
    )  # fmt: skip
    done = 0
    for _step in range(STEPS):
        try:
            desk.chance.choice(deeds)()
            done += 1
        except Refused:
            continue
        finally:
            look_over(desk)
    assert done > STEPS / 3


def look_over(desk: Desk) -> None:
    now = desk.store.read(trip_roster.standing, desk.programme)
    people = [key for batch in desk.batches for key in desk._on(batch)]
    assert len(people) == len(set(people)) == now.count
    for batch in now.batches:
        assert batch.free >= 0
        door = desk.store.read(trip_boarding.departure, batch.batch.id)
        assert door is not None and door.is_current and door.expected == batch.count


def furnish(store: Store, chance: random.Random) -> Desk:
    programme = put_programme(store)
    put_trip_rule(store, programme, "frontline-share", "50")
    put_trip_rule(store, programme, "frontline-batch", "30")
    employers = [put_organisation(store, name) for name in ("定海环卫所工会", "普陀港务工会")]
    batches = (put_ready_batch(store, programme, 1, 4), put_ready_batch(store, programme, 2, 4))
    for number in range(6):
        put_chosen(
            store, programme, employers[number % 2], batches[number // 3], f"职工{number}",
            frontline=number % 3 != 0,
        )  # fmt: skip
    for number in range(5):
        put_waiting(
            store, programme, employers[number % 2], number + 1, f"候补{number}", frontline=number % 2 == 0
        )
    for batch in batches:
        store.do(trip_boarding.make_departure, batch)
    return Desk(store, programme, batches, chance)
