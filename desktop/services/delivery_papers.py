"""The papers of a round: the pick list and the delivery notes."""

from datetime import date
from io import BytesIO

from desktop.core.sheet_content import Printed
from desktop.paper.delivery_note_pdf import draw_delivery_notes
from desktop.paper.pick_list_pdf import PackRow, PackStop, PickRow, RoundPaper, draw_pick_list
from desktop.services.delivery_parts import Goods, RoundCard

__all__ = ["delivery_notes", "pick_list"]


def pick_list(card: RoundCard, office: str, printed_on: date) -> tuple[bytes, Printed]:
    """Return what to take from the store and how to pack it, as a PDF in the language in force."""
    out = BytesIO()
    told = draw_pick_list(_paper(card, office, printed_on), out)
    return out.getvalue(), told


def delivery_notes(
    card: RoundCard, office: str, printed_on: date, page_each: bool = False
) -> tuple[bytes, Printed]:
    """Return the notes that the sites sign, as a PDF in the language in force."""
    out = BytesIO()
    told = draw_delivery_notes(_paper(card, office, printed_on), out, page_each)
    return out.getvalue(), told


def _paper(card: RoundCard, office: str, printed_on: date) -> RoundPaper:
    return RoundPaper(
        office,
        card.number,
        card.planned_on,
        card.driver,
        card.remark,
        tuple(
            PickRow(p.item, p.unit, p.number, p.expires_on, p.quantity, p.in_store, p.lacks)
            for p in card.picks
        ),
        tuple(
            PackStop(s.site, s.group, s.address, s.contact, s.phone, tuple(_row(goods) for goods in s.goods))
            for s in card.stops
        ),
        printed_on,
    )


def _row(goods: Goods) -> PackRow:
    quantity = goods.quantity if goods.delivered is None else goods.delivered
    return PackRow(goods.item, goods.unit, goods.number, goods.expires_on, quantity)
