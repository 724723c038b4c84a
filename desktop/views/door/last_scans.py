"""The last scans, newest first: who came in, each with a way back, and who was turned away."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.services.attendance import AttendanceLine, Status, Verdict
from desktop.services.clock import local
from desktop.views.door.words import MAY_FOLLOW, look_of, verdict_word
from desktop.views.support.icons import icon
from desktop.views.support.theme import icon_size, muted

SHOWN = 30


@dataclass(frozen=True)
class TurnedAway:
    """An answer that let nobody in, and when it was given."""

    verdict: Verdict
    at: datetime


class LastScans(QWidget):
    """Keeps who was turned away since the page was opened, among those who came in."""

    back_asked = Signal(object)  # UUID of the attendance
    let_in_asked = Signal(object)  # Verdict

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._came: Sequence[AttendanceLine] = ()
        self._away: deque[TurnedAway] = deque(maxlen=SHOWN)
        self._lines = [_Line(self) for _n in range(SHOWN)]
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(4, 4, 4, 4)
        column.setSpacing(0)
        self.nothing = QLabel(_("Nobody has come yet."))
        self.nothing.setContentsMargins(8, 12, 8, 12)
        muted(self.nothing)
        column.addWidget(self.nothing)
        for line in self._lines:
            line.hide()
            line.back_asked.connect(self.back_asked)
            line.let_in_asked.connect(self.let_in_asked)
            column.addWidget(line)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def forget(self) -> None:
        """Begin with another meeting."""
        self._away.clear()
        self.show_came(())

    def show_came(self, came: Sequence[AttendanceLine]) -> None:
        """Show who came in last, newest first."""
        self._came = came
        self._paint()

    def add_turned_away(self, verdict: Verdict, at: datetime) -> None:
        """Keep an answer that let nobody in."""
        self._away.append(TurnedAway(verdict, at))
        self._paint()

    def lines(self) -> list["_Line"]:
        """Return the lines in use, newest first."""
        return [line for line in self._lines if not line.isHidden()]

    def _paint(self) -> None:
        inside = {line.worker_id for line in self._came if line.worker_id is not None}
        away = [one for one in self._away if one.verdict.worker_id not in inside]
        rows: list[tuple[datetime, AttendanceLine | TurnedAway]] = [(one.at, one) for one in away]
        rows += [(line.at, line) for line in self._came if line.at is not None]
        rows.sort(key=lambda pair: pair[0], reverse=True)
        for widget, (_at, row) in zip(self._lines, rows, strict=False):
            widget.show_row(row)
        for widget in self._lines[len(rows) :]:
            widget.hide()
        self.nothing.setVisible(not rows)


class _Line(QWidget):
    """One scan; its buttons leave the focus where it is."""

    back_asked = Signal(object)
    let_in_asked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._attendance: UUID | None = None
        self._verdict: Verdict | None = None
        self.sign = QLabel()
        self.name = Elided(strong=True)
        self.detail = Elided()
        self.button = QPushButton()
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self._act)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self.detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 4, 4)
        row.setSpacing(8)
        row.addWidget(self.sign)
        row.addLayout(words, 1)
        row.addWidget(self.button)

    def show_row(self, row: AttendanceLine | TurnedAway) -> None:
        """Show who it was and what may be done about it."""
        if isinstance(row, TurnedAway):
            self._show_away(row)
        else:
            self._show_came(row)
        self.show()

    def _show_came(self, row: AttendanceLine) -> None:
        self._attendance, self._verdict = row.attendance_id, None
        walk_in = row.status is Status.WALK_IN
        self._sign("account-plus" if walk_in else "check-circle", "good")
        at = local(row.at).strftime("%H:%M") if row.at else ""
        told = [at, _("Walk-in") if walk_in else "", row.organisation]
        self._say(row.name, " · ".join(filter(None, told)))
        self._offer(_("Take back"), _("Take back the check-in of {name}").format(name=row.name))

    def _show_away(self, row: TurnedAway) -> None:
        verdict = row.verdict
        self._attendance, self._verdict = None, verdict
        look, word = look_of(verdict.kind), verdict_word(verdict)
        self._sign(look.icon, look.text)
        told = [local(row.at).strftime("%H:%M"), word if verdict.name else "", verdict.organisation]
        self._say(verdict.name or word, " · ".join(filter(None, told)))
        may_follow = verdict.kind in MAY_FOLLOW and verdict.worker_id is not None
        self._offer(_("Let in"), _("Let in {name} as a walk-in").format(name=verdict.name))
        self.button.setVisible(may_follow)

    def _sign(self, name: str, colour: str) -> None:
        self.sign.setPixmap(icon(name, colour).pixmap(icon_size(self, 20)))

    def _say(self, name: str, detail: str) -> None:
        self.name.setText(name)
        self.detail.setText(detail)

    def _offer(self, words: str, accessible: str) -> None:
        self.button.setText(words)
        self.button.setAccessibleName(accessible)
        self.button.show()

    def _act(self) -> None:
        if self._attendance is not None:
            self.back_asked.emit(self._attendance)
        elif self._verdict is not None:
            self.let_in_asked.emit(self._verdict)


class Elided(QLabel):
    """One line of words that ends in dots where there is no room; the tool tip has all of them."""

    def __init__(self, strong: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strong = strong
        if strong:
            font = self.font()
            font.setBold(True)
            self.setFont(font)

    def setText(self, words: str) -> None:  # noqa: N802 - Qt's name
        """Show these words."""
        super().setText(words)
        self.setToolTip(words)

    def minimumSizeHint(self) -> QSize:
        """Ask for the height only."""
        return QSize(40, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint as much as there is room for."""
        role = QPalette.ColorRole.WindowText if self._strong else QPalette.ColorRole.PlaceholderText
        painter = QPainter(self)
        painter.setPen(self.palette().color(role))
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)
