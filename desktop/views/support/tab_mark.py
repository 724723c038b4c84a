"""A line of the accent colour on the tab one is on: on a dark ground the style's own shades are all alike."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar, QTabWidget, QWidget

from desktop.views.support.theme import colours

_THICK = 3


class TabMark(QWidget):
    """Lies over its bar and follows the current tab."""

    def __init__(self, bar: QTabBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        bar.currentChanged.connect(self._follow)
        bar.installEventFilter(self)
        self._follow()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Follow a tab that was moved by its neighbours or by the arrows at the end of the bar."""
        if event.type() in (QEvent.Type.Paint, QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._follow()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours().accent))
        painter.end()

    def _follow(self, *_number: int) -> None:
        tab = self._bar.tabRect(self._bar.currentIndex())
        place = tab.adjusted(1, 0, -1, _THICK - tab.height())
        if self.geometry() != place:
            self.setGeometry(place)
        self.setVisible(not tab.isEmpty())


def name_tabs(tabs: QTabWidget, name: str) -> None:
    """Give tabs the name that is read aloud; the cursor stands in their bar."""
    tabs.setAccessibleName(name)
    tabs.tabBar().setAccessibleName(name)
