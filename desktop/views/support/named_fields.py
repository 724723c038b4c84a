"""Fields in which something is named, completed while one types."""

from collections import Counter
from collections.abc import Mapping, Sequence
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


@dataclass(frozen=True)
class Spelt:
    """Things with the words that tell each from all others."""

    keys: Mapping[str, UUID]
    words: list[str]


def spell(things: Sequence[Named]) -> Spelt:
    """Return how each thing is written so that no two read alike; of many, off the main thread."""
    times = Counter(one.name for one in things)
    keys: dict[str, UUID] = {}
    for one in things:
        words = one.name if times[one.name] == 1 else f"{one.name} · {one.detail}"
        while words in keys:  # two that nothing tells apart
            words += " "
        keys[words] = one.id
    return Spelt(keys, list(keys))


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
        self._spelt = spell(())
        self._offered = _completing(self.line)

    def offer(self, things: Sequence[Named] | Spelt) -> None:
        """Complete from these; thousands are better spelt beforehand, by what reads them."""
        self._spelt = things if isinstance(things, Spelt) else spell(things)
        self._offered.setStringList(self._spelt.words)

    def value(self) -> UUID | None:
        """Return the key of what is named."""
        words = self.words()
        self._demand(bool(words))
        if not words:
            return None
        if not self.is_dirty() and self._kept is not None:
            return self._kept
        found = self._spelt.keys.get(words)
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
        words = (words for words, key in self._spelt.keys.items() if key == value)
        self.line.setText(next(words, ""))


def _completing(line: QLineEdit) -> QStringListModel:
    offered = QStringListModel(line)
    completer = QCompleter(offered, line)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setMaxVisibleItems(OFFERED)
    line.setCompleter(completer)
    return offered
