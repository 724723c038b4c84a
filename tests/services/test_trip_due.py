"""What is due of the trips: it appears on its day and goes when it is done."""

from datetime import date

from desktop.models.trip_papers import ObjectionOutcome, TripNotice, TripObjection, TripSettlement
from desktop.services import trip_due
from desktop.services.trip_due import TripDueKind
from desktop.services.trip_steps import TripStep
from desktop.storage.store import Store
from tests.services.trips import put, put_approved, put_batch, put_programme

TODAY = date(2026, 6, 15)


def kinds(store: Store, today: date = TODAY) -> list[TripDueKind]:
    return [one.kind for one in store.read(trip_due.due, today)]


def test_a_batch_is_due_before_it_leaves_and_after_it_is_back(file_store: Store) -> None:
    programme = put_programme(file_store)
    batch = put_batch(file_store, programme, starts_on=date(2026, 6, 20), ends_on=date(2026, 6, 24))
    assert kinds(file_store, date(2026, 6, 1)) == []
    assert kinds(file_store) == [TripDueKind.LEAVES]
    assert kinds(file_store, date(2026, 6, 22)) == []
    assert kinds(file_store, date(2026, 6, 25)) == [TripDueKind.UNSETTLED]
    put_approved(file_store, programme, [TripStep.ROSTER])
    assert kinds(file_store) == []
    settled = TripSettlement(
        batch_id=batch, settled_on=date(2026, 7, 1), settled_by="李会计", people=1, total_fen=1
    )
    put(file_store, settled)
    assert kinds(file_store, date(2026, 7, 2)) == []


def test_a_notice_is_due_when_it_has_run_out_and_an_objection_at_once(store: Store) -> None:
    programme = put_programme(store)
    notice = put(
        store,
        TripNotice(
            programme_id=programme, number=1, title="第一批公示", posted_on=date(2026, 6, 5),
            first_day=date(2026, 6, 8), last_day=date(2026, 6, 12), days=5, is_workdays=True,
        ),
    )  # fmt: skip
    put(store, TripObjection(notice_id=notice, received_on=date(2026, 6, 9), text="不是一线职工"))
    assert kinds(store) == [TripDueKind.OBJECTION, TripDueKind.NOTICE_OVER]
    assert kinds(store, date(2026, 6, 12)) == [TripDueKind.OBJECTION]
    put(
        store,
        TripObjection(
            notice_id=notice, received_on=date(2026, 6, 10), text="x", outcome=ObjectionOutcome.UPHELD
        ),
    )
    assert len(kinds(store)) == 2


def test_a_programme_that_was_removed_leaves_nothing_due(file_store: Store) -> None:
    gone = put_programme(file_store, removed_at=file_store.now())
    put_batch(file_store, gone, starts_on=TODAY, ends_on=TODAY)
    assert kinds(file_store) == []
