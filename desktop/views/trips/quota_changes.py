"""Changes offered to what the organisations bring, each taken or left out before anything is written."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import trip_claim_fill
from desktop.services.supply_import_rows import change_words
from desktop.services.trip_claim_fill import ClaimChange, changed_fields
from desktop.services.trip_claims import ClaimEntry
from desktop.spreadsheets.trip_claim_headings import CLAIM_LABELS
from desktop.views.support.decided_rows import RowsModel, RowsTab, Shown
from desktop.views.support.icons import icon
from desktop.views.support.notice import notice_of
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import primary, roomy, titled
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing

Told = tuple[str, str | None]


@dataclass(frozen=True)
class Source:
    """Where changes come from: how they are looked up, written, and spoken of."""

    title: str
    about: str
    nothing: str
    look: Callable[..., tuple[ClaimChange, ...]]
    take: Callable[..., int]


def from_register() -> Source:
    """Return the counting of the workers on file."""
    return Source(
        _("Counted from the workers on file"),
        _("Workers count for the nearest union above them that is in the allocation. Hazardous posts stay."),
        _("The workers on file come to just what stands here."),
        trip_claim_fill.register_changes,
        trip_claim_fill.fill_from_register,
    )


def from_last_year() -> Source:
    """Return the carrying over of fractions."""
    return Source(
        _("Carried over from last year"),
        _("The share before rounding less the places given, of the allocation in force then, exactly."),
        _("The fractions of last year stand here already."),
        trip_claim_fill.carried_changes,
        trip_claim_fill.carry_over,
    )


class ChangesPanel(QWidget):
    """A table of changes with what would stand instead; Esc goes back."""

    said = Signal(object)  # Notice
    left = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._programme: UUID | None = None
        self._source = from_register()
        self._changes: tuple[ClaimChange, ...] = ()
        self._undoing = Undoing(tools.store, tools.runner, self)
        self._undoing.said.connect(self.said)
        self.back = QPushButton(icon("arrow-left"), _("Back"))
        self.title = QLabel()
        titled(self.title)
        self.take = QPushButton()
        primary(self.take)
        roomy(self.back)
        self.model: RowsModel[ClaimChange] = RowsModel(_columns(), decidable=True)
        self.rows: RowsTab[ClaimChange] = RowsTab(self.model, "")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.back)
        head.addWidget(self.title, 1)
        head.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.addLayout(head)
        column.addWidget(self.rows, 1)
        self.back.clicked.connect(self.left)
        self.take.clicked.connect(self._take)
        self.rows.decided.connect(self._follow)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.left)

    def show_source(self, programme: UUID, source: Source) -> None:
        """Look the changes up and show them."""
        self._programme, self._source = programme, source
        self.title.setText(source.title)
        self.rows.about.setText(source.about)
        store = self._tools.store

        def look(_progress: Progress) -> tuple[ClaimChange, ...]:
            return store.read(source.look, programme)

        self._tools.runner.read_newest(look, done=self._show, failed=self._failed)

    def _show(self, changes: tuple[ClaimChange, ...]) -> None:
        self._changes = changes
        self.rows.show_rows(changes, range(len(changes)))
        self.rows.about.setText(self._source.about if changes else self._source.nothing)
        self._follow()
        (self.take if changes else self.back).setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self) -> None:
        count = self.model.taken()
        words = ngettext("Take over {n} change", "Take over {n} changes", count)
        self.take.setText(words.format(n=f"{count:,}"))
        self.take.setEnabled(count > 0)

    def _take(self) -> None:
        programme, source, store = self._programme, self._source, self._tools.store
        turned = self.model.turned()
        wanted: Collection[UUID] = {
            one.organisation_id for at, one in enumerate(self._changes) if at not in turned
        }
        if programme is None:
            return

        def work(_progress: Progress) -> Told:
            count = store.do(source.take, programme, wanted)
            words = ngettext("{n} organisation changed.", "{n} organisations changed.", count)
            return words.format(n=f"{count:,}"), store.next_undo()

        self.take.setEnabled(False)
        self._tools.runner.run(work, done=self._taken, failed=self._failed)

    def _taken(self, told: Told) -> None:
        self._undoing.tell(*told)
        self.left.emit()

    def _failed(self, failure: Failure) -> None:
        self.said.emit(notice_of(failure))
        self.left.emit()


def _columns() -> list[Shown[ClaimChange]]:
    return [
        Shown(_("Organisation"), lambda one: one.organisation, 200),
        Shown(_("Belongs to"), lambda one: one.path.rpartition(" › ")[2], 160),
        Shown(_("What changes"), _what, 420),
    ]


def _what(one: ClaimChange) -> str:
    before = one.before or ClaimEntry(one.organisation_id)
    told = [
        change_words(_(CLAIM_LABELS[key]), old, new) for key, old, new in changed_fields(before, one.after)
    ]
    new = [_("new in the allocation")] if one.before is None else []
    return _("; ").join([*new, *told])
