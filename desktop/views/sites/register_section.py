"""The register of sites: the list at the left, the chosen one at the right, taking a list in."""

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.services.site_words import SiteKind
from desktop.views.sites.import_view import SiteImportView
from desktop.views.sites.list_tools import ListTools
from desktop.views.sites.several_side import SeveralSide
from desktop.views.sites.side import SiteSide
from desktop.views.sites.site_list import SiteList
from desktop.views.support.empty import EmptyState
from desktop.views.support.notice import Notice, Tone
from desktop.views.support.section import Section
from desktop.views.support.theme import titled, toned
from desktop.views.support.tools import Tools
from desktop.views.support.workbooks import dropped_file


class RegisterSection(Section):
    """Finds, enters, corrects, opens and closes sites; a list of them may be dropped anywhere on it."""

    # Those of its own and of all tabs, which are read anew while they are looked at.
    tables = frozenset(
        {
            "site", "site_status", "opening_hours", "calendar_day", "site_photo", "site_standard",
            "site_amenity", "site_rating", "tally_month", "tally_hours", "disinfection", "inspection",
            "inspection_check", "defect", "recheck", "deadline_change", "supply_stock", "supply_movement",
            "supply_batch", "supply_item", "supply_minimum", "delivery", "delivery_line", "asset",
            "asset_move", "stock_take", "stock_take_line",
        }
    )  # fmt: skip

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._going_to: UUID | None = None
        self.list = SiteList(tools)
        self.list_tools = ListTools(tools, self.list.ids)
        self.several = SeveralSide(tools)
        self.importing = SiteImportView(tools)
        self.side = SiteSide(tools)
        self.nothing = EmptyState(
            "map-marker-outline", _("No site is chosen"), _("Choose one at the left, or enter a new one.")
        )
        self.right = QStackedWidget()
        self.right.addWidget(self.nothing)
        self.right.addWidget(self.side)
        self.right.addWidget(self.several)
        self.views = QStackedWidget()
        self.views.addWidget(self._browse())
        self.views.addWidget(self.importing)
        self._hint = QLabel(_("Drop the list here"), self, alignment=Qt.AlignmentFlag.AlignCenter)
        titled(self._hint, 1.6)
        toned(self._hint, "accent", "tint")
        self._hint.hide()
        self.setAcceptDrops(True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(4, 4, 4, 12)
        whole.addWidget(self.views)
        self._connect()

    def refresh(self) -> None:
        """Read the list and the chosen site again."""
        self.list.read()
        self.side.refresh()

    def focus_search(self) -> None:
        """Go to the line that narrows the list."""
        self._back()
        self.list.table.focus_filter()

    def show_item(self, kind: str, item: UUID) -> None:  # noqa: ARG002 - sites are the only kind
        """Choose a site."""
        self._back()
        self.list.choose(item)
        self._go_to(item)

    def begin(self, step: str) -> None:
        """Begin an import or a new site."""
        if step == "import":
            self._back()
            self.list_tools.choose_list()
        elif step == "new":
            self.begin_new()

    def may_leave(self) -> bool:
        """Say whether nothing typed would be lost."""
        return not self.side.is_dirty()

    def undo_here(self) -> bool:
        """Say what is not saved yet: undoing what was done before it might take the site from under it."""
        if not self.side.is_dirty():
            return False
        words = _("What you typed about the site is not saved yet.")
        self.said.emit(Notice(words, _("Save it or press Esc, then undo."), Tone.DUE))
        return True

    def begin_new(self) -> None:
        """Show an empty form, for the kind the list is narrowed to."""
        self._back()
        self._write_new(self.list.filters.kind_chosen() or SiteKind.REST_STATION)

    def take_in(self, path: Path) -> None:
        """Show what taking in this list would do."""
        self.views.setCurrentWidget(self.importing)
        self.importing.take(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file that is held over the register."""
        if dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()
            self._hint.setGeometry(self.rect())
            self._hint.show()
            self._hint.raise_()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Forget the file."""
        self._hint.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Show what taking in the dropped list would do."""
        self._hint.hide()
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.take_in(path)

    def _browse(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.list_tools)
        column.addWidget(self.list, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.right)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        split.setSizes([400, 560])
        return split

    def _connect(self) -> None:
        self.list_tools.new_asked.connect(self.begin_new)
        self.list_tools.file_chosen.connect(self.take_in)
        self.list.import_asked.connect(self.list_tools.choose_list)
        self.list.shown.connect(self.list_tools.follow)
        self.importing.closed.connect(self._back)
        self.importing.choose_asked.connect(self.list_tools.choose_list)
        self.list.new_asked.connect(self.begin_new)
        self.list.chosen.connect(self._chosen)
        self.list.opened.connect(self._enter_side)
        self.list.removal_asked.connect(self._remove)
        self.list.table.selection_changed.connect(self._selected)
        self.side.open_item.connect(self._open_item)
        self.side.kept.connect(self.list.choose)
        self.side.given_up.connect(self._put_new_away)
        self.side.left.connect(self._enter_list)
        self.side.new_inside_asked.connect(self._new_inside)
        self.side.lost.connect(self._lost)
        for part in (self.list_tools, self.list, self.side, self.several, self.importing):
            part.said.connect(self.said)
        self._on_keys(QKeySequence.StandardKey.New, self.begin_new)
        self._on_keys(QKeySequence.StandardKey.Open, self.list_tools.choose_list)

    def _on_keys(self, keys: QKeySequence.StandardKey, act: object) -> None:
        # Of the window, since the focus may still be in the rail; a section out of sight does not answer.
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(act)

    def _open_item(self, kind: str, item: UUID) -> None:
        if kind == "site":
            self.show_item(kind, item)
        else:
            self.open_item.emit(kind, item)

    def _chosen(self, site: UUID | None) -> None:
        if self.list.table.selected_count() > 1:
            self._selected()
            return
        if site is None:
            if not self.side.is_dirty() and not self.side.is_new():
                self.right.setCurrentWidget(self.nothing)
        elif self.side.site() != site or self.side.is_new():
            self._go_to(site)
        else:  # the list was without it for a moment
            self.right.setCurrentWidget(self.side)

    def _selected(self) -> None:
        """Show what can be done with several, while several are chosen."""
        chosen = self.list.table.selected_ids()
        if len(chosen) > 1 and not self.side.is_dirty():
            self.several.show_sites(chosen)
            self.right.setCurrentWidget(self.several)
        elif self.right.currentWidget() is self.several:
            self.right.setCurrentWidget(self.side if self.side.site() is not None else self.nothing)

    def _remove(self) -> None:
        if self.right.currentWidget() is self.several:
            self.several.remove()
        else:
            self.side.remove()

    def _go_to(self, site: UUID) -> None:
        if self.side.is_dirty():
            if self.side.site() != site:
                self._tell_unsaved(site)
            return
        self.right.setCurrentWidget(self.side)
        self.side.show_site(site)

    def _write_new(self, kind: SiteKind) -> None:
        if self.side.is_dirty():
            self._tell_unsaved(None)
            return
        self.right.setCurrentWidget(self.side)
        self.side.show_new(kind)

    def _new_inside(self, kind: SiteKind) -> None:
        card = self.side.card()
        if self.side.is_dirty():
            self._tell_unsaved(None)
        elif card is not None:
            self.side.show_new(kind, card)

    def _tell_unsaved(self, site: UUID | None) -> None:
        self._going_to = site
        kept = self.side.site()
        if kept is not None:
            self.list.table.select(kept)
        words = _("What you typed about the site is not saved yet.")
        self.said.emit(Notice(words, "", Tone.DUE, _("Do without it"), self._do_without))

    def _do_without(self) -> None:
        self.side.forget()
        if self._going_to is None:
            self.begin_new()
        else:
            self.list.choose(self._going_to)
            self._go_to(self._going_to)

    def _put_new_away(self) -> None:
        current = self.list.current()
        if current is None:
            self.right.setCurrentWidget(self.nothing)
        else:
            self.side.show_site(current)
        self._enter_list()

    def _enter_list(self) -> None:
        self.list.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lost(self) -> None:
        self.right.setCurrentWidget(self.nothing)

    def _enter_side(self, _site: UUID) -> None:
        self.side.enter()

    def _back(self) -> None:
        self.views.setCurrentIndex(0)
