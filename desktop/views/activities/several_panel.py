"""Adding many people at once: pasted lines looked up before they are enrolled, or a file from an office."""

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import enrol_lists, enrolment
from desktop.services.activities import ActivityCard
from desktop.services.enrol_lists import Candidate, FileEnrolled, Pasted, PastedLine
from desktop.services.enrolment import Enrolled
from desktop.views.support.icons import icon
from desktop.views.support.theme import muted, primary, roomy, titled
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing

SPREADSHEETS = "*.xlsx *.xlsm *.xls *.ods *.csv *.et"


class SeveralPanel(QWidget):
    """A place to paste names into, what was found for each line, and the button that enrols them."""

    said = Signal(object)  # Notice
    left = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._activity: UUID | None = None
        self._found: Pasted | None = None
        self._undoing = Undoing(tools.store, tools.runner, self)
        self._undoing.said.connect(self.said)
        self.back = QPushButton(icon("arrow-left"), _("Back to the list"))
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("Pasted names"))
        self.text.setPlaceholderText(
            _("Paste here, a person a line:\nname, phone, identity or member number, or several of these")
        )
        self.look = QPushButton(_("Look them up"))
        self.file = QPushButton(icon("file-excel-outline"), _("From a file …"))
        self.add_unknown = QCheckBox(_("Take new people of the file onto the books"))
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.table = QTableWidget(0, 2)
        self.enrol_button = QPushButton()
        self._lay_out()
        self._connect()
        self._show_found(None)

    def show_activity(self, card: ActivityCard | None) -> None:
        """Add to this activity from now on."""
        key = card.id if card else None
        if key != self._activity:
            self.text.clear()
            self._show_found(None)
        self._activity = key

    def look_up(self) -> None:
        """Look up who the pasted lines mean."""
        text, store = self.text.toPlainText(), self._tools.store
        if not text.strip():
            self.text.setFocus()
            return

        def look(_progress: Progress) -> Pasted:
            return store.read(enrol_lists.read_pasted, text)

        self._tools.runner.read(look, done=self._show_found, label=_("Looking people up"))

    def take_file(self, file: str) -> None:
        """Enrol the people of a spreadsheet."""
        activity, store, path = self._activity, self._tools.store, Path(file)
        add_unknown = self.add_unknown.isChecked()
        if activity is None:
            return

        def work(progress: Progress) -> tuple[FileEnrolled, str | None]:
            done = store.do(
                enrol_lists.enrol_from_file, activity, path, add_unknown=add_unknown, progress=progress
            )
            return done, store.next_undo()

        self._tools.runner.run(
            work, done=self._file_taken, label=_("Enrolling from {file}").format(file=path.name)
        )

    def wanted(self) -> list[UUID]:
        """Return the workers to be enrolled: found for certain, or chosen among namesakes; in line order."""
        workers: list[UUID] = []
        for number, line in enumerate(self._shown):
            if len(line.candidates) == 1:
                workers.append(line.candidates[0].worker_id)
            elif isinstance(box := self.table.cellWidget(number, 1), QComboBox) and box.currentIndex() > 0:
                workers.append(line.candidates[box.currentIndex() - 1].worker_id)
        return workers

    def _lay_out(self) -> None:
        heading = QLabel(_("Several at once"))
        titled(heading, 1.1)
        top = QHBoxLayout()
        top.addWidget(heading, 1)
        top.addWidget(self.back)
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * 6 + 16)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.look)
        buttons.addStretch(1)
        buttons.addWidget(self.file)
        muted(self.summary)
        self.table.setHorizontalHeaderLabels([_("As written"), _("Who that is")])
        self.table.setAccessibleName(_("What was found"))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 16)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        for button in (self.back, self.look, self.file):
            roomy(button)
        primary(self.enrol_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.text)
        column.addLayout(buttons)
        column.addWidget(self.add_unknown, alignment=Qt.AlignmentFlag.AlignRight)
        column.addWidget(self.summary)
        column.addWidget(self.table, 1)
        column.addWidget(self.enrol_button, alignment=Qt.AlignmentFlag.AlignRight)
        column.addStretch(0)  # takes the room only while there is no table to take it

    def _connect(self) -> None:
        self.back.clicked.connect(self.left)
        self.look.clicked.connect(self.look_up)
        self.file.clicked.connect(self._ask_file)
        self.enrol_button.clicked.connect(self._enrol)

    def _ask_file(self) -> None:
        words = _("Lists ({kinds})").format(kinds=SPREADSHEETS)
        dialog = QFileDialog(self, _("Enrol from a file"), "", words)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.take_file)
        dialog.open()

    def _show_found(self, found: Pasted | None) -> None:
        self._found = found
        lines = found.lines if found else ()
        # What a person has to look at stands first.
        rank = {0: 1, 1: 2}
        self._shown: Sequence[PastedLine] = sorted(lines, key=lambda one: rank.get(len(one.candidates), 0))
        self.table.setRowCount(0)
        self.table.setRowCount(len(self._shown))
        for number, line in enumerate(self._shown):
            self._show_line(number, line)
        if found is not None:
            self.summary.setText(
                _(
                    "{found} found, {several} with namesakes to choose from, {unknown} not on the books."
                ).format(found=len(found.matched), several=len(found.ambiguous), unknown=len(found.unknown))
            )
        self.summary.setVisible(found is not None)
        self.table.setVisible(found is not None)
        self.enrol_button.setVisible(found is not None)
        self._count()

    def _show_line(self, number: int, line: PastedLine) -> None:
        self.table.setItem(number, 0, QTableWidgetItem(line.text))
        if len(line.candidates) > 1:
            box = QComboBox()
            box.setAccessibleName(_("Who is meant by {text}").format(text=line.text))
            box.addItem(_("Choose who is meant …"))
            box.addItems([_who(one) for one in line.candidates])
            box.currentIndexChanged.connect(self._count)
            self.table.setCellWidget(number, 1, box)
            return
        words = _who(line.candidates[0]) if line.candidates else _("Not on the books")
        item = QTableWidgetItem(words)
        item.setIcon(icon("check", "good") if line.candidates else icon("help-circle-outline", "error"))
        self.table.setItem(number, 1, item)

    def _count(self, _number: int = 0) -> None:
        count = len(self.wanted())
        self.enrol_button.setText(
            ngettext("Enrol {n} person", "Enrol {n} people", count).format(n=count) if count else _("Enrol")
        )
        self.enrol_button.setEnabled(count > 0)

    def _enrol(self) -> None:
        activity, store, workers = self._activity, self._tools.store, self.wanted()
        if activity is None or not workers:
            return

        def work(_progress: Progress) -> tuple[Enrolled, str | None]:
            return store.do(enrolment.enrol, activity, workers), store.next_undo()

        self.enrol_button.setEnabled(False)
        self._tools.runner.run(work, done=self._enrolled, label=_("Enrolling"))

    def _enrolled(self, outcome: tuple[Enrolled, str | None]) -> None:
        self._undoing.tell(enrolled_words(outcome[0]), outcome[1])
        self.text.clear()
        self._show_found(None)
        self.left.emit()

    def _file_taken(self, outcome: tuple[FileEnrolled, str | None]) -> None:
        done, label = outcome
        words = enrolled_words(done.people)
        if done.added:
            added = ngettext("{n} is new on the books.", "{n} are new on the books.", done.added)
            words += " " + added.format(n=done.added)
        self._undoing.tell(words, label)
        if not done.unknown:
            self.left.emit()
            return
        self._show_found(None)
        self._show_unknown(done)

    def _show_unknown(self, done: FileEnrolled) -> None:
        count = len(done.unknown)
        words = ngettext(
            "{n} row of the file was left out:", "{n} rows of the file were left out:", count
        ).format(n=count)
        self.summary.setText(words)
        self.table.setRowCount(count)
        for number, row in enumerate(done.unknown):
            where = _("{name} ({sheet}, row {row})").format(name=row.name, sheet=row.sheet, row=row.row)
            self.table.setItem(number, 0, QTableWidgetItem(where))
            item = QTableWidgetItem(row.sentence)
            item.setToolTip(row.sentence)
            self.table.setItem(number, 1, item)
        self.summary.show()
        self.table.show()


def enrolled_words(done: Enrolled) -> str:
    """Return what came of enrolling, in a sentence or three."""
    words = []
    if done.enrolled or not (done.waiting or done.already):
        count = len(done.enrolled)
        words.append(ngettext("{n} person enrolled.", "{n} people enrolled.", count).format(n=count))
    if done.waiting:
        count = len(done.waiting)
        words.append(
            ngettext("{n} person on the waiting list.", "{n} people on the waiting list.", count).format(
                n=count
            )
        )
    if done.already:
        count = len(done.already)
        words.append(
            ngettext("{n} was on the list already.", "{n} were on the list already.", count).format(n=count)
        )
    return " ".join(words)


def _who(one: Candidate) -> str:
    return " · ".join(part for part in (one.name, one.organisation, one.phone) if part)
