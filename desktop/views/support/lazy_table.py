"""The table of the pages: any number of rows, sorted, filtered, copied, and arranged to one's liking."""

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar
from uuid import UUID

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QSettings, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QStackedWidget,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _, ngettext
from desktop.views.support.copying import Copier
from desktop.views.support.empty import EmptyState
from desktop.views.support.filter_edit import FilterEdit
from desktop.views.support.icons import icon
from desktop.views.support.lazy_model import Column, LazyModel, Row
from desktop.views.support.tasks import Runner
from desktop.views.support.theme import muted

__all__ = ["Column", "LazyTable"]

R = TypeVar("R", bound=Row)

_REMEMBERED = 2000  # selected rows that are found again after the list changed
_SEARCHED = 50_000  # rows looked through for them


class LazyTable(QWidget, Generic[R]):
    """A filter line, a table of every row there is, and what to say when there is none.

    The page answers ``filter_changed`` and ``sort_changed`` by reading the ids in the new order and calling
    :meth:`show_ids`; it answers a change of the rows' contents by :meth:`refresh`. ``fetch(ids)`` runs on a
    reading thread. Put the page's own buttons into ``toolbar``.
    """

    filter_changed = Signal(str)
    sort_changed = Signal(str, bool)  # key of the column, descending
    current_changed = Signal(object)  # UUID | None
    selection_changed = Signal()
    opened = Signal(object)  # UUID: Enter or double click
    removal_asked = Signal()  # Delete key
    said = Signal(object)  # Notice

    def __init__(
        self,
        name: str,
        columns: Sequence[Column[R]],
        fetch: Callable[[Sequence[UUID]], Iterable[R]],
        runner: Runner,
        settings: QSettings,
        empty: EmptyState,
        filter_hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._settings = settings
        self._total: int | None = None
        self.model: LazyModel[R] = LazyModel(columns, fetch, runner, self)
        self.filter = FilterEdit(filter_hint)
        self.filter.filter_changed.connect(self.filter_changed)
        self.filter.left_downwards.connect(self._enter_table)
        self.view = QTableView()
        self.empty = empty
        self._copier: Copier[R] = Copier(self.model, runner, self)
        self._copier.said.connect(self.said)
        self._build_view()
        self.none = QLabel(alignment=Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._lay_out()
        self._restore()

    def show_ids(self, ids: Sequence[UUID], total: int | None = None) -> None:
        """Show these rows, of ``total`` in all; what was chosen stays chosen where it is still among them."""
        self._total = total
        current, chosen = self.current_id(), self.selected_ids(_REMEMBERED + 1)
        self.view.selectionModel().blockSignals(True)
        self.model.show_ids(ids)
        if current is not None and len(chosen) <= _REMEMBERED:
            self._choose_again(current, set(chosen))
        self.view.selectionModel().blockSignals(False)
        text = self.filter.text().strip()
        self._stack.setCurrentWidget(self.view if ids or text else self.empty)
        self.none.setText(_("“{text}” was not found. Esc shows all again.").format(text=text))
        self.none.setVisible(not ids and bool(text))
        self._columns_button.setVisible(self._stack.currentWidget() is self.view)
        self._tell_count()
        self.selection_changed.emit()
        if self.current_id() != current:
            self.current_changed.emit(self.current_id())

    def refresh(self) -> None:
        """Read again the rows on the screen; their order stays."""
        self.model.refresh()

    def ids(self) -> Sequence[UUID]:
        """Return the ids of all rows, in their order."""
        return self.model.ids()

    def current_id(self) -> UUID | None:
        """Return the row the cursor is on."""
        number = self.view.currentIndex().row()
        return self.model.ids()[number] if 0 <= number < len(self.model.ids()) else None

    def selected_ids(self, limit: int | None = None) -> list[UUID]:
        """Return the chosen rows in their order, at most ``limit`` of them."""
        ids = self.model.ids()
        chosen: list[UUID] = []
        for top, bottom in self._stretches():
            end = bottom + 1 if limit is None else min(bottom + 1, top + limit - len(chosen))
            chosen.extend(ids[top:end])
        return chosen

    def selected_count(self) -> int:
        """Return how many rows are chosen."""
        return sum(bottom - top + 1 for top, bottom in self._stretches())

    def select(self, item: UUID) -> bool:
        """Put the cursor on a row; say whether it is in the list."""
        try:
            number = self.model.ids().index(item)
        except ValueError:
            return False
        self.view.selectRow(number)
        self.view.scrollTo(self.model.index(number, 0), QAbstractItemView.ScrollHint.PositionAtCenter)
        return True

    def order(self) -> tuple[str, bool] | None:
        """Return the key of the column the rows are sorted by, and whether descending."""
        header = self.view.horizontalHeader()
        section = header.sortIndicatorSection()
        if not 0 <= section < len(self.model.columns):
            return None
        descending = header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
        return self.model.columns[section].key, descending

    def filter_text(self) -> str:
        """Return what the list is narrowed by."""
        return self.filter.text().strip()

    def focus_filter(self) -> None:
        """Put the cursor into the filter line."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def copy(self) -> None:
        """Put the chosen rows on the clipboard as cells, in the columns shown."""
        self._copier.copy(self.selected_ids(), self._shown_columns())

    def _build_view(self) -> None:
        view = self.view
        view.setModel(self.model)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setAlternatingRowColors(True)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
        view.setAccessibleName(_("List"))
        header = view.horizontalHeader()
        # A header asks of every row whether its column is chosen: 2.8 s a paint at 400,000 rows chosen.
        header.setSelectionModel(QItemSelectionModel(self.model, header))
        header.setHighlightSections(False)
        header.setFixedHeight(self.fontMetrics().height() + 14)
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._offer_columns)
        view.activated.connect(self._open)
        view.selectionModel().currentRowChanged.connect(self._current_moved)
        view.selectionModel().selectionChanged.connect(self._selection_moved)
        self._add_shortcut(QKeySequence.StandardKey.Copy, self.copy, _("Copy"))
        self._add_shortcut(QKeySequence.StandardKey.Delete, self.removal_asked.emit, _("Remove"))

    def _add_shortcut(self, keys: QKeySequence.StandardKey, act: Callable[[], None], words: str) -> None:
        action = QAction(words, self.view)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(act)
        self.view.addAction(action)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.toolbar = QHBoxLayout()
        self.toolbar.setSpacing(8)
        self.toolbar.addWidget(self.filter, 1)
        column.addLayout(self.toolbar)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        column.addWidget(self._stack, 1)
        self.none.setWordWrap(True)
        self.none.setMargin(24)
        self.none.hide()
        muted(self.none)
        inside = QVBoxLayout(self.view.viewport())
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.none, alignment=Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        self.count = QLabel()
        muted(self.count)
        foot.addWidget(self.count, 1)
        self._columns_button = QToolButton(autoRaise=True)
        self._columns_button.setIcon(icon("view-column"))
        self._columns_button.setText(_("Columns"))
        self._columns_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._columns_button.clicked.connect(self._offer_columns_below)
        foot.addWidget(self._columns_button)
        column.addLayout(foot)

    def _restore(self) -> None:
        header = self.view.horizontalHeader()
        kept = self._settings.value(f"tables/{self._name}/columns", "")
        state = self._settings.value(f"tables/{self._name}/header")
        known = kept == self._keys() and state is not None and header.restoreState(state)
        if not known:
            scale = self.fontMetrics().height() / 17
            for number, column in enumerate(self.model.columns):
                header.resizeSection(number, round(column.width * scale))
                header.setSectionHidden(number, not column.shown)
            header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self._order = (header.sortIndicatorSection(), header.sortIndicatorOrder())
        header.setSortIndicatorShown(True)
        header.sortIndicatorChanged.connect(self._sorted)
        header.sectionResized.connect(self._remember)
        header.sectionMoved.connect(self._remember)

    def _keys(self) -> str:
        return " ".join(column.key for column in self.model.columns)

    def _remember(self, *_numbers: int) -> None:
        self._settings.setValue(f"tables/{self._name}/columns", self._keys())
        self._settings.setValue(f"tables/{self._name}/header", self.view.horizontalHeader().saveState())

    def _sorted(self, section: int, order: Qt.SortOrder) -> None:
        if not 0 <= section < len(self.model.columns):
            return
        column = self.model.columns[section]
        header = self.view.horizontalHeader()
        if not column.sortable:
            header.blockSignals(True)
            header.setSortIndicator(*self._order)
            header.blockSignals(False)
            return
        self._order = (section, order)
        self._remember()
        self.sort_changed.emit(column.key, order is Qt.SortOrder.DescendingOrder)

    def _offer_columns(self, where: QPoint) -> None:
        self.columns_menu().popup(self.view.horizontalHeader().mapToGlobal(where))

    def _offer_columns_below(self) -> None:
        menu = self.columns_menu()
        corner = self._columns_button.mapToGlobal(QPoint(0, -menu.sizeHint().height()))
        menu.popup(corner)

    def columns_menu(self) -> QMenu:
        """Return the menu in which columns are switched on and off."""
        header = self.view.horizontalHeader()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for visual in range(header.count()):
            number = header.logicalIndex(visual)
            action = menu.addAction(self.model.columns[number].title)
            action.setCheckable(True)
            action.setChecked(not header.isSectionHidden(number))
            action.setEnabled(len(self._shown_columns()) > 1 or header.isSectionHidden(number))
            action.setData(number)
        menu.triggered.connect(self._switch_column)
        return menu

    def _switch_column(self, action: QAction) -> None:
        self.view.horizontalHeader().setSectionHidden(int(action.data()), not action.isChecked())
        self._remember()

    def _shown_columns(self) -> list[Column[R]]:
        header = self.view.horizontalHeader()
        order = (header.logicalIndex(visual) for visual in range(header.count()))
        return [self.model.columns[number] for number in order if not header.isSectionHidden(number)]

    def _stretches(self) -> list[tuple[int, int]]:
        """Return the chosen rows as stretches from top to bottom that do not overlap."""
        merged: list[tuple[int, int]] = []
        selection = self.view.selectionModel().selection()
        parts = (selection.at(number) for number in range(selection.count()))
        ranges = sorted((part.top(), part.bottom()) for part in parts)
        for top, bottom in ranges:
            if merged and top <= merged[-1][1] + 1:
                merged[-1] = (merged[-1][0], max(bottom, merged[-1][1]))
            else:
                merged.append((top, bottom))
        return merged

    def _choose_again(self, current: UUID, chosen: set[UUID]) -> None:
        last = len(self.model.columns) - 1
        selection = QItemSelection()
        for number, key in enumerate(self.model.ids()[:_SEARCHED]):
            if key in chosen:
                selection.select(self.model.index(number, 0), self.model.index(number, last))
            if key == current:
                self.view.selectionModel().setCurrentIndex(
                    self.model.index(number, 0), QItemSelectionModel.SelectionFlag.NoUpdate
                )
        self.view.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.view.scrollTo(self.view.currentIndex())

    def _tell_count(self) -> None:
        count, chosen = len(self.model.ids()), self.selected_count()
        text = ngettext("{n} row", "{n} rows", count).format(n=f"{count:,}")
        if self._total is not None and self._total != count:
            text = _("{n} of {total}").format(n=f"{count:,}", total=f"{self._total:,}")
        if chosen > 1:
            text += " · " + ngettext("{n} chosen", "{n} chosen", chosen).format(n=f"{chosen:,}")
        self.count.setText(text if self._stack.currentWidget() is self.view else "")

    def _enter_table(self) -> None:
        self.view.setFocus(Qt.FocusReason.TabFocusReason)
        # The focus alone makes a row current without choosing it.
        if self.model.ids() and not self.view.selectionModel().hasSelection():
            self.view.selectRow(max(self.view.currentIndex().row(), 0))

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.model.ids()[index.row()])

    def _current_moved(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.current_changed.emit(self.current_id())

    def _selection_moved(self, _now: QItemSelection, _before: QItemSelection) -> None:
        self._tell_count()
        self.selection_changed.emit()
