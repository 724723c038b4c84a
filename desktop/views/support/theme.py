"""How the window looks: Fusion with our own palettes, one accent, and icons tinted by the palette.

Distances are multiples of four. Colours come from :class:`Colours`; a widget takes them from its palette
wherever the palette has a role for it, from ``colours()`` otherwise.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QPushButton,
    QStyleFactory,
    QToolTip,
    QWidget,
)


@dataclass(frozen=True)
class Colours:
    """The colours of one palette, as #rrggbb.

    ``action`` is the accent as a button wants it: Fusion paints buttons lighter than they are told.
    """

    ground: str
    field: str
    stripe: str
    raised: str
    line: str
    text: str
    quiet: str
    disabled: str
    accent: str
    on_accent: str
    action: str
    tint: str
    due: str
    due_ground: str
    error: str
    error_ground: str
    good: str
    good_ground: str


LIGHT = Colours(
    ground="#f6f7f8", field="#ffffff", stripe="#f7f9fb", raised="#fdfdfd", line="#c9ced4",
    text="#1b1f24", quiet="#57606a", disabled="#8b949e", accent="#1f5f8b", on_accent="#ffffff",
    action="#164a6e", tint="#dfebf3",
    due="#8a5300", due_ground="#fff3d6", error="#b3261e", error_ground="#fdeceb",
    good="#1a6b3c", good_ground="#e3f4e9",
)  # fmt: skip
DARK = Colours(
    ground="#1d2125", field="#16191c", stripe="#1a1e22", raised="#2a2f35", line="#454c54",
    text="#e8eaed", quiet="#a9b1ba", disabled="#757d86", accent="#7db8e0", on_accent="#0e1a24",
    action="#7db8e0", tint="#27394a",
    due="#f0b95a", due_ground="#3a2f1a", error="#ff9a92", error_ground="#40211f",
    good="#82d3a0", good_ground="#1d3527",
)  # fmt: skip
CONTRAST_LIGHT = Colours(
    ground="#ffffff", field="#ffffff", stripe="#ffffff", raised="#ffffff", line="#000000",
    text="#000000", quiet="#1f1f1f", disabled="#595959", accent="#003a66", on_accent="#ffffff",
    action="#003a66", tint="#d6e8f5",
    due="#5c3700", due_ground="#ffffff", error="#8b0000", error_ground="#ffffff",
    good="#004d1f", good_ground="#ffffff",
)  # fmt: skip
CONTRAST_DARK = Colours(
    ground="#000000", field="#000000", stripe="#000000", raised="#000000", line="#ffffff",
    text="#ffffff", quiet="#e6e6e6", disabled="#b0b0b0", accent="#9fd4ff", on_accent="#000000",
    action="#9fd4ff", tint="#0a3350",
    due="#ffd27a", due_ground="#000000", error="#ffb3ad", error_ground="#000000",
    good="#9ff0bb", good_ground="#000000",
)  # fmt: skip

_now = LIGHT


def colours() -> Colours:
    """Return the colours in force."""
    return _now


@contextmanager
def on_paper() -> Iterator[None]:
    """Paint in the light colours inside the block (main thread): what is saved does not follow the screen."""
    global _now
    before, _now = _now, LIGHT
    try:
        yield
    finally:
        _now = before


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""

    def linear(share: float) -> float:
        return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

    def luminance(name: str) -> float:
        colour = QColor(name)
        red, green, blue = linear(colour.redF()), linear(colour.greenF()), linear(colour.blueF())
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


_TICKED = ("QCheckBox", "QRadioButton")
_FRAMED = ("QLineEdit", "QPlainTextEdit", "QComboBox", "QAbstractSpinBox", "QPushButton", "QAbstractItemView")
"""Kinds of widget whose outline has to be made plainer, except on the usual light ground."""
_LINE = 18  # pixels; the height of a line of the usual text


class Theme(QObject):
    """Dresses the application and follows the system's wishes for dark and for high contrast."""

    changed = Signal()

    def __init__(self, application: QApplication, percent: int = 100) -> None:
        super().__init__(application)
        self._application = application
        self._base = _base_size(application.font())
        application.setStyle(QStyleFactory.create("Fusion"))
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self._follow)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow)
        self.set_text_size(percent)
        self._follow()

    def set_text_size(self, percent: int) -> None:
        """Make all text 100 to 150 per cent of the system's size."""
        font = QFont(self._application.font())
        font.setPointSizeF(self._base * max(100, min(150, percent)) / 100)
        self._application.setFont(font)

    def wear(self, chosen: Colours) -> None:
        """Put on these colours."""
        global _now
        _now = chosen
        self._application.setPalette(palette_of(chosen))
        for kind in (*_TICKED, *_FRAMED):  # the stubs want bytes, which the binding refuses
            worn = _outlined(chosen) if chosen != LIGHT or kind in _TICKED else palette_of(chosen)
            self._application.setPalette(worn, kind)  # type: ignore[arg-type]
        QToolTip.setPalette(palette_of(chosen))
        self.changed.emit()

    def _follow(self, *_: object) -> None:
        self.wear(_wished())


