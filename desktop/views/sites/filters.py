"""By what the register of sites is narrowed beside words: kind, state, district, stars, host."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QPushButton, QSizePolicy, QWidget

from desktop.core.i18n import _
from desktop.services.site_words import HostKind, SiteKind, SiteStatus, host_kind_word, kind_word, status_word
from desktop.services.sites import SiteFilter
from desktop.views.sites.looks import kind_picture
from desktop.views.support.icons import icon
from desktop.views.support.theme import roomy

_MEMORY = "sites/register/"
STARS = (5, 4, 3, 2, 1, 0)


class Filters(QWidget):
    """A choice each; what was chosen is remembered."""

    changed = Signal()

    def __init__(self, memory: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._memory = memory
        self.kind = _box(_("Kind"), _("All kinds"))
        for kind in SiteKind:
            self.kind.addItem(icon(kind_picture(kind)), kind_word(kind), kind.value)
        self.status = _box(_("State"), _("All states"))
        for status in SiteStatus:
            self.status.addItem(status_word(status), status.value)
        self.district = _box(_("District"), _("All districts"))
        self.host_kind = _box(_("Kind of host"), _("All hosts"))
        for host in HostKind:
            self.host_kind.addItem(host_kind_word(host), host.value)
        self.stars = _box(_("Stars"), _("All stars"))
        for count in STARS:
            self.stars.addItem("★" * count or _("No stars"), count)
        self.clear_button = QPushButton(icon("filter-off-outline"), _("Show all again"))
        self.clear_button.clicked.connect(self.clear)
        roomy(self.clear_button)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        for place, box in enumerate(self._boxes()):
            grid.addWidget(box, place // 3, place % 3)
        grid.addWidget(self.clear_button, 1, 2, Qt.AlignmentFlag.AlignLeft)
        for column in range(3):
            grid.setColumnStretch(column, 1)
        self._recall()
        for box in self._boxes():
            box.currentIndexChanged.connect(self._chosen)

    def offer_districts(self, districts: Sequence[str]) -> None:
        """Offer these districts; the one chosen stays chosen."""
        chosen = self.district.currentData() or str(self._memory.value(_MEMORY + "district", "") or "")
        offered = [*districts, *([chosen] if chosen and chosen not in districts else [])]
        if offered == [self.district.itemData(number) for number in range(1, self.district.count())]:
            return
        self.district.blockSignals(True)
        while self.district.count() > 1:
            self.district.removeItem(1)
        for one in offered:
            self.district.addItem(one, one)
        self.district.setCurrentIndex(max(0, self.district.findData(chosen)) if chosen else 0)
        self.district.blockSignals(False)
        self._follow()

    def narrowed(self, wanted: SiteFilter) -> SiteFilter:
        """Return what is wanted, narrowed by the choice made here."""
        kind, status = self.kind.currentData(), self.status.currentData()
        district, host, stars = (box.currentData() for box in (self.district, self.host_kind, self.stars))
        return replace(
            wanted,
            kinds=frozenset({SiteKind(kind)} if kind else ()),
            statuses=frozenset({SiteStatus(status)} if status else ()),
            districts=frozenset({str(district)} if district else ()),
            host_kinds=frozenset({HostKind(host)} if host else ()),
            stars=frozenset({int(stars)} if stars is not None else ()),
        )

    def is_narrow(self) -> bool:
        """Say whether any site may be left out."""
        return any(box.currentIndex() > 0 for box in self._boxes())

    def kind_chosen(self) -> SiteKind | None:
        """Return the kind the list is narrowed to."""
        kind = self.kind.currentData()
        return SiteKind(kind) if kind else None

    def clear(self) -> None:
        """Leave no site out any more."""
        if not self.is_narrow():
            return
        for box in self._boxes():
            box.blockSignals(True)
            box.setCurrentIndex(0)
            box.blockSignals(False)
        self._chosen()

    def _boxes(self) -> Sequence[QComboBox]:
        return self.kind, self.status, self.district, self.host_kind, self.stars

    def _keys(self) -> Sequence[str]:
        return "kind", "status", "district", "host", "stars"

    def _chosen(self, *_number: object) -> None:
        for key, box in zip(self._keys(), self._boxes(), strict=True):
            data = box.currentData()
            self._memory.setValue(_MEMORY + key, "" if data is None else str(data))
        self._follow()
        self.changed.emit()

    def _recall(self) -> None:
        for key, box in zip(self._keys(), self._boxes(), strict=True):
            kept = str(self._memory.value(_MEMORY + key, "") or "")
            if box is self.district and kept:
                box.addItem(kept, kept)
            places = [n for n in range(1, box.count()) if str(box.itemData(n)) == kept]
            box.setCurrentIndex(places[0] if kept and places else 0)
        self._follow()

    def _follow(self) -> None:
        self.clear_button.setEnabled(self.is_narrow())


def _box(name: str, everything: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setToolTip(name)
    box.setMaxVisibleItems(16)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(4)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    box.addItem(everything, None)
    roomy(box)
    return box
