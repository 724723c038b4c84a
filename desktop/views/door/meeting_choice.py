"""The choice of the meeting at whose door one stands."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from desktop.core.i18n import _
from desktop.services.clock import local
from desktop.services.door_board import MeetingLine
from desktop.views.support.theme import roomy
from desktop.views.support.times import day_words

_REMEMBERED = "door/meeting"


class MeetingChoice(QComboBox):
    """Today's meetings first; the one chosen is remembered while it is on."""

    chosen = Signal(object)  # UUID

    def __init__(self, memory: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._memory = memory
        self._lines: Sequence[MeetingLine] = ()
        self.meeting: UUID | None = None
        self.setAccessibleName(_("Meeting"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(16)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        roomy(self)
        self.activated.connect(self._activated)

    def wanted(self) -> UUID | None:
        """Return the meeting that stays chosen, or was chosen last time."""
        if self.meeting is not None:
            return self.meeting
        try:
            return UUID(str(self._memory.value(_REMEMBERED, "")))
        except ValueError:
            return None

    def choose(self, meeting_id: UUID) -> None:
        """Stand at the door of this meeting, and remember it."""
        self.meeting = meeting_id
        self._memory.setValue(_REMEMBERED, meeting_id.hex)
        self._mark()
        self.chosen.emit(meeting_id)

    def show_meetings(self, lines: Sequence[MeetingLine], now: datetime) -> None:
        """Offer these; without a choice yet, or where it is gone, choose the likeliest."""
        self._lines = lines
        self.clear()
        for line in lines:
            self.addItem(f"{_when(line, now)}  {line.title}")
            self.setItemData(self.count() - 1, line.place, Qt.ItemDataRole.ToolTipRole)
        known = {line.id for line in lines}
        if self.meeting in known:
            self._mark()
        elif likely := _likeliest(lines, self.wanted(), now):
            self.choose(likely)
        else:
            self.meeting = None

    def current_line(self) -> MeetingLine | None:
        """Return the meeting chosen."""
        return next((line for line in self._lines if line.id == self.meeting), None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel does not change the meeting by accident."""
        event.ignore()

    def _activated(self, number: int) -> None:
        if self._lines[number].id != self.meeting:
            self.choose(self._lines[number].id)

    def _mark(self) -> None:
        for number, line in enumerate(self._lines):
            if line.id == self.meeting:
                self.setCurrentIndex(number)


def _likeliest(lines: Sequence[MeetingLine], remembered: UUID | None, now: datetime) -> UUID | None:
    """Return the remembered meeting if it is today or none is, otherwise today's nearest in time."""
    today = [line for line in lines if line.is_on(now)]
    if not today:
        known = next((line.id for line in lines if line.id == remembered), None)
        return known or (lines[0].id if lines else None)
    if any(line.id == remembered for line in today):
        return remembered
    return min(today, key=lambda line: abs((line.starts_at - now).total_seconds())).id


def _when(line: MeetingLine, now: datetime) -> str:
    starts = local(line.starts_at)
    near = {0: _("Today"), 1: _("Tomorrow"), -1: _("Yesterday")}.get(line.day_from(now))
    return f"{near or day_words(starts.date())} {starts:%H:%M}"
