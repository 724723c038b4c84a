"""What a pasted block would enter, shown before it is entered."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import tallies, tally_paste
from desktop.services.tallies import Entered
from desktop.services.tally_paste import PastedFigure, PastePlan, PasteTo
from desktop.views.support.notice import notice_of
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import colours, muted, primary, roomy, titled
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing

_SHOWN = 1000
_SITE, _DAY, _BEFORE, _AFTER, _NOTE = range(5)


@dataclass(frozen=True)
class _Line:
    """A line of the preview; ``tone`` names the colour of its note."""

    site: str
    day: str = ""
    before: str = ""
    after: str = ""
    note: str = ""
    tone: str = "quiet"


class PastePanel(QWidget):
    """Faults first, then what is new or other than before; one button enters it as one step."""

    said = Signal(object)  # Notice
    left = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._plan: PastePlan | None = None
        self._undoing = Undoing(tools.store, tools.runner, self)
        self._undoing.said.connect(self.said)
        self.heading = QLabel()
        self.heading.setWordWrap(True)
        titled(self.heading, 1.1)
        self.how = QLabel()
        self.how.setWordWrap(True)
        muted(self.how)
        self.table = QTableWidget(0, 5)
        self.table.setAccessibleName(_("What would be entered"))
        self.doubtful = QCheckBox()
        self.enter_button = QPushButton()
        self.back = QPushButton(_("Cancel"))
        self._lay_out()
        self.doubtful.toggled.connect(self._count)
        self.enter_button.clicked.connect(self.enter)
        self.back.clicked.connect(self.left)
        QShortcut(
            QKeySequence(Qt.Key.Key_Escape), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
        ).activated.connect(self.left)

    def look_at(self, text: str, to: PasteTo) -> None:
        """Find out what a block means, and show it."""
        store = self._tools.store
        self._plan = None
        self.heading.setText(_("Reading what was pasted …"))
        self.table.setRowCount(0)
        self.enter_button.setEnabled(False)

        def work(_progress: Progress) -> PastePlan:
            return store.read(tally_paste.plan, text, to)

        self._tools.runner.read_newest(work, done=self._show, failed=self._failed)

    def enter(self) -> None:
        """Enter what is right, and what is doubted where that was wanted."""
        if self._plan is None or not self.enter_button.isEnabled():
            return
        sure, store = self.doubtful.isChecked(), self._tools.store
        cells = [*self._plan.new, *(fault.cell for fault in self._plan.doubtful if sure)]

        def work(_progress: Progress) -> tuple[str, str | None]:
            done: Entered = store.do(tallies.enter, cells, sure)
            words = ngettext("{n} figure entered.", "{n} figures entered.", done.changed)
            return words.format(n=f"{done.changed:,}"), store.next_undo()

        self.enter_button.setEnabled(False)
        self._tools.runner.run(work, done=self._entered, failed=self._refused, label=_("Saving figures"))

    def _show(self, plan: PastePlan) -> None:
        self._plan = plan
        lines = _lines(plan)
        self.table.setRowCount(min(len(lines), _SHOWN))
        for row, line in enumerate(lines[:_SHOWN]):
            self._show_line(row, line)
        for row in range(len(plan.problems) + len(plan.faults)):
            self.table.resizeRowToContents(row)
        self.doubtful.setVisible(bool(plan.doubtful))
        self.doubtful.setChecked(False)
        count = len(plan.doubtful)
        words = ngettext(
            "Also enter {n} figure far above the usual",
            "Also enter {n} figures far above the usual",
            count,
        )
        self.doubtful.setText(words.format(n=count))
        self.how.setText(
            _("Each row goes to the site its first cells name.")
            if plan.by_name
            else _("Cells go by their place, from the cell you pasted at.")
        )
        self._count()
        (self.enter_button if self.enter_button.isEnabled() else self.back).setFocus()

    def _show_line(self, row: int, line: _Line) -> None:
        for column, text in enumerate((line.site, line.day, line.before, line.after, line.note)):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            if column in (_BEFORE, _AFTER):
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if column == _NOTE:
                item.setForeground(QColor(getattr(colours(), line.tone)))
            self.table.setItem(row, column, item)

    def _count(self) -> None:
        plan = self._plan
        if plan is None:
            return
        count = len(plan.new) + (len(plan.doubtful) if self.doubtful.isChecked() else 0)
        same = sum(not figure.is_new for figure in plan.figures)
        out = len(plan.faults) + len(plan.problems) - (len(plan.doubtful) if self.doubtful.isChecked() else 0)
        parts = [
            ngettext("{n} figure to enter", "{n} figures to enter", count).format(n=f"{count:,}"),
            *([_("{n} on file already").format(n=f"{same:,}")] if same else []),
            *([_("{n} not entered").format(n=f"{out:,}")] if out else []),
        ]
        self.heading.setText(" · ".join(parts))
        words = ngettext("Enter {n} figure", "Enter {n} figures", count).format(n=f"{count:,}")
        self.enter_button.setText(words)
        self.enter_button.setEnabled(count > 0)

    def _entered(self, outcome: tuple[str, str | None]) -> None:
        self._undoing.tell(*outcome)
        self.left.emit()

    def _refused(self, failure: Failure) -> None:
        self.said.emit(notice_of(failure))
        self._count()

    def _failed(self, failure: Failure) -> None:
        self.said.emit(notice_of(failure))
        self.left.emit()

    def _lay_out(self) -> None:
        self.table.setHorizontalHeaderLabels(
            [_("Site"), _("Day"), _("On file now"), _("To enter"), _("Note")]
        )
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setAlternatingRowColors(True)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(_NOTE, QHeaderView.ResizeMode.Stretch)
        for column, width in ((_SITE, 240), (_DAY, 100), (_BEFORE, 80), (_AFTER, 80)):
            header.resizeSection(column, width)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.doubtful)
        foot.addStretch(1)
        roomy(self.back)
        primary(self.enter_button)
        foot.addWidget(self.back)
        foot.addWidget(self.enter_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 4, 0, 8)
        whole.setSpacing(8)
        whole.addWidget(self.heading)
        whole.addWidget(self.how)
        whole.addWidget(self.table, 1)
        whole.addLayout(foot)


def _lines(plan: PastePlan) -> list[_Line]:
    """Return the lines of the preview: what is left out, what is doubted, what is new."""
    faults = {fault.cell: fault for fault in plan.faults}
    problems = [
        _Line(
            _("Row {n}").format(n=one.line),
            after=one.text,
            note=f"{one.sentence} {one.remedy}".strip(),
            tone="error",
        )
        for one in plan.problems
    ]
    told = [figure for figure in plan.figures if figure.is_new]
    doubted = [_figure(one, faults[one.cell].sentence, "due") for one in told if one.cell in faults]
    plain = [_figure(one, "", "quiet") for one in told if one.cell not in faults]
    return [*problems, *doubted, *plain]


def _figure(one: PastedFigure, note: str, tone: str) -> _Line:
    before = "" if one.before is None else f"{one.before:,}"
    after = "" if one.cell.count is None else f"{one.cell.count:,}"
    return _Line(one.site, one.cell.day.isoformat(), before, after, note, tone)
