"""Check sheets for a round, of the sites chosen at the left or of a kind and district, as they will print."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.paper.preview import render_page
from desktop.services import sites
from desktop.services.check_sheet_papers import PreparedSheets, prepare_check_sheets
from desktop.services.site_words import SiteKind, SiteStatus, kind_word
from desktop.services.sites import SiteFilter
from desktop.views.support.preview import Papers, Preview
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import muted, roomy, titled, toned
from desktop.views.support.tools import Tools

_CHOSEN, _ALL = "chosen", ""
MOST = 500
"""Sheets drawn at once; a round of more is made in parts."""


@dataclass(frozen=True)
class _Drawn:
    """Sheets drawn, of how many sites there are; the districts to choose from."""

    sheets: PreparedSheets | None
    asked: int
    districts: Sequence[str]


class PrintSheets(QWidget):
    """Says which sites, and shows their sheets as they will print."""

    said = Signal(object)  # Notice
    left = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._chosen: tuple[UUID, ...] = ()
        title = QLabel(_("Check sheets to print"))
        titled(title, 1.3)
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("Kind of site"))
        self.district = QComboBox()
        self.district.setAccessibleName(_("District"))
        self.back_button = QPushButton(_("Close"))
        self.count = QLabel()
        self.fault = QLabel()
        self.preview = Preview(tools.runner)
        muted(self.count)
        toned(self.fault, "error")
        self.fault.setWordWrap(True)
        self.fault.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self.kind, self.district, self.back_button):
            roomy(widget)
        row.addWidget(self.kind, 1)
        row.addWidget(self.district, 1)
        row.addWidget(self.back_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(title)
        column.addLayout(row)
        column.addWidget(self.count)
        column.addWidget(self.fault)
        column.addWidget(self.preview, 1)
        self.kind.currentIndexChanged.connect(self._read)
        self.district.currentIndexChanged.connect(self._read)
        self.back_button.clicked.connect(self.left)
        self.preview.said.connect(self.said)

    def begin(self, chosen: Sequence[UUID]) -> None:
        """Offer the sheets of these sites first; without any, those of the rest stations."""
        self._chosen = tuple(chosen)
        self.kind.blockSignals(True)
        self.kind.clear()
        if chosen:
            words = ngettext("The {n} site chosen", "The {n} sites chosen", len(chosen))
            self.kind.addItem(words.format(n=len(chosen)), _CHOSEN)
        for kind in SiteKind:
            self.kind.addItem(kind_word(kind), kind.value)
        self.kind.addItem(_("All kinds"), _ALL)
        self.kind.setCurrentIndex(0 if chosen else self.kind.findData(SiteKind.REST_STATION.value))
        self.kind.blockSignals(False)
        self._read()

    def _read(self, _number: int = 0) -> None:
        store, kind, district = self._tools.store, self.kind.currentData(), self.district.currentData()
        chosen = self._chosen if kind == _CHOSEN else None
        self.district.setEnabled(chosen is None)
        wanted = SiteFilter(
            kinds=frozenset({SiteKind(kind)}) if kind not in (_CHOSEN, _ALL) else frozenset(),
            statuses=frozenset({SiteStatus.OPEN, SiteStatus.PAUSED}),
            districts=frozenset({district}) if district else frozenset(),
        )

        def look(progress: Progress) -> _Drawn:
            keys = chosen
            if keys is None:
                keys = tuple(one.id for one in store.read(sites.listed, wanted))
            sheets = store.read(prepare_check_sheets, keys[:MOST], progress) if keys else None
            return _Drawn(sheets, len(keys), store.read(sites.districts))

        self._tools.runner.read_newest(look, done=self._show, failed=self._refused)

    def _show(self, drawn: _Drawn) -> None:
        self.fault.hide()
        self._offer(drawn.districts)
        words = ngettext("{n} site, a page each", "{n} sites, a page each", drawn.asked)
        told = words.format(n=f"{drawn.asked:,}")
        if drawn.asked > MOST:
            told += " · " + _("the first {n} are shown; choose a district").format(n=MOST)
        self.count.setText(told)
        if drawn.sheets is None:
            self.preview.clear()
            return
        pdf = drawn.sheets.pdf
        self.preview.show_papers(
            Papers(pdf, drawn.sheets.pages, partial(render_page, pdf), _("Check sheets"))
        )

    def _offer(self, districts: Sequence[str]) -> None:
        names = [name for name in districts if name]
        if names == [self.district.itemData(n) for n in range(1, self.district.count())]:
            return
        before = self.district.currentData()
        self.district.blockSignals(True)
        self.district.clear()
        self.district.addItem(_("All districts"), "")
        for name in names:
            self.district.addItem(name, name)
        self.district.setCurrentIndex(max(0, self.district.findData(before)))
        self.district.blockSignals(False)

    def _refused(self, failure: Failure) -> None:
        self.preview.clear()
        self.fault.setText(f"{failure.sentence} {failure.remedy}".strip())
        self.fault.show()
