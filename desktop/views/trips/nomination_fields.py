"""Fields of a nomination that no other form has: priority categories, and batches in order."""

import re
import unicodedata
from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from desktop.core.i18n import _
from desktop.views.support.fields import Field, WordsField

_ABREAST = 2
_ROOM = 4


class CategoriesField(Field[tuple[str, ...]]):
    """Any number of the programme's categories, each a tick."""

    def __init__(self, key: str, label: str) -> None:
        self._inside = QWidget()
        self._grid = QGridLayout(self._inside)
        self._grid.setContentsMargins(0, _ROOM, 0, _ROOM)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(_ROOM)
        self._ticks: dict[str, QCheckBox] = {}
        super().__init__(key, label, self._inside)

    def offer(self, categories: Sequence[tuple[str, str]]) -> None:
        """Offer these: their keys and names."""
        if [(key, tick.text()) for key, tick in self._ticks.items()] == list(categories):
            return
        for tick in self._ticks.values():
            self._grid.removeWidget(tick)
            tick.deleteLater()
        self._ticks = {}
        for number, (key, name) in enumerate(categories):
            tick = QCheckBox(name)
            tick.toggled.connect(self._touched)
            self._ticks[key] = tick
            self._grid.addWidget(tick, number // _ABREAST, number % _ABREAST)
        first = next(iter(self._ticks.values()), None)
        if first is not None:
            self._inside.setFocusProxy(first)

    def ticks(self) -> Sequence[QCheckBox]:
        """Return what is ticked, in the order of the programme."""
        return tuple(self._ticks.values())

    def words(self) -> str:
        """Return the keys of what is ticked."""
        return ",".join(self.value())

    def value(self) -> tuple[str, ...]:
        """Return the keys of what is ticked."""
        return tuple(key for key, tick in self._ticks.items() if tick.isChecked())

    def _show(self, value: tuple[str, ...]) -> None:
        for key, tick in self._ticks.items():
            tick.setChecked(key in value)

    def _show_nothing(self) -> None:
        self._show(())


class PreferencesField(WordsField[tuple[int, ...]]):
    """Numbers of batches, the best first: ``2, 1``."""

    def value(self) -> tuple[int, ...]:
        """Return the numbers in their order."""
        plain = unicodedata.normalize("NFKC", self.words())
        if re.search(r"[^\d\s,、;/]", plain):
            raise self._refuse(_("Write the numbers of batches, the best first: 2, 1."))
        return tuple(dict.fromkeys(int(found) for found in re.findall(r"\d+", plain)))

    def _show(self, value: tuple[int, ...]) -> None:
        self.line.setText(_(", ").join(map(str, value)))
