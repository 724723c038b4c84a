"""Former years' trips: taken in from lists, put down by a settlement, told of each worker."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from desktop.core.i18n import in_language
from desktop.services import trip_history, trip_history_import, worker_history
from desktop.services.trip_history import SettledTrip, TakenEntry
from desktop.services.trip_history_import import NoTripsFound
from desktop.services.trip_history_import_rows import HistoryPreview, Verdict
from desktop.spreadsheets.read import Cell, open_book
from desktop.spreadsheets.write import SheetOut, write_table
from desktop.storage.store import Store
from tests.services.trips import (
    identity,
    put_batch,
    put_nominee,
    put_organisation,
    put_programme,
    put_taken,
    put_worker,
)

HEADINGS = ("序号", "姓名", "身份证号", "单位", "年度", "天数", "金额（元）", "疗休养地点")
NUMBER = identity(date(1985, 6, 1), 7)


def listed(path: Path, *rows: Sequence[Cell | None], title: str = "历年疗休养人员名单") -> Path:
    write_table(path, [SheetOut("名单", HEADINGS, rows, note=title)])
    return path


def shown(store: Store, path: Path) -> HistoryPreview:
    return store.read(trip_history_import.preview, path)


def test_a_list_is_taken_in_by_identity_number_or_name_and_organisation(store: Store, tmp_path: Path) -> None:
    unit = put_organisation(store)
    by_number = put_worker(store, "陈海生", unit, id_number=NUMBER)
    by_name = put_worker(store, "王岱云", unit, id_number=None)
    path = listed(
        tmp_path / "名单.xlsx",
        (1, "陈海生", NUMBER, "别的单位", 2023, 5, 2500, "莫干山"),
        (2, "王岱云", None, "定海环卫所工会", "2022年", "5天", None, "普陀山"),
    )
    preview = shown(store, path)
    assert [row.verdict for row in preview.rows] == [Verdict.NEW, Verdict.NEW]
    done = store.do(trip_history_import.save, preview)
    assert (done.new, done.changed, len(done.left_out)) == (2, 0, 0)
    trip = store.read(trip_history.of_worker, by_number)[0]
    assert (trip.year, trip.days, trip.public_fen, trip.place) == (2023, 5, 250_000, "莫干山")
    assert trip.source == "名单.xlsx"
    assert store.read(trip_history.of_worker, by_name)[0].year == 2022
    store.undo()
    assert store.read(trip_history.of_worker, by_number) == ()


def test_the_same_list_again_changes_nothing_and_a_fuller_one_fills_in(store: Store, tmp_path: Path) -> None:
    worker = put_worker(store, "陈海生", put_organisation(store), id_number=NUMBER)
    bare = listed(tmp_path / "一.xlsx", (1, "陈海生", NUMBER, "", 2023, None, None, None))
    store.do(trip_history_import.save, shown(store, bare))
    assert shown(store, bare).rows[0].verdict is Verdict.SAME
    fuller = shown(store, listed(tmp_path / "二.xlsx", (1, "陈海生", NUMBER, "", 2023, 5, 2500, "莫干山")))
    assert fuller.rows[0].verdict is Verdict.CHANGED
    assert "Number of days: (nothing) → 5" in fuller.rows[0].sentence
    store.do(trip_history_import.save, fuller)
    trips = store.read(trip_history.of_worker, worker)
    assert [(one.days, one.place) for one in trips] == [(5, "莫干山")]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ((1, "刘远", identity(date(1990, 1, 1), 9), "定海环卫所工会", 2023), "Not on the books"),
        ((1, "刘远", None, "定海环卫所工会", 2023), "Not on the books"),
        ((1, "刘远", None, "没有的单位", 2023), "“没有的单位” is not on file"),
        ((1, "刘远", None, None, 2023), "A name alone does not tell"),
        ((1, "王岱云", NUMBER, "定海环卫所工会", 2023), "under another name"),
        ((1, "李双", None, "定海环卫所工会", 2023), "several workers of this name"),
        ((1, "刘远", "330902198506010011", None, 2023), "The last place"),
        ((1, "陈海生", NUMBER, None, 2050), "2050 is no year of a former trip"),
        ((1, "陈海生", NUMBER, None, "去年"), "“去年” is no year"),
        ((1, "陈海生", NUMBER, None, None), "Nothing says in which year"),
        ((1, "陈海生", NUMBER, None, 2023, "多"), "is no quantity"),
    ],
)
def test_a_row_nobody_can_be_told_by_is_left_out_with_the_reason(
    file_store: Store, tmp_path: Path, row: tuple[Cell | None, ...], sentence: str
) -> None:
    unit = put_organisation(file_store)
    put_worker(file_store, "陈海生", unit, id_number=NUMBER)
    for number in (2, 4):
        put_worker(file_store, "李双", unit, id_number=identity(date(1980, 1, 1), number))
    found = shown(file_store, listed(tmp_path / "名单.xlsx", row)).rows[0]
    assert found.verdict is Verdict.REFUSED
    assert sentence in found.sentence
    assert found.is_stranger is ("Not on the books" in sentence or "没有的单位" in sentence)


def test_the_year_may_stand_in_the_title(file_store: Store, tmp_path: Path) -> None:
    put_worker(file_store, "陈海生", put_organisation(file_store), id_number=NUMBER)
    path = tmp_path / "名单.xlsx"
    listed(path, (1, "陈海生", NUMBER, "", None, 5, None, ""), title="2021年职工疗休养人员名单")
    assert shown(file_store, path).rows[0].year == 2021


def test_a_trip_told_twice_in_a_list_is_taken_once(file_store: Store, tmp_path: Path) -> None:
    put_worker(file_store, "陈海生", put_organisation(file_store), id_number=NUMBER)
    row = (1, "陈海生", NUMBER, "", 2023, 5, None, "")
    found = shown(file_store, listed(tmp_path / "名单.xlsx", row, row))
    assert [one.verdict for one in found.rows] == [Verdict.NEW, Verdict.REFUSED]
    assert "stands in row 3 already" in found.rows[1].sentence


def test_rows_left_out_are_written_with_their_reasons(file_store: Store, tmp_path: Path) -> None:
    preview = shown(file_store, listed(tmp_path / "名单.xlsx", (1, "刘远", None, "甲厂", 2023, 5, None, "")))
    assert trip_history_import.rejects(preview, preview.rows, tmp_path / "退回.xlsx") == 1
    with open_book(tmp_path / "退回.xlsx") as book:
        cells = [cell for _n, row in next(iter(book.sheets())).rows() for cell in row]
    assert "刘远" in cells
    assert any("甲厂" in str(cell) and "not on file" in str(cell) for cell in cells)


def test_a_book_without_such_a_list_says_what_it_needs(file_store: Store, tmp_path: Path) -> None:
    write_table(tmp_path / "物资.xlsx", [SheetOut("物资", ("物资", "数量"), [("毛巾", 3)])])
    with pytest.raises(NoTripsFound, match="No list of trips"):
        shown(file_store, tmp_path / "物资.xlsx")


def test_what_a_settlement_puts_down_is_corrected_by_it_and_by_no_list(store: Store, tmp_path: Path) -> None:
    programme, unit = put_programme(store, 2025), put_organisation(store)
    worker = put_worker(store, "陈海生", unit, id_number=NUMBER)
    batch = put_batch(store, programme)
    nominee = put_nominee(store, programme, unit, worker)
    entry = TakenEntry(worker, 2025, 5, 250_000, programme_id=programme, batch_id=batch, nominee_id=nominee)
    assert store.do(trip_history.record_taken, [entry]) == 1
    assert store.do(trip_history.record_taken, [entry]) == 0
    trip = store.read(trip_history.of_worker, worker)[0]
    assert trip.programme == "2025年度职工疗休养方案"
    with pytest.raises(SettledTrip):
        store.do(trip_history.remove, trip.id)
    found = shown(store, listed(tmp_path / "名单.xlsx", (1, "陈海生", NUMBER, "", 2025, 6, None, "")))
    assert found.rows[0].verdict is Verdict.SAME
    assert store.do(trip_history.withdraw_taken, batch) == 1
    assert store.read(trip_history.of_worker, worker) == ()


def test_a_trip_of_a_former_year_can_be_taken_off_and_put_back(store: Store) -> None:
    worker = put_worker(store)
    trip = put_taken(store, worker, 2020)
    assert [one.year for one in store.read(trip_history.years)] == [2020]
    store.do(trip_history.remove, trip)
    assert store.read(trip_history.years) == ()
    with in_language("en"):
        assert store.undo() == "Take 陈海生's trip of 2020 off the record"
    assert store.read(trip_history.years)[0].people == 1


def test_a_workers_own_history_tells_the_trips(store: Store, tmp_path: Path) -> None:
    worker = put_worker(store, "陈海生", put_organisation(store), id_number=NUMBER)
    path = listed(tmp_path / "名单.xlsx", (1, "陈海生", NUMBER, "", 2023, 5, 2500, "莫干山"))
    store.do(trip_history_import.save, shown(store, path))
    store.do(trip_history.remove, store.read(trip_history.of_worker, worker)[0].id)
    told = [line for step in store.read(worker_history.history, worker) for line in step.lines]
    assert told[:2] == ["Trip: 2023 莫干山 taken away", "Trip: 2023 莫干山"]
