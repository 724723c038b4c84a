"""The address of a database several offices share; it is tried before it is kept."""

from dataclasses import replace

from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services.shared import FIELD, try_address
from desktop.views.support.fields import LineField
from desktop.views.support.forms import Form
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import muted
from desktop.views.support.tools import Tools


class DatabasePanel(QWidget):
    """Empty, the program keeps its own file; saving tries the address first."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._address = ""
        self.form = Form(_("Test and use"))
        self.address = self.form.add(
            LineField(
                FIELD,
                _("Address"),
                _("postgresql://user:password@server/database; empty: the file on this computer."),
            )
        )
        self.address.line.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
        self.form.save_asked.connect(self._try_and_keep)
        self.answer = QLabel()
        self.answer.setWordWrap(True)
        self._lay_out()
        self.address.set_value(tools.settings.database)
        self.form.settle()

    def is_dirty(self) -> bool:
        """Say whether an address was typed that is not in use."""
        return self.form.is_dirty()

    def _try_and_keep(self) -> None:
        address = self.address.words()
        self.form.clear_errors()
        self.answer.clear()
        if not address:
            self._use("")
            return
        self._address = address
        self.form.set_busy(True)

        def work(_progress: Progress) -> str:
            return try_address(address)

        runner = self._tools.runner
        runner.read(work, done=self._answered, failed=self._refused, label=_("Testing the connection"))

    def _answered(self, sentence: str) -> None:
        self.form.set_busy(False)
        self.answer.setText(sentence)
        self._use(self._address)

    def _refused(self, failure: Failure) -> None:
        self.form.refuse(failure)

    def _use(self, address: str) -> None:
        self.address.set_value(address)
        self.form.settle()
        self._tools.choose(replace(self._tools.settings, database=address))

    def _lay_out(self) -> None:
        store = self._tools.store
        here = _("the file {path} on this computer").format(path=store.path)
        now = QLabel(_("In use now: {where}").format(where=store.where if store.path is None else here))
        now.setWordWrap(True)
        note = QLabel(
            _("Offices that share one PostgreSQL server see each other's work at once. Ask whoever runs it.")
        )
        note.setWordWrap(True)
        muted(note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (now, note, self.form, self.answer):
            column.addWidget(part)
        column.addStretch(1)
