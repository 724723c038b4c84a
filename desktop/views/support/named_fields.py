"""Fields in which something is named, completed while one types."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from desktop.views.support.fields import LineField, WordsField

OFFERED = 12  # names in sight at once


@dataclass(frozen=True)
class Named:
    """Something that may be named: of two with one name, ``detail`` tells which."""

    id: UUID
    name: str
    detail: str = ""


class SuggestField(LineField):
    """A line of words for which those in use already are offered; others may be written."""

    def __init__(self, key: str, label: str, hint: str = "", required: bool = False) -> None:
        super().__init__(key, label, hint, required)
        self._offered = _completing(self.line)

    def offer(self, words: Sequence[str]) -> None:
        """Offer these."""
        if list(words) != self._offered.stringList():
            self._offered.setStringList(list(words))


class NamedField(WordsField["UUID | None"]):
    """One of the things on file by its name, or nothing; ``unknown`` is said of a name nobody knows."""

    def __init__(self, key: str, label: str, unknown: str, hint: str = "", required: bool = False) -> None:
        super().__init__(key, label, hint, required)
        self._unknown = unknown
        self._keys: dict[str, UUID] = {}
        self._spelt: dict[UUID, str] = {}
        self._offered = _completing(self.line)

    def offer(self, things: Sequence[Named]) -> None:
        """Complete from these."""
        seen: set[str] = set()
        twice: set[str] = set()
        for one in things:
            (twice if one.name in seen else seen).add(one.name)
        self._keys, self._spelt = {}, {}
        for one in things:
            words = one.name if one.name not in twice else f"{one.name} · {one.detail}"
            while words in self._keys:  # two that nothing tells apart
                words += " "
            self._keys[words] = one.id
            self._spelt[one.id] = words
        self._offered.setStringList(list(self._keys))

    def value(self) -> UUID | None:
        """Return the key of what is named."""
        words = self.words()
        self._demand(bool(words))
        if not words:
            return None
        if not self.is_dirty() and self._kept is not None:
            return self._kept
        found = self._keys.get(words)
        if found is None:
            raise self._refuse(self._unknown)
        return found

    def show_named(self, key: UUID | None, name: str) -> None:
        """Keep and show a thing by key and name."""
        self._kept = key
        self.line.setText(name)
        self._kept_words = self.words()
        self.clear_error()

    def put_back(self) -> None:
        """Show the kept thing again."""
        self.line.setText(self._kept_words)
        self.clear_error()

    def _show(self, value: UUID | None) -> None:
        self.line.setText(self._spelt.get(value, "") if value is not None else "")


def _completing(line: QLineEdit) -> QStringListModel:
    offered = QStringListModel(line)
    completer = QCompleter(offered, line)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setMaxVisibleItems(OFFERED)
    line.setCompleter(completer)
    return offered
