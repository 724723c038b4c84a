"""The page of the workers: the list, taking one in from a file, and making one entry of two."""

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import exports
from desktop.views.people.browse import Browse
from desktop.views.people.import_view import ImportView
from desktop.views.people.merge_view import MergeView
from desktop.views.people.twins_view import TwinsView
from desktop.views.support.notice import Notice
from desktop.views.support.page import Page
from desktop.views.support.theme import titled, toned
from desktop.views.support.tools import Tools
from desktop.views.support.workbooks import as_xlsx, ask_where, ask_which, dropped_file


class PeoplePage(Page):
    """Workers and their organisations. A list may be dropped anywhere on it."""

    tables = frozenset({"worker", "organisation", "honour", "enrolment", "attendance"})
    help_topic = "people"

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools.feed)
        self._tools = tools
        self.browse = Browse(tools)
        self.importing = ImportView(tools)
        self.merging = MergeView(tools)
        self.twins = TwinsView(tools)
        self._before_merging: QWidget = self.browse
        self.views = QStackedWidget()
        for view in (self.browse, self.importing, self.merging, self.twins):
            self.views.addWidget(view)
            view.said.connect(self.said)
        self._hint = QLabel(_("Drop the list here"), self, alignment=Qt.AlignmentFlag.AlignCenter)
        titled(self._hint, 1.6)
        toned(self._hint, "accent", "tint")
        self._hint.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 8, 16, 12)
        whole.addWidget(self.views)
        self.browse.import_asked.connect(self.choose_list)
        self.browse.template_asked.connect(self.choose_template)
        self.browse.merge_asked.connect(self._merge)
        self.browse.activity_opened.connect(self._open_activity)
        self.importing.closed.connect(self._back)
        self.browse.twins_asked.connect(self.show_twins)
        self.twins.merge_asked.connect(self._merge)
        self.twins.closed.connect(self._back)
        self.merging.closed.connect(self._after_merging)
        self.merging.merged.connect(self._merged)
        self.importing.choose_asked.connect(self.choose_list)
        self.setAcceptDrops(True)
        self._on_keys(QKeySequence.StandardKey.Open, self.choose_list)
        self._on_keys(QKeySequence.StandardKey.New, self._new)

    def refresh(self) -> None:
        """Read the list anew."""
        self.browse.refresh()

    def focus_search(self) -> None:
        """Go to the line that narrows the list."""
        self._back()
        self.browse.table.focus_filter()

    def show_item(self, kind: str, item: UUID) -> None:
        """Choose a worker or an organisation."""
        self._back()
        if kind == "organisation":
            self.browse.show_organisation(item)
        else:
            self.browse.show_worker(item)

    def begin(self, step: str) -> None:
        """Begin an import or a new worker."""
        if step == "import":
            self.choose_list()
        elif step == "new":
            self._new()

    def may_leave(self) -> bool:
        """Say whether nothing is typed that is not saved."""
        return not self.browse.side.is_dirty()

    def choose_list(self) -> None:
        """Ask for a file and show what taking it in would do."""
        folder = str(self._tools.memory.value("people/folder", ""))
        ask_which(self, _("Choose a list of workers"), self._chosen, folder)

    def choose_template(self) -> None:
        """Ask where the empty list is to be saved."""
        ask_where(self, _("List of workers") + ".xlsx", self._save_template)

    def take_in(self, path: Path) -> None:
        """Show what taking in this list would do."""
        self.views.setCurrentWidget(self.importing)
        self.importing.take(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file that is held over the page."""
        if dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()
            self._hint.setGeometry(self.rect())
            self._hint.show()
            self._hint.raise_()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Forget the file."""
        self._hint.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Show what taking in the dropped list would do."""
        self._hint.hide()
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.take_in(path)

    def show_twins(self) -> None:
        """Show which entries may be one person."""
        self.views.setCurrentWidget(self.twins)
        self.twins.refresh()

    def _chosen(self, file: str) -> None:
        self._tools.memory.setValue("people/folder", str(Path(file).parent))
        self.take_in(Path(file))

    def _save_template(self, file: str) -> None:
        path = as_xlsx(file)

        def work(_progress: Progress) -> str:
            exports.template(path)
            return path.name

        self._tools.runner.read(work, done=self._template_saved)

    def _template_saved(self, name: str) -> None:
        self.said.emit(Notice(_("{file} is ready to be filled in.").format(file=name)))

    def _new(self) -> None:
        self._back()
        self.browse.new_worker()

    def _merge(self, one: UUID, other: UUID) -> None:
        from_pairs = self.views.currentWidget() is self.twins
        self._before_merging = self.twins if from_pairs else self.browse
        self.views.setCurrentWidget(self.merging)
        self.merging.show_two(one, other)

    def _merged(self, worker: UUID) -> None:
        self._after_merging()
        if self.views.currentWidget() is self.browse:
            self.browse.show_worker(worker)

    def _after_merging(self) -> None:
        if self._before_merging is self.twins:
            self.show_twins()
        else:
            self._back()

    def _open_activity(self, activity: UUID) -> None:
        self.open_item.emit("activity", activity)

    def _back(self) -> None:
        self.views.setCurrentWidget(self.browse)

    def _on_keys(self, keys: QKeySequence.StandardKey, act: object) -> None:
        # Of the window, since the focus may still be in the rail; a page out of sight does not answer.
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(act)
