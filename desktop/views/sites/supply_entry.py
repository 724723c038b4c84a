"""The lines in which goods are entered as they come, go, move, are counted or thrown away."""

from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.errors import FieldError
from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import supply_stock
from desktop.services.supplies import BatchEntry, batch_word
from desktop.services.supply_ledger import ANYWHERE
from desktop.services.supply_overview import ItemSheet, SiteName
from desktop.services.supply_stock import Change, MovementKind, Place
from desktop.storage.store import Store
from desktop.views.support.choice_fields import ChoiceField
from desktop.views.support.date_fields import DateField, told_from
from desktop.views.support.fields import LineField, NumberField
from desktop.views.support.forms import Form
from desktop.views.support.named_fields import Named, NamedField, SuggestField
from desktop.views.support.number_fields import SumField
from desktop.views.support.tasks import Failure
from desktop.views.support.tools import Tools

_KINDS = (
    MovementKind.IN,
    MovementKind.OUT,
    MovementKind.COUNTED,
    MovementKind.MOVED,
    MovementKind.DISCARDED,
)
Write = Callable[[Store], object]


class SupplyEntry(QWidget):
    """One form for every way stock changes; it shows only what that way asks for. Enter enters.

    What was done stays chosen, so that the next line needs a quantity only.
    """

    entered = Signal(object)  # (sentence, label of the undo)

    def __init__(self, tools: Tools, place: Place | None = None, fixed: bool = False) -> None:
        super().__init__()
        self._tools = tools
        self._sheet: ItemSheet | None = None
        self._fixed = fixed
        self._place = place
        self.form = Form(_("Enter"))
        self.kind = self.form.add(ChoiceField("kind", _("What happened"), _kinds()))
        self.place = self.form.add(
            NamedField("place", _("Where"), _("No site has that name."), required=True)
        )
        self.target = self.form.add(NamedField("target", _("To where"), _("No site has that name.")))
        self.batch: ChoiceField[UUID | None] = self.form.add(ChoiceField("batch", _("Which batch"), []))
        self.quantity = self.form.add(NumberField("quantity", _("Quantity"), required=True, most=1_000_000))
        self.number = self.form.add(LineField("number", _("Batch number")))
        self.expires = self.form.add(DateField("expires_on", _("Expires on"), told_from(date.today)))
        self.bought = self.form.add(DateField("bought_on", _("Bought on"), told_from(date.today)))
        self.supplier = self.form.add(SuggestField("supplier", _("Supplier")))
        self.price = self.form.add(SumField("price", _("Price of one, yuan")))
        self.day = self.form.add(DateField("day", _("Day"), told_from(date.today), _("Empty: today")))
        self.document = self.form.add(LineField("document", _("Document or remark")))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 8, 0)
        column.addWidget(self.form)
        self.kind.edited.connect(self._follow)
        self.place.edited.connect(self._offer_batches)
        self.batch.edited.connect(self._follow)
        self.form.save_asked.connect(self._save)

    def offer(self, sites: Sequence[SiteName], suppliers: Sequence[str]) -> None:
        """Offer these places and suppliers."""
        names = [
            Named(ANYWHERE, _("Office store")),
            *(Named(site.id, site.name, site.district) for site in sites),
        ]
        kept = self.place.words()
        self.place.offer(names)
        self.target.offer(names)
        self.supplier.offer(suppliers)
        if not kept and not self._fixed:
            self.place.set_value(ANYWHERE)

    def show_sheet(self, sheet: ItemSheet) -> None:
        """Enter for this item from now on; another item empties the lines."""
        if self._sheet is None or self._sheet.item.id != sheet.item.id:
            self.clear()
        self._sheet = sheet
        self._follow()

    def stay_at(self, site: UUID, name: str) -> None:
        """Enter for this site only."""
        self._place, self._fixed = site, True
        self.place.show_named(site, name)
        self._follow()

    def begin(self, kind: MovementKind) -> None:
        """Begin a line of that kind."""
        self.kind.box.setCurrentIndex(_KINDS.index(kind))
        self.quantity.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def is_dirty(self) -> bool:
        """Say whether a quantity was typed and not entered."""
        return bool(self.quantity.words())

    def _kind(self) -> MovementKind:
        return self.kind.value()

    def _at(self) -> Place:
        if self._fixed:
            return self._place
        return _store_is_none(self.place.value())

    def _follow(self) -> None:
        if self._sheet is None:
            return
        self._offer_batches()
        kind = self._kind()
        is_new = kind is MovementKind.IN and self.batch.value() is None
        form, expires = self.form, self._sheet.item.expires
        form.show_field(self.place, not self._fixed)
        form.show_field(self.target, kind is MovementKind.MOVED)
        form.show_field(self.expires, is_new and expires)
        for field in (self.number, self.bought, self.supplier, self.price):
            form.show_field(field, is_new)
        self._forget_hidden(is_new, kind is MovementKind.MOVED)
        self.quantity.note.setText(
            _("How many are there, in {unit}").format(unit=self._sheet.item.unit)
            if kind is MovementKind.COUNTED
            else self._sheet.item.unit
        )
        self.quantity.note.show()

    def _forget_hidden(self, is_new: bool, is_moved: bool) -> None:
        """Empty what is not asked for now, or its faults would keep the line from being entered unseen."""
        if not is_new:
            self._clear_batch()
        if not is_moved:
            self.target.show_named(None, "")

    def _offer_batches(self) -> None:
        """Offer the batches that make sense for the kind and place; keep the one chosen if it still does."""
        if self._sheet is None:
            return
        kind, chosen = self._kind(), self._chosen_batch()
        try:
            place = self._at()
        except FieldError:
            return
        choices = _choices(self._sheet, kind, place)
        if [words for _key, words in choices] != [
            self.batch.box.itemText(n) for n in range(self.batch.box.count())
        ]:
            self.batch.set_choices(choices)
            keys = [key for key, _words in choices]
            self.batch.box.blockSignals(True)
            self.batch.box.setCurrentIndex(keys.index(chosen) if chosen in keys else 0)
            self.batch.box.blockSignals(False)
            self._follow()

    def _chosen_batch(self) -> UUID | None:
        try:
            return self.batch.value()
        except FieldError:
            return None

    def _save(self) -> None:
        if self._sheet is None:
            return
        store = self._tools.store
        try:
            write = self._write()
        except FieldError as error:
            self.form.refuse(Failure(error.sentence, error.remedy, error.field))
            return

        def work(_progress: Progress) -> tuple[str, str | None]:
            write(store)
            label = store.next_undo()
            return label or "", label

        self.form.set_busy(True)
        self._tools.runner.run(work, done=self._saved, failed=self.form.refuse)

    def _write(self) -> Write:
        """Return what is to be done with the store."""
        assert self._sheet is not None
        item, kind, place = self._sheet.item.id, self._kind(), self._at()
        quantity, batch = self.quantity.value() or 0, self.batch.value()
        change = Change(kind, self.day.value(), document=self.document.value())
        if kind is MovementKind.IN:
            what = batch if batch is not None else self._new_batch()
            return lambda store: store.do(supply_stock.receive, item, quantity, what, place, change)
        if kind is MovementKind.OUT:
            return lambda store: store.do(supply_stock.take_out, item, quantity, place, batch, change)
        if kind is MovementKind.MOVED:
            if not self.target.words():
                raise FieldError("target", _("Say where they are carried to."))
            target = _store_is_none(self.target.value())
            return lambda store: store.do(supply_stock.move, item, quantity, place, target, batch, change)
        if batch is None:
            raise FieldError("batch", _("Choose a batch."), _("Enter first what came in."))
        if kind is MovementKind.COUNTED:
            return lambda store: store.do(supply_stock.count, batch, place, quantity, change)
        return lambda store: store.do(supply_stock.discard, batch, place, quantity, change)

    def _new_batch(self) -> BatchEntry:
        price = self.price.value()
        return BatchEntry(
            self.number.value(),
            self.bought.value(),
            self.expires.value(),
            self.supplier.value(),
            None if price is None else int(price * 100),
        )

    def _saved(self, outcome: tuple[str, str | None]) -> None:
        self.clear()
        self.entered.emit(outcome)
        self.quantity.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Empty what belongs to one line; what happened, where and when stays."""
        self.quantity.set_value(None)
        self.document.set_value("")
        self.kind.set_value(self._kind())
        self._clear_batch()
        self.form.settle()

    def _clear_batch(self) -> None:
        for field in (self.number, self.supplier):
            field.set_value("")
        for day in (self.expires, self.bought):
            day.set_value(None)
        self.price.set_value(None)


def _kinds() -> list[tuple[MovementKind, str]]:
    words = (_("Came in"), _("Taken out"), _("Counted"), _("Moved"), _("Discarded"))
    return list(zip(_KINDS, words, strict=True))


def _store_is_none(key: UUID | None) -> Place:
    return None if key == ANYWHERE else key


def _choices(sheet: ItemSheet, kind: MovementKind, place: Place) -> list[tuple[UUID | None, str]]:
    there = next((line.lying for line in sheet.places if line.site_id == place), ())
    here = {one.batch_id: one.quantity for one in there}
    unit = sheet.item.unit
    if kind is MovementKind.IN:
        known = [(one.id, batch_word(one.number, one.expires_on)) for one in sheet.batches]
        return [(None, _("A new batch")), *known]
    lying: list[tuple[UUID | None, str]] = [
        (one.batch_id, _("{batch} ({n} {unit} there)").format(batch=one.batch, n=one.quantity, unit=unit))
        for one in there
    ]
    if kind is MovementKind.COUNTED:
        others = [one for one in sheet.batches if one.id not in here]
        return lying + [(one.id, batch_word(one.number, one.expires_on)) for one in others]
    if kind is MovementKind.DISCARDED:
        return lying
    return [(None, _("First to expire")), *lying]
