"""Who is named for a programme's trips (推荐): the list, and one nomination as a card."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from desktop.core.errors import NotFound
from desktop.core.i18n import _
from desktop.core.national_id import age, mask_id
from desktop.core.phones import mask_phone
from desktop.models.people import Organisation, Worker
from desktop.models.trip_people import NomineeState, TripNominee
from desktop.models.trips import TripBatch
from desktop.services import trips
from desktop.services.clock import local, moment_of

__all__ = [
    "STANDING",
    "NoNominee",
    "NomineeCard",
    "NomineeLine",
    "NomineeSought",
    "NomineeState",
    "card",
    "listed",
    "on_file",
    "state_word",
]

STANDING = (
    NomineeState.NAMED,
    NomineeState.CHOSEN,
    NomineeState.WAITING,
    NomineeState.NO_SHOW,
    NomineeState.WENT,
)
"""The states in which somebody counts as named: neither withdrawn nor rejected."""


class NoNominee(NotFound):
    """There is no such nomination (any more)."""


@dataclass(frozen=True, slots=True)
class NomineeSought:
    """Which nominations a list shows; what is empty narrows nothing.

    ``text`` stands in the name, the organisation, the post or the trade, or is the number on the list.
    """

    text: str = ""
    organisation_id: UUID | None = None
    states: tuple[NomineeState, ...] = ()
    frontline: bool | None = None
    category: str = ""
    batch_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class NomineeLine:
    """A nomination in a list; identity number and telephone are masked, ``age`` is in whole years today.

    ``number`` is that on the programme's list, ``position`` the employer's own order. ``categories`` are keys
    of the programme, ``category_words`` their names. ``preferences`` are numbers of batches, best first.
    """

    id: UUID
    worker_id: UUID
    organisation_id: UUID
    number: int
    position: int
    name: str
    organisation: str
    sex: Literal["M", "F"] | None
    birthday: date | None
    age: int | None
    id_number: str
    phone: str
    post: str
    trade: str
    frontline: bool | None
    hazardous: bool | None
    categories: tuple[str, ...]
    category_words: str
    honour: str
    honour_year: int | None
    last_trip_year: int | None
    fit: bool | None
    preferences: tuple[int, ...]
    state: NomineeState
    state_reason: str
    batch_id: UUID | None
    batch: str
    points: int | None
    rank: int | None
    waiting: int | None
    remark: str


@dataclass(frozen=True, slots=True)
class NomineeCard:
    """A nomination with all its form says; ``also_named_by`` are the other employers who name the person."""

    line: NomineeLine
    programme_id: UUID
    is_management: bool | None
    is_member: bool | None
    in_post: bool | None
    honour_level: str
    emergency_contact: str
    emergency_phone: str
    room: str
    seat: str
    also_named_by: tuple[str, ...]


def state_word(state: NomineeState) -> str:
    """Return the trade's word for where somebody named stands."""
    words = {
        NomineeState.NAMED: _("named"),
        NomineeState.CHOSEN: _("has a place"),
        NomineeState.WAITING: _("waiting"),
        NomineeState.REJECTED: _("rejected"),
        NomineeState.WITHDRAWN: _("withdrawn"),
        NomineeState.NO_SHOW: _("did not come"),
        NomineeState.WENT: _("went"),
    }
    return words[state]


def listed(
    session: Session, programme_id: UUID, sought: NomineeSought | None = None
) -> tuple[NomineeLine, ...]:
    """Return the nominations of a programme by their numbers on its list, withdrawn ones too."""
    wanted = sought or NomineeSought()
    query = _narrowed(_lines().where(TripNominee.programme_id == programme_id), wanted)
    words = _category_words(session, programme_id)
    today = local(moment_of(session)).date()
    lines = (_line(row, words, today) for row in session.execute(query.order_by(TripNominee.number)))
    return tuple(line for line in lines if _fits(line, wanted))


def card(session: Session, nominee_id: UUID) -> NomineeCard:
    """Return a nomination with all its form says. Raises NoNominee."""
    row = on_file(session, nominee_id)
    found = session.execute(_lines().where(TripNominee.id == nominee_id)).one()
    words = _category_words(session, row.programme_id)
    others = session.scalars(
        select(Organisation.name)
        .join(TripNominee, TripNominee.organisation_id == Organisation.id)
        .where(
            TripNominee.programme_id == row.programme_id,
            TripNominee.worker_id == row.worker_id,
            TripNominee.organisation_id != row.organisation_id,
            TripNominee.state.in_(STANDING),
            TripNominee.removed_at.is_(None),
        )
        .order_by(TripNominee.number)
    )
    return NomineeCard(
        line=_line(found, words, local(moment_of(session)).date()),
        programme_id=row.programme_id,
        is_management=row.is_management,
        is_member=row.is_member,
        in_post=row.in_post,
        honour_level=row.honour_level,
        emergency_contact=row.emergency_contact,
        emergency_phone=row.emergency_phone,
        room=row.room,
        seat=row.seat,
        also_named_by=tuple(others),
    )


