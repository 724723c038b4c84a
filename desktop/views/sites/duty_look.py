"""What the week of a rota shows, read in one go, and what is said of a plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from desktop.core.i18n import ngettext
from desktop.core.workdays import monday_of
from desktop.services import duty, duty_turns
from desktop.services.calendar import calendar, years_missing
from desktop.services.duty import AbsenceLine, MemberLine, RotaLine
from desktop.services.duty_turns import DutyDay, MemberCount, Planned, SwapLine
from desktop.storage.store import Store


@dataclass(frozen=True)
class Shown:
    """What one reading found."""

    rotas: Sequence[RotaLine]
    rota: RotaLine | None
    today: date
    days: Sequence[DutyDay] = ()
    members: Sequence[MemberLine] = ()
    counts: Sequence[MemberCount] = ()
    absences: Sequence[AbsenceLine] = ()
    swaps: tuple[SwapLine, ...] = ()
    warning: str = ""


def look(store: Store, wanted: UUID | None, monday: date | None) -> Shown:
    """Return the rota wanted, or the first, and its week; this one where no Monday is named."""
    today = store.now().astimezone().date()
    rotas = store.read(duty.rotas)
    rota = next((line for line in rotas if line.id == wanted), rotas[0] if rotas else None)
    if rota is None:
        return Shown(rotas, None, today)
    monday = monday or monday_of(today)
    first, last = date(monday.year, 1, 1), date(monday.year, 12, 31)
    missing = years_missing(store.read(calendar), monday, monday + timedelta(days=6))
    return Shown(
        rotas,
        rota,
        today,
        store.read(duty_turns.week, rota.id, monday),
        store.read(duty.members, rota.id),
        store.read(duty_turns.counts, rota.id, first, last),
        store.read(duty.absences, rota.id, monday),
        store.read(duty_turns.swaps, rota.id),
        " ".join(missing),
    )


def plan_remarks(planned: Planned) -> str:
    """Return what is to be said of a plan beside how many turns it has."""
    remarks = list(planned.warnings)
    if planned.short:
        words = ngettext(
            "On {n} day there are fewer people than wanted.",
            "On {n} days there are fewer people than wanted.",
            len(planned.short),
        )
        remarks.append(words.format(n=len(planned.short)))
    if planned.running:
        words = ngettext(
            "{n} turn follows another of the same person.",
            "{n} turns follow another of the same person.",
            planned.running,
        )
        remarks.append(words.format(n=planned.running))
    return " ".join(remarks)
