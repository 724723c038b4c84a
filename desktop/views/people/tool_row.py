"""The buttons above the list of workers."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.core.i18n import _
from desktop.views.support.icons import icon
from desktop.views.support.theme import roomy


class ToolRow(QWidget):
    """What can be done with the list and with those chosen in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self.tree = self._button("file-tree-outline", _("Organisations"), _("Show or fold the organisations"))
        self.tree.setCheckable(True)
        self.new = self._button("account-plus-outline", _("New worker"), _("New worker (Ctrl+N)"))
        self.take_in = self._button("import", _("Import a list…"), _("Import a list of workers (Ctrl+O)"))
        self.export = self._button("export", _("Export…"), _("Write the list to a workbook"))
        self.template = self._button("file-table-outline", _("Empty list…"), _("An empty list to fill in"))
        self._row.addStretch(1)
        self.merge = self._button(
            "call-merge", _("Merge two"), _("Make one entry of two chosen that are one person")
        )
        self.remove = self._button("trash-can-outline", _("Remove"), _("Remove those chosen (Delete)"))

    def _button(self, icon_name: str, words: str, tip: str) -> QPushButton:
        button = QPushButton(words)
        button.setIcon(icon(icon_name))
        button.setToolTip(tip)
        button.setAccessibleDescription(tip)
        roomy(button)
        self._row.addWidget(button)
        return button
