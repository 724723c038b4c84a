"""What is kept of a piece of equipment, edited in place; new pieces several of a kind at once."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import assets
from desktop.services.assets import AssetEntry, AssetLine, Condition, condition_word
from desktop.views.support.choice_fields import ChoiceField
from desktop.views.support.date_fields import DateField, told_from
from desktop.views.support.fields import LineField, NumberField, TextField
from desktop.views.support.forms import Form
from desktop.views.support.named_fields import Named, NamedField
from desktop.views.support.number_fields import SumField
from desktop.views.support.theme import toned
from desktop.views.support.tools import Tools

_CHOSEN: tuple[Condition, ...] = tuple(one for one in Condition if one is not Condition.WRITTEN_OFF)
Kept = tuple[UUID, str, str | None]


def _choices() -> list[tuple[Condition, str]]:
    return [(one, condition_word(one)) for one in _CHOSEN]


class AssetForm(QScrollArea):
    """A form for new equipment or for a piece on file."""

    kept = Signal(object, str, object)  # UUID, sentence, label of the undo
    given_up = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._asset: UUID | None = None
        self._new = False
        self.gone = QLabel()
        self.gone.setWordWrap(True)
        toned(self.gone, "due", "due_ground")
        self.gone.setContentsMargins(8, 8, 8, 8)
        self.gone.hide()
        self.form = Form()
        self.number = self.form.add(LineField("number", _("Number"), required=True))
        self.name = self.form.add(LineField("name", _("Equipment"), required=True))
        self.model = self.form.add(LineField("model", _("Model")))
        self.site = self.form.add(
            NamedField(
                "site_id",
                _("Site"),
                _("No site of that name is on file. Choose one from the list."),
                required=True,
            )
        )
        self.place = self.form.add(
            LineField("place", _("Place"), _("Where in the site, such as “first floor”"))
        )
        self.condition = self.form.add(ChoiceField("condition", _("Condition"), _choices()))
        self.bought = self.form.add(DateField("bought_on", _("Bought"), told_from(date.today)))
        self.value = self.form.add(SumField("value", _("Value (yuan)")))
        self.supplier = self.form.add(LineField("supplier", _("Supplier")))
        self.count = self.form.add(
            NumberField(
                "count", _("How many"), _("Numbers that follow are given"), least=1, most=assets.MOST_AT_ONCE
            )
        )
        self.remark = self.form.add(TextField("remark", _("Remark"), lines=2))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(4, 8, 8, 8)
        column.addWidget(self.gone)
        column.addWidget(self.form)
        column.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)
        self.form.save_asked.connect(self._save)
        self.form.back_button.clicked.connect(self._put_away)

    def offer_sites(self, sites: list[Named]) -> None:
        """Complete the name of the site from these."""
        self.site.offer(sites)

    def show_new(self, number: str, site: UUID | None = None, name: str = "") -> None:
        """Begin new equipment with the number proposed, at a site."""
        self._asset, self._new = None, True
        self._fill(AssetEntry(site or UUID(int=0), "", ""), name)
        self.number.line.setText(number)
        self.form.show_field(self.count, True)
        self.site.set_read_only(False)
        self.gone.hide()
        self.form.back_button.setText(_("Not now"))
        self.form.back_button.setEnabled(True)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_asset(self, line: AssetLine) -> None:
        """Show a piece on file; what is being typed about the same one stays."""
        if line.id == self._asset and self.form.is_dirty():
            return
        self._asset, self._new = line.id, False
        self._fill(line.entry, line.site)
        self.form.show_field(self.count, False)
        self.site.set_read_only(True)
        off = line.written_off_on
        self.gone.setVisible(off is not None)
        if off is not None:
            words = _("Written off on {day}: {reason}")
            self.gone.setText(words.format(day=off.isoformat(), reason=line.write_off_reason))
        self.form.back_button.setText(_("Put back"))

    def is_new(self) -> bool:
        """Say whether new equipment is being written."""
        return self._new

    def is_dirty(self) -> bool:
        """Say whether something was typed that is not saved."""
        return self.form.is_dirty() and not (self._new and not self.name.words())

    def end_new(self) -> None:
        """Let new equipment be: another piece is shown."""
        self._new = False

    def forget(self) -> None:
        """Put back what was typed."""
        self.form.put_back()

    def _fill(self, entry: AssetEntry, site: str) -> None:
        self.number.set_value(entry.number)
        self.name.set_value(entry.name)
        self.model.set_value(entry.model)
        self.site.show_named(entry.site_id if site else None, site)
        self.place.set_value(entry.place)
        self.condition.set_value(entry.condition)
        self.bought.set_value(entry.bought_on)
        self.value.set_value(None if entry.value_fen is None else Decimal(entry.value_fen) / 100)
        self.supplier.set_value(entry.supplier)
        self.count.set_value(1)
        self.remark.set_value(entry.remark)
        self.form.settle()

    def _put_away(self) -> None:
        if self._new:
            self._new = False
            self.given_up.emit()

    def _entry(self) -> AssetEntry:
        value = self.value.value()
        return AssetEntry(
            self.site.value() or UUID(int=0),
            self.number.value(),
            self.name.value(),
            self.model.value(),
            self.place.value(),
            self.bought.value(),
            None if value is None else int(value * 100),
            self.supplier.value(),
            self.condition.value(),
            self.remark.value(),
        )

    def _save(self) -> None:
        asset, store, entry, count = self._asset, self._tools.store, self._entry(), self.count.value() or 1

        def work(_progress: Progress) -> Kept:
            if asset is not None:
                store.do(assets.change, asset, entry)
                return asset, _("{name} is saved.").format(name=entry.name), store.next_undo()
            key, *more = store.do(assets.create, entry, count)
            words = ngettext("{name} is on file.", "{count} × {name} are on file.", 1 + len(more))
            return key, words.format(name=entry.name, count=1 + len(more)), store.next_undo()

        self.form.set_busy(True)
        self._tools.runner.run(work, done=self._saved, failed=self.form.refuse)

    def _saved(self, kept: Kept) -> None:
        key, words, label = kept
        self._new, self._asset = False, None
        self.form.set_busy(False)
        self.form.put_back()
        self.kept.emit(key, words, label)
