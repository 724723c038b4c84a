"""Taking out of stock what was signed for on the receipt sheets of an activity."""

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.core.errors import FieldError
from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services.handing_out import HandingOut, handings, settle
from desktop.services.supply_ledger import ANYWHERE
from desktop.services.supply_overview import ItemSheet
from desktop.views.support.choice_fields import ChoiceField
from desktop.views.support.empty import EmptyState
from desktop.views.support.fields import NumberField
from desktop.views.support.forms import Form
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import toned
from desktop.views.support.tools import Tools


class SupplyHandingTab(QWidget):
    """Signed, gone, and the difference; one button settles it."""

    entered = Signal(object)  # (sentence, label of the undo)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._sheet: ItemSheet | None = None
        self._found: dict[UUID, HandingOut] = {}
        self.empty = EmptyState(
            "hand-coin-outline",
            _("No activity at which goods are handed out"),
            _("Set one up of the kind handing-out, print its receipt sheet and read it back."),
        )
        self.form = Form(_("Take out of stock"))
        self.activity: ChoiceField[UUID] = self.form.add(ChoiceField("activity", _("Activity"), []))
        self.printed: ChoiceField[str | None] = self.form.add(
            ChoiceField("printed", _("Receipt sheets for"), [])
        )
        self.place: ChoiceField[UUID] = self.form.add(ChoiceField("place", _("Out of"), []))
        self.each = self.form.add(NumberField("each", _("A person gets"), required=True, least=1, most=1000))
        self.each.set_value(1)
        self.signed = QLabel()
        self.signed.setWordWrap(True)
        self.difference = QLabel()
        self.difference.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 8, 0)
        column.setSpacing(8)
        column.addWidget(self.empty, 1)
        column.addWidget(self.signed)
        column.addWidget(self.difference)
        column.addWidget(self.form)
        for field in (self.activity, self.printed, self.place, self.each):
            field.edited.connect(self._follow)
        self.form.back_button.hide()
        self.form.save_asked.connect(self._settle)

    def show_sheet(self, sheet: ItemSheet) -> None:
        """Settle with this item; reads the activities anew."""
        self._sheet = sheet
        chosen = self._chosen_place()
        self.place.set_choices([(line.id, f"{line.place} ({line.usable})") for line in sheet.places])
        if any(line.id == chosen for line in sheet.places):
            self.place.set_value(chosen)
        store = self._tools.store

        def look(_progress: Progress) -> list[HandingOut]:
            return store.read(handings)

        self._tools.runner.read_newest(look, done=self._show)

    def _show(self, found: list[HandingOut]) -> None:
        chosen = self._chosen()
        self._found = {one.id: one for one in found}
        self.activity.set_choices([(one.id, one.title) for one in found])
        if chosen is not None and chosen.id in self._found:
            self.activity.set_value(chosen.id)
        for widget in (self.form, self.signed, self.difference):
            widget.setVisible(bool(found))
        self.empty.setVisible(not found)
        self._offer_printed()
        self._follow()

    def _chosen(self) -> HandingOut | None:
        try:
            return self._found.get(self.activity.value())
        except FieldError:
            return None

    def _chosen_place(self) -> UUID:
        try:
            return self.place.value()
        except FieldError:
            return ANYWHERE

    def _offer_printed(self) -> None:
        state = self._chosen()
        names = [one.printed for one in state.signed] if state else []
        choices: list[tuple[str | None, str]] = [(None, _("All that was signed for"))]
        choices += [(name, name or _("Nothing named")) for name in names if len(names) > 1]
        if [words for _key, words in choices] != [
            self.printed.box.itemText(n) for n in range(self.printed.box.count())
        ]:
            self.printed.set_choices(choices)
        self.form.show_field(self.printed, len(choices) > 1)

    def _follow(self) -> None:
        self._offer_printed()
        state, sheet = self._chosen(), self._sheet
        if state is None or sheet is None:
            return
        each, item = self._each(), sheet.item
        people = state.signed_for(self.printed.value())
        owed = state.difference(item.id, self.printed.value(), each)
        words = ngettext("{n} person signed", "{n} people signed", people).format(n=people)
        gone = _("{n} {unit} went out of stock").format(n=state.gone_of(item.id), unit=item.unit)
        self.signed.setText(f"{words} · {gone}")
        self.difference.setText(_difference_words(people, owed, item.unit))
        toned(self.difference, "due" if owed else "good")
        self.form.save_button.setEnabled(bool(owed))

    def _each(self) -> int:
        try:
            return self.each.value() or 1
        except FieldError:
            return 1

    def _settle(self) -> None:
        state, sheet, store = self._chosen(), self._sheet, self._tools.store
        if state is None or sheet is None:
            return
        place = self.place.value()
        where = None if place == ANYWHERE else place
        printed, each = self.printed.value(), self._each()

        def work(_progress: Progress) -> tuple[str, str | None]:
            store.do(settle, state.id, sheet.item.id, where, printed=printed, each=each)
            label = store.next_undo()
            return label or "", label

        self.form.set_busy(True)
        self._tools.runner.run(work, done=self._settled, failed=self._refuse)

    def _refuse(self, failure: Failure) -> None:
        self.form.refuse(failure)
        self._follow()

    def _settled(self, outcome: tuple[str, str | None]) -> None:
        self.form.settle()
        self.entered.emit(outcome)


def _difference_words(people: int, owed: int, unit: str) -> str:
    if not people and not owed:
        return _("No receipt sheet was read back yet.")
    if owed > 0:
        return _("{n} {unit} signed for are still in stock.").format(n=owed, unit=unit)
    if owed < 0:
        return _("{n} {unit} more went out than were signed for.").format(n=-owed, unit=unit)
    return _("What went out agrees with the signatures.")
