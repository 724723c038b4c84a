"""How far the reading of pictures is: how many, which, how long still, and a button that stops it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy

from desktop.core.i18n import _
from desktop.views.support.notices import time_left
from desktop.views.support.tasks import Reach
from desktop.views.support.theme import muted, roomy, toned


class BusyBar(QFrame):
    """Shown while pictures are read; what was read before is looked through meanwhile."""

    stop_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        toned(self, "text", "tint")
        self.doing = QLabel()
        self.doing.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(8)
        self.bar.setAccessibleName(_("Progress"))
        self.left = QLabel()
        muted(self.left)
        self.stop = QPushButton(_("Cancel"))
        roomy(self.stop)
        self.stop.clicked.connect(self._stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(12)
        row.addWidget(self.doing, 2)
        row.addWidget(self.bar, 3)
        row.addWidget(self.left)
        row.addWidget(self.stop)
        self.hide()

    def begin(self) -> None:
        """Say that reading has begun."""
        self.doing.setText(_("Looking at the files …"))
        self.left.clear()
        self.bar.setRange(0, 0)
        self.stop.setEnabled(True)
        self.show()

    def show_reach(self, reach: Reach) -> None:
        """Show how far it is."""
        if reach.total:
            words = _("Reading {n} of {m}").format(
                n=f"{min(reach.done + 1, reach.total):,}", m=f"{reach.total:,}"
            )
            self.bar.setRange(0, reach.total)
            self.bar.setValue(reach.done)
        else:
            words = _("Reading")
        self.doing.setText(f"{words} · {reach.doing}" if reach.doing else words)
        self.left.setText(time_left(reach.seconds_left))

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self.stop_asked.emit()
