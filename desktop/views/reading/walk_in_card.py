"""Who wrote on a row without a name: the row enlarged, and a line to type or find the name."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QRegularExpression, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QRegularExpressionValidator, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout

from desktop.core.i18n import _
from desktop.core.reading import Crop
from desktop.services.door import DoorFind
from desktop.services.reading_parts import ProposedRow
from desktop.views.support.person_list import PersonList, PersonRow
from desktop.views.support.theme import muted, primary, roomy

PAUSE_MS = 150
_LISTED = 3  # suggestions in sight
_TALLEST = 84
_SUM = r"\d{1,7}(\.\d{0,2})?"


@dataclass(frozen=True)
class Typed:
    """The offer to write down a name of nobody on file."""

    name: str


class WalkInCard(QFrame):
    """Shown while the cursor is on a row somebody without a printed name wrote on."""

    looked_up = Signal(str)  # what is typed, to be answered by ``show_found``
    named = Signal(object, str, str)  # UUID of a worker or None, name, organisation
    unnamed = Signal()
    empty = Signal()
    left = Signal()  # back to the list
    accept_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._row: UUID | None = None
        self._image = QImage()
        self.picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.picture.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.picture.setAccessibleName(_("Picture of the row"))
        self.name = QLineEdit()
        self.name.setPlaceholderText(_("Name, pinyin, initials or phone"))
        self.name.setAccessibleName(_("Name of the walk-in"))
        self.organisation = QLineEdit()
        self.organisation.setPlaceholderText(_("Organisation"))
        self.organisation.setAccessibleName(_("Organisation of the walk-in"))
        self.sum = QLineEdit()
        self.sum.setPlaceholderText(_("Sum (yuan)"))
        self.sum.setAccessibleName(_("Sum the walk-in received, in yuan"))
        self.sum.setValidator(QRegularExpressionValidator(QRegularExpression(_SUM), self.sum))
        self.take = QPushButton(_("Write down"))
        self.leave = QPushButton(_("Leave unnamed"))
        self.nobody = QPushButton(_("Nobody signed here"))
        self.found = PersonList(_("People found"))
        self.hint = QLabel()
        self._soon = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._soon.timeout.connect(self._look)
        self._lay_out()
        self._connect()
        self.hide()

    def show_row(self, row: ProposedRow, asks_sum: bool = False) -> None:
        """Show a row; what is being typed about the same one stays. ``asks_sum``: of a list of money."""
        self.sum.setVisible(asks_sum)
        self._show_crop(row.crop)
        if row.row_id != self._row:
            self._row = row.row_id
            self._fill(row.name, row.organisation, "" if row.fen is None else f"{Decimal(row.fen) / 100:.2f}")
            self.hint.setText(row.sentence)
            self.hint.setVisible(bool(row.sentence))
        self.show()

    def put_away(self) -> None:
        """Go away; what was typed and not written down goes with it."""
        self._row = None
        self._soon.stop()
        self.hide()

    def fen(self) -> int | None:
        """Return the sum that was typed, None where there is none."""
        text = self.sum.text().rstrip(".")
        return int(Decimal(text) * 100) if text and self.sum.isVisibleTo(self) else None

    def begin(self) -> None:
        """Put the cursor into the line for the name."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def take_typed(self) -> None:
        """Write down a name that was typed and not yet confirmed."""
        typed = any(line.isModified() for line in (self.name, self.organisation, self.sum))
        if self.isVisible() and typed and (self.name.text().strip() or self.fen() is not None):
            self._take()

    def show_found(self, text: str, found: Sequence[DoorFind]) -> None:
        """Offer these people for what was typed, and the name as it was typed."""
        if text != self.name.text().strip() or not text:
            return
        rows = [
            PersonRow(one.name, f"{one.organisation}  {one.phone}".strip(), "", one.worker_id)
            for one in found
        ]
        if not any(sign.isdigit() for sign in text):
            words = _("Write down “{name}”").format(name=text)
            rows.append(PersonRow(words, _("Not on file; by name only"), "", Typed(text)))
        self.found.show_rows(rows)
        self.found.setVisible(bool(rows))
        self.found.setCurrentIndex(self.found.model().index(_first_choice(text, found, len(rows)), 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Arrows move through the people found, Enter takes one, Esc goes back to the list."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.found.isVisible():
                self.found.step(1 if key == Qt.Key.Key_Down else -1)
                return True
            if key == Qt.Key.Key_Escape:
                self.left.emit()
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._enter(event)
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the row as wide as the card."""
        super().resizeEvent(event)
        self._draw()

    def _enter(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.accept_asked.emit()
        else:
            self._take()

    def _take(self) -> None:
        text = self.name.text().strip()
        row = self.found.chosen() if self.found.isVisible() else None
        if isinstance(row, PersonRow) and isinstance(row.key, UUID):
            self.named.emit(row.key, "", "")
        elif text:
            self.named.emit(None, text, self.organisation.text().strip())
        else:
            self.unnamed.emit()

    def _look(self) -> None:
        text = self.name.text().strip()
        if text:
            self.looked_up.emit(text)
        else:
            self.found.hide()

    def _typed(self, _text: str) -> None:
        self.found.hide()
        self._soon.start()

    def _fill(self, name: str, organisation: str, sum_: str) -> None:
        for line, words in ((self.name, name), (self.organisation, organisation), (self.sum, sum_)):
            line.setText(words)
        self.found.hide()

    def _show_crop(self, crop: Crop | None) -> None:
        self._image = QImage.fromData(crop.jpeg) if crop is not None else QImage()
        self._draw()

    def _draw(self) -> None:
        self.picture.setVisible(not self._image.isNull())
        if self._image.isNull():
            return
        ratio = self.devicePixelRatioF()
        room = QSize(max(60, self.width() - 26), _TALLEST)
        size = self._image.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        shown = QPixmap.fromImage(
            self._image.scaled(
                size * ratio,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )
        shown.setDevicePixelRatio(ratio)
        self.picture.setPixmap(shown)
        self.picture.setFixedHeight(size.height())

    def _connect(self) -> None:
        self.name.textEdited.connect(self._typed)
        self.name.installEventFilter(self)
        self.organisation.installEventFilter(self)
        self.sum.installEventFilter(self)
        self.found.clicked.connect(self._take)
        self.take.clicked.connect(self._take)
        self.leave.clicked.connect(self.unnamed)
        self.nobody.clicked.connect(self.empty)

    def _lay_out(self) -> None:
        lines = QHBoxLayout()
        lines.setSpacing(8)
        lines.addWidget(self.name, 3)
        lines.addWidget(self.organisation, 2)
        lines.addWidget(self.sum, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        primary(self.take)
        for widget in (self.name, self.organisation, self.sum, self.leave, self.nobody):
            roomy(widget)
        for button in (self.take, self.leave, self.nobody):
            buttons.addWidget(button)
        buttons.addStretch(1)
        high = self.found.verticalHeader().defaultSectionSize()
        self.found.setFixedHeight(high * _LISTED + 4)
        self.found.hide()
        self.hint.setWordWrap(True)
        muted(self.hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addWidget(self.picture)
        column.addWidget(self.hint)
        column.addLayout(lines)
        column.addWidget(self.found)
        column.addLayout(buttons)


def _first_choice(text: str, found: Sequence[DoorFind], rows: int) -> int:
    """Return the line Enter takes: somebody on file where that is surely meant, else the name as typed.

    A whole name in characters may be the beginning of another; letters are pinyin or initials.
    """
    if not found:
        return rows - 1
    exact = [n for n, one in enumerate(found) if one.name == text]
    if exact:
        return exact[0]
    return rows - 1 if any(ord(sign) > 0x2E7F for sign in text) else 0
