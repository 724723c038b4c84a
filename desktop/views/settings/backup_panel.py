"""Back-ups: make one, see those there are, put one back, and check that everything is sound."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QMessageBox, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import safety
from desktop.services.safety import Finding, Report, Restored
from desktop.storage import backup
from desktop.storage.backup import Backup
from desktop.views.support.empty import EmptyState
from desktop.views.support.lazy_table import Column, LazyTable
from desktop.views.support.notice import Notice
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import muted, primary, roomy, toned
from desktop.views.support.tools import Tools

BY_HAND = "by-hand-"


@dataclass(frozen=True)
class Kept:
    """A back-up as the table shows it."""

    id: UUID
    made: str
    why: str
    size: str
    path: Path


class BackupPanel(QWidget):
    """What is put back replaces everything on file, so it is asked about; what was there is kept."""

    said = Signal(object)  # Notice

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._kept: dict[UUID, Kept] = {}
        self._file = tools.store.path
        self.now = QPushButton(_("Back up now"))
        self.elsewhere = QPushButton(_("Back up to …"))
        self.back = QPushButton(_("Put back the chosen one"))
        self.back_from = QPushButton(_("Put back from a file …"))
        self.check = QPushButton(_("Check everything"))
        columns: list[Column[Kept]] = [
            Column("made", _("Made"), lambda one: one.made, width=156, sortable=False),
            Column("why", _("Why"), lambda one: one.why, width=180, sortable=False),
            Column("size", _("Space"), lambda one: one.size, width=90, sortable=False),
            Column("name", _("File"), lambda one: one.path.name, width=240, sortable=False),
        ]
        empty = EmptyState(
            "database-clock-outline",
            _("No back-up yet"),
            _("One is made by itself every day; it takes a moment."),
            _("Back up now"),
        )
        self.table: LazyTable[Kept] = LazyTable(
            "backups", columns, self._rows, tools.runner, tools.memory, empty, _("Filter the back-ups")
        )
        self.findings = QLabel()
        self.findings.setWordWrap(True)
        self._lay_out()
        self._connect(empty)

    def refresh(self) -> None:
        """List the back-ups again."""
        path = self._file
        if path is None:
            return

        def work(_progress: Progress) -> list[Backup]:
            return backup.on_disk(path)

        self._tools.runner.read_newest(work, done=self._take)

    def back_up_now(self) -> None:
        """Write a back-up beside the daily ones."""
        if self._file is None:
            self.ask_where()
            return
        stamp = f"{self._tools.store.now().astimezone():%Y%m%d-%H%M%S}"
        self.write(str(backup.folder_of(self._file) / f"{BY_HAND}{stamp}.sqlite3"))

    def ask_where(self) -> None:
        """Ask for the file a back-up is written to, on a stick for example."""
        dialog = self._dialog(_("Back up to"), QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("sqlite3")
        dialog.selectFile(f"yijia-{self._tools.store.now().astimezone():%Y-%m-%d}.sqlite3")
        dialog.fileSelected.connect(self.write)
        dialog.open()

    def write(self, name: str) -> None:
        """Write a back-up to a file."""
        store = self._tools.store

        def work(_progress: Progress) -> Path:
            return safety.back_up(store, Path(name))

        self.now.setEnabled(False)
        self._tools.runner.run(work, done=self._written, failed=self._not_done, label=_("Backing up"))

    def ask_from_where(self) -> None:
        """Ask for the file to put back."""
        dialog = self._dialog(_("Put back from a file"), QFileDialog.AcceptMode.AcceptOpen)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.ask_to_put_back)
        dialog.open()

    def ask_to_put_back(self, name: str) -> QMessageBox:
        """Ask before everything on file is replaced; return the question."""
        box = QMessageBox(self)
        box.setWindowTitle(_("Yijia"))
        box.setText(_("Put back {file}?").format(file=Path(name).name))
        box.setInformativeText(
            _("Everything on file becomes as it was then. What is there now is kept among the back-ups.")
        )
        keep = box.addButton(_("Leave it as it is"), QMessageBox.ButtonRole.RejectRole)
        put = box.addButton(_("Put it back"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(keep)
        self._asked = name
        put.clicked.connect(self._put_back)
        box.finished.connect(box.deleteLater)
        box.open()
        return box

    def look(self) -> None:
        """Check the file, the journal and the search index."""
        store = self._tools.store

        def work(_progress: Progress) -> Report:
            return safety.check(store)

        self.check.setEnabled(False)
        runner = self._tools.runner
        runner.read(work, done=self._looked, failed=self._not_done, label=_("Checking everything"))

    def _put_chosen_back(self) -> None:
        key = self.table.current_id()
        if key is not None:
            self.ask_to_put_back(str(self._kept[key].path))

    def _put_back(self) -> None:
        path, source = self._file, Path(self._asked)
        if path is None:
            return

        def work(_progress: Progress) -> Restored:
            return safety.restore(path, source)

        self._tools.runner.run(work, done=self._is_back, failed=self._not_done, label=_("Putting back"))

    def _is_back(self, _restored: Restored) -> None:
        if self._tools.reopen is not None:
            self._tools.reopen()

    def _written(self, path: Path) -> None:
        self.now.setEnabled(True)
        self.said.emit(Notice(_("Backed up to {file}.").format(file=path)))
        self.refresh()

    def _not_done(self, failure: Failure) -> None:
        self.now.setEnabled(True)
        self.check.setEnabled(True)
        self._tools.runner.went_wrong.emit(failure)

    def _looked(self, report: Report) -> None:
        self.check.setEnabled(True)
        self.findings.setText("\n".join(_finding_words(one) for one in report.findings))
        toned(self.findings, "good" if report.sound else "error")
        self.findings.show()

    def _take(self, found: list[Backup]) -> None:
        rows = [_kept(one) for one in found]
        self._kept = {row.id: row for row in rows}
        self._narrow(self.table.filter_text())

    def _narrow(self, text: str) -> None:
        words = text.lower().split()
        lines = {key: f"{one.made} {one.why} {one.path.name}" for key, one in self._kept.items()}
        self.table.show_ids([key for key, line in lines.items() if all(w in line.lower() for w in words)])
        self._follow_choice()

    def _rows(self, ids: Sequence[UUID]) -> list[Kept]:
        kept = self._kept
        return [kept[key] for key in ids if key in kept]

    def _follow_choice(self, _now: object = None) -> None:
        self.back.setEnabled(self.table.current_id() is not None)

    def _dialog(self, title: str, mode: QFileDialog.AcceptMode) -> QFileDialog:
        dialog = QFileDialog(self, title, "", _("Back-ups (*.sqlite3)"))
        dialog.setAcceptMode(mode)
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    def _connect(self, empty: EmptyState) -> None:
        self.now.clicked.connect(self.back_up_now)
        empty.first_step.connect(self.back_up_now)
        self.elsewhere.clicked.connect(self.ask_where)
        self.back.clicked.connect(self._put_chosen_back)
        self.back_from.clicked.connect(self.ask_from_where)
        self.check.clicked.connect(self.look)
        self.table.filter_changed.connect(self._narrow)
        self.table.current_changed.connect(self._follow_choice)
        self.table.said.connect(self.said)

    def _lay_out(self) -> None:
        primary(self.now)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        note = QLabel(
            _("A back-up is made by itself once a day; those of 7 days, 4 weeks and 12 months are kept.")
            if self._file is not None
            else _("The server of the shared database keeps its own back-ups; a file can be written too.")
        )
        note.setWordWrap(True)
        muted(note)
        column.addWidget(note)
        for buttons in ((self.now, self.elsewhere, self.check), (self.back, self.back_from)):
            row = QHBoxLayout()
            row.setSpacing(8)
            for button in buttons:
                roomy(button)
                row.addWidget(button)
            row.addStretch(1)
            column.addLayout(row)
            if self.now in buttons:
                column.addWidget(self.findings)
                column.addWidget(self.table, 1)
        self.findings.hide()
        self.back.setEnabled(False)
        for part in (self.table, self.back, self.back_from):
            part.setVisible(self._file is not None)
        if self._file is None:
            column.addStretch(1)


def _finding_words(one: Finding) -> str:
    return f"{'✓' if one.sound else '✗'} {one.sentence}"


def _why(path: Path) -> str:
    reasons = {
        backup.DAILY_PREFIX: _("Made by itself"),
        BY_HAND: _("Made by hand"),
        "before-restore-": _("Before one was put back"),
        "before-migration-": _("Before a new version"),
    }
    return next((words for start, words in reasons.items() if path.name.startswith(start)), _("Other"))


def _kept(one: Backup) -> Kept:
    key = uuid5(NAMESPACE_URL, str(one.path))
    return Kept(key, f"{one.made:%Y-%m-%d %H:%M}", _why(one.path), _size(one.size), one.path)


def _size(count: int) -> str:
    return f"{count / 1_048_576:,.1f} MB"
