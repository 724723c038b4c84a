"""What was received, by signed receipt sheets."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from desktop.core.errors import NotFound
from desktop.core.reading import Mark
from desktop.services import enrolment, merging, reading, receipts
from desktop.services.activities import ActivityCard
from desktop.services.reading import Decision
from desktop.services.receipts_export import note_words, write_receipts
from desktop.services.sheets import SheetKind, SheetRequest
from desktop.services.worker_history import history
from desktop.spreadsheets.read import open_book
from desktop.storage.store import Store
from tests.services.people import activity, put_named
from tests.services.signed_paper import SIGNED, Paper, picture, print_paper


@pytest.fixture
def card(store: Store) -> ActivityCard:
    """An activity of yesterday with three people."""
    made = activity(store, "夏送清凉", starts_at=store.now() - timedelta(days=1))
    store.do(enrolment.enrol, made.id, put_named(store, "王伟", "李娜", "欧阳春"))
    return made


@pytest.fixture
def paper(store: Store, card: ActivityCard) -> Paper:
    """Its receipt sheet, signed by two people and two walk-ins, one of them named."""
    request = SheetRequest(card.id, SheetKind.RECEIPT, item="绿豆", sum=Decimal("61.50"), kept=1, walk_ins=1)
    printed = print_paper(store, request)
    marks = {0: SIGNED, 1: SIGNED, 2: SIGNED, 4: SIGNED}
    named = {printed.rows[0].id: Decision(Mark.SIGNED, name="陈军", organisation="水产局")}
    store.do(reading.accept, [picture(printed.found(1, marks))], named)
    return printed


def test_lines_stand_as_on_the_sheet_with_their_total(store: Store, card: ActivityCard, paper: Paper) -> None:
    told = store.read(receipts.received, card.id)
    assert [(line.row, line.name, line.organisation) for line in told.lines] == [
        (None, "陈军", "水产局"),
        (1, "王伟", "定海海运公司"),
        (2, "李娜", "定海海运公司"),
        (4, "Walk-in on row 4", ""),
    ]
    assert [line.yuan for line in told.lines] == [None, Decimal("61.5"), Decimal("61.5"), None]
    assert [line.item for line in told.lines] == ["", "绿豆", "绿豆", ""]
    assert all(line.has_signature and line.sheet == paper.number for line in told.lines)
    assert (told.title, told.total, told.without_sum) == ("夏送清凉", Decimal(123), 2)
    assert (told.figures, told.capitals) == ("123.00", "壹佰贰拾叁元整")
    assert told.lines[1].phone == "138****0000"
    shown = store.read(reading.evidence, told.lines[1].id)
    assert shown is not None and shown.sheet == paper.number
    with pytest.raises(NotFound):
        store.read(receipts.received, paper.sheet_id)


def test_what_a_walk_in_was_handed_is_read_by_a_person_and_counts(store: Store, card: ActivityCard) -> None:
    request = SheetRequest(card.id, SheetKind.RECEIPT, item="绿豆", sum=Decimal("61.50"), walk_ins=2)
    printed = print_paper(store, request)
    pages = [picture(printed.found(1, {0: SIGNED, 3: SIGNED, 4: SIGNED}))]
    decided = {printed.rows[3].id: Decision(Mark.SIGNED, name="陈军", fen=4_050)}
    unnamed = decided | {printed.rows[4].id: Decision(Mark.SIGNED, fen=1_000)}
    assert store.read(reading.propose, pages, unnamed).sheets[0].sum == Decimal(112)
    (sheet,) = store.read(reading.propose, pages, decided).sheets
    assert (sheet.sum, sheet.without_sum) == (Decimal(102), 1)
    store.do(reading.accept, pages, decided)
    told = store.read(receipts.received, card.id)
    assert [line.yuan for line in told.lines] == [Decimal("61.5"), Decimal("40.5"), None]
    assert (told.total, told.without_sum) == (Decimal(102), 1)


def test_a_receipt_is_taken_back_and_undo_restores_it(store: Store, card: ActivityCard, paper: Paper) -> None:
    lines = store.read(receipts.received, card.id).lines
    assert store.do(receipts.take_back_receipt, lines[1].id) == "王伟"
    assert store.do(receipts.take_back_receipt, lines[3].id) == "Walk-in on row 4"
    assert store.read(receipts.received, card.id).total == Decimal("61.5")
    with pytest.raises(NotFound):
        store.do(receipts.take_back_receipt, lines[1].id)
    assert store.undo() == "Take back the receipt of Walk-in on row 4"
    assert store.undo() == "Take back the receipt of 王伟"
    assert store.read(receipts.received, card.id).lines == lines


def test_a_receipt_taken_back_is_entered_anew_from_its_page(
    store: Store, card: ActivityCard, paper: Paper
) -> None:
    line = store.read(receipts.received, card.id).lines[1]
    store.do(receipts.take_back_receipt, line.id)
    told = store.do(reading.accept, [picture(paper.found(1, {1: SIGNED}))])
    assert (told.receipts, told.sum) == (1, Decimal("61.5"))


def test_receipts_and_signatures_of_a_merged_twin_go_to_the_one_that_stays(
    store: Store, card: ActivityCard, paper: Paper
) -> None:
    worker = paper.rows[1].worker_id
    assert worker is not None
    keep = put_named(store, "王伟", organisation="普陀船厂")[0]
    store.do(merging.merge, keep, worker)
    line = store.read(receipts.received, card.id).lines[1]
    assert (line.worker_id, line.organisation) == (keep, "普陀船厂")
    store.undo()
    assert store.read(receipts.received, card.id).lines[1].worker_id == worker


def test_the_history_of_a_worker_tells_what_was_received(
    store: Store, card: ActivityCard, paper: Paper
) -> None:
    def lines(worker: UUID | None) -> list[tuple[str, ...]]:
        assert worker is not None
        return [step.lines for step in store.read(history, worker)]

    line = store.read(receipts.received, card.id).lines[1]
    assert lines(line.worker_id)[0] == ("Received: 绿豆 ¥61.50 (夏送清凉)",)
    store.do(receipts.take_back_receipt, line.id)
    assert lines(line.worker_id)[0] == ("Received: 绿豆 ¥61.50 (夏送清凉) taken away",)


def test_the_workbook_says_the_total_and_every_line(
    store: Store, card: ActivityCard, paper: Paper, tmp_path: Path
) -> None:
    path = tmp_path / "签领.xlsx"
    assert store.read(write_receipts, card.id, path) == 4
    with open_book(path) as book:
        rows = [list(row) for _number, row in book.sheet(book.sheet_names[0]).rows()]
    assert rows[0][0] == "夏送清凉 · 4 people received · total ¥123.00 (壹佰贰拾叁元整) · 2 without a sum"
    assert rows[3][1:6] == ["定海海运公司", "王伟", "138****0000", "绿豆", 61.5]


def test_an_activity_where_nothing_was_received_says_so(store: Store) -> None:
    card = activity(store)
    found = store.read(receipts.received, card.id)
    assert note_words(found) == "中秋联欢 · 0 people received"
