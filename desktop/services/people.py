"""The workers on the books: finding them, a line of the table, the whole card.

Identity numbers leave this module masked; :func:`reveal` shows one for a reason that is kept in the
journal.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Text, func, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from desktop.core.errors import FieldError, NotFound
from desktop.core.i18n import N_, _
from desktop.core.ids import Keys
from desktop.core.national_id import age, mask_id
from desktop.core.phones import mask_phone
from desktop.models.history import Change
from desktop.models.people import Organisation, Sex, Worker, WorkerSearch
from desktop.services import honours, organisations
from desktop.services.honours import HonourLine
from desktop.storage import journal, search

SortBy = Literal[
    "name", "sex", "birthday", "phone", "organisation", "post", "frontline", "member_number", "added"
]
_FEW = 10_000
_SEARCH_ORDERS: dict[SortBy, InstrumentedAttribute[Any]] = {
    "name": WorkerSearch.sound,
    "phone": WorkerSearch.phone,
    "added": WorkerSearch.worker_id,
}


@dataclass(frozen=True, slots=True)
class WorkerLine:
    """A row of the table of workers; telephone and identity number are masked."""

    id: UUID
    name: str
    sex: str | None
    age: int | None
    birthday: date | None
    id_number: str
    phone: str
    organisation: str
    post: str
    frontline: bool | None
    member_number: str
    remark: str


@dataclass(frozen=True, slots=True)
class WorkerCard:
    """All that is on file about a worker; the identity number is masked, the telephone is whole."""

    id: UUID
    name: str
    sex: str | None
    birthday: date | None
    age: int | None
    id_number: str
    phone: str
    phone_masked: str
    organisation_id: UUID | None
    organisation: str
    organisation_path: str
    post: str
    frontline: bool | None
    member_number: str
    remark: str
    honours: tuple[HonourLine, ...]
    changes: int


@dataclass(frozen=True, slots=True)
class Shown:
    """Which workers a table shows; ``organisation`` takes in everything below it.

    ``numberless`` shows those without an identity number only.
    """

    sought: str = ""
    organisation: UUID | None = None
    sex: Literal["M", "F"] | None = None
    frontline: bool | None = None
    numberless: bool = False


EVERYBODY = Shown()


def ids(
    session: Session, shown: Shown = EVERYBODY, sort: SortBy = "name", descending: bool = False
) -> Sequence[UUID]:
    """Return the keys of all workers to be shown, in order; names by their sound."""
    found = search.find_workers(session, shown.sought, None) if shown.sought.strip() else None
    if found is not None and len(found) <= _FEW:
        query = _ordered(_filtered(session, shown), sort, descending).where(Worker.id.in_(found))
        return list(session.scalars(query)) if found else []
    wanted = None if found is None else {key.hex for key in found}
    if sort not in _SEARCH_ORDERS:
        ordered = _plain_keys(session, _ordered(_filtered(session, shown), sort, descending))
    else:
        ordered = _everybody(session, sort, descending)
        if _narrowed(shown):
            fitting = set(_as_digits(_plain_keys(session, _filtered(session, shown))))
            wanted = fitting if wanted is None else wanted & fitting
    return Keys.of(ordered if wanted is None else (key for key in _as_digits(ordered) if key in wanted))


def rows(session: Session, wanted: Sequence[UUID]) -> list[WorkerLine]:
    """Return the lines of these workers, in the order asked for; who was removed meanwhile is left out."""
    today = date.today()
    found = session.execute(
        select(
            Worker.id,
            Worker.name,
            Worker.sex,
            Worker.birthday,
            Worker.id_number,
            Worker.phone,
            Organisation.name,
            Worker.post,
            Worker.frontline,
            Worker.member_number,
            Worker.remark,
        )
        .outerjoin(Organisation, Organisation.id == Worker.organisation_id)
        .where(Worker.id.in_(list(wanted)), Worker.removed_at.is_(None))
    )
    made = {
        row[0]: WorkerLine(
            row[0],
            row[1],
            row[2].value if row[2] else None,
            age(row[3], today) if row[3] else None,
            row[3],
            mask_id(row[4] or ""),
            mask_phone(row[5]),
            row[6] or "",
            *row[7:],
        )
        for row in found
    }
    return [made[key] for key in wanted if key in made]


def find(session: Session, sought: str, limit: int | None = 50) -> list[WorkerLine]:
    """Return workers by any part of the name, pinyin, initials, telephone or organisation."""
    return rows(session, search.find_workers(session, sought, limit))


def count(session: Session) -> int:
    """Return how many workers are on the books."""
    return session.scalar(select(func.count()).select_from(Worker).where(Worker.removed_at.is_(None))) or 0


def card(session: Session, worker_id: UUID) -> WorkerCard:
    """Return all that is on file about a worker. Raises ``NotFound``."""
    worker = get(session, worker_id)
    place = session.get(Organisation, worker.organisation_id) if worker.organisation_id else None
    changes = session.scalar(
        select(func.count(func.distinct(Change.operation_id))).where(Change.row_id == worker_id)
    )
    return WorkerCard(
        id=worker.id,
        name=worker.name,
        sex=worker.sex.value if worker.sex else None,
        birthday=worker.birthday,
        age=age(worker.birthday, date.today()) if worker.birthday else None,
        id_number=mask_id(worker.id_number or ""),
        phone=worker.phone,
        phone_masked=mask_phone(worker.phone),
        organisation_id=worker.organisation_id,
        organisation=place.name if place else "",
        organisation_path=organisations.path_text(session, place.id) if place else "",
        post=worker.post,
        frontline=worker.frontline,
        member_number=worker.member_number,
        remark=worker.remark,
        honours=honours.of_worker(session, worker_id),
        changes=changes or 0,
    )


def reveal(session: Session, worker_id: UUID, reason: str) -> str:
    """Return the whole identity number; call through ``store.record``, since who saw it and why is kept."""
    worker = get(session, worker_id)
    why = reason_given(reason)
    label = N_("Show the identity number of {name}: {reason}")
    journal.keep_fact(session, label, name=worker.name, reason=why, worker=worker_id.hex)
    return worker.id_number or ""


def reason_given(reason: str) -> str:
    """Return the reason as it is kept; raises ``FieldError`` where none is given."""
    why = " ".join(reason.split())
    if not why:
        raise FieldError(
            "reason",
            _("Whole identity numbers are shown for a reason only."),
            _("Write what they are needed for; it is kept in the log."),
        )
    return why


def get(session: Session, worker_id: UUID) -> Worker:
    """Return the stored row of a worker on the books, for other services. Raises ``NotFound``."""
    worker = session.get(Worker, worker_id)
    if worker is None or worker.removed_at is not None:
        raise NotFound(
            _("That worker is no longer on the books."), _("Look the name up again, or undo the removal.")
        )
    return worker


def names(session: Session, wanted: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of these workers, removed ones too."""
    found = session.execute(select(Worker.id, Worker.name).where(Worker.id.in_(list(wanted))))
    return {key: name for key, name in found}


