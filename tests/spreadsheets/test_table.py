"""The table is found wherever an office has put it."""

import time
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlwt

from desktop.spreadsheets.columns import recognise
from desktop.spreadsheets.failures import NoTableFound
from desktop.spreadsheets.read import Cell, open_book
from desktop.spreadsheets.rows import WorkerRow, worker_rows
from desktop.spreadsheets.table import FoundTable, find_tables
from tests.spreadsheets.makers import HEADINGS, id_number, ods, people, xlsx


def workers(path: Path) -> list[WorkerRow]:
    with open_book(path) as book:
        return [w for table in find_tables(book) for w in worker_rows(table, recognise(table))]


def tables(path: Path) -> tuple[FoundTable, ...]:
    with open_book(path) as book:
        return find_tables(book)


def csv_file(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "list.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_titles_above_and_notes_below_are_left_out(tmp_path: Path) -> None:
    rows: list[Sequence[Cell | None]] = [
        ["2026年度职工花名册"],
        ["填报单位：舟山引航站", None, None, "填报日期：2026年11月5日"],
        [],
        list(HEADINGS),
        *people(5),
        ["合  计", None, None, None, None, "5人"],
        [],
        ["制表人：王伟", None, "审核人：", None, "工会主席："],
        ["填表说明：", "一、身份证号为文本", None],
        ["备注：以上人员均为一线职工"],
        ["1、姓名须与身份证一致。"],
    ]
    found = workers(xlsx(tmp_path / "a.xlsx", {"S": rows}))
    assert [w.row for w in found] == [5, 6, 7, 8, 9]
    assert not any(w.faults or w.warnings for w in found)


def test_totals_and_repeated_headings_in_the_middle_are_left_out(tmp_path: Path) -> None:
    first, second = people(4)[:2], people(4)[2:]
    rows: list[Sequence[Cell | None]] = [
        HEADINGS, *first, ["小计", "", "", "", "", "", "2人"], ["二、保安队"], HEADINGS, *second,
        ["", "总计：4人"], ["Total", 4],
    ]  # fmt: skip
    found = workers(xlsx(tmp_path / "a.xlsx", {"S": rows}))
    assert [w.row for w in found] == [2, 3, 7, 8]


def test_a_second_section_with_columns_in_another_order_is_put_right(tmp_path: Path) -> None:
    found = workers(
        csv_file(
            tmp_path,
            "姓名,身份证号,手机",
            f"王伟,{id_number(1)},13800000001",
            "",
            "手机号码,姓名,公民身份号码",
            f"13800000002,李敏,{id_number(2)}",
        )
    )
    assert [(w.name, w.phone, w.id_number) for w in found] == [
        ("王伟", "13800000001", id_number(1)),
        ("李敏", "13800000002", id_number(2)),
    ]


def test_three_levels_of_merged_headings_are_read_as_one(tmp_path: Path) -> None:
    rows: list[Sequence[Cell | None]] = [
        ["花名册"],
        ["序号", "职工情况", None, None, None, "紧急联系人", None, "备注"],
        [None, "个人", None, "联系", None, "姓名", "电话", None],
        [None, "姓名", "身份证号", "手机", "单位", None, None, None],
        [1, 2, 3, 4, 5, 6, 7, 8],
        [1, "王伟", id_number(1), "13800000001", "引航站", "李敏", "13900000002", "无"],
    ]
    merges = ("A1:H1", "A2:A4", "B2:E2", "F2:G2", "B3:C3", "D3:E3", "F3:F4", "G3:G4", "H2:H4")
    path = xlsx(tmp_path / "a.xlsx", {"S": rows}, merges)
    (table,) = tables(path)
    assert table.header_rows == (2, 3, 4, 5)
    assert [c.text for c in table.columns] == [
        "序号",
        "姓名",
        "身份证号",
        "手机",
        "单位",
        "姓名",
        "电话",
        "备注",
    ]
    (worker,) = workers(path)
    assert (worker.name, worker.phone, worker.organisation, worker.remark) == (
        "王伟", "13800000001", "引航站", None,
    )  # fmt: skip


def test_groups_over_headings_are_carried_where_merges_are_unknown(tmp_path: Path) -> None:
    path = ods(
        tmp_path / "a.ods",
        [
            ["花名册", "", "", "", "", ""],
            ["序号", "基本信息", "", "家属", "", "备注"],
            ["", "姓名", "身份证号", "姓名", "电话", ""],
            ["1", "王伟", id_number(1), "李敏", "13900000002", ""],
        ],
    )
    (worker,) = workers(path)
    assert (worker.name, worker.id_number, worker.phone) == ("王伟", id_number(1), None)


def test_an_employer_merged_beside_its_workers_is_given_to_each(tmp_path: Path) -> None:
    rows: list[Sequence[Cell | None]] = [["单位", "姓名", "手机"], ["引航站", "王伟", "13800000001"]]
    rows += [[None, "李敏", "13800000002"], [None, "张强", "13800000003"], ["港务局", "刘静", "13800000004"]]
    found = workers(xlsx(tmp_path / "a.xlsx", {"S": rows}, ["A2:A4"]))
    assert [w.organisation for w in found] == ["引航站", "引航站", "引航站", "港务局"]


def test_every_sheet_has_its_own_headings_and_one_without_goes_on(tmp_path: Path) -> None:
    rows = people(6)
    turned = [list(reversed(row)) for row in rows[2:4]]
    path = xlsx(
        tmp_path / "a.xlsx",
        {
            "说明": [["请各单位认真填写"]],
            "一": [HEADINGS, *rows[:2]],
            "二": [list(reversed(HEADINGS)), *turned],
            "三": turned,
        },
    )
    found = workers(path)
    assert [(w.sheet, w.row) for w in found] == [
        ("一", 2),
        ("一", 3),
        ("二", 2),
        ("二", 3),
        ("三", 1),
        ("三", 2),
    ]
    assert [w.id_number for w in found[:4]] == [row[3] for row in rows[:4]]
    assert found[4].id_number == rows[2][3]


def test_a_list_without_headings_is_read_by_its_contents(tmp_path: Path) -> None:
    found = workers(xlsx(tmp_path / "a.xlsx", {"S": people(8)}))
    assert len(found) == 8
    assert all(w.name and w.phone and w.id_number and w.sex for w in found)


def test_odd_headings_do_not_hide_what_the_contents_show(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"S": [["甲", "乙", "丙", "丁", "戊", "己", "庚"], *people(8)]})
    (table,) = tables(path)
    assert table.header_rows == (1,)
    assert len(workers(path)) == 8


