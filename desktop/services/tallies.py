"""People served, told day by day or hour by hour. Writing them; reading them is in ``tally_lists``."""

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core import tallies as counting
from desktop.core.errors import Refused
from desktop.core.i18n import N_, _, ngettext
from desktop.core.tallies import Count, Oddness
from desktop.models.site_ledger import TallyHours, TallyMonth
from desktop.models.sites import SiteKind, SiteStatus
from desktop.services.clock import local, moment_of
from desktop.services.enrolment import blocks
from desktop.services.tally_lists import (
    DayLine,
    DayList,
    MonthGrid,
    MonthLine,
    MonthTotal,
    counts_before,
    day_list,
    histories,
    month_grid,
    site_hours,
    site_month,
    site_year,
    usual,
    year_totals,
)
from desktop.services.tally_sites import Place, TallyFilter, place, places_named
from desktop.storage import journal

__all__ = [
    "DayLine",
    "DayList",
    "MonthGrid",
    "MonthLine",
    "MonthTotal",
    "Place",
    "SiteKind",
    "SiteStatus",
    "TalliesRefused",
    "TallyCell",
    "TallyFault",
    "TallyFilter",
    "Wrong",
    "check",
    "day_list",
    "enter",
    "enter_hour",
    "enter_hours",
    "month_grid",
    "site_hours",
    "site_month",
    "site_year",
    "usual",
    "year_totals",
]


@dataclass(frozen=True, slots=True)
class TallyCell:
    """The count of one site on one day; None takes back what was told."""

    site: UUID
    day: date
    count: Count


class Wrong(enum.Enum):
    """What is wrong with a figure."""

    NEGATIVE = "negative"
    TOO_MANY = "too-many"
    FUTURE = "future"
    NOT_OPEN = "not-open"
    ODD = "odd"
    ABSURD = "absurd"


@dataclass(frozen=True, slots=True)
class TallyFault:
    """Why a figure is not taken, and what to do about it."""

    cell: TallyCell
    wrong: Wrong
    sentence: str
    remedy: str

    @property
    def may_be_right(self) -> bool:
        """Whether a person who looked again may enter it all the same."""
        return self.wrong in (Wrong.ODD, Wrong.ABSURD)


class TalliesRefused(Refused):
    """Some figures cannot be right; none of those handed over was entered."""

    def __init__(self, faults: Sequence[TallyFault]) -> None:
        first, more = faults[0], len(faults) - 1
        remedy = first.remedy
        if more:
            others = ngettext(
                "{count} more figure is wrong; nothing was entered.",
                "{count} more figures are wrong; nothing was entered.",
                more,
            )
            remedy = f"{remedy} {others.format(count=more)}"
        super().__init__(first.sentence, remedy)
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Entered:
    """How many figures were new or other than before."""

    changed: int
    sites: int


def enter(session: Session, cells: Sequence[TallyCell], sure: bool = False) -> Entered:
    """Enter figures of many sites and days as one operation, all or none; of two for a day the last counts.

    A figure far above the usual needs ``sure``, one a hundred times the usual also to be entered by itself.
    A day counted by the hour keeps its hours only while they add up to its figure. Raises
    ``TalliesRefused`` with every fault, NotFound where a site is gone.
    """
    last = {(cell.site, cell.day): cell for cell in cells}
    known = places_named(session, [cell.site for cell in cells])
    faults = _faults(session, list(last.values()), sure, known)
    if faults:
        raise TalliesRefused(faults)
    changed = _write(session, last.values())
    _drop_hours(session, changed)
    session.flush()
    sites = {cell.site for cell in changed}
    _describe(session, changed, [known[site].name for site in sites])
    return Entered(len(changed), len(sites))


def check(session: Session, cells: Sequence[TallyCell], sure: bool = False) -> tuple[TallyFault, ...]:
    """Return what :func:`enter` would refuse these figures for."""
    known = places_named(session, [cell.site for cell in cells])
    return tuple(_faults(session, cells, sure, known))


def enter_hours(
    session: Session, site: UUID, day: date, hours: Sequence[Count], sure: bool = False
) -> Entered:
    """Enter a day by the hour: 24 counts, None where none was told; the day's figure is their sum.

    Raises ``TalliesRefused`` as :func:`enter` does, also for an hour that has not come yet.
    """
    known = place(session, site)
    whole = counting.total(hours) if counting.told(hours) else None
    faults = _hour_faults(session, TallyCell(site, day, whole), hours)
    faults = faults or _faults(session, [TallyCell(site, day, whole)], sure, {site: known})
    if faults:
        raise TalliesRefused(faults)
    changed = _write(session, [TallyCell(site, day, whole)])
    _keep_hours(session, site, day, hours)
    session.flush()
    journal.describe(
        session, N_("Figures by the hour of {site}, {day}"), site=known.name, day=day.isoformat()
    )
    return Entered(len(changed), 1)


