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
    words = {
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
        "supply_item": _("goods"),
        "supply_batch": _("batch of goods"),
        "supply_stock": _("stock of goods"),
        "supply_movement": _("line of the goods ledger"),
        "supply_minimum": _("minimum of goods"),
        "delivery": _("round"),
        "delivery_line": _("line of a round"),
    }
    return words.get(table_name, table_name)
