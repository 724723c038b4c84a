"""The one window: rail, top bar, the page one is on, help, notices. It navigates; pages act."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import QByteArray, QEvent, QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QHideEvent,
    QKeySequence,
    QMoveEvent,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QMessageBox,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.views.support.changes import ChangeFeed
from desktop.views.support.cursor import CursorKeeper
from desktop.views.support.help_panel import HelpPanel
from desktop.views.support.hit import Hit
from desktop.views.support.last_steps import LastSteps, Undoes
from desktop.views.support.notice import Notice, Tone, notice_of
from desktop.views.support.notices import NoticeBar, TaskStrip, told_below
from desktop.views.support.page import Page, PageSpec
from desktop.views.support.rail import Rail
from desktop.views.support.tasks import Failure, Runner, Task
from desktop.views.support.top_bar import TopBar

USUAL = QSize(1280, 800)
FRAME = QSize(8, 40)  # what the system draws around a window, about
REST_MS = 3000  # after the start, before pages with work of their own are made
PAUSE_MS = 500  # after the last move, before the place is written down
NARROW = 1100  # pixels; below, the rail's words stand under their icons


@dataclass(frozen=True)
class Parts:
    """What the window is built from."""

    store: Undoes
    runner: Runner
    feed: ChangeFeed
    settings: QSettings
    search: Callable[[str], Sequence[Hit]]


class MainWindow(QMainWindow):
    """Shows one page at a time; each is made on the first visit and kept."""

    alarm = Signal(str, str)  # sentence, remedy: from any thread, see crash.watch_for_crashes
    closed = Signal()

    def __init__(self, parts: Parts, specs: Sequence[PageSpec]) -> None:
        super().__init__()
        self._parts = parts
        self._specs = {spec.key: spec for spec in specs}
        self._pages: dict[str, Page] = {}
        self._key = ""
        self._sure = False
        self._leaving = False
        self._moved = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._moved.timeout.connect(self._keep_geometry)
        self.setWindowTitle(_("Yijia"))
        self.rail = Rail(specs)
        self.bar = TopBar(parts.search, parts.runner)
        self.steps = LastSteps(parts.store, parts.runner, parts.feed, self.bar, self)
        self.pages = QStackedWidget()
        self.help = HelpPanel()
        self.strip = TaskStrip(parts.runner)
        self.notices = NoticeBar()
        self._cursor = CursorKeeper(self.rail, self.pages)
        self._lay_out()
        self._rested = QTimer(self, singleShot=True, interval=REST_MS)
        self._rested.timeout.connect(self.wake)
        self._connect()
        self._add_keys(list(self._specs))
        self._restore()

    def page(self) -> Page:
        """Return the page one is on."""
        return self._pages[self._key]

    def go(self, key: str) -> Page:
        """Go to a page, made now if it is the first visit; return it."""
        self._key = key
        page = self._pages.get(key) or self._make(key)
        self.pages.setCurrentWidget(page)
        self.rail.mark(key)
        self.bar.title.setText(_(self._specs[key].title))
        self._follow_with_help()
        self._parts.settings.setValue("window/page", key)
        return page

    def wake(self) -> None:
        """Make the pages that have something to do although nobody has come there yet."""
        for key, spec in self._specs.items():
            if key not in self._pages and spec.has_work():
                self._make(key)

    def open_item(self, kind: str, item: UUID) -> None:
        """Go to the page that keeps this kind of thing and have it shown."""
        for spec in self._specs.values():
            if kind in spec.kinds:
                self.go(spec.key).show_item(kind, item)
                return
        raise LookupError(f"no page shows a {kind}")

    def open_page(self, key: str, step: str) -> None:
        """Go to a page and begin a first step there."""
        page = self.go(key)
        if step:
            page.begin(step)

    def toggle_full_screen(self) -> None:
        """Fill the screen with the page alone, or put the window back."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def changeEvent(self, event: QEvent) -> None:
        """On a full screen the page stands alone."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange:
            self.rail.setHidden(self.isFullScreen())
            self.bar.setHidden(self.isFullScreen())

    def tell(self, notice: Notice) -> None:
        """Tell the person something at the bottom of the window."""
        self.notices.tell(notice)

    def _undo_here(self) -> None:
        if not self.page().undo_here():
            self.steps.undo()

    def toggle_help(self) -> None:
        """Open the help on this page, or close it."""
        self.help.setVisible(self.help.isHidden())
        self._follow_with_help()
        self._parts.settings.setValue("window/help", not self.help.isHidden())

    def retire(self) -> None:
        """Go away to be built anew in another language or text size; the runner goes on."""
        self._keep_geometry()
        self._moved.stop()
        self._sure = True
        self.hide()
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close once everything is on disk; ask before long work is stopped or something typed is lost."""
        long = [task for task in self._parts.runner.unwritten() if task.label and not task.is_cancelled()]
        if long:
            event.ignore()
            self._ask_to_stop(long[0])
            return
        if self._parts.runner.unwritten():
            event.ignore()
            self._leave_when_written()
            return
        unsaved = [key for key, page in self._pages.items() if not page.may_leave()]
        if unsaved and not self._sure:
            event.ignore()
            self._ask_to_leave(unsaved[0])
            return
        self._keep_geometry()
        event.accept()
        self.closed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Wake pages with work of their own once the window has come to rest."""
        super().showEvent(event)
        self._rested.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is woken in a window that goes."""
        super().hideEvent(event)
        self._rested.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow the rail in a narrow window."""
        super().resizeEvent(event)
        self.rail.set_narrow(self.width() < NARROW)
        self._moved.start()

    def moveEvent(self, event: QMoveEvent) -> None:
        """Remember where the window stands, even if the program does not come to close it."""
        super().moveEvent(event)
        self._moved.start()

    def _lay_out(self) -> None:
        middle = QSplitter(Qt.Orientation.Horizontal)
        middle.setChildrenCollapsible(False)
        middle.addWidget(self.pages)
        middle.addWidget(self.help)
        middle.setStretchFactor(0, 1)
        middle.setSizes([1000, 320])
        self.help.hide()
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.bar)
        right.addWidget(middle, 1)
        right.addLayout(told_below(self.strip, self.notices))
        centre = QWidget()
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.setCentralWidget(centre)
        self.setMinimumSize(900, 560)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.go)
        self.steps.said.connect(self.tell)
        self.bar.help_asked.connect(self.toggle_help)
        self.bar.search.chosen.connect(self._open_hit)
        self.help.closed.connect(self.toggle_help)
        self.alarm.connect(self._alarm)
        self._parts.runner.went_wrong.connect(self._went_wrong)
        self._parts.runner.written.connect(self._written)

    def _add_keys(self, keys: Sequence[str]) -> None:
        for number, key in enumerate(keys[:9], start=1):
            self._on_keys(f"Ctrl+{number}", partial(self.go, key))
        self._on_keys("Ctrl+K", self._focus_search)
        self._on_keys("Ctrl+F", self._focus_page_search)
        self._on_keys("F1", self.toggle_help)
        self._on_keys("F11", self.toggle_full_screen)
        self._on_keys("Ctrl+Z", self._undo_here)
        self._on_keys("Ctrl+Shift+Z", self.steps.redo)
        self._on_keys("Ctrl+Y", self.steps.redo)

    def _on_keys(self, keys: str, act: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _restore(self) -> None:
        settings = self._parts.settings
        geometry = settings.value("window/geometry")
        if not (isinstance(geometry, QByteArray) and self.restoreGeometry(geometry)):
            room = self.screen().availableSize() - FRAME
            self.resize(USUAL.boundedTo(room).expandedTo(self.minimumSize()))
        # Whoever starts it without the rail may not know the key that brings the rail back.
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowFullScreen)
        if settings.value("window/help", False, type=bool):
            self.help.show()
        wanted = str(settings.value("window/page", ""))
        self.go(wanted if wanted in self._specs else next(iter(self._specs)))
        self.steps.look()

    def _make(self, key: str) -> Page:
        page = self._specs[key].factory()
        page.open_item.connect(self.open_item)
        page.open_page.connect(self.open_page)
        page.full_screen_asked.connect(self.toggle_full_screen)
        page.said.connect(self.tell)
        page.help_changed.connect(self._follow_with_help)
        self._pages[key] = page
        self.pages.addWidget(page)
        return page

    def _follow_with_help(self) -> None:
        if not self.help.isHidden():
            self.help.show_topic(self.page().help_topic)

    def _keep_geometry(self) -> None:
        self._parts.settings.setValue("window/geometry", self.saveGeometry())
        self._parts.settings.sync()

    def _ask_to_leave(self, key: str) -> None:
        self.go(key)
        self._ask(
            _("What you typed on this page is not saved yet."), _("Close without saving"), self._close_anyway
        )

    def _ask_to_stop(self, task: Task) -> None:
        words = _("“{work}” is still under way. If it is stopped, it leaves nothing half done.")
        self._ask(words.format(work=task.label), _("Stop it and close"), self._stop_and_close)

    def _ask(self, sentence: str, yes: str, act: Callable[[], None]) -> None:
        question = QMessageBox(self)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.setWindowTitle(_("Yijia"))
        question.setText(sentence)
        stay = question.addButton(_("Stay here"), QMessageBox.ButtonRole.RejectRole)
        question.addButton(yes, QMessageBox.ButtonRole.DestructiveRole).clicked.connect(act)
        question.setDefaultButton(stay)
        question.open()

    def _stop_and_close(self) -> None:
        for task in self._parts.runner.unwritten():
            if task.label:
                task.cancel()
        self.close()

    def _leave_when_written(self) -> None:
        """Go once the last write is on disk; one that fails is told, and keeps the window open."""
        self._leaving = True
        for task in self._parts.runner.unwritten():
            task.failed.connect(self._stay)

    def _stay(self) -> None:
        self._leaving = False

    def _written(self) -> None:
        if self._leaving:
            self._leaving = False
            self.close()

    def _close_anyway(self) -> None:
        self._sure = True
        self.close()

    def _open_hit(self, hit: Hit) -> None:
        self.open_item(hit.kind, hit.id)

    def _focus_search(self) -> None:
        self.bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.search.selectAll()

    def _focus_page_search(self) -> None:
        self.page().focus_search()

    def _went_wrong(self, failure: Failure) -> None:
        self.tell(notice_of(failure))

    def _alarm(self, sentence: str, remedy: str) -> None:
        self.tell(Notice(sentence, remedy, Tone.ERROR))


def build_window(parts: Parts, specs: Sequence[PageSpec]) -> MainWindow:
    """Return the window, not yet shown, on the page where it was left."""
    return MainWindow(parts, specs)
