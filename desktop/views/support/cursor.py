"""The cursor stays on the page when what it was in goes grey or away."""

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


class CursorKeeper(QObject):
    """Brings the cursor back from the rail when Qt dropped it there.

    A button that goes grey once it was pressed, or a panel that closes, passes the cursor on to what comes
    next in the window; after the last thing on a page that is the rail, where Space would leave the page.
    """

    def __init__(self, rail: QWidget, pages: QWidget) -> None:
        super().__init__(pages)
        self._rail, self._pages = rail, pages
        self._left: QWidget | None = None
        self._look = QTimer(self, singleShot=True, interval=0)
        self._look.timeout.connect(self._bring_back)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)

    def _follow(self, old: QWidget | None, now: QWidget | None) -> None:
        if now is None or not self._rail.isAncestorOf(now):
            self._left = None
        elif old is not None and self._pages.isAncestorOf(old):
            self._left = old
            self._look.start()  # what closes is not yet hidden

    def _bring_back(self) -> None:
        left, self._left = self._left, None
        if left is None or not isValid(left) or _takes(left):
            return  # gone to the rail by Tab or by mouse
        place = left.previousInFocusChain()
        while place is not None and place is not left:
            if self._pages.isAncestorOf(place) and _takes(place):
                place.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            place = place.previousInFocusChain()


def _takes(widget: QWidget) -> bool:
    """Say whether the cursor may be put in it by Tab."""
    by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return by_tab and widget.isVisible() and widget.isEnabled()
