"""What stands on the page before anything is read: where to drop pictures, and what is still awaited."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _, ngettext
from desktop.services.reading_parts import MissingPages
from desktop.views.support.icons import icon
from desktop.views.support.missing import missing_words
from desktop.views.support.reason_bar import ReasonBar
from desktop.views.support.theme import colours, icon_size, muted, primary, roomy, titled, toned
from desktop.views.support.times import day_words


class StartPanel(QWidget):
    """Offers every way in: drop, choose, paste, watch a folder; and names the pages not back yet."""

    files_asked = Signal()
    folder_asked = Signal()
    paste_asked = Signal()
    watch_asked = Signal()
    unwatch_asked = Signal()
    again_asked = Signal()
    forget_asked = Signal()
    lost_asked = Signal(object, int, str)  # UUID of the sheet, page, reason

    def __init__(self) -> None:
        super().__init__()
        self.offer = QFrame()
        self.offer_words = QLabel()
        self.again = QPushButton(icon("refresh"), _("Read them again"))
        self.forget = QPushButton(_("Forget them"))
        self.files = QPushButton(icon("file-image-outline", "on_accent"), _("Choose files …"))
        self.folder = QPushButton(icon("folder-outline"), _("Choose folder …"))
        self.paste = QPushButton(icon("content-paste"), _("Paste (Ctrl+V)"))
        self.watched = QLabel()
        self.watch = QPushButton(_("Watch a folder …"))
        self.unwatch = QPushButton(_("Stop watching"))
        self.missing_head = QLabel(_("Not come back yet"))
        self.missing = QVBoxLayout()
        self.reason = ReasonBar()
        self._rows: dict[UUID, QWidget] = {}
        self._lay_out()
        self._connect()
        self.show_offer(0)
        self.show_watched("")
        self.show_missing(())

    def show_offer(self, files: int) -> None:
        """Offer to read again what was read and not entered."""
        words = ngettext(
            "{n} file was read and not entered.", "{n} files were read and not entered.", files
        ).format(n=f"{files:,}")
        self.offer_words.setText(words)
        self.offer.setVisible(files > 0)

    def show_watched(self, folder: str, trouble: str = "") -> None:
        """Say which folder is watched, and what keeps it from being looked at."""
        if trouble:
            words = trouble
        elif folder:
            words = _("New pictures in “{folder}” are read by themselves.").format(folder=Path(folder).name)
        else:
            words = _("Does the scanner always save to the same folder? Let it be watched.")
        self.watched.setText(words)
        self.watched.setToolTip(folder)
        toned(self.watched, "due" if trouble else "quiet")
        self.watch.setText(_("Another folder …") if folder else _("Watch a folder …"))
        self.unwatch.setVisible(bool(folder))

    def show_missing(self, sheets: Sequence[MissingPages]) -> None:
        """Name the pages that have not come back, with what can be done about each sheet."""
        for row in self._rows.values():
            row.hide()
            row.deleteLater()
        self._rows = {one.sheet_id: self._missing_row(one) for one in sheets}
        for row in self._rows.values():
            self.missing.addWidget(row)
        self.missing_head.setVisible(bool(sheets))

    def point_at(self, sheet: UUID) -> None:
        """Bring a sheet with missing pages into sight, the focus on what can be done about it."""
        row = self._rows.get(sheet)
        button = row.findChild(QPushButton) if row is not None else None
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)
            self._scroll.ensureWidgetVisible(button)

    def ask_lost(self, sheet: MissingPages, page: int) -> None:
        """Ask why a page will never come."""
        words = _("Why will page {page} of sheet {number} “{title}” not come back?").format(
            page=page, number=sheet.number, title=sheet.title
        )
        usual = (_("Lost"), _("Destroyed"), _("Nobody signed on it"), _("Entered by hand"))
        self.reason.ask(words, _("Expect it no more"), partial(self._lost, sheet, page), usual)

    def _lost(self, sheet: MissingPages, page: int, reason: str) -> None:
        self.lost_asked.emit(sheet.sheet_id, page, reason)

    def _missing_row(self, sheet: MissingPages) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 2, 0, 2)
        line.setSpacing(8)
        sign = QLabel()
        sign.setPixmap(icon("file-question-outline", "due").pixmap(icon_size(self, 20)))
        day = day_words(sheet.starts_at.astimezone().date()) if sheet.starts_at else ""
        words = QLabel(" · ".join(filter(None, (sheet.title, day, missing_words(sheet)))))
        words.setWordWrap(True)
        line.addWidget(sign)
        line.addWidget(words, 1)
        for page in (*sheet.missing, *sheet.partly)[:3]:
            button = QPushButton(_("Page {page} will not come …").format(page=page))
            roomy(button)
            button.clicked.connect(partial(self._ask_lost, sheet, page))
            line.addWidget(button)
        return row

    def _ask_lost(self, sheet: MissingPages, page: int, _checked: bool = False) -> None:
        self.ask_lost(sheet, page)

    def _connect(self) -> None:
        for button, asked in (
            (self.files, self.files_asked),
            (self.folder, self.folder_asked),
            (self.paste, self.paste_asked),
            (self.watch, self.watch_asked),
            (self.unwatch, self.unwatch_asked),
            (self.again, self.again_asked),
            (self.forget, self.forget_asked),
        ):
            button.clicked.connect(asked)

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._lay_offer())
        column.addWidget(self._lay_ground(), 1)
        titled(self.missing_head, 1.15)
        column.addWidget(self.missing_head)
        column.addLayout(self.missing)
        column.addWidget(self.reason)
        scroll = self._scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def _lay_offer(self) -> QFrame:
        toned(self.offer, "text", "due_ground")
        row = QHBoxLayout(self.offer)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(8)
        self.offer_words.setWordWrap(True)
        row.addWidget(self.offer_words, 1)
        for button in (self.again, self.forget):
            roomy(button)
            row.addWidget(button)
        return self.offer

    def _lay_ground(self) -> QWidget:
        ground = _DropGround()
        column = QVBoxLayout(ground)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(2)
        sign = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        sign.setPixmap(icon("tray-arrow-down", "accent").pixmap(icon_size(self, 56)))
        heading = QLabel(
            _("Drop photos or scans of signed sheets here"), alignment=Qt.AlignmentFlag.AlignCenter
        )
        heading.setWordWrap(True)
        titled(heading, 1.3)
        tip = QLabel(
            _(
                "From a scanner or a phone, in any order. Photograph each page from above and whole, in even "
                "light. Nothing is entered before you have seen it."
            ),
            alignment=Qt.AlignmentFlag.AlignCenter,
        )
        tip.setWordWrap(True)
        muted(tip)
        for label in (sign, heading, tip):
            column.addWidget(label)
        column.addSpacing(8)
        column.addLayout(_centred(self.files, self.folder, self.paste))
        column.addStretch(2)
        self.watched.setWordWrap(True)
        self.watched.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.watched)
        column.addLayout(_centred(self.watch, self.unwatch))
        column.addStretch(1)
        primary(self.files)
        for button in (self.folder, self.paste, self.watch, self.unwatch):
            roomy(button)
        return ground


class _DropGround(QWidget):
    """A ground with a broken outline, as where things may be let fall."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        now = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(now.field))
        painter.setPen(QPen(QColor(now.accent), 1.5, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 12, 12)


def _centred(*buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row
