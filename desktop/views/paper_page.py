"""Paper: what is to be printed at the left, the pages exactly as they will print at the right."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import activities
from desktop.services.activities import ActivityCard, When
from desktop.services.sheet_record import SheetKind, SheetLine
from desktop.services.sheets import kind_word
from desktop.views.paper.kept_preview import Kept, KeptPreview
from desktop.views.paper.options import PaperOptions
from desktop.views.paper.printed_panel import PrintedPanel
from desktop.views.paper.wanted import (
    Draft,
    again,
    again_whole,
    cards_again,
    name_of,
    prepare,
    record,
    stamp,
)
from desktop.views.support.empty import EmptyState
from desktop.views.support.notice import Notice
from desktop.views.support.page import Page
from desktop.views.support.preview import Papers
from desktop.views.support.tasks import Failure, Task
from desktop.views.support.theme import muted, toned
from desktop.views.support.tools import Tools

PAST_OFFERED = 200
TO_PRINT, PRINTED = 0, 1


class PaperPage(Page):
    """Previews sheets, badges and cards, prints them, and keeps what was printed."""

    tables = frozenset({"activity", "meeting", "enrolment", "worker", "organisation"})
    help_topic = "paper"

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools.feed)
        self._tools = tools
        self._asked: Task | None = None
        self._wished: UUID | None = None
        self._again: SheetLine | None = None
        self._kept_papers: Papers | None = None
        self.options = PaperOptions(tools)
        self.printed = PrintedPanel(tools)
        self.tabs = QTabWidget()
        self.state = QLabel()
        self.state.setWordWrap(True)
        muted(self.state)
        self.warning = QLabel()
        self.warning.setWordWrap(True)
        self.warning.setTextFormat(Qt.TextFormat.PlainText)
        self.warning.setContentsMargins(12, 8, 12, 8)
        toned(self.warning, "due", "due_ground")
        self.fault = QLabel()
        self.fault.setWordWrap(True)
        self.fault.setContentsMargins(12, 8, 12, 8)
        toned(self.fault, "error", "error_ground")
        self.preview = KeptPreview(tools.runner)
        self.preview.folder = tools.places.papers
        self.nothing = EmptyState(
            "printer-outline",
            _("Nothing to print yet"),
            _("Set an activity up and put people on its list; their sheets are printed here."),
            _("To the activities"),
        )
        self.right = QStackedWidget()
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read the activities again, and draw the preview anew."""
        store = self._tools.store

        def look(_progress: Progress) -> list[ActivityCard]:
            coming = store.read(activities.listed, When.UPCOMING)
            past = store.read(activities.listed, When.PAST, limit=PAST_OFFERED)
            return [card for card in (*coming, *past) if card.cancelled_at is None]

        self._tools.runner.read_newest(look, done=self._offer)
        self.printed.read()

    def focus_search(self) -> None:
        """Go to the list of what was printed."""
        self.tabs.setCurrentIndex(PRINTED)
        self.printed.table.focus_filter()

    def show_item(self, kind: str, item: UUID) -> None:
        """Prepare an activity's sign-in sheet or a worker's card, or show a sheet that was printed."""
        if kind == "sheet":
            self.tabs.setCurrentIndex(PRINTED)
            self.printed.choose(item)
            return
        self.tabs.setCurrentIndex(TO_PRINT)
        if kind == "print-worker":
            self.options.choose_card(item)
        elif not self.options.choose(item):
            self._wished = item
            self.refresh()

    def draw(self) -> None:
        """Draw the preview of what is chosen."""
        self._drop_asked()
        wanted = self.options.read()
        self.fault.hide()
        if wanted is None:
            self._show_nothing()
            return
        self.right.setCurrentWidget(self._shown)
        store = self._tools.store

        def work(progress: Progress) -> Draft:
            return prepare(store, wanted, progress)

        self._asked = self._tools.runner.read(
            work, done=self._show_draft, failed=self._not_drawn, label=_("Drawing the preview")
        )

    def _lay_out(self) -> None:
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.options, _("To print"))
        self.tabs.addTab(self.printed, _("Printed before"))
        self.tabs.setMinimumWidth(300)
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.fault)
        column.addWidget(self.warning)
        column.addWidget(self.preview, 1)
        column.addWidget(self.state)
        self.right.addWidget(self.nothing)
        self.right.addWidget(shown)
        self._shown = shown
        self.right.setCurrentWidget(shown)  # that there is nothing is said once it is known
        self.fault.hide()
        self.warning.hide()
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.tabs)
        split.addWidget(self.right)
        split.setStretchFactor(1, 1)
        split.setSizes([320, 700])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 8, 16, 12)
        whole.addWidget(split)

    def _connect(self) -> None:
        self.options.changed.connect(self._changed)
        self.options.touched.connect(self._hold)
        self.tabs.currentChanged.connect(self._tab_changed)
        self.printed.chosen.connect(self._draw_again)
        self.printed.said.connect(self.said)
        self.printed.reason_given.connect(self._arm)
        self.preview.said.connect(self.said)
        self.preview.recorded.connect(self._tell_recorded)
        self.nothing.first_step.connect(self._to_activities)
        self._tools.feed.tables_changed.connect(self._look_at_record)

    def _offer(self, cards: Sequence[ActivityCard]) -> None:
        self.options.offer(cards)
        if self._wished is not None and self.options.choose(self._wished):
            self._wished = None
        if not cards:
            self._show_nothing()

    def _changed(self) -> None:
        if self.tabs.currentIndex() == TO_PRINT:
            self.draw()

    def _hold(self) -> None:
        if self.tabs.currentIndex() == TO_PRINT:
            self.preview.hold()

    def _show_draft(self, draft: Draft) -> None:
        self._asked = None
        if self.tabs.currentIndex() != TO_PRINT:
            return
        store = self._tools.store

        def keep(progress: Progress) -> Kept:
            return record(store, draft, progress)

        self.right.setCurrentWidget(self._shown)
        self.preview.show()
        self.preview.show_draft(draft.papers, keep)
        self._warn(draft.warnings)
        self.state.setText(_draft_words(draft))

    def _warn(self, told: Sequence[str]) -> None:
        self.warning.setText("\n".join(told))
        self.warning.setVisible(bool(told))

    def _not_drawn(self, failure: Failure) -> None:
        self._asked = None
        self.right.setCurrentWidget(self._shown)
        self.preview.clear()
        self._warn(())
        self.state.clear()
        if not self.options.refuse(failure):
            self.fault.setText(f"{failure.sentence} {failure.remedy}".strip())
            self.fault.show()

    def _show_nothing(self) -> None:
        if self.options.activity_id() is None and self.tabs.currentIndex() == TO_PRINT:
            self.right.setCurrentWidget(self.nothing)
        self.preview.clear()
        self._warn(())
        self.state.clear()

    def _drop_asked(self) -> None:
        if self._asked is not None:
            self._asked.cancel()
            self._asked = None

    def _tab_changed(self, number: int) -> None:
        self._again, self._kept_papers = None, None
        if number == TO_PRINT:
            self.draw()
            return
        self._drop_asked()
        self.right.setCurrentWidget(self._shown)
        self.fault.hide()
        self._warn(())
        self.preview.clear()
        self.state.setText(_("Choose a sheet to see it and print it again."))
        line = self.printed.current()
        if line is not None:
            self._draw_again(line)

    def _draw_again(self, line: SheetLine) -> None:
        if self.tabs.currentIndex() != PRINTED or line == self._again:
            return
        self._again, self._kept_papers = line, None
        self._drop_asked()
        self.fault.hide()
        self._warn(())
        if line.kind in (SheetKind.BADGES, SheetKind.CARDS):
            self._draw_cards_again(line)
            return
        store, name = self._tools.store, name_of(line.kind, line.title, line.language)

        def work(progress: Progress) -> tuple[SheetLine, Papers]:
            return line, again(store, line.id, name, progress)

        self._asked = self._tools.runner.read(
            work, done=self._show_again, failed=self._not_drawn, label=_("Drawing the sheet")
        )

    def _show_again(self, outcome: tuple[SheetLine, Papers]) -> None:
        self._asked = None
        line, papers = outcome
        if self.tabs.currentIndex() != PRINTED or line != self._again:
            return
        self._kept_papers = papers
        self._arm()
        words = _("Sheet {number}, printed {when} by {who}: the same people, numbers and codes.")
        self.state.setText(words.format(number=line.number, when=stamp(line.printed_at), who=line.account))

    def _arm(self) -> None:
        """Print the sheet on record as it is shown, or with whole identity numbers for a reason."""
        line, papers, reason = self._again, self._kept_papers, self.printed.reason.text().strip()
        if line is None or papers is None:
            return
        if reason:
            self.preview.show_draft(papers, partial(again_whole, self._tools.store, line, reason))
        else:
            self.preview.show_kept(papers)

    def _draw_cards_again(self, line: SheetLine) -> None:
        work = partial(cards_again, self._tools.store, line)
        self._asked = self._tools.runner.read(
            work, done=self._show_cards_again, failed=self._not_drawn, label=_("Drawing the preview")
        )

    def _show_cards_again(self, draft: Draft) -> None:
        self._asked = None
        line = self._again
        if self.tabs.currentIndex() != PRINTED or line is None or draft.wanted.kind is not line.kind:
            return
        self.preview.show_draft(draft.papers, partial(record, self._tools.store, draft))
        self._warn(draft.warnings)
        words = _("Printed {when} by {who}. Printed again, the cards keep their codes.")
        self.state.setText(words.format(when=stamp(line.printed_at), who=line.account))

    def _tell_recorded(self, kept: Kept) -> None:
        words = _("On record as sheet {number}; printing again repeats this sheet.")
        self.state.setText(words.format(number=kept.number))
        self.said.emit(Notice(_("Sheet {number} is on record.").format(number=kept.number)))

    def _look_at_record(self, tables: frozenset[str]) -> None:
        if "sheet" in tables and self.isVisible():
            self.printed.read()

    def _to_activities(self) -> None:
        self.open_page.emit("activities", "")


def _draft_words(draft: Draft) -> str:
    pages, rows = draft.papers.pages, draft.rows
    what = kind_word(draft.wanted.kind)
    return " · ".join(
        (
            what,
            ngettext("{n} row", "{n} rows", rows).format(n=f"{rows:,}"),
            ngettext("{n} page", "{n} pages", pages).format(n=pages),
            _("printing or saving puts it on record"),
        )
    )
