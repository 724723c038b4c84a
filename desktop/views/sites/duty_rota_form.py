"""What is told of a rota: its name, where and when, how many people, on which days."""

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import duty
from desktop.services.duty import RotaEntry, RotaLine
from desktop.views.support.choice_fields import TickField
from desktop.views.support.fields import LineField, NumberField
from desktop.views.support.forms import Form
from desktop.views.support.icons import icon
from desktop.views.support.named_fields import Named, NamedField
from desktop.views.support.theme import roomy
from desktop.views.support.tools import Tools


class RotaForm(QWidget):
    """A form for a new rota or one on file."""

    kept = Signal(object, str, object)  # UUID, sentence, label of the undo
    given_up = Signal()
    removal_asked = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._rota: UUID | None = None
        self._new = False
        self.form = Form()
        self.name = self.form.add(
            LineField("name", _("Name of the rota"), _("Such as “Front desk” or “Night watch”"), True)
        )
        self.site = self.form.add(
            NamedField(
                "site_id",
                _("Site"),
                _("No site of that name is on file. Choose one from the list, or leave it empty."),
                _("Empty: of the office itself"),
            )
        )
        self.hours = self.form.add(LineField("hours", _("Hours of duty"), _("As they stand on the poster")))
        self.people = self.form.add(
            NumberField("people", _("People at a time"), required=True, least=1, most=duty.PEOPLE_LIMIT)
        )
        self.workdays = self.form.add(TickField("workdays", _("On duty on"), _("Workdays")))
        self.weekends = self.form.add(TickField("weekends", "", _("Weekends")))
        self.holidays = self.form.add(TickField("days", "", _("Public holidays")))
        self.remove = QPushButton(icon("delete-outline"), _("Remove this rota"))
        roomy(self.remove)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(4, 8, 8, 8)
        column.addWidget(self.form)
        column.addWidget(self.remove, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self.form.save_asked.connect(self._save)
        self.form.back_button.clicked.connect(self._put_away)
        self.remove.clicked.connect(self.removal_asked)

    def offer_sites(self, sites: list[Named]) -> None:
        """Complete the name of the site from these."""
        self.site.offer(sites)

    def show_new(self) -> None:
        """Begin a new rota."""
        self._rota, self._new = None, True
        self._fill(RotaEntry(""), "")
        self.remove.hide()
        self.form.back_button.setText(_("Not now"))
        self.form.back_button.setEnabled(True)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_rota(self, line: RotaLine) -> None:
        """Show a rota on file; what is being typed about the same one stays."""
        if line.id == self._rota and self.form.is_dirty():
            return
        self._rota, self._new = line.id, False
        self._fill(line.entry, line.site)
        self.remove.show()
        self.form.back_button.setText(_("Put back"))

    def is_new(self) -> bool:
        """Say whether a new rota is being written."""
        return self._new

    def is_dirty(self) -> bool:
        """Say whether something was typed that is not saved."""
        return self.form.is_dirty()

    def forget(self) -> None:
        """Put back what was typed."""
        self.form.put_back()

    def _fill(self, entry: RotaEntry, site: str) -> None:
        self.name.set_value(entry.name)
        self.site.show_named(entry.site_id, site)
        self.hours.set_value(entry.hours)
        self.people.set_value(entry.people)
        self.workdays.set_value(entry.on_workdays)
        self.weekends.set_value(entry.on_weekends)
        self.holidays.set_value(entry.on_holidays)
        self.form.settle()

    def _put_away(self) -> None:
        if self._new:
            self._new = False
            self.given_up.emit()

    def _save(self) -> None:
        rota, store = self._rota, self._tools.store
        entry = RotaEntry(
            self.name.value(),
            self.site.value(),
            self.hours.value(),
            self.people.value() or 1,
            self.workdays.value(),
            self.weekends.value(),
            self.holidays.value(),
        )

        def work(_progress: Progress) -> tuple[UUID, str, str | None]:
            if rota is None:
                return store.do(duty.create_rota, entry), entry.name, store.next_undo()
            store.do(duty.change_rota, rota, entry)
            return rota, entry.name, store.next_undo()

        self.form.set_busy(True)
        self._tools.runner.run(work, done=self._saved, failed=self.form.refuse)

    def _saved(self, outcome: tuple[UUID, str, str | None]) -> None:
        rota, name, label = outcome
        words = _("The rota {name} is set up. Add its members now.") if self._new else _("{name} is saved.")
        self._new = False
        self._rota = None
        self.form.set_busy(False)
        self.form.put_back()
        self.kept.emit(rota, words.format(name=name), label)
