"""Sites: the register, the map, and the ledger of what happens at them, each a section of its own."""

from importlib import import_module
from uuid import UUID

from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout

from desktop.core.i18n import N_, _
from desktop.storage.pinyin import sounds
from desktop.views.sites.section import Section
from desktop.views.support.icons import icon
from desktop.views.support.page import Page
from desktop.views.support.tab_mark import TabMark
from desktop.views.support.theme import roomy
from desktop.views.support.tools import Tools

_REMEMBERED = "sites/section"
# Key (also of the module, KEY_section), title, icon, class, kinds of thing it shows.
_SECTIONS: tuple[tuple[str, str, str, str, frozenset[str]], ...] = (
    ("register", N_("Register"), "view-list-outline", "RegisterSection", frozenset({"site"})),
    ("map", N_("Map"), "map-outline", "MapSection", frozenset()),
    ("tallies", N_("Daily figures"), "counter", "TalliesSection", frozenset()),
    (
        "inspections",
        N_("Inspections"),
        "clipboard-check-outline",
        "InspectionsSection",
        frozenset({"defect", "inspection", "inspect"}),
    ),
    ("supplies", N_("Supplies"), "package-variant", "SuppliesSection", frozenset({"supply", "delivery"})),
    (
        "equipment",
        N_("Equipment"),
        "tag-outline",
        "EquipmentSection",
        frozenset({"asset", "stock-take"}),
    ),
    ("duty", N_("Duty"), "calendar-account-outline", "DutySection", frozenset({"duty"})),
)


class SitesPage(Page):
    """A bar of sections; each is made on the first visit and reads again only what it shows."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools.feed)
        self._tools = tools
        self._made: dict[str, Section] = {}
        self._behind: set[str] = set()
        self.bar = QTabBar()
        self.bar.setExpanding(False)
        self.bar.setDrawBase(False)
        self.bar.setAccessibleName(_("Parts of this page"))
        roomy(self.bar)
        TabMark(self.bar)
        for _key, title, picture, _name, _kinds in _SECTIONS:
            self.bar.addTab(icon(picture), _(title))
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 0)
        column.setSpacing(4)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
        tools.feed.tables_changed.connect(self._tell_sections)
        QShortcut(QKeySequence("Ctrl+PgDown"), self).activated.connect(self._next)
        QShortcut(QKeySequence("Ctrl+PgUp"), self).activated.connect(self._previous)
        keys = [key for key, *_rest in _SECTIONS]
        wanted = str(tools.memory.value(_REMEMBERED, keys[0]))
        self.bar.setCurrentIndex(keys.index(wanted) if wanted in keys else 0)
        self.bar.currentChanged.connect(self._choose)
        self._choose(self.bar.currentIndex())
        # Names are completed by how they sound; the table of sounds takes 0.1 s to load.
        tools.runner.read(lambda _progress: sounds("驿"))

    def section(self) -> Section:
        """Return the section one is on."""
        found = self._stack.currentWidget()
        assert isinstance(found, Section)
        return found

    def go(self, key: str) -> Section:
        """Go to a section, made now if it is the first visit; return it."""
        self.bar.setCurrentIndex([one for one, *_rest in _SECTIONS].index(key))
        return self.section()

    def focus_search(self) -> None:
        """Go to where one searches in the section."""
        self.section().focus_search()

    def show_item(self, kind: str, item: UUID) -> None:
        """Show a thing in the section that keeps its kind."""
        key = next(key for key, _title, _picture, _name, kinds in _SECTIONS if kind in kinds)
        self.go(key).show_item(kind, item)

    def begin(self, step: str) -> None:
        """Begin a first step: ``import`` or ``new`` in the register, or the key of another section."""
        if any(step == key for key, *_rest in _SECTIONS):
            self.go(step)
        elif step:
            self.go(_SECTIONS[0][0]).begin(step)

    def may_leave(self) -> bool:
        """Say whether nothing typed would be lost; go to the first section that would lose something."""
        for key, section in self._made.items():
            if not section.may_leave():
                self.go(key)
                return False
        return True

    def undo_here(self) -> bool:
        """Let the section take back what Ctrl+Z means there."""
        return self.section().undo_here()

    def showEvent(self, event: QShowEvent) -> None:
        """Read again what fell behind while the page was hidden."""
        super().showEvent(event)
        self._catch_up_section()

    def _choose(self, number: int) -> None:
        key, _title, _picture, name, _kinds = _SECTIONS[number]
        if key not in self._made:
            self._make(key, name)
        section = self._made[key]
        self._stack.setCurrentWidget(section)
        self.help_topic = section.help_topic
        self.help_changed.emit()
        self._tools.memory.setValue(_REMEMBERED, key)
        if self.isVisible():
            self._catch_up_section()

    def _make(self, key: str, name: str) -> None:
        section = getattr(import_module(f"desktop.views.sites.{key}_section"), name)(self._tools)
        assert isinstance(section, Section)
        section.said.connect(self.said)
        section.open_page.connect(self.open_page)
        section.open_item.connect(self.open_item)
        self._made[key] = section
        self._behind.add(key)
        self._stack.addWidget(section)

    def _tell_sections(self, tables: frozenset[str]) -> None:
        self._behind |= {key for key, section in self._made.items() if tables & section.tables}
        if self.isVisible():
            self._catch_up_section()

    def _catch_up_section(self) -> None:
        key = _SECTIONS[self.bar.currentIndex()][0]
        if key in self._behind:
            self._behind.discard(key)
            self.section().refresh()

    def _next(self) -> None:
        self.bar.setCurrentIndex((self.bar.currentIndex() + 1) % self.bar.count())

    def _previous(self) -> None:
        self.bar.setCurrentIndex((self.bar.currentIndex() - 1) % self.bar.count())
