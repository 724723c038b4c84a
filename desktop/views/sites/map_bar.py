"""Above the map: which sites are to be seen, the picture under them, and saving what is seen."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from desktop.core.i18n import _
from desktop.services.site_map import Wanted
from desktop.services.site_words import SiteKind, SiteStatus, kind_word, status_word
from desktop.views.sites.looks import kind_picture
from desktop.views.sites.map_export import title_words
from desktop.views.support.filter_edit import FilterEdit
from desktop.views.support.icons import icon
from desktop.views.support.pdf_files import file_name
from desktop.views.support.theme import roomy


class MapBar(QWidget):
    """Words, kind, state and district narrow the sites; the buttons tell what was asked for."""

    changed = Signal()
    ground_asked = Signal()
    picture_asked = Signal(object)  # Path
    pdf_asked = Signal(object)  # Path

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.filter = FilterEdit(_("Name, pinyin, code or address"))
        self.kind = _box(_("Kind"), _("All kinds"))
        for kind in SiteKind:
            self.kind.addItem(icon(kind_picture(kind)), kind_word(kind), kind)
        self.status = _box(_("State"), _("All states"))
        for status in SiteStatus:
            self.status.addItem(status_word(status), status)
        self.district = _box(_("District"), _("All districts"))
        self.ground_button = QPushButton(icon("layers-outline"), _("Picture under the map …"))
        self.save_button = QPushButton(icon("content-save-outline"), _("Save"))
        menu = QMenu(self.save_button)
        menu.addAction(icon("image-outline"), _("As a picture (PNG) …")).triggered.connect(self._ask_picture)
        menu.addAction(icon("file-pdf-box"), _("As a PDF …")).triggered.connect(self._ask_pdf)
        self.save_button.setMenu(menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.filter, 2)
        for box in (self.kind, self.status, self.district):
            row.addWidget(box, 1)
            box.currentIndexChanged.connect(self._tell)
        for button in (self.ground_button, self.save_button):
            roomy(button)
            row.addWidget(button)
        self.filter.filter_changed.connect(self._tell)
        self.ground_button.clicked.connect(self.ground_asked)

    def wanted(self) -> Wanted:
        """Return which sites are asked for."""
        kind, status = self.kind.currentData(), self.status.currentData()
        return Wanted(
            self.filter.text().strip(),
            SiteKind(kind) if kind else None,
            SiteStatus(status) if status else None,
            str(self.district.currentData() or ""),
        )

    def offer_districts(self, districts: Sequence[str]) -> None:
        """Offer these districts; the one chosen stays chosen."""
        chosen = self.district.currentData()
        self.district.blockSignals(True)
        while self.district.count() > 1:
            self.district.removeItem(1)
        for one in districts:
            self.district.addItem(one, one)
        self.district.setCurrentIndex(max(0, self.district.findData(chosen)) if chosen else 0)
        self.district.blockSignals(False)

    def title(self) -> str:
        """Return the title of a map of what is asked for."""
        wanted = self.wanted()
        return title_words(wanted.kind, wanted.district)

    def _tell(self, *_changed: object) -> None:
        self.changed.emit()

    def _ask_picture(self) -> None:
        self._ask("png", _("Pictures") + " (*.png)", self._chose_picture)

    def _ask_pdf(self) -> None:
        self._ask("pdf", "PDF (*.pdf)", self._chose_pdf)

    def _ask(self, suffix: str, kinds: str, then: Callable[[str], None]) -> None:
        place = Path.home() / f"{file_name(self.title())}.{suffix}"
        dialog = QFileDialog(self, _("Save the map"), str(place), kinds)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix)
        dialog.fileSelected.connect(then)
        dialog.open()

    def _chose_picture(self, file: str) -> None:
        self.picture_asked.emit(Path(file))

    def _chose_pdf(self, file: str) -> None:
        self.pdf_asked.emit(Path(file))


def _box(name: str, everything: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(4)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    box.addItem(everything, None)
    roomy(box)
    return box