def enter_hour(
    session: Session, site: UUID, day: date, hour: int, count: Count, sure: bool = False
) -> Entered:
    """Enter one hour (0 to 23) of a day beside those told already. Raises as :func:`enter_hours`."""
    kept = site_hours(session, site, day) or counting.untold(counting.HOURS)
    return enter_hours(session, site, day, counting.replaced(kept, hour, count), sure)


def _write(session: Session, cells: Iterable[TallyCell]) -> list[TallyCell]:
    """Write the counts into the rows of their months; return those that were other than before."""
    wanted: dict[tuple[UUID, int], list[TallyCell]] = {}
    for cell in cells:
        wanted.setdefault((cell.site, counting.month_of(cell.day)), []).append(cell)
    rows = _rows(session, wanted)
    changed: list[TallyCell] = []
    for (site, month), told in wanted.items():
        row, length = rows.get((site, month)), counting.days_in(month)
        counts = counting.unpack(row.days, length) if row else counting.untold(length)
        new = [cell for cell in told if counts[cell.day.day - 1] != cell.count]
        if not new:
            continue
        for cell in new:
            counts = counting.replaced(counts, cell.day.day - 1, cell.count)
        changed += new
        if row is None:
            row = TallyMonth(site_id=site, month=month, days="", total=0, told=0)
            session.add(row)
        row.days = counting.pack(counts)
        row.total, row.told = counting.total(counts), counting.told(counts)
        if not row.told:
            row.removed_at = moment_of(session)
    return changed


def _rows(session: Session, wanted: Iterable[tuple[UUID, int]]) -> dict[tuple[UUID, int], TallyMonth]:
    keys = set(wanted)
    months = {month for _site, month in keys}
    found: dict[tuple[UUID, int], TallyMonth] = {}
    for block in blocks(list({site for site, _month in keys})):
        rows = session.scalars(
            select(TallyMonth).where(
                TallyMonth.site_id.in_(block), TallyMonth.month.in_(months), TallyMonth.removed_at.is_(None)
            )
        )
        found.update({(row.site_id, row.month): row for row in rows})
    return found


def _drop_hours(session: Session, changed: Sequence[TallyCell]) -> None:
    """Take away hours that no longer add up to the figure of their day."""
    figures = {(cell.site, cell.day): cell.count for cell in changed}
    days = {cell.day for cell in changed}
    for block in blocks(list({cell.site for cell in changed})):
        rows = session.scalars(
            select(TallyHours).where(
                TallyHours.site_id.in_(block), TallyHours.day.in_(days), TallyHours.removed_at.is_(None)
            )
        )
        for row in rows:
            if (row.site_id, row.day) in figures:
                row.removed_at = moment_of(session)


def _keep_hours(session: Session, site: UUID, day: date, hours: Sequence[Count]) -> None:
    row = session.scalar(
        select(TallyHours).where(
            TallyHours.site_id == site, TallyHours.day == day, TallyHours.removed_at.is_(None)
        )
    )
    if row is None and counting.told(hours):
        session.add(TallyHours(site_id=site, day=day, hours=counting.pack(hours)))
    elif row is not None and counting.told(hours):
        row.hours = counting.pack(hours)
    elif row is not None:
        row.removed_at = moment_of(session)


def _describe(session: Session, changed: Sequence[TallyCell], names: Sequence[str]) -> None:
    if len(changed) != 1:
        journal.describe(
            session,
            N_("Enter {count} daily figures of {sites} sites"),
            count=len(changed),
            sites=len(names),
        )
        return
    cell, site = changed[0], names[0]
    if cell.count is None:
        journal.describe(session, N_("Take back the figure of {site}, {day}"), site=site, day=f"{cell.day}")
    else:
        journal.describe(
            session, N_("{site}, {day}: {count} people"), site=site, day=f"{cell.day}", count=cell.count
        )


def _faults(
    session: Session, cells: Sequence[TallyCell], sure: bool, known: Mapping[UUID, Place]
) -> list[TallyFault]:
    today = local(moment_of(session)).date()
    told = [cell for cell in cells if cell.count is not None]
    plain = [fault for cell in told if (fault := _plain_fault(cell, known[cell.site], today))]
    if plain or (sure and len(cells) == 1):
        return plain
    usually = _usual_of(session, told)
    odd = [_odd_fault(cell, known[cell.site], usually[cell.site, cell.day]) for cell in told]
    return [fault for fault in odd if fault and not (sure and fault.wrong is Wrong.ODD)]


