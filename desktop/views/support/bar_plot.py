"""Two rows of bars drawn by pyqtgraph: standing ones over short words, lying ones beside long words."""

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip

from desktop.views.support.theme import colours
from desktop.views.support.use_chart import Bars, fill_and_line

_WIDTH = 0.38
"""Of a bar, where one and the next bar of the same kind lie 1 apart."""
_WORDS_SHARE = 0.42
"""The most of the width that words beside lying bars may take."""


class _Counts(pg.AxisItem):  # type: ignore[misc]
    """An axis with whole numbers, their thousands set apart."""

    def tickStrings(self, values: Sequence[float], _scale: float, _spacing: float) -> list[str]:  # noqa: N802
        return [f"{value:,.0f}" if float(value).is_integer() else "" for value in values]


class BarPlot(pg.PlotWidget):  # type: ignore[misc]
    """The picture alone: it can neither be moved nor enlarged, and has no menu."""

    _bars = Bars((), ())  # the widget hears of changes while it is still being made

    def __init__(self) -> None:
        axes = {"left": pg.AxisItem("left"), "bottom": _Counts("bottom")}
        super().__init__(axisItems=axes, background=None)
        self._lying: bool | None = None
        self._words: list[pg.TextItem] = []
        self.viewport().setAutoFillBackground(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(self.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        item = self.getPlotItem()
        item.setMenuEnabled(False)
        item.hideButtons()
        item.setMouseEnabled(x=False, y=False)
        item.getViewBox().setDefaultPadding(0)

    def show_bars(self, bars: Bars) -> None:
        """Draw these bars."""
        self._bars = bars
        self._draw()

    def sizeHint(self) -> QSize:
        """Leave room for the words of each lying bar."""
        line = self.fontMetrics().height()
        lines = len(self._bars.words) * (2 if self._bars.before else 1) if self._bars.lying else 12
        return QSize(20 * line, round(max(lines, 4) * line * 0.85) + 3 * line)

    def minimumSizeHint(self) -> QSize:
        """Return the least height at which the bars can be told apart."""
        return QSize(12 * self.fontMetrics().height(), self.sizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def resizeEvent(self, event: QEvent) -> None:
        """Shorten the words to the new width."""
        super().resizeEvent(event)
        if self._bars.lying:
            self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Put on new colours or another size of text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and self._bars.words:
            self.resetCachedContent()
            self._draw()

    def viewportEvent(self, event: QEvent) -> bool:
        """Say the counts of the bar under the pointer."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.words_at(QPointF(event.pos())), self)
            return True
        return bool(super().viewportEvent(event))

    def words_at(self, spot: QPointF) -> str:
        """Return what the bars at a spot of the widget say; nothing beside them."""
        at = self.getPlotItem().getViewBox().mapSceneToView(self.mapToScene(spot.toPoint()))
        place = round(-at.y() if self._bars.lying else at.x())
        lines = self._bars.lines()
        return lines[place] if 0 <= place < len(lines) else ""

    def _draw(self) -> None:
        item = self.getPlotItem()
        item.clear()
        self._words.clear()
        bars = self._bars
        rows = [(bars.now, True, -_WIDTH / 2 if bars.before else 0.0)]
        if bars.before:  # the year before stands first, as on a calendar
            rows = [(bars.before, False, -_WIDTH / 2), (bars.now, True, _WIDTH / 2)]
        for counts, filled, shift in rows:
            item.addItem(self._row(counts, filled, shift))
        self._set_axes()
        most = max((*bars.now, *bars.before, 1))
        ends = (-0.6, max(len(bars.words), 1) - 0.4)
        if bars.lying:
            self._write_counts(most)
            item.setXRange(0, most * self._stretch(most), padding=0)
            item.setYRange(-ends[1], -ends[0], padding=0)
        else:
            item.setXRange(*ends, padding=0)
            item.setYRange(0, most * 1.06, padding=0)
        self.updateGeometry()

    def _row(self, counts: Sequence[int], filled: bool, shift: float) -> object:
        fill, line = fill_and_line(filled)
        places = [place + shift for place in range(len(counts))]
        dress = {"brush": fill, "pen": QPen(line, 0)}
        if self._bars.lying:
            return pg.BarGraphItem(
                x0=[0] * len(counts),
                y=[-place for place in places],
                width=list(counts),
                height=_WIDTH,
                **dress,
            )
        return pg.BarGraphItem(x=places, y0=[0] * len(counts), height=list(counts), width=_WIDTH, **dress)

    def _set_axes(self) -> None:
        item, bars = self.getPlotItem(), self._bars
        if bars.lying != self._lying:
            self._lying = bars.lying
            item.setAxisItems(
                {"left": pg.AxisItem("left"), "bottom": _Counts("bottom")}
                if bars.lying
                else {"left": _Counts("left"), "bottom": pg.AxisItem("bottom")}
            )
        words, counts = (
            item.getAxis(side) for side in (("left", "bottom") if bars.lying else ("bottom", "left"))
        )
        for axis in (words, counts):
            axis.setPen(QPen(QColor(colours().line), 0))
            axis.setTextPen(QColor(colours().text))
            axis.setStyle(tickFont=self.font(), tickLength=0, maxTickLevel=1)
            axis.setZValue(-10)  # the grid lies behind the bars
            axis.enableAutoSIPrefix(False)
        ticks = self._ticks()
        words.setTicks([ticks])
        # By themselves they take the room for their words only when they have been painted without.
        item.getAxis("bottom").setHeight(self.fontMetrics().height() + 8)
        if bars.lying:
            words.setWidth(
                max((self.fontMetrics().horizontalAdvance(word) for _at, word in ticks), default=0) + 8
            )
        item.showGrid(x=bars.lying, y=not bars.lying, alpha=0.25)
        words.setGrid(False)

    def _ticks(self) -> list[tuple[float, str]]:
        if not self._bars.lying:
            return list(enumerate(self._bars.words))
        most = round(self.width() * _WORDS_SHARE)
        shorten, mode = self.fontMetrics().elidedText, Qt.TextElideMode.ElideRight
        return [(-place, shorten(word, mode, most)) for place, word in enumerate(self._bars.words)]

    def _stretch(self, most: int) -> float:
        """Return how much longer than the longest bar the axis is, to leave room for its count."""
        room = max(self.width() - self.getPlotItem().getAxis("left").width(), 1.0)
        count = self.fontMetrics().horizontalAdvance(f"{most:,}") + 16
        return float(room / max(room - count, room * 0.4))

    def _write_counts(self, most: int) -> None:
        """Say each count of this year at the end of its bar."""
        shift = _WIDTH / 2 if self._bars.before else 0.0
        for place, count in enumerate(self._bars.now):
            words = pg.TextItem(f"{count:,}", color=QColor(colours().text), anchor=(0, 0.5))
            words.setFont(self.font())
            words.setPos(max(count, most * 0.005), -(place + shift))
            self.getPlotItem().addItem(words, ignoreBounds=True)
            self._words.append(words)
