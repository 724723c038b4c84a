"""What a site has of its standard: a line an item, the verdict on top, the standard itself a click away."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import amenities
from desktop.services.amenities import AmenityChange, AmenitySheet
from desktop.views.sites.amenity_row import AmenityRow
from desktop.views.sites.site_tab import SiteTab
from desktop.views.sites.standards_panel import StandardsPanel
from desktop.views.support.icons import icon
from desktop.views.support.notice import Notice, Tone
from desktop.views.support.theme import muted, roomy, titled, toned
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing


class AmenitiesTab(SiteTab):
    """Each state is kept as it is chosen, each quantity and remark when it is left; undo takes one back."""

    tables = frozenset({"site", "site_amenity", "site_standard"})

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._site: UUID | None = None
        self._sheet: AmenitySheet | None = None
        self.rows: list[AmenityRow] = []
        self._undoing = Undoing(tools.store, tools.runner, self)
        self._undoing.said.connect(self.said)
        self.verdict = QLabel()
        self.verdict.setWordWrap(True)
        self.verdict.setTextFormat(Qt.TextFormat.PlainText)
        titled(self.verdict, 1.1)
        self.basis = QLabel()
        self.basis.setWordWrap(True)
        muted(self.basis)
        self.keys = QLabel(_("H has it · L lacks it · B broken · ↑ ↓ next item"))
        muted(self.keys)
        self.standard_button = QPushButton(icon("clipboard-list-outline"), _("The standard …"))
        roomy(self.standard_button)
        self.standard_button.clicked.connect(self._show_standard)
        self.panel = StandardsPanel(tools)
        self.panel.said.connect(self.said)
        self.panel.left.connect(self._leave_standard)
        self._grid = QGridLayout()
        self._stack = QStackedWidget()
        self._lay_out()

    def show_site(self, site: UUID | None) -> None:
        """Read what is noted of a site."""
        if site != self._site and not self.panel.is_dirty():
            self._stack.setCurrentIndex(0)
        self._site = site
        if site is None:
            return
        store, year = self._tools.store, self._tools.store.now().astimezone().year

        def look(_progress: Progress) -> tuple[UUID, AmenitySheet]:
            return site, store.read(amenities.amenities, site, year)

        self._tools.runner.read_newest(look, done=self._show)

    def is_dirty(self) -> bool:
        """Say whether the standard is being edited."""
        return self.panel.is_dirty()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.verdict)
        words.addWidget(self.basis)
        head.addLayout(words, 1)
        head.addWidget(self.standard_button, alignment=Qt.AlignmentFlag.AlignTop)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(2, 3)
        inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, 8, 0)
        lines.addLayout(self._grid)
        lines.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.keys)
        column.addWidget(scroll, 1)
        self._stack.addWidget(sheet)
        self._stack.addWidget(self.panel)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _show(self, found: tuple[UUID, AmenitySheet]) -> None:
        site, sheet = found
        if site != self._site:
            return
        self._sheet = sheet
        self.verdict.setText(amenities.verdict_words(sheet))
        wanting = sheet.verdict.broken or sheet.verdict.lacks
        toned(self.verdict, "text" if sheet.verdict.meets else "error" if wanting else "due")
        document = f" · {sheet.standard.document}" if sheet.standard.document else ""
        self.basis.setText(_("Standard: {name}").format(name=sheet.standard.name) + document)
        if [row.line.item for row in self.rows] == [line.item for line in sheet.lines]:
            for row, line in zip(self.rows, sheet.lines, strict=True):
                row.show_line(line)
        else:
            self._make_rows(sheet)

    def _make_rows(self, sheet: AmenitySheet) -> None:
        for row in self.rows:
            for widget in row.cells():
                self._grid.removeWidget(widget)
                widget.deleteLater()
            row.deleteLater()
        self.rows = []
        for number, line in enumerate(sheet.lines):
            row = AmenityRow(line, self)
            row.lay_in(self._grid, number)
            row.changed.connect(self._change)
            row.refused.connect(self._refuse)
            row.moved.connect(self._move)
            self.rows.append(row)

    def _change(self, change: AmenityChange) -> None:
        site, store = self._site, self._tools.store
        if site is None:
            return

        def work(_progress: Progress) -> tuple[str, str | None]:
            store.do(amenities.set_amenities, site, [change])
            return _("Noted."), store.next_undo()

        self._tools.runner.run(work, done=self._changed)

    def _changed(self, outcome: tuple[str, str | None]) -> None:
        self._undoing.tell(*outcome)

    def _refuse(self, words: str) -> None:
        self.said.emit(Notice(words, _("Write a number from 0 up, or leave it empty."), Tone.DUE))

    def _move(self, step: int) -> None:
        sender = self.sender()
        number = next((n for n, row in enumerate(self.rows) if row is sender), -1) + step
        while 0 <= number < len(self.rows) and not self.rows[number].buttons[0].isEnabled():
            number += step
        if 0 <= number < len(self.rows):
            self.rows[number].take_focus()

    def _show_standard(self) -> None:
        if self._sheet is not None:
            standard = self._sheet.standard
            self.panel.show_kind(standard.kind, standard.afloat)
            self._stack.setCurrentWidget(self.panel)

    def _leave_standard(self) -> None:
        self._stack.setCurrentIndex(0)
        self.show_site(self._site)