def test_a_bare_list_of_names_is_a_table(tmp_path: Path) -> None:
    assert [w.name for w in workers(csv_file(tmp_path, "姓名", "王伟", "李 敏", "合计", "备注：两人"))] == [
        "王伟",
        "李敏",
    ]


def test_numbered_rows_left_blank_are_nobody(tmp_path: Path) -> None:
    rows: list[Sequence[Cell | None]] = [HEADINGS, *people(2), [3], [4, " "], ["", "  ", "　"]]
    assert len(workers(xlsx(tmp_path / "a.xlsx", {"S": rows}))) == 2


def test_a_list_that_begins_in_the_middle_of_the_sheet_keeps_its_numbers(tmp_path: Path) -> None:
    rows: list[Sequence[Cell | None]] = [[], [], [None, None, *HEADINGS]]
    rows += [[None, None, *row] for row in people(2)]
    assert [w.row for w in workers(xlsx(tmp_path / "a.xlsx", {"S": rows}))] == [4, 5]


def test_old_excel_files_with_merged_headings_are_read(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    page = book.add_sheet("S")
    page.write_merge(0, 0, 0, 2, "花名册")
    for column, heading in enumerate(["姓　名", "身份证号", "手机"]):
        page.write(1, column, heading)
    for column, cell in enumerate(["王伟", id_number(1), 13800000001]):
        page.write(2, column, cell)
    book.save(str(tmp_path / "a.xls"))
    (worker,) = workers(tmp_path / "a.xls")
    assert (worker.row, worker.name, worker.phone) == (3, "王伟", "13800000001")


def test_five_hundred_columns_are_no_hindrance(tmp_path: Path) -> None:
    wide: list[Sequence[Cell | None]] = [[*HEADINGS, *(f"第{n}周" for n in range(600))]]
    wide += [[*row, *range(600)] for row in people(50)]
    path = xlsx(tmp_path / "a.xlsx", {"S": wide})
    began = time.process_time()
    assert len(workers(path)) == 50
    assert time.process_time() - began < 5


def test_a_book_without_people_says_so(tmp_path: Path) -> None:
    with pytest.raises(NoTableFound) as caught:
        tables(csv_file(tmp_path, "品名,数量", "毛巾,5"))
    assert caught.value.remedy


def test_rows_can_be_read_more_than_once(tmp_path: Path) -> None:
    with open_book(xlsx(tmp_path / "a.xlsx", {"S": [HEADINGS, *people(3)]})) as book:
        (table,) = find_tables(book)
        assert list(table.rows) == list(table.rows)
