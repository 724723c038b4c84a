"""What was read, to be looked through: sheets, rows with their signatures, and the whole page beside them."""

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _, ngettext
from desktop.core.money import in_figures
from desktop.services.reading_parts import Proposal
from desktop.views.reading.page_picture import PagePicture
from desktop.views.reading.row_list import RowList, row_keys
from desktop.views.reading.sheets_panel import SheetsPanel
from desktop.views.reading.summary_bar import SummaryBar
from desktop.views.reading.walk_in_card import WalkInCard
from desktop.views.support.icons import icon
from desktop.views.support.theme import primary, roomy, titled

NARROW = 1120
"""Below this width in pixels the sheets stand over the page picture, not beside the rows."""


class ProposalView(QWidget):
    """Lays out the parts and shows counts and sums; the page says what happens."""

    accept_asked = Signal()
    more_asked = Signal()
    away_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.accept = QPushButton(icon("check", "on_accent"), "")
        self.more = QPushButton(icon("plus"), _("More files …"))
        self.away = QPushButton(icon("tray-remove"), _("Put away"))
        self.away.setToolTip(_("Leave all of this unentered; the files stay where they are"))
        self.accept.setToolTip(_("Enter, or Ctrl+Enter while typing"))
        self.summary = SummaryBar()
        self.sum = QLabel()
        titled(self.sum, 1.05)
        self.sheets = SheetsPanel()
        self.rows = RowList()
        self.keys = row_keys()
        self.walk_in = WalkInCard()
        self.picture = PagePicture()
        self._narrow: bool | None = None
        self._lay_out()
        self.keys.pressed.connect(self.rows.press)
        self.accept.clicked.connect(self.accept_asked)
        self.more.clicked.connect(self.more_asked)
        self.away.clicked.connect(self.away_asked)

    def show_proposal(self, proposal: Proposal) -> None:
        """Show the counts, the sums and the sheets; the page fills the list."""
        rows = sum(len(sheet.rows) for sheet in proposal.sheets)
        self.summary.show_counts(rows, proposal.counts)
        self.sheets.show_proposal(proposal)
        self.sum.setText(_sum_words(proposal))
        self.sum.setVisible(bool(self.sum.text()))
        entering = proposal.entering
        words = ngettext("Enter {n} signature", "Enter {n} signatures", entering)
        self.accept.setText(words.format(n=f"{entering:,}") if entering else _("Note the pages as returned"))
        self.accept.setEnabled(any(not sheet.is_closed for sheet in proposal.sheets))

    def first_of(self, proposal: Proposal, sheet_id: UUID, page: int) -> UUID | None:
        """Return the first row of a page."""
        rows = (row for sheet in proposal.sheets if sheet.sheet_id == sheet_id for row in sheet.rows)
        return next((row.row_id for row in rows if row.page == page), None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the sheets over the page picture where the window is narrow."""
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            (self._right if narrow else self._across).insertWidget(0, self.sheets)
            self._across.setSizes([560, 360] if narrow else [250, 560, 400])
            self._right.setSizes([190, 380])

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        primary(self.accept)
        for button in (self.more, self.away):
            roomy(button)
        for button in (self.accept, self.more, self.away):
            head.addWidget(button)
        head.addStretch(1)
        head.addWidget(self.sum)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.rows, 1)
        column.addWidget(self.walk_in)
        column.addWidget(self.keys)
        middle.setMinimumWidth(360)
        self._right = QSplitter(Qt.Orientation.Vertical)
        self._right.setChildrenCollapsible(False)
        self._right.addWidget(self.picture)
        self._right.setStretchFactor(0, 1)
        self._across = QSplitter(Qt.Orientation.Horizontal)
        self._across.setChildrenCollapsible(False)
        self._across.addWidget(middle)
        self._across.addWidget(self._right)
        self._across.insertWidget(0, self.sheets)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(head)
        whole.addWidget(self.summary)
        whole.addWidget(self._across, 1)


def _sum_words(proposal: Proposal) -> str:
    if not proposal.sum:
        return ""
    words = _("Received: {sum} yuan").format(sum=in_figures(proposal.sum))
    without = sum(sheet.without_sum for sheet in proposal.sheets)
    if without:
        words += " · " + ngettext("{n} without a sum", "{n} without a sum", without).format(n=without)
    return words
