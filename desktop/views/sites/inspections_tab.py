"""Visits to one site and what is wrong there, the newest first."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services.clock import local
from desktop.views.sites.inspection_rows import LedgerRow, Which, columns, rows
from desktop.views.sites.site_tab import SiteTab
from desktop.views.support.empty import EmptyState
from desktop.views.support.icons import icon
from desktop.views.support.lazy_table import LazyTable
from desktop.views.support.theme import primary, titled
from desktop.views.support.tools import Tools


class InspectionsTab(SiteTab):
    """Defects that are not closed, then the visits; Enter opens one in the section of inspections."""

    tables = frozenset({"inspection", "defect", "recheck"})

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._site: UUID | None = None
        self._rows: dict[UUID, LedgerRow] = {}
        self.heading = QLabel()
        titled(self.heading, 1.0)
        self.heading.setWordWrap(True)
        self.new_button = QPushButton(icon("plus", "on_accent"), _("New visit"))
        primary(self.new_button)
        self.table: LazyTable[LedgerRow] = LazyTable(
            "site-visits",
            columns(site=False),
            self._fetch,
            tools.runner,
            tools.memory,
            EmptyState(
                "clipboard-search-outline",
                _("Nobody was here yet"),
                _("A visit keeps what was found by the check sheet; what is wrong becomes a defect."),
            ),
            _("What, or who"),
        )
        self.table.toolbar.addWidget(self.new_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.table, 1)
        self.table.filter_changed.connect(self._read)
        self.table.opened.connect(self._open)
        self.table.said.connect(self.said)
        self.new_button.clicked.connect(self._new)
        self.setFocusProxy(self.table.view)

    def show_site(self, site: UUID | None) -> None:
        """Read the defects and visits of a site."""
        self._site = site
        self._read()

    def _read(self, _text: str = "") -> None:
        site, store, text = self._site, self._tools.store, self.table.filter_text()
        if site is None:
            return
        today = local(store.now()).date()

        def look(_progress: Progress) -> list[LedgerRow]:
            wrong = rows(store, Which.OPEN, text, today, site)
            return wrong + rows(store, Which.VISITS, text, today, site)

        self._tools.runner.read_newest(look, done=self._show)

    def _show(self, found: list[LedgerRow]) -> None:
        self._rows = {one.id: one for one in found}
        self.table.show_ids(list(self._rows))
        wrong = sum(one.item_kind == "defect" for one in found)
        visits = len(found) - wrong
        self.heading.setText(
            _("Defects not closed: {defects} · visits: {visits}").format(defects=wrong, visits=visits)
        )

    def _fetch(self, ids: Sequence[UUID]) -> Iterable[LedgerRow]:
        known = self._rows
        return [known[key] for key in ids if key in known]

    def _open(self, key: UUID) -> None:
        row = self._rows.get(key)
        if row is not None:
            self.open_item.emit(row.item_kind, row.item_id)

    def _new(self) -> None:
        if self._site is not None:
            self.open_item.emit("inspect", self._site)
