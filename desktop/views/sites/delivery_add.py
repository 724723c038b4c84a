"""The line by which goods for a site are put on a round."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.errors import FieldError
from desktop.core.i18n import _
from desktop.services.delivery_choice import StoreGoods
from desktop.services.delivery_parts import Goods, Stop
from desktop.services.supplies import batch_word
from desktop.views.support.choice_fields import ChoiceField
from desktop.views.support.fields import NumberField
from desktop.views.support.icons import icon
from desktop.views.support.named_fields import Named, NamedField
from desktop.views.support.theme import roomy, toned


class DeliveryAdd(QWidget):
    """A site by its name, goods of the store, a quantity; Enter in the quantity adds."""

    added = Signal(object, object)  # Stop, Goods

    def __init__(self) -> None:
        super().__init__()
        self._sites: dict[UUID, Stop] = {}
        self._goods: dict[UUID, StoreGoods] = {}
        self.site = NamedField("site", _("Site"), _("No site has that name."), required=True)
        self.site.line.setPlaceholderText(_("Site"))
        self.goods: ChoiceField[UUID] = ChoiceField("goods", _("Goods"), [])
        self.quantity = NumberField("quantity", _("Quantity"), required=True, least=1, most=1_000_000)
        self.quantity.line.setPlaceholderText(_("Quantity"))
        self.quantity.setFixedWidth(84)
        self.button = QPushButton(icon("plus"), _("Add"))
        roomy(self.button)
        self.error = QLabel()
        self.error.setWordWrap(True)
        self.error.hide()
        toned(self.error, "error")
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget, share in ((self.site, 2), (self.goods, 4), (self.quantity, 0), (self.button, 0)):
            row.addWidget(widget, share, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.error)
        self.button.clicked.connect(self._add)
        for field in (self.site, self.goods, self.quantity):
            field.save_asked.connect(self._add)

    def offer(self, sites: Sequence[Stop], goods: Sequence[StoreGoods]) -> None:
        """Offer these sites, and what lies in the store."""
        self._sites = {one.site_id: one for one in sites}
        self._goods = {one.batch_id: one for one in goods}
        self.site.offer([Named(one.site_id, one.site, one.district) for one in sites])
        self.goods.set_choices([(one.batch_id, _words(one)) for one in goods])

    def _add(self) -> None:
        self.error.hide()
        try:
            site, batch = self.site.value(), self.goods.value()
            quantity = self.quantity.value() or 0
        except FieldError as error:
            self.error.setText(str(error))
            self.error.show()
            return
        if site is None:
            return
        known = self._goods[batch]
        line = Goods(
            None,
            known.item_id,
            known.item,
            known.unit,
            known.batch_id,
            known.number,
            known.expires_on,
            quantity,
        )
        self.quantity.set_value(None)
        self.added.emit(self._sites[site], line)
        self.site.setFocus()
        self.site.line.selectAll()


def _words(one: StoreGoods) -> str:
    told = batch_word(one.number, one.expires_on) if one.number or one.expires_on else ""
    goods = " · ".join(part for part in (one.item, told) if part)
    return _("{goods} ({n} {unit})").format(goods=goods, n=one.free, unit=one.unit)
