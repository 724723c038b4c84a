"""How the state of a site came about: a line for each change, the newest first."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop.core.i18n import _
from desktop.services.site_words import status_word
from desktop.services.sites import StatusLine
from desktop.views.sites.looks import status_tones
from desktop.views.support.theme import titled, toned


class StateHistory(QWidget):
    """Day, state and reason of each change."""

    def __init__(self) -> None:
        super().__init__()
        heading = QLabel(_("How its state changed"))
        titled(heading, 1.0)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(2, 1)
        self._grid.addWidget(heading, 0, 0, 1, 3)
        self._labels: list[QLabel] = []
        self.hide()

    def show_lines(self, lines: Sequence[StatusLine]) -> None:
        """Show these changes, which come with the oldest first."""
        for label in self._labels:
            self._grid.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._labels = []
        for row, line in enumerate(reversed(lines), start=1):
            words = (line.since.isoformat(), status_word(line.status), line.reason)
            for column, text in enumerate(words):
                label = QLabel(text)
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setWordWrap(column == 2)
                if column == 1:
                    toned(label, status_tones(line.status)[0])
                self._grid.addWidget(label, row, column)
                self._labels.append(label)
        self.setVisible(bool(lines))
