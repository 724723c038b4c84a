"""The chosen activity: its head, what one does with it, its people, its attendance, its details."""

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import activities
from desktop.services.activities import ActivityCard
from desktop.views.activities.activity_form import ActivityForm
from desktop.views.activities.attendance_panel import AttendancePanel
from desktop.views.activities.changes_panel import ChangesPanel
from desktop.views.activities.enrolled_panel import EnrolledPanel
from desktop.views.activities.nearest import nearest
from desktop.views.activities.receipts_panel import ReceiptsPanel
from desktop.views.activities.several_panel import SPREADSHEETS, SeveralPanel
from desktop.views.support.icons import icon
from desktop.views.support.reason_bar import ReasonBar
from desktop.views.support.theme import muted, primary, roomy, titled, toned
from desktop.views.support.times import span_words
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing

PEOPLE, ATTENDANCE, DETAILS, CHANGES, RECEIVED = range(5)


class ActivitySide(QWidget):
    """Shows one activity, or an empty form for a new one."""

    said = Signal(object)  # Notice
    open_item = Signal(str, object)  # kind, UUID
    kept = Signal(object)  # UUID of the activity just saved
    given_up = Signal()  # the new activity was put away unsaved

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._card: ActivityCard | None = None
        self._new = False
        self._undoing = Undoing(tools.store, tools.runner, self)
        self.title = QLabel()
        self.title.setWordWrap(True)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        titled(self.title, 1.3)
        self.when = QLabel()
        self.when.setWordWrap(True)
        self.when.setTextFormat(Qt.TextFormat.PlainText)
        muted(self.when)
        self.called_off = QLabel()
        self.called_off.setWordWrap(True)
        self.called_off.setContentsMargins(12, 8, 12, 8)
        toned(self.called_off, "error", "error_ground")
        self.print_button = QPushButton(icon("printer", "on_accent"), _("Print sign-in sheet"))
        primary(self.print_button)
        self.door_button = QPushButton(icon("door-open"), _("Open the door"))
        self.more = QToolButton()
        self._cancel, self._reopen, self._remove = self._make_menu()
        self.bar = ReasonBar()
        self.tabs = QTabWidget()
        self.form = ActivityForm()
        self.enrolled = EnrolledPanel(tools)
        self.several = SeveralPanel(tools)
        self.people = QStackedWidget()
        self.attendance = AttendancePanel(tools)
        self.changes = ChangesPanel(tools)
        self.receipts = ReceiptsPanel(tools)
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()

    def show_card(self, card: ActivityCard) -> None:
        """Show an activity; what is being typed about the same one stays."""
        same = not self._new and self._card is not None and self._card.id == card.id
        was_new = self._new
        self._card, self._new = card, False
        if not same:
            self.bar.close_bar()
            self.people.setCurrentWidget(self.enrolled)
        if not (same and self.form.is_dirty()):
            self.form.show_card(card)
        self._show_head(card)
        self._show_tabs(True)
        if was_new:
            self.tabs.setCurrentIndex(PEOPLE)
        self.several.show_activity(card)
        self.receipts.show_activity(card)
        self._read_tab()

    def show_new(self) -> None:
        """Show an empty form for a new activity."""
        self._card, self._new = None, True
        self.bar.close_bar()
        self.form.show_blank()
        self.title.setText(_("New activity"))
        self.when.setText(_("A title and when it begins are enough; the rest may follow."))
        self.called_off.hide()
        for widget in (self.print_button, self.door_button, self.more):
            widget.hide()
        self._show_tabs(False)
        self.tabs.setCurrentIndex(DETAILS)
        self.form.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def card(self) -> ActivityCard | None:
        """Return the activity shown; None while a new one is written."""
        return self._card

    def is_new(self) -> bool:
        """Say whether a new activity is being written."""
        return self._new

    def is_dirty(self) -> bool:
        """Say whether something typed would be lost."""
        return self.form.is_dirty()

    def ask_cancellation(self) -> None:
        """Ask why the activity is called off."""
        if self._card is not None and self._card.cancelled_at is None:
            usual = (_("Typhoon warning"), _("Too few people"), _("The place is not free"), _("Put off"))
            words = _("Why is “{title}” cancelled? Its list stays on file.").format(title=self._card.title)
            self.bar.ask(words, _("Cancel activity"), self._call_off, usual)

    def remove(self) -> None:
        """Take the activity off the list; undo brings it back."""
        card, store = self._card, self._tools.store
        if card is None:
            return

        def work(_progress: Progress) -> tuple[str, str | None]:
            store.do(activities.remove, card.id)
            return _("“{title}” removed.").format(title=card.title), store.next_undo()

        self._tools.runner.run(work, done=self._changed)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a spreadsheet."""
        if self._card is not None and _dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Enrol the people of a spreadsheet that was let fall here."""
        file = _dropped(event.mimeData())
        if file and self._card is not None:
            event.acceptProposedAction()
            self._show_several()
            self.several.take_file(file)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.when)
        self.more.setText(_("More"))
        self.more.setIcon(icon("dots-horizontal"))
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        actions = QHBoxLayout()
        actions.setSpacing(8)
        for button in (self.print_button, self.door_button, self.more):
            roomy(button)
            actions.addWidget(button)
        actions.addStretch(1)
        self.people.addWidget(self.enrolled)
        self.people.addWidget(self.several)
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.people, _("People"))
        self.tabs.addTab(self.attendance, _("Attendance"))
        self.tabs.addTab(_scrolled(self.form), _("Details"))
        self.tabs.addTab(self.changes, _("List changes"))
        self.tabs.addTab(self.receipts, _("Received"))
        self.tabs.setTabVisible(RECEIVED, False)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(words)
        column.addWidget(self.called_off)
        column.addLayout(actions)
        column.addWidget(self.bar)
        column.addWidget(self.tabs, 1)

    def _make_menu(self) -> tuple[QAction, QAction, QAction]:
        menu = QMenu(self)
        cancel = menu.addAction(icon("calendar-remove-outline"), _("Cancel the activity …"))
        reopen = menu.addAction(icon("calendar-check-outline"), _("Let it take place after all"))
        remove = menu.addAction(icon("delete-outline"), _("Remove from the list"))
        cancel.triggered.connect(self.ask_cancellation)
        reopen.triggered.connect(self._let_take_place)
        remove.triggered.connect(self.remove)
        self.more.setMenu(menu)
        return cancel, reopen, remove

    def _connect(self) -> None:
        parts = (self.enrolled, self.several, self.attendance, self.changes, self.receipts, self._undoing)
        for part in parts:
            part.said.connect(self.said)
        self.enrolled.several_asked.connect(self._show_several)
        self.enrolled.worker_asked.connect(self._open_worker)
        self.receipts.counted.connect(self._show_received)
        self.several.left.connect(self._show_list)
        self.print_button.clicked.connect(self._ask_print)
        self.door_button.clicked.connect(self._ask_door)
        self.tabs.currentChanged.connect(self._tab_changed)
        self.form.save_asked.connect(self._save)
        self.form.back_button.clicked.connect(self._put_away)

    def _show_head(self, card: ActivityCard) -> None:
        self.title.setText(card.title)
        self.when.setText(_head_words(card))
        off = card.cancelled_at is not None
        self.called_off.setText(_("Cancelled: {reason}").format(reason=card.cancel_reason))
        self.called_off.setVisible(off)
        for widget in (self.print_button, self.door_button, self.more):
            widget.show()
        self.print_button.setEnabled(not off)
        self.door_button.setEnabled(not off)
        self._cancel.setVisible(not off)
        self._reopen.setVisible(off)
        count = str(card.enrolled) + (f" + {card.waiting}" if card.waiting else "")
        self.tabs.setTabText(PEOPLE, _("People ({count})").format(count=count))

    def _show_tabs(self, shown: bool) -> None:
        """A new activity has details only."""
        for number in (PEOPLE, ATTENDANCE, CHANGES):
            self.tabs.setTabVisible(number, shown)
        if not shown:
            self.tabs.setTabVisible(RECEIVED, False)

    def _show_received(self, count: int) -> None:
        """Only an activity with receipts has a list of them."""
        self.tabs.setTabText(RECEIVED, _("Received ({count})").format(count=count))
        self.tabs.setTabVisible(RECEIVED, count > 0 and not self._new)

    def _read_tab(self) -> None:
        number = self.tabs.currentIndex()
        if number == PEOPLE:
            self.enrolled.show_activity(self._card)
        elif number == ATTENDANCE:
            self.attendance.show_activity(self._card)
        elif number == CHANGES:
            self.changes.show_activity(self._card)

    def _tab_changed(self, _number: int) -> None:
        if not self._new:
            self._read_tab()

    def _show_several(self) -> None:
        self.tabs.setCurrentIndex(PEOPLE)
        self.people.setCurrentWidget(self.several)
        self.several.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_list(self) -> None:
        self.people.setCurrentWidget(self.enrolled)
        self.enrolled.add_line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_worker(self, worker: UUID) -> None:
        self.open_item.emit("worker", worker)

    def _ask_print(self) -> None:
        if self._card is not None:
            self.open_item.emit("print-activity", self._card.id)

    def _ask_door(self) -> None:
        if self._card is not None and self._card.meetings:
            now = self._tools.store.now()
            self.open_item.emit("meeting", nearest(self._card, now).id)

    def _save(self) -> None:
        entry, store, key = self.form.entry(), self._tools.store, self._card.id if self._card else None

        def work(_progress: Progress) -> tuple[ActivityCard, str | None]:
            card = store.do(activities.add, entry) if key is None else store.do(activities.edit, key, entry)
            return card, store.next_undo()

        self.form.set_busy(True)
        self._tools.runner.run(work, done=self._saved, failed=self.form.refuse)

    def _saved(self, outcome: tuple[ActivityCard, str | None]) -> None:
        card, label = outcome
        was_new = self._new
        self.form.show_card(card)
        self._card, self._new = card, False
        words = _("“{title}” is set up. Now add people.") if was_new else _("“{title}” is saved.")
        self._undoing.tell(words.format(title=card.title), label)
        if was_new:
            self._show_tabs(True)
            self.tabs.setCurrentIndex(PEOPLE)
        self.show_card(card)
        self.kept.emit(card.id)
        if was_new:
            self.enrolled.add_line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_away(self) -> None:
        if self._new:
            self.given_up.emit()

    def _call_off(self, reason: str) -> None:
        card, store = self._card, self._tools.store
        if card is None:
            return

        def work(_progress: Progress) -> tuple[str, str | None]:
            store.do(activities.cancel, card.id, reason)
            return _("“{title}” is cancelled.").format(title=card.title), store.next_undo()

        self._tools.runner.run(work, done=self._changed, failed=self.bar.refuse)

    def _let_take_place(self) -> None:
        card, store = self._card, self._tools.store
        if card is None:
            return

        def work(_progress: Progress) -> tuple[str, str | None]:
            store.do(activities.reopen, card.id)
            return _("“{title}” takes place after all.").format(title=card.title), store.next_undo()

        self._tools.runner.run(work, done=self._changed)

    def _changed(self, outcome: tuple[str, str | None]) -> None:
        self.bar.close_bar()
        self._undoing.tell(*outcome)


def _head_words(card: ActivityCard) -> str:
    first = card.meetings[0] if card.meetings else None
    parts = [span_words(first.starts_at, first.ends_at) if first else ""]
    if len(card.meetings) > 1:
        count = len(card.meetings)
        parts[0] = ngettext("{first}, {n} meeting", "{first}, {n} meetings", count).format(
            first=parts[0], n=count
        )
    parts.append(card.place)
    if card.capacity is None:
        parts.append(_("{n} with a place").format(n=card.enrolled))
    else:
        parts.append(_("{n} of {places} places taken").format(n=card.enrolled, places=card.capacity))
    if card.waiting:
        parts.append(_("{n} waiting").format(n=card.waiting))
    return " · ".join(part for part in parts if part)


def _scrolled(form: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 12, 12, 8)
    column.addWidget(form)
    area.setWidget(inside)
    return area


def _dropped(data: QMimeData) -> str:
    """Return the one spreadsheet that is dragged, or nothing."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if len(files) == 1 and f"*{files[0].suffix.lower()}" in SPREADSHEETS.split():
        return str(files[0])
    return ""
