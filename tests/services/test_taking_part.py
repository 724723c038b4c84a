"""What a worker takes part in: lists they stand on, and where they came."""

from datetime import UTC, datetime

from desktop.models.activities import EnrolmentState, Means
from desktop.services import attendance, enrolment
from desktop.services.taking_part import taking_part
from desktop.storage.store import Store
from tests.services.people import activity, put_workers


def test_lists_and_presence_are_told_the_latest_first(store: Store) -> None:
    one, other = put_workers(store, 2)
    early = activity(store, "读书会", starts_at=datetime(2026, 3, 1, 11, tzinfo=UTC), meetings=2)
    late = activity(store, "法律咨询", starts_at=datetime(2026, 5, 1, 11, tzinfo=UTC))
    store.do(enrolment.enrol, early.id, [one])
    store.do(attendance.check_in, early.meetings[0].id, one, Means.BY_HAND)
    store.do(attendance.let_in, late.meetings[0].id, one)
    told = store.read(taking_part, one)
    assert [(part.title, part.state, part.present, part.meetings) for part in told] == [
        ("法律咨询", None, 1, 1),
        ("读书会", EnrolmentState.ENROLLED, 1, 2),
    ]
    assert store.read(taking_part, other) == []


def test_a_cancelled_enrolment_is_told_as_such(store: Store) -> None:
    (one,) = put_workers(store, 1)
    evening = activity(store, "读书会")
    store.do(enrolment.enrol, evening.id, [one])
    store.do(enrolment.withdraw, evening.id, one, "ill")
    assert [part.state for part in store.read(taking_part, one)] == [EnrolmentState.CANCELLED]
