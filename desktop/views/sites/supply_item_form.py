"""What is told of a kind of goods: its name, the unit it is counted in, whether it expires."""

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services.supplies import ItemEntry, ItemLine, add_item, change_item
from desktop.views.support.choice_fields import ChoiceField
from desktop.views.support.fields import LineField, TextField
from desktop.views.support.forms import Form
from desktop.views.support.tools import Tools


class SupplyItemForm(QWidget):
    """A form for a new kind of goods, or one on the list."""

    kept = Signal(object, object)  # ItemLine, (sentence, label of the undo)
    given_up = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._item: UUID | None = None
        self._new = False
        self.form = Form()
        self.name = self.form.add(LineField("name", _("Goods"), required=True))
        self.unit = self.form.add(LineField("unit", _("Counted in"), _("Bottle, box, set …"), required=True))
        self.expires = self.form.add(
            ChoiceField(
                "expires", _("Expiry"), [(False, _("Does not expire")), (True, _("Each batch expires"))]
            )
        )
        self.remark = self.form.add(TextField("remark", _("Remark"), lines=2))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 8, 0)
        column.addWidget(self.form)
        column.addStretch(1)
        self.form.save_asked.connect(self._save)
        self.form.back_button.clicked.connect(self._put_away)

    def show_new(self) -> None:
        """Begin a new kind of goods."""
        self._item, self._new = None, True
        self._fill("", "", False, "")
        self.form.back_button.setText(_("Not now"))
        self.form.back_button.setEnabled(True)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_item(self, line: ItemLine) -> None:
        """Show what is told of goods on the list; what is being typed about the same ones stays."""
        if line.id == self._item and self.form.is_dirty():
            return
        self._item, self._new = line.id, False
        self.form.back_button.setText(_("Put back"))
        self._fill(line.name, line.unit, line.expires, line.remark)

    def leave_new(self) -> None:
        """Write no new goods any more."""
        self._new = False

    def is_new(self) -> bool:
        """Say whether new goods are being written."""
        return self._new

    def is_dirty(self) -> bool:
        """Say whether something was typed that is not saved."""
        return self.form.is_dirty()

    def forget(self) -> None:
        """Put back what was typed."""
        self.form.put_back()

    def _fill(self, name: str, unit: str, expires: bool, remark: str) -> None:
        self.name.set_value(name)
        self.unit.set_value(unit)
        self.expires.set_value(expires)
        self.remark.set_value(remark)
        self.form.settle()

    def _put_away(self) -> None:
        if self._new:
            self._new = False
            self.given_up.emit()

    def _save(self) -> None:
        item, store = self._item, self._tools.store
        entry = ItemEntry(self.name.value(), self.unit.value(), self.expires.value(), self.remark.value())

        def work(_progress: Progress) -> tuple[ItemLine, str | None]:
            line = store.do(add_item, entry) if item is None else store.do(change_item, item, entry)
            return line, store.next_undo()

        self.form.set_busy(True)
        self._tools.runner.run(work, done=self._saved, failed=self.form.refuse)

    def _saved(self, outcome: tuple[ItemLine, str | None]) -> None:
        line, label = outcome
        words = _("{name} is on the list.") if self._new else _("{name} is saved.")
        self._item, self._new = line.id, False
        self._fill(line.name, line.unit, line.expires, line.remark)
        self.form.back_button.setText(_("Put back"))
        self.kept.emit(line, (words.format(name=line.name), label))
