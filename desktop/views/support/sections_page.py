"""A page of several parts: a bar of sections, each made on the first visit."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from uuid import UUID

from PySide6.QtGui import QIcon, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QProxyStyle,
    QStackedWidget,
    QStyle,
    QStyleOption,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.views.support.icons import icon
from desktop.views.support.page import Page
from desktop.views.support.section import Section
from desktop.views.support.tab_mark import TabMark
from desktop.views.support.theme import roomy
from desktop.views.support.tools import Tools

_MANY, _TAB_ROOM = 8, 12  # sections; pixels beside the words of one


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """A section in the bar: its key, title (marked with ``N_``), icon (may be empty), where its class is,
    and the kinds of thing it shows.
    """

    key: str
    title: str
    icon: str
    module: str
    name: str
    kinds: frozenset[str] = frozenset()


class _CloseTabs(QProxyStyle):
    """Tabs with less room beside their words, so that many fit beside each other."""

    def pixelMetric(  # noqa: N802 - Qt's name
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        if metric is QStyle.PixelMetric.PM_TabBarTabHSpace:
            return _TAB_ROOM
        return super().pixelMetric(metric, option, widget)


class SectionsPage(Page):
    """A bar of sections; each is made on the first visit and reads again only what it shows.

    The section one was on is remembered under ``remembered``. ``above`` is put over the bar.
    """

    def __init__(
        self,
        tools: Tools,
        specs: Sequence[SectionSpec],
        remembered: str,
        above: QWidget | None = None,
    ) -> None:
        super().__init__(tools.feed)
        self._tools = tools
        self._specs = tuple(specs)
        self.above = above
        self._remembered = remembered
        self._made: dict[str, Section] = {}
        self._behind: set[str] = set()
        self.bar = QTabBar()
        self.bar.setExpanding(False)
        self.bar.setDrawBase(False)
        if len(self._specs) > _MANY:
            self._style = _CloseTabs()
            self._style.setParent(self.bar)  # so that it outlives the bar that draws with it
            self.bar.setStyle(self._style)
        self.bar.setAccessibleName(_("Parts of this page"))
        roomy(self.bar)
        TabMark(self.bar)
        for spec in self._specs:
            self.bar.addTab(icon(spec.icon) if spec.icon else QIcon(), _(spec.title))
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 0)
        column.setSpacing(4)
        if above is not None:
            column.addWidget(above)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
        tools.feed.tables_changed.connect(self._tell_sections)
        QShortcut(QKeySequence("Ctrl+PgDown"), self).activated.connect(self._next)
        QShortcut(QKeySequence("Ctrl+PgUp"), self).activated.connect(self._previous)
        wanted = str(tools.memory.value(remembered, self._specs[0].key))
        self.bar.setCurrentIndex(self._number(wanted))
        self.bar.currentChanged.connect(self._choose)
        self._choose(self.bar.currentIndex())

    def section(self) -> Section:
        """Return the section one is on."""
        found = self._stack.currentWidget()
        assert isinstance(found, Section)
        return found

    def has_section(self, key: str) -> bool:
        """Say whether the page has a section of that key."""
        return any(spec.key == key for spec in self._specs)

    def go(self, key: str) -> Section:
        """Go to a section, made now if it is the first visit; return it."""
        self.bar.setCurrentIndex(self._number(key))
        return self.section()

    def focus_search(self) -> None:
        """Go to where one searches in the section."""
        self.section().focus_search()

    def show_item(self, kind: str, item: UUID) -> None:
        """Show a thing in the section that keeps its kind."""
        key = next(spec.key for spec in self._specs if kind in spec.kinds)
        self.go(key).show_item(kind, item)

    def begin(self, step: str) -> None:
        """Go to the section of that key; another step is begun in the first section."""
        if self.has_section(step):
            self.go(step)
        elif step:
            self.go(self._specs[0].key).begin(step)

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

    def make_ready(self, section: Section) -> None:
        """Give a section just made what it needs before it is first shown."""

    def all_behind(self) -> None:
        """Have every section read again: the one in sight now, the others when they are shown."""
        self._behind |= set(self._made)
        if self.isVisible():
            self._catch_up_section()

    def _number(self, key: str) -> int:
        return next((number for number, spec in enumerate(self._specs) if spec.key == key), 0)

    def _choose(self, number: int) -> None:
        spec = self._specs[number]
        if spec.key not in self._made:
            self._make(spec)
        section = self._made[spec.key]
        self._stack.setCurrentWidget(section)
        self.help_topic = section.help_topic
        self.help_changed.emit()
        self._tools.memory.setValue(self._remembered, spec.key)
        if self.isVisible():
            self._catch_up_section()

    def _make(self, spec: SectionSpec) -> None:
        section = getattr(import_module(spec.module), spec.name)(self._tools)
        assert isinstance(section, Section)
        self.make_ready(section)
        section.said.connect(self.said)
        section.open_page.connect(self.open_page)
        section.open_item.connect(self.open_item)
        self._made[spec.key] = section
        self._behind.add(spec.key)
        self._stack.addWidget(section)

    def _tell_sections(self, tables: frozenset[str]) -> None:
        self._behind |= {key for key, section in self._made.items() if tables & section.tables}
        if self.isVisible():
            self._catch_up_section()

    def _catch_up_section(self) -> None:
        key = self._specs[self.bar.currentIndex()].key
        if key in self._behind:
            self._behind.discard(key)
            self.section().refresh()

    def _next(self) -> None:
        self.bar.setCurrentIndex((self.bar.currentIndex() + 1) % self.bar.count())

    def _previous(self) -> None:
        self.bar.setCurrentIndex((self.bar.currentIndex() - 1) % self.bar.count())
