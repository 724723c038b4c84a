"""A roster lists who goes, by employer, and says what a batch still lacks."""

from datetime import date

from desktop.models.people import Sex
from desktop.models.trip_people import NomineeState
from desktop.models.trips import TripStep
from desktop.services import trip_progress, trip_roster, trip_roster_state
from desktop.storage.store import Store
from tests.services.trip_travellers import put_chosen, put_ready_batch, put_trip_rule, put_waiting
from tests.services.trips import put_batch, put_organisation, put_programme


def test_people_of_one_employer_stand_together_in_the_order_of_the_list(store: Store) -> None:
    programme = put_programme(store)
    one, two = put_organisation(store, "定海环卫所工会"), put_organisation(store, "普陀港务工会")
    batch = put_ready_batch(store, programme)
    for name, employer in (("甲", one), ("乙", two), ("丙", one)):
        put_chosen(store, programme, employer, batch, name, room="301" if name == "丙" else "")
    put_chosen(store, programme, two, batch, "丁", state=NomineeState.NO_SHOW)
    put_chosen(store, programme, two, put_ready_batch(store, programme, 2), "戊")
    found = store.read(trip_roster.roster, batch)
    told = [(line.number, line.name, line.organisation, line.room) for line in found.lines]
    assert told == [
        (1, "甲", "定海环卫所工会", ""),
        (2, "丙", "定海环卫所工会", "301"),
        (3, "乙", "普陀港务工会", ""),
        (0, "丁", "普陀港务工会", ""),
    ]
    assert [line.name for line in found.going] == ["甲", "丙", "乙"]
    assert (found.standing.count, found.standing.free, found.standing.no_shows) == (3, 7, 1)


def test_a_line_tells_sex_age_on_the_first_day_and_hides_the_phone(file_store: Store) -> None:
    programme = put_programme(file_store)
    batch = put_ready_batch(file_store, programme, starts_on=date(2026, 5, 31))
    put_chosen(file_store, programme, put_organisation(file_store), batch, "陈海生")
    (line,) = file_store.read(trip_roster.roster, batch).lines
    assert line.sex in (Sex.MALE.value, Sex.FEMALE.value)
    assert line.age == 40  # born on 1 June 1985
    assert line.phone == "138****1234"
    assert line.frontline


def test_the_share_of_the_front_line_is_told_in_all_and_in_each_batch(store: Store) -> None:
    programme = put_programme(store)
    put_trip_rule(store, programme, "frontline-batch", "60")
    employer, batch = put_organisation(store), put_ready_batch(store, programme)
    put_chosen(store, programme, employer, batch, "甲")
    for name in ("乙", "丙"):
        put_chosen(store, programme, employer, batch, name, frontline=False)
    now = store.read(trip_roster.standing, programme)
    assert (now.count, now.frontline, now.needed) == (3, 1, 3)  # 70 % of 3
    assert (now.batches[0].frontline, now.batches[0].needed) == (1, 2)
    told = [one.sentence for one in store.read(trip_roster_state.missing, programme) if one.blocks]
    assert told == [
        "The rosters are 2 people short of the front line: 1 of 3, needed 3.",
        "Batch 1 is 1 person short of the front line: 1 of 3, needed 2.",
    ]


def test_more_people_than_places_and_people_without_a_batch_block_the_approval(file_store: Store) -> None:
    programme, employer = put_programme(file_store), put_organisation(file_store)
    batch = put_ready_batch(file_store, programme, capacity=1)
    for name in ("甲", "乙"):
        put_chosen(file_store, programme, employer, batch, name)
    put_chosen(file_store, programme, employer, None, "丙")
    missing = file_store.read(trip_progress.missing, programme, TripStep.ROSTER)
    blocking = [one for one in missing if one.blocks]
    assert [one.sentence for one in blocking] == [
        "1 person is chosen but in no batch.",
        "Batch 1 has 1 person more than its 1 places.",
    ]
    assert blocking[1].item_id == batch


def test_what_is_only_to_be_looked_at_does_not_block(file_store: Store) -> None:
    programme, employer = put_programme(file_store), put_organisation(file_store)
    batch = put_batch(file_store, programme, capacity=2, leader="沈建平")
    put_chosen(file_store, programme, employer, batch, "甲")
    put_waiting(file_store, programme, employer, 1, "乙")
    missing = file_store.read(trip_roster_state.missing, programme)
    assert not any(one.blocks for one in missing)
    assert [one.sentence for one in missing] == [
        "1 place is free while 1 wait.",
        "1 person on the rosters stands on no public notice.",
        "Batch 1: still to be entered: hour of departure, insurer.",
    ]


def test_an_empty_programme_has_nobody_to_approve(file_store: Store) -> None:
    programme = put_programme(file_store)
    (only,) = file_store.read(trip_roster_state.missing, programme)
    assert only.blocks and only.sentence == "Nobody has a place yet."
