"""What is on file about one organisation, edited in place."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.errors import FieldError
from desktop.core.i18n import N_, _, ngettext
from desktop.core.progress import Progress
from desktop.services import organisations
from desktop.services.organisations import OrganisationEntry, OrganisationLine
from desktop.views.people.worker_fields import OrganisationField
from desktop.views.support.fields import LineField, TextField
from desktop.views.support.forms import Form
from desktop.views.support.notice import Notice
from desktop.views.support.pending import UnsavedBar
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import muted, roomy, titled
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing

_SAVED = N_("{name} saved.")


class OrganisationPanel(QWidget):
    """A form for a name, the organisation above, and who to ask there."""

    said = Signal(object)  # Notice
    saved = Signal(object)  # UUID
    removed = Signal()
    let_go = Signal()

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._line: OrganisationLine | None = None
        self._lines: Sequence[OrganisationLine] = ()
        self.undoing = Undoing(tools.store, tools.runner, self)
        self.undoing.said.connect(self.said)
        self.title = QLabel()
        self.title.setWordWrap(True)
        titled(self.title)
        self.detail = QLabel()
        self.detail.setWordWrap(True)
        muted(self.detail)
        self.unsaved = UnsavedBar()
        self.form = Form()
        self.name = self.form.add(LineField("name", _("Name"), required=True))
        self.above = self.form.add(OrganisationField("parent", _("Stands below"), may_be_new=False))
        self.code = self.form.add(LineField("code", _("Code")))
        self.contact = self.form.add(LineField("contact", _("Contact")))
        self.phone = self.form.add(LineField("phone", _("Phone")))
        self.remark = self.form.add(TextField("remark", _("Remark"), lines=2))
        self.form.save_asked.connect(self._save)
        self.unsaved.save.connect(self.form.save)
        self.unsaved.forget.connect(self._forget)
        self.remove_button = QPushButton(_("Remove this organisation"))
        self.remove_button.clicked.connect(self._remove)
        roomy(self.remove_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.title, self.detail, self.unsaved, self.form):
            column.addWidget(widget)
        foot = QHBoxLayout()
        foot.addWidget(self.remove_button)
        foot.addStretch(1)
        column.addLayout(foot)
        column.addStretch(1)

    def offer(self, lines: Sequence[OrganisationLine]) -> None:
        """Complete the organisation above from these; show anew the one shown, where nothing was typed."""
        self._lines = lines
        self.above.offer(lines)
        if self._line is not None and not self.form.is_dirty():
            shown = self._line.id
            fresh = next((line for line in lines if line.id == shown), None)
            if fresh is not None:
                self.show_line(fresh)

    def show_line(self, line: OrganisationLine) -> None:
        """Show an organisation on file."""
        self._line = line
        self.title.setText(line.name)
        count = line.workers_below
        words = ngettext("{n} worker in it and below", "{n} workers in it and below", count)
        self.detail.setText(words.format(n=f"{count:,}"))
        above = next((one for one in self._lines if one.id == line.parent_id), None)
        self._fill(line.name, above, line.code, line.contact, line.phone, line.remark)
        self.remove_button.show()

    def show_new(self, above: UUID | None) -> None:
        """Show an empty form for a new organisation below that one."""
        self._line = None
        self.title.setText(_("New organisation"))
        self.detail.setText("")
        self._fill("", next((one for one in self._lines if one.id == above), None), "", "", "", "")
        self.remove_button.hide()
        self.name.setFocus()

    def is_dirty(self) -> bool:
        """Say whether something was typed that is not saved."""
        return self.form.is_dirty()

    def ask_first(self) -> None:
        """Ask what is to become of what was typed."""
        self.unsaved.show()
        self.unsaved.save_button.setFocus()

    def _fill(
        self, name: str, above: OrganisationLine | None, code: str, contact: str, phone: str, remark: str
    ) -> None:
        self.unsaved.hide()
        self.name.set_value(name)
        self.above.show_name(above.id if above else None, above.name if above else "")
        self.code.set_value(code)
        self.contact.set_value(contact)
        self.phone.set_value(phone)
        self.remark.set_value(remark)
        self.form.settle()

    def _save(self) -> None:
        store, line = self._tools.store, self._line
        entry = OrganisationEntry(
            self.name.value(),
            self.code.value(),
            self.contact.value(),
            self.phone.value(),
            self.remark.value(),
        )
        value = self.above.value()
        above = value if isinstance(value, UUID) else None

        def work(_progress: Progress) -> tuple[OrganisationLine, str | None]:
            if line is None:
                made = store.do(organisations.add, entry, above)
            else:
                made = line
                if above != line.parent_id:
                    made = _moved(line.id)
                if entry != _entry(line):
                    made = store.do(organisations.edit, line.id, entry)
            return made, store.next_undo()

        def _moved(key: UUID) -> OrganisationLine:
            try:
                return store.do(organisations.move, key, above)
            except organisations.UnderItself as error:
                raise FieldError("parent", error.sentence, error.remedy) from error

        self.form.set_busy(True)
        self._tools.runner.run(work, done=self._saved, failed=self.form.refuse)

    def _saved(self, outcome: tuple[OrganisationLine, str | None]) -> None:
        line, label = outcome
        self.show_line(line)
        self.undoing.tell(_(_SAVED).format(name=line.name), label)
        self.saved.emit(line.id)
        self.let_go.emit()

    def _forget(self) -> None:
        self.form.put_back()
        self.unsaved.hide()
        self.let_go.emit()

    def _remove(self) -> None:
        store, line = self._tools.store, self._line
        if line is None:
            return

        def work(_progress: Progress) -> tuple[str, str | None]:
            store.do(organisations.remove, line.id)
            return line.name, store.next_undo()

        self._tools.runner.run(work, done=self._gone, failed=self._not_removed)

    def _gone(self, outcome: tuple[str, str | None]) -> None:
        name, label = outcome
        self.undoing.tell(_("{name} removed.").format(name=name), label)
        self.removed.emit()

    def _not_removed(self, failure: Failure) -> None:
        self.said.emit(Notice(failure.sentence, failure.remedy))


def _entry(line: OrganisationLine) -> OrganisationEntry:
    return OrganisationEntry(line.name, line.code, line.contact, line.phone, line.remark)
