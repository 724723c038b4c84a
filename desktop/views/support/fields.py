"""The fields of a form: each shows a kept value, lets it be edited, and says what is wrong with it."""

from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.core.errors import FieldError
from desktop.core.i18n import _
from desktop.views.support.theme import muted, roomy, toned

V = TypeVar("V")


class Field(QWidget, Generic[V]):
    """One field. ``set_value`` sets what is kept and shown; ``value`` reads what is shown.

    ``value`` raises :class:`FieldError` (with this field's ``key``) where the words cannot be understood.
    """

    edited = Signal()
    save_asked = Signal()

    def __init__(self, key: str, label: str, editor: QWidget, hint: str = "", required: bool = False) -> None:
        super().__init__()
        self.key = key
        self.label = label
        self.editor = editor
        self.required = required
        self._kept: V | None = None
        self._kept_words = ""
        editor.setAccessibleName(label)
        self.setFocusProxy(editor)
        self.error = QLabel()
        self.error.setWordWrap(True)
        self.error.hide()
        toned(self.error, "error")
        self.note = QLabel(hint)
        self.note.setWordWrap(True)
        muted(self.note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(editor)
        column.addWidget(self.note)
        column.addWidget(self.error)
        self.note.setVisible(bool(hint))  # only now: shown before it has a parent, it is a window of its own
        editor.installEventFilter(self)
        roomy(editor)

    def value(self) -> V:
        """Return what is shown, understood."""
        raise NotImplementedError

    def set_value(self, value: V) -> None:
        """Keep and show a value; what was being typed is forgotten."""
        self._kept = value
        self._show(value)
        self._kept_words = self.words()
        self.clear_error()

    def words(self) -> str:
        """Return what is shown, as it stands."""
        raise NotImplementedError

    def is_dirty(self) -> bool:
        """Say whether something was typed that is not kept yet."""
        return self.words() != self._kept_words

    def put_back(self) -> None:
        """Show the kept value again."""
        if self.is_dirty() and self._kept is not None:
            self._show(self._kept)
        elif self.is_dirty():
            self._show_nothing()
        self.clear_error()

    def show_error(self, sentence: str) -> None:
        """Say under the field what is wrong with it."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
        self.editor.setAccessibleDescription(sentence)

    def clear_error(self) -> None:
        """Take the words under the field away."""
        self.show_error("")

    def set_read_only(self, read_only: bool) -> None:
        """Let the field be read only, or edited again."""
        self.editor.setEnabled(not read_only)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Enter asks to save; the wheel does not change a value by accident."""
        if event.type() is QEvent.Type.Wheel and watched is self.editor and not self.editor.hasFocus():
            event.ignore()
            return True
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._saves(event):
            self.save_asked.emit()
            return True
        return super().eventFilter(watched, event)

    def _saves(self, event: QKeyEvent) -> bool:
        return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & (
            Qt.KeyboardModifier.ShiftModifier
        )

    def _show(self, value: V) -> None:
        raise NotImplementedError

    def _show_nothing(self) -> None:
        """Show that nothing is kept."""

    def _touched(self) -> None:
        self.clear_error()
        self.edited.emit()

    def _refuse(self, sentence: str) -> FieldError:
        return FieldError(self.key, sentence)

    def _demand(self, filled: bool) -> None:
        if self.required and not filled:
            raise self._refuse(_("Please fill in: {field}.").format(field=self.label))


class WordsField(Field[V]):
    """A field of one line whose words are understood by a subclass."""

    def __init__(self, key: str, label: str, hint: str = "", required: bool = False) -> None:
        self.line = QLineEdit()
        super().__init__(key, label, self.line, hint, required)
        self.line.textChanged.connect(self._touched)

    def words(self) -> str:
        """Return the line as it stands."""
        return self.line.text().strip()

    def set_read_only(self, read_only: bool) -> None:
        """Let the line be read and copied only, or edited again."""
        self.line.setReadOnly(read_only)

    def _show_nothing(self) -> None:
        self.line.clear()


class LineField(WordsField[str]):
    """One line of words."""

    def value(self) -> str:
        """Return the words without blanks around them."""
        self._demand(bool(self.words()))
        return self.words()

    def _show(self, value: str) -> None:
        self.line.setText(value)


class NumberField(WordsField["int | None"]):
    """A whole number within bounds, or nothing."""

    def __init__(
        self,
        key: str,
        label: str,
        hint: str = "",
        required: bool = False,
        least: int = 0,
        most: int = 10_000_000,
    ) -> None:
        super().__init__(key, label, hint, required)
        self._least = least
        self._most = most

    def value(self) -> int | None:
        """Return the number; full-width digits and thousands separators are understood."""
        words = self.words().replace(",", "").replace("，", "").replace(" ", "")
        self._demand(bool(words))
        if not words:
            return None
        try:
            number = int(words)
        except ValueError:
            raise self._refuse(_("Please write a whole number, for example 30.")) from None
        if not self._least <= number <= self._most:
            sentence = _("Please write a number from {least} to {most}.")
            raise self._refuse(sentence.format(least=f"{self._least:,}", most=f"{self._most:,}"))
        return number

    def _show(self, value: int | None) -> None:
        self.line.setText("" if value is None else str(value))


class TextField(Field[str]):
    """Several lines of words. Enter makes a new line; Ctrl+Enter saves."""

    def __init__(self, key: str, label: str, hint: str = "", required: bool = False, lines: int = 3) -> None:
        self.text = QPlainTextEdit()
        super().__init__(key, label, self.text, hint, required)
        self.text.setTabChangesFocus(True)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * lines + 16)
        self.text.textChanged.connect(self._touched)

    def words(self) -> str:
        """Return the words as they stand."""
        return self.text.toPlainText().strip()

    def value(self) -> str:
        """Return the words without blanks around them."""
        self._demand(bool(self.words()))
        return self.words()

    def set_read_only(self, read_only: bool) -> None:
        """Let the words be read and copied only, or edited again."""
        self.text.setReadOnly(read_only)

    def _saves(self, event: QKeyEvent) -> bool:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        return control and super()._saves(event)

    def _show(self, value: str) -> None:
        self.text.setPlainText(value)

    def _show_nothing(self) -> None:
        self.text.clear()
