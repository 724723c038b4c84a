"""A table of any length: what it reads, what it remembers, what it says."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QItemSelectionModel, QSettings, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.views.support.copying import as_table, as_tabs
from desktop.views.support.empty import EmptyState
from desktop.views.support.icons import icon
from desktop.views.support.lazy_model import BLOCK, GONE, WAITING
from desktop.views.support.lazy_table import Column, LazyTable
from desktop.views.support.notice import Notice
from desktop.views.support.tasks import Runner


@dataclass(frozen=True)
class Person:
    id: UUID
    name: str
    phone: str


def key(number: int) -> UUID:
    return UUID(int=number + 1)


def keys(count: int) -> list[UUID]:
    return [key(number) for number in range(count)]


class Register:
    """Reads people and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.gone: set[UUID] = set()
        self.edition = ""
        self.open = threading.Event()
        self.open.set()

    def fetch(self, ids: Sequence[UUID]) -> list[Person]:
        self.open.wait(10)
        self.asked.append(len(ids))
        return [
            Person(i, f"Worker {i.int - 1}{self.edition}", "13800000000") for i in ids if i not in self.gone
        ]


COLUMNS: list[Column[Person]] = [
    Column("name", "Name", lambda person: person.name, tone=lambda person: QColor("#8a5300")),
    Column("phone", "Phone", lambda person: person.phone, sortable=False, hint=lambda person: "mobile"),
    Column(
        "id",
        "Number",
        lambda person: str(person.id.int - 1),
        right=True,
        shown=False,
        icon=lambda person: icon("account"),
    ),
]


def table_of(
    qtbot: QtBot, register: Register, runner: Runner, settings: QSettings, count: int = 0
) -> LazyTable[Person]:
    empty = EmptyState("account-group", "No workers yet", "Bring them in from a spreadsheet.", "Import")
    table: LazyTable[Person] = LazyTable("people", COLUMNS, register.fetch, runner, settings, empty)
    qtbot.addWidget(table)
    table.resize(600, 400)
    table.show()
    table.show_ids(keys(count))
    return table


def words(table: LazyTable[Person], number: int, column: int = 0) -> object:
    return table.model.data(table.model.index(number, column))


def test_rows_read_as_waiting_until_they_arrive(qtbot: QtBot, runner: Runner, settings: QSettings) -> None:
    register = Register()
    register.open.clear()
    table = table_of(qtbot, register, runner, settings, 10)
    assert words(table, 0) == WAITING
    register.open.set()
    qtbot.waitUntil(lambda: words(table, 0) == "Worker 0")
    assert table.model.data(table.model.index(0, 0), Qt.ItemDataRole.ForegroundRole) == QColor("#8a5300")
    assert table.model.data(table.model.index(0, 1), Qt.ItemDataRole.ToolTipRole) == "mobile"


