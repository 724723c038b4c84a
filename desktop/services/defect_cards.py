"""Defects as they stand: one with its history, and lists of those open, overdue, to be rechecked, closed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from desktop.core.errors import NotFound
from desktop.core.i18n import _
from desktop.models.site_ledger import DeadlineChange, Defect, Recheck, SitePhoto
from desktop.models.sites import Site

_MOST = 400  # keys in one question


class DefectState(StrEnum):
    """How far a defect is: open, past its deadline, reported fixed, closed by a recheck."""

    OPEN = "open"
    OVERDUE = "overdue"
    TO_RECHECK = "to-recheck"
    CLOSED = "closed"


class Defects(StrEnum):
    """Which defects are asked for; ``OPEN`` are all that are not closed."""

    OPEN = "open"
    OVERDUE = "overdue"
    TO_RECHECK = "to-recheck"
    CLOSED = "closed"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class RecheckLine:
    """Somebody looked again."""

    on: date
    by: str
    passed: bool
    remark: str
    reported_on: date | None = None  # when it failed: the day it had been reported fixed, and how
    report: str = ""


@dataclass(frozen=True, slots=True)
class DeadlineLine:
    """The deadline was moved."""

    at: datetime
    before: date
    after: date
    reason: str


@dataclass(frozen=True, slots=True)
class DefectCard:
    """A defect as it stood on a day; ``days`` are left to its deadline, below zero past it."""

    id: UUID
    site_id: UUID
    site: str
    district: str
    what: str
    item: str
    found_on: date
    deadline: date
    responsible: str
    responsible_phone: str
    fixed_on: date | None
    fix: str
    closed_on: date | None
    inspection_id: UUID | None
    photos: int
    state: DefectState
    days: int


def defect_state_word(state: DefectState) -> str:
    """Return the trade's word for how far a defect is."""
    return {
        DefectState.OPEN: _("To be fixed"),
        DefectState.OVERDUE: _("Overdue"),
        DefectState.TO_RECHECK: _("To recheck"),
        DefectState.CLOSED: _("Solved"),
    }[state]


def state_of(defect: Defect, today: date) -> DefectState:
    """Return how far a defect is; one reported fixed waits for its recheck, whatever its deadline."""
    if defect.closed_on is not None:
        return DefectState.CLOSED
    if defect.fixed_on is not None:
        return DefectState.TO_RECHECK
    return DefectState.OVERDUE if defect.deadline < today else DefectState.OPEN


def defect_on_file(session: Session, defect_id: UUID) -> Defect:
    """Return the row of a defect. Raises NotFound where it was removed."""
    defect = session.get(Defect, defect_id)
    if defect is None or defect.removed_at is not None:
        raise NotFound(
            _("That defect is no longer on the list."),
            _("Somebody may have removed it; undo brings it back."),
        )
    return defect


def defect_card(session: Session, defect_id: UUID, today: date) -> DefectCard:
    """Return one defect. Raises NotFound."""
    defect_on_file(session, defect_id)
    return defect_cards(session, [defect_id], today)[0]


def defect_cards(session: Session, defect_ids: Sequence[UUID], today: date) -> list[DefectCard]:
    """Return defects in the order asked for; those no longer on file are left out."""
    found: dict[UUID, DefectCard] = {}
    for first in range(0, len(defect_ids), _MOST):
        block = defect_ids[first : first + _MOST]
        photos = _photos(session, block)
        rows = session.execute(
            select(Defect, Site.name, Site.district)
            .join(Site, Site.id == Defect.site_id)
            .where(Defect.id.in_(block), Defect.removed_at.is_(None))
        )
        found |= {d.id: _card(d, site, district, photos, today) for d, site, district in rows}
    return [found[key] for key in defect_ids if key in found]


def defects(
    session: Session,
    today: date,
    which: Defects = Defects.OPEN,
    text: str = "",
    site_id: UUID | None = None,
    limit: int = 5000,
) -> list[DefectCard]:
    """Return defects: the nearest deadline first, closed ones the newest first.

    Each word of ``text`` must stand in the site's name, what is wrong, or who answers for it.
    """
    query = (
        select(Defect.id)
        .join(Site, Site.id == Defect.site_id)
        .where(Defect.removed_at.is_(None), Site.removed_at.is_(None), *_which(which, today))
    )
    if site_id is not None:
        query = query.where(Defect.site_id == site_id)
    for word in text.split():
        known = Site.name + "|" + Defect.what + "|" + Defect.responsible
        query = query.where(known.icontains(word, autoescape=True))
    order = Defect.found_on.desc() if which in (Defects.CLOSED, Defects.ALL) else Defect.deadline
    keys = session.scalars(query.order_by(order, Defect.id).limit(limit)).all()
    return defect_cards(session, keys, today)


def rechecks(session: Session, defect_id: UUID) -> list[RecheckLine]:
    """Return who looked again and what they found, in the order it happened."""
    rows = session.scalars(
        select(Recheck)
        .where(Recheck.defect_id == defect_id, Recheck.removed_at.is_(None))
        .order_by(Recheck.rechecked_on, Recheck.id)
    )
    return [
        RecheckLine(r.rechecked_on, r.rechecked_by, r.passed, r.remark, r.reported_on, r.report) for r in rows
    ]


def deadline_changes(session: Session, defect_id: UUID) -> list[DeadlineLine]:
    """Return how the deadline was moved and why, in the order it happened."""
    rows = session.scalars(
        select(DeadlineChange)
        .where(DeadlineChange.defect_id == defect_id, DeadlineChange.removed_at.is_(None))
        .order_by(DeadlineChange.at, DeadlineChange.id)
    )
    return [DeadlineLine(r.at, r.before, r.after, r.reason) for r in rows]


def _which(which: Defects, today: date) -> Iterable[ColumnElement[bool]]:
    if which is Defects.ALL:
        return []
    if which is Defects.CLOSED:
        return [Defect.closed_on.is_not(None)]
    if which is Defects.TO_RECHECK:
        return [Defect.closed_on.is_(None), Defect.fixed_on.is_not(None)]
    if which is Defects.OVERDUE:
        return [Defect.closed_on.is_(None), Defect.fixed_on.is_(None), Defect.deadline < today]
    return [Defect.closed_on.is_(None)]


def _photos(session: Session, defect_ids: Sequence[UUID]) -> dict[UUID, int]:
    rows = session.execute(
        select(SitePhoto.defect_id, func.count())
        .where(SitePhoto.defect_id.in_(defect_ids), SitePhoto.removed_at.is_(None))
        .group_by(SitePhoto.defect_id)
    )
    return {key: count for key, count in rows if key is not None}


def _card(d: Defect, site: str, district: str, photos: dict[UUID, int], today: date) -> DefectCard:
    return DefectCard(
        id=d.id,
        site_id=d.site_id,
        site=site,
        district=district,
        what=d.what,
        item=d.item,
        found_on=d.found_on,
        deadline=d.deadline,
        responsible=d.responsible,
        responsible_phone=d.responsible_phone,
        fixed_on=d.fixed_on,
        fix=d.fix,
        closed_on=d.closed_on,
        inspection_id=d.inspection_id,
        photos=photos.get(d.id, 0),
        state=state_of(d, today),
        days=(d.deadline - today).days,
    )
