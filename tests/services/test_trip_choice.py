"""The choice writes who has a place and who waits, can be redone, and is kept as it was made."""

import hashlib
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError
from desktop.core.trip_choice import Ground
from desktop.models.trip_people import NomineeState
from desktop.models.trips import TripCategory, TripStep
from desktop.services import trip_allocation, trip_choice, trip_choice_state, trip_nominees
from desktop.services.trip_choice import Lots, NobodyToChoose
from desktop.services.trip_nominees import NomineeLine
from desktop.services.trip_steps import StepApproved
from desktop.storage.store import Store
from tests.services.allocations import put_quota
from tests.services.trip_choices import name_sound, put_port
from tests.services.trips import put, put_approved, put_batch, put_organisation, put_programme


def people(store: Store, programme: UUID) -> dict[int, NomineeLine]:
    return {one.number: one for one in store.read(trip_nominees.listed, programme)}


def test_who_is_drawn_first_has_a_place_and_the_others_wait_in_order(store: Store) -> None:
    programme, _port = put_port(store, places=2, named=4)
    report = store.do(trip_choice.settle, programme, Lots("3 5 6", "三颗骰子，监督：王主席"))
    order = sorted(range(1, 5), key=lambda n: hashlib.sha256(f"3 5 6|{n}".encode()).hexdigest())
    now = people(store, programme)
    assert [now[n].state for n in order] == [NomineeState.CHOSEN] * 2 + [NomineeState.WAITING] * 2
    assert [now[n].rank for n in order] == [1, 2, 3, 4]
    assert [now[n].waiting for n in order] == [None, None, 1, 2]
    assert (report.taken, report.waiting, report.needed) == (2, 2, 2)


def test_the_choice_is_kept_as_it_was_made_and_undone_in_one_step(store: Store) -> None:
    programme, _port = put_port(store, places=2, named=3)
    category = TripCategory(programme_id=programme, key="injured", name="因工负伤", points=4, position=1)
    category_id = put(store, category)
    chosen = name_sound(store, programme, _port, categories="injured")
    made = store.do(trip_choice.settle, programme, Lots("8", "一颗骰子"))
    store.do(_rename, category_id)
    kept = store.read(trip_choice.kept, programme)
    assert kept is not None
    assert [line.decided for line in kept.lines] == [line.decided for line in made.lines]
    assert kept.lines[0].nominee.id == chosen
    assert (kept.lots, kept.made_at) == (Lots("8", "一颗骰子"), made.made_at)
    assert store.read(trip_choice.lots_proposed, programme) == Lots("8", "一颗骰子")
    store.undo()
    store.undo()
    assert store.read(trip_choice.kept, programme) is None
    assert {one.state for one in people(store, programme).values()} == {NomineeState.NAMED}


def _rename(session: Session, category: UUID) -> None:
    row = session.get(TripCategory, category)
    assert row is not None
    row.name, row.points = "别名", 9


def test_only_whoever_passes_the_check_takes_part(store: Store) -> None:
    programme, port = put_port(store, places=3, named=1)
    unfit = name_sound(store, programme, port, fit=False)
    report = store.read(trip_choice.propose, programme, Lots("s"))
    assert [line.nominee.number for line in report.lines] == [1]
    assert [one.nominee.id for one in report.aside] == [unfit]
    assert [(one.organisation, one.places) for one in report.unused] == [("港务局工会", 2)]


def test_places_kept_for_a_trades_batch_go_to_that_trade(store: Store) -> None:
    programme, port = put_port(store, places=1, named=2)
    batch = put_batch(store, programme, 1, reserved_trade="环卫工")
    cleaner = name_sound(store, programme, port, trade="环卫工")
    standing = store.read(trip_allocation.standing, programme)
    assert standing is not None
    put_quota(store, standing.id, port, 1, batch_id=batch)
    report = store.read(trip_choice.propose, programme, Lots("s"))
    assert report.taken == 2
    assert cleaner in {line.nominee.id for line in report.lines if line.decided.is_taken}


def test_a_choice_made_again_takes_the_place_and_the_batch_of_who_lost_it(file_store: Store) -> None:
    programme, port = put_port(file_store, places=1, named=1)
    file_store.do(trip_choice.settle, programme, Lots("s"))
    category = TripCategory(programme_id=programme, key="toxic", name="有毒有害岗位", points=5, position=1)
    put(file_store, category)
    first = name_sound(file_store, programme, port, categories="toxic")
    file_store.do(trip_choice.settle, programme, Lots("s"))
    now = people(file_store, programme)
    assert now[2].id == first
    assert (now[2].state, now[1].state, now[1].waiting) == (NomineeState.CHOSEN, NomineeState.WAITING, 1)
    report = file_store.read(trip_choice.kept, programme)
    assert report is not None
    assert report.lines[1].decided.ground is Ground.FULL


def test_without_seed_or_people_or_once_approved_nothing_is_chosen(file_store: Store) -> None:
    programme, _port = put_port(file_store, named=1)
    with pytest.raises(FieldError, match="seed"):
        file_store.do(trip_choice.settle, programme, Lots("  "))
    empty = put_programme(file_store, year=2027)
    put_organisation(file_store, "无人工会")
    with pytest.raises(NobodyToChoose):
        file_store.read(trip_choice.propose, empty, Lots("s"))
    put_approved(file_store, programme, [TripStep.CHOICE])
    with pytest.raises(StepApproved):
        file_store.do(trip_choice.settle, programme, Lots("s"))


def test_what_is_missing_is_told_until_everybody_chosen_is_in_a_batch(file_store: Store) -> None:
    programme, port = put_port(file_store, places=2, named=1)
    assert [one.blocks for one in file_store.read(trip_choice_state.missing, programme)] == [True]
    batch = put_batch(file_store, programme, 1, capacity=1)
    name_sound(file_store, programme, port, frontline=False)
    file_store.do(trip_choice.settle, programme, Lots("s"))
    told = [one.sentence for one in file_store.read(trip_choice_state.missing, programme)]
    assert told == [
        "2 people who have a place are in no batch yet.",
        "All batches together: 1 of the front line, at least 2 are needed.",
    ]
    file_store.do(_put_in, programme, batch)
    told = [one.sentence for one in file_store.read(trip_choice_state.missing, programme)]
    assert told[-1] == "Batch 1: 1 person more than it has places."


def _put_in(session: Session, programme: UUID, batch: UUID) -> None:
    for one in trip_nominees.listed(session, programme):
        trip_nominees.on_file(session, one.id).batch_id = batch
