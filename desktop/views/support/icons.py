"""Icons of one family (Material Design 6), drawn from the outlines in QtAwesome's font file.

QtAwesome itself takes 0.3 s to import, more than a bare window takes to open, so only its font and its
table of names are used (measured: 30 ms, once).
"""

import importlib.util
import re
from functools import cache
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPainterPath, QPixmap, QRawFont, QTransform

from desktop.views.support.theme import colours

_EM = 512  # units in which the outlines are kept


class UnknownIcon(LookupError):
    """The family has no icon of that name."""


def icon(name: str, colour: str = "text") -> QIcon:
    """Return an icon by its Material Design name (``account-group``; a leading ``mdi6.`` is allowed).

    ``colour`` names a field of :class:`~desktop.views.support.theme.Colours` and is looked up when the
    icon is painted, so it follows the palette. Raises :class:`UnknownIcon`.
    """
    name = name.removeprefix("mdi6.")
    _outline(name)
    return QIcon(_Outlined(name, colour))


class _Outlined(QIconEngine):
    """Paints one glyph in a colour of the palette in force."""

    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._name = name
        self._colour = colour

    def clone(self) -> QIconEngine:
        return _Outlined(self._name, self._colour)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        if size.isEmpty():  # a button squeezed to nothing for a moment
            return QPixmap()
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return picture

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:  # noqa: ARG002
        side = min(rect.width(), rect.height())
        place = QTransform.fromTranslate(
            rect.center().x() + 0.5 - side / 2, rect.center().y() + 0.5 - side / 2
        )
        place.scale(side / _EM, side / _EM)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(place.map(_outline(self._name)), QColor(self._shade(mode)))
        painter.restore()

    def _shade(self, mode: QIcon.Mode) -> str:
        now = colours()
        if mode is QIcon.Mode.Disabled:
            return now.disabled
        if mode is QIcon.Mode.Selected:
            return now.on_accent
        return str(getattr(now, self._colour))


@cache
def _fonts_folder() -> Path:
    found = importlib.util.find_spec("qtawesome")
    if found is None or found.origin is None:
        raise UnknownIcon("QtAwesome is not installed")
    return Path(found.origin).parent / "fonts"


@cache
def _names() -> str:
    (table,) = _fonts_folder().glob("materialdesignicons6-webfont-charmap-*.json")
    return table.read_text(encoding="ascii")


def _code_of(name: str) -> int | None:
    """Return the character of an icon. The table of 7,000 names is searched, not taken apart each time."""
    entry = re.search(rf'"{re.escape(name)}": *"(?:0x)?([0-9a-fA-F]+)"', _names())
    return int(entry[1], 16) if entry else None


@cache
def _font() -> QRawFont:
    (file,) = (p for p in _fonts_folder().glob("materialdesignicons6-webfont-*.ttf"))
    return QRawFont(str(file), _EM)


@cache
def _outline(name: str) -> QPainterPath:
    """Return the glyph's outline in a square of ``_EM`` units."""
    code = _code_of(name)
    if code is None:
        raise UnknownIcon(name)
    glyph = _font().glyphIndexesForString(chr(code))[0]
    path = _font().pathForGlyph(glyph)
    box = path.boundingRect()
    # The family is drawn on a grid of 24 units whose baseline lies 3 units above the lower edge.
    shift = 0.0 if box.top() >= 0 else _EM * 21 / 24
    return path.translated(0, shift)
