"""How a nomination stands in the table of names."""

from collections.abc import Callable

from PySide6.QtGui import QColor

from desktop.core.i18n import _
from desktop.services.trip_nominee_import_cells import honour_words, yes_word
from desktop.services.trip_nominees import NomineeLine, NomineeState, state_word
from desktop.views.support.lazy_table import Column
from desktop.views.support.theme import colours

SORTS: dict[str, Callable[[NomineeLine], int | str]] = {
    "number": lambda one: one.number,
    "name": lambda one: one.name,
    "organisation": lambda one: one.organisation,
    "post": lambda one: one.post,
    "trade": lambda one: one.trade,
    "frontline": lambda one: yes_word(one.frontline),
    "category": lambda one: one.category_words,
    "preferences": lambda one: ",".join(f"{number:04}" for number in one.preferences),
    "state": lambda one: one.state.value,
    "age": lambda one: one.age or 0,
    "last_trip": lambda one: one.last_trip_year or 0,
}
"""What a column is sorted by."""


def name_columns() -> list[Column[NomineeLine]]:
    """Return the columns of the names."""
    return [
        Column("number", _("No."), lambda one: str(one.number), width=48, right=True),
        Column("name", _("Name"), lambda one: one.name, width=104, hint=lambda one: one.name),
        Column("post", _("Post"), lambda one: one.post, width=96, hint=lambda one: one.post),
        Column("frontline", _("Frontline"), lambda one: yes_word(one.frontline), width=72),
        Column(
            "category", _("Priority category"), lambda one: one.category_words, width=130,
            hint=lambda one: one.category_words,
        ),
        Column("state", _("State"), lambda one: state_word(one.state), width=100, tone=_state_tone,
               hint=lambda one: one.state_reason or state_word(one.state)),
        Column("preferences", _("Wishes"), _preferences, width=70),
        Column("organisation", _("Organisation"), lambda one: one.organisation, width=150),
        Column("trade", _("Trade"), lambda one: one.trade, width=90, shown=False),
        Column("age", _("Age"), lambda one: str(one.age or ""), width=50, right=True),
        Column("honour", _("Honour"), lambda one: honour_words(one.honour, one.honour_year), sortable=False),
        Column("last_trip", _("Last trip"), lambda one: str(one.last_trip_year or ""), width=70),
        Column("fit", _("Fit"), lambda one: yes_word(one.fit), width=56, sortable=False),
        Column("id_number", _("Identity number"), lambda one: one.id_number, width=150, sortable=False,
               shown=False),
        Column("phone", _("Phone"), lambda one: one.phone, width=104, sortable=False, shown=False),
        Column("remark", _("Remark"), lambda one: one.remark, sortable=False, shown=False),
    ]  # fmt: skip


def _preferences(one: NomineeLine) -> str:
    return _(", ").join(map(str, one.preferences))


def _state_tone(one: NomineeLine) -> QColor | None:
    if one.state in (NomineeState.WITHDRAWN, NomineeState.REJECTED, NomineeState.NO_SHOW):
        return QColor(colours().quiet)
    return QColor(colours().good) if one.state in (NomineeState.CHOSEN, NomineeState.WENT) else None
