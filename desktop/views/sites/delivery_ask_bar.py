"""What a new round is proposed for: which island, and up to how many times the minimum."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from desktop.core.i18n import _
from desktop.services.delivery_parts import Stop
from desktop.views.support.theme import roomy


class DeliveryAskBar(QWidget):
    """Two choices; ``asked`` when one was changed."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.where = QComboBox()
        self.where.setAccessibleName(_("For which island"))
        self.where.setMinimumWidth(150)
        self.times = QComboBox()
        self.times.setAccessibleName(_("Fill up to"))
        for times, words in (
            (1, _("up to the minimum")),
            (2, _("up to twice the minimum")),
            (3, _("up to three times the minimum")),
        ):
            self.times.addItem(words, times)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for words, box in ((_("For"), self.where), (_("Fill"), self.times)):
            label = QLabel(words)
            label.setBuddy(box)
            roomy(box)
            row.addWidget(label)
            row.addWidget(box)
            box.activated.connect(self._tell)
        row.addStretch(1)

    def offer(self, stops: Sequence[Stop]) -> None:
        """Offer the islands of these stops; the one chosen stays so."""
        chosen = self.where.currentData()
        self.where.clear()
        self.where.addItem(_("All islands"), None)
        for group in dict.fromkeys(stop.group for stop in stops if stop.group):
            self.where.addItem(group, group)
        self.where.setCurrentIndex(max(0, self.where.findData(chosen)))

    def wanted(self, stops: Sequence[Stop]) -> tuple[Stop, ...]:
        """Return the stops on the island chosen."""
        chosen = self.where.currentData()
        return tuple(stop for stop in stops if chosen is None or stop.group == chosen)

    def fill(self) -> int:
        """Return up to how many times its minimum a site is filled."""
        return int(self.times.currentData())

    def _tell(self, _number: int) -> None:
        self.asked.emit()
