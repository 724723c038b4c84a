"""The rail at the left: a button with icon and word for each page."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.views.support.icons import icon
from desktop.views.support.page import PageSpec
from desktop.views.support.theme import colours, icon_size

_ICON = 22  # pixels beside text of the usual size


class Rail(QWidget):
    """The pages one can go to. Narrow, the word stands under its icon; wide, beside it."""

    chosen = Signal(str)  # key of the page

    def __init__(self, specs: Sequence[PageSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[str, RailButton] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 12, 8, 12)
        column.setSpacing(4)
        for number, spec in enumerate(specs, start=1):
            button = RailButton(spec.key, _(spec.title), spec.icon)
            if number <= 9:
                button.setToolTip(_("{page} (Ctrl+{n})").format(page=_(spec.title), n=number))
            button.asked.connect(self.chosen)
            self._group.addButton(button)
            self._buttons[spec.key] = button
            column.addWidget(button)
        column.addStretch(1)

    def mark(self, key: str) -> None:
        """Show which page one is on."""
        self._buttons[key].setChecked(True)

    def set_narrow(self, narrow: bool) -> None:
        """Put the words under or beside the icons."""
        for button in self._buttons.values():
            button.set_narrow(narrow)


class RailButton(QAbstractButton):
    """One page's button."""

    asked = Signal(str)

    def __init__(self, key: str, words: str, icon_name: str) -> None:
        super().__init__()
        self._key = key
        self._plain: QIcon = icon(icon_name, "quiet")
        self._strong: QIcon = icon(icon_name, "accent")
        self._narrow = False
        self.setText(words)
        self.setAccessibleName(words)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self._ask)

    def set_narrow(self, narrow: bool) -> None:
        """Put the word under the icon, or beside it."""
        if narrow != self._narrow:
            self._narrow = narrow
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Return room for the word in bold, so that nothing moves when it is chosen."""
        metrics = self.fontMetrics()
        word = round(metrics.horizontalAdvance(self.text()) * 1.1)
        if self._narrow:
            return QSize(max(68, word + 20), self._icon() + metrics.height() + 20)
        return QSize(max(136, word + self._icon() + 44), max(40, metrics.height() + 20))

    def minimumSizeHint(self) -> QSize:
        """Never cut the word."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint ground, icon and word."""
        now = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            painter.setBrush(QColor(now.tint if self.isChecked() else now.stripe))
            painter.drawRoundedRect(self.rect(), 8, 8)
        if self.isChecked():
            painter.setBrush(QColor(now.accent))
            painter.drawRoundedRect(QRect(0, 10, 4, self.height() - 20), 2, 2)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(now.accent))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 8, 8)
        self._paint_words(painter)

    def _icon(self) -> int:
        return icon_size(self, _ICON).width()

    def _paint_words(self, painter: QPainter) -> None:
        now = colours()
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(now.accent if self.isChecked() else now.text))
        if self._narrow:
            place = QRect((self.width() - self._icon()) // 2, 8, self._icon(), self._icon())
            words = QRect(0, self._icon() + 10, self.width(), self.height() - self._icon() - 14)
            side = Qt.AlignmentFlag.AlignHCenter
        else:
            place = QRect(14, (self.height() - self._icon()) // 2, self._icon(), self._icon())
            words = self.rect().adjusted(self._icon() + 26, 0, -4, 0)
            side = Qt.AlignmentFlag.AlignLeft
        (self._strong if self.isChecked() else self._plain).paint(painter, place)
        painter.drawText(words, int(side | Qt.AlignmentFlag.AlignVCenter), self.text())

    def _ask(self) -> None:
        self.asked.emit(self._key)
