"""The search box of the top bar: results while one types, in groups, chosen with the arrow keys."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.views.support.filter_edit import FilterEdit
from desktop.views.support.hit import HIT, Hit
from desktop.views.support.tasks import Failure, Runner, Task

if TYPE_CHECKING:
    from PySide6.QtWidgets import QListWidgetItem

    from desktop.views.support.search_results import SearchResults


class SearchBox(FilterEdit):
    """Asks ``search(text)`` on a reading thread; answers that come too late are dropped."""

    chosen = Signal(object)  # Hit

    def __init__(
        self, search: Callable[[str], Sequence[Hit]], runner: Runner, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Search everything (Ctrl+K)"), parent)
        self._search = search
        self._runner = runner
        self._asked: Task | None = None
        self.filter_changed.connect(self._ask)
        self.installEventFilter(self)

    @cached_property
    def results(self) -> "SearchResults":
        """The list under the box, made when something is first sought: a start does without it."""
        from desktop.views.support.search_results import SearchResults

        made = SearchResults(self)
        made.list.itemClicked.connect(self._choose)
        return made

    def _hide_results(self) -> None:
        if "results" in self.__dict__:
            self.results.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Arrows move through the results, Enter chooses, Esc and leaving close them."""
        if watched is self and event.type() is QEvent.Type.FocusOut:
            self._hide_results()
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and self._steers(event.key())
        ):
            return True
        return super().eventFilter(watched, event)

    def _steers(self, key: int) -> bool:
        if "results" not in self.__dict__ or not self.results.isVisible():
            return False
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.results.move_choice(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.results.list.currentItem() is not None:
            self._choose(self.results.list.currentItem())
        elif key == Qt.Key.Key_Escape:
            self.results.hide()
        else:
            return False
        return True

    def _ask(self, text: str) -> None:
        if self._asked is not None:
            self._asked.cancel()
            self._asked = None
        if not text:
            self._hide_results()
            return
        search = self._search

        def look(progress: Progress) -> tuple[str, Sequence[Hit]]:
            progress.step(0, 0)
            return text, search(text)

        self._asked = self._runner.read(look, done=self._answer, failed=self._fail)

    def _answer(self, answer: tuple[str, Sequence[Hit]]) -> None:
        text, hits = answer
        if text != self.text().strip():
            return
        self._asked = None
        if self.hasFocus():
            self.results.show_hits(hits)

    def _fail(self, failure: Failure) -> None:
        self._asked = None
        self._hide_results()
        self._runner.went_wrong.emit(failure)

    def _choose(self, item: "QListWidgetItem") -> None:
        hit = item.data(HIT)
        if isinstance(hit, Hit):
            self.results.hide()
            self.clear()
            self.chosen.emit(hit)
