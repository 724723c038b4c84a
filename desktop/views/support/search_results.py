"""What was found, in a list under the search box."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
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
from desktop.views.support.hit import HIT, Hit
from desktop.views.support.lazy_model import Index

_DETAIL = Qt.ItemDataRole.UserRole + 1
_SHOWN = 12  # rows of the list before it scrolls


class SearchResults(QFrame):
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
            item.setData(HIT, hit)
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
            if self.list.item(row).data(HIT) is not None:
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
