"""What is to stand on a paper of a site, as the person chooses it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from desktop.core.errors import FieldError
from desktop.core.i18n import _, language
from desktop.services.site_file import FileRequest
from desktop.services.site_papers import NoticeKind, NoticeRequest, PlateRequest
from desktop.services.sites import SiteCard, SiteStatus
from desktop.views.support.date_fields import DateField, told_from
from desktop.views.support.fields import Field, LineField
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import roomy

YEARS = (2000, 2100)
_SAYS = {SiteStatus.PAUSED: NoticeKind.PAUSED, SiteStatus.CLOSED: NoticeKind.CLOSED}


class Many(IntEnum):
    """Plates of which sites."""

    THIS = 0
    INSIDE = 1
    DISTRICT = 2
    KIND = 3


@dataclass(frozen=True)
class Asked:
    """A request, and of which other sites plates are wanted with it."""

    request: PlateRequest | NoticeRequest | FileRequest
    many: Many = Many.THIS


class PapersOptions(QWidget):
    """Door plate, notice or file; ``changed`` tells that something else is wanted."""

    changed = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self.which = _box(_("Which paper"))
        self.which.addItems([_("Door plate"), _("Notice"), _("The whole file")])
        self.tongue = _box(_("Language of the paper"))
        self.tongue.addItem("中文", "zh_CN")
        self.tongue.addItem("English", "en")
        self.tongue.setCurrentIndex(0 if language() == "zh_CN" else 1)
        self.small = _box(_("Paper size"))
        self.small.addItem("A4", False)
        self.small.addItem("A5", True)
        self.many = _box(_("Of which sites"))
        for many, words in (
            (Many.THIS, _("This site")),
            (Many.INSIDE, _("This one and those inside")),
            (Many.DISTRICT, _("All of the kind in the district")),
            (Many.KIND, _("All of the kind")),
        ):
            self.many.addItem(words, many)
        self.mobiles = QCheckBox(_("Mobile numbers too"))
        self.mobiles.setToolTip(_("A mobile number is somebody's own; it hangs on a wall then."))
        self.says = _box(_("What the notice says"))
        self.says.addItem(_("Closed for a while"), NoticeKind.PAUSED)
        self.says.addItem(_("Closed for good"), NoticeKind.CLOSED)
        self.says.addItem(_("Other opening hours"), NoticeKind.HOURS)
        self.first = DateField("first", _("From"), told_from(today))
        self.last = DateField("last", _("Until"), told_from(today))
        self.reason = LineField("reason", _("Reason"))
        self.hours = LineField("hours", _("Hours"))
        self.hours.line.setPlaceholderText(_("Mon–Fri 8:30–17:00"))
        self.year = QSpinBox()
        self.year.setRange(*YEARS)
        self.year.setValue(today().year)
        self.year.setAccessibleName(_("Year of the ledger"))
        roomy(self.year)
        self.photos = QCheckBox(_("With photos"))
        self.photos.setChecked(True)
        self._lay_out()
        self._connect()
        self._follow()

    def asked(self, site: UUID, office: str) -> Asked | None:
        """Return what is wanted of a site; None (and words under the field) where it is not understood."""
        tongue, mobiles = str(self.tongue.currentData()), self.mobiles.isChecked()
        if self.which.currentIndex() == 0:
            plates = PlateRequest((site,), bool(self.small.currentData()), mobiles, office, tongue)
            return Asked(plates, Many(self.many.currentData()))
        if self.which.currentIndex() == 2:
            return Asked(FileRequest(site, self.year.value(), self.photos.isChecked(), office, tongue))
        if not self._understood():
            return None
        kind = NoticeKind(self.says.currentData())
        return Asked(
            NoticeRequest(
                site,
                kind,
                self.first.value(),
                self.last.value(),
                self.reason.value(),
                self.hours.value() if kind is NoticeKind.HOURS else "",
                mobiles=mobiles,
                issuer=office,
                language=tongue,
            )
        )

    def offer(self, card: SiteCard) -> None:
        """Begin a notice with what is on record of a site that is not open; with nothing for one that is."""
        kind = _SAYS.get(card.entry.status)
        self.says.blockSignals(True)
        self.says.setCurrentIndex(self.says.findData(kind or NoticeKind.PAUSED))
        self.says.blockSignals(False)
        self.reason.set_value(card.entry.status_reason if kind else "")
        self.first.set_value(card.status_since if kind else None)
        self.last.set_value(None)
        self.hours.set_value("")
        self._follow()

    def refuse(self, failure: Failure) -> bool:
        """Say under its field what is wrong; False where no field here is at fault."""
        field = next((one for one in self._fields() if one.key == failure.field), None)
        if field is not None:
            field.show_error(f"{failure.sentence} {failure.remedy}".strip())
        return field is not None

    def _fields(self) -> tuple[Field[date | None] | Field[str], ...]:
        return self.first, self.last, self.reason, self.hours

    def _understood(self) -> bool:
        for field in self._fields():
            try:
                field.value()
            except FieldError as error:
                field.show_error(str(error))
                return False
        return True

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.which, 1)
        top.addWidget(self.tongue)
        plate = QHBoxLayout()
        plate.setSpacing(8)
        for widget in (self.small, self.many, self.year, self.photos, self.mobiles):
            plate.addWidget(widget)
        plate.addStretch(1)
        self._notice = QWidget()
        rows = QFormLayout(self._notice)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setVerticalSpacing(4)
        rows.addRow(_("It says"), self.says)
        days = QHBoxLayout()
        days.setSpacing(8)
        days.addWidget(self.first, 1)
        days.addWidget(self.last, 1)
        self.first.line.setPlaceholderText(_("from: 12.5, tomorrow"))
        self.last.line.setPlaceholderText(_("until: 12.9"))
        rows.addRow(_("Days"), days)
        rows.addRow(self.reason.label, self.reason)
        rows.addRow(self.hours.label, self.hours)
        self._rows = rows
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addLayout(plate)
        column.addWidget(self._notice)

    def _connect(self) -> None:
        for box in (self.which, self.tongue, self.small, self.many, self.says):
            box.currentIndexChanged.connect(self._follow)
            box.currentIndexChanged.connect(self._tell)
        for tick in (self.mobiles, self.photos):
            tick.toggled.connect(self._tell)
        self.year.valueChanged.connect(self._tell)
        for field in self._fields():
            field.save_asked.connect(self.changed)
        for line in (self.first.line, self.last.line, self.reason.line, self.hours.line):
            line.editingFinished.connect(self.changed)

    def _tell(self, *_changed: object) -> None:
        self.changed.emit()

    def _follow(self, *_changed: object) -> None:
        which = self.which.currentIndex()
        for box in (self.small, self.many):
            box.setVisible(which == 0)
        self._notice.setVisible(which == 1)
        for widget in (self.year, self.photos):
            widget.setVisible(which == 2)
        self.mobiles.setVisible(which != 2)
        other_hours = self.says.currentData() == NoticeKind.HOURS
        self._rows.setRowVisible(self.hours, other_hours)


def _box(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setToolTip(name)
    roomy(box)
    return box
