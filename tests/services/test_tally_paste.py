"""Cells from a spreadsheet as daily figures."""

from datetime import date
from uuid import UUID

import pytest

from desktop.services import tallies
from desktop.services.tallies import TallyCell
from desktop.services.tally_paste import PasteTo, cells_of, plan
from desktop.storage.store import Store
from tests.services.sites import put_site

OCTOBER = 202610


@pytest.fixture
def sites(file_store: Store) -> tuple[UUID, ...]:
    """Three stations in the order of the screen."""
    return (
        put_site(file_store, "甲站", code="DH-01"),
        put_site(file_store, "乙站", code="DH-02"),
        put_site(file_store, "丙站"),
    )


def _figures(store: Store, text: str, to: PasteTo) -> list[tuple[str, int, int | None]]:
    found = store.read(plan, text, to)
    assert found.problems == () and found.faults == ()
    return [(figure.site, figure.cell.day.day, figure.cell.count) for figure in found.figures]


def test_cells_without_names_go_by_their_place(file_store: Store, sites: tuple[UUID, ...]) -> None:
    to = PasteTo(OCTOBER, sites, row=1, day=5)
    assert _figures(file_store, "3\t４\r\n5\t\r\n", to) == [("乙站", 5, 3), ("乙站", 6, 4), ("丙站", 5, 5)]


def test_rows_with_a_code_or_name_go_to_their_site(file_store: Store, sites: tuple[UUID, ...]) -> None:
    to = PasteTo(OCTOBER, sites, day=2)
    text = "丙站\t7\t8\ndh-01\t9\n"
    assert _figures(file_store, text, to) == [("丙站", 2, 7), ("丙站", 3, 8), ("甲站", 2, 9)]
    assert _figures(file_store, "DH-02\t乙站\t7\t8\nDH-01\t甲站\t6\t5", to) == [
        ("乙站", 2, 7),
        ("乙站", 3, 8),
        ("甲站", 2, 6),
        ("甲站", 3, 5),
    ]


def test_a_row_of_days_says_which_column_is_which(file_store: Store, sites: tuple[UUID, ...]) -> None:
    to = PasteTo(OCTOBER, sites)
    assert _figures(file_store, "站点\t1日\t15日\n甲站\t7\t8\n", to) == [("甲站", 1, 7), ("甲站", 15, 8)]
    dated = "站点\t2026-10-03\t2026/10/4\t合计\n乙站\t7\t8\t15\n"
    assert _figures(file_store, dated, to) == [("乙站", 3, 7), ("乙站", 4, 8)]


def test_a_whole_month_copied_from_here_comes_back(file_store: Store, sites: tuple[UUID, ...]) -> None:
    days = "\t".join(str(day) for day in range(1, 32))
    rows = [
        "\t".join([code, name, *(str(n + day) for day in range(31))])
        for n, (code, name) in enumerate((("DH-01", "甲站"), ("DH-02", "乙站"), ("", "丙站")))
    ]
    found = file_store.read(plan, "\n".join([f"编号\t站点\t{days}", *rows]), PasteTo(OCTOBER, sites))
    assert found.by_name and found.problems == () and len(found.new) == 93
    file_store.do(tallies.enter, found.new)
    again = file_store.read(plan, "\n".join([f"编号\t站点\t{days}", *rows]), PasteTo(OCTOBER, sites))
    assert again.new == () and len(again.figures) == 93


def test_what_is_left_out_is_told_with_its_line(file_store: Store, sites: tuple[UUID, ...]) -> None:
    put_site(file_store, "甲站", district="普陀区")
    found = file_store.read(plan, "丁站\t1\n甲站\t2\n乙站\t三\n丙站\t4", PasteTo(OCTOBER, sites))
    assert [(p.line, p.sentence) for p in found.problems] == [
        (1, "No site has the code or name “丁站”."),
        (2, "2 sites are called “甲站”; their codes tell them apart."),
        (3, "“三” is not a number of people."),
    ]
    assert [cell.count for cell in found.new] == [4]


def test_a_block_too_large_for_the_month_is_told(file_store: Store, sites: tuple[UUID, ...]) -> None:
    found = file_store.read(plan, "1\t2\n3\n4", PasteTo(OCTOBER, sites, row=1, day=31))
    assert [(p.line, p.sentence) for p in found.problems] == [
        (1, "The month has only 31 days."),
        (3, "1 row goes beyond the last site."),
    ]


def test_figures_that_would_be_refused_are_told_beforehand(
    file_store: Store, sites: tuple[UUID, ...]
) -> None:
    days = [TallyCell(sites[0], date(2026, 9, day), 30) for day in range(1, 15)]
    file_store.do(tallies.enter, days)
    found = file_store.read(plan, "600\t4000\t-2\t31", PasteTo(OCTOBER, sites))
    assert "-2" in found.faults[0].sentence and len(found.faults) == 3
    file_store.do(tallies.enter, found.new)
    found = file_store.read(plan, "600\t4000\t32", PasteTo(OCTOBER, sites))
    assert [fault.may_be_right for fault in found.faults] == [True, True]
    assert [cell.count for cell in found.new] == [32]
    assert [fault.cell.count for fault in found.doubtful] == [600]


def test_commas_divide_where_there_are_no_tabs() -> None:
    assert cells_of("甲站,3\n乙站,4") == [["甲站", "3"], ["乙站", "4"]]
    assert cells_of("1,234\n5") == [["1,234"], ["5"]]
    assert cells_of('"甲\n站"\t3') == [["甲 站", "3"]]
