"""A public notice of names (公示): how long it hangs, and how little tells namesakes on it apart."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from desktop.core.names import mask_name
from desktop.core.workdays import WorkCalendar, days_from

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody who is to stand on a notice, as the books know them."""

    id: UUID
    name: str
    organisation: str
    post: str
    birthday: date | None = None


@dataclass(frozen=True, slots=True)
class Hung:
    """What of somebody hangs on the wall; ``born`` is a year where nothing less tells namesakes apart.

    ``alike`` is whether even that leaves two lines that read the same.
    """

    id: UUID
    name: str
    organisation: str
    post: str
    born: int | None
    alike: bool


@dataclass(frozen=True, slots=True)
class NoticeDay:
    """A day of the period; ``counts`` is whether it is one of the days the programme asks for."""

    day: date
    counts: bool
    off: bool
    name: str
    made_up: bool


def last_day(posted_on: date, days: int, in_workdays: bool, known: WorkCalendar) -> date:
    """Return the last day of a notice; the day after it was put up is the first that may count."""
    return known.add_workdays(posted_on, days) if in_workdays else posted_on + days * _DAY


def period(posted_on: date, last: date, in_workdays: bool, known: WorkCalendar) -> tuple[NoticeDay, ...]:
    """Return each day from that after the posting to the last, and whether it counts."""
    return tuple(
        NoticeDay(
            day=day,
            counts=not in_workdays or known.is_workday(day),
            off=not known.is_workday(day),
            name=known.name(day),
            made_up=known.is_made_up(day),
        )
        for day in days_from(posted_on + _DAY, last)
    )


def hung(people: Sequence[Listed], all_posts: bool = False) -> tuple[Hung, ...]:
    """Mask the names; the post is shown only of those whom name and employer leave alike, unless asked for.

    Of those whom the post leaves alike too, the year of birth is shown.
    """
    masked = [mask_name(one.name) for one in people]
    by_employer = Counter((name, one.organisation) for name, one in zip(masked, people, strict=True))
    by_post = Counter((name, one.organisation, one.post) for name, one in zip(masked, people, strict=True))
    by_year = Counter(
        (name, one.organisation, one.post, _year(one)) for name, one in zip(masked, people, strict=True)
    )
    lines = []
    for name, one in zip(masked, people, strict=True):
        needs_post = by_employer[name, one.organisation] > 1
        needs_year = by_post[name, one.organisation, one.post] > 1
        lines.append(
            Hung(
                id=one.id,
                name=name,
                organisation=one.organisation,
                post=one.post if needs_post or all_posts else "",
                born=_year(one) if needs_year else None,
                alike=by_year[name, one.organisation, one.post, _year(one)] > 1,
            )
        )
    return tuple(lines)


def _year(one: Listed) -> int | None:
    return one.birthday.year if one.birthday else None
