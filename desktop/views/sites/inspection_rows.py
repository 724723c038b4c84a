"""Lines of the list of inspections: what is due, defects and visits, told alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID, uuid5

from PySide6.QtGui import QColor

from desktop.core.i18n import _, ngettext
from desktop.services import defects, inspections, site_due
from desktop.services.clock import local
from desktop.services.defects import DefectCard, Defects, DefectState, defect_state_word
from desktop.services.inspections import VisitLine, open_words
from desktop.services.site_due import Due, DueKind, due_kind_word
from desktop.storage.store import Store
from desktop.views.support.lazy_table import Column
from desktop.views.support.theme import colours
from desktop.views.support.times import day_words

DEFECT, VISIT = "defect", "inspection"


class Which(StrEnum):
    """Which lines are shown."""

    DUE = "due"
    OPEN = "open"
    OVERDUE = "overdue"
    TO_RECHECK = "to-recheck"
    CLOSED = "closed"
    VISITS = "visits"


@dataclass(frozen=True)
class LedgerRow:
    """One line; ``item_kind`` and ``item_id`` name what it stands for, ``tone`` a field of ``Colours``."""

    id: UUID
    item_kind: str
    item_id: UUID
    site_id: UUID | None
    site: str
    state: str
    what: str
    day: str
    tone: str = ""
    due: Due | None = None


def which_word(which: Which) -> str:
    """Return how a choice of lines is called."""
    return {
        Which.DUE: _("Everything due"),
        Which.OPEN: _("Open defects"),
        Which.OVERDUE: _("Overdue defects"),
        Which.TO_RECHECK: _("Defects to recheck"),
        Which.CLOSED: _("Closed defects"),
        Which.VISITS: _("All visits"),
    }[which]


def rows(store: Store, which: Which, text: str, today: date, site: UUID | None = None) -> list[LedgerRow]:
    """Read the lines of a choice, those only in which each word of ``text`` stands."""
    if which is Which.VISITS:
        return [_of_visit(one) for one in store.read(inspections.visits, text, site)]
    if which is not Which.DUE:
        found = store.read(defects.defects, today, Defects(which.value), text, site)
        return [_of_defect(one) for one in found]
    words = text.lower().split()
    return [
        _of_due(one)
        for one in store.read(site_due.due, today)
        if all(word in f"{one.site} {one.what} {due_kind_word(one.kind)}".lower() for word in words)
    ]


def columns(site: bool = True) -> list[Column[LedgerRow]]:
    """Return the columns of a list, with the site where it is of several."""
    made = [
        Column("state", _("State"), lambda one: one.state, width=94, sortable=False, tone=_tone),
        Column("site", _("Site"), lambda one: one.site, width=94, sortable=False, hint=lambda one: one.site),
        Column("day", _("Day"), lambda one: one.day, width=100, sortable=False, hint=lambda one: one.day),
        Column("what", _("What"), lambda one: one.what, width=100, sortable=False, hint=lambda one: one.what),
    ]
    return [one for one in made if site or one.key != "site"]


def days_words(days: int | None) -> str:
    """Say how many days are left or have passed."""
    if days is None:
        return ""
    if days < 0:
        return ngettext("{n} day late", "{n} days late", -days).format(n=-days)
    return ngettext("{n} day left", "{n} days left", days).format(n=days) if days else _("today")


def state_tone(state: DefectState) -> str:
    """Return the colour of how far a defect is."""
    return {
        DefectState.OVERDUE: "error",
        DefectState.TO_RECHECK: "due",
        DefectState.CLOSED: "good",
        DefectState.OPEN: "text",
    }[state]


def sites_of(chosen: Iterable[LedgerRow]) -> list[UUID]:
    """Return the sites of lines, each once."""
    return list(dict.fromkeys(one.site_id for one in chosen if one.site_id is not None))


def _of_defect(one: DefectCard) -> LedgerRow:
    day = one.closed_on or one.deadline
    state = defect_state_word(one.state)
    return LedgerRow(
        one.id, DEFECT, one.id, one.site_id, one.site, state, one.what, day_words(day), state_tone(one.state)
    )


def _of_visit(one: VisitLine) -> LedgerRow:
    state = "–" if one.points is None else f"{one.points}/{one.points_of}"
    words = open_words(one)
    if one.defects:
        noted = ngettext("{n} defect", "{n} defects", one.defects).format(n=one.defects)
        words = f"{noted} · {words}"
    tone = "error" if one.was_locked else "due" if one.defects else ""
    day = day_words(local(one.at).date())
    return LedgerRow(one.id, VISIT, one.id, one.site_id, one.site, state, words, day, tone)


def _of_due(one: Due) -> LedgerRow:
    own = one.item_kind in (DEFECT, VISIT)
    key = one.item_id if own else uuid5(one.item_id, f"{one.kind}{one.site_id}")
    tone = (
        "error" if one.is_overdue else "due" if one.kind in (DueKind.RECHECK, DueKind.BELOW_MINIMUM) else ""
    )
    return LedgerRow(
        key, one.item_kind, one.item_id, one.site_id, one.site, due_kind_word(one.kind), one.what,
        days_words(one.days), tone, one,
    )  # fmt: skip


def _tone(one: LedgerRow) -> QColor | None:
    return QColor(str(getattr(colours(), one.tone))) if one.tone else None
