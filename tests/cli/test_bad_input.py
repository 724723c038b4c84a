"""Whatever file a person hands over: a sentence, a remedy, exit code 2, and nothing on file has changed."""

import os
from pathlib import Path

import pytest
import xlsxwriter

from desktop.cli.main import run
from desktop.spreadsheets.write import SheetOut, write_table

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
HEADINGS = ("姓名", "单位", "手机")


def write_picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 500)


def write_nothing(path: Path) -> None:
    path.touch()


def write_protected(path: Path) -> None:
    path.write_bytes(OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 900)


def write_blank_book(path: Path) -> None:
    write_table(path, [SheetOut("S", [], [])])


def write_strange_encoding(path: Path) -> None:
    path.write_bytes("姓名,單位,手機\n張三,甲公司,13800001234\n".encode("big5"))


def write_no_list(path: Path) -> None:
    path.write_text("a,b,c\n1,2,3\n", "utf-8")


def write_far_off_cell(path: Path) -> None:
    write_table(path, [SheetOut("S", HEADINGS, [("王伟", "甲公司", "13800000001")])])
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, HEADINGS)
        page.write_string(1_048_575, 16_383, "x")


BAD = [
    ("照片.xlsx", write_picture),
    ("空.xlsx", write_nothing),
    ("空.csv", write_nothing),
    ("加密.xlsx", write_protected),
    ("空白.xlsx", write_blank_book),
    ("乱码.csv", write_strange_encoding),
    ("不是名单.csv", write_no_list),
    ("远处.xlsx", write_far_off_cell),
    ("没有.xlsx", lambda _path: None),
    ("文件夹", Path.mkdir),
]


@pytest.mark.parametrize(("name", "write"), BAD, ids=[name for name, _write in BAD])
def test_a_file_that_cannot_be_taken_is_refused_with_a_remedy_and_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, write: object
) -> None:
    assert callable(write)
    write(tmp_path / name)
    run(["activity", "new", "--title", "讲座", "--start", "2026-12-05T19:00"])
    number = capsys.readouterr().out.split()[-1]
    run(["log", "--json"])
    before = capsys.readouterr().out
    for words in (["people", "import"], ["activity", "enrol", number]):
        assert run([*words, str(tmp_path / name)]) == 2
        said = capsys.readouterr()
        sentence, remedy = said.err.splitlines()
        assert (said.out, name in sentence, len(remedy) > 10) == ("", True, True)
    run(["log", "--json"])
    assert capsys.readouterr().out == before


def test_rows_no_one_can_be_made_of_are_told_one_by_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A name of 200 characters, formulas with and without a result, and 500 columns beside the list."""
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        page = book.add_worksheet()
        page.write_row(0, 0, [*HEADINGS, *(f"x{n}" for n in range(497))])
        page.write_row(1, 0, ["王" * 200, "甲公司", "13800000001"])
        page.write_formula(2, 0, '="李"&"娜"', None, "李娜")
        page.write_row(2, 1, ["甲公司", "13800000002"])
        page.write_formula(3, 0, "=1/0", None, "#DIV/0!")
        page.write_row(3, 1, ["甲公司", "13800000003"])
    assert run(["people", "import", str(tmp_path / "a.xlsx")]) == 1
    said = capsys.readouterr().out
    assert "1 new" in said and "row 2" in said and "row 4" in said and "row 3" not in said
    assert run(["people", "find", "李娜"]) == 0


def test_a_million_formatted_blank_rows_hide_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx", {"constant_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, HEADINGS)
        page.write_row(1, 0, ["王伟", "甲公司", "13800000001"])
        look = book.add_format({"bg_color": "#FFFFFF"})
        for row in range(2, 300_000):
            page.write_blank(row, 0, None, look)
        page.write_row(1_048_575, 0, ["李娜", "甲公司", "13800000002"])
    assert run(["people", "import", str(tmp_path / "a.xlsx")]) == 0
    assert "2 new" in capsys.readouterr().out


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is withheld from root")
def test_a_file_open_or_withheld_elsewhere_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("姓名\n王伟\n", "utf-8")
    path.chmod(0)
    assert run(["people", "import", str(path)]) == 2
    assert "another program" in capsys.readouterr().err
