"""The rota before it is printed and hung on the wall."""

from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services.duty_poster import PosterRequest, prepare_poster
from desktop.views.support.icons import icon
from desktop.views.support.notice import notice_of
from desktop.views.support.papers import papers_of, warnings
from desktop.views.support.preview import Papers, Preview
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import roomy, toned
from desktop.views.support.tools import Tools


class DutyPoster(QWidget):
    """The preview, and what is to stand on the poster."""

    said = Signal(object)  # Notice
    left = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._rota: UUID | None = None
        self._day = date.min
        self._name = ""
        self.back = QPushButton(icon("arrow-left"), _("Back"))
        self.span = QComboBox()
        self.span.setAccessibleName(_("A week or a month"))
        self.span.addItems([_("The week, in large type"), _("The month, as a calendar")])
        self.phones = QCheckBox(_("With telephones"))
        self.phones.setChecked(True)
        self.warning = QLabel()
        self.warning.setWordWrap(True)
        self.warning.hide()
        toned(self.warning, "due")
        self.preview = Preview(tools.runner)
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self.back, self.span, self.phones):
            roomy(widget)
            row.addWidget(widget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.warning)
        column.addWidget(self.preview, 1)
        self.preview.said.connect(self.said)
        self.back.clicked.connect(self.left)
        self.span.activated.connect(self._draw)
        self.phones.toggled.connect(self._draw)
        QShortcut(
            QKeySequence(Qt.Key.Key_Escape), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
        ).activated.connect(self.left)

    def show_rota(self, rota: UUID, name: str, day: date) -> None:
        """Draw the poster of the week (or month) a day lies in."""
        self._rota, self._name, self._day = rota, name, day
        self._draw()
        self.preview.view.setFocus()

    def _draw(self, _choice: object = None) -> None:
        if self._rota is None:
            return
        month = bool(self.span.currentIndex())
        request = PosterRequest(self._rota, self._day, month, self.phones.isChecked())
        span = f"{self._day:%Y-%m}" if month else self._day.isoformat()
        name, store = _("Duty rota {name} {span}").format(name=self._name, span=span), self._tools.store

        def work(_progress: Progress) -> tuple[Papers, tuple[str, ...]]:
            made = store.read(prepare_poster, request)
            return papers_of(made.pdf, made.pages, name), warnings(made.unprintable, made.cut)

        self._tools.runner.read_newest(work, done=self._show, failed=self._refused)

    def _show(self, made: tuple[Papers, tuple[str, ...]]) -> None:
        papers, warned = made
        self.preview.show_papers(papers)
        self.warning.setText(" ".join(warned))
        self.warning.setVisible(bool(warned))

    def _refused(self, failure: Failure) -> None:
        self.preview.clear()
        self.said.emit(notice_of(failure))
