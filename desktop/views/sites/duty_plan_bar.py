"""From when to when turns are dealt out: asked for in a line above the week."""

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from desktop.core.errors import FieldError
from desktop.core.i18n import _
from desktop.views.support.date_fields import DateField, told_from
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import muted, primary, roomy

_USUAL = timedelta(days=27)


class PlanBar(QFrame):
    """Two days and two buttons; Esc goes away."""

    plan_asked = Signal(object, object, bool)  # first, last, anew

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.first = DateField("first", _("Plan from"), told_from(date.today), required=True)
        self.last = DateField("last", _("to"), told_from(date.today), required=True)
        self.fill = QPushButton(_("Fill the gaps"))
        self.fill.setToolTip(_("Turns that stand are kept"))
        self.anew = QPushButton(_("Plan anew"))
        self.anew.setToolTip(_("Only turns that were taken over are kept"))
        self.no = QPushButton(_("Not now"))
        self.about = QLabel(
            _("Everybody gets the same number of workdays, weekends and holidays, no two days running.")
        )
        self.about.setWordWrap(True)
        muted(self.about)
        primary(self.fill)
        for button in (self.anew, self.no):
            roomy(button)
        row = QHBoxLayout()
        row.setSpacing(8)
        for field in (self.first, self.last):
            row.addWidget(QLabel(field.label), alignment=Qt.AlignmentFlag.AlignTop)
            row.addWidget(field, 1)
            field.save_asked.connect(self._ask_fill)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.about, 1)
        for button in (self.fill, self.anew, self.no):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        column.addLayout(row)
        column.addLayout(foot)
        self.fill.clicked.connect(self._ask_fill)
        self.anew.clicked.connect(self._ask_anew)
        self.no.clicked.connect(self.hide)
        self.hide()

    def begin(self, first: date) -> None:
        """Ask, offering four weeks."""
        self.first.set_value(first)
        self.last.set_value(first + _USUAL)
        self._set_busy(False)
        self.show()
        self.last.setFocus(Qt.FocusReason.OtherFocusReason)
        self.last.line.selectAll()

    def refuse(self, failure: Failure) -> None:
        """Say what was wrong, under the day at fault."""
        self._set_busy(False)
        field = self.first if failure.field == self.first.key else self.last
        field.show_error(f"{failure.sentence} {failure.remedy}".strip())
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes away."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _ask_fill(self) -> None:
        self._ask(anew=False)

    def _ask_anew(self) -> None:
        self._ask(anew=True)

    def _ask(self, *, anew: bool) -> None:
        days = []
        for field in (self.first, self.last):
            try:
                field.clear_error()
                days.append(field.value())
            except FieldError as error:
                field.show_error(str(error))
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self._set_busy(True)
        self.plan_asked.emit(*days, anew)

    def _set_busy(self, busy: bool) -> None:
        for button in (self.fill, self.anew):
            button.setEnabled(not busy)
