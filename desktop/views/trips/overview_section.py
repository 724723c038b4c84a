"""The overview of a programme: every step with what it lacks, and what was approved and amended when."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.services.clock import local
from desktop.services.trip_progress import Standing, StepProgress
from desktop.services.trip_steps import StepEvent, StepEventKind, step_word
from desktop.views.support.empty import EmptyState
from desktop.views.support.icons import icon
from desktop.views.support.theme import icon_size, muted, roomy, titled, toned
from desktop.views.support.times import day_words
from desktop.views.support.tools import Tools
from desktop.views.trips.step_head import state_icon, state_words
from desktop.views.trips.step_section import StepSection


class OverviewSection(StepSection):
    """The way of the programme, a line a step; each leads to its part."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self.empty = EmptyState(
            "bag-suitcase-outline",
            _("No trip programme yet"),
            _("A programme holds a year's places, rules, bases and batches; the steps lead from there."),
            _("New programme"),
        )
        self.empty.first_step.connect(self._begin)
        self.way = QWidget()
        self._grid = QGridLayout(self.way)
        self._grid.setContentsMargins(12, 8, 12, 8)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(2, 1)
        self.history = QLabel()
        self.history.setTextFormat(Qt.TextFormat.PlainText)
        self.history.setWordWrap(True)
        self.history.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        heading = QLabel(_("Approved and amended"))
        titled(heading, 1.1)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        column.addWidget(self.way)
        column.addWidget(heading)
        column.addWidget(self.history)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inside)
        scroll.setAccessibleName(_("Overview"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(scroll)
        self.body.addWidget(self._stack)

    def show_standing(self, standing: Standing) -> None:
        """Show every step anew."""
        self._stack.setCurrentIndex(0 if standing.programme is None else 1)
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for number, progress in enumerate(standing.steps):
            self._add_line(number, progress, standing.facts.get(progress.state.step, ""))
        lines = [_event_words(one) for one in reversed(standing.events)]
        self.history.setText("\n".join(lines) or _("Nothing has been approved yet."))

    def _add_line(self, number: int, progress: StepProgress, holds: str) -> None:
        step = progress.state.step
        mark = QLabel()
        mark.setPixmap(icon(*state_icon(progress)).pixmap(icon_size(mark, 24)))
        go = QPushButton(f"{number + 1}  {step_word(step)}")
        go.setAccessibleDescription(state_words(progress.state))
        go.setStyleSheet("text-align: left; padding: 0 12px")
        roomy(go)
        go.clicked.connect(partial(self.open_page.emit, "trips", step.value))
        words = QLabel(holds or state_words(progress.state))
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        words.setToolTip(state_words(progress.state))
        if not holds and progress.state.last is None:
            muted(words)
        self._grid.addWidget(mark, 2 * number, 0)
        self._grid.addWidget(go, 2 * number, 1)
        self._grid.addWidget(words, 2 * number, 2)
        if progress.missing:
            lacks = QLabel("\n".join(f"{'●' if m.blocks else '○'} {m.sentence}" for m in progress.missing))
            lacks.setTextFormat(Qt.TextFormat.PlainText)
            lacks.setWordWrap(True)
            toned(lacks, "due" if any(one.blocks for one in progress.missing) else "quiet")
            self._grid.addWidget(lacks, 2 * number + 1, 2)

    def _begin(self) -> None:
        self.open_page.emit("trips", "new")


def _event_words(event: StepEvent) -> str:
    day = day_words(local(event.at).date())
    if event.kind is StepEventKind.APPROVED:
        words = _("{day} · {step}: approved by {who}")
    else:
        words = _("{day} · {step}: opened again by {who}, because: {reason}")
    told = words.format(day=day, step=step_word(event.step), who=event.by, reason=event.reason)
    return f"{told} ({event.document})" if event.document else told