def palette_of(chosen: Colours) -> QPalette:
    """Return the palette made of these colours."""
    palette = QPalette()
    role = QPalette.ColorRole
    for name, targets in {
        "ground": (role.Window,),
        "field": (role.Base,),
        "stripe": (role.AlternateBase,),
        "raised": (role.Button, role.ToolTipBase, role.Light),
        "line": (role.Mid, role.Midlight),
        "text": (role.WindowText, role.Text, role.ButtonText, role.ToolTipText),
        "quiet": (role.PlaceholderText,),
        "accent": (role.Highlight, role.Link, role.Accent, role.LinkVisited),
        "on_accent": (role.HighlightedText, role.BrightText),
    }.items():
        for target in targets:
            palette.setColor(target, QColor(getattr(chosen, name)))
    palette.setColor(role.Dark, QColor(chosen.line).darker(120))
    palette.setColor(role.Shadow, QColor("#000000"))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, QColor(chosen.disabled))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(chosen.line))
    return palette


def _outlined(chosen: Colours) -> QPalette:
    """Return the palette of what has an outline, which Fusion makes of the ground.

    It darkens the ground to seven tenths: on a dark ground nothing is left to be seen.
    """
    palette = palette_of(chosen)
    palette.setColor(QPalette.ColorRole.Window, QColor(chosen.quiet).lighter(140))
    return palette


def muted(label: QLabel) -> None:
    """Let a label speak in the quiet colour, in every palette."""
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)


def roomy(widget: QWidget) -> None:
    """Make a button or a line tall enough to hit easily, its icon as large as its words."""
    widget.setMinimumHeight(max(32, widget.fontMetrics().height() + 14))
    if isinstance(widget, QAbstractButton):
        widget.setIconSize(icon_size(widget))


def icon_size(widget: QWidget, usual: int = 16) -> QSize:
    """Return the size of an icon that is ``usual`` pixels wide beside text of the usual size."""
    side = max(usual, round(usual * widget.fontMetrics().height() / _LINE))
    return QSize(side, side)


def primary(button: QPushButton) -> None:
    """Make a button the one thing to do next: roomy, in the accent colour."""
    roomy(button)
    _Tint(button, {QPalette.ColorRole.Button: "action", QPalette.ColorRole.ButtonText: "on_accent"})


def toned(widget: QWidget, text: str, ground: str = "") -> None:
    """Give a widget the colours of those names of :class:`Colours`, in every palette."""
    for worn in widget.findChildren(_Tint, options=Qt.FindChildOption.FindDirectChildrenOnly):
        widget.removeEventFilter(worn)
        worn.deleteLater()
    roles = {QPalette.ColorRole.WindowText: text}
    widget.setForegroundRole(QPalette.ColorRole.WindowText)  # on a field it would be another
    if ground:
        roles[QPalette.ColorRole.Window] = ground
        widget.setBackgroundRole(QPalette.ColorRole.Window)
        widget.setAutoFillBackground(True)
    _Tint(widget, roles)


def titled(label: QLabel, scale: float = 1.3) -> None:
    """Make a label a heading."""
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * scale)
    font.setWeight(QFont.Weight.DemiBold)
    label.setFont(font)


class _Tint(QObject):
    """Colours its widget, and again whenever its palette changes."""

    def __init__(self, widget: QWidget, roles: Mapping[QPalette.ColorRole, str]) -> None:
        super().__init__(widget)
        self._widget = widget
        self._roles = roles
        self._dress()
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.PaletteChange:
            self._dress()
        return super().eventFilter(watched, event)

    def _dress(self) -> None:
        palette = QPalette(self._widget.palette())
        changed = False
        for role, name in self._roles.items():
            colour = QColor(getattr(_now, name))
            if palette.color(QPalette.ColorGroup.Active, role) != colour:
                palette.setColor(QPalette.ColorGroup.Active, role, colour)
                palette.setColor(QPalette.ColorGroup.Inactive, role, colour)
                changed = True
        if changed:
            self._widget.setPalette(palette)


def _base_size(font: QFont) -> float:
    """Return the system's text size in points, at least one that is read easily."""
    return max(font.pointSizeF(), 10.0)


def _wished() -> Colours:
    hints = QGuiApplication.styleHints()
    dark = hints.colorScheme() is Qt.ColorScheme.Dark
    if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
        return CONTRAST_DARK if dark else CONTRAST_LIGHT
    return DARK if dark else LIGHT
