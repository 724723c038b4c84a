"""The map of the sites with the list beside it, for seeing what lies where and what is near."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.core.coordinates import Point
from desktop.core.geo import Spot
from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import map_ground, site_map, site_now, sites
from desktop.services.map_ground import Ground
from desktop.services.site_map import MapSite, wanted_sites
from desktop.views.sites.map_bar import MapBar
from desktop.views.sites.map_card import MapCard, OnMap
from desktop.views.sites.map_export import content_of, pdf_of, picture_of, save_picture
from desktop.views.sites.map_ground_panel import GroundPanel
from desktop.views.sites.map_painting import LaidGround
from desktop.views.sites.map_side import Listing, MapSide, overlay_button
from desktop.views.sites.map_view import MapView
from desktop.views.support.notice import Notice
from desktop.views.support.pdf_files import write_pdf
from desktop.views.support.section import Section
from desktop.views.support.times import day_words
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing

_GAP = 8


@dataclass(frozen=True)
class MapRead:
    """All there is to show: the sites, and the picture under them (as JPEG and made ready)."""

    sites: tuple[MapSite, ...]
    ground: Ground | None
    jpeg: bytes
    laid: LaidGround | None


class MapSection(Section):
    """Everything one clicks on the map can be done in the list by keyboard."""

    tables = frozenset({"site", "opening_hours", "map_ground"})
    help_topic = "map"

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._sites: Sequence[MapSite] = ()
        self._read: MapRead | None = None
        self._placing: UUID | None = None
        self._chosen: UUID | None = None
        self._undoing = Undoing(tools.store, tools.runner, self)
        self._undoing.said.connect(self.said)
        self.bar = MapBar()
        self.view = MapView()
        self.side = MapSide()
        self.card = MapCard()
        self.ground_panel = GroundPanel(tools)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read all sites again, and the picture where it is another."""
        store, known = self._tools.store, self._read

        def look(_progress: Progress) -> MapRead:
            found = store.read(site_map.sites_on_map)
            ground = store.read(map_ground.ground)
            if ground is None:
                return MapRead(found, None, b"", None)
            if known is not None and known.ground == ground:
                return MapRead(found, ground, known.jpeg, known.laid)
            jpeg = store.read(map_ground.ground_picture, ground.photo_id)
            return MapRead(found, ground, jpeg, LaidGround.of(jpeg, ground.placed()))

        self._tools.runner.read_newest(look, done=self._show)

    def focus_search(self) -> None:
        """Go to the line that narrows the sites."""
        self.bar.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_item(self, kind: str, item: UUID) -> None:
        """Choose a site."""
        if kind == "site":
            self._chosen = item
            self._choose(item)

    def may_leave(self) -> bool:
        """Say whether a picture is being laid, or coordinates are being typed."""
        return not (self.card.is_dirty() or self.ground_panel.is_dirty())

    def lay_ground(self) -> None:
        """Go to where the picture under the map is chosen and tied."""
        read = self._read
        if read is not None:
            self.ground_panel.open_with(self._sites, read.ground, read.jpeg)
            self._stack.setCurrentWidget(self.ground_panel)

    def save_png(self, file: Path) -> None:
        """Write what is seen as a picture."""
        picture: QImage = picture_of(self.view, self.bar.title(), self._note())

        def work(_progress: Progress) -> Path:
            return save_picture(picture, file)

        self._tools.runner.read(work, done=self._saved, label=_("Saving"))

    def save_pdf(self, file: Path) -> None:
        """Write what is seen as a PDF."""
        ground = self._read.jpeg if self._read is not None and self._read.laid is not None else None
        content = content_of(self.view, self.bar.title(), self._note(), ground)

        def work(_progress: Progress) -> Path:
            return write_pdf(pdf_of(content), file)

        self._tools.runner.read(work, done=self._saved, label=_("Saving"))

    def _lay_out(self) -> None:
        beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        column.addWidget(self.side, 1)
        column.addWidget(self.card)
        beside.setMinimumWidth(280)
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(12)
        splitter.addWidget(self._on_map())
        splitter.addWidget(beside)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([700, 300])
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 4, 0, 8)
        rows.setSpacing(_GAP)
        rows.addWidget(self.bar)
        rows.addWidget(splitter, 1)
        self._stack.addWidget(whole)
        self._stack.addWidget(self.ground_panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def _on_map(self) -> QWidget:
        """Return the map with its buttons in the upper right corner."""
        self.in_button = overlay_button("plus", _("Closer (+)"), self.view)
        self.out_button = overlay_button("minus", _("Farther away (-)"), self.view)
        self.fit_button = overlay_button("fit-to-page-outline", _("All sites (0)"), self.view)
        self.legend_button = overlay_button("map-legend", _("What the marks mean"), self.view)
        self.legend_button.setCheckable(True)
        self.legend_button.setChecked(True)
        buttons = QVBoxLayout(self.view)
        buttons.setContentsMargins(8, 8, 8, 8)
        buttons.setSpacing(2)
        for button in (self.in_button, self.out_button, self.fit_button, self.legend_button):
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
        buttons.addStretch(1)
        return self.view

    def _connect(self) -> None:
        self.bar.changed.connect(self._narrow)
        self.bar.filter.left_downwards.connect(self.side.list.setFocus)
        self.bar.ground_asked.connect(self.lay_ground)
        self.bar.picture_asked.connect(self.save_png)
        self.bar.pdf_asked.connect(self.save_pdf)
        self.ground_panel.left.connect(self._back_to_map)
        self.ground_panel.said.connect(self.said)
        self.in_button.clicked.connect(self._closer)
        self.out_button.clicked.connect(self._farther)
        self.fit_button.clicked.connect(self.view.fit)
        self.legend_button.toggled.connect(self.view.set_legend)
        self.view.site_chosen.connect(self._choose)
        self.view.several_chosen.connect(self.side.list_here)
        self.view.spot_clicked.connect(self._spot_clicked)
        self.view.escaped.connect(self._stop_waiting)
        self.side.site_chosen.connect(self._choose)
        self.side.opened.connect(self._open)
        self.side.spot_named.connect(self.view.show_pin)
        self.side.picking_wanted.connect(self.view.set_picking)
        self.card.register_asked.connect(self._open)
        self.card.measure_asked.connect(self._measure_from_site)
        self.card.pointing_asked.connect(self._point)
        self.card.placed.connect(self._place)

    def _show(self, read: MapRead) -> None:
        self._read, self._sites = read, read.sites
        self.bar.offer_districts(sorted({site.district for site in read.sites if site.district}))
        self.view.show_ground(read.laid)
        self._narrow()
        if self._chosen is not None:
            self._read_card(self._chosen)

    def _narrow(self) -> None:
        found = wanted_sites(self._sites, self.bar.wanted())
        self.side.show_sites(self._sites, found)
        self.view.show_sites(found)

    def _choose(self, site: UUID | None) -> None:
        if site != self._placing:
            self._stop_pointing()
        self._chosen = site
        self.view.choose(site)
        self.side.choose(site)
        if site is None:
            self.card.clear()
        else:
            self._read_card(site)

    def _read_card(self, site: UUID) -> None:
        store = self._tools.store

        def look(_progress: Progress) -> OnMap | None:
            found = store.read(sites.cards, [site])
            now = store.read(site_now.open_at, [site], store.now())
            return OnMap(found[0], now.get(site)) if found else None

        self._tools.runner.read_newest(look, done=self._show_card)

    def _show_card(self, shown: OnMap | None) -> None:
        if shown is None or shown.card.id != self._chosen:
            self.card.clear()
        else:
            self.card.show_site(shown)

    def _spot_clicked(self, spot: Spot) -> None:
        if self._placing is not None:
            self.card.offer((spot.latitude, spot.longitude))
            self.card.save_button.setFocus(Qt.FocusReason.OtherFocusReason)
            self.view.show_pin(spot)
        else:
            self.side.measure_from(spot)

    def _point(self) -> None:
        """Let the next clicks say where the chosen site lies."""
        self._placing = self.card.site()
        self.view.set_picking(True)
        self.said.emit(Notice(_("Click on the map where the site lies, then “Put here”.")))

    def _stop_pointing(self) -> None:
        if self._placing is not None:
            self._placing = None
            self.view.show_pin(None)
            self.view.set_picking(self.side.listing() is Listing.NEAR)

    def _stop_waiting(self) -> None:
        """Wait for no click on the map any more."""
        if self._placing is not None:
            self._stop_pointing()
        elif self.side.listing() is not Listing.ALL:
            self.side.all_button.click()

    def _place(self, site: UUID, point: Point) -> None:
        store = self._tools.store
        name = self.card.name.text()

        def work(_progress: Progress) -> tuple[str, str | None]:
            store.do(site_map.place_site, site, *point)
            return _("“{name}” is on the map.").format(name=name), store.next_undo()

        self._tools.runner.run(work, done=self._placed, failed=self.card.refuse)

    def _placed(self, outcome: tuple[str, str | None]) -> None:
        self._stop_pointing()
        self.card.coordinates.set_value(None)
        self._undoing.tell(*outcome)

    def _measure_from_site(self, site: UUID) -> None:
        found = next((one for one in self._sites if one.id == site), None)
        if found is not None and found.spot is not None:
            self.side.measure_from(found.spot, found.name)

    def _open(self, site: UUID) -> None:
        self.open_item.emit("site", site)

    def _closer(self) -> None:
        self.view.zoom(1.5)

    def _farther(self) -> None:
        self.view.zoom(1 / 1.5)

    def _back_to_map(self) -> None:
        self._stack.setCurrentIndex(0)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _note(self) -> str:
        count = sum(site.spot is not None for site in self.view.sites())
        words = ngettext("{n} site", "{n} sites", count).format(n=count)
        today = self._tools.store.now().astimezone().date()
        return _("{count}, {day}").format(count=words, day=day_words(today))

    def _saved(self, file: Path) -> None:
        self.said.emit(Notice(_("Saved as {file}.").format(file=file.name)))
