"""Trips: the way of a convalescence-trip programme from the year's plan to the settled account."""

from functools import partial
from uuid import UUID

from desktop.core.i18n import N_, _
from desktop.core.progress import Progress
from desktop.services import trips
from desktop.services.trip_progress import Standing, StepProgress
from desktop.services.trip_steps import TripStep
from desktop.views.support.icons import icon
from desktop.views.support.notice import Notice, Tone
from desktop.views.support.section import Section
from desktop.views.support.sections_page import SectionsPage, SectionSpec
from desktop.views.support.tools import Tools
from desktop.views.trips.chosen import Chosen
from desktop.views.trips.programme_bar import ProgrammeBar
from desktop.views.trips.step_head import state_icon, state_words
from desktop.views.trips.step_section import StepSection


def _section(key: str, title: str, picture: str, name: str, *kinds: str) -> SectionSpec:
    return SectionSpec(key, title, picture, f"desktop.views.trips.{key}_section", name, frozenset(kinds))


_SECTIONS = (
    _section("overview", N_("Overview"), "", "OverviewSection", "trip"),
    _section("plan", N_("Plan"), "clipboard-text-outline", "PlanSection", "trip-batch"),
    _section("quota", N_("Quotas"), "scale-balance", "QuotaSection", "trip-quota"),
    _section("nomination", N_("Nominations"), "account-check-outline", "NominationSection", "nominee"),
    _section("eligibility", N_("Eligibility"), "shield-check-outline", "EligibilitySection"),
    _section("choice", N_("Choice"), "account-star-outline", "ChoiceSection"),
    _section("notice", N_("Public notice"), "bulletin-board", "NoticeSection", "notice"),
    _section("roster", N_("Rosters"), "bus-multiple", "RosterSection", "trip-roster"),
    _section("settlement", N_("Settlement"), "cash-multiple", "SettlementSection", "trip-settlement"),
    _section("figures", N_("Figures"), "", "FiguresSection"),
)
# Found by the search, in whatever programme.
_OF_BATCHES = frozenset({"trip-batch", "trip-roster"})
# The step each section is of; the others have no mark.
_STEPS = {step.value: step for step in TripStep}


class TripsPage(SectionsPage):
    """The chosen programme over its steps; each tab is marked with where its step stands."""

    tables = frozenset(
        {
            "trip_programme", "trip_document", "trip_rule", "trip_category", "trip_base", "trip_batch",
            "trip_step_event", "trip_claim", "trip_allocation", "trip_quota", "trip_return", "trip_nominee",
            "trip_override", "trip_taken", "trip_draw", "trip_change", "trip_notice", "trip_objection",
            "trip_invoice", "trip_share", "trip_settlement",
        }
    )  # fmt: skip

    def __init__(self, tools: Tools) -> None:
        chosen = Chosen(tools)
        super().__init__(tools, _SECTIONS, "trips/section", ProgrammeBar(chosen))
        self.chosen = chosen
        self._wanted: tuple[str, UUID] | None = None
        chosen.changed.connect(self.all_behind)
        chosen.read.connect(self._mark)
        chosen.changed.connect(self._show_wanted)
        programme_bar = self.above
        assert isinstance(programme_bar, ProgrammeBar)
        self.programme_bar = programme_bar
        programme_bar.new_asked.connect(self._new)
        programme_bar.asked.connect(self._go_elsewhere)

    def refresh(self) -> None:
        """Read again where the programme stands."""
        self.chosen.look()

    def show_item(self, kind: str, item: UUID) -> None:
        """Show a programme, or a thing in the section that keeps its kind."""
        if kind == "trip":
            self.chosen.choose(item)
            self.go("overview")
        elif kind in _OF_BATCHES:
            self._wanted = (kind, item)
            self._tools.runner.read_newest(partial(self._programme_of, item), done=self._go_to_programme)
        else:
            super().show_item(kind, item)

    def _programme_of(self, batch: UUID, _progress: Progress) -> UUID | None:
        return self._tools.store.read(trips.programme_of_batch, batch)

    def _go_to_programme(self, programme: UUID | None) -> None:
        """Choose the programme of what was asked for, and show it as soon as that is read."""
        if programme is not None and programme != self.chosen.programme:
            self.chosen.choose(programme)
        else:
            self._show_wanted()

    def _show_wanted(self, *_standing: object) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            super().show_item(*wanted)

    def make_ready(self, section: Section) -> None:
        """Let a step follow the chosen programme."""
        if isinstance(section, StepSection) and isinstance(self.above, ProgrammeBar):
            section.follow(self.above.chosen)

    def begin(self, step: str) -> None:
        """Go to a step, or begin a new programme (``new``)."""
        if step == "new":
            self._new()
        else:
            super().begin(step)

    def _go_elsewhere(self, programme: UUID) -> None:
        """Choose another programme, unless that would lose what is typed and not saved."""
        if self.may_leave():
            self.chosen.choose(programme)
        else:
            sentence = _("Something typed here is not saved yet.")
            self.said.emit(Notice(sentence, _("Save it, or put it back with Esc; then choose."), Tone.DUE))

    def _new(self) -> None:
        if self.has_section("plan"):
            self.go("plan").begin("new")

    def _mark(self, standing: Standing) -> None:
        for number, spec in enumerate(self._specs):
            if spec.key in _STEPS:
                self._mark_tab(number, standing.of(_STEPS[spec.key]))

    def _mark_tab(self, number: int, progress: StepProgress | None) -> None:
        if progress is None:
            self.bar.setTabIcon(number, icon(self._specs[number].icon))
            self.bar.setTabToolTip(number, "")
            return
        self.bar.setTabIcon(number, icon(*state_icon(progress)))
        lacks = [one.sentence for one in progress.missing]
        self.bar.setTabToolTip(number, "\n".join([state_words(progress.state), *lacks]))
        self.bar.setAccessibleTabName(
            number, f"{_(self._specs[number].title)}: {state_words(progress.state)}"
        )
