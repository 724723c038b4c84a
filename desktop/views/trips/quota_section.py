"""Quotas: the organisations with what they bring, what-if beside them, and the allocation settled from it."""

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import organisations, trip_what_if
from desktop.services.trip_allocation import AllocationSettings
from desktop.services.trip_progress import Standing
from desktop.services.trip_steps import TripStep
from desktop.services.trip_what_if import Forecast, ForecastLine, QuotaDesk
from desktop.views.support.named_fields import Named, Spelt, spell
from desktop.views.support.reason_bar import ReasonBar
from desktop.views.support.tab_mark import name_tabs
from desktop.views.support.tools import Tools
from desktop.views.support.workbooks import ask_where, ask_which, dropped_file
from desktop.views.trips.quota_changes import ChangesPanel, Source, from_last_year, from_register
from desktop.views.trips.quota_deeds import QuotaDeeds
from desktop.views.trips.quota_form import QuotaForm
from desktop.views.trips.quota_import_view import QuotaImportView
from desktop.views.trips.quota_list import QuotaList
from desktop.views.trips.quota_print import ProofPrint, QuotaPrint
from desktop.views.trips.quota_tools import QuotaTools
from desktop.views.trips.quota_what_if import WhatIf
from desktop.views.trips.step_section import StepSection


