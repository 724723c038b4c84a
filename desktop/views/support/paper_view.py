"""Pages of paper on the screen, one under the other, drawn as they come into sight."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Protocol

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from desktop.core.progress import Progress
from desktop.views.support.tasks import Failure, Runner
from desktop.views.support.theme import colours

MM = 25.4  # millimetres in an inch
_GAP = 16  # pixels between two pages
_KEPT = 8  # pictures remembered
_ZOOM = (0.25, 4.0)
_drawing = Lock()  # PDFium draws for one thread at a time


class Picture(Protocol):
    """A drawn page: red, green, blue, three bytes a pixel, row by row without filling."""

    @property
    def pixels(self) -> bytes:
        """The bytes."""

    @property
    def width(self) -> int:
        """Pixels a row."""

    @property
    def height(self) -> int:
        """Rows."""


@dataclass(frozen=True)
class Papers:
    """A document to look at and print. ``render(page, dpi)`` draws a page, counted from 1.

    Sizes in millimetres; ``name`` is offered as the name of the file.
    """

    pdf: bytes | Path
    pages: int
    render: Callable[[int, float], Picture]
    name: str
    width: float = 210.0
    height: float = 297.0


def draw(papers: Papers, page: int, dpi: float) -> QImage:
    """Return a page as a picture; any thread, one at a time."""
    with _drawing:
        picture = papers.render(page, dpi)
    rows = QImage(
        picture.pixels, picture.width, picture.height, 3 * picture.width, QImage.Format.Format_RGB888
    )
    return rows.copy()  # the bytes belong to Python and may go


class PaperView(QAbstractScrollArea):
    """Shows the pages; turns them with Page Up and Page Down, zooms with Ctrl and the wheel."""

    page_changed = Signal(int)  # from 1
    zoom_changed = Signal(float)  # 1.0 is true size

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._papers: Papers | None = None
        self._pictures: OrderedDict[int, tuple[float, QImage]] = OrderedDict()
        self._drawn: tuple[Papers, int, float] | None = None
        self._failed: set[int] = set()
        self._zoom = 1.0
        self._fits = True
        self._page = 1
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_papers(self, papers: Papers) -> None:
        """Show another document from its first page."""
        self._papers = papers
        self._pictures.clear()
        self._failed.clear()
        self._measure()
        self.go_to(1)
        self.viewport().update()

    def clear(self) -> None:
        """Show nothing."""
        self._papers = None
        self._pictures.clear()
        self.verticalScrollBar().setRange(0, 0)
        self.viewport().update()

    def page(self) -> int:
        """Return the page in the middle of the view, from 1."""
        return self._page

    def zoom(self) -> float:
        """Return the size on the screen; 1.0 is true size."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Show the pages at this size."""
        self._fits = False
        self._apply(zoom)

    def fit_width(self) -> None:
        """Show pages as wide as the view, now and when it is resized."""
        self._fits = True
        if self._papers is not None:
            free = self.viewport().width() - 2 * _GAP
            self._apply(free / (self._papers.width / MM * self.screen_dpi()))

    def go_to(self, page: int) -> None:
        """Put the top of a page at the top of the view."""
        if self._papers is not None:
            page = max(1, min(self._papers.pages, page))
            self.verticalScrollBar().setValue(round(self._top(page)) - _GAP // 2)

    def screen_dpi(self) -> float:
        """Return how many pixels of this screen are an inch, as near as the screen tells the truth."""
        real = self.screen().physicalDotsPerInch()
        return real if 60 <= real <= 400 else self.screen().logicalDotsPerInch()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint the pages in sight, asking for those not drawn yet."""
        papers = self._papers
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(colours().line).lighter(112))
        if papers is None:
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        missing: list[int] = []
        for page in self._in_sight(papers):
            place = self._place(papers, page)
            painter.fillRect(place, Qt.GlobalColor.white)
            dpi, picture = self._pictures.get(page, (0.0, QImage()))
            if not picture.isNull():
                painter.drawImage(place, picture)
            if abs(dpi - self._wanted_dpi()) > 0.5 and page not in self._failed:
                missing.append(page)
        if missing:
            self._ask(papers, missing[0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the width fitted, if it is."""
        super().resizeEvent(event)
        if self._fits:
            self.fit_width()
        self._measure()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages."""
        papers = self._papers
        target = {
            Qt.Key.Key_PageDown: self._page + 1,
            Qt.Key.Key_PageUp: self._page - 1,
            Qt.Key.Key_Home: 1,
            Qt.Key.Key_End: papers.pages if papers is not None else 1,
        }.get(Qt.Key(event.key()))
        if target is None:
            super().keyPressEvent(event)
        else:
            self.go_to(target)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl held."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom * (1.1 if event.angleDelta().y() > 0 else 1 / 1.1))
            event.accept()
        else:
            super().wheelEvent(event)

    def _apply(self, zoom: float) -> None:
        page = self._page
        self._zoom = max(_ZOOM[0], min(_ZOOM[1], zoom))
        self._measure()
        self.go_to(page)
        self.viewport().update()
        self.zoom_changed.emit(self._zoom)

    def _size(self, papers: Papers) -> tuple[float, float]:
        scale = self.screen_dpi() / MM * self._zoom
        return papers.width * scale, papers.height * scale

    def _top(self, page: int) -> float:
        if self._papers is None:
            return 0
        return _GAP + (page - 1) * (self._size(self._papers)[1] + _GAP)

    def _place(self, papers: Papers, page: int) -> QRectF:
        width, height = self._size(papers)
        left = max(_GAP, (self.viewport().width() - width) / 2) - self.horizontalScrollBar().value()
        return QRectF(round(left), round(self._top(page) - self.verticalScrollBar().value()), width, height)

    def _in_sight(self, papers: Papers) -> range:
        step = self._size(papers)[1] + _GAP
        top = self.verticalScrollBar().value()
        first = int(max(0.0, top - _GAP) // step) + 1
        last = int((top + self.viewport().height()) // step) + 1
        return range(first, min(papers.pages, last) + 1)

    def _wanted_dpi(self) -> float:
        return self.screen_dpi() * self._zoom * self.devicePixelRatioF()

    def _measure(self) -> None:
        if self._papers is None:
            return
        width, _height = self._size(self._papers)
        view = self.viewport()
        whole = self._top(self._papers.pages + 1)
        self.verticalScrollBar().setRange(0, max(0, round(whole - view.height())))
        self.verticalScrollBar().setPageStep(view.height())
        self.verticalScrollBar().setSingleStep(48)
        self.horizontalScrollBar().setRange(0, max(0, round(width + 2 * _GAP - view.width())))
        self.horizontalScrollBar().setPageStep(view.width())

    def _scrolled(self, _value: int) -> None:
        if self._papers is None:
            return
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        page = int((middle - _GAP / 2) // (self._size(self._papers)[1] + _GAP)) + 1
        page = max(1, min(self._papers.pages, page))
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)

    def _ask(self, papers: Papers, page: int) -> None:
        if self._drawn is not None:
            return
        dpi = self._wanted_dpi()
        self._drawn = (papers, page, dpi)

        def work(_progress: Progress) -> QImage:
            return draw(papers, page, dpi)

        self._runner.read(work, done=self._take, failed=self._give_up, cancelled=self._let_go)

    def _take(self, picture: QImage) -> None:
        drawn, self._drawn = self._drawn, None
        if drawn is not None and drawn[0] is self._papers:
            self._pictures[drawn[1]] = (drawn[2], picture)
            self._pictures.move_to_end(drawn[1])
            while len(self._pictures) > _KEPT:
                self._pictures.popitem(last=False)
        self.viewport().update()

    def _give_up(self, failure: Failure) -> None:
        if self._drawn is not None:
            self._failed.add(self._drawn[1])
        self._drawn = None
        self._runner.went_wrong.emit(failure)

    def _let_go(self) -> None:
        self._drawn = None
