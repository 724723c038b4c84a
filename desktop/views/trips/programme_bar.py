"""The line over the steps: which programme one is at, and a new one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.core.i18n import _, ngettext
from desktop.services.trip_progress import Standing
from desktop.services.trip_steps import step_word
from desktop.views.support.icons import icon
from desktop.views.support.theme import muted, roomy
from desktop.views.trips.chosen import Chosen


class ProgrammeBar(QWidget):
    """Chooses the programme; says how many places it has and which step is next."""

    new_asked = Signal()
    asked = Signal(object)  # UUID of the programme one wishes to go to

    def __init__(self, chosen: Chosen) -> None:
        super().__init__()
        self.chosen = chosen
        chosen.setParent(self)
        label = QLabel(_("&Programme"))
        self.box = QComboBox()
        self.box.setAccessibleName(_("Programme"))
        self.box.setMinimumWidth(240)
        self.box.setMaxVisibleItems(16)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        roomy(self.box)
        label.setBuddy(self.box)
        self.where = QLabel()
        self.where.setTextFormat(Qt.TextFormat.PlainText)
        muted(self.where)
        self.new = QPushButton(icon("plus"), _("New programme"))
        roomy(self.new)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self.box)
        row.addWidget(self.where, 1)
        row.addWidget(self.new)
        self.box.activated.connect(self._choose)
        self.new.clicked.connect(self.new_asked)
        chosen.read.connect(self._show)
        self._show(chosen.standing)

    def _choose(self, number: int) -> None:
        wanted = self.chosen.standing.programmes[number]
        self._show(self.chosen.standing)  # until it is known whether nothing typed would be lost
        if wanted != self.chosen.standing.programme:
            self.asked.emit(wanted.id)

    def _show(self, standing: Standing) -> None:
        self.box.blockSignals(True)
        self.box.clear()
        self.box.addItems([one.title for one in standing.programmes])
        if standing.programme is not None:
            self.box.setCurrentIndex(standing.programmes.index(standing.programme))
        self.box.blockSignals(False)
        self.box.setEnabled(bool(standing.programmes))
        self.where.setText(_words(standing))


def _words(standing: Standing) -> str:
    if standing.programme is None:
        return ""
    count = standing.programme.places
    places = ngettext("{n} place", "{n} places", count).format(n=f"{count:,}")
    left = [one.state for one in standing.steps if not one.state.is_approved]
    if not left:
        return _("{places} · every step is approved").format(places=places)
    return _("{places} · next: {step}").format(places=places, step=step_word(left[0].step))
