"""A visit on file: how the door was found, the lines of the check sheet, its defects and photos."""

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import defects, inspections
from desktop.services.clock import local
from desktop.services.defects import DefectCard, defect_state_word
from desktop.services.inspections import CheckResult, FoundLine, VisitCard, open_words, result_word
from desktop.services.site_words import site_word
from desktop.views.sites.inspection_check_table import RoomyRows
from desktop.views.sites.photo_strip import PhotosOf, PhotoStrip
from desktop.views.support.icons import icon
from desktop.views.support.theme import colours, muted, roomy, titled, toned
from desktop.views.support.times import moment_words
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing

_TONES = {CheckResult.PASS: "good", CheckResult.FAIL: "error", CheckResult.NOT_ASKED: "quiet"}
_SIGNS = {CheckResult.PASS: "✓", CheckResult.FAIL: "✗", CheckResult.NOT_ASKED: ""}


@dataclass(frozen=True)
class VisitShown:
    """A visit and the defects noted on it."""

    card: VisitCard
    defects: list[DefectCard]


class VisitSide(QWidget):
    """Read only: what was found stays as it was found; a visit entered by mistake is removed."""

    said = Signal(object)  # Notice
    open_item = Signal(str, object)  # kind, UUID
    lost = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._key: UUID | None = None
        self._card: VisitCard | None = None
        self._undoing = Undoing(tools.store, tools.runner, self)
        self._undoing.said.connect(self.said)
        self.title = QLabel()
        self.when = QLabel()
        self.door = QLabel()
        self.remark = QLabel()
        self.site_button = QPushButton(icon("map-marker-outline"), _("Open the site"))
        self.again_button = QPushButton(icon("clipboard-plus-outline"), _("Visit it again"))
        self.remove_button = QPushButton(icon("delete-outline"), _("Remove"))
        self.noted = QVBoxLayout()
        self.photos = PhotoStrip(tools)
        self.table = QTableWidget(0, 4)
        self._lay_out()
        self.site_button.clicked.connect(self._open_site)
        self.again_button.clicked.connect(self._visit_again)
        self.remove_button.clicked.connect(self.remove)
        self.photos.said.connect(self.said)

    def show_visit(self, key: UUID) -> None:
        """Read a visit and show it."""
        self._key = key
        store = self._tools.store
        today = local(store.now()).date()

        def look(_progress: Progress) -> VisitShown | None:
            if not store.read(inspections.visit_lines, [key]):
                return None
            card = store.read(inspections.visit_card, key)
            return VisitShown(card, store.read(defects.defect_cards, card.defect_ids, today))

        self._tools.runner.read_newest(look, done=self._show)

    def remove(self) -> None:
        """Take the visit off the list; undo brings it back."""
        card, store = self._card, self._tools.store
        if card is None:
            return

        def work(_progress: Progress) -> tuple[str, str | None]:
            store.do(inspections.remove, card.line.id)
            return _("The visit to {site} is removed.").format(site=card.line.site), store.next_undo()

        self._tools.runner.run(work, done=self._removed)

    def _lay_out(self) -> None:
        titled(self.title, 1.3)
        titled(self.door, 1.0)
        muted(self.when)
        for label in (self.title, self.when, self.door, self.remark):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._dress_table()
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for button in (self.site_button, self.again_button, self.remove_button):
            roomy(button)
            acts.addWidget(button)
        acts.addStretch(1)
        self.noted.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 8, 0)
        column.setSpacing(8)
        for label in (self.title, self.when, self.door, self.remark):
            column.addWidget(label)
        column.addLayout(acts)
        column.addLayout(self.noted)
        column.addWidget(self.photos)
        column.addWidget(self.table, 1)

    def _dress_table(self) -> None:
        table = self.table
        table.setHorizontalHeaderLabels([_("What is looked at"), _("Result"), _("Points"), _("Remark")])
        table.setAccessibleName(_("Check sheet"))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setItemDelegate(RoomyRows(table))
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        wide = table.fontMetrics().horizontalAdvance("0")
        for column, signs in ((1, 12), (2, 9), (3, 14)):
            header.resizeSection(column, wide * signs + 16)

    def _show(self, shown: VisitShown | None) -> None:
        if shown is None:
            self._key, self._card = None, None
            self.lost.emit()
            return
        line = shown.card.line
        if line.id != self._key:
            return
        self._card = shown.card
        self.title.setText(line.site)
        parts = [site_word(line.kind, line.afloat), moment_words(line.at), line.inspector]
        if line.points is not None:
            parts.append(_("{points} of {most} points").format(points=line.points, most=line.points_of))
        self.when.setText(" · ".join(filter(None, parts)))
        self.door.setText(open_words(line))
        toned(self.door, "error" if line.was_locked else "text")
        self.remark.setText(line.remark)
        self.remark.setVisible(bool(line.remark))
        self._show_lines(shown.card.lines)
        self._show_defects(shown.defects)
        self.photos.show_photos(PhotosOf(line.site_id, inspection=line.id))

    def _show_lines(self, lines: tuple[FoundLine, ...]) -> None:
        self.table.setRowCount(len(lines))
        for row, line in enumerate(lines):
            asked = line.result is not CheckResult.NOT_ASKED
            points = f"{line.points} / {line.points_of}" if asked else "–"
            found = f"{_SIGNS[line.result]} {result_word(line.result)}".strip()
            for column, words in enumerate((line.wording, found, points, line.remark)):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                if column == 1:
                    item.setForeground(QColor(str(getattr(colours(), _TONES[line.result]))))
                self.table.setItem(row, column, item)

    def _show_defects(self, cards: list[DefectCard]) -> None:
        while (item := self.noted.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for card in cards:
            button = QPushButton(icon("alert-circle-outline", "due"), "")
            button.setText(f"{card.what} · {defect_state_word(card.state)}")
            button.setToolTip(_("Open the defect"))
            button.setStyleSheet("text-align: left; padding: 4px 8px;")
            button.setProperty("defect", card.id)
            roomy(button)
            button.clicked.connect(self._open_defect)
            self.noted.addWidget(button)

    def _open_defect(self) -> None:
        button = self.sender()
        if button is not None:
            self.open_item.emit("defect", button.property("defect"))

    def _open_site(self) -> None:
        if self._card is not None:
            self.open_item.emit("site", self._card.line.site_id)

    def _visit_again(self) -> None:
        if self._card is not None:
            self.open_item.emit("inspect", self._card.line.site_id)

    def _removed(self, outcome: tuple[str, str | None]) -> None:
        self._undoing.tell(*outcome)
