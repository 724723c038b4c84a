"""Pictures of pages, and a check that nothing in them is cut off.

``grab`` keeps a picture in ``.pictures/`` (not in git); look at it before calling a page done::

    with in_language("zh_CN"):
        page = PeoplePage(…)
        assert clipped(shown(page, 1024, 700)) == []
        grab(page, "people-zh-1024")
"""

import os
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QSizePolicy,
    QWidget,
)

FOLDER = Path(__file__).resolve().parents[2] / ".pictures"


def shown(widget: QWidget, width: int, height: int) -> QWidget:
    """Show the widget at that size and lay it out; return it."""
    widget.resize(width, height)
    widget.show()
    for part in [widget, *widget.findChildren(QWidget)]:
        part.ensurePolished()
        layout = part.layout()
        if layout is not None:
            layout.activate()
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    return widget


def grab(widget: QWidget, name: str) -> Path:
    """Keep a picture of the widget, named also for the process so that parallel runs do not clash."""
    FOLDER.mkdir(exist_ok=True)
    file = FOLDER / f"{name}.png"
    rough = FOLDER / f".{name}-{os.getpid()}.png"
    if not widget.grab().save(str(rough)):
        raise OSError(f"{rough} could not be written")
    rough.replace(file)
    return file


def clipped(widget: QWidget) -> list[str]:
    """Return a line for every visible label, button and choice that is smaller than its words."""
    faults = []
    for part in widget.findChildren(QWidget):
        if part.isVisible() and not _inside_scrolled(part, widget) and (fault := _fault(part)):
            faults.append(fault)
    return faults


def _fault(part: QWidget) -> str:
    if isinstance(part, QLabel):
        words, short = part.text(), _label_short(part)
    elif isinstance(part, QAbstractButton):
        words, short = part.text(), _smaller(part)
    elif isinstance(part, QComboBox):
        words, short = part.currentText(), part.width() < _text_width(part, part.currentText()) + 24
    else:
        return ""
    parent = part.parentWidget()
    outside = parent is not None and not parent.rect().adjusted(-1, -1, 1, 1).contains(part.geometry())
    if words and (short or outside):
        wants = part.sizeHint()
        size = f"{part.width()}x{part.height()}, wants {wants.width()}x{wants.height()}"
        return f"{type(part).__name__} “{words}” is cut: {size}"
    return ""


def _label_short(label: QLabel) -> bool:
    if not label.text():
        return False
    if label.wordWrap():
        return label.height() < label.heightForWidth(label.width())
    if label.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Ignored:
        return False
    return _smaller(label)


def _smaller(part: QWidget) -> bool:
    hint = part.minimumSizeHint()
    return part.width() < hint.width() or part.height() < hint.height()


def _text_width(part: QWidget, words: str) -> int:
    return part.fontMetrics().horizontalAdvance(words)


def _inside_scrolled(part: QWidget, top: QWidget) -> bool:
    """Say whether the part lies in something that scrolls, where being out of sight is no fault."""
    parent = part.parentWidget()
    while parent is not None and parent is not top:
        if parent.objectName() == "qt_scrollarea_viewport":
            return True
        parent = parent.parentWidget()
    return False


def use_chinese_font() -> None:
    """Let the offscreen platform draw Chinese with a face that is installed."""
    application = QGuiApplication.instance()
    if isinstance(application, QApplication):
        font = application.font()
        font.setFamilies(["DejaVu Sans", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei"])
        application.setFont(font)
