"""What daily figures are shown: by day or month, which one, and of which sites."""

from datetime import date

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.services.site_words import SiteKind, kind_word
from desktop.services.tallies import TallyFilter
from desktop.views.sites.tally_period import PeriodBar
from desktop.views.support.filter_edit import FilterEdit
from desktop.views.support.pick_button import PickButton
from desktop.views.support.theme import roomy

_MODE, _KIND = "sites/tallies/mode", "sites/tallies/kind"


class TalliesBar(QWidget):
    """Two lines of choices; what was chosen of mode and kind is remembered."""

    changed = Signal()
    left_downwards = Signal()

    def __init__(self, today: date, memory: QSettings) -> None:
        super().__init__()
        self._memory = memory
        self._districts: tuple[str, ...] = ()
        self.by_day = PickButton(_("By day"), 40)
        self.by_month = PickButton(_("By month"), 40)
        group = QButtonGroup(self)
        for button in (self.by_day, self.by_month):
            group.addButton(button)
        self.period = PeriodBar(today)
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("Kind of site"))
        self.kind.addItem(_("All kinds"), "")
        for kind in SiteKind:
            self.kind.addItem(kind_word(kind), kind.value)
        self.district = QComboBox()
        self.district.setAccessibleName(_("District"))
        self.district.addItem(_("All districts"), "")
        self.filter = FilterEdit(_("Site or code"))
        self.only_due = QCheckBox(_("Only those not told"))
        self._recall()
        self._lay_out()
        group.buttonClicked.connect(self._choose)
        self.period.changed.connect(self.changed)
        self.kind.activated.connect(self._choose)
        self.district.activated.connect(self._choose)
        self.filter.filter_changed.connect(self._choose)
        self.filter.left_downwards.connect(self.left_downwards)

    def is_monthly(self) -> bool:
        """Say whether months are shown."""
        return self.by_month.isChecked()

    def choose_mode(self, monthly: bool) -> None:
        """Show months, or days."""
        if monthly != self.is_monthly():
            (self.by_month if monthly else self.by_day).setChecked(True)
            self._choose()

    def wanted(self) -> TallyFilter:
        """Return which sites are wanted."""
        kind, district = str(self.kind.currentData() or ""), str(self.district.currentData() or "")
        return TallyFilter(
            kinds=frozenset({SiteKind(kind)} if kind else ()),
            districts=frozenset({district} if district else ()),
            text=self.filter.text().strip(),
        )

    def is_narrowed(self) -> bool:
        """Say whether not all sites are wanted."""
        return self.wanted() != TallyFilter()

    def set_districts(self, districts: tuple[str, ...]) -> None:
        """Offer the districts there are."""
        if districts == self._districts:
            return
        chosen = self.district.currentData()
        self._districts = districts
        self.district.clear()
        self.district.addItem(_("All districts"), "")
        for name in districts:
            self.district.addItem(name, name)
        self.district.setCurrentIndex(max(0, self.district.findData(chosen)))

    def _choose(self, _what: object = None) -> None:
        self.period.set_monthly(self.is_monthly())
        self._memory.setValue(_MODE, "month" if self.is_monthly() else "day")
        self._memory.setValue(_KIND, self.kind.currentData())
        self.changed.emit()

    def _recall(self) -> None:
        monthly = str(self._memory.value(_MODE, "day")) == "month"
        (self.by_month if monthly else self.by_day).setChecked(True)
        self.kind.setCurrentIndex(max(0, self.kind.findData(str(self._memory.value(_KIND, "")))))

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(0)
        for button in (self.by_day, self.by_month):
            roomy(button)
            first.addWidget(button)
        first.addSpacing(16)
        first.addWidget(self.period, 1)
        second.setSpacing(8)
        for widget in (self.kind, self.district, self.filter):
            roomy(widget)
        second.addWidget(self.kind)
        second.addWidget(self.district)
        second.addWidget(self.filter, 1)
        second.addWidget(self.only_due)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(first)
        column.addLayout(second)
