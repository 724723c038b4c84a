"""Lines of the first page about what is due of the trips; loaded only where there is a programme."""

from collections.abc import Callable
from datetime import date

from desktop.core.i18n import _
from desktop.services import trip_due
from desktop.services.trip_due import TripDue, TripDueKind
from desktop.storage.store import Store
from desktop.views.home.rows import Row, Step
from desktop.views.support.times import day_words

MOST = 4


def read(store: Store, today: date) -> tuple[TripDue, ...]:
    """Return the first things due."""
    return store.read(trip_due.due, today)[:MOST]


def row_of(one: TripDue, act: Callable[[], object]) -> Row:
    """Return the line of a thing due; ``act`` leads to the step it is settled in."""
    step = Step(_("Open"), _("Go to the trips: {what}").format(what=one.what), act)
    words = {
        TripDueKind.OBJECTION: _("Objection received on {day}, without an answer yet"),
        TripDueKind.NOTICE_OVER: _("Public notice ran until {day}: close it"),
        TripDueKind.LEAVES: _("Leaves on {day}, its roster is not approved"),
        TripDueKind.UNSETTLED: _("Back since {day}, not settled"),
    }[one.kind].format(day=day_words(one.day))
    pictures = {
        TripDueKind.OBJECTION: "comment-alert-outline",
        TripDueKind.NOTICE_OVER: "bulletin-board",
        TripDueKind.LEAVES: "bus-clock",
        TripDueKind.UNSETTLED: "cash-clock",
    }
    return Row(pictures[one.kind], "due", one.what, f"{one.programme} · {words}", (step,))
