"""The equipment of the chosen site, and the way to its stock-take."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import assets
from desktop.services.assets import AssetFilter, AssetLine, AssetTotals, condition_word
from desktop.views.sites.asset_words import totals_words, yuan
from desktop.views.sites.plain_table import fill_row, key_of, plain_table
from desktop.views.sites.site_tab import SiteTab
from desktop.views.support.icons import icon
from desktop.views.support.theme import muted, roomy
from desktop.views.support.tools import Tools

Shown = tuple[list[AssetLine], AssetTotals]


class EquipmentTab(SiteTab):
    """A table; Enter or a double click goes to the piece itself."""

    tables = frozenset({"asset", "site"})

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._site: UUID | None = None
        self.totals = QLabel()
        self.totals.setWordWrap(True)
        muted(self.totals)
        self.count = QPushButton(icon("barcode-scan"), _("Stock-take"))
        self.count.setToolTip(_("Count what stands here by scanning the labels"))
        roomy(self.count)
        self.table = plain_table(
            _("Equipment of this site"),
            (_("Number"), _("Equipment"), _("Place"), _("Condition"), _("Value (yuan)")),
            wide=1,
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.totals, 1)
        row.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        self.table.cellActivated.connect(self._open)
        self.table.cellDoubleClicked.connect(self._open)
        self.count.clicked.connect(self._count)

    def show_site(self, site: UUID | None) -> None:
        """Read what stands at a site."""
        self._site = site
        if site is None:
            self.table.setRowCount(0)
            return
        store, wanted = self._tools.store, AssetFilter(site_id=site)

        def look(_progress: Progress) -> Shown:
            return store.read(assets.lines, store.read(assets.ids, wanted)), store.read(assets.totals, wanted)

        self._tools.runner.read_newest(look, done=self._show)

    def _show(self, shown: Shown) -> None:
        lines, totals = shown
        none = _("No equipment is on file here. Enter it under Equipment at the top, or import a list there.")
        self.totals.setText(totals_words(totals) if lines else none)
        self.count.setEnabled(bool(lines))
        self.table.setRowCount(len(lines))
        for row, line in enumerate(lines):
            one = line.entry
            cells = (one.number, one.name, one.place, condition_word(one.condition), yuan(one.value_fen))
            fill_row(self.table, row, cells, line.id, frozenset({4}))
        self.table.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _open(self, row: int, _column: int) -> None:
        asset = key_of(self.table, row)
        if isinstance(asset, UUID):
            self.open_item.emit("asset", asset)

    def _count(self) -> None:
        if self._site is not None:
            self.open_item.emit("stock-take", self._site)
