"""A batch is settled once every cost keeps the limits and the invoices are explained."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.cost_split import Parts
from desktop.core.errors import FieldError
from desktop.core.trip_rules import RuleKey
from desktop.models.trip_papers import TripShare
from desktop.models.trip_people import NomineeState, TripNominee, TripOverride, TripTaken
from desktop.services import (
    trip_costs,
    trip_eligibility,
    trip_figures,
    trip_history,
    trip_invoices,
    trip_settlement,
)
from desktop.services.trip_costs import NotCharged
from desktop.services.trip_invoices import BatchSettled, InvoiceEntry
from desktop.services.trip_settlement import NotReady, SettleEntry
from desktop.services.trip_steps import StepApproved, TripStep
from desktop.storage.store import Store
from tests.services.trip_papers import put_rule
from tests.services.trips import (
    put_approved,
    put_base,
    put_batch,
    put_nominee,
    put_organisation,
    put_programme,
    put_taken,
    put_worker,
)

STARTS, ENDS = date(2026, 5, 11), date(2026, 5, 15)
PRICE = 300_000


@pytest.fixture
def programme(store: Store) -> UUID:
    return put_programme(store, 2026, 10, budget_fen=1_000_000)


@pytest.fixture
def batch(store: Store, programme: UUID) -> UUID:
    return put_batch(
        store, programme, base_id=put_base(store, programme), price_fen=PRICE, starts_on=STARTS, ends_on=ENDS
    )


def put_going(store: Store, programme: UUID, batch: UUID, *names: str, **fields: object) -> list[UUID]:
    employer = put_organisation(store)
    state = fields.pop("state", NomineeState.CHOSEN)
    return [
        put_nominee(
            store,
            programme,
            employer,
            put_worker(store, name, employer),
            state=state,
            batch_id=batch,
            **fields,
        )
        for name in names
    ]


def entry(store: Store, remark: str = "") -> SettleEntry:
    return SettleEntry("李敏", store.now().astimezone().date(), remark)


def pay(store: Store, batch: UUID, fen: int, number: str = "26330000000012345678") -> UUID:
    return store.do(trip_invoices.add_invoice, batch, InvoiceEntry(number, fen, "莫干山旅行社")).id


def test_a_cost_is_split_by_the_rules_of_the_programme(store: Store, programme: UUID, batch: UUID) -> None:
    put_rule(store, programme, RuleKey.UNION_LIMIT, "1500")
    put_rule(store, programme, RuleKey.EMPLOYER_SHARE, "80")
    put_going(store, programme, batch, "陈海生", "林阿妹")
    found = store.read(trip_settlement.batch_account, batch)
    assert [one.parts for one in found.lines] == [Parts(150_000, 120_000, 30_000)] * 2
    assert (found.people, found.total_fen, found.parts.total_fen) == (2, 600_000, 600_000)
    assert not found.problems


def test_public_money_spent_this_year_leaves_less(store: Store, programme: UUID, batch: UUID) -> None:
    (gone,) = put_going(store, programme, batch, "陈海生")
    worker = store.read(lambda session: session.get_one(TripNominee, gone).worker_id)
    put_taken(store, worker, 2026, public_fen=250_000)
    put_taken(store, worker, 2025, public_fen=300_000)
    found = store.read(trip_settlement.batch_account, batch)
    assert found.lines[0].parts == Parts(50_000, 0, 250_000)
    assert "160,000" not in found.problems[0]
    assert "1,600.00 yuan more than the 900.00 yuan allowed" in found.problems[0]
    assert "1,600.00 yuan more of public money" in found.problems[0]
    with pytest.raises(NotReady, match="陈海生"):
        store.do(trip_settlement.settle, batch, entry(store))

    def set_aside(session: Session) -> None:
        session.add(
            TripOverride(nominee_id=gone, rule="yuan-a-year", reason="劳模", by="王主席", at=store.now())
        )

    store.do(set_aside)
    assert not store.read(trip_settlement.batch_account, batch).problems


def test_settling_fixes_the_costs_and_puts_the_trips_on_record(
    store: Store, programme: UUID, batch: UUID
) -> None:
    first, second = put_going(store, programme, batch, "陈海生", "林阿妹")
    pay(store, batch, 2 * PRICE)
    done = store.do(trip_settlement.settle, batch, entry(store))
    assert done.settled is not None and done.settled.by == "李敏"
    taken = store.read(
        lambda session: session.execute(
            select(
                TripTaken.nominee_id, TripTaken.year, TripTaken.days, TripTaken.public_fen, TripTaken.place
            )
        ).all()
    )
    assert sorted(taken) == sorted((one, 2026, 5, PRICE, "莫干山疗养院") for one in (first, second))
    assert {one.state for one in _rows(store)} == {NomineeState.WENT}
    put_rule(store, programme, RuleKey.UNION_LIMIT, "10")
    assert store.read(trip_settlement.batch_account, batch).parts == done.parts
    assert not store.read(trip_settlement.missing, programme)
    with pytest.raises(BatchSettled, match="Batch 1"):
        store.do(trip_settlement.settle, batch, entry(store))
    with pytest.raises(BatchSettled):
        pay(store, batch, 1, "26330000000000000001")


def test_undo_takes_a_settlement_back_whole(store: Store, programme: UUID, batch: UUID) -> None:
    put_going(store, programme, batch, "陈海生")
    pay(store, batch, PRICE)
    store.do(trip_settlement.settle, batch, entry(store))
    store.undo()
    assert {one.state for one in _rows(store)} == {NomineeState.CHOSEN}
    assert store.read(trip_settlement.batch_account, batch).settled is None
    assert not store.read(
        lambda session: session.scalars(select(TripShare).where(TripShare.removed_at.is_(None))).all()
    )
    store.do(trip_settlement.settle, batch, entry(store))


def test_a_settlement_opened_again_keeps_what_was_put_by_hand(
    store: Store, programme: UUID, batch: UUID
) -> None:
    first, _second = put_going(store, programme, batch, "陈海生", "林阿妹")
    store.do(trip_costs.set_parts, first, Parts(100_000, 200_000, 0), "单位多承担")
    pay(store, batch, 2 * PRICE)
    store.do(trip_settlement.settle, batch, entry(store))
    with pytest.raises(FieldError) as refused:
        store.do(trip_settlement.reopen, batch, "李敏", " ")
    assert refused.value.field == "reason"
    store.do(trip_settlement.reopen, batch, "李敏", "发票有误")
    found = store.read(trip_settlement.batch_account, batch)
    assert [(one.parts, one.by_hand) for one in found.lines] == [
        (Parts(100_000, 200_000, 0), True),
        (Parts(200_000, 100_000, 0), False),
    ]
    assert not store.read(
        lambda session: session.scalars(select(TripTaken).where(TripTaken.removed_at.is_(None))).all()
    )
    store.do(trip_settlement.settle, batch, entry(store))


def test_a_difference_has_to_be_explained(store: Store, programme: UUID, batch: UUID) -> None:
    put_going(store, programme, batch, "陈海生")
    pay(store, batch, PRICE + 5_000)
    assert [one.sentence for one in store.read(trip_settlement.missing, programme)] == [
        "Batch 1 is not settled: The invoices are 50.00 yuan above the total."
    ]
    with pytest.raises(FieldError) as refused:
        store.do(trip_settlement.settle, batch, entry(store))
    assert refused.value.field == "remark"
    done = store.do(trip_settlement.settle, batch, entry(store, "机场建设费另计"))
    assert (done.difference_fen, done.settled and done.settled.remark) == (5_000, "机场建设费另计")


def test_a_batch_is_not_settled_before_it_is_back(store: Store, programme: UUID) -> None:
    today = store.now().astimezone().date()
    batch = put_batch(store, programme, price_fen=PRICE, starts_on=today, ends_on=today + timedelta(days=4))
    put_going(store, programme, batch, "陈海生")
    with pytest.raises(FieldError, match="back on"):
        store.do(trip_settlement.settle, batch, entry(store, "x"))


def test_a_batch_without_price_or_people_is_not_settled(store: Store, programme: UUID) -> None:
    empty = put_batch(store, programme, 1, price_fen=PRICE)
    with pytest.raises(NotReady, match="Nobody"):
        store.do(trip_settlement.settle, empty, entry(store))
    free = put_batch(store, programme, 2)
    put_going(store, programme, free, "陈海生")
    with pytest.raises(NotReady, match="no price"):
        store.do(trip_settlement.settle, free, entry(store))


def test_an_invoice_is_entered_once(store: Store, programme: UUID, batch: UUID) -> None:
    other = put_batch(store, put_programme(store, 2025), 3)
    first = pay(store, batch, 100_00, "２６３３ 0000 0000 1234 5678")
    with pytest.raises(FieldError, match="Batch 1") as refused:
        pay(store, other, 1)
    assert refused.value.field == "number"
    store.do(trip_invoices.change_invoice, first, InvoiceEntry("26330000000012345678", 200_00))
    assert [one.amount_fen for one in store.read(trip_invoices.invoices, programme)] == [200_00]
    store.do(trip_invoices.remove_invoice, first)
    pay(store, other, 1)
    for wrong in (InvoiceEntry("12", 1), InvoiceEntry("X-123", 0)):
        with pytest.raises(FieldError):
            store.do(trip_invoices.add_invoice, batch, wrong)


def test_parts_put_by_hand_keep_the_limits_and_say_why(store: Store, programme: UUID, batch: UUID) -> None:
    (first,) = put_going(store, programme, batch, "陈海生")
    for field, parts in {
        "union_fen": Parts(200_001, 99_999, 0),
        "personal_fen": Parts(100_000, 100_000, 100_000),
        "employer_fen": Parts(0, 300_001, -1),
    }.items():
        with pytest.raises(FieldError) as refused:
            store.do(trip_costs.set_parts, first, parts, "x")
        assert refused.value.field in (field, "personal_fen")
    with pytest.raises(FieldError) as refused:
        store.do(trip_costs.set_parts, first, Parts(100_000, 200_000, 0), " ")
    assert refused.value.field == "reason"
    line = store.do(trip_costs.set_parts, first, Parts(100_000, 200_000, 0), "单位多承担")
    assert (line.by_hand, line.remark) == (True, "单位多承担")
    assert store.do(trip_costs.put_back, first).parts == Parts(200_000, 100_000, 0)


def test_a_no_show_costs_nothing_unless_the_agency_charges(
    store: Store, programme: UUID, batch: UUID
) -> None:
    (first,) = put_going(store, programme, batch, "陈海生")
    (absent,) = put_going(store, programme, batch, "林阿妹", state=NomineeState.NO_SHOW)
    found = store.read(trip_settlement.batch_account, batch)
    assert (found.people, found.charged, found.total_fen) == (1, 0, PRICE)
    with pytest.raises(NotCharged):
        store.do(trip_costs.charge, first, 1, "x")
    with pytest.raises(FieldError):
        store.do(trip_costs.charge, absent, PRICE + 1, "x")
    store.do(trip_costs.charge, absent, 60_000, "已付门票、住宿")
    found = store.read(trip_settlement.batch_account, batch)
    assert (found.people, found.charged, found.total_fen) == (1, 1, PRICE + 60_000)
    pay(store, batch, PRICE + 60_000)
    store.do(trip_settlement.settle, batch, entry(store))
    taken = store.read(lambda session: session.scalars(select(TripTaken.nominee_id)).all())
    assert taken == [first]


def test_more_than_the_budget_is_said_and_does_not_block(store: Store, programme: UUID, batch: UUID) -> None:
    put_going(store, programme, batch, *(f"职工{n}" for n in "甲乙丙丁戊己"))
    pay(store, batch, 6 * PRICE)
    store.do(trip_settlement.settle, batch, entry(store))
    (told,) = store.read(trip_settlement.missing, programme)
    assert (told.sentence, told.blocks) == (
        "The federation's part is 2,000.00 yuan above the budget of 10,000.00 yuan.",
        False,
    )


def test_an_approved_settlement_is_changed_by_an_amendment_only(
    store: Store, programme: UUID, batch: UUID
) -> None:
    (first,) = put_going(store, programme, batch, "陈海生")
    put_approved(store, programme, [TripStep.SETTLEMENT])
    with pytest.raises(StepApproved):
        store.do(trip_settlement.settle, batch, entry(store))
    with pytest.raises(StepApproved):
        store.do(trip_costs.set_parts, first, Parts(0, PRICE, 0), "x")
    with pytest.raises(StepApproved):
        pay(store, batch, 1)


def test_several_batches_are_settled_as_one_step_or_not_at_all(
    store: Store, programme: UUID, batch: UUID
) -> None:
    other = put_batch(store, programme, 2, price_fen=PRICE)
    put_going(store, programme, batch, "陈海生")
    with pytest.raises(NotReady, match="Batch 2"):
        store.do(trip_settlement.settle_many, [batch, other], entry(store, "x"))
    assert store.read(trip_settlement.batch_account, batch).settled is None
    put_going(store, programme, other, "林阿妹")
    store.do(trip_settlement.settle_many, [batch, other], entry(store, "x"))
    assert {one.state for one in _rows(store)} == {NomineeState.WENT}
    store.undo()
    assert {one.state for one in _rows(store)} == {NomineeState.CHOSEN}


def test_figures_count_costs_of_settled_batches_only(store: Store, programme: UUID, batch: UUID) -> None:
    (first,) = put_going(store, programme, batch, "陈海生")
    store.do(trip_costs.set_parts, first, Parts(100_000, 200_000, 0), "x")
    assert store.read(trip_figures.report, 2026).costs.people == 0
    store.do(trip_settlement.settle, batch, entry(store, "x"))
    assert store.read(trip_figures.report, 2026).costs.union_fen == 100_000


def test_nothing_to_settle_is_said(store: Store, programme: UUID) -> None:
    (told,) = store.read(trip_settlement.missing, programme)
    assert told.blocks and "Nobody" in told.sentence


def _rows(store: Store) -> list[TripNominee]:
    return list(store.read(lambda session: session.scalars(select(TripNominee)).all()))


def test_what_was_put_by_hand_for_somebody_who_left_is_no_cost_of_the_year(
    store: Store, programme: UUID, batch: UUID
) -> None:
    other = put_batch(store, programme, 2, price_fen=PRICE, starts_on=STARTS, ends_on=ENDS)
    put_rule(store, programme, RuleKey.UNION_LIMIT, "3000")
    _stays, leaves, moves = put_going(store, programme, batch, "陈海生", "林阿妹", "王建国")
    by_hand = Parts(200_000, 100_000, 0)
    for nominee in (leaves, moves):
        store.do(trip_costs.set_parts, nominee, by_hand, "单位自愿多承担")
    store.do(_left, leaves, moves, other)
    pay(store, batch, PRICE, "26330000000000000001")
    pay(store, other, PRICE, "26330000000000000002")
    store.do(trip_settlement.settle_many, [batch, other], entry(store))
    costs = store.read(trip_figures.report, 2026).costs
    assert (costs.people, costs.total_fen) == (2, 2 * PRICE)
    assert costs.employer_fen == 100_000
    store.do(trip_settlement.reopen, other, "李敏", "票据有误")
    assert store.read(trip_figures.report, 2026).costs.total_fen == PRICE


def _left(session: Session, leaves: UUID, moves: UUID, to: UUID) -> None:
    gone = session.get_one(TripNominee, leaves)
    gone.state, gone.batch_id = NomineeState.WITHDRAWN, None
    session.get_one(TripNominee, moves).batch_id = to
    session.flush()


def test_settling_opening_and_settling_again_puts_each_trip_on_record_once_and_bars_the_next_year(
    store: Store, programme: UUID, batch: UUID
) -> None:
    put_rule(store, programme, RuleKey.UNION_LIMIT, "3000")
    (nominee,) = put_going(store, programme, batch, "陈海生")
    pay(store, batch, PRICE)
    for _time in range(2):
        store.do(trip_settlement.settle, batch, entry(store))
        store.do(trip_settlement.reopen, batch, "李敏", "票据有误")
    store.do(trip_settlement.settle, batch, entry(store))
    worker = store.read(lambda session: session.get_one(TripNominee, nominee).worker_id)
    assert len(store.read(trip_history.of_worker, worker)) == 1
    following = put_programme(store, 2027)
    put_rule(store, following, RuleKey.REPEAT_YEARS, "2")
    again = put_nominee(store, following, put_organisation(store, "港务局工会"), worker)
    barred = store.read(trip_eligibility.check_one, again)
    said = [one.verdict.sentence for one in barred.open if one.verdict.rule is RuleKey.REPEAT_YEARS]
    assert said == ["Last trip 2026, bar 2 years: again from 2028."]
