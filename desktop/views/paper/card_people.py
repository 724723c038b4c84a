"""For whom member cards are printed: everybody on the list, or an organisation, or one worker."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import organisations, people
from desktop.services.finding import find_anything
from desktop.services.people import Shown
from desktop.views.support.hit import Hit
from desktop.views.support.search_box import SearchBox
from desktop.views.support.theme import roomy
from desktop.views.support.tools import Tools

Chosen = tuple[str, Sequence[UUID]]


class CardPeople(QWidget):
    """Says who gets a card; a line to choose others."""

    edited = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._workers: tuple[UUID, ...] = ()
        self.who = QLabel()
        self.who.setWordWrap(True)
        self.line = SearchBox(self._search, tools.runner)
        self.line.setPlaceholderText(_("Someone else: name, pinyin, phone or organisation"))
        self.line.setAccessibleName(_("Someone else: name, pinyin, phone or organisation"))
        self.back = QPushButton(_("Back to this list"))
        roomy(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self.who, self.line, self.back):
            column.addWidget(part)
        self.line.chosen.connect(self._choose)
        self.back.clicked.connect(self.choose_list)
        self._show("", ())

    def workers(self) -> tuple[UUID, ...]:
        """Return who was chosen; nobody means everybody on the list."""
        return self._workers

    def choose_list(self) -> None:
        """Print for everybody on the activity's list."""
        self._show("", ())
        self.edited.emit()

    def choose_worker(self, worker: UUID) -> None:
        """Print one worker's card."""
        self._choose(Hit("worker", worker, ""))

    def _search(self, text: str) -> list[Hit]:
        store = self._tools.store
        found = store.read(find_anything, store.code_key, text)
        wanted = ("worker", "organisation")
        return [Hit(f.kind, f.id, f.title, f.detail, f.group) for f in found if f.kind in wanted]

    def _choose(self, hit: Hit) -> None:
        store = self._tools.store

        def look(_progress: Progress) -> Chosen:
            if hit.kind == "organisation":
                line = store.read(organisations.line, hit.id)
                return line.name, store.read(people.ids, Shown(organisation=hit.id))
            return ", ".join(store.read(people.names, [hit.id]).values()), [hit.id]

        self._tools.runner.read(look, done=self._take)

    def _take(self, chosen: Chosen) -> None:
        self._show(*chosen)
        self.edited.emit()

    def _show(self, name: str, workers: Sequence[UUID]) -> None:
        self._workers = tuple(workers)
        if workers:
            words = ngettext("{name}: {n} worker", "{name}: {n} workers", len(workers))
            self.who.setText(words.format(name=name, n=f"{len(workers):,}"))
        else:
            self.who.setText(_("Everybody with a place on this list"))
        self.back.setVisible(bool(workers))
