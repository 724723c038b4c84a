"""Everybody named with what the check says, narrowed by outcome, rule and organisation."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.core.trip_rules import RuleKey
from desktop.services.trip_eligibility import CheckLine
from desktop.views.support.empty import EmptyState
from desktop.views.support.lazy_table import LazyTable
from desktop.views.support.theme import roomy
from desktop.views.support.tools import Tools
from desktop.views.trips.eligibility_seen import EligibilitySeen, Narrowing, Standing, columns, standings


class EligibilityPeople(QWidget):
    """A table over what was read; its rows are arranged beside the window."""

    said = Signal(object)  # Notice
    chosen = Signal(object)  # CheckLine | None

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._seen: EligibilitySeen | None = None
        self._wanted: UUID | None = None
        empty = EmptyState(
            "account-check-outline",
            _("Nobody is named yet"),
            _("Whoever the organisations name is checked here at once."),
        )
        self.table: LazyTable[CheckLine] = LazyTable(
            "trip-eligibility", columns(), self._fetch, tools.runner, tools.memory, empty,
            _("Name, organisation, post, reason"),
        )  # fmt: skip
        self.table.view.setAccessibleName(_("People named, with what the check says"))
        self.standing = QComboBox()
        self.standing.setAccessibleName(_("Only people with this outcome"))
        self.rule = QComboBox()
        self.rule.setAccessibleName(_("Only people this rule stops"))
        self.organisation = QComboBox()
        self.organisation.setAccessibleName(_("Only people of this organisation"))
        self._lay_out()
        self.table.filter_changed.connect(self._arrange)
        self.table.sort_changed.connect(self._arrange)
        self.table.current_changed.connect(self._tell)
        self.table.said.connect(self.said)
        for box in (self.standing, self.rule, self.organisation):
            box.currentIndexChanged.connect(self._arrange)

    def show_seen(self, seen: EligibilitySeen) -> None:
        """Show what was read; what the list is narrowed to stays where it still can."""
        self._seen = seen
        _offer(self.standing, standings(seen.report))
        _offer(self.rule, seen.rules_not_met())
        _offer(self.organisation, seen.organisations())
        self._arrange()

    def line(self) -> CheckLine | None:
        """Return whom the cursor is on."""
        key = self.table.current_id()
        return self._seen.lines.get(key) if self._seen is not None and key is not None else None

    def selected(self) -> list[CheckLine]:
        """Return those chosen, in their order."""
        lines = self._seen.lines if self._seen is not None else {}
        return [lines[one] for one in self.table.selected_ids() if one in lines]

    def choose(self, nominee: UUID) -> None:
        """Put the cursor on somebody, whatever the list was narrowed to."""
        self._wanted = nominee
        if self._seen is not None and not self.table.select(nominee):
            for box in (self.standing, self.rule, self.organisation):
                box.setCurrentIndex(0)
            self.table.filter.clear()
            self._arrange()

    def employer(self) -> UUID | None:
        """Return the organisation the list is narrowed to."""
        key = self.organisation.currentData()
        return key if isinstance(key, UUID) else None

    def narrow(self, standing: Standing) -> None:
        """Narrow the list to an outcome."""
        self.standing.setCurrentIndex(list(Standing).index(standing))

    def _narrowing(self) -> Narrowing:
        standing, rule = self.standing.currentData(), self.rule.currentData()
        return Narrowing(
            self.table.filter_text().casefold(),
            Standing(standing) if standing else Standing.ALL,
            RuleKey(rule) if rule else None,
            self.employer(),
        )

    def _fetch(self, ids: Sequence[UUID]) -> Iterable[CheckLine]:
        lines = self._seen.lines if self._seen is not None else {}
        return [lines[one] for one in ids if one in lines]

    def _arrange(self, *_what: object) -> None:
        seen = self._seen
        if seen is None:
            return
        narrowing = self._narrowing()
        order, falling = self.table.order() or ("", False)

        def work(_progress: Progress) -> tuple[EligibilitySeen, list[UUID]]:
            return seen, seen.ids(narrowing, order, falling)

        self._tools.runner.read_newest(work, done=self._show)

    def _show(self, arranged: tuple[EligibilitySeen, list[UUID]]) -> None:
        seen, ids = arranged
        if seen is not self._seen:
            return
        if ids and ids == list(self.table.ids()):
            self.table.refresh()
        else:
            self.table.show_ids(ids, len(seen.lines))
        if self._wanted is not None and self.table.select(self._wanted):
            self._wanted = None
        elif self.table.current_id() is None and ids:
            self.table.view.selectRow(0)
        self._tell()

    def _tell(self, _key: object = None) -> None:
        self.chosen.emit(self.line())

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for box, stretch in ((self.standing, 1), (self.rule, 1), (self.organisation, 1)):
            roomy(box)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(6)
            box.setMaxVisibleItems(20)
            row.addWidget(box, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.table, 1)


def _offer(box: QComboBox, choices: Sequence[tuple[object, str]]) -> None:
    """Offer choices anew; what was chosen stays where it is still among them."""
    kept = box.currentData()
    box.blockSignals(True)
    box.clear()
    for value, words in choices:
        box.addItem(words, value)
    places = [at for at, (value, _words) in enumerate(choices) if value == kept]
    box.setCurrentIndex(places[0] if places else 0)
    box.blockSignals(False)