def on_file(session: Session, nominee_id: UUID) -> TripNominee:
    """Return the row of a nomination. Raises NoNominee."""
    row = session.get(TripNominee, nominee_id)
    if row is None or row.removed_at is not None:
        raise NoNominee(_("That nomination is no longer on file."), _("Choose another one."))
    return row


def keys_of(text: str) -> tuple[str, ...]:
    """Return what is kept separated by commas as single words."""
    return tuple(part for part in text.split(",") if part)


def _lines() -> Select[*tuple[Any, ...]]:
    return (
        select(
            TripNominee.id,
            TripNominee.worker_id,
            TripNominee.organisation_id,
            TripNominee.number,
            TripNominee.position,
            Worker.name,
            Organisation.name.label("organisation"),
            Worker.sex,
            Worker.birthday,
            Worker.id_number,
            Worker.phone,
            TripNominee.post,
            TripNominee.trade,
            TripNominee.frontline,
            TripNominee.hazardous,
            TripNominee.categories,
            TripNominee.honour,
            TripNominee.honour_year,
            TripNominee.last_trip_year,
            TripNominee.fit,
            TripNominee.preferences,
            TripNominee.state,
            TripNominee.state_reason,
            TripNominee.batch_id,
            TripBatch.number.label("batch_number"),
            TripBatch.name.label("batch_name"),
            TripNominee.points,
            TripNominee.rank,
            TripNominee.waiting,
            TripNominee.remark,
        )
        .join(Worker, Worker.id == TripNominee.worker_id)
        .join(Organisation, Organisation.id == TripNominee.organisation_id)
        .outerjoin(TripBatch, (TripBatch.id == TripNominee.batch_id) & TripBatch.removed_at.is_(None))
        .where(TripNominee.removed_at.is_(None))
    )


def _narrowed(query: Select[*tuple[Any, ...]], sought: NomineeSought) -> Select[*tuple[Any, ...]]:
    if sought.organisation_id is not None:
        query = query.where(TripNominee.organisation_id == sought.organisation_id)
    if sought.states:
        query = query.where(TripNominee.state.in_(sought.states))
    if sought.frontline is not None:
        query = query.where(TripNominee.frontline.is_(sought.frontline))
    if sought.batch_id is not None:
        query = query.where(TripNominee.batch_id == sought.batch_id)
    return query


def _fits(line: NomineeLine, sought: NomineeSought) -> bool:
    if sought.category and sought.category not in line.categories:
        return False
    text = sought.text.strip().casefold()
    if not text:
        return True
    fields = (line.name, line.organisation, line.post, line.trade)
    return text == str(line.number) or any(text in field.casefold() for field in fields)


def _category_words(session: Session, programme_id: UUID) -> Mapping[str, str]:
    return {one.key: one.name for one in trips.categories(session, programme_id)}


def words_of_categories(keys: Iterable[str], words: Mapping[str, str]) -> str:
    """Return categories in words; one that is no longer the programme's stands by its key."""
    return _(", ").join(words.get(key, key) for key in keys)


def _line(row: Any, words: Mapping[str, str], today: date) -> NomineeLine:
    categories = keys_of(row.categories)
    batched = row.batch_number is not None
    return NomineeLine(
        id=row.id,
        worker_id=row.worker_id,
        organisation_id=row.organisation_id,
        number=row.number,
        position=row.position,
        name=row.name,
        organisation=row.organisation,
        sex=row.sex.value if row.sex else None,
        birthday=row.birthday,
        age=age(row.birthday, today) if row.birthday else None,
        id_number=mask_id(row.id_number or ""),
        phone=mask_phone(row.phone),
        post=row.post,
        trade=row.trade,
        frontline=row.frontline,
        hazardous=row.hazardous,
        categories=categories,
        category_words=words_of_categories(categories, words),
        honour=row.honour,
        honour_year=row.honour_year,
        last_trip_year=row.last_trip_year,
        fit=row.fit,
        preferences=tuple(int(part) for part in keys_of(row.preferences)),
        state=row.state,
        state_reason=row.state_reason,
        batch_id=row.batch_id if batched else None,
        batch=trips.batch_title(row.batch_number, row.batch_name) if batched else "",
        points=row.points,
        rank=row.rank,
        waiting=row.waiting,
        remark=row.remark,
    )
