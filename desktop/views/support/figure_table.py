"""A small table of figures as tall as its rows, under its heading; its cells go to Excel."""

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QAction, QFont, QFontMetrics, QGuiApplication, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
)

from desktop.core.i18n import _, ngettext
from desktop.services.year_tables import YearTable
from desktop.views.support.copying import as_table, as_tabs
from desktop.views.support.icons import icon
from desktop.views.support.notice import Notice
from desktop.views.support.theme import icon_size, titled
from desktop.views.support.use_chart import UseChart

_ROOM = 18  # pixels; between the words of two columns


class FigureTable(QTableWidget):
    """Words in the first column, mostly numbers after it; as tall as its rows."""

    said = Signal(object)  # Notice

    def __init__(self) -> None:
        super().__init__()
        self._shown: YearTable | None = None
        self._wants: list[int] = []
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        action = QAction(_("Copy"), self)
        action.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(self.copy)
        self.addAction(action)

    def show_table(self, table: YearTable) -> None:
        """Show a table in the place of the one before."""
        if table == self._shown:
            return
        self._shown = table
        self.setAccessibleName(table.title)
        self.clear()
        self.setColumnCount(len(table.headings))
        self.setRowCount(len(table.rows))
        first = table.rows[0] if table.rows else ()
        numbers = [_is_number(column, cell) for column, cell in enumerate(first)]
        for column, heading in enumerate(table.headings):
            head = QTableWidgetItem(heading)
            head.setTextAlignment(_alignment(column < len(numbers) and numbers[column]))
            self.setHorizontalHeaderItem(column, head)
        for row, cells in enumerate(table.rows):
            last = table.summed and row == len(table.rows) - 1
            for column, cell in enumerate(cells):
                self.setItem(row, column, _item(cell, last, _is_number(column, cell)))
        self._measure()
        self._fit()

    def minimum_width(self) -> int:
        """Return the width below which words would be cut."""
        return sum(self._wants)

    def copy(self) -> None:
        """Put the chosen cells, or all of them with the headings, on the clipboard."""
        chosen = self.selectedRanges()
        if chosen and chosen[0].rowCount() * chosen[0].columnCount() > 1:
            one = chosen[0]
            columns = range(one.leftColumn(), one.rightColumn() + 1)
            lines = [[self._plain(r, c) for c in columns] for r in range(one.topRow(), one.bottomRow() + 1)]
            count = len(lines)
        else:
            columns = range(self.columnCount())
            lines = [list(self._shown.headings if self._shown else ())]
            lines += [[self._plain(row, c) for c in columns] for row in range(self.rowCount())]
            count = len(lines) - 1
        data = QMimeData()
        data.setText(as_tabs(lines))
        data.setHtml(as_table(lines))
        QGuiApplication.clipboard().setMimeData(data)
        words = ngettext("{n} row copied.", "{n} rows copied.", count).format(n=f"{count:,}")
        self.said.emit(Notice(words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out anew."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew with another size of text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self._shown is not None:
            self._measure()
            self._fit()

    def _plain(self, row: int, column: int) -> str:
        assert self._shown is not None
        cell = self._shown.rows[row][column]
        return "" if cell is None else str(cell)

    def _measure(self) -> None:
        """Find out what each column needs; the last row stands in bold."""
        assert self._shown is not None
        font = QFont(self.font())
        font.setBold(True)
        wide = QFontMetrics(font).horizontalAdvance
        cells = [[_words(cell) for cell in row] for row in self._shown.rows]
        self._wants = [
            max(map(wide, (*_breakable(heading), *(row[column] for row in cells)))) + _ROOM
            for column, heading in enumerate(self._shown.headings)
        ]

    def _fit(self) -> None:
        """Give each column what it needs and a share of the rest; make the table as tall as its rows."""
        if not self._wants:
            return
        spare, most = max(0, self.viewport().width() - sum(self._wants)), 1
        for column, wanted in enumerate(self._wants):
            part = spare // (len(self._wants) - column)
            width, spare = wanted + part, spare - part
            self.setColumnWidth(column, width)
            most = max(most, self._break_heading(column, width - _ROOM + 4))
        line = self.fontMetrics().height()
        header = self.horizontalHeader()
        header.setFixedHeight(most * line + 10)
        for row in range(self.rowCount()):
            self.setRowHeight(row, line + 10)
        narrow = sum(self._wants) > self.viewport().width()
        bar = self.horizontalScrollBar().sizeHint().height() if narrow else 0
        self.setFixedHeight(header.height() + self.rowCount() * (line + 10) + bar + 2)

    def _break_heading(self, column: int, room: int) -> int:
        """Break a heading into as many lines as the room asks for; return how many."""
        head = self.horizontalHeaderItem(column)
        if head is None or self._shown is None:
            return 1
        heading, wide = self._shown.headings[column], self.fontMetrics().horizontalAdvance
        gap = " " if " " in heading else ""
        lines = [""]
        for part in _breakable(heading):
            longer = gap.join(filter(None, (lines[-1], part)))
            if lines[-1] and wide(longer) > room:
                lines.append(part)
            else:
                lines[-1] = longer
        head.setText("\n".join(lines))
        return len(lines)


class TableCard(QFrame):
    """A heading, a button that copies, and the table."""

    said = Signal(object)  # Notice

    def __init__(self, chart: UseChart | None = None) -> None:
        super().__init__()
        self._chart = chart
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.palette().ColorRole.Base)
        self.table = FigureTable()
        self.table.said.connect(self.said)
        self.heading = QLabel()
        titled(self.heading, 1.1)
        self.copy_button = QToolButton(autoRaise=True)
        self.copy_button.setIcon(icon("content-copy"))
        self.copy_button.setIconSize(icon_size(self))
        self.copy_button.setToolTip(_("Copy this table, for Excel"))
        self.copy_button.clicked.connect(self._copy_all)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.copy_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(4)
        column.addLayout(head)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(16)
        if chart is not None:
            self._row.addWidget(chart, 3)
        self._row.addWidget(self.table, 2)
        column.addLayout(self._row)
        column.addStretch(1)

    def show_table(self, table: YearTable) -> None:
        """Show a table; without rows the card hides."""
        self.setVisible(bool(table.rows))
        self.heading.setText(table.title)
        self.setAccessibleName(table.title)
        self.copy_button.setAccessibleName(_("Copy: {title}").format(title=table.title))
        if table.rows:
            self.table.show_table(table)
            self._stand()

    def minimum_width(self) -> int:
        """Return the width below which words would be cut."""
        return self.table.minimum_width() + 28

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the table under its chart where both do not fit beside each other."""
        super().resizeEvent(event)
        self._stand()

    def _stand(self) -> None:
        if self._chart is not None:
            wants = self.table.minimum_width()
            beside = wants + self._chart.wanted_width() + 40 <= self.width()
            way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
            if self._row.direction() is not way:
                self._row.setDirection(way)
            self.table.setMinimumWidth(wants if beside else 0)

    def _copy_all(self) -> None:
        self.table.clearSelection()
        self.table.copy()


def _breakable(heading: str) -> list[str]:
    """Return the parts of a heading that stay on one line: words, or the halves of a long Chinese one."""
    if " " in heading or len(heading) < 5 or heading.isascii():
        return heading.split()
    middle = (len(heading) + 1) // 2
    return [heading[:middle], heading[middle:]]


def _item(cell: str | int | None, last: bool, number: bool) -> QTableWidgetItem:
    item = QTableWidgetItem(_words(cell))
    item.setTextAlignment(_alignment(number))
    if last:
        font = item.font()
        font.setBold(True)
        item.setFont(font)
    return item


def _is_number(column: int, cell: str | int | None) -> bool:
    """Say whether a cell stands to the right: a count, or a share or sum written out; never the first."""
    return isinstance(cell, int) or (column > 0 and bool(cell) and not str(cell).strip("0123456789.,-"))


def _words(cell: str | int | None) -> str:
    return f"{cell:,}" if isinstance(cell, int) else cell or ""


def _alignment(number: bool) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
