"""Files as offices send them, made for a test."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from desktop.core.national_id import check_character
from desktop.spreadsheets.read import Cell

SAMPLES = Path(__file__).resolve().parent.parent / "samples"

HEADINGS = ("序号", "姓名", "性别", "身份证号", "手机", "单位", "岗位")


def id_number(serial: int, sex: str = "M") -> str:
    """Return a sound identity number, another for each serial number."""
    born = date(1970, 1, 1) + timedelta(serial * 37 % 12_000)
    order = (serial * 2 + (1 if sex == "M" else 0)) % 1000
    first = f"330902{born:%Y%m%d}{order:03d}"
    return first + check_character(first)


def people(count: int) -> list[list[Cell]]:
    """Return rows for :data:`HEADINGS`, the same ones for the same count."""
    choose = random.Random(count)
    rows: list[list[Cell]] = []
    for serial in range(1, count + 1):
        sex = choose.choice("男女")
        name = choose.choice("王李张刘陈欧") + choose.choice(["伟", "敏静", "海燕", "志强"])
        rows.append(
            [
                serial,
                name,
                sex,
                id_number(serial, "M" if sex == "男" else "F"),
                f"138{serial:08d}",
                choose.choice(["舟山引航站", "新城物业服务中心"]),
                choose.choice(["水手", "保安"]),
            ]
        )
    return rows


def xlsx(path: Path, sheets: dict[str, Sequence[Sequence[Cell | None]]], merges: Sequence[str] = ()) -> Path:
    """Write sheets cell by cell; ``merges`` are merged on the first sheet and keep what stands there."""
    book = xlsxwriter.Workbook(str(path))
    for number, (title, rows) in enumerate(sheets.items()):
        page = book.add_worksheet(title)
        for area in merges if number == 0 else ():
            page.merge_range(area, "")
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if cell is not None and cell != "":
                    page.write(r, c, cell)
    book.close()
    return path


def ods(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """Write a sheet the way LibreOffice does, with the blanks up to its last row and column."""
    document = OpenDocumentSpreadsheet()
    table = Table(name="表1")
    for row in rows:
        line = TableRow()
        for text in row:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=text))
            line.addElement(cell)
        line.addElement(TableCell(numbercolumnsrepeated=16384 - len(row)))
        table.addElement(line)
    rest = TableRow(numberrowsrepeated=1048576 - len(rows))
    rest.addElement(TableCell(numbercolumnsrepeated=16384))
    table.addElement(rest)
    document.spreadsheet.addElement(table)
    document.save(str(path))
    return path
