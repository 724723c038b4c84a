"""Workbooks are written whole, and come back as they went out."""

import os
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop.core.i18n import in_language
from desktop.spreadsheets.columns import recognise
from desktop.spreadsheets.failures import DiskFull, FileLocked, FileMissing
from desktop.spreadsheets.headings import FIELDS
from desktop.spreadsheets.read import Cell, open_book
from desktop.spreadsheets.rows import worker_rows
from desktop.spreadsheets.table import find_tables
from desktop.spreadsheets.worker_files import RejectedRow, RejectedTable, write_rejects, write_worker_template
from desktop.spreadsheets.write import SheetOut, display_width, sheet_titles, write_table
from tests.spreadsheets.makers import id_number


def test_identity_numbers_and_telephones_are_cells_of_text(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    sheet = SheetOut(
        "职工", ["姓名", "身份证号", "手机"], [["王伟", id_number(1), "13800000001"]], frozenset([1, 2])
    )
    assert write_table(path, [sheet]) == 1
    page = openpyxl.load_workbook(path)["职工"]
    for cell, value in (("B2", id_number(1)), ("C2", "13800000001")):
        assert (page[cell].value, page[cell].data_type, page[cell].number_format) == (value, "s", "@")
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:C2"


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "{=1}", "https://x.cn", "a\x00\x07b"]
)
def test_text_that_looks_like_a_formula_or_a_link_stays_text(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.xlsx"
    write_table(path, [SheetOut("S", ["x"], [[text]])])
    with zipfile.ZipFile(path) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
        assert not any("rels" in name and "worksheets" in name for name in archive.namelist())
    assert openpyxl.load_workbook(path)["S"]["A2"].data_type in ("s", "inlineStr")


def test_every_kind_of_cell_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    row: list[Cell | None] = [
        "王伟",
        3,
        2.5,
        True,
        date(2026, 1, 2),
        datetime(2026, 1, 2, 9, 30, tzinfo=UTC),
        None,
        "末",
    ]
    write_table(path, [SheetOut("S", list("abcdefgh"), [row], note="说明")])
    with open_book(path) as book:
        rows = list(book.sheet("S").rows())
    assert rows[0] == (1, ["说明", "", "", "", "", "", "", ""])
    assert rows[2] == (3, ["王伟", 3, 2.5, True, date(2026, 1, 2), datetime(2026, 1, 2, 9, 30), "", "末"])


def test_lone_surrogates_and_endless_texts_do_not_spoil_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_table(path, [SheetOut("S", ["x"], [["a\ud800b"], ["长" * 40_000]])])
    with open_book(path) as book:
        cells = [row[0] for _number, row in book.sheet("S").rows()]
    assert cells[1] == "a?b"
    assert len(str(cells[2])) == 32_767


def test_several_thousand_rows_are_written_from_a_stream(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    rows = ([f"王{n}", f"{n}"] for n in range(5000))
    assert write_table(path, [SheetOut("S", ["姓名", "数"], rows)]) == 5000
    with open_book(path) as book:
        assert sum(1 for _row in book.sheet("S").rows()) == 5001


def test_titles_of_sheets_are_made_acceptable_and_different() -> None:
    titles = sheet_titles(["一/二:三", "一 二 三", "", "名" * 40, "名" * 40, "S", "s"])
    assert titles[:3] == ["一 二 三", "一 二 三 (2)", "Sheet3"]
    assert len({title.lower() for title in titles}) == len(titles)
    assert max(map(len, titles)) <= 31


def test_chinese_is_twice_as_wide() -> None:
    assert display_width("王a") == 3


def failing_rows() -> Iterator[list[Cell]]:
    yield ["王伟"]
    raise OSError(28, "No space left on device")


def test_a_full_disk_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_table(path, [SheetOut("S", ["x"], [["old"]])])
    before = path.read_bytes()
    with pytest.raises(DiskFull) as caught:
        write_table(path, [SheetOut("S", ["x"], failing_rows())])
    assert caught.value.remedy
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_a_disk_that_fills_up_at_the_last_byte_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xlsx"
    write_table(path, [SheetOut("S", ["x"], [["old"]])])
    before = path.read_bytes()

    make = tempfile.mkstemp

    def on_a_full_disk(**where: Any) -> tuple[int, str]:
        if where.get("dir") != tmp_path:
            return make(**where)
        part = tmp_path / ".a.part"
        part.symlink_to("/dev/full")
        return os.open(part, os.O_WRONLY), str(part)

    monkeypatch.setattr("desktop.spreadsheets.write.tempfile.mkstemp", on_a_full_disk)
    with pytest.raises(DiskFull):
        write_table(path, [SheetOut("S", ["x"], [])])
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_in_the_place_of_the_file_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(FileLocked):
        write_table(tmp_path / "a.xlsx", [SheetOut("S", ["x"], [])])
    with pytest.raises(FileMissing):
        write_table(tmp_path / "gone" / "a.xlsx", [SheetOut("S", ["x"], [])])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_template_filled_in_is_understood_and_its_example_left_out(tmp_path: Path, language: str) -> None:
    path = tmp_path / "template.xlsx"
    with in_language(language):
        write_worker_template(path)
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    assert len(page.data_validations.dataValidation) == 2
    assert page.column_dimensions["C"].width > 18
    yes = page["H2"].value
    for column, value in enumerate(
        ["王伟", page["B2"].value, id_number(1), None, "13800000001", "引航站", "水手", yes], 1
    ):
        page.cell(3, column, value)
    book.save(path)
    with open_book(path) as opened:
        (table,) = find_tables(opened)
        mapping = recognise(table)
        (worker,) = worker_rows(table, mapping)
    assert mapping == {field: place for place, field in enumerate(FIELDS)}
    assert (worker.row, worker.name, worker.sex, worker.frontline) == (3, "王伟", "M", True)


def test_rejected_rows_can_be_corrected_and_imported_as_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "rejects.xlsx"
    cells: list[Cell] = ["王伟", 3.30902197002e17, date(1970, 2, 7)]
    rejected = RejectedTable(
        "花名册",
        ["姓名", "身份证号", "出生日期", "备注"],
        [RejectedRow(cells, "花名册", 17, "身份证号已丢失")],
    )
    assert write_rejects(path, [rejected]) == 1
    with open_book(path) as book:
        (table,) = find_tables(book)
        assert recognise(table) == {"name": 0, "id_number": 1, "birthday": 2, "remark": 3}
        ((number, row),) = table.rows
        (worker,) = worker_rows(table, recognise(table))
    assert (number, row[4:]) == (2, ["花名册", 17, "身份证号已丢失"])
    assert [fault.kind for fault in worker.faults] == ["damaged"]
