"""The register as a list: found by words, narrowed by choices, ordered by its headings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import site_now, sites
from desktop.services.site_words import host_kind_word, site_word, status_word
from desktop.services.sites import SiteFilter, SiteLine, SiteOrder
from desktop.views.sites.filters import Filters
from desktop.views.sites.looks import kind_picture, status_tones
from desktop.views.support.empty import EmptyState
from desktop.views.support.icons import icon
from desktop.views.support.lazy_table import Column, LazyTable
from desktop.views.support.theme import colours, roomy
from desktop.views.support.tools import Tools


@dataclass(frozen=True)
class SiteRow:
    """A line of the list with what stands around it; ``open_now`` None: no hours are posted."""

    line: SiteLine
    parent: str
    open_now: bool | None

    @property
    def id(self) -> UUID:
        """Key of the site."""
        return self.line.id


@dataclass(frozen=True)
class Listed:
    """What one reading found."""

    ids: Sequence[UUID]
    total: int
    districts: Sequence[str]


class SiteList(QWidget):
    """The filter line, the choices and the table."""

    chosen = Signal(object)  # UUID | None
    opened = Signal(object)  # UUID: Enter or double click
    removal_asked = Signal()
    import_asked = Signal()
    new_asked = Signal()
    shown = Signal()  # the list was read
    said = Signal(object)  # Notice

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._wanted: UUID | None = None
        self.filters = Filters(tools.memory)
        self.empty, self.new_button = _empty_state()
        self.table: LazyTable[SiteRow] = LazyTable(
            "sites", _columns(), self._fetch, tools.runner, tools.memory, self.empty,
            _("Name, pinyin, initials, code, address or host"),
        )  # fmt: skip
        self.table.view.setAccessibleName(_("Sites"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.filters)
        column.addWidget(self.table, 1)
        self.filters.changed.connect(self._narrow)
        self.table.filter_changed.connect(self._narrow)
        self.table.sort_changed.connect(self._narrow)
        self.table.current_changed.connect(self.chosen)
        self.table.opened.connect(self.opened)
        self.table.removal_asked.connect(self.removal_asked)
        self.table.said.connect(self.said)
        self.empty.first_step.connect(self.import_asked)
        self.new_button.clicked.connect(self.new_asked)

    def read(self, keep: bool = True) -> None:
        """Read the list again; the one chosen stays on it (if ``keep``) though it fits no longer.

        So a site that was just closed does not slip away from under the person's eyes.
        """
        wanted = self.filters.narrowed(SiteFilter(text=self.table.filter_text()))
        order, descending = _order(self.table.order())
        chosen = self._wanted or (self.table.current_id() if keep else None)
        store = self._tools.store

        def look(_progress: Progress) -> Listed:
            everything = store.read(sites.listed, None, order)
            ids = [one.id for one in everything]
            total = len(ids)
            if wanted != SiteFilter():
                fits = {one.id for one in store.read(sites.listed, wanted, order)}
                ids = [key for key in ids if key in fits or key == chosen]
            if descending:
                ids.reverse()
            return Listed(ids, total, store.read(sites.districts))

        self._tools.runner.read_newest(look, done=self._show)

    def choose(self, site: UUID) -> None:
        """Put the cursor on a site; it is shown though it does not fit the choices made."""
        if not self.table.select(site):
            self._wanted = site
            self.read()

    def current(self) -> UUID | None:
        """Return the site the cursor is on."""
        return self.table.current_id()

    def is_narrow(self) -> bool:
        """Say whether any site may be left out."""
        return self.filters.is_narrow() or bool(self.table.filter_text())

    def ids(self) -> Sequence[UUID]:
        """Return the sites listed, in their order."""
        return self.table.ids()

    def _show(self, listed: Listed) -> None:
        self._say_why_empty(listed.total)
        self.filters.offer_districts(listed.districts)
        self.table.show_ids(listed.ids, listed.total)
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.table.select(wanted)
        elif self.table.current_id() is None and listed.ids:
            self.table.view.selectRow(0)
        self.shown.emit()

    def _say_why_empty(self, total: int) -> None:
        narrow = total > 0
        self.empty.heading.setText(_("No site is like that") if narrow else _("No sites yet"))
        self.empty.sentence.setText(
            _("“Show all again” above takes the choice back.") if narrow else _first_words()
        )
        self.empty.step.setHidden(narrow)
        self.new_button.setHidden(narrow)
        self.filters.setVisible(narrow)

    def _fetch(self, ids: Sequence[UUID]) -> Iterable[SiteRow]:
        store = self._tools.store
        lines = store.read(sites.lines, ids)
        above = {one.parent_id for one in lines if one.parent_id is not None}
        parents = {one.id: one.name for one in store.read(sites.lines, list(above))}
        now: Mapping[UUID, bool | None] = store.read(site_now.open_at, ids, store.now())
        return [
            SiteRow(one, parents.get(one.parent_id, "") if one.parent_id else "", now.get(one.id))
            for one in lines
        ]

    def _narrow(self, *_change: object) -> None:
        self.read(keep=False)


def _order(order: tuple[str, bool] | None) -> tuple[SiteOrder, bool]:
    key, descending = order or (SiteOrder.NAME.value, False)
    return SiteOrder(key), descending


def _empty_state() -> tuple[EmptyState, QPushButton]:
    empty = EmptyState("map-marker-plus-outline", _("No sites yet"), _first_words(), _("Choose a file…"))
    new = QPushButton(icon("plus"), _("New site"))
    roomy(new)
    column = empty.layout()
    assert isinstance(column, QVBoxLayout)
    column.insertWidget(column.count() - 1, new, alignment=Qt.AlignmentFlag.AlignCenter)
    return empty, new


def _first_words() -> str:
    return _("Drop the list of sites you keep in Excel or WPS here, choose its file, or enter a first site.")


def _columns() -> list[Column[SiteRow]]:
    return [
        Column("name", _("Site"), _name, width=190, hint=_name),
        Column(
            "kind", _("Kind"), lambda one: site_word(one.line.kind, one.line.afloat), width=142, icon=_picture
        ),
        Column("status", _("State"), lambda one: status_word(one.line.status), width=84, tone=_tone),
        Column("now", _("Now"), _now, width=70, sortable=False, tone=_now_tone),
        Column("district", _("District"), lambda one: one.line.district, width=90),
        Column("stars", _("Stars"), lambda one: "★" * (one.line.stars or 0), width=84),
        Column("host", _("Host organisation"), lambda one: one.line.host, width=170, sortable=False),
        Column("host_kind", _("Kind of host"), _host_kind, sortable=False, shown=False),
        Column("address", _("Address"), lambda one: one.line.address, width=200, sortable=False, shown=False),
    ]


def _name(one: SiteRow) -> str:
    if not one.parent:
        return one.line.name
    return _("{name} — inside {parent}").format(name=one.line.name, parent=one.parent)


def _host_kind(one: SiteRow) -> str:
    return host_kind_word(one.line.host_kind)


def _picture(one: SiteRow) -> QIcon:
    return icon(kind_picture(one.line.kind, one.line.afloat), "quiet")


def _tone(one: SiteRow) -> QColor:
    text, _ground = status_tones(one.line.status)
    return QColor(getattr(colours(), text))


def _now(one: SiteRow) -> str:
    if one.open_now is None or one.line.status is not sites.SiteStatus.OPEN:
        return ""
    return _("open") if one.open_now else _("shut")


def _now_tone(one: SiteRow) -> QColor | None:
    return QColor(colours().good) if one.open_now else QColor(colours().quiet)
