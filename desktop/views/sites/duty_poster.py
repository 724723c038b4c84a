"""The rota before it is printed and hung on the wall."""

from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QCheckBox, QComboBox

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services.duty_poster import PosterRequest, prepare_poster
from desktop.views.support.papers import papers_of, warnings
from desktop.views.support.print_panel import Drawn, PrintPanel
from desktop.views.support.tools import Tools


class DutyPoster(PrintPanel):
    """The preview, and what is to stand on the poster."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._rota: UUID | None = None
        self._day = date.min
        self._name = ""
        self.span = QComboBox()
        self.span.setAccessibleName(_("A week or a month"))
        self.span.addItems([_("The week, in large type"), _("The month, as a calendar")])
        self.phones = QCheckBox(_("With telephones"))
        self.phones.setChecked(True)
        for widget in (self.span, self.phones):
            self.add_choice(widget)
        self.fill_row()
        self.span.activated.connect(self._draw)
        self.phones.toggled.connect(self._draw)

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

        def work(_progress: Progress) -> Drawn:
            made = store.read(prepare_poster, request)
            return papers_of(made.pdf, made.pages, name), warnings(made.unprintable, made.cut)

        self.draw(work)
