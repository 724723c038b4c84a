"""A notice as it hangs or hung: its days and names, the objections to it, and closing it."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import trip_notices
from desktop.services.trip_notices import NoticeCard
from desktop.services.trip_objections import ObjectionLine, ObjectionOutcome
from desktop.views.support.icons import icon
from desktop.views.support.notice import notice_of
from desktop.views.support.reason_bar import ReasonBar
from desktop.views.support.tab_mark import TabMark, name_tabs
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import muted, roomy, titled
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing
from desktop.views.trips.notice_names import NamesTable
from desktop.views.trips.notice_objections import ObjectionsPanel
from desktop.views.trips.notice_strip import PeriodStrip
from desktop.views.trips.notice_words import card_words, period_words, where_words

_WHO = "trips/notice-closed-by"


class PostedSide(QWidget):
    """Nothing here can be changed any more; objections are taken down beside the names."""

    said = Signal(object)  # Notice
    print_asked = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._card: NoticeCard | None = None
        self._undoing = Undoing(tools.store, tools.runner, self)
        self._undoing.said.connect(self.said)
        self.title = QLabel()
        self.title.setWordWrap(True)
        titled(self.title, 1.1)
        self.state = QLabel()
        self.state.setWordWrap(True)
        self.where = QLabel()
        self.where.setWordWrap(True)
        self.where.setTextFormat(Qt.TextFormat.PlainText)
        muted(self.where)
        self.strip = PeriodStrip()
        self.paper = QPushButton(icon("printer-outline"), _("Print …"))
        self.close_button = QPushButton(icon("lock-outline"), _("Close …"))
        self.bar = CloseBar()
        self.names = NamesTable(whole=False)
        self.objections = ObjectionsPanel(tools)
        self.tabs = QTabWidget()
        name_tabs(self.tabs, _("Parts of the notice"))
        self.tabs.setDocumentMode(True)
        TabMark(self.tabs.tabBar())
        self._lay_out()
        self.paper.clicked.connect(self.print_asked)
        self.close_button.clicked.connect(self._ask_close)
        self.names.said.connect(self.said)
        self.names.opened.connect(self._object)
        self.objections.said.connect(self.said)

    def show_notice(self, card: NoticeCard, objections: Sequence[ObjectionLine], is_open: bool) -> None:
        """Show a notice read anew."""
        another = self._card is None or self._card.id != card.id
        if another:
            self.bar.close_bar()
        self._card = card
        today = self._today()
        self.title.setText(card.title)
        self.state.setText(f"{period_words(card)}\n{card_words(card, today)}")
        self.where.setText(where_words(card))
        self.strip.show_days(card.posted_on, card.stretch, today)
        self.names.show_posted(card.lines)
        self.objections.show_notice(card, objections)
        of_it = [one for one in objections if one.notice_id == card.id]
        waiting = sum(one.outcome is ObjectionOutcome.OPEN for one in of_it)
        self.tabs.setTabText(0, _("Names ({n})").format(n=len(card.lines)))
        self.tabs.setTabText(1, _("Objections ({n})").format(n=len(of_it)))
        self.tabs.setTabIcon(1, icon("alert-circle-outline", "due") if waiting else icon("forum-outline"))
        over = today > card.last_day and not waiting
        self.close_button.setVisible(card.closed_at is None)
        self.close_button.setEnabled(is_open and over)
        self.close_button.setToolTip(
            "" if over else _("A notice is closed after its last day, when every objection is answered.")
        )

    def is_dirty(self) -> bool:
        """Say whether something typed would be lost."""
        return self.objections.is_dirty()

    def go_to_objections(self) -> None:
        """Show the objections."""
        self.tabs.setCurrentIndex(1)

    def _object(self, nominee: object) -> None:
        """Take down an objection to the line that was opened."""
        self.go_to_objections()
        self.objections.begin(nominee)

    def _ask_close(self) -> None:
        card, store = self._card, self._tools.store
        if card is None:
            return
        key, number = card.id, card.number

        def act(who: str) -> None:
            def work(_progress: Progress) -> tuple[str, str | None]:
                store.do(trip_notices.close, key, who)
                return _("Notice {number} is closed.").format(number=number), store.next_undo()

            self._tools.memory.setValue(_WHO, who)
            self._tools.runner.run(work, done=self._closed, failed=self._refused)

        sentence = _("Nobody objected in a way that was upheld, or everything was answered: close it.")
        self.bar.ask(sentence, _("Close it"), act, reason=True)
        self.bar.reason.setText(str(self._tools.memory.value(_WHO, "")))

    def _closed(self, outcome: tuple[str, str | None]) -> None:
        self.bar.close_bar()
        self._undoing.tell(*outcome)

    def _refused(self, failure: Failure) -> None:
        self.bar.refuse(failure)
        self.said.emit(notice_of(failure))

    def _today(self) -> date:
        return self._tools.store.now().astimezone().date()

    def key(self) -> UUID | None:
        """Return the notice shown."""
        return self._card.id if self._card else None

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        for button in (self.paper, self.close_button):
            roomy(button)
            head.addWidget(button)
        names = QWidget()
        room = QVBoxLayout(names)
        room.setContentsMargins(0, 8, 0, 0)
        room.addWidget(self.names)
        self.tabs.addTab(names, _("Names"))
        self.tabs.addTab(self.objections, _("Objections"))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 8)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.state)
        column.addWidget(self.where)
        column.addWidget(self.bar)
        column.addWidget(self.strip)
        column.addWidget(self.tabs, 1)


class CloseBar(ReasonBar):
    """Asks who closes the notice."""

    def __init__(self) -> None:
        super().__init__()
        self.reason.setAccessibleName(_("Closed by"))
        self.reason.setPlaceholderText(_("Name of whoever closes it"))
