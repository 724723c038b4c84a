"""The activities: a list at the left, the chosen one at the right with its people and attendance."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import activities
from desktop.services.activities import ActivityCard
from desktop.views.activities.activity_list import ActivityList
from desktop.views.activities.activity_side import ActivitySide
from desktop.views.support.empty import EmptyState
from desktop.views.support.icons import icon
from desktop.views.support.notice import Notice, Tone
from desktop.views.support.page import Page
from desktop.views.support.theme import primary
from desktop.views.support.tools import Tools


class ActivitiesPage(Page):
    """Sets activities up, fills their lists and keeps their attendance."""

    tables = frozenset(
        {"activity", "meeting", "enrolment", "attendance", "signature", "receipt", "worker", "organisation"}
    )
    help_topic = "activities"

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools.feed)
        self._tools = tools
        self._going_to: UUID | None = None
        self.new_button = QPushButton(icon("plus", "on_accent"), _("New activity"))
        self.new_button.setToolTip(_("New activity (Ctrl+N)"))
        primary(self.new_button)
        self.list = ActivityList(tools)
        self.side = ActivitySide(tools)
        self.nothing = EmptyState(
            "calendar-star",
            _("No activity is chosen"),
            _("Choose one at the left, or set a new one up."),
        )
        self.right = QStackedWidget()
        self.right.addWidget(self.nothing)
        self.right.addWidget(self.side)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read the list and the chosen activity again."""
        self.list.read()
        card = self.side.card()
        if card is not None:
            self._read(card.id)

    def focus_search(self) -> None:
        """Go to the filter of the list."""
        self.list.table.focus_filter()

    def show_item(self, kind: str, item: UUID) -> None:  # noqa: ARG002 - activities are the only kind
        """Choose an activity."""
        self.list.choose(item)
        self._go_to(item)

    def begin(self, step: str) -> None:
        """Begin a new activity where another page offered it."""
        if step == "new":
            self.begin_new()

    def begin_new(self) -> None:
        """Show an empty form."""
        if self.side.is_dirty():
            self._tell_unsaved(None)
            return
        self.right.setCurrentWidget(self.side)
        self.side.show_new()

    def may_leave(self) -> bool:
        """Say whether nothing typed would be lost."""
        return not self.side.is_dirty()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.new_button)
        head.addStretch(1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.right)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        split.setSizes([400, 600])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 8, 16, 12)
        whole.addWidget(split)

    def _connect(self) -> None:
        self.new_button.clicked.connect(self.begin_new)
        self.list.new_asked.connect(self.begin_new)
        self.list.chosen.connect(self._chosen)
        self.list.opened.connect(self._enter_side)
        self.list.removal_asked.connect(self.side.remove)
        self.list.said.connect(self.said)
        self.side.said.connect(self.said)
        self.side.open_item.connect(self.open_item)
        self.side.kept.connect(self._kept)
        self.side.given_up.connect(self._put_new_away)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.New), self)
        shortcut.activated.connect(self.begin_new)

    def _chosen(self, activity: UUID | None) -> None:
        card = self.side.card()
        if activity is None:
            if not self.side.is_dirty() and not self.side.is_new():
                self.right.setCurrentWidget(self.nothing)
        elif card is None or card.id != activity or self.side.is_new():
            self._go_to(activity)
        else:  # the list was without it for a moment
            self.right.setCurrentWidget(self.side)

    def _go_to(self, activity: UUID) -> None:
        if self.side.is_dirty():
            card = self.side.card()
            if card is None or card.id != activity:
                self._tell_unsaved(activity)
            return
        self._read(activity)

    def _tell_unsaved(self, activity: UUID | None) -> None:
        self._going_to = activity
        card = self.side.card()
        if card is not None:
            self.list.table.select(card.id)
        words = _("What you typed about the activity is not saved yet.")
        self.said.emit(Notice(words, "", Tone.DUE, _("Do without it"), self._do_without))

    def _do_without(self) -> None:
        self.side.form.put_back()
        if self._going_to is None:
            self.begin_new()
        else:
            self.list.choose(self._going_to)
            self._read(self._going_to)

    def _read(self, activity: UUID) -> None:
        store = self._tools.store

        def look(_progress: Progress) -> list[ActivityCard]:
            return store.read(activities.cards, [activity])

        self._tools.runner.read_newest(look, done=self._show)

    def _show(self, found: list[ActivityCard]) -> None:
        if not found:
            self.right.setCurrentWidget(self.nothing)
            return
        if self.side.is_new() and self.side.is_dirty():
            return
        self.right.setCurrentWidget(self.side)
        self.side.show_card(found[0])

    def _kept(self, activity: UUID) -> None:
        self.list.choose(activity)

    def _put_new_away(self) -> None:
        current = self.list.current()
        if current is None:
            self.right.setCurrentWidget(self.nothing)
        else:
            self._read(current)

    def _enter_side(self, _activity: UUID) -> None:
        self.side.tabs.currentWidget().setFocus(Qt.FocusReason.OtherFocusReason)
