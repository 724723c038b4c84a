"""The bar at the top: where one is, the search over everything, undo, and help."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from desktop.core.i18n import _
from desktop.views.support.hit import Hit
from desktop.views.support.icons import icon
from desktop.views.support.search_box import SearchBox
from desktop.views.support.tasks import Runner
from desktop.views.support.theme import titled

_WIDEST_UNDO = 280


class TopBar(QWidget):
    """Title of the page, search box, "Undo: …", redo, help."""

    undo_asked = Signal()
    redo_asked = Signal()
    help_asked = Signal()

    def __init__(
        self, search: Callable[[str], Sequence[Hit]], runner: Runner, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 8)
        row.setSpacing(8)
        self.title = QLabel()
        titled(self.title, 1.4)
        self.title.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        self.search = SearchBox(search, runner)
        self.search.setMinimumWidth(260)
        self.search.setMaximumWidth(520)
        self.undo = self._button("undo-variant", self.undo_asked)
        self.redo = self._button("redo-variant", self.redo_asked)
        self.help = self._button("help-circle-outline", self.help_asked)
        self.help.setText(_("Help"))
        self.help.setToolTip(_("Help on this page (F1)"))
        row.addWidget(self.title)
        row.addSpacing(16)
        row.addStretch(1)
        row.addWidget(self.search, 6)
        row.addStretch(1)
        row.addWidget(self.undo)
        row.addWidget(self.redo)
        row.addWidget(self.help)
        self._undoes = ""
        self.show_undo(None, None)

    def show_undo(self, undo: str | None, redo: str | None) -> None:
        """Say what would be undone and redone; None: nothing."""
        self._undoes = _("Undo: {what}").format(what=undo) if undo else _("Undo")
        self.undo.setEnabled(undo is not None)
        self.undo.setToolTip(f"{self._undoes} (Ctrl+Z)")
        self.undo.setAccessibleName(self._undoes)
        words = _("Redo: {what}").format(what=redo) if redo else _("Redo")
        self.redo.setVisible(redo is not None)
        self.redo.setText(_("Redo"))
        self.redo.setToolTip(f"{words} (Ctrl+Shift+Z)")
        self.redo.setAccessibleName(words)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Fit the words again when the text size changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_undoes"):
            self._fit()

    def _fit(self) -> None:
        metrics = self.undo.fontMetrics()
        self.undo.setText(metrics.elidedText(self._undoes, Qt.TextElideMode.ElideRight, _WIDEST_UNDO))

    def _button(self, icon_name: str, signal: object) -> QToolButton:
        button = QToolButton(autoRaise=True)
        button.setIcon(icon(icon_name))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.clicked.connect(signal)
        return button
