"""The chosen worker: what is on file, what was changed, where enrolled."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QTabBar, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import people, people_edit
from desktop.services.organisations import OrganisationLine
from desktop.services.people import WorkerCard
from desktop.views.people.twin_bar import TwinBar
from desktop.views.people.words import sex_word
from desktop.views.people.worker_form import WorkerForm
from desktop.views.people.worker_records import ActivitiesView, HistoryView
from desktop.views.support.pending import UnsavedBar
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import muted, titled
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing


class WorkerPanel(QWidget):
    """A worker's form with the name above it; also the form for someone new."""

    said = Signal(object)  # Notice
    saved = Signal(object)  # UUID
    lost = Signal()  # who was to be shown is no longer on the books
    let_go = Signal()  # nothing typed stands in the way any more

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._wanted: UUID | None = None
        self._card: WorkerCard | None = None
        self.undoing = Undoing(tools.store, tools.runner, self)
        self.undoing.said.connect(self.said)
        self.title = QLabel()
        self.title.setWordWrap(True)
        titled(self.title)
        self.detail = QLabel()
        self.detail.setWordWrap(True)
        muted(self.detail)
        self.unsaved = UnsavedBar()
        self.twin = TwinBar(tools)
        self.form = WorkerForm()
        self.form.save_asked.connect(self._save)
        self.form.show_asked.connect(self._reveal)
        self.form.dirty_changed.connect(self._followed)
        self.activities = ActivitiesView(tools)
        self.history = HistoryView(tools)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(_("What is shown of the worker"))
        self._views: tuple[QWidget, ...] = (self.form, self.activities, self.history)
        for words in (_("On file"), _("Activities"), _("History")):
            self.tabs.addTab(words)
        self.tabs.currentChanged.connect(self._turn)
        self.unsaved.save.connect(self.form.save)
        self.unsaved.forget.connect(self._forget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.title, self.detail, self.twin, self.tabs, self.unsaved, *self._views):
            column.addWidget(widget)
        column.addStretch(1)
        self._turn(0)

    def worker(self) -> UUID | None:
        """Return who is shown or about to be, ``None`` for someone new."""
        return self._wanted

    def offer(self, lines: Sequence[OrganisationLine]) -> None:
        """Complete organisations from these."""
        self.form.offer_organisations(lines)

    def show_worker(self, worker: UUID) -> None:
        """Read and show a worker; what was typed is forgotten."""
        self._wanted = worker
        store = self._tools.store

        def read(_progress: Progress) -> WorkerCard:
            return store.read(people.card, worker)

        self._tools.runner.read_newest(read, done=self._show, failed=self._not_found)

    def show_new(self, organisation: OrganisationLine | None) -> None:
        """Show an empty form for someone new."""
        self._wanted, self._card = None, None
        self.twin.look_for(None)
        self.tabs.hide()
        self.tabs.setCurrentIndex(0)
        self.title.setText(_("New worker"))
        self.detail.setText(_("Only the name is needed; the rest can follow."))
        self.detail.show()
        self.unsaved.hide()
        self.form.show_blank(organisation)
        self.form.name.setFocus()

    def refresh(self) -> None:
        """Read the worker again, unless something is typed that would be lost."""
        if self._wanted is not None and not self.form.is_dirty():
            self.show_worker(self._wanted)

    def is_dirty(self) -> bool:
        """Say whether something was typed that is not saved."""
        return self.form.is_dirty()

    def ask_first(self) -> None:
        """Ask what is to become of what was typed."""
        self.tabs.setCurrentIndex(0)
        self.unsaved.show()
        self.unsaved.save_button.setFocus()

    def _show(self, card: WorkerCard) -> None:
        same = self._card is not None and self._card.id == card.id
        if card.id == self._wanted:
            self.twin.look_for(card.id)
            self._turn(self.tabs.currentIndex())
        if card.id != self._wanted or (same and (self.form.is_dirty() or card == self._card)):
            return
        self._put(card)

    def _put(self, card: WorkerCard) -> None:
        self._card = card
        self.tabs.show()
        self.title.setText(card.name)
        age = _("{n} years old").format(n=card.age) if card.age is not None else ""
        words = [sex_word(card.sex), age]
        self.detail.setText(" · ".join(word for word in words if word))
        self.detail.setVisible(any(words))
        self.unsaved.hide()
        self.form.show_card(card)

    def _not_found(self, _failure: Failure) -> None:
        self.lost.emit()

    def _save(self) -> None:
        store, worker, entry = self._tools.store, self._wanted, self.form.entry()

        def work(_progress: Progress) -> tuple[WorkerCard, str | None]:
            if worker is None:
                card = store.do(people_edit.add, entry)
            else:
                card = store.do(people_edit.edit, worker, entry)
            return card, store.next_undo()

        self.form.set_busy(True)
        self._tools.runner.run(work, done=self._saved, failed=self.form.refuse)

    def _saved(self, outcome: tuple[WorkerCard, str | None]) -> None:
        card, label = outcome
        self._wanted = card.id
        self._put(card)
        self.twin.look_for(card.id)
        self.undoing.tell(_("{name} saved.").format(name=card.name), label)
        self.saved.emit(card.id)
        self.let_go.emit()

    def _forget(self) -> None:
        self.form.put_back()
        self.unsaved.hide()
        self.let_go.emit()

    def _followed(self, dirty: bool) -> None:
        if not dirty and not self.unsaved.isHidden():
            self.unsaved.hide()

    def _turn(self, place: int) -> None:
        """Show the card, the activities or the history; the latter two are read when looked at."""
        for number, view in enumerate(self._views):
            view.setVisible(number == place)
        if self._wanted is not None and place == 1:
            self.activities.show_worker(self._wanted)
        elif self._wanted is not None and place == 2:
            self.history.show_worker(self._wanted)

    def _reveal(self, reason: str) -> None:
        store, worker = self._tools.store, self._wanted
        if worker is None:
            return

        def work(_progress: Progress) -> tuple[UUID, str]:
            return worker, store.record(people.reveal, worker, reason)

        self._tools.runner.run(work, done=self._revealed, failed=self._not_revealed)

    def _revealed(self, outcome: tuple[UUID, str]) -> None:
        worker, number = outcome
        if worker == self._wanted:
            self.form.id_number.show_whole(number)

    def _not_revealed(self, failure: Failure) -> None:
        self.form.id_number.refuse_reason(f"{failure.sentence} {failure.remedy}".strip())
