"""Nominations: the organisations on the left, their names on the right; forms out and in."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import people, trip_nominee_edit, trip_nominee_export, trip_nominees
from desktop.services.trip_nominee_entry import NomineeEntry, Terms, terms_of
from desktop.services.trip_nominee_summary import NamesInAll, OrganisationNames, by_organisation, in_all
from desktop.services.trip_nominees import NomineeCard
from desktop.services.trip_progress import Standing
from desktop.services.trip_steps import TripStep
from desktop.views.support.icons import icon
from desktop.views.support.notice import Notice, notice_of
from desktop.views.support.pending import UnsavedBar
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import muted, primary, roomy
from desktop.views.support.tools import Tools
from desktop.views.support.workbooks import ask_which_several
from desktop.views.trips.nomination_employers import EmployerList
from desktop.views.trips.nomination_export_bar import NominationExportBar
from desktop.views.trips.nomination_form import NominationForm
from desktop.views.trips.nomination_forms_panel import NominationFormsPanel
from desktop.views.trips.nomination_import_view import NominationImportView
from desktop.views.trips.nomination_names import NamesPanel
from desktop.views.trips.step_section import StepSection


@dataclass(frozen=True)
class _Read:
    programme: UUID
    lines: tuple[OrganisationNames, ...]
    sums: NamesInAll
    terms: Terms


@dataclass(frozen=True)
class _Begun:
    whom: tuple[UUID, UUID, UUID]
    names: tuple[str, str]
    entry: NomineeEntry


class NominationSection(StepSection):
    """The lists side by side; the form of one person, the forms and the import come in their place."""

    step = TripStep.NOMINATION
    tables = frozenset(
        {
            "trip_nominee", "trip_quota", "trip_allocation", "trip_return", "trip_claim", "trip_category",
            "trip_batch", "trip_step_event", "worker", "organisation",
        }
    )  # fmt: skip

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._terms = Terms({}, ())
        self.employers = EmployerList(tools)
        self.names = NamesPanel(tools)
        self.person = NominationForm(tools)
        self.forms = NominationFormsPanel(tools)
        self.importing = NominationImportView(tools)
        self.export_bar = NominationExportBar()
        self.unsaved = UnsavedBar()
        self.sums = QLabel()
        self.sums.setWordWrap(True)
        muted(self.sums)
        self.all_button = QPushButton(icon("account-group-outline"), _("All names"))
        self.all_button.setToolTip(_("Show the names of all organisations"))
        self.forms_button = QPushButton(icon("file-document-outline"), _("Forms…"))
        self.import_button = QPushButton(icon("file-import-outline", "on_accent"), _("Take forms in…"))
        self.export_button = QPushButton(icon("file-excel-outline"), _("Export…"))
        primary(self.import_button)
        for button in (self.all_button, self.forms_button, self.export_button):
            roomy(button)
        self.setAcceptDrops(True)
        self._lists = QWidget()
        self._right = QStackedWidget()
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def show_programme(self, programme: UUID | None) -> None:
        """Read and show who is named for a programme."""
        self.setEnabled(programme is not None)
        if programme is None:
            self.employers.show_lines(())
            return
        store = self._tools.store

        def look(_progress: Progress) -> _Read:
            lines = store.read(by_organisation, programme)
            return _Read(programme, lines, in_all(lines), store.read(terms_of, programme))

        self._tools.runner.read_newest(look, done=self._show)

    def show_standing(self, _standing: Standing) -> None:
        """Lock what may not be changed."""
        self.import_button.setEnabled(self.is_open)
        if self.programme is not None:
            self._show_employer(self.employers.table.current_id())

    def focus_search(self) -> None:
        """Go to the filter of the names."""
        self.names.table.focus_filter()

    def show_item(self, kind: str, item: UUID) -> None:
        """Show a nomination ("nominee"), or an organisation's names."""
        if kind == "organisation":
            self.employers.choose(item)
        elif kind == "nominee":
            self._open(item)

    def begin(self, step: str) -> None:
        """Begin with an import."""
        if step == "import":
            self.ask_import()

    def may_leave(self) -> bool:
        """Say whether nothing typed would be lost; show what would be."""
        dirty = self._right.currentWidget() is self.person and self.person.is_dirty()
        self.unsaved.setVisible(dirty)
        if dirty:
            self._stack.setCurrentWidget(self._lists)
        return not dirty

    def ask_import(self) -> None:
        """Ask for the forms to take in."""
        ask_which_several(self, _("Choose the forms that came back"), self.take_files)

    def take_files(self, files: Sequence[str]) -> None:
        """Read forms and show what taking them in would do."""
        if files and self.programme is not None and self.is_open and self.may_leave():
            self._stack.setCurrentWidget(self.importing)
            paths = [Path(file) for file in files]
            self.importing.take_forms(self.programme, self.employers.table.current_id(), paths)

    def show_forms(self) -> None:
        """Show what is asked about the forms that go out."""
        if self.programme is not None and self.may_leave():
            self._stack.setCurrentWidget(self.forms)
            self.forms.begin(self.programme, self.employers.line(self.employers.table.current_id()))

    def export(self, path: Path, reason: str) -> None:
        """Write all names, masked unless a reason is given."""
        programme, store = self.programme, self._tools.store
        if programme is None:
            return

        def work(_progress: Progress) -> tuple[int, str]:
            if reason:
                return store.record(trip_nominee_export.export_whole, programme, path, reason), path.name
            return store.read(trip_nominee_export.export, programme, path), path.name

        hand_over = self._tools.runner.run if reason else self._tools.runner.read
        hand_over(work, done=self._exported, failed=self._not_exported, label=_("Writing the list"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files that are held over the section."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read forms that are let fall on the section."""
        self.take_files([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])

    def _show(self, read: _Read) -> None:
        if read.programme != self.programme:
            return
        self._terms = read.terms
        self.sums.setText(_sums_words(read.sums))
        self.employers.show_lines(read.lines)
        self._show_employer(self.employers.table.current_id())
        shown = self.person.nominee()
        if shown is not None and self._right.currentWidget() is self.person:
            self._open(shown)

    def _choose(self, employer: UUID | None) -> None:
        if self._right.currentWidget() is self.person and self.may_leave():
            self._right.setCurrentWidget(self.names)
        self._show_employer(employer)

    def _show_employer(self, employer: UUID | None) -> None:
        if self.programme is not None:
            line = self.employers.line(employer)
            self.all_button.setEnabled(line is not None)
            self.names.show_employer(self.programme, line, self.is_open)

    def _open(self, nominee: UUID) -> None:
        store = self._tools.store

        def look(_progress: Progress) -> NomineeCard:
            return store.read(trip_nominees.card, nominee)

        self._tools.runner.read_newest(look, done=self._show_card, failed=self._gone)

    def _show_card(self, card: NomineeCard) -> None:
        if card.programme_id != self.programme:
            return
        self._stack.setCurrentWidget(self._lists)
        arrived = self._right.currentWidget() is not self.person
        self._right.setCurrentWidget(self.person)
        self.person.show_card(card, self._terms, self.is_open)
        if arrived:
            self.person.post.setFocus(Qt.FocusReason.OtherFocusReason)

    def _gone(self, failure: Failure) -> None:
        self._back_to_names()
        self.said.emit(Notice(failure.sentence, failure.remedy))

    def _begin_name(self, worker: UUID) -> None:
        programme, line = self.programme, self.employers.line(self.employers.table.current_id())
        if programme is None or line is None or not self.may_leave():
            return
        store = self._tools.store

        def look(_progress: Progress) -> _Begun:
            entry = store.read(trip_nominee_edit.proposed, programme, line.id, worker)
            name = store.read(people.names, [worker]).get(worker, "")
            return _Begun((programme, line.id, worker), (line.organisation, name), entry)

        self._tools.runner.read(look, done=self._begun, failed=self._not_begun)

    def _not_begun(self, failure: Failure) -> None:
        self.said.emit(notice_of(failure))
        self.names.add_line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begun(self, begun: _Begun) -> None:
        self._right.setCurrentWidget(self.person)
        self.person.begin(begun.whom, begun.names, begun.entry, self._terms)

    def _kept(self, nominee: UUID) -> None:
        self.unsaved.hide()
        self._back_to_names()
        self.names.choose(nominee)

    def _back_to_names(self) -> None:
        self.unsaved.hide()
        self._right.setCurrentWidget(self.names)
        self.names.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _back_to_lists(self) -> None:
        self._stack.setCurrentWidget(self._lists)
        self.names.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _exported(self, outcome: tuple[int, str]) -> None:
        self.export_bar.hide()
        count, name = outcome
        words = ngettext("{n} row written to {file}.", "{n} rows written to {file}.", count)
        self.said.emit(Notice(words.format(n=f"{count:,}", file=name)))

    def _not_exported(self, failure: Failure) -> None:
        self.export_bar.refuse(f"{failure.sentence} {failure.remedy}".strip())

    def _connect(self) -> None:
        self.employers.chosen.connect(self._choose)
        self.employers.said.connect(self.said)
        self.names.said.connect(self.said)
        self.names.opened.connect(self._open)
        self.names.worker_chosen.connect(self._begin_name)
        self.names.import_asked.connect(self.ask_import)
        self.person.said.connect(self.said)
        self.person.left.connect(self._back_to_names)
        self.person.kept.connect(self._kept)
        self.unsaved.save.connect(self.person.form.save)
        self.unsaved.forget.connect(self.person.leave)
        self.all_button.clicked.connect(self.employers.choose_none)
        self.forms_button.clicked.connect(self.show_forms)
        self.forms.left.connect(self._back_to_lists)
        self.forms.said.connect(self.said)
        self.import_button.clicked.connect(self.ask_import)
        self.importing.said.connect(self.said)
        self.importing.closed.connect(self._back_to_lists)
        self.importing.choose_asked.connect(self.ask_import)
        self.export_button.clicked.connect(self.export_bar.ask)
        self.export_bar.chosen.connect(self.export)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.sums, 1)
        for button in (self.all_button, self.forms_button, self.export_button, self.import_button):
            top.addWidget(button)
        self._right.addWidget(self.names)
        self._right.addWidget(self.person)
        right = QWidget()
        inside = QVBoxLayout(right)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self.unsaved)
        inside.addWidget(self._right, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.employers)
        split.addWidget(right)
        split.setStretchFactor(0, 400)
        split.setStretchFactor(1, 534)
        split.setSizes([400, 534])
        column = QVBoxLayout(self._lists)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.export_bar)
        column.addWidget(split, 1)
        for page in (self._lists, self.forms, self.importing):
            self._stack.addWidget(page)
        self.body.addWidget(self._stack)


def _sums_words(sums: NamesInAll) -> str:
    parts = [
        ngettext("{n} place", "{n} places", sums.quota).format(n=f"{sums.quota:,}"),
        _("{n} named").format(n=f"{sums.named:,}"),
        _("front line {n}, at least {least}").format(n=sums.frontline, least=sums.frontline_min),
    ]
    if sums.silent:
        words = ngettext("{n} organisation silent", "{n} organisations silent", sums.silent)
        parts.append(words.format(n=f"{sums.silent:,}"))
    return " · ".join(parts)
