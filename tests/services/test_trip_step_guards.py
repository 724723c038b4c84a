"""Every service that changes what a step holds refuses once the step is approved, and names the step."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from desktop.core.apportion import Method
from desktop.core.cost_split import Parts
from desktop.core.trip_rules import Effect, RuleKey
from desktop.models.trip_papers import TripInvoice, TripNotice, TripObjection
from desktop.models.trip_people import NomineeState, TripOverride
from desktop.models.trips import TripCategory, TripDocument, TripStep
from desktop.services import (
    trip_allocation_returns,
    trip_allocation_settle,
    trip_boarding,
    trip_choice,
    trip_claim_fill,
    trip_claims,
    trip_costs,
    trip_invoices,
    trip_nominee_edit,
    trip_nominee_import,
    trip_notices,
    trip_objections,
    trip_overrides,
    trip_placing,
    trip_placing_best,
    trip_plan,
    trip_plan_bases,
    trip_plan_batches,
    trip_plan_categories,
    trip_plan_rules,
    trip_roster_rooms,
    trip_settlement,
    trips,
)
from desktop.services.trip_allocation import AllocationSettings
from desktop.services.trip_choice import Lots
from desktop.services.trip_claims import ClaimEntry
from desktop.services.trip_invoices import InvoiceEntry
from desktop.services.trip_nominee_entry import NomineeEntry
from desktop.services.trip_nominee_import_rows import NomineePreview
from desktop.services.trip_notice_draft import NoticeEntry
from desktop.services.trip_objections import Answer, ObjectionOutcome
from desktop.services.trip_placing import PlacingSettings
from desktop.services.trip_plan import ProgrammeEntry
from desktop.services.trip_plan_bases import BaseEntry
from desktop.services.trip_plan_batch_checks import BatchEntry
from desktop.services.trip_plan_categories import CategoryEntry
from desktop.services.trip_plan_rules import DocumentEntry, RuleEntry
from desktop.services.trip_settlement import SettleEntry
from desktop.services.trip_steps import StepApproved, step_word
from desktop.storage.store import Store
from tests.services.trip_choices import name_sound
from tests.services.trip_travellers import WHY, put_ready_batch
from tests.services.trips import (
    put,
    put_approved,
    put_base,
    put_claim,
    put_organisation,
    put_programme,
    put_worker,
)

_DAY = date(2026, 4, 1)
Call = Callable[[Session], object]


class World(NamedTuple):
    """A programme with one of everything."""

    programme: UUID
    organisation: UUID
    batch: UUID
    base: UUID
    document: UUID
    category: UUID
    claim: UUID
    chosen: UUID
    withdrawn: UUID
    override: UUID
    notice: UUID
    objection: UUID
    invoice: UUID
    worker: UUID


def _world(store: Store) -> World:
    programme, organisation = put_programme(store), put_organisation(store)
    batch = put_ready_batch(store, programme, price_fen=300_000)
    chosen = name_sound(
        store, programme, organisation, state=NomineeState.CHOSEN, batch_id=batch, room="9", seat="9"
    )
    withdrawn = name_sound(store, programme, organisation, state=NomineeState.WITHDRAWN)
    notice = put(
        store,
        TripNotice(
            programme_id=programme, number=1, title="公示", posted_on=_DAY, first_day=_DAY, last_day=_DAY,
            days=1, is_workdays=True,
        ),
    )  # fmt: skip
    override = TripOverride(nominee_id=chosen, rule="fit", reason="已补证明", by="李敏", at=store.now())
    return World(
        programme,
        organisation,
        batch,
        put_base(store, programme),
        put(store, TripDocument(programme_id=programme, number="舟总工〔2026〕10号")),
        put(store, TripCategory(programme_id=programme, key="own1", name="劳模", points=5, position=0)),
        put_claim(store, programme, organisation),
        chosen,
        withdrawn,
        put(store, override),
        notice,
        put(store, TripObjection(notice_id=notice, nominee_id=chosen, received_on=_DAY, text="不是一线")),
        put(store, TripInvoice(batch_id=batch, number="26330000000000000001", amount_fen=300_000)),
        put_worker(store, organisation=organisation),
    )


def _plan(w: World, batch: BatchEntry) -> Iterator[Call]:
    programme, rule = w.programme, RuleEntry("5", Effect.BLOCK)
    yield lambda s: trip_plan.change(s, programme, ProgrammeEntry(2026, "新方案", 12))
    yield lambda s: trip_plan.remove(s, programme)
    yield lambda s: trip_plan_bases.add(s, programme, BaseEntry("普陀山疗养院"))
    yield lambda s: trip_plan_bases.add_sites(s, programme, ())
    yield lambda s: trip_plan_bases.change(s, w.base, BaseEntry("普陀山疗养院"))
    yield lambda s: trip_plan_bases.remove(s, w.base)
    yield lambda s: trip_plan_batches.add(s, programme, BatchEntry(2, 10))
    yield lambda s: trip_plan_batches.change(s, w.batch, replace(batch, capacity=11))
    yield lambda s: trip_plan_batches.remove(s, w.batch)
    yield lambda s: trip_plan_categories.add(s, programme, CategoryEntry("先进", 3))
    yield lambda s: trip_plan_categories.change(s, w.category, CategoryEntry("先进", 3))
    yield lambda s: trip_plan_categories.move(s, w.category, 1)
    yield lambda s: trip_plan_categories.remove(s, w.category)
    yield lambda s: trip_plan_rules.set_rule(s, programme, RuleKey.NOTICE_DAYS, rule)
    yield lambda s: trip_plan_rules.reset_rule(s, programme, RuleKey.NOTICE_DAYS)
    yield lambda s: trip_plan_rules.add_document(s, programme, DocumentEntry("舟总工〔2026〕11号"))
    yield lambda s: trip_plan_rules.change_document(s, w.document, DocumentEntry("舟总工〔2026〕11号"))
    yield lambda s: trip_plan_rules.remove_document(s, w.document)


def _quota(w: World) -> Iterator[Call]:
    settings = AllocationSettings(Method.HILL, "7", "members", 10)
    yield lambda s: trip_allocation_settle.settle(s, w.programme, settings)
    yield lambda s: trip_allocation_returns.share_out_returned(s, w.programme)
    yield lambda s: trip_claims.set_claim(s, w.programme, ClaimEntry(w.organisation, 5), w.claim)
    yield lambda s: trip_claims.remove(s, [w.claim])
    yield lambda s: trip_claim_fill.fill_from_register(s, w.programme)
    yield lambda s: trip_claim_fill.carry_over(s, w.programme)


def _nomination(w: World) -> Iterator[Call]:
    shown = NomineePreview(w.programme, (Path("推荐.xlsx"),), (), (), ())
    yield lambda s: trip_allocation_returns.give_back(s, w.programme, w.organisation, 1)
    yield lambda s: trip_nominee_edit.name(s, w.programme, w.organisation, w.worker, NomineeEntry())
    yield lambda s: trip_nominee_edit.change(s, w.chosen, NomineeEntry())
    yield lambda s: trip_nominee_edit.withdraw(s, w.chosen, "本人放弃")
    yield lambda s: trip_nominee_edit.restore(s, w.withdrawn)
    yield lambda s: trip_nominee_edit.strike(s, w.withdrawn)
    yield lambda s: trip_nominee_edit.move(s, w.chosen, 2)
    yield lambda s: trip_nominee_import.save(s, shown)


def _eligibility(w: World) -> Iterator[Call]:
    yield lambda s: trip_overrides.override(s, [w.chosen], RuleKey.FIT, "已补", "李敏")
    yield lambda s: trip_overrides.take_back(s, w.override)
    yield lambda s: trip_overrides.turn_down(s, [w.withdrawn], "不符合", "李敏")
    yield lambda s: trip_overrides.take_up_again(s, [w.withdrawn])


def _notice(w: World) -> Iterator[Call]:
    upheld = Answer(ObjectionOutcome.UPHELD, "属实", "王主席", _DAY)
    yield lambda s: trip_notices.post(s, w.programme, NoticeEntry(_DAY, "李敏", "0580-2021234", "203 室"))
    yield lambda s: trip_notices.close(s, w.notice, "李敏")
    yield lambda s: trip_objections.answer(s, w.objection, upheld)


def _roster(w: World, batch: BatchEntry) -> Iterator[Call]:
    yield lambda s: trip_plan_batches.change(s, w.batch, replace(batch, leader="周强"))
    yield lambda s: trip_boarding.make_departure(s, w.batch, meeting_place="另一处")
    yield lambda s: trip_roster_rooms.clear_rooms(s, w.batch)
    yield lambda s: trip_roster_rooms.clear_seats(s, w.batch)
    yield lambda s: trip_roster_rooms.set_room(s, w.chosen, "1")
    yield lambda s: trip_roster_rooms.set_seat(s, w.chosen, "1")


def _settlement(w: World) -> Iterator[Call]:
    invoice, none = InvoiceEntry("26330000000000000002", 100), Parts(0, 0, 300_000)
    yield lambda s: trip_invoices.add_invoice(s, w.batch, invoice)
    yield lambda s: trip_invoices.change_invoice(s, w.invoice, invoice)
    yield lambda s: trip_invoices.remove_invoice(s, w.invoice)
    yield lambda s: trip_costs.set_parts(s, w.chosen, none, "自愿")
    yield lambda s: trip_costs.charge(s, w.chosen, 0, "旅行社未收")
    yield lambda s: trip_costs.put_back(s, w.chosen)
    yield lambda s: trip_settlement.settle(s, w.batch, SettleEntry("李敏", _DAY))
    yield lambda s: trip_settlement.settle_many(s, [w.batch], SettleEntry("李敏", _DAY))
    yield lambda s: trip_settlement.reopen(s, w.batch, "李敏", "票据有误")


def test_what_is_approved_is_changed_by_nothing_but_an_amendment(store: Store) -> None:
    w = _world(store)
    case = store.read(trip_placing.case_of, w.programme, PlacingSettings(Lots("7")))
    placed = trip_placing_best.best(case)
    batch = trip_plan_batches.entry_of(store.read(trips.batch, w.batch))
    put_approved(store, w.programme, list(TripStep))
    choice: list[Call] = [
        lambda s: trip_choice.settle(s, w.programme, Lots("7")),
        lambda s: trip_placing.settle(s, placed),
        lambda s: trip_placing_best.move(s, w.chosen, w.batch, WHY.reason, WHY.by),
    ]
    calls: dict[TripStep, list[Call]] = {
        TripStep.PLAN: list(_plan(w, batch)),
        TripStep.QUOTA: list(_quota(w)),
        TripStep.NOMINATION: list(_nomination(w)),
        TripStep.ELIGIBILITY: list(_eligibility(w)),
        TripStep.CHOICE: choice,
        TripStep.NOTICE: list(_notice(w)),
        TripStep.ROSTER: list(_roster(w, batch)),
        TripStep.SETTLEMENT: list(_settlement(w)),
    }
    assert calls.keys() == set(TripStep)
    for step, deeds in calls.items():
        for at, deed in enumerate(deeds):
            with pytest.raises(StepApproved) as refused:
                store.do(deed)
            assert refused.value.sentence.startswith(f"“{step_word(step)}” was approved by 王主席"), (
                step,
                at,
            )
            assert "Amend" in refused.value.remedy
