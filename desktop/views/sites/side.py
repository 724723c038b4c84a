"""The chosen site: its head, what one does with it, and its sides as tabs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib import import_module
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from desktop.core.i18n import N_, _
from desktop.core.progress import Progress
from desktop.services import site_now, sites
from desktop.services.site_words import SiteKind, SiteStatus
from desktop.services.sites import SiteCard, SiteEntry, SiteFilter, SiteLine
from desktop.views.sites.details_tab import DetailsTab
from desktop.views.sites.head import Head
from desktop.views.sites.site_tab import SiteTab
from desktop.views.sites.status_bar import StatusBar
from desktop.views.support.tab_mark import TabMark
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing

# Key (also of the module, KEY_tab), title, class.
_TABS: tuple[tuple[str, str, str], ...] = (
    ("details", N_("Particulars"), "DetailsTab"),
    ("hours", N_("Open when"), "HoursTab"),
    ("amenities", N_("Amenities"), "AmenitiesTab"),
    ("ratings", N_("Stars"), "RatingsTab"),
    ("photos", N_("Photos"), "PhotosTab"),
    ("tallies", N_("Served"), "TalliesTab"),
    ("disinfection", N_("Disinfection"), "DisinfectionTab"),
    ("inspections", N_("Visits"), "InspectionsTab"),
    ("supplies", N_("Goods"), "SuppliesTab"),
    ("equipment", N_("Equipment"), "EquipmentTab"),
    ("papers", N_("Papers"), "PapersTab"),
)

# Sides that only these kinds of site have.
_ONLY = {"disinfection": frozenset({SiteKind.MOMMY_ROOM})}


@dataclass(frozen=True)
class SiteShown:
    """A site with what its head tells; ``open_now`` None: no hours are posted."""

    card: SiteCard
    inside: Sequence[SiteLine]
    open_now: bool | None


class SiteSide(QWidget):
    """Shows one site, or an empty form for a new one."""

    said = Signal(object)  # Notice
    open_item = Signal(str, object)  # kind, UUID
    kept = Signal(object)  # UUID of the site just saved
    given_up = Signal()  # the new site was put away unsaved
    new_inside_asked = Signal(object)  # SiteKind
    lost = Signal()  # the site is no longer on file
    left = Signal()  # Esc: back to the list

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._card: SiteCard | None = None
        self._site: UUID | None = None
        self._new = False
        self._made: dict[str, SiteTab] = {}
        self._keys: list[str] = []
        self._undoing = Undoing(tools.store, tools.runner, self)
        self.head = Head()
        self.bar = StatusBar(self._today)
        self.tabs = QTabWidget()
        TabMark(self.tabs.tabBar())
        self.tabs.setDocumentMode(True)
        self.tabs.setUsesScrollButtons(True)
        self.details = DetailsTab(tools)
        self._add_tabs()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(self.bar)
        column.addWidget(self.tabs, 1)
        self._connect()

    def show_site(self, site: UUID) -> None:
        """Read a site and show it; the tab one is on stays, and what is being typed about the same one."""
        if site != self._site or self._new:
            self.bar.close_bar()
        self._site, self._new = site, False
        self._show_tabs(True)
        self._read()
        self._read_tab()

    def show_new(self, kind: SiteKind, within: SiteCard | None = None) -> None:
        """Show an empty form; what stands inside another is where that is and has its host."""
        entry, parent = _blank(kind, within), within.name if within is not None else ""
        self._card, self._site, self._new = None, None, True
        self.bar.close_bar()
        self.head.show_new(parent)
        self._show_tabs(False)
        self.tabs.setCurrentIndex(0)
        self.details.show_new(entry, parent)

    def refresh(self) -> None:
        """Read again what is shown."""
        self.details.outdate()
        if self._site is not None and not self._new:
            self._read()
            self._read_tab()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the list; a new site in which nothing was typed is put away."""
        if event.key() != Qt.Key.Key_Escape or self.is_dirty():
            super().keyPressEvent(event)
        elif self._new:
            self.given_up.emit()
        else:
            self.left.emit()

    def card(self) -> SiteCard | None:
        """Return the site shown; None while a new one is written."""
        return self._card

    def site(self) -> UUID | None:
        """Return the key of the site shown."""
        return self._site

    def is_new(self) -> bool:
        """Say whether a new site is being written."""
        return self._new

    def is_dirty(self) -> bool:
        """Say whether something typed would be lost."""
        return any(tab.is_dirty() for tab in self._made.values())

    def forget(self) -> None:
        """Put back what was typed, in whichever tab."""
        for key, tab in list(self._made.items()):
            if tab is self.details:
                self.details.forget()
            elif tab.is_dirty():
                self._replace(key)

    def enter(self) -> None:
        """Go into the tab one is on."""
        if not enter_first(self.tabs.currentWidget()):
            self.tabs.tabBar().setFocus(Qt.FocusReason.TabFocusReason)

    def open_tab(self, key: str) -> None:
        """Open one side of the site."""
        if key in self._keys:
            self.tabs.setCurrentIndex(self._keys.index(key))

    def ask_status(self) -> None:
        """Ask for another state, since when and why."""
        if self._card is not None:
            self.bar.ask(self._card.name, self._card.entry.status)

    def remove(self) -> None:
        """Take the site off the register; undo brings it back."""
        card, store = self._card, self._tools.store
        if card is None:
            return

        def work(_progress: Progress) -> tuple[str, str | None]:
            store.do(sites.remove, card.id)
            return _("“{name}” removed from the register.").format(name=card.name), store.next_undo()

        self._tools.runner.run(work, done=self._told)

    def _connect(self) -> None:
        self._undoing.said.connect(self.said)
        self.details.kept.connect(self._kept)
        self.details.given_up.connect(self.given_up)
        self.tabs.currentChanged.connect(self._tab_changed)
        self.bar.asked.connect(self._change_status)
        self.head.status_asked.connect(self.ask_status)
        self.head.removal_asked.connect(self.remove)
        self.head.site_asked.connect(self._open_site)
        self.head.new_asked.connect(self.new_inside_asked)

    def _add_tabs(self) -> None:
        for key, title, _name in _TABS:
            if key == "details":
                self._wire(key, self.details)
            self.tabs.addTab(self.details if key == "details" else QWidget(), _(title))
            self._keys.append(key)

    def _wire(self, key: str, tab: SiteTab) -> None:
        tab.said.connect(self.said)
        tab.open_item.connect(self.open_item)
        self._made[key] = tab

    def _replace(self, key: str) -> None:
        """Make a tab (anew), in the place kept for it."""
        name = next(name for one, _title, name in _TABS if one == key)
        tab = getattr(import_module(f"desktop.views.sites.{key}_tab"), name)(self._tools)
        assert isinstance(tab, SiteTab)
        place, here = self._keys.index(key), self.tabs.currentIndex()
        words, old = self.tabs.tabText(place), self.tabs.widget(place)
        self.tabs.blockSignals(True)
        self.tabs.removeTab(place)
        self.tabs.insertTab(place, tab, words)
        self.tabs.setCurrentIndex(here)
        self.tabs.blockSignals(False)
        self._wire(key, tab)
        if old is not None:
            old.deleteLater()

    def _read(self) -> None:
        store, site = self._tools.store, self._site
        assert site is not None

        def look(_progress: Progress) -> SiteShown | None:
            found = store.read(sites.cards, [site])
            if not found:
                return None
            inside = store.read(sites.listed, SiteFilter(inside=site)) if found[0].inside else []
            now = store.read(site_now.open_at, [site], store.now())
            return SiteShown(found[0], [one for one in inside if one.parent_id == site], now.get(site))

        self._tools.runner.read_newest(look, done=self._show)

    def _show(self, shown: SiteShown | None) -> None:
        if self._new:
            return
        if shown is None:
            self._card, self._site = None, None
            self.lost.emit()
            return
        self._card = shown.card
        self._show_tabs(True)
        self.head.show_site(shown.card, shown.inside, shown.open_now)

    def _show_tabs(self, shown: bool) -> None:
        """A new site has details only."""
        kind = self._card.entry.kind if self._card else None
        for place, key in enumerate(self._keys[1:], 1):
            self.tabs.setTabVisible(place, shown and (key not in _ONLY or kind in _ONLY[key]))

    def _read_tab(self) -> None:
        key = self._keys[self.tabs.currentIndex()]
        if key not in self._made:
            self._replace(key)
        self._made[key].show_site(self._site)

    def _tab_changed(self, _number: int) -> None:
        # A tab has nothing to type into until it has been read: one stays at the tabs and goes on from there.
        focused = self.window().focusWidget()
        if focused is None or self.isAncestorOf(focused):
            self.tabs.tabBar().setFocus(Qt.FocusReason.TabFocusReason)
        if not self._new and self._site is not None:
            self._read_tab()

    def _change_status(self, status: SiteStatus, since: date | None, reason: str) -> None:
        card, store = self._card, self._tools.store
        if card is None:
            return

        def work(_progress: Progress) -> tuple[str, str | None]:
            store.do(sites.set_status, card.id, status, since, reason)
            return _("The state of “{name}” is changed.").format(name=card.name), store.next_undo()

        self._tools.runner.run(work, done=self._told, failed=self.bar.refuse)

    def _told(self, outcome: tuple[str, str | None]) -> None:
        self.bar.close_bar()
        self._undoing.tell(*outcome)

    def _kept(self, site: UUID, was_new: bool) -> None:
        self._site, self._new = site, False
        if was_new:
            self._show_tabs(True)
        self._read()
        self.kept.emit(site)

    def _open_site(self, site: UUID) -> None:
        self.open_item.emit("site", site)

    def _today(self) -> date:
        return self._tools.store.now().astimezone().date()


def enter_first(part: QWidget | None) -> bool:
    """Go to the first place in a part of the window where one can type or choose, if there is any."""
    stop = part.nextInFocusChain() if part is not None else None
    while part is not None and stop is not None and part.isAncestorOf(stop):
        if stop.focusPolicy() & Qt.FocusPolicy.TabFocus and stop.isEnabled() and stop.isVisibleTo(part):
            stop.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        stop = stop.nextInFocusChain()
    return False


def _blank(kind: SiteKind, within: SiteCard | None) -> SiteEntry:
    if within is None:
        return SiteEntry(kind, "")
    above = within.entry
    return replace(
        SiteEntry(kind, ""),
        parent_id=within.id,
        address=above.address,
        district=above.district,
        island=above.island,
        latitude=above.latitude,
        longitude=above.longitude,
        host=above.host,
        host_kind=above.host_kind,
    )
