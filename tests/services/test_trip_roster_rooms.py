"""Rooms of two by sex, colleagues first; seats in the order of the roster; set by hand where one likes."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError
from desktop.core.ids import new_id
from desktop.models.people import Sex, Worker
from desktop.models.trip_people import TripNominee
from desktop.models.trips import TripStep
from desktop.services import trip_roster, trip_roster_rooms
from desktop.services.trip_roster_rooms import Guest, share_rooms
from desktop.services.trip_steps import StepApproved
from desktop.storage.store import Store
from tests.services.trip_travellers import put_chosen, put_ready_batch
from tests.services.trips import put_approved, put_organisation, put_programme

A, B = new_id(), new_id()


def guests(*told: tuple[str | None, UUID, str]) -> list[Guest]:
    return [Guest(new_id(), sex, employer, room) for sex, employer, room in told]


def test_colleagues_share_first_then_those_left_and_the_last_is_alone() -> None:
    list_ = guests(
        ("M", A, ""), ("M", A, ""), ("M", A, ""), ("F", A, ""), ("M", B, ""), ("M", B, ""), ("M", B, "")
    )
    found = share_rooms(list_)
    assert [found.given[one.key] for one in list_] == ["1", "1", "2", "4", "3", "3", "2"]
    assert found.alone == (list_[3].key,)


def test_rooms_set_by_hand_stay_and_are_filled_by_a_colleague_before_a_stranger() -> None:
    list_ = guests(("F", A, "301"), ("F", B, ""), ("F", A, ""), ("M", A, "2"))
    found = share_rooms(list_)
    assert found.given == {list_[2].key: "301", list_[1].key: "1"}
    assert found.alone == (list_[1].key,)


def test_who_has_no_known_sex_is_alone_and_told() -> None:
    list_ = guests((None, A, ""), ("M", A, ""), ("M", A, ""))
    found = share_rooms(list_)
    assert found.unknown == (list_[0].key,)
    assert [found.given[one.key] for one in list_] == ["2", "1", "1"]


PEOPLE = st.tuples(
    st.sampled_from(["M", "F", None]), st.sampled_from([A, B]), st.sampled_from(["", "", "", "7", "8"])
)


@given(st.lists(PEOPLE, max_size=14))
def test_everybody_gets_a_bed_none_is_crowded_and_no_sexes_are_mixed(
    told: list[tuple[str | None, UUID, str]],
) -> None:
    list_ = guests(*told)
    found = share_rooms(list_)
    assert {one.key for one in list_ if not one.room} == set(found.given)
    for room in {found.given[key] for key in found.given}:
        there = [one for one in list_ if room in (one.room, found.given.get(one.key))]
        assert len(there) <= 2
        assert len({one.sex for one in there}) == 1
    for sex in ("M", "F"):
        alone = [one for one in list_ if one.sex == sex and one.key in found.alone]
        assert len(alone) <= 1
    assert share_rooms(list_) == found


def test_the_same_list_gives_the_same_rooms_and_one_step_takes_them_back(store: Store) -> None:
    programme, employer = put_programme(store), put_organisation(store)
    batch = put_ready_batch(store, programme)
    keys = [put_chosen(store, programme, employer, batch, name) for name in ("甲", "乙", "丙")]
    for key in keys:
        store.do(_as_man, key)
    done = store.do(trip_roster_rooms.propose_rooms, batch)
    assert (done.given, done.alone) == (3, ("丙",))
    first = _rooms(store, batch)
    assert first == ["1", "1", "2"]
    store.undo()
    assert _rooms(store, batch) == ["", "", ""]
    store.do(trip_roster_rooms.propose_rooms, batch)
    assert _rooms(store, batch) == first


def test_seats_are_numbered_past_those_given_by_hand(file_store: Store) -> None:
    programme, employer = put_programme(file_store), put_organisation(file_store)
    batch = put_ready_batch(file_store, programme)
    put_chosen(file_store, programme, employer, batch, "甲")
    put_chosen(file_store, programme, employer, batch, "乙", seat="1")
    third = put_chosen(file_store, programme, employer, batch, "丙")
    assert file_store.do(trip_roster_rooms.propose_seats, batch) == 2
    assert [one.seat for one in file_store.read(trip_roster.roster, batch).lines] == ["2", "1", "3"]
    with pytest.raises(FieldError, match="Seat 1 is 乙's"):
        file_store.do(trip_roster_rooms.set_seat, third, "1")


def test_a_room_shared_by_a_man_and_a_woman_or_by_three_is_told(file_store: Store) -> None:
    programme, employer = put_programme(file_store), put_organisation(file_store)
    batch = put_ready_batch(file_store, programme)
    keys = [put_chosen(file_store, programme, employer, batch, name) for name in ("甲", "乙", "丙")]
    file_store.do(_as_man, keys[0])
    file_store.do(_as_woman, keys[1])
    assert file_store.do(trip_roster_rooms.set_room, keys[0], " 305 ") == ()
    assert file_store.do(trip_roster_rooms.set_room, keys[1], "305") == (
        "Room 305 now holds a man and a woman.",
    )
    assert "3 people" in file_store.do(trip_roster_rooms.set_room, keys[2], "305")[0]
    assert file_store.do(trip_roster_rooms.set_room, keys[2], "") == ()


def test_once_approved_only_who_has_none_gets_a_room(file_store: Store) -> None:
    programme, employer = put_programme(file_store), put_organisation(file_store)
    batch = put_ready_batch(file_store, programme)
    has = put_chosen(file_store, programme, employer, batch, "甲", room="1", seat="1")
    comes = put_chosen(file_store, programme, employer, batch, "乙")
    put_approved(file_store, programme, [TripStep.ROSTER])
    file_store.do(trip_roster_rooms.set_room, comes, "2")
    file_store.do(trip_roster_rooms.set_seat, comes, "2")
    with pytest.raises(StepApproved):
        file_store.do(trip_roster_rooms.set_room, has, "3")
    with pytest.raises(StepApproved):
        file_store.do(trip_roster_rooms.clear_seats, batch)


def _rooms(store: Store, batch: UUID) -> list[str]:
    return [one.room for one in store.read(trip_roster.roster, batch).lines]


def _as_man(session: Session, nominee: UUID) -> None:
    _with_sex(session, nominee, Sex.MALE)


def _as_woman(session: Session, nominee: UUID) -> None:
    _with_sex(session, nominee, Sex.FEMALE)


def _with_sex(session: Session, nominee: UUID, sex: Sex) -> None:
    row = session.get(TripNominee, nominee)
    worker = session.get(Worker, row.worker_id) if row else None
    assert worker is not None
    worker.sex = sex
