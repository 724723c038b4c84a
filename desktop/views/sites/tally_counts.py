"""Cells that hold daily figures: what is on file, what is being saved, and what is doubted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont

from desktop.core.i18n import _
from desktop.core.tallies import Count, NotACount, Oddness, oddness, whole_count
from desktop.services.tallies import odd_words
from desktop.views.support.theme import colours

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
CORNER = int(Qt.ItemDataRole.UserRole) + 1
"""The role of the small word in the corner of a cell."""


@dataclass(frozen=True)
class Slot:
    """What a cell stands for: a site's day, or one hour of it."""

    site: UUID
    day: date
    hour: int | None = None


class State(Enum):
    """How far something typed has come."""

    WRONG = "wrong"
    DOUBTED = "doubted"
    SAVING = "saving"
    SAVED = "saved"


@dataclass(frozen=True)
class Typed:
    """Something typed that the list does not show by itself yet; ``seen``: the last reading begun before."""

    text: str
    count: Count
    state: State
    sentence: str = ""
    seen: int = 0


class CountModel(QAbstractTableModel):
    """A table with cells for figures; a subclass says where they lie and what is on file.

    What is typed is checked at once. ``entered`` asks to save it; the answer comes by ``settle`` or
    ``refuse``. A figure far above the usual waits, doubted, until it is confirmed or typed anew.
    """

    entered = Signal(object, object, bool)  # Slot, Count, sure
    typed_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._typed: dict[Slot, Typed] = {}
        self._reading = 0

    def slot_at(self, index: Index) -> Slot | None:
        """Return what a cell stands for; None: it holds no figure."""
        raise NotImplementedError

    def index_of(self, slot: Slot) -> QModelIndex:
        """Return the cell of a slot."""
        raise NotImplementedError

    def kept(self, slot: Slot) -> Count:
        """Return the figure on file."""
        raise NotImplementedError

    def usual(self, slot: Slot) -> float | None:
        """Return the usual figure there, where it is known."""
        raise NotImplementedError

    def name(self, slot: Slot) -> str:
        """Return the name of the site."""
        raise NotImplementedError

    def may_edit(self, slot: Slot) -> bool:  # noqa: ARG002 - a subclass asks it
        """Say whether a figure may be typed there."""
        return True

    def count(self, slot: Slot) -> Count:
        """Return the figure as the person knows it: on file, or just typed and being saved."""
        typed = self._typed.get(slot)
        return typed.count if typed and typed.state in (State.SAVING, State.SAVED) else self.kept(slot)

    def typed(self, slot: Slot | None) -> Typed | None:
        """Return what was typed there and is not to be seen in the list yet."""
        return self._typed.get(slot) if slot else None

    def open_slots(self) -> list[Slot]:
        """Return the cells that hold something not saved."""
        waiting = (State.WRONG, State.DOUBTED)
        return [slot for slot, typed in self._typed.items() if typed.state in waiting]

    def overlaid(self) -> list[Slot]:
        """Return the cells whose figure was typed since the list was read."""
        newer = (State.SAVING, State.SAVED)
        return [slot for slot, typed in self._typed.items() if typed.state in newer]

    def begin_reading(self) -> int:
        """Count a reading of the list; its number comes back with what it found."""
        self._reading += 1
        return self._reading

    def forget_saved(self, reading: int) -> None:
        """Forget what a reading begun after the saving shows by itself."""
        for slot, typed in list(self._typed.items()):
            if typed.state is State.SAVED and typed.seen < reading:
                del self._typed[slot]

    def type_in(self, slot: Slot, text: str) -> None:
        """Take what was typed: save it, or say what is wrong with it."""
        try:
            count = whole_count(text)
        except NotACount as wrong:
            self._put(slot, Typed(text, None, State.WRONG, str(wrong)))
            return
        if slot not in self._typed and count == self.kept(slot):
            return
        if count is not None and count < 0:
            self._put(slot, Typed(text, None, State.WRONG, _("Fewer people than none cannot have come.")))
            return
        usual = self.usual(slot)
        if count is not None and count != self.kept(slot) and oddness(count, usual) is not Oddness.USUAL:
            words = odd_words(self.name(slot), count, usual)
            self._put(slot, Typed(text, count, State.DOUBTED, asked_again(words)))
            return
        self._save(slot, count, sure=False)

    def confirm(self, slot: Slot) -> bool:
        """Save a doubted figure all the same; say whether there was one."""
        typed = self._typed.get(slot)
        if typed is None or typed.state is not State.DOUBTED:
            return False
        self._save(slot, typed.count, sure=True)
        return True

    def put_back(self, slot: Slot) -> bool:
        """Forget what was typed there unsaved; say whether there was something."""
        typed = self._typed.get(slot)
        if typed is None or typed.state not in (State.WRONG, State.DOUBTED):
            return False
        del self._typed[slot]
        self._tell(slot)
        return True

    def settle(self, slot: Slot, count: Count) -> None:
        """The figure was saved."""
        typed = self._typed.get(slot)
        if typed is not None and typed.state is State.SAVING and typed.count == count:
            self._put(slot, replace(typed, state=State.SAVED, seen=self._reading))

    def refuse(self, slot: Slot, sentence: str, may_be_right: bool) -> None:
        """The figure was not saved, for this reason."""
        typed = self._typed.get(slot)
        if typed is not None and typed.state is State.SAVING:
            state = State.DOUBTED if may_be_right else State.WRONG
            self._put(slot, replace(typed, state=state, sentence=sentence))

    def drop_saving(self) -> None:
        """Forget what was being saved, since it failed; the list shows what is on file."""
        self._typed = {slot: typed for slot, typed in self._typed.items() if typed.state is not State.SAVING}

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells for figures can be edited."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        slot = self.slot_at(index)
        return flags | Qt.ItemFlag.ItemIsEditable if slot and self.may_edit(slot) else flags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what the editor holds."""
        slot = self.slot_at(index)
        if slot is None or role != Qt.ItemDataRole.EditRole:
            return False
        self.type_in(slot, str(value))
        return True

    def slot_text(self, slot: Slot) -> str:
        """Return what a cell shows."""
        typed = self._typed.get(slot)
        if typed and typed.state in (State.WRONG, State.DOUBTED):
            return typed.text
        count = self.count(slot)
        return "" if count is None else f"{count:,}"

    def slot_data(self, slot: Slot, role: int) -> object:
        """Return how a cell for a figure looks."""
        if role == Qt.ItemDataRole.EditRole:
            return self.slot_text(slot).replace(",", "")
        if role == Qt.ItemDataRole.DisplayRole:
            return self.slot_text(slot)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        typed = self._typed.get(slot)
        if typed is None:
            return None
        return _typed_data(typed, role)

    def _save(self, slot: Slot, count: Count, sure: bool) -> None:
        self._put(slot, Typed("" if count is None else str(count), count, State.SAVING))
        self.entered.emit(slot, count, sure)

    def _put(self, slot: Slot, typed: Typed) -> None:
        self._typed[slot] = typed
        self._tell(slot)

    def _tell(self, slot: Slot) -> None:
        index = self.index_of(slot)
        if index.isValid():
            last = self.index(index.row(), self.columnCount() - 1)
            self.dataChanged.emit(self.index(index.row(), 0), last)
        self.typed_changed.emit()


def asked_again(sentence: str) -> str:
    """Return a doubt with how to dispel it."""
    return " ".join((sentence, _("Press Enter again if it is right.")))


def same_places(before: Sequence[object], after: Sequence[object]) -> bool:
    """Say whether two lists stand for the same things in the same order."""
    return list(before) == list(after)


def _typed_data(typed: Typed, role: int) -> object:
    if role == Qt.ItemDataRole.ToolTipRole:
        return typed.sentence or None
    if role == Qt.ItemDataRole.FontRole and typed.state is State.SAVING:
        font = QFont()
        font.setItalic(True)
        return font
    tones = {State.WRONG: ("error", "error_ground"), State.DOUBTED: ("due", "due_ground")}
    tone = tones.get(typed.state)
    if tone is None:
        return None
    if role == Qt.ItemDataRole.ForegroundRole:
        return QColor(getattr(colours(), tone[0]))
    if role == Qt.ItemDataRole.BackgroundRole:
        return QColor(getattr(colours(), tone[1]))
    return None