class QuotaSection(StepSection):
    """List and side; the panels to import, to fill in and to print come in their place."""

    step = TripStep.QUOTA
    tables = frozenset(
        {
            "trip_programme", "trip_rule", "trip_batch", "trip_claim", "trip_allocation", "trip_quota",
            "trip_return", "organisation",
        }
    )  # fmt: skip

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._desk: QuotaDesk | None = None
        self._told: Forecast | None = None
        self.deeds = QuotaDeeds(tools, self)
        self.buttons = QuotaTools(tools)
        self.list = QuotaList(tools)
        self.what_if = WhatIf()
        self.form = QuotaForm(tools)
        self.side = QTabWidget()
        name_tabs(self.side, _("What if, and the organisation"))
        self.reason = ReasonBar()
        self.reason.place.setAccessibleName(_("Places given back"))
        self.importing = QuotaImportView(tools)
        self.changes = ChangesPanel(tools)
        self.printing = QuotaPrint(tools)
        self.proving = ProofPrint(tools)
        self._stack = QStackedWidget()
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()

    def show_programme(self, programme: UUID | None) -> None:
        """Read what is known of a programme's quotas."""
        if programme is None:
            self._desk = self._told = None
            self.list.clear()
            self._follow()
            return
        store = self._tools.store

        def look(_progress: Progress) -> QuotaDesk:
            return store.read(trip_what_if.desk, programme)

        self._tools.runner.read_newest(look, done=self._show_desk)

    def show_standing(self, standing: Standing) -> None:  # noqa: ARG002 - what is open was noted before
        """Lock what may not be changed once the quotas are approved."""
        self._follow()

    def focus_search(self) -> None:
        """Go to the filter line."""
        self.list.table.focus_filter()

    def show_item(self, kind: str, item: UUID) -> None:
        """Show an organisation of the allocation."""
        if kind == "trip-quota":
            self._back_to_list()
            self.list.choose(item)
            self.side.setCurrentWidget(self.form)

    def begin(self, step: str) -> None:
        """Begin with an import or another organisation."""
        if step == "import":
            self.ask_import()
        elif step == "new":
            self.begin_new()

    def may_leave(self) -> bool:
        """Say whether nothing typed would be lost."""
        return not self.form.is_dirty()

    def begin_new(self) -> None:
        """Begin with an organisation that is not in the allocation yet."""
        programme, desk = self.programme, self._desk
        if programme is None or desk is None or not self.may_leave():
            return
        store = self._tools.store

        def look(_progress: Progress) -> Spelt:
            known = store.read(organisations.tree)
            return spell([Named(one.id, one.name, one.path) for one in known if one.id not in desk.at])

        self._tools.runner.read_newest(look, done=self._offer)
        self.side.setCurrentWidget(self.form)
        self.form.show_new(programme)

    def ask_import(self) -> None:
        """Ask for the table to take in."""
        ask_which(self, _("Choose a table of organisations with their members"), self.take_table)

    def take_table(self, file: str) -> None:
        """Read a table and show what taking it in would do."""
        if self.may_leave():
            self._stack.setCurrentWidget(self.importing)
            self.importing.take_into(self.programme, Path(file))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file that is held over the section."""
        if self.buttons.take_in.isEnabled() and dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read a table that is let fall on the section."""
        path = dropped_file(event.mimeData())
        if path is not None:
            self.take_table(str(path))

    def _show_desk(self, known: QuotaDesk) -> None:
        if known.given.programme_id != self.programme:
            return
        self._desk = known
        self._try(self.what_if.show_desk(known))
        self._follow()

    def _try(self, settings: AllocationSettings) -> None:
        known = self._desk
        if known is None:
            return

        def work(_progress: Progress) -> Forecast:
            told = trip_what_if.forecast(known, settings)
            _worked = told.changes, told.drew
            return told

        self._tools.runner.read_newest(work, done=self._show_forecast)

    def _show_forecast(self, told: Forecast) -> None:
        if told.desk is not self._desk:
            return
        self._told = told
        self.what_if.show_forecast(told)
        self.list.show_forecast(told)
        current = self.list.table.current_id()
        if current is not None:
            self._show_line(current)

    def _choose(self, organisation: UUID | None) -> None:
        if self.form.is_new() and not self.list.table.view.hasFocus():
            return  # the list was read again behind the new organisation
        if organisation is None or self.form.is_dirty():
            return
        self.form.end_new()
        self._show_line(organisation)

    def _show_line(self, organisation: UUID) -> None:
        told = self._told
        if told is None:
            return

        def look(_progress: Progress) -> list[ForecastLine]:
            return told.lines([organisation])  # of thousands, the first line reckons the shares of all

        self._tools.runner.read_newest(look, done=self._show_lines)

    def _show_lines(self, lines: list[ForecastLine]) -> None:
        for line in lines:
            if self.programme is not None and line.id == self.list.table.current_id():
                self.form.show_line(self.programme, line)

    def _open(self, _organisation: UUID) -> None:
        self.side.setCurrentWidget(self.form)
        self.form.go_in()

    def _offer(self, names: Spelt) -> None:
        self.form.offer(names)

    def _given_up(self) -> None:
        current = self.list.table.current_id()
        if current is not None:
            self._show_line(current)

    def _kept(self, organisation: UUID, sentence: str, label: str | None) -> None:
        self.deeds.tell(sentence, label)
        self.list.choose(organisation)

    def _ask_settle(self) -> None:
        programme, settings, told = self.programme, self.what_if.settings(), self._told
        if programme is None or settings is None or told is None or told.made is None:
            return
        held = told.desk.standing
        words = ngettext(
            "{n} place is put into force.", "{n} places are put into force.", settings.places
        ).format(n=f"{settings.places:,}")
        if held is not None:
            replaces = _("Allocation {number} is kept on record and replaced; say why.")
            words = f"{words} {replaces.format(number=held.number)}"

        def act(reason: str) -> None:
            self.deeds.settle(programme, settings, reason, self.reason.refuse)

        usual = (_("Members counted again"), _("Another number of places"), _("As the leaders decided"))
        self.reason.ask(words, _("Settle"), act, usual, reason=held is not None)

    def _ask_give_back(self, line: ForecastLine) -> None:
        programme = self.programme
        if programme is None:
            return

        def act(reason: str) -> None:
            count = self.reason.place.value()
            self.deeds.give_back(programme, line.id, count, reason, self.reason.refuse)

        has = line.before - line.returned
        words = _("{name} has {n} places. How many does it give back, and why?")
        usual = (_("Nobody fit to travel"), _("Too busy at work"), _("Nobody to name"))
        self.reason.ask(words.format(name=line.organisation, n=has), _("Give back"), act, usual)
        self.reason.ask_place(1, has)

    def _ask_share_out(self) -> None:
        programme = self.programme
        if programme is None:
            return

        def act(reason: str) -> None:
            self.deeds.share_out(programme, reason, self.reason.refuse)

        words = _(
            "Everybody keeps what they have; what was given back goes to the others by the same method."
        )
        self.reason.ask(words, _("Share out"), act, (_("Places given back"),))

    def _remove(self) -> None:
        told = self._told
        if told is not None and self.is_open:
            chosen = told.lines(self.list.table.selected_ids())
            if chosen:
                self.deeds.remove([one.claim_id for one in chosen])

    def _show_changes(self, source: Source) -> None:
        if self.programme is not None and self.may_leave():
            self._stack.setCurrentWidget(self.changes)
            self.changes.show_source(self.programme, source)

    def _show_register(self) -> None:
        self._show_changes(from_register())

    def _show_last_year(self) -> None:
        self._show_changes(from_last_year())

    def _show_print(self) -> None:
        self._show_paper(self.printing)

    def _show_proof(self) -> None:
        self._show_paper(self.proving)

    def _show_paper(self, panel: QuotaPrint | ProofPrint) -> None:
        if self.programme is not None and self._desk is not None:
            self._stack.setCurrentWidget(panel)
            panel.show_programme(self.programme, self._desk.given.title)

    def _ask_listed(self) -> None:
        if self._desk is not None:
            ask_where(self, f"{_('What if')} {self._desk.given.title}.xlsx", self.save_listed)

    def save_listed(self, file: str) -> None:
        """Write what is listed to that file."""
        if self._told is not None:
            self.buttons.save_listed(file, self._told, list(self.list.table.ids()))

    def _back_to_list(self) -> None:
        self._stack.setCurrentIndex(0)
        self.list.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self) -> None:
        desk = self._desk
        title = desk.given.title if desk else ""
        self.buttons.follow(
            self.programme, title, self.is_open, desk is not None and desk.standing is not None
        )
        self.side.setVisible(self.programme is not None)
        self.what_if.set_open(self.is_open)
        self.form.set_open(self.is_open)

    def _connect(self) -> None:
        self.buttons.add_asked.connect(self.begin_new)
        self.buttons.import_asked.connect(self.ask_import)
        self.buttons.register_asked.connect(self._show_register)
        self.buttons.last_year_asked.connect(self._show_last_year)
        self.buttons.print_asked.connect(self._show_print)
        self.buttons.proof_asked.connect(self._show_proof)
        self.buttons.listed_asked.connect(self._ask_listed)
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self._open)
        self.list.removal_asked.connect(self._remove)
        self.list.empty.first_step.connect(self.ask_import)
        self.what_if.tried.connect(self._try)
        self.what_if.settle_asked.connect(self._ask_settle)
        self.what_if.share_out_asked.connect(self._ask_share_out)
        self.form.kept.connect(self._kept)
        self.form.given_up.connect(self._given_up)
        self.form.give_back_asked.connect(self._ask_give_back)
        self.form.remove_asked.connect(self._remove)
        self.deeds.done.connect(self.reason.close_bar)
        for left in (self.importing.closed, self.changes.left, self.printing.left, self.proving.left):
            left.connect(self._back_to_list)
        self.importing.choose_asked.connect(self.ask_import)
        for panel in (self.importing, self.changes, self.printing, self.proving):
            panel.said.connect(self.said)
        for speaker in (self.deeds, self.buttons, self.list):
            speaker.said.connect(self.said)

    def _lay_out(self) -> None:
        self.side.setDocumentMode(True)
        self.side.addTab(self.what_if, _("What if"))
        self.side.addTab(self.form, _("Organisation"))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(self.side)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        split.setSizes([570, 350])
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        column.addWidget(self.buttons)
        column.addWidget(self.reason)
        column.addWidget(split, 1)
        for panel in (whole, self.importing, self.changes, self.printing, self.proving):
            self._stack.addWidget(panel)
        self.body.addWidget(self._stack)
