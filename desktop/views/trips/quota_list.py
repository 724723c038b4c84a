"""The organisations of an allocation: what each brings, and what it would get."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.core.claim_words import fraction_text, trades_text
from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services.trip_what_if import Forecast, ForecastLine
from desktop.views.support.empty import EmptyState
from desktop.views.support.lazy_table import Column, LazyTable
from desktop.views.support.theme import muted
from desktop.views.support.tools import Tools
from desktop.views.trips.quota_words import change_tone, change_words, hundredths

_NOTHING = ""


class QuotaList(QWidget):
    """A table over the newest forecast; its rows are arranged beside the window."""

    chosen = Signal(object)  # UUID | None: organisation
    opened = Signal(object)  # UUID
    removal_asked = Signal()
    selection_changed = Signal()
    said = Signal(object)  # Notice

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._told: Forecast | None = None
        self._wanted: UUID | None = None
        self.empty = EmptyState(
            "file-tree-outline",
            _("No organisation in the allocation yet"),
            _("Take in the table of members you keep in Excel or WPS, or count the workers on file."),
            _("Import a table…"),
        )
        self.table: LazyTable[ForecastLine] = LazyTable(
            "trip-quotas", _columns(), self.lines, tools.runner, tools.memory, self.empty,
            _("Organisation or union above"),
        )  # fmt: skip
        self.table.view.setAccessibleName(_("Organisations with their places"))
        self.sums = QLabel()
        self.sums.setWordWrap(True)
        muted(self.sums)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.table, 1)
        column.addWidget(self.sums)
        self.table.filter_changed.connect(self._arrange)
        self.table.sort_changed.connect(self._arrange)
        self.table.current_changed.connect(self.chosen)
        self.table.selection_changed.connect(self.selection_changed)
        self.table.opened.connect(self.opened)
        self.table.removal_asked.connect(self.removal_asked)
        self.table.said.connect(self.said)

    def show_forecast(self, told: Forecast) -> None:
        """Show a forecast."""
        self._told = told
        self._arrange()

    def clear(self) -> None:
        """Show that there is nothing yet."""
        self._told = None
        self.table.show_ids([], 0)
        self.sums.clear()

    def choose(self, organisation: UUID) -> None:
        """Put the cursor on an organisation, as soon as it is in the table."""
        if not self.table.select(organisation):
            self._wanted = organisation

    def lines(self, organisations: Sequence[UUID]) -> Iterable[ForecastLine]:
        """Return organisations as the newest forecast has them."""
        told = self._told
        return told.lines(organisations) if told is not None else ()

    def _arrange(self, *_what: object) -> None:
        told = self._told
        if told is None:
            return
        text = self.table.filter_text()
        order, falling = self.table.order() or ("", False)

        def look(_progress: Progress) -> tuple[Forecast, list[UUID]]:
            return told, told.ids(text, order, falling)

        self._tools.runner.read_newest(look, done=self._show)

    def _show(self, arranged: tuple[Forecast, list[UUID]]) -> None:
        told, ids = arranged
        if told is not self._told:
            return
        if ids and ids == list(self.table.ids()):
            self.table.refresh()
        else:
            self.table.show_ids(ids, len(told.desk.given.claimants))
        self.sums.setText(_sums(told) if ids else "")
        wanted, self._wanted = self._wanted, None
        if wanted is not None and self.table.select(wanted):
            return
        if self.table.current_id() is None and ids:
            self.table.view.selectRow(0)


def _sums(told: Forecast) -> str:
    counts = [one.counts for one in told.desk.given.claimants]
    parts = [
        ngettext("{n} organisation", "{n} organisations", len(counts)).format(n=f"{len(counts):,}"),
        _("{n} members").format(n=f"{sum(one.members for one in counts):,}"),
        _("{n} of the front line").format(n=f"{sum(one.frontline for one in counts):,}"),
    ]
    if hazardous := sum(one.hazardous for one in counts):
        parts.append(_("{n} hazardous posts").format(n=f"{hazardous:,}"))
    return " · ".join(parts)


def _columns() -> list[Column[ForecastLine]]:
    return [
        Column("name", _("Organisation"), lambda one: one.organisation, width=190, hint=_path),
        Column("members", _("Union members"), lambda one: f"{one.entry.members:,}", width=122, right=True),
        Column("share", _("Share"), _share, width=62, right=True, hint=_exactly),
        Column("places", _("Places"), _places, width=62, right=True, hint=_drawn),
        Column("change", _("Gain or loss"), _change, 100, right=True, tone=change_tone, hint=_before),
        Column("least", _("Front line ≥"), _least, width=96, right=True),
        Column("frontline", _("Front-line workers"), lambda one: f"{one.entry.frontline:,}", 152, right=True),
        Column("hazardous", _("Hazardous posts"), lambda one: f"{one.entry.hazardous:,}", 136, right=True),
        Column("floor", _("Places at least"), lambda one: str(one.entry.floor or ""), 126, right=True),
        Column("ceiling", _("Places at most"), _ceiling, 126, right=True),
        Column("carried", _("Carried over"), lambda one: fraction_text(one.entry.carried), 112, right=True),
        Column("trades", _("By trade"), lambda one: trades_text(one.entry.trades), 130, sortable=False),
        Column("above", _("Belongs to"), _above, width=150, sortable=False, hint=_path),
        Column("contact", _("Contact"), lambda one: one.entry.contact, 90, sortable=False, shown=False),
        Column("phone", _("Telephone"), lambda one: one.entry.phone, 110, sortable=False, shown=False),
        Column("remark", _("Remark"), lambda one: one.entry.remark, 120, sortable=False, shown=False),
    ]


def _path(one: ForecastLine) -> str:
    return f"{one.path} › {one.organisation}" if one.path else one.organisation


def _above(one: ForecastLine) -> str:
    return one.path.rpartition(" › ")[2]


def _share(one: ForecastLine) -> str:
    return _NOTHING if one.share is None else hundredths(one.share)


def _exactly(one: ForecastLine) -> str:
    return _NOTHING if one.share is None else _("Exactly {share} places").format(share=one.share)


def _places(one: ForecastLine) -> str:
    if one.places is None:
        return _NOTHING
    return f"{one.places} ≈" if one.drew else str(one.places)


def _drawn(one: ForecastLine) -> str:
    parts = [_("Lots were drawn (≈): the shares were equal.")] if one.drew else []
    if one.reserved:
        parts.append(_("{n} of them in batches kept for a trade.").format(n=one.reserved))
    if one.returned:
        parts.append(_("{n} given back").format(n=one.returned))
    return "\n".join(parts)


def _change(one: ForecastLine) -> str:
    return change_words(one.change)


def _before(one: ForecastLine) -> str:
    return _("{n} before").format(n=one.before)


def _least(one: ForecastLine) -> str:
    return _NOTHING if one.places is None else str(one.frontline_min)


def _ceiling(one: ForecastLine) -> str:
    return "" if one.entry.ceiling is None else str(one.entry.ceiling)
