"""The list beside the map: all sites asked for, the nearest to a spot, or those nobody placed yet."""

from collections.abc import Sequence
from enum import IntEnum
from uuid import UUID

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.errors import PersonError
from desktop.core.geo import Spot
from desktop.core.i18n import _, ngettext
from desktop.services.site_map import MapSite, locate, nearest
from desktop.views.sites.map_rows import MapRows
from desktop.views.support.icons import icon
from desktop.views.support.theme import muted, roomy, toned

_NEAREST = 30


class Listing(IntEnum):
    """What the list shows."""

    ALL = 0
    NEAR = 1
    UNPLACED = 2
    HERE = 3


class MapSide(QWidget):
    """Chosen by arrow keys as well as on the map."""

    site_chosen = Signal(object)  # UUID | None
    opened = Signal(object)  # UUID: Enter or double click
    spot_named = Signal(object)  # Spot | None: where distances are measured from
    picking_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: Sequence[MapSite] = ()
        self._wanted: Sequence[MapSite] = ()
        self._here: frozenset[UUID] = frozenset()
        self._spot: Spot | None = None
        self._listing = Listing.ALL
        self._buttons = QButtonGroup(self)
        self.all_button = self._chooser(Listing.ALL)
        self.near_button = self._chooser(Listing.NEAR)
        self.unplaced_button = self._chooser(Listing.UNPLACED)
        self.all_button.setChecked(True)
        _embolden(self.all_button, True)
        self.near_line = QLineEdit()
        self.error = QLabel()
        self.note = QLabel()
        self.rows = MapRows(self)
        self.list = QListView()
        self._lay_out()
        self._buttons.idClicked.connect(self._choose_listing)
        self.near_line.returnPressed.connect(self.measure_from_words)
        self.near_line.textEdited.connect(self.error.hide)
        self.list.selectionModel().currentChanged.connect(self._row_chosen)
        self.list.activated.connect(self._row_opened)

    def show_sites(self, every: Sequence[MapSite], wanted: Sequence[MapSite]) -> None:
        """Show the sites asked for; ``every`` one can be named as the place to measure from."""
        self._all, self._wanted = every, wanted
        unplaced = sum(site.spot is None for site in wanted)
        self.all_button.setText(_("All {n}").format(n=len(wanted)))
        self.near_button.setText(_("Nearest"))
        self.unplaced_button.setText(_("Not placed {n}").format(n=unplaced))
        self._show_rows()

    def choose(self, site: UUID | None) -> None:
        """Put the cursor on a site, in the list of all where it is not in this one."""
        number = self.rows.row_of(site)
        if number < 0 and site is not None and any(one.id == site for one in self._wanted):
            self._go(Listing.ALL)
            number = self.rows.row_of(site)
        if number < 0:
            self.list.clearSelection()
            self.list.selectionModel().clearCurrentIndex()
            return
        index = self.rows.index(number)
        if index != self.list.currentIndex():
            self.list.setCurrentIndex(index)
        # The focus alone makes a row the current one without marking it.
        self.list.selectionModel().select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.list.scrollTo(index)

    def list_here(self, sites: Sequence[UUID]) -> None:
        """List the sites that lie in one place on the map."""
        self._here = frozenset(sites)
        self._go(Listing.HERE)

    def measure_from(self, spot: Spot, words: str = "") -> None:
        """List the nearest sites to a spot."""
        self._spot = spot
        self.near_line.setText(words)
        self.error.hide()
        self._go(Listing.NEAR)
        self.spot_named.emit(spot)

    def measure_from_words(self) -> None:
        """List the nearest sites to what was typed: a site or coordinates."""
        try:
            spot, words = locate(self._all, self.near_line.text())
        except PersonError as error:
            self.error.setText(f"{error.sentence} {error.remedy}")
            self.error.show()
            return
        self.measure_from(spot, words)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def listing(self) -> Listing:
        """Return what the list shows."""
        return self._listing

    def _lay_out(self) -> None:
        choosers = QHBoxLayout()
        choosers.setSpacing(0)
        for button in (self.all_button, self.near_button, self.unplaced_button):
            choosers.addWidget(button, 1)
        self.near_line.setPlaceholderText(_("A site, or 30.0153, 122.1069"))
        self.near_line.setAccessibleName(_("Measure from: a site or coordinates"))
        self.near_line.addAction(
            icon("map-marker-outline", "quiet"), QLineEdit.ActionPosition.LeadingPosition
        )
        self.near_line.hide()
        roomy(self.near_line)
        self.error.setWordWrap(True)
        self.error.hide()
        toned(self.error, "error")
        self.note.setWordWrap(True)
        muted(self.note)
        self.list.setModel(self.rows)
        self.list.setUniformItemSizes(True)
        self.list.setSpacing(2)
        self.list.setIconSize(QSize(24, 24))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(_("Sites on the map"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(choosers)
        column.addWidget(self.near_line)
        column.addWidget(self.error)
        column.addWidget(self.note)
        column.addWidget(self.list, 1)

    def _chooser(self, listing: Listing) -> QPushButton:
        button = QPushButton()
        button.setCheckable(True)
        roomy(button)
        self._buttons.addButton(button, int(listing))
        return button

    def _choose_listing(self, number: int) -> None:
        self._go(Listing(number))
        if self._listing is Listing.NEAR:
            self.near_line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self, listing: Listing) -> None:
        left_near = self._listing is Listing.NEAR and listing is not Listing.NEAR
        self._listing = listing
        button = self._buttons.button(int(listing))
        self._buttons.setExclusive(False)
        for one in self._buttons.buttons():
            one.setChecked(one is button)
            _embolden(one, one is button)
        self._buttons.setExclusive(button is not None)
        self.near_line.setVisible(listing is Listing.NEAR)
        self.error.hide()
        self.picking_wanted.emit(listing is Listing.NEAR)
        if left_near:
            self._spot = None
            self.near_line.clear()
            self.spot_named.emit(None)
        self._show_rows()

    def _show_rows(self) -> None:
        chosen = self.rows.site_at(self.list.currentIndex().row())
        found, metres = self._listed()
        self.list.selectionModel().blockSignals(True)
        self.rows.show_sites(found, metres)
        number = self.rows.row_of(chosen.id) if chosen is not None else -1
        if number >= 0:
            self.list.setCurrentIndex(self.rows.index(number))
        self.list.selectionModel().blockSignals(False)
        words = self._words(len(found))
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def _listed(self) -> tuple[Sequence[MapSite], Sequence[float]]:
        """Return the sites of the list, and how far each is where that is asked for."""
        if self._listing is Listing.NEAR:
            near = [] if self._spot is None else nearest(self._wanted, self._spot, _NEAREST)
            return [one.site for one in near], [one.metres for one in near]
        if self._listing is Listing.UNPLACED:
            return [site for site in self._wanted if site.spot is None], ()
        if self._listing is Listing.HERE:
            return [site for site in self._wanted if site.id in self._here], ()
        return self._wanted, ()

    def _words(self, count: int) -> str:
        if self._listing is Listing.NEAR:
            if self._spot is None:
                return _("Click on the map, or type a site or coordinates and press Enter.")
            return "" if count else _("No site asked for is on the map.")
        if self._listing is Listing.UNPLACED:
            if not count:
                return _("Every site asked for is on the map.")
            words = ngettext("{n} site has no coordinates.", "{n} sites have no coordinates.", count)
            return words.format(n=count) + " " + _("Choose one and enter them below.")
        if self._listing is Listing.HERE:
            return ngettext("{n} site lies here.", "{n} sites lie here.", count).format(n=count)
        return "" if count else _("No site fits what is asked for.")

    def _row_chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        site = self.rows.site_at(index.row())
        self.site_chosen.emit(None if site is None else site.id)

    def _row_opened(self, index: QModelIndex) -> None:
        site = self.rows.site_at(index.row())
        if site is not None:
            self.opened.emit(site.id)


def _embolden(button: QAbstractButton, bold: bool) -> None:
    """Let words tell which is chosen: a pressed button hardly shows on a dark ground."""
    font = button.font()
    font.setBold(bold)
    button.setFont(font)


def overlay_button(picture: str, words: str, parent: QWidget) -> QToolButton:
    """Return a small button that lies on the map."""
    button = QToolButton(parent)
    button.setIcon(icon(picture))
    button.setIconSize(QSize(20, 20))
    button.setFixedSize(32, 32)
    button.setToolTip(words)
    button.setAccessibleName(words)
    button.setAutoFillBackground(True)
    return button
