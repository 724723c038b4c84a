"""Fields in which something is named, completed while one types."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from desktop.storage.pinyin import sounds
from desktop.views.support.fields import LineField, WordsField

OFFERED = 12  # names in sight at once
_FOUND_BY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Named:
    """Something that may be named: of two with one name, ``detail`` tells which."""

    id: UUID
    name: str
    detail: str = ""


@dataclass(frozen=True)
class Spelt:
    """Things with the words that tell each from all others, and what each is found by."""

    keys: Mapping[str, UUID]
    words: list[str]
    found_by: list[str]


def spell(things: Sequence[Named]) -> Spelt:
    """Return how each thing is written so that no two read alike; of many, off the main thread."""
    times = Counter(one.name for one in things)
    keys: dict[str, UUID] = {}
    for one in things:
        words = one.name if times[one.name] == 1 else f"{one.name} · {one.detail}"
        while words in keys:  # two that nothing tells apart
            words += " "
        keys[words] = one.id
    return Spelt(keys, list(keys), [_found_by(words) for words in keys])


class SuggestField(LineField):
    """A line of words for which those in use already are offered; others may be written."""

    def __init__(self, key: str, label: str, hint: str = "", required: bool = False) -> None:
        super().__init__(key, label, hint, required)
        self._offered = _Offered(self.line)

    def offer(self, words: Sequence[str]) -> None:
        """Offer these."""
        if list(words) != self._offered.stringList():
            self._offered.offer(list(words))


class NamedField(WordsField["UUID | None"]):
    """One of the things on file by its name, or nothing; ``unknown`` is said of a name nobody knows."""

    def __init__(self, key: str, label: str, unknown: str, hint: str = "", required: bool = False) -> None:
        super().__init__(key, label, hint, required)
        self._unknown = unknown
        self._spelt = spell(())
        self._offered = _Offered(self.line)

    def offer(self, things: Sequence[Named] | Spelt) -> None:
        """Complete from these, by pinyin too; thousands are better spelt beforehand, by what reads them."""
        self._spelt = things if isinstance(things, Spelt) else spell(things)
        self._offered.offer(self._spelt.words, self._spelt.found_by)

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


def _found_by(words: str) -> str:
    heard = (("".join(way), "".join(syllable[0] for syllable in way)) for way in sounds(words) if way)
    return "|".join((words, *(each for pair in heard for each in pair)))


class _Offered(QStringListModel):
    """The words a line is completed from, and what else each of them is found by."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._found_by: Sequence[str] = ()
        completer = _Completer(self, line)
        completer.setCompletionRole(_FOUND_BY)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(OFFERED)
        line.setCompleter(completer)

    def offer(self, words: list[str], found_by: Sequence[str] = ()) -> None:
        """Complete from these; without ``found_by`` by the words alone."""
        self._found_by = found_by or words
        self.setStringList(words)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the words, or what they are found by."""
        return self._found_by[index.row()] if role == _FOUND_BY else super().data(index, role)


class _Completer(QCompleter):
    """Writes the words, whatever they were found by."""

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:  # noqa: N802 - the name Qt calls
        """Return what the line is to hold."""
        return str(index.data(Qt.ItemDataRole.DisplayRole))
