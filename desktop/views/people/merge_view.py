"""Two entries side by side, to make one of them."""

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import merging, people
from desktop.services.honours import as_text
from desktop.services.merging import MERGE_FIELDS, MergeField, Side
from desktop.services.people import WorkerCard
from desktop.spreadsheets.headings import FIELD_LABELS, Field
from desktop.views.people.words import sex_word, yes_no
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import muted, primary, roomy, titled
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing


@dataclass(frozen=True)
class Two:
    """The entry that stays and the one that goes into it."""

    keep: WorkerCard
    gone: WorkerCard


class MergeView(QWidget):
    """For each field in which two entries differ, one of the two values is chosen."""

    said = Signal(object)  # Notice
    closed = Signal()
    merged = Signal(object)  # UUID

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._two: Two | None = None
        self.choices: dict[MergeField, QButtonGroup] = {}
        self.undoing = Undoing(tools.store, tools.runner, self)
        self.undoing.said.connect(self.said)
        self.title = QLabel(_("Are these two the same person?"))
        titled(self.title)
        self.about = QLabel(
            _(
                "Choose what is right where they differ. Honours, enrolments, attendance and cards of both"
                " are kept."
            )
        )
        self.about.setWordWrap(True)
        muted(self.about)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.back = QPushButton(_("Keep them apart"))
        self.back.clicked.connect(self.closed)
        roomy(self.back)
        self.merge = QPushButton(_("Make one entry of them"))
        self.merge.clicked.connect(self._merge)
        primary(self.merge)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.about)
        column.addWidget(self._area, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.back)
        foot.addWidget(self.merge)
        column.addLayout(foot)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.closed)

    def show_two(self, one: UUID, other: UUID) -> None:
        """Read and show two entries."""
        self._two = None
        self.merge.setEnabled(False)
        store = self._tools.store

        def read(_progress: Progress) -> Two:
            return Two(store.read(people.card, one), store.read(people.card, other))

        self._tools.runner.read_newest(read, done=self._show, failed=self._not_found)

    def chosen(self) -> dict[MergeField, Side]:
        """Return the side chosen for each field in which the two differ."""
        return {field: "keep" if group.checkedId() == 0 else "gone" for field, group in self.choices.items()}

    def _show(self, two: Two) -> None:
        self._two = two
        self.choices = {}
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 8, 0, 8)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for number, field in enumerate(MERGE_FIELDS):
            self._add(grid, number, field, two)
        held = [as_text(card.honours) for card in (two.keep, two.gone)]
        if any(held):
            _add_words(grid, len(MERGE_FIELDS), _("Honours"), held)
        grid.setRowStretch(len(MERGE_FIELDS) + 1, 1)
        self._area.setWidget(inside)
        self.merge.setEnabled(True)
        self.merge.setFocus()

    def _add(self, grid: QGridLayout, number: int, field: MergeField, two: Two) -> None:
        key: Field = "organisation" if field == "organisation_id" else field
        label = _(FIELD_LABELS[key])
        values = [_words(card, field) for card in (two.keep, two.gone)]
        if values[0] == values[1] and (field != "id_number" or not values[0]):
            _add_words(grid, number, label, values)
            return
        group = QButtonGroup(grid.parentWidget())
        heading = QLabel(label)
        muted(heading)
        grid.addWidget(heading, number, 0)
        for place, value in enumerate(values):
            button = QRadioButton(value.replace("&", "&&") or _("(nothing)"))
            button.setAccessibleName(f"{label}: {value or _('(nothing)')}")
            roomy(button)
            group.addButton(button, place)
            grid.addWidget(button, number, place + 1)
        group.button(0 if values[0] or not values[1] else 1).setChecked(True)
        self.choices[field] = group

    def _merge(self) -> None:
        store, two, chosen = self._tools.store, self._two, self.chosen()
        if two is None:
            return

        def work(_progress: Progress) -> tuple[WorkerCard, str | None]:
            return store.do(merging.merge, two.keep.id, two.gone.id, chosen), store.next_undo()

        self.merge.setEnabled(False)
        self._tools.runner.run(work, done=self._merged, failed=self._not_merged)

    def _merged(self, outcome: tuple[WorkerCard, str | None]) -> None:
        card, label = outcome
        self.undoing.tell(_("The two entries of {name} are one now.").format(name=card.name), label)
        self.merged.emit(card.id)

    def _not_merged(self, failure: Failure) -> None:
        self.merge.setEnabled(True)
        self._tools.runner.went_wrong.emit(failure)

    def _not_found(self, failure: Failure) -> None:
        self._tools.runner.went_wrong.emit(failure)
        self.closed.emit()


def _add_words(grid: QGridLayout, number: int, label: str, values: list[str]) -> None:
    heading = QLabel(label)
    muted(heading)
    grid.addWidget(heading, number, 0)
    for place, value in enumerate(values):
        words = QLabel(value or "—")
        words.setWordWrap(True)
        words.setContentsMargins(24, 4, 0, 4)
        grid.addWidget(words, number, place + 1)


def _words(card: WorkerCard, field: MergeField) -> str:
    if field == "sex":
        return sex_word(card.sex)
    if field == "frontline":
        return yes_no(card.frontline)
    if field == "birthday":
        return card.birthday.isoformat() if card.birthday else ""
    if field == "organisation_id":
        return card.organisation_path
    plain = {
        "name": card.name,
        "id_number": card.id_number,
        "phone": card.phone,
        "post": card.post,
        "member_number": card.member_number,
        "remark": card.remark,
    }
    return plain[field]
