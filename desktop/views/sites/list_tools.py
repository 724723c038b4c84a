"""The buttons above the register: a new site, lists taken in and written."""

from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import site_export
from desktop.views.support.icons import icon
from desktop.views.support.notice import Notice
from desktop.views.support.theme import primary, roomy
from desktop.views.support.tools import Tools
from desktop.views.support.workbooks import as_xlsx, ask_where, ask_which

_FOLDER = "sites/folder"


class ListTools(QWidget):
    """Asks for files and writes workbooks; ``listed`` says which sites are listed."""

    said = Signal(object)  # Notice
    new_asked = Signal()
    file_chosen = Signal(object)  # Path of a list to be taken in

    def __init__(self, tools: Tools, listed: Callable[[], Sequence[UUID]]) -> None:
        super().__init__()
        self._tools = tools
        self._listed = listed
        self.new = QPushButton(icon("plus", "on_accent"), _("New site"))
        self.new.setToolTip(_("New site (Ctrl+N)"))
        primary(self.new)
        self.take_in = _button("import", _("Import…"), _("Take in a list of sites (Ctrl+O)"))
        self.export = _button("export", _("Export…"), _("Write the sites listed to a workbook"))
        self.template = _button("file-table-outline", _("Empty list…"), _("An empty list to fill in"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for button in (self.new, self.take_in, self.export, self.template):
            row.addWidget(button)
        row.addStretch(1)
        self.new.clicked.connect(self.new_asked)
        self.take_in.clicked.connect(self.choose_list)
        self.export.clicked.connect(self._choose_export)
        self.template.clicked.connect(self._choose_template)

    def choose_list(self) -> None:
        """Ask for the file of a list to be taken in."""
        folder = str(self._tools.memory.value(_FOLDER, ""))
        ask_which(self, _("Choose a list of sites"), self._chosen, folder)

    def follow(self) -> None:
        """Offer to write the list only where there is one."""
        self.export.setEnabled(bool(self._listed()))

    def save_template(self, file: str) -> None:
        """Write an empty list to that file."""
        path = as_xlsx(file)

        def work(_progress: Progress) -> str:
            site_export.template(path)
            return path.name

        self._tools.runner.read(work, done=self._template_saved)

    def save_export(self, file: str) -> None:
        """Write the sites listed to that file."""
        path, wanted, store = as_xlsx(file), list(self._listed()), self._tools.store

        def work(progress: Progress) -> tuple[int, str]:
            return store.read(site_export.export, path, wanted, progress), path.name

        self._tools.runner.read(work, done=self._export_saved, label=_("Writing the list"))

    def _chosen(self, file: str) -> None:
        self._tools.memory.setValue(_FOLDER, str(Path(file).parent))
        self.file_chosen.emit(Path(file))

    def _choose_template(self) -> None:
        ask_where(self, _("List of sites") + ".xlsx", self.save_template)

    def _choose_export(self) -> None:
        ask_where(self, _("Sites") + ".xlsx", self.save_export)

    def _template_saved(self, name: str) -> None:
        self.said.emit(Notice(_("{file} is ready to be filled in.").format(file=name)))

    def _export_saved(self, outcome: tuple[int, str]) -> None:
        count, name = outcome
        words = ngettext("{n} site written to {file}.", "{n} sites written to {file}.", count)
        self.said.emit(Notice(words.format(n=f"{count:,}", file=name)))


def _button(icon_name: str, words: str, tip: str) -> QPushButton:
    button = QPushButton(icon(icon_name), words)
    button.setToolTip(tip)
    button.setAccessibleDescription(tip)
    roomy(button)
    return button
