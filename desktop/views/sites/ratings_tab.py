"""The stars and honours of a site, newest first, and forms to add a review or an honour below."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import ratings
from desktop.services.ratings import (
    LEVELS,
    HonourEntry,
    RatingKind,
    RatingLine,
    ReviewEntry,
    level_word,
    stars_words,
)
from desktop.views.sites.reviews_panel import ReviewsPanel
from desktop.views.sites.site_tab import SiteTab
from desktop.views.support.choice_fields import ChoiceField
from desktop.views.support.date_fields import DateField, told_from
from desktop.views.support.fields import LineField, NumberField
from desktop.views.support.forms import Form
from desktop.views.support.icons import icon
from desktop.views.support.theme import colours, muted, roomy, titled
from desktop.views.support.times import day_words
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing

_ID = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class _Read:
    """The history of a site, and whether this year's review is still to come."""

    site: UUID
    lines: list[RatingLine]
    due: bool


class RatingsTab(SiteTab):
    """A review of a year already noted is put right by noting it again; a line is removed with Del."""

    tables = frozenset({"site", "site_rating"})

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._site: UUID | None = None
        self._undoing = Undoing(tools.store, tools.runner, self)
        self._undoing.said.connect(self.said)
        self.now = QLabel()
        titled(self.now, 1.1)
        self.due = QLabel()
        self.due.setWordWrap(True)
        muted(self.due)
        self.table = _Lines()
        self.table.removal_asked = self._remove
        self.review_button = QPushButton(icon("star-plus-outline"), _("Note a review …"))
        self.honour_button = QPushButton(icon("medal-outline"), _("Note an honour …"))
        self.all_button = QPushButton(icon("star-check-outline"), _("Review many sites …"))
        self.all_button.setToolTip(_("Write the stars of all sites whose review is still to come"))
        self.remove_button = QPushButton(icon("delete-outline"), _("Remove the line"))
        self.review = self._review_form()
        self.honour = self._honour_form()
        self._forms = QStackedWidget()
        self.many = ReviewsPanel(tools)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def show_site(self, site: UUID | None) -> None:
        """Read the history of a site."""
        if site != self._site:
            self._forms.hide()
            for form in (self.review, self.honour):
                form.put_back()
        self._site = site
        if site is None:
            return
        store = self._tools.store

        year = self._today().year

        def look(_progress: Progress) -> _Read:
            lines = store.read(ratings.history, site)
            return _Read(site, lines, store.read(ratings.is_review_due, site, year))

        self._tools.runner.read_newest(look, done=self._show)

    def is_dirty(self) -> bool:
        """Say whether a review or an honour is half written."""
        return self.review.is_dirty() or self.honour.is_dirty() or self.many.is_dirty()

    def _review_form(self) -> Form:
        form = Form(_("Note it"))
        self.year = form.add(NumberField("year", _("Year"), required=True, least=2000, most=2100))
        choices: list[tuple[int, str]] = [
            (n, f"{stars_words(n)} {n}" if n else _("none, or lost")) for n in range(5, -1, -1)
        ]
        self.stars = form.add(ChoiceField("stars", _("Stars"), choices))
        self.document = form.add(LineField("document", _("Document")))
        self.decided_on = form.add(DateField("decided_on", _("Decided on"), told_from(self._today)))
        self.remark = form.add(LineField("remark", _("Remark")))
        return form

    def _honour_form(self) -> Form:
        form = Form(_("Note it"))
        self.name = form.add(LineField("name", _("Honour"), required=True))
        self.honour_year = form.add(NumberField("year", _("Year"), required=True, least=2000, most=2100))
        levels = [("", _("(no level)")), *((level, level_word(level)) for level in LEVELS)]
        self.level = form.add(ChoiceField("level", _("Level"), levels))
        self.honour_document = form.add(LineField("document", _("Document")))
        return form

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.review_button, self.honour_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.remove_button)
        for button in (self.review_button, self.honour_button, self.remove_button, self.all_button):
            roomy(button)
        for form in (self.review, self.honour):
            self._forms.addWidget(form)
        self._forms.hide()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.due, 1)
        head.addWidget(self.all_button)
        one = QWidget()
        column = QVBoxLayout(one)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.now)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addLayout(buttons)
        column.addWidget(self._forms)
        self._stack.addWidget(one)
        self._stack.addWidget(self.many)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _connect(self) -> None:
        self.review_button.clicked.connect(self._begin_review)
        self.honour_button.clicked.connect(self._begin_honour)
        self.remove_button.clicked.connect(self._remove)
        self.all_button.clicked.connect(self._begin_many)
        self.many.left.connect(self._leave_many)
        self.many.said.connect(self.said)
        self.review.save_asked.connect(self._save_review)
        self.honour.save_asked.connect(self._save_honour)
        self.table.itemSelectionChanged.connect(self._look_at_choice)
        for form in (self.review, self.honour):
            form.back_button.setEnabled(True)
            form.back_button.clicked.connect(self._forms.hide)

    def _today(self) -> date:
        return self._tools.store.now().astimezone().date()

    def _show(self, found: _Read) -> None:
        if found.site != self._site:
            return
        lines = found.lines
        newest = next((one for one in lines if one.kind is RatingKind.STARS), None)
        this_year = self._today().year
        if newest is None:
            self.now.setText(_("Never reviewed"))
        elif newest.stars:
            self.now.setText(f"{stars_words(newest.stars)}  ({newest.year})")
        else:
            self.now.setText(_("No stars ({year})").format(year=newest.year))
        words = ""
        if newest is not None and newest.year >= this_year:
            words = _("Reviewed for {year}.").format(year=this_year)
        elif found.due:
            words = _("The review of {year} is still to come.").format(year=this_year)
        self.due.setText(words)
        self.table.show_lines(lines)
        self._look_at_choice()

    def _begin_review(self) -> None:
        self.year.set_value(self._today().year)
        self.stars.set_value(5)
        for field in (self.document, self.remark):
            field.set_value("")
        self.decided_on.set_value(None)
        self._open(self.review)
        self.year.setFocus()

    def _begin_honour(self) -> None:
        for field in (self.name, self.honour_document):
            field.set_value("")
        self.honour_year.set_value(self._today().year)
        self.level.set_value("")
        self._open(self.honour)
        self.name.setFocus()

    def _begin_many(self) -> None:
        self._stack.setCurrentWidget(self.many)
        self.many.begin()

    def _leave_many(self) -> None:
        self._stack.setCurrentIndex(0)
        self.show_site(self._site)

    def _open(self, form: QWidget) -> None:
        assert isinstance(form, Form)
        form.settle()
        # What is offered may be right as it stands, so saving is open from the start.
        form.save_button.setEnabled(True)
        form.back_button.setEnabled(True)
        self._forms.setCurrentWidget(form)
        self._forms.show()

    def _save_review(self) -> None:
        entry = ReviewEntry(
            self.year.value() or 0,
            self.stars.value(),
            self.document.value(),
            self.decided_on.value(),
            self.remark.value(),
        )
        site, store = self._site, self._tools.store
        if site is None:
            return

        def work(_progress: Progress) -> tuple[str, str | None]:
            line = store.do(ratings.review, site, entry)
            return _review_words(line), store.next_undo()

        self.review.set_busy(True)
        self._tools.runner.run(work, done=self._saved, failed=self.review.refuse)

    def _save_honour(self) -> None:
        entry = HonourEntry(
            self.name.value(),
            self.honour_year.value() or 0,
            self.level.value(),
            self.honour_document.value(),
        )
        site, store = self._site, self._tools.store
        if site is None:
            return

        def work(_progress: Progress) -> tuple[str, str | None]:
            line = store.do(ratings.add_honour, site, entry)
            return _("“{honour}” is noted.").format(honour=line.name), store.next_undo()

        self.honour.set_busy(True)
        self._tools.runner.run(work, done=self._saved, failed=self.honour.refuse)

    def _saved(self, outcome: tuple[str, str | None]) -> None:
        for form in (self.review, self.honour):
            form.put_back()
            form.settle()
        self._forms.hide()
        self._undoing.tell(*outcome)

    def _remove(self) -> None:
        chosen, store = self.table.chosen(), self._tools.store
        if chosen is None:
            return

        def work(_progress: Progress) -> tuple[str, str | None]:
            store.do(ratings.remove_rating, chosen)
            return _("The line is removed."), store.next_undo()

        self._tools.runner.run(work, done=self._saved)

    def _look_at_choice(self) -> None:
        self.remove_button.setEnabled(self.table.chosen() is not None)


