"""Sheets: what is printed, masked and kept on record."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pypdfium2
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.codes import PageCode, RowCode
from desktop.core.errors import FieldError, NotFound
from desktop.models.people import Worker
from desktop.models.sheets import Sheet, SheetRow
from desktop.paper.page import CannotSave
from desktop.services import cards, enrolment, sheets
from desktop.services.sheets import Column, SheetKind, SheetRequest
from desktop.storage.store import Store
from tests.paper.sheets import codes_on
from tests.services.people import activity, put_named, put_workers

PERSON = "11010519491231002X"


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


def rows_of(store: Store, sheet_id: UUID) -> list[tuple[int, int, UUID | None, int]]:
    def rows(session: Session) -> list[tuple[int, int, UUID | None, int]]:
        found = session.scalars(
            select(SheetRow).where(SheetRow.sheet_id == sheet_id).order_by(SheetRow.number)
        )
        return [(row.number, row.page, row.worker_id, row.token) for row in found]

    return store.read(rows)


@pytest.fixture
def request_(store: Store) -> SheetRequest:
    card = activity(store)
    workers = put_named(store, "王伟", "李娜", "欧阳春")

    def number(session: Session) -> None:
        session.get_one(Worker, workers[0]).id_number = PERSON

    store.do(number)
    store.do(enrolment.enrol, card.id, workers)
    store.do(enrolment.keep_first, card.id, workers[2:])
    return SheetRequest(card.id, kept=1, walk_ins=2)


def test_rows_are_kept_in_the_order_of_printing_with_blank_ones_around(
    store: Store, request_: SheetRequest
) -> None:
    printed = store.record(sheets.print_sheet, store.code_key, request_, BytesIO())
    lines = store.read(enrolment.on_list, request_.activity_id)
    rows = rows_of(store, printed.sheet_id)
    assert [row[2] for row in rows] == [None, *[line.worker_id for line in lines], None, None]
    assert lines[0].name == "欧阳春"
    assert [row[0] for row in rows] == [1, 2, 3, 4, 5, 6]
    assert len({row[3] for row in rows}) == 6
    assert (printed.pages, printed.rows) == (1, 6)


def test_a_preview_keeps_nothing_and_looks_like_the_print(store: Store, request_: SheetRequest) -> None:
    shown = store.read(sheets.prepare_sheet, store.code_key, request_)
    assert store.read(sheets.printed_sheets) == []
    out = BytesIO()
    store.record(sheets.print_sheet, store.code_key, request_, out)
    assert text_of(shown.pdf) == text_of(out.getvalue())
    assert shown.code_mm >= 14


def test_a_prepared_sheet_is_printed_as_shown_unless_another_took_its_number(
    store: Store, request_: SheetRequest
) -> None:
    first, second = (store.read(sheets.prepare_sheet, store.code_key, request_) for _n in range(2))
    one, two = BytesIO(), BytesIO()
    kept = store.record(sheets.print_prepared, first, one)
    assert one.getvalue() == first.pdf
    assert [row[3] for row in rows_of(store, kept.sheet_id)] == [row.token for row in first.content.rows]
    again = store.record(sheets.print_prepared, second, two)
    assert (kept.number, again.number) == (1, 2)
    assert two.getvalue() != second.pdf and "2" in text_of(two.getvalue())


def test_a_preview_never_shows_whole_identity_numbers(store: Store, request_: SheetRequest) -> None:
    columns = (Column.NAME, Column.ID_NUMBER)
    asked = replace(request_, kind=SheetKind.ROSTER, columns=columns, id_reason="投保")
    assert PERSON not in text_of(store.read(sheets.prepare_sheet, store.code_key, asked).pdf)
    printed = store.record(sheets.print_sheet, store.code_key, asked, BytesIO())
    again = BytesIO()
    store.record(sheets.reprint, store.code_key, printed.sheet_id, again, "补投保")
    assert PERSON in text_of(again.getvalue())
    assert "补投保" in store.log(1)[0].label


def test_each_printing_is_on_record_and_undo_does_not_touch_it(store: Store, request_: SheetRequest) -> None:
    before = store.next_undo()
    first = store.record(sheets.print_sheet, store.code_key, request_, BytesIO())
    second = store.record(
        sheets.print_sheet, store.code_key, replace(request_, kind=SheetKind.ROSTER, language="en"), BytesIO()
    )
    assert (first.number, second.number) == (1, 2)
    assert store.next_undo() == before
    newest, oldest = store.read(sheets.printed_sheets, request_.activity_id)
    assert (newest.number, newest.kind.value, newest.language, newest.title) == (
        2,
        "roster",
        "en",
        "中秋联欢",
    )
    assert (oldest.id, oldest.rows, oldest.pages) == (first.sheet_id, 6, 1)
    assert "sheet 2" in store.log(1)[0].label
    assert store.read(sheets.printed_sheets, text="别的") == []


def test_phones_and_identity_numbers_are_masked_unless_a_reason_is_logged(
    store: Store, request_: SheetRequest
) -> None:
    columns = (Column.NAME, Column.PHONE, Column.ID_NUMBER)
    asked = replace(request_, kind=SheetKind.ROSTER, columns=columns)

    def printed(wanted: SheetRequest) -> str:
        out = BytesIO()
        store.record(sheets.print_sheet, store.code_key, wanted, out)
        return text_of(out.getvalue())

    masked = printed(asked)
    assert PERSON not in masked and "138****0000" in masked and "王伟" in masked
    whole = printed(replace(asked, whole_phones=True, id_reason="保险公司投保"))
    assert PERSON in whole and "13800000000" in whole
    assert "保险公司投保" in store.log(1)[0].label
    hidden = printed(replace(asked, masked_names=True))
    assert "王伟" not in hidden and "王*" in hidden and "欧阳*" in hidden


def test_a_sheet_of_an_older_layout_is_printed_again_as_it_was(store: Store, request_: SheetRequest) -> None:
    crowd = put_named(store, *(f"工友{n}" for n in range(30)))
    store.do(enrolment.enrol, request_.activity_id, crowd)
    printed = store.record(
        sheets.print_sheet, store.code_key, replace(request_, dense=True, walk_ins=0), BytesIO()
    )
    assert printed.pages == 2

    def of_old(session: Session) -> None:
        session.get_one(Sheet, printed.sheet_id).layout_version = 1

    store.record(of_old)
    again = BytesIO()
    store.read(sheets.reprint, store.code_key, printed.sheet_id, again)
    codes = [found.code for found in codes_on(again.getvalue(), 1, 200, store.code_key)]
    assert [code.layout for code in codes if isinstance(code, PageCode)] == [1]
    assert sum(isinstance(code, RowCode) for code in codes) == 26


def test_a_reprint_bears_the_same_codes_and_number(store: Store, request_: SheetRequest) -> None:
    asked = replace(request_, kind=SheetKind.RECEIPT, sum=Decimal("100.50"), project="春节慰问")
    out, again = BytesIO(), BytesIO()
    printed = store.record(sheets.print_sheet, store.code_key, asked, out)
    rows = rows_of(store, printed.sheet_id)
    reprinted = store.read(sheets.reprint, store.code_key, printed.sheet_id, again)
    assert (reprinted.number, reprinted.rows) == (printed.number, 6)
    assert text_of(again.getvalue()) == text_of(out.getvalue())
    assert "301.50" in text_of(out.getvalue())
    assert rows_of(store, printed.sheet_id) == rows
    with pytest.raises(NotFound):
        store.read(sheets.reprint, store.code_key, request_.activity_id, BytesIO())


def test_nothing_is_on_record_where_the_file_cannot_be_written(
    store: Store, request_: SheetRequest, tmp_path: Path
) -> None:
    out = tmp_path / "nowhere" / "sheet.pdf"
    with pytest.raises(CannotSave):
        store.record(sheets.print_sheet, store.code_key, request_, out)
    badges = cards.CardsRequest(request_.activity_id, badges=True)
    with pytest.raises(CannotSave):
        store.record(cards.print_cards, store.code_key, badges, out)
    assert store.read(sheets.printed_sheets) == []


def test_a_count_of_blank_rows_or_a_sum_out_of_bounds_is_refused(
    store: Store, request_: SheetRequest
) -> None:
    for wrong, field in [
        (replace(request_, kept=-1), "kept"),
        (replace(request_, walk_ins=501), "walk_ins"),
        (replace(request_, sum=Decimal(0)), "sum"),
        (replace(request_, sum=Decimal("NaN")), "sum"),
        (replace(request_, sum=Decimal("1e400")), "sum"),
        (replace(request_, sum=Decimal("0.005")), "sum"),
    ]:
        with pytest.raises(FieldError) as told:
            store.read(sheets.prepare_sheet, store.code_key, wrong)
        assert told.value.field == field


def test_names_no_font_can_draw_are_told_before_printing(store: Store) -> None:
    card, workers = activity(store), put_named(store, "王\U000f0001")
    store.do(enrolment.enrol, card.id, workers)
    shown = store.read(sheets.prepare_sheet, store.code_key, SheetRequest(card.id))
    assert shown.unprintable == ("王\U000f0001",)


def test_a_sheet_of_three_hundred_rows_has_its_rows_on_the_pages_they_lie_on(store: Store) -> None:
    card, workers = activity(store), put_workers(store, 300)
    store.do(enrolment.enrol, card.id, workers)
    printed = store.record(sheets.print_sheet, store.code_key, SheetRequest(card.id), BytesIO())
    pages = [row[1] for row in rows_of(store, printed.sheet_id)]
    assert pages == sorted(pages) and max(pages) == printed.pages
    assert len({pages.count(page) for page in range(1, printed.pages)}) == 1


def test_badges_are_of_who_has_a_place_and_a_preview_issues_no_card(store: Store) -> None:
    card, workers = activity(store, capacity=2), put_workers(store, 3)
    store.do(enrolment.enrol, card.id, workers)
    asked = cards.CardsRequest(card.id, badges=True)
    shown = store.read(cards.prepare_cards, store.code_key, asked)
    assert (shown.cards, shown.pages) == (2, 1)
    printed = store.record(cards.print_cards, store.code_key, asked, BytesIO())
    assert printed.rows == 2
    (line,) = store.read(sheets.printed_sheets)
    assert (line.kind.value, line.title) == ("badges", card.title)
    empty = activity(store, "空")
    with pytest.raises(cards.NoCards):
        store.read(cards.prepare_cards, store.code_key, cards.CardsRequest(empty.id, badges=True))
