"""The pick list and the delivery notes of a round, as they will print."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services.delivery_papers import delivery_notes, pick_list
from desktop.services.delivery_parts import RoundCard
from desktop.views.support.papers import papers_of, warnings
from desktop.views.support.preview import Papers, Preview
from desktop.views.support.theme import roomy, toned
from desktop.views.support.tools import Tools

_PICK, _NOTES = 0, 1


class DeliveryPapersTab(QWidget):
    """A choice of paper above its preview; drawn when it is looked at."""

    said = Signal(object)  # Notice

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._card: RoundCard | None = None
        self._stale = False
        self.which = QComboBox()
        self.which.setAccessibleName(_("Which paper"))
        self.which.addItems([_("Pick list"), _("Delivery notes")])
        roomy(self.which)
        self.page_each = QCheckBox(_("A page for each site"))
        self.warning = QLabel()
        self.warning.setWordWrap(True)
        self.warning.hide()
        toned(self.warning, "due", "due_ground")
        self.preview = Preview(tools.runner)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.which)
        top.addWidget(self.page_each)
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.warning)
        column.addWidget(self.preview, 1)
        self.page_each.hide()
        self.which.currentIndexChanged.connect(self._choose)
        self.page_each.toggled.connect(self._draw)
        self.preview.said.connect(self.said)

    def show_round(self, card: RoundCard) -> None:
        """Show the papers of a round."""
        if card != self._card:
            self._card, self._stale = card, True
            self._catch_up()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what changed while something else was looked at."""
        super().showEvent(event)
        self._catch_up()

    def _catch_up(self) -> None:
        if self._stale and self.isVisible():
            self._draw()

    def _choose(self, number: int) -> None:
        self.page_each.setVisible(number == _NOTES)
        self._draw()

    def _draw(self, _ticked: bool = False) -> None:
        self._stale = False
        card, office = self._card, self._tools.settings.office
        if card is None:
            return
        wants_notes, each = self.which.currentIndex() == _NOTES, self.page_each.isChecked()
        name = _("Delivery note {number}") if wants_notes else _("Pick list {number}")

        def work(_progress: Progress) -> tuple[Papers, tuple[str, ...]]:
            if wants_notes:
                pdf, told = delivery_notes(card, office, date.today(), each)
            else:
                pdf, told = pick_list(card, office, date.today())
            papers = papers_of(pdf, told.pages, name.format(number=card.number))
            return papers, warnings(told.unprintable, told.cut)

        self._tools.runner.read_newest(work, done=self._show)

    def _show(self, outcome: tuple[Papers, tuple[str, ...]]) -> None:
        papers, faults = outcome
        self.warning.setText("\n".join(faults))
        self.warning.setVisible(bool(faults))
        self.preview.folder = self._tools.places.papers
        self.preview.show_papers(papers)
