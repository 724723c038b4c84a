"""Whether a daily figure can be right: every fault with its sentence and what to do about it."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core import tallies as counting
from desktop.core.errors import Refused
from desktop.core.i18n import _, ngettext
from desktop.core.tallies import Count, Oddness
from desktop.models.sites import SiteStatus
from desktop.services.clock import local, moment_of
from desktop.services.tally_lists import counts_before, histories
from desktop.services.tally_sites import Place


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


def faults_of(
    session: Session, cells: Sequence[TallyCell], sure: bool, known: Mapping[UUID, Place]
) -> list[TallyFault]:
    """Return what is wrong with figures of known sites; ``sure`` as for ``tallies.enter``."""
    today = local(moment_of(session)).date()
    told = [cell for cell in cells if cell.count is not None]
    plain = [fault for cell in told if (fault := _plain_fault(cell, known[cell.site], today))]
    if sure and len(cells) == 1:
        return plain
    wrong = {fault.cell for fault in plain}
    rest = [cell for cell in told if cell not in wrong]
    usually = _usual_of(session, rest)
    odd = [_odd_fault(cell, known[cell.site], usually[cell.site, cell.day]) for cell in rest]
    return [*plain, *(fault for fault in odd if fault and not (sure and fault.wrong is Wrong.ODD))]


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


def hour_faults(session: Session, cell: TallyCell, hours: Sequence[Count]) -> list[TallyFault]:
    """Return what is wrong with the hours of the day of a cell."""
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
