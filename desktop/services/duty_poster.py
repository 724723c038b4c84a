"""The rota as it hangs on the wall."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.errors import Refused
from desktop.core.i18n import _, in_language, language
from desktop.core.workdays import DayClass, monday_of
from desktop.paper.duty_pdf import OnDuty, Poster, PosterDay, draw_month, draw_week
from desktop.services.clock import local, moment_of
from desktop.services.duty import rota
from desktop.services.duty_turns import DutyDay, span

_A_LINE = 6


@dataclass(frozen=True, slots=True)
class PosterRequest:
    """Which rota, the week or month a day lies in; ``phones`` shows the telephones on the wall."""

    rota_id: UUID
    day: date
    month: bool = False
    phones: bool = True
    language: str = ""


@dataclass(frozen=True, slots=True)
class PreparedPoster:
    """The poster as it will print."""

    pdf: bytes
    pages: int
    unprintable: tuple[str, ...]
    cut: tuple[str, ...]


class NothingPlanned(Refused):
    """Nobody is on duty in the time asked for."""


def prepare_poster(session: Session, request: PosterRequest) -> PreparedPoster:
    """Draw the poster of a week or a month. Raises ``NothingPlanned``, NotFound, NoChineseFont."""
    with in_language(request.language or language()):
        return _drawn(session, request)


def _drawn(session: Session, request: PosterRequest) -> PreparedPoster:
    line = rota(session, request.rota_id)
    first, last = _bounds(request)
    days = span(session, request.rota_id, monday_of(first), monday_of(last) + timedelta(days=6))
    if not any(day.turns for day in days if first <= day.day <= last):
        raise NothingPlanned(_("Nobody is on duty in that time yet."), _("Plan these days first."))
    poster = Poster(
        title=_("Duty rota · {name}").format(name=line.entry.name),
        place=line.site,
        hours=line.entry.hours,
        days=[_day(day, request.phones, outside=not first <= day.day <= last) for day in days],
        printed_on=local(moment_of(session)).date(),
        foot=_telephones(days) if request.phones and request.month else (),
    )
    out = BytesIO()
    drawn = draw_month(poster, first, out) if request.month else draw_week(poster, out)
    return PreparedPoster(out.getvalue(), drawn.pages, drawn.unprintable, drawn.cut)


def _bounds(request: PosterRequest) -> tuple[date, date]:
    if not request.month:
        monday = monday_of(request.day)
        return monday, monday + timedelta(days=6)
    length = monthrange(request.day.year, request.day.month)[1]
    return request.day.replace(day=1), request.day.replace(day=length)


def _telephones(days: Sequence[DutyDay]) -> tuple[str, ...]:
    """Return lines with everybody's telephone where a day has no room for them."""
    if max(len(day.turns) for day in days) < 2:
        return ()
    known = dict.fromkeys(f"{turn.name} {turn.phone}" for day in days for turn in day.turns if turn.phone)
    each = list(known)
    return tuple("    ".join(each[at : at + _A_LINE]) for at in range(0, len(each), _A_LINE))


def _day(day: DutyDay, phones: bool, *, outside: bool) -> PosterDay:
    people = tuple(OnDuty(turn.name, turn.phone if phones else "") for turn in day.turns)
    off = day.kind is not DayClass.WORKDAY
    return PosterDay(day.day, off, day.holiday, day.made_up, people, outside)
