"""A short table keeps the chosen row, sorts by the numbers in its words, and is copied for Excel."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.views.support.notice import Notice
from desktop.views.support.short_table import ShortRow, ShortTable
from tests.views.pictures import shown

ROWS = [
    ShortRow("b", ("Batch 10", "900.00")),
    ShortRow("a", ("Batch 2", "2,900.00"), quiet=True),
    ShortRow("c", ("batch 1", ""), hint="no price", due=True),
]


@pytest.fixture
def table(qtbot: QtBot) -> ShortTable:
    made = ShortTable("batches", ["Batch", "Price"], wide=0, right=frozenset({1}))
    qtbot.addWidget(made)
    shown(made, 400, 200)
    made.show_rows(ROWS)
    return made


def test_a_heading_sorts_up_down_and_then_as_given(table: ShortTable) -> None:
    click = table.horizontalHeader().sectionClicked
    click.emit(0)
    assert table.row_keys() == ["c", "a", "b"]
    click.emit(0)
    assert table.row_keys() == ["b", "a", "c"]
    click.emit(0)
    assert table.row_keys() == ["b", "a", "c"]
    click.emit(1)
    assert table.row_keys() == ["c", "b", "a"]


def test_the_chosen_row_stays_chosen_when_rows_are_read_anew(table: ShortTable) -> None:
    told: list[object] = []
    table.chosen.connect(told.append)
    assert table.select("a")
    table.show_rows([ShortRow("new", ("Batch 0", "")), *ROWS])
    assert (table.key(), told) == ("a", ["a"])
    table.show_rows(ROWS[:1])
    assert (table.key(), told) == (None, ["a", None])
    assert not table.select("a")


def test_enter_opens_and_delete_asks_to_remove(qtbot: QtBot, table: ShortTable) -> None:
    table.select("c")
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == ["c"]
    with qtbot.waitSignal(table.removal_asked):
        QTest.keyClick(table, Qt.Key.Key_Delete)


def test_one_row_chosen_copies_all_with_the_headings(table: ShortTable) -> None:
    told: list[Notice] = []
    table.said.connect(told.append)
    table.select("a")
    table.copy()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines == ["Batch\tPrice", "Batch 10\t900.00", "Batch 2\t2,900.00", "batch 1\t"]
    assert told[0].sentence == "3 rows copied."


def test_the_wide_column_keeps_its_part_of_the_room(qtbot: QtBot) -> None:
    table = ShortTable("rules", ["Rule", "Document", "Clause"], wide=0)
    qtbot.addWidget(table)
    table.show_rows([ShortRow(1, ("A rule of many words that are long", "x" * 80, "y" * 80))])
    shown(table, 500, 200)
    assert table.columnWidth(0) >= 190


def test_headings_go_on_in_a_second_line_where_room_is_short(qtbot: QtBot) -> None:
    table = ShortTable("costs", ["Name", "Paid by federation", "Difference"], 0, frozenset({1, 2}))
    qtbot.addWidget(table)
    table.show_rows([ShortRow(1, ("A name of many words", "2,000.00", "0.00"))])
    shown(table, 900, 200)
    one_line = table.horizontalHeader().height()
    shown(table, 260, 200)
    wide = table.fontMetrics().horizontalAdvance
    assert table.columnWidth(1) >= wide("federation")
    assert table.columnWidth(2) >= wide("Difference")
    assert table.horizontalHeader().height() > one_line
