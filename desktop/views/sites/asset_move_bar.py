"""Where equipment goes, asked for in a line above the list."""

from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from desktop.core.i18n import _
from desktop.views.support.date_fields import DateField, told_from
from desktop.views.support.fields import LineField
from desktop.views.support.forms import Form
from desktop.views.support.named_fields import Named, NamedField
from desktop.views.support.tasks import Failure


class MoveBar(QFrame):
    """Site, place, day and reason; Esc goes away."""

    move_asked = Signal(object, str, object, str)  # UUID of the site, place, day, reason

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.about = QLabel()
        self.about.setWordWrap(True)
        self.form = Form(_("Move"))
        self.site = self.form.add(
            NamedField(
                "to_site",
                _("To site"),
                _("No site of that name is on file. Choose one from the list."),
                required=True,
            )
        )
        self.place = self.form.add(LineField("place", _("Place")))
        self.day = self.form.add(DateField("moved_on", _("On"), told_from(date.today), required=True))
        self.reason = self.form.add(LineField("reason", _("Reason")))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        column.addWidget(self.about)
        column.addWidget(self.form)
        self.form.save_asked.connect(self._ask)
        self.form.back_button.setText(_("Not now"))
        self.form.back_button.clicked.connect(self.hide)
        self.hide()

    def offer_sites(self, sites: list[Named]) -> None:
        """Complete the name of the site from these."""
        self.site.offer(sites)

    def begin(self, about: str, today: date) -> None:
        """Ask where to."""
        self.about.setText(about)
        self.site.show_named(None, "")
        self.place.set_value("")
        self.day.set_value(today)
        self.reason.set_value("")
        self.form.settle()
        self.form.back_button.setEnabled(True)
        self.show()
        self.site.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, failure: Failure) -> None:
        """Say why nothing moved."""
        self.form.refuse(failure)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes away."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        site: UUID | None = self.site.value()
        if site is not None:
            self.form.set_busy(True)
            self.move_asked.emit(site, self.place.value(), self.day.value(), self.reason.value())