def test_only_what_is_looked_at_is_read(qtbot: QtBot, runner: Runner, settings: QSettings) -> None:
    register = Register()
    table = table_of(qtbot, register, runner, settings, 400_000)
    qtbot.waitUntil(lambda: words(table, 0) == "Worker 0")
    began = time.perf_counter()
    bar = table.view.verticalScrollBar()
    for percent in range(101):
        bar.setValue(bar.maximum() * percent // 100)
        table.view.viewport().repaint()
    scrolled = time.perf_counter() - began
    qtbot.waitUntil(lambda: words(table, 399_999) == "Worker 399999")
    assert sum(register.asked) < 400_000 / 10
    assert max(register.asked) <= BLOCK
    assert scrolled < 5


def test_the_selection_tells_the_truth_at_400_000_rows(
    qtbot: QtBot, runner: Runner, settings: QSettings
) -> None:
    table = table_of(qtbot, Register(), runner, settings, 400_000)
    table.view.selectAll()
    began = time.perf_counter()
    table.view.grab()
    assert time.perf_counter() - began < 1
    assert table.selected_count() == 400_000
    assert table.selected_ids(3) == keys(3)
    assert "400,000 chosen" in table.count.text()
    assert table.select(key(399_999))
    assert (table.current_id(), table.selected_ids()) == (key(399_999), [key(399_999)])


def test_what_was_chosen_stays_chosen_when_the_order_changes(
    qtbot: QtBot, runner: Runner, settings: QSettings
) -> None:
    table = table_of(qtbot, Register(), runner, settings, 50)
    table.select(key(7))
    table.view.selectionModel().select(
        table.model.index(9, 0),
        QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
    )
    table.show_ids(list(reversed(keys(50))))
    assert set(table.selected_ids()) == {key(7), key(9)}
    assert table.current_id() == key(7)


def test_losing_the_chosen_row_is_told(qtbot: QtBot, runner: Runner, settings: QSettings) -> None:
    table = table_of(qtbot, Register(), runner, settings, 5)
    table.select(key(4))
    with qtbot.waitSignal(table.current_changed) as told:
        table.show_ids(keys(3))
    assert told.args == [None]


def test_a_refresh_keeps_the_old_words_until_the_new_arrive(
    qtbot: QtBot, runner: Runner, settings: QSettings
) -> None:
    register = Register()
    table = table_of(qtbot, register, runner, settings, 5)
    qtbot.waitUntil(lambda: words(table, 4) == "Worker 4")
    register.open.clear()
    register.edition = " B"
    table.refresh()
    assert words(table, 4) == "Worker 4"
    register.open.set()
    qtbot.waitUntil(lambda: words(table, 4) == "Worker 4 B")


def test_a_picture_stands_before_the_words(qtbot: QtBot, runner: Runner, settings: QSettings) -> None:
    table = table_of(qtbot, Register(), runner, settings, 1)
    qtbot.waitUntil(lambda: words(table, 0) == "Worker 0")
    looks = [table.model.data(table.model.index(0, n), Qt.ItemDataRole.DecorationRole) for n in range(3)]
    assert looks[:2] == [None, None] and isinstance(looks[2], QIcon)


def test_a_row_removed_meanwhile_reads_as_a_dash(qtbot: QtBot, runner: Runner, settings: QSettings) -> None:
    register = Register()
    register.gone.add(key(2))
    table = table_of(qtbot, register, runner, settings, 5)
    qtbot.waitUntil(lambda: words(table, 2) == GONE)


def test_a_failed_reading_is_told_and_tried_again(qtbot: QtBot, runner: Runner, settings: QSettings) -> None:
    register = Register()
    table = table_of(qtbot, register, runner, settings)
    broken = [True]

    def fetch(ids: Sequence[UUID]) -> list[Person]:
        if broken.pop() if broken else False:
            raise OSError("the disk is gone")
        return register.fetch(ids)

    table.model.fetch = fetch
    with qtbot.waitSignal(runner.went_wrong):
        table.show_ids(keys(3))
    qtbot.waitUntil(lambda: words(table, 0) == "Worker 0")


def test_an_empty_list_offers_the_first_step(qtbot: QtBot, runner: Runner, settings: QSettings) -> None:
    table = table_of(qtbot, Register(), runner, settings)
    assert table.empty.isVisible() and not table.view.isVisible()
    with qtbot.waitSignal(table.empty.first_step):
        QTest.mouseClick(table.empty.step, Qt.MouseButton.LeftButton)
    table.filter.setText("nobody")
    table.show_ids([])
    assert table.view.isVisible()


def test_a_list_in_which_nothing_was_found_says_so(qtbot: QtBot, runner: Runner, settings: QSettings) -> None:
    table = table_of(qtbot, Register(), runner, settings, 3)
    table.filter.setText("nobody")
    table.show_ids([], 3)
    assert table.none.isVisible()
    assert "nobody" in table.none.text()
    table.show_ids(keys(1), 3)
    assert not table.none.isVisible()


def test_a_narrowed_list_tells_how_many_there_are_in_all(
    qtbot: QtBot, runner: Runner, settings: QSettings
) -> None:
    table = table_of(qtbot, Register(), runner, settings)
    table.show_ids(keys(94), total=231)
    assert table.count.text() == "94 of 231"
    table.show_ids(keys(231), total=231)
    assert table.count.text() == "231 rows"


def test_typing_is_told_once_after_a_pause(qtbot: QtBot, runner: Runner, settings: QSettings) -> None:
    table = table_of(qtbot, Register(), runner, settings, 3)
    told: list[str] = []
    table.filter_changed.connect(told.append)
    QTest.keyClicks(table.filter, "zgw ")
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["zgw"]
    QTest.keyClick(table.filter, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: told == ["zgw", ""])
    QTest.keyClick(table.filter, Qt.Key.Key_Down)
    assert table.current_id() == key(0)


def test_a_heading_asks_for_a_new_order_and_it_is_remembered(
    qtbot: QtBot, runner: Runner, settings: QSettings
) -> None:
    table = table_of(qtbot, Register(), runner, settings, 3)
    header = table.view.horizontalHeader()
    with qtbot.waitSignal(table.sort_changed) as told:
        header.setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    assert told.args == ["name", True]
    header.setSortIndicator(1, Qt.SortOrder.AscendingOrder)
    assert table.order() == ("name", True)
    header.resizeSection(0, 222)
    again = table_of(qtbot, Register(), runner, settings, 3)
    assert again.order() == ("name", True)
    assert again.view.columnWidth(0) == 222
    assert again.view.isColumnHidden(2)


def test_columns_are_chosen_from_a_menu_and_one_always_stays(
    qtbot: QtBot, runner: Runner, settings: QSettings
) -> None:
    table = table_of(qtbot, Register(), runner, settings, 3)
    menu = table.columns_menu()
    name, phone, number = menu.actions()
    assert [action.isChecked() for action in (name, phone, number)] == [True, True, False]
    phone.trigger()
    again = table_of(qtbot, Register(), runner, settings, 3)
    assert table.view.isColumnHidden(1) and again.view.isColumnHidden(1)
    menu.deleteLater()
    last = table.columns_menu()
    assert not last.actions()[0].isEnabled()
    last.deleteLater()


def test_copied_rows_are_cells_with_headings(qtbot: QtBot, runner: Runner, settings: QSettings) -> None:
    table = table_of(qtbot, Register(), runner, settings, 1000)
    table.view.selectAll()
    with qtbot.waitSignal(table.said) as told:
        table.copy()
    notice = told.args[0]
    assert isinstance(notice, Notice) and notice.sentence == "1,000 rows copied."
    data = QGuiApplication.clipboard().mimeData()
    lines = data.text().splitlines()
    assert (len(lines), lines[0], lines[1000]) == (1001, "Name\tPhone", "Worker 999\t13800000000")
    assert "<td" in data.html()


def test_copied_cells_keep_long_numbers_and_lose_tabs() -> None:
    assert as_tabs([["a\tb", "c\nd"], ["e", ""]]) == "a b\tc d\ne\t"
    assert "mso-number-format" in as_table([["330902199001011234"]])
    assert "&lt;b&gt;" in as_table([["<b>"]])


def test_enter_opens_and_delete_asks_to_remove(qtbot: QtBot, runner: Runner, settings: QSettings) -> None:
    table = table_of(qtbot, Register(), runner, settings, 5)
    table.select(key(3))
    table.view.setFocus()
    with qtbot.waitSignal(table.opened) as told:
        QTest.keyClick(table.view, Qt.Key.Key_Return)
    assert told.args == [key(3)]
    assert not table.select(key(77))
    table.focus_filter()
    assert table.filter_text() == "" and table.ids() == keys(5)
    table.activateWindow()
    qtbot.waitUntil(table.isActiveWindow)
    table.view.setFocus()
    with qtbot.waitSignal(table.removal_asked):
        QTest.keyClick(table.view, Qt.Key.Key_Delete)