def _plain_keys(session: Session, query: Select[UUID]) -> Iterable[str | UUID]:
    """Return keys as they are stored: of 392,000, making the objects would take a second."""
    return session.connection().execute(query.with_only_columns(type_coerce(Worker.id, Text))).scalars()


def _as_digits(keys: Iterable[str | UUID]) -> Iterator[str]:
    return (key if isinstance(key, str) else key.hex for key in keys)


def _everybody(session: Session, sort: SortBy, descending: bool) -> Iterable[str | UUID]:
    """Return the keys of all workers in an order that the search index of all on the books holds.

    By sound they come straight from an index of just these two columns.
    """
    way = "DESC" if descending else "ASC"
    found = session.connection().exec_driver_sql(
        f"SELECT worker_id FROM worker_search ORDER BY {_SEARCH_ORDERS[sort].key} {way}, worker_id {way}"
    )
    return found.scalars()


def _filtered(session: Session, shown: Shown) -> Select[UUID]:
    query = select(Worker.id).where(Worker.removed_at.is_(None))
    if shown.organisation is not None:
        query = query.where(Worker.organisation_id.in_(organisations.within(session, shown.organisation)))
    if shown.sex is not None:
        query = query.where(Worker.sex == Sex(shown.sex))
    if shown.frontline is not None:
        query = query.where(Worker.frontline.is_(shown.frontline))
    if shown.numberless:
        query = query.where(Worker.id_number.is_(None))
    return query


def _narrowed(shown: Shown) -> bool:
    return (shown.organisation, shown.sex, shown.frontline, shown.numberless) != (None, None, None, False)


def _ordered(query: Select[UUID], sort: SortBy, descending: bool) -> Select[UUID]:
    if sort in _SEARCH_ORDERS:
        by: ColumnElement[Any] = _SEARCH_ORDERS[sort].expression
        query = query.join(WorkerSearch, WorkerSearch.worker_id == Worker.id)
    elif sort == "organisation":
        by = Organisation.search_key.expression
        query = query.outerjoin(Organisation, Organisation.id == Worker.organisation_id)
    else:
        by = getattr(Worker, sort).expression
    return query.order_by(*((by.desc(), Worker.id.desc()) if descending else (by, Worker.id)))
