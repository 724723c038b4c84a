"""What was received at an activity by its signed receipt sheets: who, what, how much, and the total."""

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import _, ngettext
from desktop.core.money import in_figures
from desktop.core.progress import Progress
from desktop.services.activities import ActivityCard
from desktop.services.receipts import ReceiptLine, Received, received, take_back_receipt
from desktop.services.receipts_export import write_receipts
from desktop.views.activities.evidence_strip import EvidenceStrip
from desktop.views.support.empty import EmptyState
from desktop.views.support.icons import icon
from desktop.views.support.lazy_table import Column, LazyTable
from desktop.views.support.notice import Notice
from desktop.views.support.pdf_files import file_name
from desktop.views.support.theme import roomy, titled
from desktop.views.support.times import day_words
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing


class ReceiptsPanel(QWidget):
    """The list of receipts of one activity; empty until a receipt sheet was read back."""

    said = Signal(object)  # Notice
    counted = Signal(int)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._activity: UUID | None = None
        self._title = ""
        self._lines: dict[UUID, ReceiptLine] = {}
        self._undoing = Undoing(tools.store, tools.runner, self)
        self._undoing.said.connect(self.said)
        self.total = QLabel()
        self.total.setWordWrap(True)
        titled(self.total, 1.1)
        self.export = QPushButton(icon("file-excel-outline"), _("Export …"))
        self.back = QPushButton(icon("undo-variant"), _("Take receipt back"))
        self.table: LazyTable[ReceiptLine] = LazyTable(
            "receipts",
            _columns(),
            self._fetch,
            tools.runner,
            tools.memory,
            EmptyState(
                "file-sign",
                _("Nothing was received yet"),
                _("Print a receipt sheet, have it signed, and read it back."),
            ),
            _("Name or organisation"),
        )
        self.evidence = EvidenceStrip(tools.store, tools.runner)
        self._lay_out()
        self._connect()

    def show_activity(self, card: ActivityCard | None) -> None:
        """Read what was received at an activity."""
        self._activity = card.id if card is not None else None
        if card is None:
            return
        self._tools.runner.read_newest(partial(self._read, card.id), done=self._show)

    def save_to(self, file: str) -> None:
        """Write the list as a spreadsheet."""
        activity, store, path = self._activity, self._tools.store, Path(file)
        if activity is None:
            return

        def work(_progress: Progress) -> Path:
            store.read(write_receipts, activity, path)
            return path

        self._tools.runner.read(work, done=self._saved, label=_("Writing the list"))

    def _read(self, activity: UUID, _progress: Progress) -> tuple[UUID, Received]:
        return activity, self._tools.store.read(received, activity)

    def _show(self, answer: tuple[UUID, Received]) -> None:
        activity, found = answer
        if activity != self._activity:
            return
        self._title = found.title
        self._lines = {line.id: line for line in found.lines}
        self.total.setText(_total_words(found))
        self._narrow()
        self.counted.emit(len(found.lines))

    def _narrow(self, _what: object = None) -> None:
        text = self.table.filter_text().lower()
        lines = self._lines.values()
        self.table.show_ids(
            [one.id for one in lines if text in one.name.lower() or text in one.organisation.lower()]
        )
        self._look_at_choice()

    def _fetch(self, ids: Sequence[UUID]) -> Iterable[ReceiptLine]:
        lines = self._lines
        return [lines[key] for key in ids if key in lines]

    def _look_at_choice(self) -> None:
        line = self._chosen()
        self.back.setEnabled(line is not None)
        self.evidence.show_entry(line.id if line is not None and line.has_signature else None)

    def _chosen(self) -> ReceiptLine | None:
        """Return the line that is chosen, if it is one."""
        keys = self.table.selected_ids(2)
        return self._lines.get(keys[0]) if len(keys) == 1 else None

    def _take_back(self) -> None:
        line, store = self._chosen(), self._tools.store
        if line is None:
            return

        def work(_progress: Progress) -> tuple[str, str | None]:
            name = store.do(take_back_receipt, line.id)
            return _("The receipt of {name} was taken back.").format(name=name), store.next_undo()

        self._tools.runner.run(work, done=self._taken_back)

    def _taken_back(self, outcome: tuple[str, str | None]) -> None:
        self._undoing.tell(*outcome)

    def _ask_file(self) -> None:
        name = file_name(_("Received {title}").format(title=self._title))
        dialog = QFileDialog(
            self, _("Export the receipts"), str(Path.home() / f"{name}.xlsx"), "Excel (*.xlsx)"
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def _saved(self, file: Path) -> None:
        self.said.emit(Notice(_("Saved as {file}.").format(file=file.name)))

    def _connect(self) -> None:
        self.table.filter_changed.connect(self._narrow)
        self.table.selection_changed.connect(self._look_at_choice)
        self.table.removal_asked.connect(self._take_back)
        self.table.said.connect(self.said)
        self.export.clicked.connect(self._ask_file)
        self.back.clicked.connect(self._take_back)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.total, 1)
        top.addWidget(self.export)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addStretch(1)
        for button in (self.export, self.back):
            roomy(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addWidget(self.evidence)
        column.addLayout(foot)


def _columns() -> list[Column[ReceiptLine]]:
    return [
        Column("name", _("Name"), lambda one: one.name, width=110, sortable=False),
        Column("item", _("Item"), lambda one: one.item, width=110, sortable=False),
        Column("sum", _("Sum"), _sum, width=84, right=True, sortable=False),
        Column("organisation", _("Organisation"), lambda one: one.organisation, width=150, sortable=False),
        Column("sheet", _("Sheet no."), lambda one: str(one.sheet), width=52, right=True, sortable=False),
        Column("at", _("Day"), _day, width=110, sortable=False),
    ]


def _day(one: ReceiptLine) -> str:
    return day_words(one.at.astimezone().date())


def _sum(one: ReceiptLine) -> str:
    return in_figures(one.yuan) if one.yuan is not None else "–"


def _total_words(found: Received) -> str:
    count = len(found.lines)
    told = [ngettext("{count} person received", "{count} people received", count).format(count=count)]
    if found.total:
        words = _("total ¥{sum} ({capitals})")
        told.append(words.format(sum=found.figures, capitals=found.capitals))
    if found.total and found.without_sum:
        told.append(_("{count} without a sum").format(count=found.without_sum))
    return " · ".join(told)
