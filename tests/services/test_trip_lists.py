"""The lists of a batch show numbers whole only for a reason, which stays in the journal."""

from pathlib import Path

import pypdfium2
import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError
from desktop.models.history import Operation
from desktop.models.people import Worker
from desktop.services import trip_lists, trip_roster_export, trip_substitution
from desktop.services.trip_lists import ListKind, Wanted
from desktop.storage.store import Store
from tests.services.trip_travellers import WHY, put_chosen, put_ready_batch, put_trip_rule, put_waiting
from tests.services.trips import put_base, put_organisation, put_programme

REASON = "办理团体意外险投保"


@pytest.fixture
def wanted(file_store: Store) -> Wanted:
    programme, employer = put_programme(file_store), put_organisation(file_store)
    batch = put_ready_batch(file_store, programme, capacity=6, base_id=put_base(file_store, programme))
    for seat, name in enumerate(("甲", "乙", "丙"), start=1):
        put_chosen(
            file_store, programme, employer, batch, name, room="301" if seat < 3 else "", seat=str(seat),
            emergency_contact="陈阿姨", emergency_phone="13905801234",
        )  # fmt: skip
    return Wanted(programme, batch_ids=(batch,))


def test_the_list_of_travellers_masks_numbers_and_names_the_insurance(
    file_store: Store, wanted: Wanted
) -> None:
    put_trip_rule(file_store, wanted.programme_id, "insurance", "1500000")
    paper = file_store.read(trip_lists.prepare, wanted)
    text = text_of(paper.pdf)
    assert "138****1234" in text and "139****1234" in text
    assert not any(number in text for number in numbers(file_store))
    assert "at least 1,500,000 yuan, of it 100,000 for treatment" in text
    assert "莫干山疗养院" in text and "海岛保险" in text
    assert not paper.cut


def test_whole_numbers_are_given_out_for_a_reason_only(file_store: Store, wanted: Wanted) -> None:
    with pytest.raises(FieldError):
        file_store.record(trip_lists.prepare_whole, wanted, " ")
    paper = file_store.record(trip_lists.prepare_whole, wanted, REASON)
    text = text_of(paper.pdf)
    assert all(number in text for number in numbers(file_store))
    assert REASON in file_store.read(newest_params)


def test_rooms_and_seats_are_drawn_with_who_has_none(file_store: Store, wanted: Wanted) -> None:
    rooms = file_store.read(trip_lists.prepare, Wanted(wanted.programme_id, ListKind.ROOMS, wanted.batch_ids))
    text = text_of(rooms.pdf)
    assert text.index("甲") < text.index("乙") < text.index("丙")
    assert text.count("301") == 1
    seats = file_store.read(trip_lists.prepare, Wanted(wanted.programme_id, ListKind.SEATS))
    assert "3 丙" in " ".join(text_of(seats.pdf).split())
    assert seats.pages == 1


def test_the_record_of_substitutions_tells_who_was_passed_over(file_store: Store) -> None:
    programme, employer = put_programme(file_store), put_organisation(file_store)
    batch = put_ready_batch(file_store, programme)
    out = put_chosen(file_store, programme, employer, batch, "甲")
    put_waiting(file_store, programme, employer, 1, "乙", fit=False)
    into = put_waiting(file_store, programme, employer, 2, "丙")
    file_store.do(trip_substitution.substitute, out, into, WHY)
    paper = file_store.read(trip_lists.prepare, Wanted(programme, ListKind.CHANGES, (batch,)))
    text = text_of(paper.pdf)
    assert "Passed over at number 1" in text
    assert "乙" in text and "the check bars this person" in text


def test_a_workbook_has_a_sheet_for_each_batch_and_the_log(
    file_store: Store, wanted: Wanted, tmp_path: Path
) -> None:
    other = put_ready_batch(file_store, wanted.programme_id, 2)
    leaves = put_chosen(
        file_store, wanted.programme_id, put_organisation(file_store, "港务工会"), other, "丁"
    )
    file_store.do(trip_substitution.withdraw, leaves, WHY)
    path = tmp_path / "roster.xlsx"
    assert file_store.read(trip_roster_export.export, path, Wanted(wanted.programme_id)) == 3
    book = CalamineWorkbook.from_path(path)
    assert book.sheet_names == ["Batch 1", "Batch 2", "Record of substitutions"]
    rows = book.get_sheet_by_name("Batch 1").to_python()
    assert rows[2][1] == "甲" and "*" in str(rows[2][2]) and rows[2][9] == "301"
    assert file_store.record(trip_roster_export.export_whole, path, wanted, REASON) == 3
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("Batch 1").to_python()
    assert rows[2][2] in numbers(file_store)
    assert REASON in file_store.read(newest_params)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_range() for page in document)


def numbers(store: Store) -> set[str]:
    return store.read(_numbers)


def _numbers(session: Session) -> set[str]:
    return {number for number in session.scalars(select(Worker.id_number)) if number}


def newest_params(session: Session) -> str:
    return session.scalars(select(Operation.params).order_by(Operation.counter.desc())).first() or ""
