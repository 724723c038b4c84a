"""The buttons above the organisations: add, take in, fill in, print, write as workbooks."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from desktop.core.i18n import _
from desktop.services.trip_proof import proof
from desktop.services.trip_proof_papers import write_proof
from desktop.services.trip_quota_export import write_claims, write_forecast
from desktop.services.trip_quota_papers import write_quota_table
from desktop.services.trip_what_if import Forecast
from desktop.views.support.icons import icon
from desktop.views.support.theme import primary, roomy
from desktop.views.support.tools import Tools
from desktop.views.support.workbook_writer import WorkbookWriter
from desktop.views.support.workbooks import ask_where


class QuotaTools(QWidget):
    """Asks for files and writes workbooks; what else is asked for is told."""

    said = Signal(object)  # Notice
    add_asked = Signal()
    import_asked = Signal()
    register_asked = Signal()
    last_year_asked = Signal()
    print_asked = Signal()
    proof_asked = Signal()
    listed_asked = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self.workbook = WorkbookWriter(tools.runner, self)
        self.workbook.said.connect(self.said)
        self._tools = tools
        self._programme: UUID | None = None
        self._title = ""
        self.add = QPushButton(icon("plus", "on_accent"), _("Add organisation"))
        primary(self.add)
        self.take_in = QPushButton(icon("file-import-outline"), _("Import…"))
        self.take_in.setToolTip(_("Take in the table of organisations with their members"))
        self.fill = QPushButton(icon("playlist-plus"), _("Fill in"))
        menu = QMenu(self.fill)
        self.register = menu.addAction(_("Count the workers on file…"))
        self.last_year = menu.addAction(_("Carry fractions over from last year…"))
        self.fill.setMenu(menu)
        self.paper = QPushButton(icon("printer"), _("Print"))
        menu = QMenu(self.paper)
        self.print_table = menu.addAction(_("Quota table…"))
        self.print_proof = menu.addAction(_("Proof sheet…"))
        self.paper.setMenu(menu)
        self.export = QPushButton(icon("file-export-outline"), _("Export"))
        menu = QMenu(self.export)
        self.export_claims = menu.addAction(_("What the organisations bring…"))
        self.export_table = menu.addAction(_("Quota table…"))
        self.export_listed = menu.addAction(_("What is listed here…"))
        self.export_proof = menu.addAction(_("Proof sheet…"))
        self.export.setMenu(menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for button in (self.add, self.take_in, self.fill, self.paper, self.export):
            roomy(button)
            row.addWidget(button)
        row.addStretch(1)
        self.add.clicked.connect(self.add_asked)
        self.take_in.clicked.connect(self.import_asked)
        self.register.triggered.connect(self.register_asked)
        self.last_year.triggered.connect(self.last_year_asked)
        self.print_table.triggered.connect(self.print_asked)
        self.print_proof.triggered.connect(self.proof_asked)
        self.export_claims.triggered.connect(self._ask_claims)
        self.export_table.triggered.connect(self._ask_table)
        self.export_listed.triggered.connect(self.listed_asked)
        self.export_proof.triggered.connect(self._ask_proof)

    def follow(self, programme: UUID | None, title: str, is_open: bool, is_settled: bool) -> None:
        """Offer what can be done with a programme."""
        self._programme, self._title = programme, title
        for part in (self.add, self.fill):
            part.setEnabled(programme is not None and is_open)
        self.take_in.setEnabled(programme is None or is_open)
        self.paper.setEnabled(is_settled)
        self.export.setEnabled(programme is not None)
        self.export_table.setEnabled(is_settled)
        self.export_proof.setEnabled(is_settled)

    def save_claims(self, file: str) -> None:
        """Write what the organisations bring to that file."""
        self._save(file, write_claims)

    def save_table(self, file: str) -> None:
        """Write the quota table to that file."""
        self._save(file, write_quota_table)

    def save_proof(self, file: str) -> None:
        """Write the proof of the allocation to that file."""
        store, programme = self._tools.store, self._programme
        if programme is not None:
            self.workbook.write(
                file, lambda path, progress: write_proof(store.read(proof, programme), path, progress)
            )

    def save_listed(self, file: str, told: Forecast, organisations: Sequence[UUID]) -> None:
        """Write what settings would come to, as it is listed, to that file."""
        self.workbook.write(file, lambda path, _progress: write_forecast(told, organisations, path))

    def _save(self, file: str, write: Callable[..., int]) -> None:
        store, programme = self._tools.store, self._programme
        if programme is not None:
            self.workbook.write(file, lambda path, _progress: store.read(write, programme, path))

    def _ask_claims(self) -> None:
        ask_where(self, f"{_('Plan table')} {self._title}.xlsx", self.save_claims)

    def _ask_table(self) -> None:
        ask_where(self, _("Quota table of {title}").format(title=self._title) + ".xlsx", self.save_table)

    def _ask_proof(self) -> None:
        name = _("Proof of the quotas of {title}").format(title=self._title)
        ask_where(self, name + ".xlsx", self.save_proof)
