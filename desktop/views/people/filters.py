"""By what the list of workers is narrowed beside words and organisation."""

from dataclasses import replace
from typing import Literal

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QPushButton, QWidget

from desktop.core.i18n import _
from desktop.services.people import EVERYBODY, Shown
from desktop.views.support.theme import roomy

_SEXES: tuple[Literal["F", "M"] | None, ...] = (None, "F", "M")
_FRONTLINE = (None, True, False)


class Filters(QWidget):
    """Sex, frontline, without an identity number; the choice is remembered."""

    changed = Signal()
    twins_asked = Signal()

    def __init__(self, memory: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._memory = memory
        self.sex = _box(_("Sex"), (_("Men and women"), _("Women"), _("Men")))
        self.frontline = _box(_("Frontline"), (_("All posts"), _("Frontline only"), _("Not frontline")))
        self.numberless = QCheckBox(_("Without identity number"))
        self.everybody = QPushButton(_("Show all again"))
        self.twins = QPushButton(_("Entered twice?"))
        self.twins.setToolTip(_("Entries that may be one person"))
        self.twins.setAccessibleDescription(_("Entries that may be one person"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self.sex, self.frontline, self.numberless, self.everybody):
            roomy(part)
            row.addWidget(part)
        row.addStretch(1)
        roomy(self.twins)
        row.addWidget(self.twins)
        self._recall()
        self.sex.currentIndexChanged.connect(self._chosen)
        self.frontline.currentIndexChanged.connect(self._chosen)
        self.numberless.toggled.connect(self._chosen)
        self.everybody.clicked.connect(self.clear)
        self.twins.clicked.connect(self.twins_asked)

    def narrowed(self, shown: Shown) -> Shown:
        """Return what is shown, narrowed by the choice made here."""
        return replace(
            shown,
            sex=_SEXES[self.sex.currentIndex()],
            frontline=_FRONTLINE[self.frontline.currentIndex()],
            numberless=self.numberless.isChecked(),
        )

    def is_narrow(self) -> bool:
        """Say whether anybody may be left out."""
        return self.narrowed(EVERYBODY) != EVERYBODY

    def clear(self) -> None:
        """Leave nobody out any more."""
        was = self.is_narrow()
        for part in (self.sex, self.frontline, self.numberless):
            part.blockSignals(True)
        self.sex.setCurrentIndex(0)
        self.frontline.setCurrentIndex(0)
        self.numberless.setChecked(False)
        for part in (self.sex, self.frontline, self.numberless):
            part.blockSignals(False)
        if was:
            self._chosen()

    def _chosen(self, *_value: object) -> None:
        self._memory.setValue("people/sex", self.sex.currentIndex())
        self._memory.setValue("people/frontline", self.frontline.currentIndex())
        self._memory.setValue("people/numberless", int(self.numberless.isChecked()))
        self.everybody.setVisible(self.is_narrow())
        self.changed.emit()

    def _recall(self) -> None:
        for key, box in (("people/sex", self.sex), ("people/frontline", self.frontline)):
            kept = str(self._memory.value(key, "0"))
            box.setCurrentIndex(int(kept) if kept in ("0", "1", "2") else 0)
        self.numberless.setChecked(str(self._memory.value("people/numberless", "0")) == "1")
        self.everybody.setVisible(self.is_narrow())


def _box(name: str, words: tuple[str, ...]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setToolTip(name)
    box.addItems(words)
    return box
