"""A place is lost by one way only where somebody stands on a roster, and never after the trip."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from desktop.core.errors import Refused
from desktop.models.trip_papers import TripNotice, TripNoticeLine, TripObjection
from desktop.models.trip_people import NomineeState, TripNominee
from desktop.models.trips import TripStep
from desktop.services import (
    attendance,
    enrolment,
    trip_boarding,
    trip_nominee_edit,
    trip_objections,
    trip_overrides,
)
from desktop.services.trip_boarding import Departure
from desktop.services.trip_objections import Answer, HasGone, ObjectionOutcome
from desktop.storage.store import Store
from tests.services.trip_travellers import put_chosen, put_ready_batch
from tests.services.trips import put, put_approved, put_organisation, put_programme

_DAY = date(2026, 4, 1)
_UPHELD = Answer(ObjectionOutcome.UPHELD, "属实", "王主席", _DAY)


def _ready(store: Store) -> tuple[UUID, UUID, Departure]:
    """Put two people on a roster with a departure; return the programme, the first, the departure."""
    programme, employer = put_programme(store), put_organisation(store)
    batch = put_ready_batch(store, programme)
    first, _second = (put_chosen(store, programme, employer, batch, name) for name in ("甲", "乙"))
    return programme, first, store.do(trip_boarding.make_departure, batch)


def _objection(store: Store, programme: UUID, nominee: UUID) -> UUID:
    notice = put(
        store,
        TripNotice(
            programme_id=programme, number=1, title="公示", posted_on=_DAY, first_day=_DAY, last_day=_DAY,
            days=1, is_workdays=True,
        ),
    )  # fmt: skip
    line = TripNoticeLine(
        notice_id=notice, nominee_id=nominee, number=1, name_shown="甲*", organisation_shown="环卫所"
    )
    put(store, line)
    return put(store, TripObjection(notice_id=notice, nominee_id=nominee, received_on=_DAY, text="不是一线"))


def _row(session: Session, nominee: UUID) -> tuple[NomineeState, UUID | None, UUID]:
    row = session.get_one(TripNominee, nominee)
    return row.state, row.batch_id, row.worker_id


def test_who_loses_the_place_by_an_objection_is_no_longer_on_the_list_at_the_door(store: Store) -> None:
    programme, first, departure = _ready(store)
    store.do(trip_objections.answer, _objection(store, programme, first), _UPHELD)
    assert [one.name for one in store.read(enrolment.on_list, departure.activity_id)] == ["乙"]
    store.undo()
    assert [one.name for one in store.read(enrolment.on_list, departure.activity_id)] == ["甲", "乙"]


def test_an_objection_takes_no_place_from_somebody_who_has_boarded(file_store: Store) -> None:
    programme, first, departure = _ready(file_store)
    worker = file_store.read(_row, first)[2]
    file_store.do(attendance.check_in, departure.meeting_id, worker)
    objection = _objection(file_store, programme, first)
    with pytest.raises(HasGone, match="has boarded"):
        file_store.do(trip_objections.answer, objection, _UPHELD)
    assert file_store.read(_row, first)[0] is NomineeState.CHOSEN


def test_who_is_considered_again_has_no_batch_of_former_days(file_store: Store) -> None:
    programme, first, _departure = _ready(file_store)
    file_store.do(trip_objections.answer, _objection(file_store, programme, first), _UPHELD)
    file_store.do(trip_overrides.take_up_again, [first])
    assert file_store.read(_row, first)[:2] == (NomineeState.NAMED, None)


def test_a_name_on_a_firm_roster_is_not_withdrawn_behind_its_back(file_store: Store) -> None:
    programme, first, _departure = _ready(file_store)
    with pytest.raises(Refused, match="stands on a roster") as refused:
        file_store.do(trip_nominee_edit.withdraw, first, "本人放弃")
    assert "Rosters" in refused.value.remedy
    batch = put_ready_batch(file_store, programme, 2)
    other = put_chosen(file_store, programme, put_organisation(file_store, "港务局工会"), batch, "丙")
    put_approved(file_store, programme, [TripStep.ROSTER])
    with pytest.raises(Refused, match="stands on a roster"):
        file_store.do(trip_nominee_edit.withdraw, other, "本人放弃")


@pytest.mark.parametrize("state", [NomineeState.CHOSEN, NomineeState.NO_SHOW, NomineeState.WENT])
def test_nobody_who_has_or_had_a_place_is_struck_out(file_store: Store, state: NomineeState) -> None:
    programme, employer = put_programme(file_store), put_organisation(file_store)
    batch = put_ready_batch(file_store, programme)
    nominee = put_chosen(file_store, programme, employer, batch, "甲", state=state)
    with pytest.raises(Refused, match="has a place or had one"):
        file_store.do(trip_nominee_edit.strike, nominee)
    if state is not NomineeState.CHOSEN:
        with pytest.raises(Refused):
            file_store.do(trip_nominee_edit.withdraw, nominee, "误报")
