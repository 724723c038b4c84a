"""The lists of a batch as they will print, masked, or whole for a reason that is logged."""

from datetime import date
from uuid import UUID

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import trip_lists
from desktop.services.site_papers import PreparedPaper
from desktop.services.trip_lists import ListKind, Wanted, list_word
from desktop.views.support.icons import icon
from desktop.views.support.papers import papers_of, warnings
from desktop.views.support.preview import Papers, Preview
from desktop.views.support.reason_bar import ReasonBar
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import roomy, toned
from desktop.views.support.tools import Tools
from desktop.views.trips.roster_part import RosterPart, Seen

_NUMBERED = (ListKind.TRAVELLERS, ListKind.ROOMS)


class RosterPapers(RosterPart):
    """A choice of list above its preview; drawn when it is looked at."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._stale = True
        self.which = QComboBox()
        self.which.setAccessibleName(_("Which list"))
        for kind in ListKind:
            self.which.addItem(list_word(kind), kind)
        self.all = QCheckBox(_("All batches"))
        self.whole = QPushButton(icon("eye-outline"), _("Whole numbers…"))
        self.sheet = QPushButton(icon("qrcode"), _("Sheets with codes"))
        self.sheet.setToolTip(_("The sign-in sheet and the roster with codes are printed under Paper."))
        self.ask = ReasonBar()
        self.warning = QLabel()
        self.warning.setWordWrap(True)
        self.warning.hide()
        toned(self.warning, "due", "due_ground")
        self.preview = Preview(tools.runner)
        self.preview.compact()
        self._lay_out()
        self.which.activated.connect(self._draw)
        self.all.toggled.connect(self._draw)
        self.whole.clicked.connect(self.ask_whole)
        self.sheet.clicked.connect(self._to_paper)
        self.preview.said.connect(self.said)

    def show_seen(self, seen: Seen) -> None:
        """Show the lists anew; whole numbers are masked again."""
        super().show_seen(seen)
        self.sheet.setEnabled(seen.departure is not None)
        self._stale = True
        self._catch_up()

    def choose(self, kind: ListKind) -> None:
        """Show that list."""
        self.which.setCurrentIndex(self.which.findData(kind))
        self._draw()

    def ask_whole(self) -> None:
        """Ask what whole numbers are needed for."""
        usual = (_("Insurance of the travellers"), _("Booking by the agency"), _("Rooms of the hotel"))
        sentence = _("The list shows whole identity numbers and telephones; the reason is logged.")
        self.ask.ask(sentence, _("Show"), self._draw_whole, usual)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what changed while something else was looked at."""
        super().showEvent(event)
        self._catch_up()

    def _catch_up(self) -> None:
        if self._stale and self.isVisible():
            self._draw()

    def _wanted(self) -> Wanted | None:
        seen, kind = self.seen, ListKind(self.which.currentData())
        if seen is None or (not seen.standing.batches and kind is not ListKind.CHANGES):
            return None
        only: tuple[UUID, ...] = (seen.roster.batch.id,) if seen.roster and not self.all.isChecked() else ()
        return Wanted(seen.standing.programme_id, kind, only)

    def _draw(self, _choice: int = 0) -> None:
        self._stale = False
        self.ask.close_bar()
        wanted, store = self._wanted(), self._tools.store
        self.whole.setEnabled(wanted is not None and wanted.kind in _NUMBERED)
        if wanted is None:
            self.preview.clear()
            return

        def work(_progress: Progress) -> tuple[Papers, tuple[str, ...]]:
            return _papers(store.read(trip_lists.prepare, wanted), wanted.kind)

        self._tools.runner.read_newest(work, done=self._show)

    def _draw_whole(self, reason: str) -> None:
        wanted, store = self._wanted(), self._tools.store
        if wanted is None:
            return

        def work(_progress: Progress) -> tuple[Papers, tuple[str, ...]]:
            return _papers(store.record(trip_lists.prepare_whole, wanted, reason), wanted.kind)

        self._tools.runner.run(work, done=self._show_whole, failed=self._not_whole)

    def _show_whole(self, outcome: tuple[Papers, tuple[str, ...]]) -> None:
        self.ask.close_bar()
        self._show(outcome)

    def _not_whole(self, failure: Failure) -> None:
        self.ask.refuse(failure)

    def _show(self, outcome: tuple[Papers, tuple[str, ...]]) -> None:
        papers, faults = outcome
        self.warning.setText("\n".join(faults))
        self.warning.setVisible(bool(faults))
        self.preview.folder = self._tools.places.papers
        self.preview.show_papers(papers)

    def _to_paper(self) -> None:
        if self.seen and self.seen.departure:
            self.open_item.emit("print-activity", self.seen.departure.activity_id)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        for part in (self.which, self.all, self.whole, self.sheet):
            roomy(part)
            top.addWidget(part)
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.ask)
        column.addWidget(self.warning)
        column.addWidget(self.preview, 1)


def _papers(paper: PreparedPaper, kind: ListKind) -> tuple[Papers, tuple[str, ...]]:
    name = f"{list_word(kind)} {date.today().isoformat()}"
    return papers_of(paper.pdf, paper.pages, name), warnings(paper.unprintable, paper.cut)
