"""Files of every kind are read, or refused with a sentence and a remedy."""

import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
import xlwt

from desktop.spreadsheets.extent import column_letters, column_number
from desktop.spreadsheets.failures import (
    FileDamaged,
    FileEmpty,
    FileLocked,
    FileMissing,
    FileProtected,
    NotASpreadsheet,
    SheetTooWide,
    SpreadsheetError,
    TextUnreadable,
    WebPageAsSheet,
    WpsOnly,
)
from desktop.spreadsheets.read import Cell, open_book
from tests.spreadsheets.makers import ods, xlsx

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def rows(path: Path) -> list[tuple[int, list[Cell]]]:
    with open_book(path) as book:
        return [row for sheet in book.sheets() for row in sheet.rows()]


def test_rows_keep_the_numbers_of_the_spreadsheet_program(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"S": [[], [], [None, None, "x"], [], [None, None, 7, True]]})
    assert rows(path) == [(3, ["", "", "x", ""]), (5, ["", "", 7, True])]


def test_dates_and_cached_formulas_come_out_typed(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    page = book.add_worksheet()
    page.write_datetime(0, 0, datetime(2020, 1, 2), book.add_format({"num_format": "yyyy-mm-dd"}))
    page.write_formula(0, 1, '="王"&"伟"', None, "王伟")
    page.write_formula(0, 2, "=1+1", None, 2)
    book.close()
    assert rows(tmp_path / "a.xlsx") == [(1, [date(2020, 1, 2), "王伟", 2.0])]


def test_old_excel_files_are_read(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    page = book.add_sheet("S")
    page.write(2, 1, "姓名")
    page.write(3, 1, 13917476896)
    book.save(str(tmp_path / "a.xls"))
    assert rows(tmp_path / "a.xls") == [(3, ["", "姓名"]), (4, ["", 13917476896])]


def test_libreoffice_files_are_read_without_their_million_blank_rows(tmp_path: Path) -> None:
    assert rows(ods(tmp_path / "a.ods", [["姓名"], ["王伟"]])) == [(1, ["姓名"]), (2, ["王伟"])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_text_files_are_read_in_every_usual_encoding(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "list.csv"
    lines = [
        "name,phone,unit,post,sex",
        "王伟,13800000001,\t舟山,水手,男",
        "",
        "李敏,13800000002,\t定海,保安,女",
    ]
    path.write_bytes("\r\n".join(lines).replace(",", delimiter).encode(encoding))
    found = rows(path)
    assert [number for number, _cells in found] == [1, 2, 4]
    if delimiter != "\t":
        assert found[1][1] == ["王伟", "13800000001", "\t舟山", "水手", "男"]


def test_a_line_break_inside_quotes_does_not_count_as_a_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('sep=;\nname;note\n"王\n伟";x\n', encoding="utf-8")
    assert rows(path) == [(2, ["name", "note"]), (3, ["王\n伟", "x"])]


def test_hidden_sheets_are_passed_over(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    book.add_worksheet("shown").write(0, 0, "a")
    hidden = book.add_worksheet("hidden")
    hidden.write(0, 0, "b")
    hidden.hide()
    book.close()
    with open_book(tmp_path / "a.xlsx") as opened:
        assert opened.sheet_names == ("shown", "hidden")
        assert [sheet.name for sheet in opened.sheets()] == ["shown"]
        assert opened.sheet("hidden").hidden


def archive(path: Path, *names: str) -> None:
    with zipfile.ZipFile(path, "w") as file:
        for name in names:
            file.writestr(name, "encryption-data")


@pytest.mark.parametrize(
    ("name", "content", "failure"),
    [
        ("list.xlsx", b"%PDF-1.7 ...", NotASpreadsheet),
        ("list.xlsx", b"\xff\xd8\xff\xe0....", NotASpreadsheet),
        ("list.csv", b"\x89PNG\r\n\x1a\n\x00\x00", NotASpreadsheet),
        ("list.xls", b"<html><table><tr><td>x</td></tr></table></html>", WebPageAsSheet),
        ("list.xls", "\ufeff<html>".encode("utf-16-le"), WebPageAsSheet),
        ("list.xls", b'<?xml version="1.0"?><Workbook/>', WebPageAsSheet),
        ("list.xlsx", b"", FileEmpty),
        ("list.csv", b"\xef\xbb\xbf \r\n\r\n", FileEmpty),
        ("list.xlsx", b"PK\x03\x04 torn", FileDamaged),
        ("list.xls", OLE + b"\0" * 600, FileDamaged),
        ("list.et", OLE + b"\0" * 600, WpsOnly),
        ("list.et", OLE + b"\0" * 600 + "Workbook".encode("utf-16-le"), WpsOnly),
        ("list.xls", OLE + b"\0" * 600 + "Workbook".encode("utf-16-le"), FileDamaged),
        ("list.xlsx", OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), FileProtected),
        ("list.xls", OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le"), NotASpreadsheet),
        ("list.csv", b"\x00\x01\x02\x00\x00\x03" * 50, NotASpreadsheet),
        ("list.csv", b"name,x\n\xff\xff\xff\x80\x80", TextUnreadable),
        ("list.csv", b"\x81\x30\x81\x01" + b"\x02\x03" * 60, TextUnreadable),
        ("list.csv", b'a,b\n"' + b"x" * 1_100_000 + b'",c\n', FileDamaged),
    ],
)
def test_what_is_no_readable_spreadsheet_is_refused_by_its_content(
    tmp_path: Path, name: str, content: bytes, failure: type[SpreadsheetError]
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(failure) as caught:
        open_book(path)
    assert name in caught.value.sentence
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("names", "failure"),
    [
        (("word/document.xml",), NotASpreadsheet),
        (("ppt/presentation.xml",), NotASpreadsheet),
        (("photos/1.jpg",), NotASpreadsheet),
        (("META-INF/manifest.xml", "content.xml"), FileProtected),
        (("xl/workbook.xml",), FileDamaged),
    ],
)
def test_archives_are_told_apart_by_what_is_inside(
    tmp_path: Path, names: tuple[str, ...], failure: type[SpreadsheetError]
) -> None:
    archive(tmp_path / "a.xlsx", *names)
    with pytest.raises(failure):
        open_book(tmp_path / "a.xlsx")


def test_missing_files_and_folders_are_named(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.xlsx", tmp_path):
        with pytest.raises(FileMissing):
            open_book(path)


def test_a_file_the_system_withholds_is_said_to_be_open_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"x")

    def withheld(*_args: object, **_options: object) -> None:
        raise PermissionError(13, "sharing violation")

    monkeypatch.setattr(Path, "open", withheld)
    with pytest.raises(FileLocked) as caught:
        open_book(path)
    assert "Excel" in caught.value.remedy


def test_a_workbook_without_a_filled_cell_is_empty(tmp_path: Path) -> None:
    with pytest.raises(FileEmpty):
        open_book(xlsx(tmp_path / "a.xlsx", {"S": []}))


def test_a_torn_workbook_is_damaged_wherever_it_was_torn(tmp_path: Path) -> None:
    whole = xlsx(tmp_path / "a.xlsx", {"S": [["姓名", i] for i in range(200)]}).read_bytes()
    for cut in range(200, len(whole), len(whole) // 12):
        (tmp_path / "torn.xlsx").write_bytes(whole[:cut])
        with pytest.raises(FileDamaged):
            rows(tmp_path / "torn.xlsx")


def test_formatted_blank_rows_down_to_the_last_one_cost_nothing(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    page = book.add_worksheet()
    page.write(0, 0, "姓名")
    page.write(1, 0, "王伟")
    page.write_blank(1048575, 16383, None, book.add_format({"bold": True}))
    book.close()
    assert rows(tmp_path / "a.xlsx") == [(1, ["姓名"]), (2, ["王伟"])]


def test_a_filled_cell_in_the_last_corner_is_refused_before_memory_runs_out(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"S": [["姓名"], ["王伟"]]})
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet()
    page.write(0, 0, "姓名")
    page.write(1048575, 16383, "x")
    book.close()
    with pytest.raises(SheetTooWide) as caught:
        open_book(path)
    assert "XFD1048576" in caught.value.sentence


def test_a_value_in_the_last_row_of_a_narrow_list_is_read(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    page = book.add_worksheet()
    page.write(0, 0, "姓名")
    page.write(1048575, 0, "王伟")
    book.close()
    assert rows(tmp_path / "a.xlsx") == [(1, ["姓名"]), (1048576, ["王伟"])]


def test_columns_are_counted_as_the_spreadsheet_program_letters_them() -> None:
    assert [column_letters(n) for n in (1, 26, 27, 702, 703, 16384)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert all(column_number(column_letters(n)) == n for n in range(1, 2000))


def test_a_torn_old_workbook_is_refused_before_it_asks_for_all_memory(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    book.add_sheet("S").write(2, 1, "姓名")
    book.save(str(tmp_path / "a.xls"))
    whole = (tmp_path / "a.xls").read_bytes()
    at = whole.index(b"\x00\x02\x0e\x00") + 5
    (tmp_path / "a.xls").write_bytes(whole[:at] + b"\x23" + whole[at + 1 :])
    with pytest.raises(FileDamaged):
        open_book(tmp_path / "a.xls")


def test_any_damaged_byte_of_a_workbook_ends_in_rows_or_in_words(tmp_path: Path) -> None:
    ods(tmp_path / "a.ods", [["姓名"], ["王伟"]])
    xlsx(tmp_path / "a.xlsx", {"S": [["姓名"], ["王伟"]]})
    for name in ("a.ods", "a.xlsx"):
        whole = (tmp_path / name).read_bytes()
        for at in range(0, len(whole), len(whole) // 60):
            (tmp_path / "torn").write_bytes(whole[:at] + bytes([whole[at] ^ 0x5A]) + whole[at + 1 :])
            try:
                assert rows(tmp_path / "torn")
            except SpreadsheetError as refused:
                assert refused.remedy


def test_a_row_filled_to_the_last_column_in_libreoffice_is_refused(tmp_path: Path) -> None:
    path = ods(tmp_path / "a.ods", [["姓名"]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    cell = b'<table:table-cell office:value-type="string"'
    assert cell in parts["content.xml"]
    parts["content.xml"] = parts["content.xml"].replace(
        cell, cell + b' table:number-columns-repeated="16384"'
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with pytest.raises(SheetTooWide) as caught:
        open_book(path)
    assert "XFD1" in caught.value.sentence
