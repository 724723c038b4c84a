"""Who came: by month, by district and at the busiest sites, as charts with their tables beside them."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.services.site_figures import SiteKind
from desktop.services.site_use import SiteUse, YearUse
from desktop.services.site_words import kind_word
from desktop.services.site_year import busiest_table, district_table, month_table
from desktop.services.year_tables import YearTable
from desktop.views.support.figure_table import TableCard
from desktop.views.support.tasks import Runner
from desktop.views.support.theme import muted, roomy
from desktop.views.support.use_chart import Bars, UseChart


class UseTab(QWidget):
    """All kinds of site together, or one of them."""

    said = Signal(object)  # Notice
    kind_chosen = Signal()  # the busiest sites of that kind are wanted

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self._use: YearUse | None = None
        self._kinds: list[SiteKind | None] = [None]
        self.kind_box = QComboBox()
        self.kind_box.setAccessibleName(_("Kind of site"))
        roomy(self.kind_box)
        self.kind_box.addItem(_("All kinds"))
        self.kind_box.currentIndexChanged.connect(self._chosen)
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        muted(self.summary)
        self.month_chart = UseChart(runner, _("People by month"))
        self.district_chart = UseChart(runner, _("People by district"))
        self.site_chart = UseChart(runner, _("Busiest sites"))
        self.months = TableCard(self.month_chart)
        self.districts = TableCard(self.district_chart)
        self.sites = TableCard(self.site_chart)
        self._lay_out()

    def kind(self) -> SiteKind | None:
        """Return the kind chosen; None: all of them."""
        return self._kinds[max(self.kind_box.currentIndex(), 0)]

    def show_use(self, use: YearUse) -> None:
        """Show a year, of the kind chosen as far as it has any."""
        self._use = use
        chosen = self.kind()
        self._kinds = [None, *use.kinds()]
        self.kind_box.blockSignals(True)
        self.kind_box.clear()
        self.kind_box.addItems([kind_word(kind) if kind else _("All kinds") for kind in self._kinds])
        self.kind_box.setCurrentIndex(self._kinds.index(chosen) if chosen in self._kinds else 0)
        self.kind_box.blockSignals(False)
        self._show()

    def show_busiest(self, sites: Sequence[SiteUse]) -> None:
        """Show the sites where most people came."""
        if self._use is not None:
            self.sites.show_table(busiest_table(sites, self._use))
        now, before = tuple(one.people for one in sites), tuple(one.before_so_far for one in sites)
        self.site_chart.show_bars(self._bars([one.name for one in sites], now, before, lying=True))

    def _chosen(self) -> None:
        self._show()
        self.kind_chosen.emit()

    def _show(self) -> None:
        if self._use is None:
            return
        use = self._use.of(self.kind())
        monthly, districts = month_table(use), district_table(use)
        self.month_chart.show_bars(self._of_table(monthly, lying=False))
        self.district_chart.show_bars(self._of_table(districts, lying=True))
        self.months.show_table(monthly)
        self.districts.show_table(districts)
        self.summary.setText(_summary(use))

    def _of_table(self, table: YearTable, lying: bool) -> Bars:
        rows = table.rows[:-1] if table.summed else table.rows
        now, before = ([int(row[at] or 0) for row in rows] for at in (1, 2))
        return self._bars([str(row[0]) for row in rows], now, before, lying)

    def _bars(self, words: Sequence[str], now: Sequence[int], before: Sequence[int], lying: bool) -> Bars:
        year = self._use.day.year if self._use is not None else 0
        this, last = (_("{year}").format(year=one) for one in (year, year - 1))
        if lying and self._use is not None and not self._use.is_whole:  # the same part of both years
            last = _("{year}, up to the same day").format(year=year - 1)
        return Bars(tuple(words), tuple(now), tuple(before), this, last, lying)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.kind_box)
        head.addWidget(self.summary, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        for card in (self.months, self.districts, self.sites):
            card.said.connect(self.said)
            column.addWidget(card)
        column.addStretch(1)


def _summary(use: YearUse) -> str:
    people, before = use.people, use.before_so_far
    if not people:
        return _("Nothing was told for this year.")
    said = _("{n} people served").format(n=f"{people:,}")
    if before:
        share = (people - before) / before
        said += " · " + _("{share} against the same part of the year before").format(share=f"{share:+.1%}")
    return said
