"""Month sheets before they are printed: blank or filled in, all sites on one or a sheet for each."""

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import tally_sheet
from desktop.services.tallies import TallyFilter
from desktop.services.tally_sheet import SheetWish
from desktop.views.support.icons import icon
from desktop.views.support.notice import notice_of
from desktop.views.support.papers import papers_of, warnings
from desktop.views.support.preview import Papers, Preview
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import roomy, toned
from desktop.views.support.tools import Tools


class MonthPrint(QWidget):
    """The preview of the sheets, and what is to stand on them."""

    said = Signal(object)  # Notice
    left = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._wish: SheetWish | None = None
        self.back = QPushButton(icon("arrow-left"), _("Back"))
        self.shape = _choice(
            _("How the sheets are laid out"), _("All sites on one sheet"), _("A sheet for each site, to sign")
        )
        self.filled = _choice(
            _("What stands on the sheets"), _("Blank, to fill in"), _("The figures on file")
        )
        self.warning = QLabel()
        self.warning.setWordWrap(True)
        self.warning.hide()
        toned(self.warning, "due")
        self.preview = Preview(tools.runner)
        self.preview.open_button.hide()  # beside a list there is no room for it
        self.preview.said.connect(self.said)
        self._lay_out()
        self.back.clicked.connect(self.left)
        self.shape.activated.connect(self._choose)
        self.filled.activated.connect(self._choose)
        QShortcut(
            QKeySequence(Qt.Key.Key_Escape), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
        ).activated.connect(self.left)

    def show_month(self, month: int, wanted: TallyFilter, only: frozenset[UUID] = frozenset()) -> None:
        """Draw the sheets of a month for the sites wanted."""
        if only:
            self.shape.setCurrentIndex(1)
        self._wish = SheetWish(month, wanted, only)
        self._choose()
        self.preview.view.setFocus()

    def _choose(self, _number: int = 0) -> None:
        if self._wish is None:
            return
        wish = replace(
            self._wish, by_site=bool(self.shape.currentIndex()), blank=not self.filled.currentIndex()
        )
        store = self._tools.store

        def work(progress: Progress) -> tuple[Papers, tuple[str, ...]]:
            made = store.read(tally_sheet.prepare, wish, progress)
            printed = made.printed
            return papers_of(made.pdf, printed.pages, made.name), warnings(printed.unprintable, printed.cut)

        self._tools.runner.read_newest(work, done=self._show, failed=self._refused)

    def _show(self, made: tuple[Papers, tuple[str, ...]]) -> None:
        papers, warned = made
        self.preview.show_papers(papers)
        self.warning.setText(" ".join(warned))
        self.warning.setVisible(bool(warned))

    def _refused(self, failure: Failure) -> None:
        self.preview.clear()
        self.said.emit(notice_of(failure))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self.back, self.shape, self.filled):
            roomy(widget)
            row.addWidget(widget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.warning)
        column.addWidget(self.preview, 1)


def _choice(name: str, *words: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.addItems(words)
    return box
