"""The tree of organisations beside the table of workers."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QPushButton, QTreeView, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.services.organisations import OrganisationLine
from desktop.views.people.tree_model import OrganisationTree
from desktop.views.support.filter_edit import FilterEdit
from desktop.views.support.icons import icon
from desktop.views.support.theme import roomy


class TreePanel(QWidget):
    """Every organisation with its count of workers; choosing one narrows the table."""

    chosen = Signal(object)  # UUID | None for everybody
    new_asked = Signal(object)  # UUID | None: below which organisation

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = OrganisationTree(self)
        self._chosen: UUID | None = None
        self._placing = False
        self.filter = FilterEdit(_("Find an organisation"))
        self.filter.filter_changed.connect(self._narrow)
        self.filter.left_downwards.connect(self._enter_tree)
        self.view = QTreeView()
        self.model.row_size = QSize(0, self.fontMetrics().height() + 12)
        self.view.setModel(self.model)
        self.view.setHeaderHidden(True)
        self.view.setUniformRowHeights(True)
        self.view.setIndentation(16)
        self.view.setAccessibleName(_("Organisations"))
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        header = self.view.header()
        header.setStretchLastSection(False)
        header.setResizeContentsPrecision(0)  # what is in sight: of thousands, it takes a tenth of a second
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.view.selectionModel().currentRowChanged.connect(self._moved)
        self.new_button = QPushButton(_("New organisation"))
        self.new_button.setIcon(icon("plus"))
        self.new_button.clicked.connect(self._ask_new)
        roomy(self.new_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.filter)
        column.addWidget(self.view, 1)
        column.addWidget(self.new_button)

    def show_lines(self, lines: Sequence[OrganisationLine], total: int) -> None:
        """Show the tree anew; what was open and chosen stays so."""
        first = not self.model.lines()
        if self.model.shows(lines, total):
            return
        opened = [key for key in self.model.above_others() if self.view.isExpanded(self.model.find(key))]
        self._placing = True
        self.model.show_lines(lines, total)
        for key in opened:
            self.view.setExpanded(self.model.find(key), True)
        if first and self.model.above_others():
            self.view.expandToDepth(0)
        self._mark()
        self._placing = False
        if self._chosen is not None and self.model.known(self._chosen) is None:
            self.choose(None)

    def choose(self, organisation: UUID | None) -> None:
        """Choose an organisation as a click would."""
        if organisation is not None and not self.model.find(organisation).isValid():
            self.filter.clear()
            self.model.narrow("")
        self.view.setCurrentIndex(self.model.find(organisation))

    def organisation(self) -> UUID | None:
        """Return the organisation chosen, ``None`` for everybody."""
        return self._chosen

    def _narrow(self, text: str) -> None:
        self._placing = True
        self.model.narrow(text)
        if text:
            self.view.expandAll()
        else:
            self.view.expandToDepth(0)
        self._mark()
        self._placing = False

    def _mark(self) -> None:
        here = self.model.find(self._chosen)
        if here.isValid():
            self.view.setCurrentIndex(here)
            self.view.scrollTo(here)

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        if self._placing or not now.isValid():
            return
        line = self.model.line(now)
        self._chosen = line.id if line else None
        self.chosen.emit(self._chosen)

    def _enter_tree(self) -> None:
        self.view.setFocus(Qt.FocusReason.TabFocusReason)

    def _ask_new(self) -> None:
        self.new_asked.emit(self._chosen)
