"""Forms edited in place: nothing is saved until Enter or Save, Esc puts everything back."""

from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.errors import FieldError
from desktop.core.i18n import _
from desktop.views.support.fields import Field
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import primary, roomy, toned

AnyField = TypeVar("AnyField", bound=QWidget)


class Form(QWidget):
    """Labels left, fields right, words about a fault under the field at fault.

    A page keeps its fields by name::

        self.form = Form()
        self.name = self.form.add(LineField("name", _("Name"), required=True))
        self.form.save_asked.connect(self._save)     # every field has been understood by then
        self.name.set_value(worker.name)             # what is kept; marks the field clean

    and, in the task that saves, ``failed=self.form.refuse`` puts the sentence under its field.
    """

    save_asked = Signal()
    dirty_changed = Signal(bool)

    def __init__(self, save_label: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: list[Field[object]] = []
        self._dirty = False
        self._last: Field[object] | None = None  # the field the cursor was in last
        self._returning: tuple[Field[object], QWidget | None] | None = None  # whence, and where it fell to
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._rows = QFormLayout()
        self._rows.setHorizontalSpacing(16)
        self._rows.setVerticalSpacing(8)
        self._rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._rows.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        column.addLayout(self._rows)
        self.fault = QLabel()
        self.fault.setWordWrap(True)
        self.fault.hide()
        toned(self.fault, "error")
        column.addWidget(self.fault)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.save_button = QPushButton(save_label or _("Save"))
        self.save_button.clicked.connect(self.save)
        self.back_button = QPushButton(_("Put back"))
        self.back_button.setToolTip(_("Forget what was typed since the last save (Esc)"))
        self.back_button.clicked.connect(self.put_back)
        primary(self.save_button)
        roomy(self.back_button)
        foot.addStretch(1)
        foot.addWidget(self.back_button)
        foot.addWidget(self.save_button)
        column.addLayout(foot)
        column.addStretch(1)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.save)
        self._follow()

    def add(self, field: "AnyField") -> "AnyField":
        """Put a field at the end of the form and return it."""
        if not isinstance(field, Field):
            raise TypeError(f"a form is made of fields, not {type(field).__name__}")
        label = QLabel(field.label + (" *" if field.required else ""))
        label.setBuddy(field.editor)
        label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        label.setContentsMargins(0, 7, 0, 0)
        self._rows.addRow(label, field)
        self._fields.append(field)
        field.edited.connect(self._follow)
        field.save_asked.connect(self.save)
        field.editor.installEventFilter(self)
        return field

    def add_heading(self, words: str) -> QLabel:
        """Put a heading between the fields and return it."""
        label = QLabel(words)
        font = label.font()
        font.setBold(True)
        label.setFont(font)
        self._rows.addRow(label)
        return label

    def show_field(self, field: QWidget, shown: bool) -> None:
        """Show a field with its label, or leave both out."""
        self._rows.setRowVisible(field, shown)

    def is_dirty(self) -> bool:
        """Say whether something was typed that is not saved."""
        return any(field.is_dirty() for field in self._fields)

    def check(self) -> bool:
        """Say whether every field can be understood; show what cannot, and go to the first of them."""
        self.clear_errors()
        first: Field[object] | None = None
        for field in self._fields:
            try:
                field.value()
            except FieldError as error:
                field.show_error(str(error))
                first = first or field
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        return first is None

    def save(self) -> None:
        """Ask the page to save, if every field can be understood."""
        if self.save_button.isEnabled() and self.check():
            self.save_asked.emit()

    def put_back(self) -> None:
        """Show what is kept again; forget what was typed."""
        here = self._focused()
        for field in self._fields:
            field.put_back()
        self.clear_errors()
        self._follow()
        if here is not None and not self.back_button.isEnabled():
            here.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, failure: Failure) -> None:
        """Show why it was not saved: under the field at fault, or at the foot of the form."""
        self.set_busy(False)
        words = f"{failure.sentence} {failure.remedy}".strip()
        for field in self._fields:
            if field.key == failure.field:
                field.show_error(words)
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.fault.setText(words)
        self.fault.show()

    def clear_errors(self) -> None:
        """Take all words about faults away."""
        for field in self._fields:
            field.clear_error()
        self.fault.hide()

    def set_busy(self, busy: bool) -> None:
        """Let nothing be changed while it is being saved; the cursor comes back to where it was."""
        here = self._focused() if busy else None
        for field in self._fields:
            field.setEnabled(not busy)
        self._follow()
        if busy:
            self.save_button.setEnabled(False)
            self.back_button.setEnabled(False)
            self._returning = (here, self.window().focusWidget()) if here is not None else None
        else:
            self._return()

    def settle(self) -> None:
        """Look again at whether anything is unsaved (after the page set the values)."""
        self.clear_errors()
        self.set_busy(False)

    def showEvent(self, event: QShowEvent) -> None:
        """Let Tab come to the buttons last: they were made before the fields."""
        super().showEvent(event)
        if self._fields:
            self.setTabOrder(self._fields[-1].editor, self.back_button)
            self.setTabOrder(self.back_button, self.save_button)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Esc puts back what was typed."""
        if event.type() is QEvent.Type.FocusIn:
            self._last = next((field for field in self._fields if field.editor is watched), None)
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
            and self.is_dirty()
        ):
            self.put_back()
            return True
        return super().eventFilter(watched, event)

    def _focused(self) -> Field[object] | None:
        """Return the field the cursor is in; for Save and Put back the one it was in last."""
        focused = self.window().focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            return None
        if focused in (self.save_button, self.back_button):
            return self._last if self._last is not None else next(iter(self._fields), None)
        return next((field for field in self._fields if field.isAncestorOf(focused)), None)

    def _return(self) -> None:
        """Put the cursor back, unless the person has put it somewhere else meanwhile."""
        returning, self._returning = self._returning, None
        if returning is not None and self.window().focusWidget() is returning[1]:
            returning[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self) -> None:
        dirty = self.is_dirty()
        self.save_button.setEnabled(dirty)
        self.back_button.setEnabled(dirty)
        if dirty != self._dirty:
            self._dirty = dirty
            self.dirty_changed.emit(dirty)
