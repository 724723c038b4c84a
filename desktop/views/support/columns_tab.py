"""Which column of a list holds what, with a few of its cells beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.core.national_id import mask_id
from desktop.core.phones import mask_phone
from desktop.views.support.theme import muted, primary, roomy, toned

Mapped = Mapping[str, int]  # field -> column from 0
Fields = Sequence[tuple[str, str]]  # key and word of what a column may be taken as


@dataclass(frozen=True)
class ColumnShown:
    """A column of a list: its place from 0, its heading, the field it is taken for, a few of its cells."""

    index: int
    heading: str
    field: str
    examples: Sequence[str] = ()


@dataclass(frozen=True)
class TableShown:
    """The columns of one sheet; ``remembered`` where an earlier correction was followed."""

    sheet: str
    columns: Sequence[ColumnShown]
    remembered: bool = False


class _Table(QWidget):
    """The columns of one sheet."""

    changed = Signal()

    def __init__(self, table: TableShown, fields: Fields, titled_by_sheet: bool) -> None:
        super().__init__()
        self._fields = fields
        self.sheet = table.sheet
        self._columns = [one for one in table.columns if one.heading or any(one.examples)]
        self._boxes: list[QComboBox] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 8, 8, 8)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        if titled_by_sheet:
            title = QLabel(table.sheet)
            font = title.font()
            font.setBold(True)
            title.setFont(font)
            grid.addWidget(title, 0, 0, 1, 3)
        for place, words in enumerate((_("In the list"), _("Is taken as"), _("For example"))):
            heading = QLabel(words)
            muted(heading)
            grid.addWidget(heading, 1, place)
        for number, column in enumerate(self._columns):
            self._add(grid, number, column)

    def mapping(self) -> Mapped:
        """Return field -> column as chosen."""
        return {
            self._fields[box.currentIndex() - 1][0]: column.index
            for column, box in zip(self._columns, self._boxes, strict=True)
            if box.currentIndex() > 0
        }

    def first(self) -> QWidget | None:
        """Return the first choice."""
        return self._boxes[0] if self._boxes else None

    def _add(self, grid: QGridLayout, number: int, column: ColumnShown) -> None:
        heading = column.heading or _("Column {n}").format(n=column.index + 1)
        label = QLabel(heading)
        label.setWordWrap(True)
        label.setMinimumWidth(140)
        box = QComboBox()
        box.addItems([_("(not taken)"), *(words for _key, words in self._fields)])
        box.setMaxVisibleItems(16)
        keys = [key for key, _words in self._fields]
        box.setCurrentIndex(keys.index(column.field) + 1 if column.field in keys else 0)
        box.setAccessibleName(heading)
        box.currentIndexChanged.connect(partial(self._took, number))
        roomy(box)
        examples = QLabel(" · ".join(_discreet(text) for text in column.examples if text))
        examples.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        muted(examples)
        label.setBuddy(box)
        self._boxes.append(box)
        for place, part in enumerate((label, box, examples)):
            grid.addWidget(part, number + 2, place)

    def _took(self, number: int, choice: int) -> None:
        """A field comes from one column: the one that had it lets it go."""
        for place, box in enumerate(self._boxes):
            if choice > 0 and place != number and box.currentIndex() == choice:
                box.blockSignals(True)
                box.setCurrentIndex(0)
                box.blockSignals(False)
        self.changed.emit()


def _discreet(text: str) -> str:
    """Return an example of a cell; identity numbers and telephones are masked on every screen."""
    if len(text) >= 15 and text[:14].isdecimal():
        return mask_id(text)
    return mask_phone(text) if len(text) == 11 and text.isdecimal() else text


class ColumnsTab(QWidget):
    """Every sheet with its columns. ``remembers``: corrections hold for later lists of these headings."""

    applied = Signal(object)  # dict: sheet -> field -> column

    def __init__(self, remembers: bool = False) -> None:
        super().__init__()
        self._remembers = remembers
        self._tables: list[_Table] = []
        self._read: dict[str, Mapped] = {}
        self.about = QLabel()
        self.about.setWordWrap(True)
        self.apply = QPushButton(_("Use these columns"))
        self.apply.clicked.connect(self._apply)
        primary(self.apply)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.about)
        column.addWidget(self._area, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.apply)
        foot.addStretch(1)
        column.addLayout(foot)

    def show_tables(self, tables: Sequence[TableShown], fields: Fields) -> None:
        """Show what each column was taken for, of what it may be."""
        inside = QWidget()
        stack = QVBoxLayout(inside)
        stack.setContentsMargins(0, 0, 0, 0)
        self._tables = [_Table(table, fields, len(tables) > 1) for table in tables]
        for table in self._tables:
            table.changed.connect(self._follow)
            stack.addWidget(table)
        stack.addStretch(1)
        self._area.setWidget(inside)
        self._read = dict(self.mapping())
        self._say(tables)
        self._follow()

    def mapping(self) -> Mapping[str, Mapped]:
        """Return sheet -> field -> column as chosen."""
        return {table.sheet: table.mapping() for table in self._tables}

    def lacks_names(self) -> bool:
        """Say whether no column was taken for the name, so that nothing could be taken in."""
        return not any("name" in mapped for mapped in self.mapping().values())

    def enter(self) -> None:
        """Go to the first choice."""
        first = self._tables[0].first() if self._tables else None
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, tables: Sequence[TableShown]) -> None:
        if self.lacks_names():
            self.about.setText(_("No column was recognised as the name. Choose the one that holds it."))
            toned(self.about, "due")
            return
        toned(self.about, "text")
        if any(table.remembered for table in tables):
            self.about.setText(_("The columns are taken as you corrected them last time."))
        elif self._remembers:
            self.about.setText(_("Correct here what was taken wrongly; it is remembered for such lists."))
        else:
            self.about.setText(_("Correct here what was taken wrongly."))

    def _follow(self) -> None:
        self.apply.setEnabled(self.mapping() != self._read)

    def _apply(self) -> None:
        self.applied.emit(dict(self.mapping()))
