"""Once people have gone, the choice still tells who had a place, and is not made again."""

from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.trip_people import NomineeState, TripNominee
from desktop.services import trip_choice, trip_choice_state, trip_nominees, trip_placing, trip_placing_best
from desktop.services.trip_choice import AlreadyTravelled, Lots
from desktop.services.trip_nominees import NomineeSought
from desktop.services.trip_placing import PlacingSettings
from desktop.services.trip_placing_words import placing_words
from desktop.storage.store import Store
from tests.services.trip_choices import put_port
from tests.services.trips import put_batch

_LOTS = Lots("3 5 6")


def _travel(session: Session, programme: UUID, states: list[NomineeState]) -> None:
    rows = session.scalars(
        select(TripNominee)
        .where(TripNominee.programme_id == programme, TripNominee.state == NomineeState.CHOSEN)
        .order_by(TripNominee.number)
    )
    for row, state in zip(rows, states, strict=False):
        row.state = state


def _placed_and_gone(store: Store, *states: NomineeState) -> UUID:
    programme, _port = put_port(store, places=3, named=5)
    put_batch(store, programme, capacity=3)
    store.do(trip_choice.settle, programme, _LOTS)
    case = store.read(trip_placing.case_of, programme, PlacingSettings(_LOTS))
    store.do(trip_placing.settle, trip_placing_best.best(case))
    store.do(_travel, programme, list(states))
    return programme


def test_who_has_gone_is_still_shown_with_the_place_and_the_batch(file_store: Store) -> None:
    went = NomineeState.WENT
    programme = _placed_and_gone(file_store, went, went, went)
    placing = file_store.read(trip_placing.kept, programme)
    choice = file_store.read(trip_choice.kept, programme)
    assert placing is not None
    assert choice is not None
    assert (len(placing.lines), placing.batches[0].people, placing.free) == (3, 3, 0)
    assert choice.taken == 3
    sought = NomineeSought(states=trip_choice.TOOK_PART)
    assert len(file_store.read(trip_nominees.listed, programme, sought)) == 5
    assert [one.people for one in file_store.read(trip_placing.employers, programme)] == [3]
    assert file_store.read(trip_choice_state.missing, programme) == ()


def test_a_no_show_is_listed_but_fills_no_place(file_store: Store) -> None:
    programme = _placed_and_gone(file_store, NomineeState.NO_SHOW)
    placing = file_store.read(trip_placing.kept, programme)
    assert placing is not None
    assert placing_words(placing)[0] == "2 of 2 are in a batch; 1 places stay empty."
    sought = NomineeSought(states=trip_choice.TOOK_PART)
    (absent,) = (
        one
        for one in file_store.read(trip_nominees.listed, programme, sought)
        if one.state is NomineeState.NO_SHOW
    )
    assert absent.batch == "Batch 1"


@pytest.mark.parametrize("state", [NomineeState.WENT, NomineeState.NO_SHOW])
def test_nothing_is_chosen_or_placed_again_once_somebody_has_gone(
    file_store: Store, state: NomineeState
) -> None:
    programme = _placed_and_gone(file_store)
    report = file_store.read(trip_placing.kept, programme)
    assert report is not None
    file_store.do(_travel, programme, [state])
    with pytest.raises(AlreadyTravelled, match="1 person has gone") as caught:
        file_store.do(trip_choice.settle, programme, _LOTS)
    assert "Rosters" in caught.value.remedy
    with pytest.raises(AlreadyTravelled):
        file_store.read(trip_choice.propose, programme, _LOTS)
    with pytest.raises(AlreadyTravelled):
        file_store.read(trip_placing.case_of, programme)
    with pytest.raises(AlreadyTravelled):
        file_store.do(trip_placing.settle, report)
