"""The right side of the page: the chosen worker or organisation, guarded while something is typed."""

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.services.organisations import OrganisationLine
from desktop.views.people.organisation_panel import OrganisationPanel
from desktop.views.people.worker_panel import WorkerPanel
from desktop.views.support.empty import EmptyState
from desktop.views.support.tools import Tools


class Side(QStackedWidget):
    """Shows one thing; before another takes its place, what was typed is saved or forgotten."""

    said = Signal(object)  # Notice

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[UUID, OrganisationLine] = {}
        self._pending: Callable[[], None] | None = None
        self.nothing = EmptyState(
            "account-details-outline",
            _("Nobody is chosen"),
            _("Choose a worker in the list to see what is on file."),
        )
        self.worker = WorkerPanel(tools)
        self.organisation = OrganisationPanel(tools)
        self.addWidget(self.nothing)
        self._places = {panel: self._scrolled(panel) for panel in (self.worker, self.organisation)}
        for panel in (self.worker, self.organisation):
            panel.said.connect(self.said)
            panel.let_go.connect(self._go_on)
        self.worker.lost.connect(self.show_nothing)
        self.setMinimumWidth(300)

    def offer(self, lines: Sequence[OrganisationLine]) -> None:
        """Take the tree of organisations as it is now."""
        self._lines = {line.id: line for line in lines}
        self.worker.offer(lines)
        self.organisation.offer(lines)
        self.worker.refresh()

    def show_nothing(self) -> None:
        """Show that nothing is chosen."""
        self._ask(partial(self.setCurrentWidget, self.nothing))

    def show_worker(self, worker: UUID) -> None:
        """Show a worker."""
        if self._is_on(self.worker) and self.worker.worker() == worker:
            return
        self._ask(partial(self._put_worker, worker))

    def show_new_worker(self, organisation: UUID | None) -> None:
        """Show an empty form for someone new."""
        self._ask(partial(self._put_new_worker, organisation))

    def show_organisation(self, organisation: UUID) -> None:
        """Show an organisation."""
        self._ask(partial(self._put_organisation, organisation))

    def show_new_organisation(self, above: UUID | None) -> None:
        """Show an empty form for a new organisation."""
        self._ask(partial(self._put_new_organisation, above))

    def is_empty(self) -> bool:
        """Say whether nothing is shown."""
        return self._panel() is None

    def is_dirty(self) -> bool:
        """Say whether something was typed that is not saved."""
        return self._panel() is not None and (self.worker.is_dirty() or self.organisation.is_dirty())

    def _ask(self, step: Callable[[], None]) -> None:
        panel = self._panel()
        if panel is not None and panel.is_dirty():
            self._pending = step
            panel.ask_first()
            return
        self._pending = None
        step()

    def _go_on(self) -> None:
        step, self._pending = self._pending, None
        if step is not None:
            step()

    def _panel(self) -> WorkerPanel | OrganisationPanel | None:
        if self._is_on(self.worker):
            return self.worker
        return self.organisation if self._is_on(self.organisation) else None

    def _is_on(self, panel: WorkerPanel | OrganisationPanel) -> bool:
        return self.currentWidget() is self._places[panel]

    def _put_worker(self, worker: UUID) -> None:
        self.worker.show_worker(worker)
        self._turn_to(self.worker)

    def _put_new_worker(self, organisation: UUID | None) -> None:
        self._turn_to(self.worker)
        self.worker.show_new(self._lines.get(organisation) if organisation else None)

    def _put_organisation(self, organisation: UUID) -> None:
        line = self._lines.get(organisation)
        if line is not None:
            self.organisation.show_line(line)
            self._turn_to(self.organisation)

    def _put_new_organisation(self, above: UUID | None) -> None:
        self._turn_to(self.organisation)
        self.organisation.show_new(above)

    def _turn_to(self, panel: WorkerPanel | OrganisationPanel) -> None:
        place = self._places[panel]
        self.setCurrentWidget(place)
        place.verticalScrollBar().setValue(0)

    def _scrolled(self, panel: QWidget) -> QScrollArea:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(12, 0, 12, 12)
        column.addWidget(panel)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        self.addWidget(area)
        return area
