"""The quota table and the proof of the allocation before they are printed."""

from uuid import UUID

from PySide6.QtWidgets import QComboBox, QSizePolicy

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services.trip_proof_papers import prepare_proof
from desktop.services.trip_quota_papers import prepare_quota_table
from desktop.services.trip_quota_table import parents
from desktop.views.support.papers import papers_of, warnings
from desktop.views.support.print_panel import Drawn, PrintPanel
from desktop.views.support.tools import Tools


class QuotaPrint(PrintPanel):
    """The preview, and whose table it is."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._programme: UUID | None = None
        self._title = ""
        self.whose = QComboBox()
        self.whose.setAccessibleName(_("Whose table"))
        self.whose.setMaxVisibleItems(20)
        self.whose.setMinimumContentsLength(24)
        self.whose.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.whose.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.add_choice(self.whose, 1)
        self.whose.activated.connect(self._draw)

    def show_programme(self, programme: UUID, title: str) -> None:
        """Draw the table of a programme."""
        self._programme, self._title = programme, title
        self.whose.clear()
        self.whose.addItem(_("All organisations"), None)
        store = self._tools.store

        def look(_progress: Progress) -> tuple[tuple[UUID, str], ...]:
            return store.read(parents, programme)

        self._tools.runner.read_newest(look, done=self._offer)
        self._draw()
        self.preview.view.setFocus()

    def below(self) -> UUID | None:
        """Return the organisation the table is narrowed to."""
        chosen = self.whose.currentData()
        return chosen if isinstance(chosen, UUID) else None

    def _offer(self, above: tuple[tuple[UUID, str], ...]) -> None:
        for key, path in above:
            self.whose.addItem(path, key)

    def _draw(self, _choice: object = None) -> None:
        programme, below, store = self._programme, self.below(), self._tools.store
        if programme is None:
            return
        name = _("Quota table of {title}").format(title=self._title)

        def work(progress: Progress) -> Drawn:
            made = store.read(prepare_quota_table, programme, below, progress)
            return papers_of(made.pdf, made.pages, name), warnings(made.unprintable, made.cut)

        self.draw(work)


class ProofPrint(PrintPanel):
    """The proof sheet: every input, quotient, remainder and lot of the allocation in force."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self.fill_row()

    def show_programme(self, programme: UUID, title: str) -> None:
        """Draw the proof of a programme's allocation."""
        name, store = _("Proof of the quotas of {title}").format(title=title), self._tools.store

        def work(progress: Progress) -> Drawn:
            made = store.read(prepare_proof, programme, progress)
            return papers_of(made.pdf, made.pages, name), warnings(made.unprintable, made.cut)

        self.draw(work)
        self.preview.view.setFocus()