def _plain_fault(cell: TallyCell, at: Place, today: date) -> TallyFault | None:
    if cell.day > today:
        return TallyFault(
            cell,
            Wrong.FUTURE,
            _("{day} has not come yet.").format(day=cell.day.isoformat()),
            _("Enter figures for days up to today."),
        )
    return _size_fault(cell) or _opening_fault(cell, at)


def _size_fault(cell: TallyCell) -> TallyFault | None:
    count = cell.count or 0
    if count < 0:
        return TallyFault(
            cell,
            Wrong.NEGATIVE,
            _("{count} people cannot have come.").format(count=count),
            _("Leave the day empty where nobody counted; 0 means that nobody came."),
        )
    if count > counting.MOST:
        return TallyFault(
            cell,
            Wrong.TOO_MANY,
            _("{count} people a day are more than any site can serve.").format(count=f"{count:,}"),
            _("Look whether two figures ran together."),
        )
    return None


def _opening_fault(cell: TallyCell, at: Place) -> TallyFault | None:
    if at.takes_figures(cell.day):
        return None
    if at.opened_on is not None and cell.day < at.opened_on:
        words = _("{site} opened only on {opened}, after {day}.")
        sentence = words.format(site=at.name, opened=at.opened_on, day=cell.day)
        return TallyFault(
            cell,
            Wrong.NOT_OPEN,
            sentence,
            _("Choose a later day, or correct its opening day in the register."),
        )
    planned = at.status_on(cell.day) is SiteStatus.PLANNED
    words = _("{site} was only planned on {day}.") if planned else _("{site} was closed on {day}.")
    return TallyFault(
        cell,
        Wrong.NOT_OPEN,
        words.format(site=at.name, day=cell.day),
        _("If it was open that day, correct its status in the register first."),
    )


def _usual_of(session: Session, told: Sequence[TallyCell]) -> dict[tuple[UUID, date], float | None]:
    """Return the usual count for each figure: of the days before it, else also of those entered with it."""
    if not told:
        return {}
    batch: dict[UUID, list[TallyCell]] = {}
    for cell in told:
        batch.setdefault(cell.site, []).append(cell)
    found: dict[tuple[UUID, date], float | None] = {}
    first = min(cell.day for cell in told)
    known = histories(session, list(batch), first)
    for site, cells in batch.items():
        before = counts_before(known.get(site, {}), first)
        usually = counting.usual(before)
        if usually is None:
            usually = counting.usual([*before, *(cell.count for cell in cells)])
        found.update({(site, cell.day): usually for cell in cells})
    return found


def _odd_fault(cell: TallyCell, at: Place, usually: float | None) -> TallyFault | None:
    count = cell.count or 0
    oddness = counting.oddness(count, usually)
    if oddness is Oddness.USUAL:
        return None
    if oddness is Oddness.ABSURD:
        remedy = _("Look at it again. If it is right, enter this day by itself and confirm it.")
        return TallyFault(cell, Wrong.ABSURD, odd_words(at.name, count, usually), remedy)
    remedy = _("Look at it again, and confirm it if it is right.")
    return TallyFault(cell, Wrong.ODD, odd_words(at.name, count, usually), remedy)


def odd_words(site: str, count: int, usually: float | None) -> str:
    """Return the sentence that sets a count beside the usual one."""
    if usually is None:
        return _("{count} people at {site} are very many for one day.").format(count=f"{count:,}", site=site)
    words = _("{count} people at {site}: about {usual} a day are usual there.")
    return words.format(count=f"{count:,}", site=site, usual=counting.rounded(usually))


def _hour_faults(session: Session, cell: TallyCell, hours: Sequence[Count]) -> list[TallyFault]:
    now = local(moment_of(session))
    if len(hours) != counting.HOURS:
        raise ValueError(f"{len(hours)} hours")
    for hour, count in enumerate(hours):
        if wrong := _size_fault(TallyCell(cell.site, cell.day, count)):
            return [wrong]
        if count is not None and cell.day == now.date() and hour > now.hour:
            sentence = _("{hour}:00 has not come yet.").format(hour=hour)
            return [TallyFault(cell, Wrong.FUTURE, sentence, _("Enter the hours up to now."))]
    return []
