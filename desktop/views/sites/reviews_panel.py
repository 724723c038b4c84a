"""The yearly review of many sites: a digit a site, or a column pasted from the document's annex."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _, ngettext
from desktop.core.names import name_key
from desktop.core.progress import Progress
from desktop.services import ratings
from desktop.services.ratings import ReviewDue, ReviewEntry, stars_words
from desktop.views.support.date_fields import DateField, told_from
from desktop.views.support.fields import LineField
from desktop.views.support.icons import icon
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import muted, primary, roomy, titled, toned
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing

_NAME, _BEFORE, _NOW = range(3)


class ReviewsPanel(QWidget):
    """All sites whose review of this year is still to come; kept as one operation."""

    said = Signal(object)  # Notice
    left = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._undoing = Undoing(tools.store, tools.runner, self)
        self._undoing.said.connect(self.said)
        self.back = QPushButton(icon("arrow-left"), _("Back to the site"))
        self.title = QLabel()
        titled(self.title, 1.1)
        self.hint = QLabel(
            _("0 to 5 writes the stars and goes on; Ctrl+V takes a column, or names with stars.")
        )
        self.hint.setWordWrap(True)
        muted(self.hint)
        self.table = _Stars()
        self.document = LineField("document", _("Document"))
        self.decided_on = DateField("decided_on", _("Decided on"), told_from(self._today))
        self.count = QLabel()
        self.fault = QLabel()
        self.fault.setWordWrap(True)
        toned(self.fault, "error")
        self.save_button = QPushButton(_("Save"))
        primary(self.save_button)
        self._lay_out()
        self.back.clicked.connect(self._leave)
        self.save_button.clicked.connect(self._save)
        self.table.changed.connect(self._tell_count)

    def begin(self) -> None:
        """Read whose review is still to come."""
        store, year = self._tools.store, self._today().year
        self.title.setText(_("Review of {year}").format(year=year))

        def look(_progress: Progress) -> list[ReviewDue]:
            return store.read(ratings.reviews_due, year)

        self._tools.runner.read_newest(look, done=self._show)

    def is_dirty(self) -> bool:
        """Say whether stars were written that are not saved."""
        return bool(self.table.stars())

    def _lay_out(self) -> None:
        fields = QHBoxLayout()
        fields.setSpacing(8)
        for field in (self.document, self.decided_on):
            label = QLabel(field.label)
            label.setBuddy(field.editor)
            label.setContentsMargins(0, 7, 0, 0)
            fields.addWidget(label, alignment=Qt.AlignmentFlag.AlignTop)
            fields.addWidget(field, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.count)
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        for button in (self.back, self.save_button):
            roomy(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.back, alignment=Qt.AlignmentFlag.AlignLeft)
        for widget in (self.title, self.hint):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addLayout(fields)
        column.addWidget(self.fault)
        column.addLayout(foot)

    def _today(self) -> date:
        return self._tools.store.now().astimezone().date()

    def _show(self, due: list[ReviewDue]) -> None:
        self.fault.hide()
        self.table.show_sites(due)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell_count()

    def _tell_count(self) -> None:
        stars = self.table.stars()
        words = _("{done} of {all} written").format(done=len(stars), all=self.table.rowCount())
        if self.table.unknown:
            words += " · " + _("not among them: {names}").format(names=_(", ").join(self.table.unknown[:3]))
        self.count.setText(words)
        self.save_button.setEnabled(bool(stars))

    def _save(self) -> None:
        self.fault.hide()
        store, year, document = self._tools.store, self._today().year, self.document.value()
        decided = self.decided_on.value()
        entries = {
            site: ReviewEntry(year, stars, document, decided) for site, stars in self.table.stars().items()
        }

        def work(_progress: Progress) -> tuple[str, str | None]:
            demoted = store.do(ratings.review_many, entries)
            count = len(entries)
            words = ngettext("{n} review noted.", "{n} reviews noted.", count).format(n=count)
            if demoted:
                words += " " + ngettext("{n} site lost stars.", "{n} sites lost stars.", demoted).format(
                    n=demoted
                )
            return words, store.next_undo()

        self._tools.runner.run(work, done=self._saved, failed=self._refuse)

    def _saved(self, outcome: tuple[str, str | None]) -> None:
        self._undoing.tell(*outcome)
        self.begin()

    def _refuse(self, failure: Failure) -> None:
        self.fault.setText(f"{failure.sentence} {failure.remedy}".strip())
        self.fault.show()

    def _leave(self) -> None:
        if self.is_dirty():
            self.fault.setText(_("The stars written here are not saved yet: save them, or delete them."))
            self.fault.show()
            return
        self.left.emit()


class _Stars(QTableWidget):
    """Sites with the stars they had; a digit writes those they get."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(0, 3)
        self.unknown: list[str] = []
        self._due: Sequence[ReviewDue] = ()
        self._stars: dict[UUID, int] = {}
        self.setHorizontalHeaderLabels([_("Site"), _("Before"), _("Stars now")])
        self.setAccessibleName(_("Sites to be reviewed"))
        self.verticalHeader().hide()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.horizontalHeader().setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)

    def show_sites(self, due: Sequence[ReviewDue]) -> None:
        """Show these sites, nothing written yet."""
        self._due, self._stars, self.unknown = due, {}, []
        self.setRowCount(len(due))
        for row, one in enumerate(due):
            before = "" if one.last_year is None else f"{stars_words(one.stars)} ({one.last_year})"
            for column, words in ((_NAME, one.site), (_BEFORE, before), (_NOW, "")):
                self.setItem(row, column, QTableWidgetItem(words))
        self.resizeColumnToContents(_BEFORE)
        if due:
            self.setCurrentCell(0, _NOW)

    def stars(self) -> dict[UUID, int]:
        """Return the stars written, by site."""
        return dict(self._stars)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit writes and goes on; Del and Backspace take it away; Ctrl+V takes what was copied."""
        text, row = event.text(), self.currentRow()
        if event.matches(QKeySequence.StandardKey.Paste):
            self.take(QGuiApplication.clipboard().text())
        elif text and text in "012345" and row >= 0:
            self._write(row, int(text))
            self.setCurrentCell(min(row + 1, self.rowCount() - 1), _NOW)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and row >= 0:
            self._write(row, None)
        else:
            super().keyPressEvent(event)

    def take(self, text: str) -> None:
        """Write what was copied: stars from the cursor down, or names with their stars behind them."""
        self.unknown = []
        by_name = {name_key(one.site): row for row, one in enumerate(self._due)}
        row = max(0, self.currentRow())
        for line in text.splitlines():
            cells = [cell.strip() for cell in line.split("\t") if cell.strip()]
            stars = _stars_of(cells[-1]) if cells else None
            if stars is None:
                row += 1
            elif len(cells) == 1 and row < self.rowCount():
                self._write(row, stars)
                row += 1
            elif len(cells) > 1:
                self._write_named(by_name, cells, stars)
        self.changed.emit()

    def _write_named(self, by_name: dict[str, int], cells: list[str], stars: int) -> None:
        found = next((by_name[name_key(cell)] for cell in cells if name_key(cell) in by_name), None)
        if found is None:
            self.unknown.append(max(cells[:-1], key=len))
        else:
            self._write(found, stars)

    def _write(self, row: int, stars: int | None) -> None:
        site = self._due[row].site_id
        if stars is None:
            self._stars.pop(site, None)
        else:
            self._stars[site] = stars
        item = self.item(row, _NOW)
        assert item is not None
        item.setText("" if stars is None else f"{stars_words(stars)} {stars}".strip())
        self.changed.emit()


def _stars_of(text: str) -> int | None:
    """Return the stars a cell tells: ``4``, ``四星``, ``★★★★``; None for anything else."""
    text = text.replace("星", "").replace("级", "").strip()
    if text and set(text) == {"★"}:
        return len(text) if len(text) <= ratings.MOST_STARS else None
    number = "零一二三四五".find(text) if len(text) == 1 else -1
    if number >= 0:
        return number
    return int(text) if text in {"0", "1", "2", "3", "4", "5"} else None
