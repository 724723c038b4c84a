"""A step of the trips is changed freely until it is approved, then by a recorded amendment only."""

import pytest

from desktop.core.errors import FieldError, Refused
from desktop.services import trip_progress, trip_steps, trips
from desktop.services.trip_steps import Missing, StepApproved, StepEventKind, StepNotReady, TripStep
from desktop.storage.store import Store
from tests.services.trips import put_base, put_batch, put_programme


def test_an_approved_step_is_changed_only_after_an_amendment_with_its_reason(store: Store) -> None:
    programme = put_programme(store)
    store.do(trip_steps.approve, programme, TripStep.PLAN, "王主席", "舟总工〔2026〕3号")
    with pytest.raises(StepApproved, match="王主席"):
        store.read(trip_steps.require_open, programme, TripStep.PLAN)
    with pytest.raises(FieldError) as refused:
        store.do(trip_steps.amend, programme, TripStep.PLAN, "王主席", "  ")
    assert refused.value.field == "reason"
    store.do(trip_steps.amend, programme, TripStep.PLAN, "王主席", "价格调整")
    store.read(trip_steps.require_open, programme, TripStep.PLAN)
    told = [(one.kind, one.reason, one.document) for one in store.read(trip_steps.events, programme)]
    assert told == [
        (StepEventKind.APPROVED, "", "舟总工〔2026〕3号"),
        (StepEventKind.AMENDED, "价格调整", ""),
    ]
    assert store.read(trip_steps.where, programme)[0].is_amended


def test_an_approval_taken_back_leaves_the_step_open(store: Store) -> None:
    programme = put_programme(store)
    store.do(trip_steps.approve, programme, TripStep.PLAN, "王主席")
    store.undo()
    store.read(trip_steps.require_open, programme, TripStep.PLAN)


def test_a_step_waits_for_the_one_before(file_store: Store) -> None:
    programme = put_programme(file_store)
    with pytest.raises(StepNotReady, match="Plan"):
        file_store.do(trip_steps.approve, programme, TripStep.QUOTA, "王主席")


def test_a_step_that_lacks_something_is_not_approved(file_store: Store) -> None:
    programme = put_programme(file_store)
    lacks = {TripStep.PLAN: lambda _session, _key: (Missing("Batch 1 has no base."), Missing("x", False))}
    with pytest.raises(StepNotReady, match="Batch 1 has no base"):
        file_store.do(trip_steps.approve, programme, TripStep.PLAN, "王主席", "", lacks)
    assert file_store.read(trip_progress.progress, programme)[0].state.last is None


def test_nothing_is_amended_that_was_not_approved(file_store: Store) -> None:
    programme = put_programme(file_store)
    with pytest.raises(Refused, match="nothing to amend"):
        file_store.do(trip_steps.amend, programme, TripStep.NOTICE, "王主席", "x")


def test_a_programme_is_named_by_year_or_title(store: Store) -> None:
    old, new = put_programme(store, 2025), put_programme(store, 2026)
    assert store.read(trips.named, "２０２６") == new
    assert store.read(trips.named, "2025年度") == old
    with pytest.raises(trips.NoProgramme, match="2027"):
        store.read(trips.named, "2027")
    with pytest.raises(trips.NoProgramme, match="several"):
        store.read(trips.named, "疗休养")


def test_a_batch_of_a_removed_base_has_none(file_store: Store) -> None:
    programme = put_programme(file_store)
    base = put_base(file_store, programme, is_paired=True)
    put_batch(file_store, programme, 2, base_id=base)
    put_batch(file_store, programme, 1)
    first, second = file_store.read(trips.batches, programme)
    assert (first.number, first.base, second.base, second.is_paired) == (1, "", "莫干山疗养院", True)
    assert file_store.read(trips.batch, second.id) == second
