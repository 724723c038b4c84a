"""The journal in the words of a person."""

import json

from desktop.core.i18n import _
from desktop.models.history import Operation, OperationKind

_INNER_QUOTES = str.maketrans("“”", "‘’")


def label_of(operation: Operation) -> str:
    """Return what the operation was, in the language now in force."""
    params = json.loads(operation.params)
    text = _(operation.label).format(**params) if operation.label else _("A change")
    if operation.kind is OperationKind.UNDO:
        return _("Undo: {what}").format(what=text)
    if operation.kind is OperationKind.REDO:
        return _("Redo: {what}").format(what=text)
    return text


def plain_label_of(operation: Operation) -> str:
    """Return what was done, without saying that it was undone or done again."""
    return _(operation.label).format(**json.loads(operation.params)) if operation.label else _("A change")


def quoted_label_of(operation: Operation) -> str:
    """Return what was done, to stand between quotes: the quotes within become single ones."""
    return plain_label_of(operation).translate(_INNER_QUOTES)


def word_for(table_name: str) -> str:
    """Return the trade's word for what a table holds."""
    words = _people_words() | _site_words() | _ledger_words() | _goods_words() | _trip_words()
    return words.get(table_name, table_name)


def _people_words() -> dict[str, str]:
    return {
        "organisation": _("organisation"),
        "worker": _("worker"),
        "honour": _("honour"),
        "column_mapping": _("column mapping"),
        "activity": _("activity"),
        "meeting": _("meeting"),
        "enrolment": _("enrolment"),
        "order_change": _("change of order"),
        "attendance": _("attendance"),
        "sheet": _("sheet"),
        "sheet_row": _("row of a sheet"),
        "card": _("card"),
        "page_read": _("page read back"),
        "signature": _("signature"),
        "receipt": _("receipt"),
    }


def _site_words() -> dict[str, str]:
    return {
        "site": _("site"),
        "opening_hours": _("opening hours"),
        "site_status": _("status of a site"),
        "site_amenity": _("amenity of a site"),
        "site_rating": _("stars or honour of a site"),
        "site_standard": _("standard"),
        "site_photo": _("photo of a site"),
        "map_ground": _("picture under the map"),
        "asset": _("equipment"),
        "asset_move": _("move of equipment"),
        "stock_take": _("stock-take"),
        "stock_take_line": _("line of a stock-take"),
    }


def _ledger_words() -> dict[str, str]:
    return {
        "tally_month": _("daily figures"),
        "tally_hours": _("figures by the hour"),
        "disinfection": _("disinfection"),
        "inspection": _("visit"),
        "inspection_check": _("line of a check sheet"),
        "defect": _("defect"),
        "recheck": _("recheck"),
        "deadline_change": _("change of a deadline"),
        "calendar_day": _("holiday or workday"),
        "duty_rota": _("duty rota"),
        "duty_member": _("member of a rota"),
        "duty_absence": _("absence"),
        "duty_turn": _("turn of duty"),
        "duty_swap": _("swap of duty"),
    }


def _goods_words() -> dict[str, str]:
    return {
        "supply_item": _("goods"),
        "supply_batch": _("batch of goods"),
        "supply_stock": _("stock of goods"),
        "supply_movement": _("line of the goods ledger"),
        "supply_minimum": _("minimum of goods"),
        "delivery": _("round"),
        "delivery_line": _("line of a round"),
    }


def _trip_words() -> dict[str, str]:
    return {
        "trip_programme": _("trip programme"),
        "trip_document": _("document of a trip programme"),
        "trip_rule": _("rule of a trip programme"),
        "trip_category": _("priority category"),
        "trip_base": _("trip base"),
        "trip_batch": _("batch of a trip"),
        "trip_step_event": _("approval or amendment"),
        "trip_claim": _("figures for the allocation"),
        "trip_allocation": _("allocation of places"),
        "trip_quota": _("quota"),
        "trip_return": _("places given back"),
        "trip_nominee": _("nomination"),
        "trip_override": _("rule set aside"),
        "trip_taken": _("trip taken"),
        "trip_draw": _("draw"),
        "trip_change": _("change of a roster"),
        "trip_notice": _("public notice"),
        "trip_notice_line": _("line of a public notice"),
        "trip_objection": _("objection"),
        "trip_invoice": _("invoice"),
        "trip_share": _("share of the cost"),
        "trip_settlement": _("settlement"),
    }
