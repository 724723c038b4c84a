"""The fields only workers have: identity number and organisation."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QPushButton, QVBoxLayout

from desktop.core.i18n import _
from desktop.services.organisations import OrganisationLine, name_key
from desktop.views.support.fields import LineField, WordsField
from desktop.views.support.theme import roomy

HIDDEN = "*"


class IdentityField(WordsField["str | None"]):
    """The identity number, masked. ``value`` is ``None`` where it was left as it is, ``""`` if taken away."""

    show_asked = Signal(str)  # the reason

    def __init__(self, key: str, label: str) -> None:
        super().__init__(key, label)
        self.show_button = QPushButton(_("Show"))
        self.show_button.setToolTip(_("Show the whole number; the reason is kept in the log"))
        self.show_button.setCheckable(True)
        self.show_button.toggled.connect(self._ask_reason)
        roomy(self.show_button)
        self.reason = LineField("reason", _("What it is needed for"))
        self.reason.line.setPlaceholderText(_("What it is needed for (kept in the log)"))
        self.reason.save_asked.connect(self._ask)
        self.reason_button = QPushButton(_("Show"))
        self.reason_button.clicked.connect(self._ask)
        roomy(self.reason_button)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.removeWidget(self.line)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self.show_button)
        column.insertLayout(0, row)
        ask = QHBoxLayout()
        ask.setSpacing(8)
        ask.addWidget(self.reason, 1)
        ask.addWidget(self.reason_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(ask)
        self._hide_reason()

    def value(self) -> str | None:
        """Return what was typed, or ``None`` where the number on file stays."""
        if not self.is_dirty():
            return None
        if HIDDEN in self.words():
            raise self._refuse(_("Write the whole identity number, or put it back with Esc."))
        return self.words()

    def show_whole(self, number: str) -> None:
        """Show the number found for a reason, without taking it for something typed."""
        self._hide_reason()
        self.note.setText(number)
        self.note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.note.show()
        self.show_button.hide()

    def refuse_reason(self, sentence: str) -> None:
        """Say why the number is not shown."""
        self.reason.show_error(sentence)

    def _show(self, value: str | None) -> None:
        self.line.setText(value or "")
        self.line.setPlaceholderText("" if value else _("18 places, as on the card"))
        self.note.clear()
        self.note.hide()
        self._hide_reason()
        self.show_button.setVisible(bool(value))

    def _hide_reason(self) -> None:
        self.show_button.setChecked(False)
        self.reason.set_value("")
        self.reason.hide()
        self.reason_button.hide()

    def _ask_reason(self, wanted: bool) -> None:
        self.reason.setVisible(wanted)
        self.reason_button.setVisible(wanted)
        if wanted:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        self.show_asked.emit(self.reason.words())


class OrganisationField(WordsField["UUID | str | None"]):
    """An organisation by its name, completed while one types.

    ``value`` is its key, or the name as written where none is known by it (``None`` where nothing is).
    """

    def __init__(self, key: str, label: str, may_be_new: bool = True) -> None:
        super().__init__(key, label)
        self._may_be_new = may_be_new
        self._keys: dict[str, UUID] = {}
        self._lines: Sequence[OrganisationLine] = ()
        self._by_name: dict[str, UUID] | None = None  # made when a name is first looked up
        self._paths: dict[UUID, str] = {}
        self._offered = QStringListModel(self)
        completer = QCompleter(self._offered, self.line)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(10)
        self.line.setCompleter(completer)
        self.line.textChanged.connect(self._explain)

    def offer(self, lines: Sequence[OrganisationLine]) -> None:
        """Complete from these organisations; of two with one name both are offered with their paths."""
        twice: set[str] = set()
        seen: set[str] = set()
        for line in lines:
            (twice if line.name in seen else seen).add(line.name)
        self._keys = {line.path if line.name in twice else line.name: line.id for line in lines}
        self._lines, self._by_name = lines, None
        self._paths = {line.id: line.path for line in lines}
        self._offered.setStringList(list(self._keys))
        self._explain()

    def value(self) -> UUID | str | None:
        """Return the organisation meant."""
        words = self.words()
        self._demand(bool(words))
        if not words:
            return None
        if not self.is_dirty() and self._kept is not None:
            return self._kept
        found = self._found(words)
        if found is None and not self._may_be_new:
            raise self._refuse(_("No organisation has that name. Choose one that is offered."))
        return found or words

    def show_name(self, key: UUID | None, name: str) -> None:
        """Keep and show an organisation by key and name."""
        self._kept = key
        self.line.setText(name)
        self._kept_words = self.words()
        self.clear_error()
        self._explain()

    def _found(self, words: str) -> UUID | None:
        if not words or words in self._keys:
            return self._keys.get(words)
        if self._by_name is None:
            self._by_name = {name_key(line.name): line.id for line in reversed(self._lines)}
        return self._by_name.get(name_key(words))

    def _show(self, value: UUID | str | None) -> None:
        self.line.setText(self._paths.get(value, "") if isinstance(value, UUID) else value or "")

    def put_back(self) -> None:
        """Show the kept organisation again."""
        self.line.setText(self._kept_words)
        self.clear_error()

    def _explain(self) -> None:
        words, note = self.words(), ""
        if words and self.is_dirty():
            found = self._found(words)
            note = self._paths[found] if found else _("A new organisation of this name is made.")
            if not found and not self._may_be_new:
                note = ""
        elif isinstance(self._kept, UUID):
            path = self._paths.get(self._kept, "")
            note = path if path != words else ""
        self.note.setText(note)
        self.note.setVisible(bool(note))
