"""The search box of the top bar: results while one types, in groups, chosen with the arrow keys."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.views.support.filter_edit import FilterEdit
from desktop.views.support.lazy_model import Index
from desktop.views.support.tasks import Failure, Runner, Task

_HIT = Qt.ItemDataRole.UserRole
_DETAIL = Qt.ItemDataRole.UserRole + 1
_SHOWN = 12  # rows of the list before it scrolls


@dataclass(frozen=True)
class Hit:
    """One thing found: ``kind`` and ``id`` lead to its page, ``group`` is the heading it stands under."""

    kind: str
    id: UUID
    title: str
    detail: str = ""
    group: str = ""


class SearchBox(FilterEdit):
    """Asks ``search(text)`` on a reading thread; answers that come too late are dropped."""

    chosen = Signal(object)  # Hit

    def __init__(
        self, search: Callable[[str], Sequence[Hit]], runner: Runner, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Search everything (Ctrl+K)"), parent)
        self._search = search
        self._runner = runner
        self._asked: Task | None = None
        self.results = _Results(self)
        self.results.list.itemClicked.connect(self._choose)
        self.filter_changed.connect(self._ask)
        self.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Arrows move through the results, Enter chooses, Esc and leaving close them."""
        if watched is self and event.type() is QEvent.Type.FocusOut:
            self.results.hide()
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and self._steers(event.key())
        ):
            return True
        return super().eventFilter(watched, event)

    def _steers(self, key: int) -> bool:
        if not self.results.isVisible():
            return False
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.results.move_choice(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.results.list.currentItem() is not None:
            self._choose(self.results.list.currentItem())
        elif key == Qt.Key.Key_Escape:
            self.results.hide()
        else:
            return False
        return True

    def _ask(self, text: str) -> None:
        if self._asked is not None:
            self._asked.cancel()
            self._asked = None
        if not text:
            self.results.hide()
            return
        search = self._search

        def look(progress: Progress) -> tuple[str, Sequence[Hit]]:
            progress.step(0, 0)
            return text, search(text)

        self._asked = self._runner.read(look, done=self._answer, failed=self._fail)

    def _answer(self, answer: tuple[str, Sequence[Hit]]) -> None:
        text, hits = answer
        if text != self.text().strip():
            return
        self._asked = None
        if self.hasFocus():
            self.results.show_hits(hits)

    def _fail(self, failure: Failure) -> None:
        self._asked = None
        self.results.hide()
        self._runner.went_wrong.emit(failure)

    def _choose(self, item: QListWidgetItem) -> None:
        hit = item.data(_HIT)
        if isinstance(hit, Hit):
            self.results.hide()
            self.clear()
            self.chosen.emit(hit)


class _Results(QFrame):
    """The list under the search box; the cursor stays in the box."""

    def __init__(self, box: QWidget) -> None:
        super().__init__(box)
        self._box = box
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.hide()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        self.list = QListWidget()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_HitDelegate(self.list))
        self.list.setAccessibleName(_("Found"))
        column.addWidget(self.list)

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show what was found, a heading before each group."""
        self.list.clear()
        group = ""
        for hit in hits:
            if hit.group != group:
                group = hit.group
                self._add_heading(group)
            item = QListWidgetItem(hit.title)
            item.setData(_HIT, hit)
            item.setData(_DETAIL, hit.detail)
            self.list.addItem(item)
        if not hits:
            self._add_heading(_("Nothing found."))
        self.move_choice(1)
        self._place()

    def move_choice(self, by: int) -> None:
        """Go to the next thing found, over headings."""
        row = self.list.currentRow()
        while 0 <= row + by < self.list.count():
            row += by
            if self.list.item(row).data(_HIT) is not None:
                self.list.setCurrentRow(row)
                return

    def _add_heading(self, words: str) -> None:
        item = QListWidgetItem(words)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.addItem(item)

    def _place(self) -> None:
        rows = min(self.list.count(), _SHOWN)
        height = rows * self.list.sizeHintForRow(0) + 8
        # A part of the window, not a window of its own: it moves along and never takes the focus.
        window = self._box.window()
        self.setParent(window)
        self.resize(max(self._box.width(), 480), height)
        self.move(self._box.mapTo(window, QPoint(0, self._box.height() + 2)))
        self.show()
        self.raise_()


class _HitDelegate(QStyledItemDelegate):
    """Title in the text colour, detail beside it in the quiet one; headings quiet and small."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), option.fontMetrics.height() + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        detail = index.data(_DETAIL)
        if not isinstance(detail, str) or not detail:
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.PlaceholderText
        metrics = option.fontMetrics
        left = option.rect.left() + metrics.horizontalAdvance(str(index.data())) + 24
        place = option.rect.adjusted(0, 0, -12, 0)
        place.setLeft(min(left, place.right()))
        painter.save()
        painter.setPen(option.palette.color(role))
        words = metrics.elidedText(detail, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), words)
        painter.restore()