def _review_words(line: RatingLine) -> str:
    if line.is_demotion:
        words = _("Noted for {year}: {before} → {stars} stars.")
        return words.format(year=line.year, before=line.before, stars=line.stars)
    return _("Noted for {year}: {stars} stars.").format(year=line.year, stars=line.stars)


class _Lines(QTableWidget):
    """The history as a table that can be read, copied from and removed from."""

    def __init__(self) -> None:
        super().__init__(0, 4)
        self.removal_asked = self.clearSelection
        self.setHorizontalHeaderLabels([_("Year"), _("Outcome"), _("Document"), _("Remark")])
        self.setAccessibleName(_("Stars and honours"))
        self.verticalHeader().hide()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)

    def show_lines(self, lines: list[RatingLine]) -> None:
        """Show the history, the newest on top."""
        self.setRowCount(len(lines))
        for number, line in enumerate(lines):
            when = "" if line.decided_on is None else day_words(line.decided_on)
            document = " · ".join(part for part in (line.document, when) if part)
            cells = (str(line.year), _outcome(line), document, line.remark)
            for column, words in enumerate(cells):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                item.setData(_ID, line.id)
                if line.is_demotion:
                    item.setForeground(QColor(colours().error))
                self.setItem(number, column, item)
        for column in (0, 2, 3):
            self.resizeColumnToContents(column)
            self.setColumnWidth(column, min(self.columnWidth(column), 160))

    def chosen(self) -> UUID | None:
        """Return the line the cursor is on."""
        rows = self.selectionModel().selectedRows()
        item = self.item(rows[0].row(), 0) if rows else None
        found = item.data(_ID) if item else None
        return found if isinstance(found, UUID) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del removes the line."""
        if event.key() == Qt.Key.Key_Delete:
            self.removal_asked()
            return
        super().keyPressEvent(event)


def _outcome(line: RatingLine) -> str:
    if line.kind is RatingKind.HONOUR:
        return " · ".join(part for part in (line.name, level_word(line.level)) if part)
    words = stars_words(line.stars) or _("no stars")
    if line.is_demotion:
        words += " " + _("(was {before})").format(before=line.before)
    return words
