"""Handing out against receipt sheets: signatures go out of stock once."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from desktop.core.errors import FieldError
from desktop.services import enrolment, reading, receipts, supply_ledger
from desktop.services.activities import ActivityCard
from desktop.services.handing_out import NothingSigned, handing_out, handings, settle
from desktop.services.sheets import SheetKind, SheetRequest
from desktop.services.supply_stock import MovementKind, NotEnough
from desktop.storage.store import Store
from tests.services.goods import lies, put_item, put_stock
from tests.services.people import activity, put_named
from tests.services.signed_paper import SIGNED, picture, print_paper


@pytest.fixture
def card(store: Store) -> ActivityCard:
    """An activity of yesterday, its receipt sheet signed by three."""
    made = activity(store, "夏送清凉", starts_at=store.now() - timedelta(days=1))
    store.do(enrolment.enrol, made.id, put_named(store, "王伟", "李娜", "欧阳春"))
    request = SheetRequest(made.id, SheetKind.RECEIPT, item="绿豆 2 斤", sum=Decimal(20), walk_ins=1)
    paper = print_paper(store, request)
    store.do(reading.accept, [picture(paper.found(1, {0: SIGNED, 1: SIGNED, 3: SIGNED}))], {})
    return made


@pytest.fixture
def item(store: Store) -> UUID:
    """What is handed out."""
    return put_item(store, "绿豆", "斤", expires=False)


def test_what_was_signed_for_goes_out_of_stock_once(store: Store, card: ActivityCard, item: UUID) -> None:
    batch = put_stock(store, item, 50)
    before = store.read(handing_out, card.id)
    assert [(one.printed, one.people) for one in before.signed] == [("绿豆 2 斤", 3)]
    assert before.difference(item, each=2) == 6
    (line,) = store.do(settle, card.id, item, each=2)
    assert (line.change, line.after, lies(store, batch)) == (-6, 44, 44)
    after = store.read(handings)[0]
    assert (after.title, after.gone[0].quantity, after.difference(item, each=2)) == ("夏送清凉", 6, 0)
    moved = store.read(supply_ledger.movements, item)[0]
    assert (moved.kind, moved.what_for) == (MovementKind.HANDED_OUT, "夏送清凉")
    with pytest.raises(NothingSigned, match="agrees with the 3 signatures"):
        store.do(settle, card.id, item, each=2)
    assert store.undo() == "Take 6 斤 of 绿豆 out of stock for 夏送清凉"
    assert lies(store, batch) == 50


def test_a_signature_taken_back_goes_back_into_stock(store: Store, card: ActivityCard, item: UUID) -> None:
    batch = put_stock(store, item, 50)
    store.do(settle, card.id, item)
    store.do(receipts.take_back_receipt, store.read(receipts.received, card.id).lines[0].id)
    assert store.read(handing_out, card.id).difference(item) == -1
    (line,) = store.do(settle, card.id, item)
    assert (line.change, lies(store, batch)) == (1, 48)


def test_less_in_stock_than_signed_for_is_refused_whole(store: Store, card: ActivityCard, item: UUID) -> None:
    batch = put_stock(store, item, 2)
    with pytest.raises(NotEnough, match="Only 2 斤"):
        store.do(settle, card.id, item)
    assert lies(store, batch) == 2


def test_only_the_sheets_that_name_an_item_count_for_it(store: Store, card: ActivityCard, item: UUID) -> None:
    put_stock(store, item, 9)
    assert store.read(handing_out, card.id).difference(item, "毛巾") == 0
    with pytest.raises(NothingSigned, match="Nobody has signed"):
        store.do(settle, card.id, item, printed="毛巾")
    with pytest.raises(FieldError):
        store.do(settle, card.id, item, each=0)
    assert len(store.do(settle, card.id, item, printed="绿豆 2 斤")) == 1


def test_two_sheets_of_the_same_goods_go_out_one_beside_the_other(
    store: Store, card: ActivityCard, item: UUID
) -> None:
    request = SheetRequest(card.id, SheetKind.RECEIPT, item="绿豆（补发）", sum=Decimal(20), walk_ins=1)
    paper = print_paper(store, request)
    store.do(reading.accept, [picture(paper.found(1, {0: SIGNED, 1: SIGNED}))], {})
    batch = put_stock(store, item, 50)
    store.do(settle, card.id, item, printed="绿豆 2 斤", each=2)
    assert store.read(handing_out, card.id).difference(item, "绿豆（补发）") == 2
    store.do(settle, card.id, item, printed="绿豆（补发）")
    assert lies(store, batch) == 50 - 6 - 2
    with pytest.raises(NothingSigned):
        store.do(settle, card.id, item, printed="绿豆 2 斤", each=2)
    store.do(receipts.take_back_receipt, store.read(receipts.received, card.id).lines[0].id)
    state = store.read(handing_out, card.id)
    owed = {
        one.printed: state.difference(item, one.printed, 2 if "2" in one.printed else 1)
        for one in state.signed
    }
    assert sorted(owed.values()) in ([-2, 0], [-1, 0])
