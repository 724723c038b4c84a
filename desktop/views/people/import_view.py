"""Taking a list in: reading it, the preview, the saving, and what is told afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import imports
from desktop.services.imports_rows import Imported, ImportRow, Preview, Verdict
from desktop.spreadsheets.columns import Mapped
from desktop.views.people.import_review import ImportReview, SortedRows, sort_rows
from desktop.views.support.import_steps import DoneStep, FailedStep, ReadingStep
from desktop.views.support.notice import Notice
from desktop.views.support.tasks import Failure, Task
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing
from desktop.views.support.workbooks import as_xlsx, ask_where


@dataclass(frozen=True)
class Asked:
    """What was asked to be read: the file, one of its sheets or all, the columns as corrected."""

    path: Path
    sheet: str | None = None
    mapping: Mapping[str, Mapped] | None = None
    without_faulty_ids: bool = False


class ImportView(QWidget):
    """Shows one step at a time; nothing is written before the last."""

    said = Signal(object)  # Notice
    closed = Signal()
    choose_asked = Signal()

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._asked: Asked | None = None
        self._preview: Preview | None = None
        self._left_out: tuple[ImportRow, ...] = ()
        self._sheets: dict[str | None, str] = {}
        self._task: Task | None = None
        self._saving = False
        self.undoing = Undoing(tools.store, tools.runner, self)
        self.undoing.said.connect(self.said)
        self.reading = ReadingStep()
        self.failed = FailedStep()
        self.review = ImportReview(tools)
        self.done = DoneStep(_("Show the workers"))
        self.steps = QStackedWidget()
        for step in (self.reading, self.failed, self.review, self.done):
            self.steps.addWidget(step)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.steps)
        self._connect()

    def take(self, path: Path) -> None:
        """Read a list and show what taking it in would do."""
        self._sheets = {}
        self._read(Asked(path))

    def preview(self) -> Preview | None:
        """Return the preview shown."""
        return self._preview

    def _connect(self) -> None:
        self.reading.cancelled.connect(self._stop)
        self.failed.choose_asked.connect(self.choose_asked)
        self.failed.closed.connect(self._leave)
        self.review.choose_asked.connect(self.choose_asked)
        self.review.closed.connect(self._leave)
        self.review.columns_corrected.connect(self._correct_columns)
        self.review.sheet_chosen.connect(self._choose_sheet)
        self.review.without_chosen.connect(self._choose_without)
        self.review.rejects_asked.connect(self._ask_rejects)
        self.review.import_asked.connect(self._save)
        self.done.rejects_asked.connect(self._ask_rejects)
        self.done.closed.connect(self._leave)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._escape)

    def _read(self, asked: Asked) -> None:
        if self._task is not None:
            self._task.cancel()
        self._asked = asked
        store = self._tools.store

        def work(progress: Progress) -> tuple[Asked, SortedRows]:
            shown = store.read(
                imports.preview, asked.path, asked.sheet, asked.mapping, asked.without_faulty_ids, progress
            )
            return asked, sort_rows(shown)

        self.reading.begin(_("Reading {file}").format(file=asked.path.name))
        self.steps.setCurrentWidget(self.reading)
        self._task = self._tools.runner.read(work, done=self._show, failed=self._fail)
        self._task.progressed.connect(self.reading.show_reach)

    def _show(self, outcome: tuple[Asked, SortedRows]) -> None:
        asked, sorted_rows = outcome
        preview = sorted_rows.preview
        if asked is not self._asked:
            return
        self._task = None
        self._preview = preview
        if not self._sheets:
            several = ngettext("All {n} sheet", "All {n} sheets", len(preview.tables))
            self._sheets = {None: several.format(n=len(preview.tables))}
            self._sheets |= {table.sheet: table.sheet for table in preview.tables}
        self._left_out = tuple(preview.rows[place] for place in sorted_rows.places[Verdict.REFUSED])
        self.review.set_busy(False)
        self.steps.setCurrentWidget(self.review)
        self.review.show_rows(sorted_rows, self._sheets, asked.sheet)

    def _fail(self, failure: Failure) -> None:
        self._task = None
        self.failed.show_failure(failure)
        self.steps.setCurrentWidget(self.failed)

    def _correct_columns(self, mapping: Mapping[str, Mapped]) -> None:
        if self._asked is not None:
            known = dict(self._asked.mapping or {}) | dict(mapping)
            self._read(Asked(self._asked.path, self._asked.sheet, known, self._asked.without_faulty_ids))

    def _choose_sheet(self, sheet: str | None) -> None:
        if self._asked is not None:
            asked = self._asked
            self._read(Asked(asked.path, sheet, asked.mapping, asked.without_faulty_ids))

    def _choose_without(self, wanted: bool) -> None:
        if self._asked is not None:
            self._read(Asked(self._asked.path, self._asked.sheet, self._asked.mapping, wanted))

    def _save(self) -> None:
        store, preview = self._tools.store, self._preview
        if preview is None:
            return
        take, leave, meant = self.review.take(), self.review.leave(), self.review.meant()

        def work(progress: Progress) -> tuple[Imported, str | None]:
            imported = store.do(imports.save, preview, take, leave, progress, meant=meant)
            return imported, store.next_undo()

        self._saving = True
        self.reading.begin(_("Saving {file}").format(file=preview.path.name))
        self.steps.setCurrentWidget(self.reading)
        self._task = self._tools.runner.run(
            work, done=self._saved, failed=self._not_saved, cancelled=self._not_saved_after_all
        )
        self._task.progressed.connect(self.reading.show_reach)

    def _saved(self, outcome: tuple[Imported, str | None]) -> None:
        imported, label = outcome
        self._task, self._saving = None, False
        self._left_out = imported.left_out
        words = result_words(imported)
        self.undoing.tell(words, label)
        if imported.left_out:
            self.done.show_result(words, len(imported.left_out))
            self.steps.setCurrentWidget(self.done)
        else:
            self._leave()

    def _not_saved(self, failure: Failure) -> None:
        self._not_saved_after_all()
        self._tools.runner.went_wrong.emit(failure)

    def _not_saved_after_all(self) -> None:
        self._task, self._saving = None, False
        self.steps.setCurrentWidget(self.review)

    def _stop(self) -> None:
        task = self._task
        if task is not None:
            task.cancel()
        if not self._saving:
            self._leave()

    def _escape(self) -> None:
        if self.steps.currentWidget() is self.reading:
            self._stop()
        else:
            self._leave()

    def _leave(self) -> None:
        self._asked, self._preview, self._task = None, None, None
        self.closed.emit()

    def _ask_rejects(self) -> None:
        if self._asked is not None:
            name = _("Refused rows of {file}").format(file=self._asked.path.stem)
            ask_where(self, name + ".xlsx", self._save_rejects)

    def _save_rejects(self, file: str) -> None:
        preview, left_out, path = self._preview, self._left_out, as_xlsx(file)
        if preview is None:
            return

        def work(_progress: Progress) -> tuple[int, str]:
            return imports.rejects(preview, left_out, path), path.name

        self._tools.runner.read(work, done=self._rejects_saved)

    def _rejects_saved(self, outcome: tuple[int, str]) -> None:
        count, name = outcome
        words = ngettext("{n} row written to {file}.", "{n} rows written to {file}.", count)
        self.said.emit(Notice(words.format(n=f"{count:,}", file=name)))


def result_words(imported: Imported) -> str:
    """Return what an import came to."""
    parts = [ngettext("{n} new worker", "{n} new workers", imported.new).format(n=f"{imported.new:,}")]
    if imported.updated:
        parts.append(
            ngettext("{n} changed", "{n} changed", imported.updated).format(n=f"{imported.updated:,}")
        )
    if imported.unchanged:
        words = ngettext("{n} the same", "{n} the same", imported.unchanged)
        parts.append(words.format(n=f"{imported.unchanged:,}"))
    if imported.left_out:
        count = len(imported.left_out)
        parts.append(ngettext("{n} left out", "{n} left out", count).format(n=f"{count:,}"))
    return _("Imported: {what}.").format(what=_(", ").join(parts))
