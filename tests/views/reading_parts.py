"""The page of signed sheets with a real store, real sheets and real threads."""

from dataclasses import replace
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.core.reading import Mark, Why
from desktop.services import attendance
from desktop.services.activities import ActivityCard
from desktop.services.attendance import MeetingAttendance, Status
from desktop.storage.store import Store
from desktop.views.reading_page import ReadingPage
from desktop.views.support.tools import Tools
from tests.views.pictures import shown, use_chinese_font

Key = Qt.Key
PEOPLE, UNSIGNED = 8, 2


def opened(qtbot: QtBot, tools: Tools) -> ReadingPage:
    use_chinese_font()
    made = ReadingPage(tools)
    qtbot.addWidget(made)
    shown(made, 1280, 720)
    made.activateWindow()
    return made


def settled(qtbot: QtBot, page: ReadingPage, tools: Tools) -> None:
    """Wait until nothing is read, written or about to be proposed."""
    qtbot.waitUntil(lambda: not tools.runner.is_busy() and not page.stack.is_pending(), timeout=20_000)


def read(qtbot: QtBot, page: ReadingPage, tools: Tools, *files: Path) -> None:
    page.read(files)
    settled(qtbot, page, tools)


def doubt(qtbot: QtBot, page: ReadingPage, tools: Tools, *slots: int) -> None:
    """Make these rows of the first page doubtful."""
    first, *rest = (one for one in page.stack.reads if one.is_used)
    found = first.pages[0]
    assert found.reading is not None
    rows = tuple(
        replace(row, mark=Mark.DOUBTFUL, confidence=0.4, why=Why.FAINT) if row.slot in slots else row
        for row in found.reading.rows
    )
    told = replace(found, reading=replace(found.reading, rows=rows))
    page.stack.show((replace(first, pages=(told,)), *rest))
    settled(qtbot, page, tools)


def press(page: ReadingPage, *keys: Key) -> None:
    for key in keys:
        QTest.keyClick(page.view.rows, key)


def number(page: ReadingPage) -> int | None:
    """Return the number of the row one is at."""
    row = page.looking.current()
    return row.number if row is not None else None


def row_of(page: ReadingPage, printed: int) -> UUID:
    rows = (row for sheet in page.stack.proposal.sheets for row in sheet.rows)
    return next(row.row_id for row in rows if row.number == printed)


def present(store: Store, card: ActivityCard) -> MeetingAttendance:
    return store.read(attendance.attendance, card.meetings[0].id)


def names_in(store: Store, card: ActivityCard) -> list[str]:
    return [line.name for line in present(store, card).lines if line.status is not Status.ABSENT]
