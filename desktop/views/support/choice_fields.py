"""Fields in which one of several values is chosen, or a thing is ticked."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtWidgets import QCheckBox, QComboBox

from desktop.core.i18n import _
from desktop.views.support.fields import Field

V = TypeVar("V")


class ChoiceField(Field[V]):
    """One of several values, each with its words."""

    def __init__(self, key: str, label: str, choices: Sequence[tuple[V, str]], hint: str = "") -> None:
        self.box = QComboBox()
        self.box.setMaxVisibleItems(16)
        self.box.setMinimumWidth(160)
        super().__init__(key, label, self.box, hint)
        self._values: list[V] = []
        self.set_choices(choices)
        self.box.currentIndexChanged.connect(self._touched)

    def set_choices(self, choices: Sequence[tuple[V, str]]) -> None:
        """Offer other values; what is kept is shown again if it is among them."""
        self.box.blockSignals(True)
        self.box.clear()
        self._values = [value for value, _words in choices]
        self.box.addItems([words for _value, words in choices])
        if self._kept is not None and self._kept in self._values:
            self.box.setCurrentIndex(self._values.index(self._kept))
        self.box.blockSignals(False)
        self._kept_words = self.words()

    def words(self) -> str:
        """Return the words of the value shown."""
        return self.box.currentText()

    def value(self) -> V:
        """Return the value shown."""
        number = self.box.currentIndex()
        if number < 0:
            raise self._refuse(_("Please choose: {field}.").format(field=self.label))
        return self._values[number]

    def put_back(self) -> None:
        """Show the kept value again."""
        self.box.setCurrentText(self._kept_words)
        self.clear_error()

    def _show(self, value: V) -> None:
        self.box.setCurrentIndex(self._values.index(value) if value in self._values else -1)


class YesNoField(ChoiceField["bool | None"]):
    """Yes, no, or not known."""

    def __init__(self, key: str, label: str, hint: str = "") -> None:
        choices: list[tuple[bool | None, str]] = [(None, _("Not known")), (True, _("Yes")), (False, _("No"))]
        super().__init__(key, label, choices, hint)


class TickField(Field[bool]):
    """One thing that is so or not; the words stand beside the tick."""

    def __init__(self, key: str, label: str, words: str, hint: str = "") -> None:
        self.box = QCheckBox(words)
        super().__init__(key, label, self.box, hint)
        self.box.setAccessibleName(words)
        self.box.toggled.connect(self._touched)

    def words(self) -> str:
        """Return the state as a word."""
        return "yes" if self.box.isChecked() else ""

    def value(self) -> bool:
        """Return whether it is so."""
        return self.box.isChecked()

    def _show(self, value: bool) -> None:
        self.box.setChecked(value)

    def _show_nothing(self) -> None:
        self.box.setChecked(False)
