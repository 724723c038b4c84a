"""The next notice: when it is put up, where objections go, its days and its names; posted from here."""

from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.errors import FieldError
from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import trip_notices
from desktop.services.trip_notices import NoticeDraft, NoticeEntry
from desktop.views.support.choice_fields import TickField
from desktop.views.support.date_fields import DateField, told_from
from desktop.views.support.fields import LineField
from desktop.views.support.forms import Form
from desktop.views.support.icons import icon
from desktop.views.support.tab_mark import TabMark, name_tabs
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import roomy, titled, toned
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing
from desktop.views.trips.notice_names import NamesTable
from desktop.views.trips.notice_strip import PeriodStrip
from desktop.views.trips.notice_words import period_words

_Posted = tuple[UUID, str, str | None]


class DraftSide(QWidget):
    """The form over the names; what is typed changes the days at once."""

    said = Signal(object)  # Notice
    posted = Signal(object)  # UUID
    print_asked = Signal()
    changed = Signal()  # the days or the lines are to be made anew

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._draft: NoticeDraft | None = None
        self._open = True
        self._filling = False
        self._undoing = Undoing(tools.store, tools.runner, self)
        self._undoing.said.connect(self.said)
        self.title = QLabel()
        self.title.setWordWrap(True)
        titled(self.title, 1.1)
        self.period = QLabel()
        self.period.setWordWrap(True)
        self.warning = QLabel()
        self.warning.setWordWrap(True)
        self.warning.setTextFormat(Qt.TextFormat.PlainText)
        self.warning.setContentsMargins(8, 6, 8, 6)
        toned(self.warning, "due", "due_ground")
        self.strip = PeriodStrip()
        self.form = Form(_("Post the notice"))
        add = self.form.add
        self.posted_on = add(DateField("posted_on", _("Put up on"), told_from(self._today), required=True))
        self.contact = add(LineField("contact", _("Objections to"), required=True))
        self.phone = add(LineField("phone", _("Telephone"), required=True))
        self.place = add(LineField("place", _("Place"), required=True))
        self.remark = add(LineField("remark", _("Remark")))
        self.all_posts = add(
            TickField("all_posts", _("Posts"), _("Show everybody's post, not only that of namesakes"))
        )
        self.form.back_button.hide()
        self.paper = QPushButton(icon("printer-outline"), _("Preview …"))
        roomy(self.paper)
        self.names = NamesTable(whole=True)
        self.tabs = QTabWidget()
        name_tabs(self.tabs, _("Parts of the notice"))
        self.tabs.setDocumentMode(True)
        TabMark(self.tabs.tabBar())
        self._lay_out()
        self.form.save_asked.connect(self._post)
        self.posted_on.edited.connect(self._follow)
        self.all_posts.edited.connect(self._follow)
        for field in (self.contact, self.phone, self.place, self.remark):
            field.edited.connect(self._free)
        self.paper.clicked.connect(self.print_asked)
        self.names.said.connect(self.said)

    def show_draft(self, made: NoticeDraft, is_open: bool) -> None:
        """Show a draft read anew; what is being typed stays."""
        another = self._draft is None or (made.programme_id, made.number) != (
            self._draft.programme_id,
            self._draft.number,
        )
        self._draft = made
        self.title.setText(made.title)
        if another or not self.form.is_dirty():
            self._fill(made)
        count = ngettext("{n} name", "{n} names", len(made.lines)).format(n=len(made.lines))
        parts = [count, period_words(made)]
        self.period.setText(" · ".join([*parts, made.rule] if made.rule else parts))
        self.strip.show_days(made.posted_on, made.stretch, self._today())
        self.warning.setText("\n".join(made.warnings))
        self.warning.setVisible(bool(made.warnings))
        self.names.show_draft(made.lines)
        self.tabs.setTabText(1, _("Names ({n})").format(n=len(made.lines)))
        self.set_open(is_open)

    def set_open(self, is_open: bool) -> None:
        """Lock the form while the step is approved."""
        self._open = is_open
        for field in (self.posted_on, self.contact, self.phone, self.place, self.remark, self.all_posts):
            field.set_read_only(not is_open)
        self._free()

    def is_dirty(self) -> bool:
        """Say whether something typed would be lost."""
        return self.form.is_dirty()

    def entry(self) -> NoticeEntry | None:
        """Return what is typed; None while the day cannot be understood or nothing was shown yet."""
        if self._draft is None:
            return None
        try:
            day = self.posted_on.value() or self._today()
        except FieldError:
            return None
        return NoticeEntry(
            day,
            self.contact.words(),
            self.phone.words(),
            self.place.words(),
            remark=self.remark.words(),
            all_posts=self.all_posts.value(),
        )

    def forget(self) -> None:
        """Let go of what was typed and shown."""
        self._draft = None
        self.form.put_back()
        self.all_posts.set_value(False)

    def _fill(self, made: NoticeDraft) -> None:
        self._filling = True
        self.posted_on.set_value(made.posted_on)
        self.contact.set_value(made.contact)
        self.phone.set_value(made.phone)
        self.place.set_value(made.place)
        self.remark.set_value(made.remark)
        self.form.settle()
        self._filling = False

    def _follow(self) -> None:
        if self._filling:
            return
        self._free()
        if self.entry() is not None:
            self.changed.emit()

    def _free(self) -> None:
        """What is proposed may be posted without typing anything."""
        there = self._open and self._draft is not None and bool(self._draft.lines)
        self.form.save_button.setEnabled(there)

    def _post(self) -> None:
        made, entry, store = self._draft, self.entry(), self._tools.store
        if made is None or entry is None or not self._open:
            return

        def work(_progress: Progress) -> _Posted:
            card = store.do(trip_notices.post, made.programme_id, entry)
            words = _("Notice {number} is posted; its names are frozen.").format(number=card.number)
            return card.id, words, store.next_undo()

        self.form.set_busy(True)
        self._tools.runner.run(work, done=self._done, failed=self._refused)

    def _done(self, outcome: _Posted) -> None:
        key, words, label = outcome
        self.forget()
        self.form.settle()
        self.posted.emit(key)
        self._undoing.tell(words, label)

    def _refused(self, failure: Failure) -> None:
        self.form.refuse(failure)
        self._free()

    def _today(self) -> date:
        return self._tools.store.now().astimezone().date()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(self.paper)
        self.form.setContentsMargins(0, 8, 8, 8)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.form)
        names = QWidget()
        room = QVBoxLayout(names)
        room.setContentsMargins(0, 8, 0, 0)
        room.addWidget(self.names)
        self.tabs.addTab(scroll, _("When and where"))
        self.tabs.addTab(names, _("Names"))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.period)
        column.addWidget(self.strip)
        column.addWidget(self.warning)
        column.addWidget(self.tabs, 1)
