"""Taking a list in whose rows are new, changed, the same or refused: the review, and the steps around it."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services.imports_rows import Verdict
from desktop.views.support.decided_rows import RowsModel, RowsTab
from desktop.views.support.import_flow import ImportFlow
from desktop.views.support.theme import muted, primary, roomy, titled
from desktop.views.support.tools import Tools

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)
ORDER = (Verdict.NEW, Verdict.CHANGED, Verdict.SAME, Verdict.REFUSED)
DECIDABLE = frozenset({Verdict.NEW, Verdict.CHANGED})


class Previewed(Protocol[R_co]):
    """What taking a list in would do."""

    @property
    def path(self) -> Path:
        """The file."""

    @property
    def rows(self) -> Sequence[R_co]:
        """Its rows, in their order."""

    def having(self, verdict: Verdict) -> list[int]:
        """Return the places of the rows of a verdict."""


class TakenIn(Protocol[R_co]):
    """What taking a list in did."""

    @property
    def new(self) -> int:
        """How many rows were new."""

    @property
    def changed(self) -> int:
        """How many changed something."""

    @property
    def same(self) -> int:
        """How many changed nothing."""

    @property
    def left_out(self) -> Sequence[R_co]:
        """Those that were not taken."""


def verdict_word(verdict: Verdict) -> str:
    """Return what rows of a verdict are called."""
    return {
        Verdict.NEW: _("New"),
        Verdict.CHANGED: _("Changed"),
        Verdict.SAME: _("The same"),
        Verdict.REFUSED: _("Refused"),
    }[verdict]


class ListReview(QWidget, Generic[R]):
    """A tab for each verdict with its rows and a word about them; new and changed ones can be left out."""

    def __init__(self, models: Mapping[Verdict, RowsModel[R]], about: Mapping[Verdict, str]) -> None:
        super().__init__()
        self.models = models
        self.title = QLabel()
        titled(self.title)
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        muted(self.summary)
        self.other = QPushButton(_("Another file…"))
        self.back = QPushButton(_("Back without importing"))
        self.rejects = QPushButton(_("Save refused rows…"))
        self.take_in = QPushButton()
        primary(self.take_in)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.verdicts = {verdict: RowsTab(models[verdict], about[verdict]) for verdict in ORDER}
        for tab in self.verdicts.values():
            self.tabs.addTab(tab, "")
            tab.decided.connect(self._count_taken)
        for button in (self.other, self.back, self.rejects):
            roomy(button)
        self._lay_out()

    def show_preview(self, preview: Previewed[R]) -> None:
        """Show what taking the list in would do."""
        self.title.setText(preview.path.name)
        counts: dict[Verdict, int] = {}
        for verdict, tab in self.verdicts.items():
            places = preview.having(verdict)
            counts[verdict] = len(places)
            tab.show_rows(preview.rows, places)
            place = self.tabs.indexOf(tab)
            self.tabs.setTabText(place, f"{verdict_word(verdict)} {len(places):,}")
            self.tabs.setTabEnabled(place, bool(places))
        read = ngettext("{n} row read", "{n} rows read", len(preview.rows))
        self.summary.setText(read.format(n=f"{len(preview.rows):,}"))
        self.rejects.setVisible(counts[Verdict.REFUSED] > 0)
        self._count_taken()
        first = next((verdict for verdict in ORDER if counts[verdict]), Verdict.NEW)
        self.tabs.setCurrentWidget(self.verdicts[first])
        (self.take_in if self.take_in.isEnabled() else self.back).setFocus()

    def leave(self) -> frozenset[int]:
        """Return the places of new and changed rows that are left out."""
        return self.models[Verdict.NEW].turned() | self.models[Verdict.CHANGED].turned()

    def _count_taken(self) -> None:
        count = sum(model.taken() for model in self.models.values())
        self.take_in.setText(ngettext("Import {n} row", "Import {n} rows", count).format(n=f"{count:,}"))
        self.take_in.setEnabled(count > 0)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.summary)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addLayout(words, 1)
        for button in (self.other, self.back):
            head.addWidget(button)
        foot.addStretch(1)
        for button in (self.rejects, self.take_in):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.tabs, 1)
        column.addLayout(foot)


class ListImportView(ImportFlow, Generic[R]):
    """Shows one step at a time; nothing is written before the last.

    A subclass says how the list is read, saved, and its rows left out are written; ``read_list`` and
    ``save_list`` are called beside the window.
    """

    def __init__(self, tools: Tools, review: ListReview[R], show_words: str) -> None:
        self.review = review
        super().__init__(tools, review, show_words)
        self._preview: Previewed[R] | None = None
        self._left_out: Sequence[R] = ()
        review.other.clicked.connect(self.choose_asked)
        review.back.clicked.connect(self.leave)
        review.rejects.clicked.connect(self.ask_rejects)
        review.take_in.clicked.connect(self._save)

    def read_list(self, path: Path, progress: Progress) -> Previewed[R]:
        """Return what taking the list in would do."""
        raise NotImplementedError

    def save_list(
        self, preview: Previewed[R], leave: frozenset[int], progress: Progress
    ) -> tuple[TakenIn[R], str | None]:
        """Take the list in; return what was done and the words of undoing it."""
        raise NotImplementedError

    def write_rows(self, preview: Previewed[R], left_out: Sequence[R], path: Path) -> int:
        """Write the rows left out as a workbook; return how many."""
        raise NotImplementedError

    def take(self, path: Path) -> None:
        """Read a list and show what taking it in would do."""

        def work(progress: Progress) -> Previewed[R]:
            return self.read_list(path, progress)

        self.begin_reading(path, work, self._show)

    def forget(self) -> None:
        """Let go of what was read."""
        self._preview = None

    def rejects_writer(self) -> Callable[[Path], int]:
        """Return what writes the rows left out as a workbook."""
        preview, left_out = self._preview, self._left_out

        def write(path: Path) -> int:
            return self.write_rows(preview, left_out, path) if preview is not None else 0

        return write

    def _show(self, preview: Previewed[R]) -> None:
        self._preview = preview
        self._left_out = tuple(preview.rows[place] for place in preview.having(Verdict.REFUSED))
        self.show_review()
        self.review.show_preview(preview)

    def _save(self) -> None:
        preview, leave = self._preview, self.review.leave()
        if preview is None:
            return

        def work(progress: Progress) -> tuple[TakenIn[R], str | None]:
            return self.save_list(preview, leave, progress)

        self.begin_saving(preview.path, work, self._saved)

    def _saved(self, outcome: tuple[TakenIn[R], str | None]) -> None:
        imported, label = outcome
        self._left_out = imported.left_out
        told = (
            (imported.new, ngettext("{n} new row", "{n} new rows", imported.new)),
            (imported.changed, ngettext("{n} changed", "{n} changed", imported.changed)),
            (imported.same, ngettext("{n} the same", "{n} the same", imported.same)),
            (len(imported.left_out), ngettext("{n} left out", "{n} left out", len(imported.left_out))),
        )
        parts = _(", ").join(words.format(n=f"{count:,}") for count, words in told if count)
        self.finish(_("Imported: {what}.").format(what=parts), label, len(imported.left_out))
