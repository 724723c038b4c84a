"""The departure of a batch is an activity, so that the door, its sheets and its attendance serve trips."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest

from desktop.core.codes import RowCode, row_code
from desktop.core.errors import FieldError
from desktop.models.trip_people import NomineeState
from desktop.models.trips import TripStep
from desktop.services import (
    agenda,
    attendance,
    door,
    enrolment,
    sheets,
    trip_boarding,
    trip_roster,
    trip_roster_log,
    trip_substitution,
    trips,
)
from desktop.services.attendance import VerdictKind
from desktop.services.sheets import Column, SheetKind
from desktop.services.trip_boarding import HasBoarded, MorePeopleThanPlaces, NotLeftYet
from desktop.services.trip_steps import StepApproved
from desktop.storage.store import Store
from tests.paper.sheets import codes_on
from tests.services.trip_travellers import WHY, put_chosen, put_ready_batch
from tests.services.trips import put_approved, put_base, put_batch, put_organisation, put_programme


def test_a_departure_is_an_activity_with_everybody_of_the_roster_on_its_list(store: Store) -> None:
    programme, employer = put_programme(store), put_organisation(store)
    batch = put_ready_batch(store, programme, base_id=put_base(store, programme))
    for name in ("甲", "乙"):
        put_chosen(store, programme, employer, batch, name)
    made = store.do(trip_boarding.make_departure, batch)
    card = store.read(agenda.card, made.activity_id)
    assert card.title == "2026 trip, Batch 1 莫干山疗养院"
    assert (card.capacity, card.enrolled, card.contact) == (10, 2, "沈建平")
    (meeting,) = card.meetings
    assert meeting.starts_at == datetime(2026, 12, 15, tzinfo=UTC)
    assert meeting.place == "定海客运中心"
    assert [one.name for one in store.read(enrolment.on_list, made.activity_id)] == ["甲", "乙"]
    assert store.undo() == "Set up the departure of Batch 1"
    assert store.read(trips.batch, batch).activity_id is None


def test_without_an_hour_the_first_morning_is_proposed_and_one_is_asked_for(file_store: Store) -> None:
    programme = put_programme(file_store)
    batch = put_batch(file_store, programme, starts_on=date(2026, 12, 15))
    line = file_store.read(trips.batch, batch)
    hour = trip_boarding.proposed_hour(line)
    assert hour == datetime(2026, 12, 15, 8, 0)
    with pytest.raises(FieldError) as refused:
        file_store.do(trip_boarding.make_departure, batch)
    assert refused.value.field == "departs_at"
    made = file_store.do(trip_boarding.make_departure, batch, hour, "客运中心")
    assert made.starts_at == datetime(2026, 12, 15, 8, 0).astimezone(UTC)


def test_an_approved_hour_is_changed_by_an_amendment_only(file_store: Store) -> None:
    programme = put_programme(file_store)
    batch = put_ready_batch(file_store, programme)
    put_approved(file_store, programme, [TripStep.ROSTER])
    file_store.do(trip_boarding.make_departure, batch)
    with pytest.raises(StepApproved):
        file_store.do(trip_boarding.make_departure, batch, datetime(2026, 12, 15, 9, 0))


def test_more_people_than_places_do_not_depart(file_store: Store) -> None:
    programme, employer = put_programme(file_store), put_organisation(file_store)
    batch = put_ready_batch(file_store, programme, capacity=1)
    for name in ("甲", "乙"):
        put_chosen(file_store, programme, employer, batch, name)
    with pytest.raises(MorePeopleThanPlaces, match="1 person more"):
        file_store.do(trip_boarding.make_departure, batch)


def test_who_is_checked_in_at_the_door_has_boarded(store: Store) -> None:
    programme, employer = put_programme(store), put_organisation(store)
    batch = put_ready_batch(store, programme)
    for name in ("甲", "乙"):
        put_chosen(store, programme, employer, batch, name)
    made = store.do(trip_boarding.make_departure, batch)
    first = store.read(trip_roster.roster, batch).lines[0]
    store.do(attendance.check_in, made.meeting_id, first.worker_id)
    now = store.read(trip_boarding.departure, batch)
    assert now is not None
    assert (now.expected, now.aboard, [one.name for one in now.missing]) == (2, 1, ["乙"])
    line = store.read(trip_roster.roster, batch).lines[0]
    assert line.boarded_at is not None
    assert store.read(trip_roster.standing, programme).batches[0].boarded == 1
    with pytest.raises(HasBoarded):
        store.do(trip_boarding.note_no_show, first.nominee_id, WHY)
    with pytest.raises(HasBoarded):
        store.do(trip_substitution.withdraw, first.nominee_id, WHY)


CODED = (Column.NUMBER, Column.NAME, Column.SEX, Column.ORGANISATION, Column.PHONE, Column.CODE)


@pytest.mark.parametrize("kind", [SheetKind.SIGN_IN, SheetKind.ROSTER])
def test_a_code_on_a_paper_of_the_departure_boards_its_person(file_store: Store, kind: SheetKind) -> None:
    store = file_store
    programme, employer = put_programme(store), put_organisation(store)
    batch = put_ready_batch(store, programme)
    put_chosen(store, programme, employer, batch, "陈海生")
    made = store.do(trip_boarding.make_departure, batch)
    request = sheets.SheetRequest(made.activity_id, kind, columns=CODED)
    paper = BytesIO()
    store.record(sheets.print_sheet, store.code_key, request, paper)
    read = [found.code for found in codes_on(paper.getvalue(), 1, 200, store.code_key)]
    (row,) = [code for code in read if isinstance(code, RowCode)]
    verdict = store.do(door.scan, store.code_key, made.meeting_id, row_code(store.code_key, row.token))
    assert (verdict.kind, verdict.name) == (VerdictKind.IN, "陈海生")
    now = store.read(trip_boarding.departure, batch)
    assert now is not None and (now.aboard, now.missing) == (1, ())


def test_who_is_let_in_without_standing_on_the_roster_is_told(file_store: Store) -> None:
    programme = put_programme(file_store)
    batch = put_ready_batch(file_store, programme)
    made = file_store.do(trip_boarding.make_departure, batch)
    file_store.do(attendance.guest, made.meeting_id, "家属")
    now = file_store.read(trip_boarding.departure, batch)
    assert now is not None and (now.expected, now.strangers) == (0, 1)


def test_the_list_at_the_door_follows_the_roster(store: Store) -> None:
    programme, employer = put_programme(store), put_organisation(store)
    batch = put_ready_batch(store, programme)
    keys = [put_chosen(store, programme, employer, batch, name) for name in ("甲", "乙")]
    made = store.do(trip_boarding.make_departure, batch)
    store.do(trip_substitution.withdraw, keys[0], WHY)
    assert [one.name for one in store.read(enrolment.on_list, made.activity_id)] == ["乙"]
    put_chosen(store, programme, employer, batch, "丙")
    behind = store.read(trip_boarding.departure, batch)
    assert behind is not None
    assert (behind.to_enrol, behind.to_strike, behind.is_current) == (1, 0, False)
    store.do(trip_boarding.make_departure, batch)
    assert [one.name for one in store.read(enrolment.on_list, made.activity_id)] == ["乙", "丙"]


def test_a_no_show_is_noted_once_the_batch_has_left(store: Store) -> None:
    programme, employer = put_programme(store), put_organisation(store)
    batch = put_ready_batch(store, programme)
    key = put_chosen(store, programme, employer, batch, "甲", room="1", seat="1")
    store.do(trip_boarding.make_departure, batch)
    with pytest.raises(NotLeftYet):
        store.do(trip_boarding.note_no_show, key, WHY)
    gone = put_ready_batch(store, programme, 2, departs_at=store.now() - timedelta(hours=1))
    key = put_chosen(store, programme, employer, gone, "乙", seat="4")
    made = store.do(trip_boarding.make_departure, gone)
    store.do(trip_boarding.note_no_show, key, WHY)
    found = store.read(trip_roster.roster, gone)
    assert [(one.name, one.state, one.seat) for one in found.lines] == [("乙", NomineeState.NO_SHOW, "")]
    assert (found.standing.count, found.standing.no_shows, found.standing.free) == (0, 1, 10)
    (line,) = store.read(trip_roster_log.changes, programme)
    assert (line.out_name, line.reason, line.by) == ("乙", WHY.reason, WHY.by)
    assert [one.name for one in store.read(enrolment.on_list, made.activity_id)] == ["乙"]
