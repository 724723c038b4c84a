"""The meetings of an activity, a line each, typed the way people write days and times."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop.core.dates import parse_moment
from desktop.core.errors import FieldError
from desktop.core.i18n import _
from desktop.services.activities import USUAL_LENGTH, MeetingEntry
from desktop.views.support.fields import Field
from desktop.views.support.icons import icon
from desktop.views.support.theme import muted, roomy
from desktop.views.support.times import span_words

Meetings = tuple[MeetingEntry, ...]
_PLAIN = "%Y-%m-%d %H:%M"


class MeetingsField(Field[Meetings]):
    """Begins, ends, place: a row each. An end may be a bare time; left empty, it is two hours later."""

    def __init__(self, key: str, label: str) -> None:
        self.box = QWidget()
        column = QVBoxLayout(self.box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(4)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 5)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(2, 4)
        for number, words in enumerate((_("Begins"), _("Ends"), _("Place, if another"))):
            heading = QLabel(words)
            muted(heading)
            self._grid.addWidget(heading, 0, number)
        column.addLayout(self._grid)
        self.more = QPushButton(icon("plus"), _("Another meeting"))
        self.more.clicked.connect(self._add_next)
        roomy(self.more)
        column.addWidget(self.more, alignment=Qt.AlignmentFlag.AlignLeft)
        self.rows: list[_MeetingRow] = []
        super().__init__(key, label, self.box, required=True)

    def value(self) -> Meetings:
        """Return the meetings; rows left wholly empty do not count."""
        meetings = tuple(row.entry(self.key) for row in self.rows if not row.is_empty())
        if not meetings:
            raise self._refuse(_("Say when the activity begins."))
        return meetings

    def words(self) -> str:
        """Return all that is written, row by row."""
        return "\n".join(row.words() for row in self.rows)

    def set_read_only(self, read_only: bool) -> None:
        """Let the meetings be read only, or edited again."""
        self.box.setEnabled(not read_only)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:  # noqa: N802
        """Put the cursor into the first row."""
        if self.rows:
            self.rows[0].begins.setFocus(reason)

    def _show(self, value: Meetings) -> None:
        self._clear()
        for entry in value or (None,):
            self._add_row(entry)

    def _show_nothing(self) -> None:
        self._show(())

    def _clear(self) -> None:
        for row in self.rows:
            row.leave(self._grid)
        self.rows = []

    def _add_row(self, entry: MeetingEntry | None) -> "_MeetingRow":
        row = _MeetingRow(entry, self.box)
        row.enter(self._grid, 1 + 2 * self._grid.rowCount())
        for line in row.lines():
            line.installEventFilter(self)
        row.touched.connect(self._touched)
        row.gone.connect(self._remove)
        self.rows.append(row)
        self._look_at_rows()
        return row

    def _add_next(self) -> None:
        self._add_row(None).begins.setFocus(Qt.FocusReason.OtherFocusReason)
        self._touched()

    def _remove(self, row: "_MeetingRow") -> None:
        self.rows.remove(row)
        row.leave(self._grid)
        self._look_at_rows()
        self._touched()

    def _look_at_rows(self) -> None:
        for number, row in enumerate(self.rows, start=1):
            row.number(number, alone=len(self.rows) == 1)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Rows are made after what follows them on the form; Tab is to go through them in their place."""
        own = [widget for row in self.rows for widget in (*row.lines(), row.remove)]
        before = self.more.previousInFocusChain()
        while before is not None and before is not self.more and (before in own or not _takes_tab(before)):
            before = before.previousInFocusChain()
        for widget in (*own, self.more):
            if before is not None and before is not widget:
                QWidget.setTabOrder(before, widget)
            before = widget


class _MeetingRow(QWidget):
    """The widgets of one meeting. It lies in no layout itself; its widgets stand in the field's grid."""

    touched = Signal()
    gone = Signal(object)

    def __init__(self, entry: MeetingEntry | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self.key: UUID | None = entry.id if entry else None
        self.begins, self.ends, self.place = QLineEdit(), QLineEdit(), QLineEdit()
        self.begins.setPlaceholderText(_("e.g. 2026-12-05 19:00"))
        self.ends.setPlaceholderText(_("e.g. 21:00"))
        self.remove = QToolButton(autoRaise=True)
        self.remove.setIcon(icon("close"))
        self.remove.clicked.connect(self._go)
        self.note = QLabel()
        muted(self.note)
        if entry is not None:
            self._fill(entry)
        for line in self.lines():
            roomy(line)
            line.textChanged.connect(self._changed)
            line.editingFinished.connect(self._tidy)
        self._explain()

    def lines(self) -> Sequence[QLineEdit]:
        return self.begins, self.ends, self.place

    def words(self) -> str:
        return "|".join(line.text().strip() for line in self.lines())

    def is_empty(self) -> bool:
        return not any(line.text().strip() for line in self.lines())

    def entry(self, field: str) -> MeetingEntry:
        """Return the meeting written here. Raises FieldError for ``field``."""
        starts = _moment(field, self.begins.text(), datetime.now().astimezone())
        ends = _moment(field, self.ends.text(), starts) if self.ends.text().strip() else None
        if ends is not None and ends <= starts:
            raise FieldError(
                field, _("The end lies before the beginning."), _("Correct the end, or leave it empty.")
            )
        return MeetingEntry(starts, ends, self.place.text().strip(), self.key)

    def number(self, number: int, alone: bool) -> None:
        """Say which meeting this is, for those who hear the screen; the only one cannot be taken away."""
        names = (_("Meeting {n} begins"), _("Meeting {n} ends"), _("Place of meeting {n}"))
        for line, words in zip(self.lines(), names, strict=True):
            line.setAccessibleName(words.format(n=number))
        words = _("Take meeting {n} away").format(n=number)
        self.remove.setAccessibleName(words)
        self.remove.setToolTip(words)
        self.remove.setVisible(not alone)

    def enter(self, grid: QGridLayout, row: int) -> None:
        for column, widget in enumerate((*self.lines(), self.remove)):
            grid.addWidget(widget, row, column)
        grid.addWidget(self.note, row + 1, 0, 1, 4)

    def leave(self, grid: QGridLayout) -> None:
        for widget in (*self.lines(), self.remove, self.note):
            grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self.deleteLater()

    def _fill(self, entry: MeetingEntry) -> None:
        starts = entry.starts_at.astimezone()
        self.begins.setText(starts.strftime(_PLAIN))
        if entry.ends_at is not None:
            ends = entry.ends_at.astimezone()
            self.ends.setText(ends.strftime("%H:%M" if ends.date() == starts.date() else _PLAIN))
        self.place.setText(entry.place)

    def _changed(self) -> None:
        self._explain()
        self.touched.emit()

    def _explain(self) -> None:
        words = ""
        if self.begins.text().strip():
            try:
                entry = self.entry("")
                words = span_words(entry.starts_at, entry.ends_at or entry.starts_at + USUAL_LENGTH)
            except FieldError:
                words = ""
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def _tidy(self) -> None:
        """Write what was understood the plain way, once the cursor has left the line."""
        try:
            entry = self.entry("")
        except FieldError:
            return
        self._fill(entry)

    def _go(self) -> None:
        self.gone.emit(self)


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None


def _moment(field: str, text: str, near: datetime) -> datetime:
    try:
        return parse_moment(text, near)
    except FieldError as error:
        raise FieldError(field, error.sentence, error.remedy) from error
