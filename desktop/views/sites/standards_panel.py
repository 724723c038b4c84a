"""The standard of a kind of site: the one in force, copied to a year and edited there."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _, language
from desktop.core.progress import Progress
from desktop.services import site_standards as standards
from desktop.services.site_standards import Measure, SiteKind, Standard, StandardItem
from desktop.services.site_words import site_word
from desktop.views.support.icons import icon
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import muted, primary, roomy, titled, toned
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing

_NEEDED, _NAME, _LEAST = range(3)


class StandardsPanel(QWidget):
    """The usual standards may be read and taken over; the office's own of a year is edited."""

    said = Signal(object)  # Notice
    left = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._kind: SiteKind | None = None
        self._afloat = False
        self._standard: Standard | None = None
        self._dirty = False
        self._undoing = Undoing(tools.store, tools.runner, self)
        self._undoing.said.connect(self.said)
        self.back = QPushButton(icon("arrow-left"), _("Back to the site"))
        self.title = QLabel()
        titled(self.title, 1.1)
        self.state = QLabel()
        self.state.setWordWrap(True)
        muted(self.state)
        self.start = QComboBox()
        self.start.setAccessibleName(_("Standard to begin with"))
        self.own = QPushButton()
        self.table = QTableWidget(0, 3)
        self.document = QLineEdit()
        self.document.setPlaceholderText(_("Document it rests on"))
        self.document.setAccessibleName(_("Document it rests on"))
        self.add = QPushButton(icon("plus"), _("Another item"))
        self.drop = QPushButton(_("Do without"))
        self.drop.setToolTip(_("Remove this year's standard; the one before comes into force again"))
        self.put_back = QPushButton(_("Put back"))
        self.save_button = QPushButton(_("Save"))
        primary(self.save_button)
        self.fault = QLabel()
        self.fault.setWordWrap(True)
        toned(self.fault, "error")
        self._lay_out()
        self._connect()

    def show_kind(self, kind: SiteKind, afloat: bool = False) -> None:
        """Show the standard in force for a kind (book boats: ``afloat``) this year."""
        self._kind, self._afloat = kind, afloat
        self.title.setText(_("Standard for: {kind}").format(kind=site_word(kind, afloat)))
        self.start.clear()
        for one in standards.usual(kind, afloat):
            self.start.addItem(one.name, one)
        self._read()

    def is_dirty(self) -> bool:
        """Say whether something typed is not saved."""
        return self._dirty

    def _lay_out(self) -> None:
        begin = QHBoxLayout()
        begin.setSpacing(8)
        begin.addWidget(self.start, 1)
        begin.addWidget(self.own)
        self.table.setHorizontalHeaderLabels([_("Needed"), _("What is asked for"), _("At least")])
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        self.table.setAccessibleName(_("Items of the standard"))
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.add)
        foot.addWidget(self.drop)
        foot.addStretch(1)
        foot.addWidget(self.put_back)
        foot.addWidget(self.save_button)
        edits = (self.add, self.drop, self.put_back, self.save_button, self.start, self.document)
        for widget in (self.back, self.own, *edits):
            roomy(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.back, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.title)
        column.addWidget(self.state)
        column.addLayout(begin)
        column.addWidget(self.table, 1)
        column.addWidget(self.document)
        column.addWidget(self.fault)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.back.clicked.connect(self._leave)
        self.own.clicked.connect(self._begin_own)
        self.add.clicked.connect(self._add_row)
        self.drop.clicked.connect(self._drop)
        self.save_button.clicked.connect(self._save)
        self.put_back.clicked.connect(self._read)
        self.table.itemChanged.connect(self._touched)
        self.document.textEdited.connect(self._touched)
        self.start.activated.connect(self._look_at)

    def _year(self) -> int:
        return self._tools.store.now().astimezone().year

    def _read(self) -> None:
        kind, afloat, store, year = self._kind, self._afloat, self._tools.store, self._year()
        if kind is None:
            return

        def look(_progress: Progress) -> Standard:
            return store.read(standards.standard_for, kind, year, afloat)

        self._tools.runner.read_newest(look, done=self._show)

    def _show(self, standard: Standard) -> None:
        self._standard = standard
        year = self._year()
        mine = standard.is_own and standard.year == year
        self.own.setText(_("Take over for {year}").format(year=year))
        self.own.setHidden(mine)
        self.start.setHidden(mine)
        words = (
            _("Your own standard of {year}, edited here. It holds until you take one over for a later year.")
            if mine
            else _("In force: {name}. Take one over to edit it for {year}; earlier years stay as they were.")
        )
        self.state.setText(words.format(name=standard.name, year=year))
        if not standard.is_own:
            self.start.setCurrentIndex(max(0, self.start.findText(standard.name)))
        for widget in (self.add, self.drop, self.put_back, self.save_button, self.document):
            widget.setVisible(mine)
        self.document.setText(standard.document if mine else "")
        self._fill(standard, mine)
        self.fault.hide()

    def _look_at(self, _number: int) -> None:
        chosen = self.start.currentData()
        if isinstance(chosen, Standard):
            self._fill(chosen, False)

    def _fill(self, standard: Standard, editable: bool) -> None:
        self.table.blockSignals(True)
        self.table.setRowCount(0)
        for item in standard.items:
            self._put_row(item, editable)
        self.table.resizeColumnToContents(_NEEDED)
        self.table.blockSignals(False)
        self._set_dirty(False)

    def _put_row(self, item: StandardItem, editable: bool) -> None:
        number = self.table.rowCount()
        self.table.insertRow(number)
        fixed = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        needed = QTableWidgetItem()
        needed.setData(Qt.ItemDataRole.UserRole, item)
        needed.setCheckState(Qt.CheckState.Checked if item.needed else Qt.CheckState.Unchecked)
        needed.setFlags(fixed | Qt.ItemFlag.ItemIsUserCheckable if editable else fixed)
        name = QTableWidgetItem(item.words)
        name.setFlags(fixed | Qt.ItemFlag.ItemIsEditable if editable else fixed)
        least = QTableWidgetItem("" if item.at_least is None else f"{item.at_least:g} {item.unit}".strip())
        counted = editable and item.measure is not Measure.HAS
        least.setFlags(fixed | Qt.ItemFlag.ItemIsEditable if counted else fixed)
        for column, cell in ((_NEEDED, needed), (_NAME, name), (_LEAST, least)):
            self.table.setItem(number, column, cell)

    def _items(self) -> list[StandardItem]:
        """Return the rows as items; those whose name was emptied fall away."""
        return [one for one in map(self._item, range(self.table.rowCount())) if one.words]

    def _item(self, row: int) -> StandardItem:
        needed, name, least = (self._cell(row, column) for column in (_NEEDED, _NAME, _LEAST))
        item = needed.data(Qt.ItemDataRole.UserRole)
        assert isinstance(item, StandardItem)
        words = " ".join(name.text().split())
        if words != item.words:
            item = (
                replace(item, zh=words) if language() == "zh_CN" or not item.en else replace(item, en=words)
            )
            item = item if words else replace(item, zh="", en="")
        number = least.text().split(" ")[0].strip()
        return replace(
            item,
            needed=needed.checkState() is Qt.CheckState.Checked,
            at_least=None if item.measure is Measure.HAS else _number(number),
        )

    def _cell(self, row: int, column: int) -> QTableWidgetItem:
        cell = self.table.item(row, column)
        assert cell is not None
        return cell

    def _begin_own(self) -> None:
        kind, afloat, store, year = self._kind, self._afloat, self._tools.store, self._year()
        start = self.start.currentData()
        if kind is None:
            return

        def work(_progress: Progress) -> tuple[str, str | None]:
            store.do(standards.begin_own, kind, year, start, afloat)
            return _("Taken over for {year}.").format(year=year), store.next_undo()

        self._tools.runner.run(work, done=self._changed, failed=self._refuse)

    def _add_row(self) -> None:
        self._put_row(standards.new_item(_("New item")), True)
        number = self.table.rowCount() - 1
        self.table.setCurrentCell(number, _NAME)
        self.table.editItem(self._cell(number, _NAME))
        self._set_dirty(True)

    def _save(self) -> None:
        kind, afloat, store, year = self._kind, self._afloat, self._tools.store, self._year()
        items, document = self._items(), self.document.text()
        if kind is None:
            return

        def work(_progress: Progress) -> tuple[str, str | None]:
            store.do(standards.save_own, kind, year, items, document, afloat)
            return _("The standard is saved."), store.next_undo()

        self._tools.runner.run(work, done=self._changed, failed=self._refuse)

    def _drop(self) -> None:
        kind, afloat, store, year = self._kind, self._afloat, self._tools.store, self._year()
        if kind is None:
            return

        def work(_progress: Progress) -> tuple[str, str | None]:
            store.do(standards.drop_own, kind, year, afloat)
            return _("The standard of {year} is removed.").format(year=year), store.next_undo()

        self._tools.runner.run(work, done=self._changed, failed=self._refuse)

    def _changed(self, outcome: tuple[str, str | None]) -> None:
        self._set_dirty(False)
        self._undoing.tell(*outcome)
        self._read()

    def _refuse(self, failure: Failure) -> None:
        self.fault.setText(f"{failure.sentence} {failure.remedy}".strip())
        self.fault.show()

    def _leave(self) -> None:
        if self._dirty:
            self.fault.setText(_("What you changed is not saved yet: save it, or put it back."))
            self.fault.show()
            self.save_button.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.left.emit()

    def _touched(self, _what: object) -> None:
        self._set_dirty(True)

    def _set_dirty(self, dirty: bool) -> None:
        self._dirty = dirty
        self.save_button.setEnabled(dirty)
        self.put_back.setEnabled(dirty)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
