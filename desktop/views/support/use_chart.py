"""Bars that compare this year with the one before, in the colours in force.

What draws them takes half a second to load; it is loaded beside the window when the first chart is shown.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.views.support.tasks import Runner
from desktop.views.support.theme import colours, muted

if TYPE_CHECKING:
    from desktop.views.support.bar_plot import BarPlot


@dataclass(frozen=True)
class Bars:
    """What a chart shows: a word and a count a bar; ``before`` is as long as ``now``, or empty.

    ``lying`` bars have room for long words and say their counts beside them.
    """

    words: tuple[str, ...]
    now: tuple[int, ...]
    before: tuple[int, ...] = ()
    now_title: str = ""
    before_title: str = ""
    lying: bool = False

    def lines(self) -> list[str]:
        """Return the same in words, a line a bar."""
        if not self.before:
            return [f"{word}: {now:,}" for word, now in zip(self.words, self.now, strict=True)]
        return [
            f"{word}: {self.now_title} {now:,}, {self.before_title} {before:,}"
            for word, now, before in zip(self.words, self.now, self.before, strict=True)
        ]


class UseChart(QWidget):
    """A chart under the key to its two kinds of bar; for those who hear it, the same in words."""

    def __init__(self, runner: Runner, title: str) -> None:
        super().__init__()
        self._runner = runner
        self._bars = Bars((), ())
        self._asked = False
        self._behind = False
        self.plot: BarPlot | None = None
        self._title = title
        self._keys = (_Key(filled=False), _Key(filled=True))
        self._key_words = (QLabel(), QLabel())
        for words in self._key_words:
            muted(words)
        self.nothing = QLabel(_("Nothing was told for this year."))
        self.nothing.setWordWrap(True)
        muted(self.nothing)
        self._lay_out()
        self.show_bars(self._bars)

    def show_bars(self, bars: Bars) -> None:
        """Show these bars in the place of those before."""
        self._bars = bars
        titles = (bars.before_title if bars.before else "", bars.now_title)
        for key, words, title in zip(self._keys, self._key_words, titles, strict=True):
            words.setText(title)
            key.setVisible(bool(title) and self._has_any())
            words.setVisible(bool(title) and self._has_any())
        self.setAccessibleName(self._title)
        self.setAccessibleDescription("; ".join(bars.lines()))
        self.nothing.setVisible(not self._has_any())
        self._behind = True
        self._catch_up()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what came while the chart could not be seen."""
        super().showEvent(event)
        self._catch_up()

    def wanted_width(self) -> int:
        """Return the width in which all words have room."""
        wide = self.fontMetrics().horizontalAdvance
        most = wide(f"{max((*self._bars.now, *self._bars.before, 0)):,}")
        if self._bars.lying:
            return 20 * self.fontMetrics().height()
        return most + sum(wide(word) + 10 for word in self._bars.words)

    def is_drawn(self) -> bool:
        """Say whether the bars can be seen."""
        return self.plot is not None and not self._behind and not self.plot.isHidden()

    def _has_any(self) -> bool:
        return any(self._bars.now) or any(self._bars.before)

    def _loaded(self, make: type["BarPlot"]) -> None:
        self.plot = make()
        self._column.addWidget(self.plot, 1)
        self._catch_up()

    def _catch_up(self) -> None:
        """Draw the bars, as soon as they can be seen and there is something to draw them with."""
        if not self._behind or not self.isVisible():
            return
        if self.plot is None:
            if self._has_any() and not self._asked:
                self._asked = True
                self._runner.read(_load, done=self._loaded)
            return
        self._behind = False
        self.plot.setVisible(self._has_any())
        if self._has_any():
            self.plot.show_bars(self._bars)

    def _lay_out(self) -> None:
        keys = QHBoxLayout()
        keys.setSpacing(6)
        for key, words in zip(self._keys, self._key_words, strict=True):
            keys.addWidget(key)
            keys.addWidget(words)
            keys.addSpacing(12)
        keys.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addLayout(keys)
        self._column.addWidget(self.nothing)


def _load(_progress: Progress) -> type["BarPlot"]:
    loaded: type[BarPlot] = import_module("desktop.views.support.bar_plot").BarPlot
    return loaded


def fill_and_line(filled: bool) -> tuple[QColor, QColor]:
    """Return how a bar is filled and outlined: of this year (filled), or of the year before."""
    worn = colours()
    if filled:
        return QColor(worn.accent), QColor(worn.accent)
    return QColor(worn.tint), QColor(worn.quiet)


class _Key(QWidget):
    """A small bar that says which is which."""

    def __init__(self, filled: bool) -> None:
        super().__init__()
        self._filled = filled
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """Return the size of a small bar."""
        return QSize(18, 12)

    def paintEvent(self, _event: QPaintEvent) -> None:
        fill, line = fill_and_line(self._filled)
        painter = QPainter(self)
        painter.setPen(QPen(line, 1))
        painter.fillRect(self.rect(), fill)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
