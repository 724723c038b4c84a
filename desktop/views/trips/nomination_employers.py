"""The organisations of a programme: quota, how many are named, how many of the front line."""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QHeaderView, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.services.trip_nominee_summary import OrganisationNames
from desktop.views.support.empty import EmptyState
from desktop.views.support.lazy_table import Column, LazyTable
from desktop.views.support.theme import colours, roomy
from desktop.views.support.tools import Tools


class Which(StrEnum):
    """Which organisations are shown."""

    ALL = "all"
    SILENT = "silent"
    FEWER = "fewer"
    OVER = "over"
    SHORT = "short"


_FITS: dict[Which, Callable[[OrganisationNames], bool]] = {
    Which.ALL: lambda _one: True,
    Which.SILENT: lambda one: one.quota > 0 and one.named == 0,
    Which.FEWER: lambda one: one.left > 0,
    Which.OVER: lambda one: one.over > 0,
    Which.SHORT: lambda one: one.frontline_short > 0,
}
_SORTS: dict[str, Callable[[OrganisationNames], int | str]] = {
    "organisation": lambda one: one.organisation,
    "quota": lambda one: one.quota,
    "named": lambda one: one.named,
    "left": lambda one: one.quota - one.named,
    "frontline": lambda one: one.frontline - one.frontline_min,
    "contact": lambda one: one.contact,
}


class EmployerList(QWidget):
    """A table with a filter line and a choice of which; nothing chosen means all of them."""

    chosen = Signal(object)  # UUID | None
    said = Signal(object)  # Notice

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._lines: dict[UUID, OrganisationNames] = {}
        self.which = QComboBox()
        self.which.setAccessibleName(_("Which organisations"))
        for which, words in (
            (Which.ALL, _("All")),
            (Which.SILENT, _("Named nobody")),
            (Which.FEWER, _("Places left")),
            (Which.OVER, _("Too many named")),
            (Which.SHORT, _("Short of front line")),
        ):
            self.which.addItem(words, which.value)
        roomy(self.which)
        self.empty = EmptyState(
            "domain",
            _("No quotas yet"),
            _("Allocate the quotas first; every organisation with places then stands here."),
        )
        self.table: LazyTable[OrganisationNames] = LazyTable(
            "trip-employers",
            employer_columns(),
            self._fetch,
            tools.runner,
            tools.memory,
            self.empty,
            _("Organisation"),
        )
        self.table.view.setAccessibleName(_("Organisations"))
        header = self.table.view.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.toolbar.addWidget(self.which)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        self.setTabOrder(self.table.filter, self.which)
        self.setTabOrder(self.which, self.table.view)
        self.which.currentIndexChanged.connect(self._arrange)
        self.table.filter_changed.connect(self._arrange)
        self.table.sort_changed.connect(self._arrange)
        self.table.current_changed.connect(self.chosen)
        self.table.said.connect(self.said)

    def show_lines(self, lines: Sequence[OrganisationNames]) -> None:
        """Show organisations read anew; the one chosen stays so."""
        self._lines = {one.id: one for one in lines}
        self._arrange()

    def line(self, organisation: UUID | None) -> OrganisationNames | None:
        """Return what is known of an organisation."""
        return self._lines.get(organisation) if organisation is not None else None

    def choose(self, organisation: UUID) -> None:
        """Put the cursor on an organisation, showing all if it is not among those shown."""
        if not self.table.select(organisation):
            self.table.filter.clear()
            self.which.setCurrentIndex(0)
            self._arrange()
            self.table.select(organisation)

    def choose_none(self) -> None:
        """Take the cursor off the list: the names of all organisations are meant."""
        self.table.view.clearSelection()
        self.table.view.selectionModel().clearCurrentIndex()

    def _arrange(self, *_what: object) -> None:
        fits, text = _FITS[Which(self.which.currentData())], self.table.filter_text().casefold()
        found = [one for one in self._lines.values() if fits(one) and text in one.organisation.casefold()]
        key, descending = self.table.order() or ("organisation", False)
        found.sort(key=_SORTS.get(key, _SORTS["organisation"]), reverse=descending)
        self.table.show_ids([one.id for one in found], len(self._lines))

    def _fetch(self, ids: Sequence[UUID]) -> Iterable[OrganisationNames]:
        lines = self._lines
        return [lines[key] for key in ids if key in lines]


def employer_columns() -> list[Column[OrganisationNames]]:
    """Return the columns of the list."""
    return [
        Column(
            "organisation",
            _("Organisation"),
            lambda one: one.organisation,
            width=124,
            hint=lambda one: one.organisation,
        ),
        Column("quota", _("Quota"), lambda one: str(one.quota), width=50, right=True),
        Column("named", _("Named"), lambda one: str(one.named), width=68, right=True, tone=_named_tone),
        Column("left", _("Left"), _left_words, width=56, right=True, tone=_named_tone),
        Column(
            "frontline", _("Front line"), _frontline_words, width=72, right=True, tone=_frontline_tone,
            hint=_frontline_hint,
        ),
        Column("contact", _("Contact"), lambda one: f"{one.contact} {one.phone}".strip(), shown=False),
    ]  # fmt: skip


def _left_words(one: OrganisationNames) -> str:
    return _("{n} over").format(n=one.over) if one.over else str(one.left)


def _frontline_words(one: OrganisationNames) -> str:
    return f"{one.frontline}/{one.frontline_min}"


def _frontline_hint(one: OrganisationNames) -> str:
    return _("{n} of the front line are named, at least {least} are asked for.").format(
        n=one.frontline, least=one.frontline_min
    )


def _named_tone(one: OrganisationNames) -> QColor | None:
    if one.over:
        return QColor(colours().due)
    return QColor(colours().quiet) if not one.named else None


def _frontline_tone(one: OrganisationNames) -> QColor | None:
    return QColor(colours().due) if one.frontline_short and one.named else None
