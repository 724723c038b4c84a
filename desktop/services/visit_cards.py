"""Visits as they stand on file: one with its lines and defects, and lists, the newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.errors import NotFound
from desktop.core.i18n import _
from desktop.models.site_ledger import CheckResult, Defect, Inspection, InspectionCheck, SitePhoto
from desktop.models.sites import Site, SiteKind
from desktop.services.check_sheets import wording

_MOST = 400


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A visit in a list; ``points`` of ``points_of``, None where nothing was rated."""

    id: UUID
    site_id: UUID
    site: str
    kind: SiteKind
    afloat: bool
    district: str
    at: datetime
    inspector: str
    found_open: bool | None
    posted_open: bool | None
    points: int | None
    points_of: int | None
    remark: str
    defects: int
    photos: int

    @property
    def was_locked(self) -> bool:
        """Whether the door was shut inside the hours posted on it."""
        return self.found_open is False and self.posted_open is True


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A line of the check sheet as found, in the language in force."""

    item: str
    wording: str
    result: CheckResult
    points: int
    points_of: int
    remark: str


@dataclass(frozen=True, slots=True)
class VisitCard:
    """A visit with what was found, and the defects noted on it."""

    line: VisitLine
    lines: tuple[FoundLine, ...]
    defect_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    site: str
    kind: SiteKind
    afloat: bool
    district: str


def result_word(result: CheckResult) -> str:
    """Return the word for what was found of a line."""
    return {
        CheckResult.PASS: _("Pass"),
        CheckResult.FAIL: _("Fail"),
        CheckResult.NOT_ASKED: _("Not asked"),
    }[result]


def open_words(line: VisitLine) -> str:
    """Say in words how the door was found against the hours posted."""
    if line.found_open is None:
        return _("Not told whether it was open")
    if line.was_locked:
        return _("Locked inside its posted hours")
    if line.posted_open is None:
        return _("Found open; no hours are posted") if line.found_open else _("Closed; no hours are posted")
    if line.found_open:
        return _("Open as posted") if line.posted_open else _("Open outside its posted hours")
    return _("Closed, outside its posted hours")


def visit_on_file(session: Session, inspection_id: UUID) -> Inspection:
    """Return the row of a visit. Raises NotFound where it was removed."""
    visit = session.get(Inspection, inspection_id)
    if visit is None or visit.removed_at is not None:
        raise NotFound(
            _("That visit is no longer on the list."),
            _("Somebody may have removed it; undo brings it back."),
        )
    return visit


def visit_card(session: Session, inspection_id: UUID) -> VisitCard:
    """Return one visit. Raises NotFound."""
    visit_on_file(session, inspection_id)
    checks = session.scalars(
        select(InspectionCheck)
        .where(InspectionCheck.inspection_id == inspection_id, InspectionCheck.removed_at.is_(None))
        .order_by(InspectionCheck.position)
    )
    found = tuple(
        FoundLine(c.item, wording(c.item, c.wording), c.result, c.points, c.points_of, c.remark)
        for c in checks
    )
    noted = session.scalars(
        select(Defect.id)
        .where(Defect.inspection_id == inspection_id, Defect.removed_at.is_(None))
        .order_by(Defect.id)
    )
    return VisitCard(visit_lines(session, [inspection_id])[0], found, tuple(noted))


def visits(
    session: Session, text: str = "", site_id: UUID | None = None, limit: int = 2000
) -> list[VisitLine]:
    """Return visits, the newest first; each word of ``text`` stands in the site's or inspector's name."""
    query = (
        select(Inspection.id)
        .join(Site, Site.id == Inspection.site_id)
        .where(Inspection.removed_at.is_(None), Site.removed_at.is_(None))
    )
    if site_id is not None:
        query = query.where(Inspection.site_id == site_id)
    for word in text.split():
        query = query.where((Site.name + "|" + Inspection.inspector).icontains(word, autoescape=True))
    keys = session.scalars(query.order_by(Inspection.at.desc(), Inspection.id).limit(limit)).all()
    return visit_lines(session, keys)


def visit_lines(session: Session, inspection_ids: Sequence[UUID]) -> list[VisitLine]:
    """Return visits in the order asked for; those no longer on file are left out."""
    found: dict[UUID, VisitLine] = {}
    for first in range(0, len(inspection_ids), _MOST):
        block = inspection_ids[first : first + _MOST]
        noted, pictures = _defect_counts(session, block), _photo_counts(session, block)
        rows = session.execute(
            select(Inspection, Site.name, Site.kind, Site.afloat, Site.district)
            .join(Site, Site.id == Inspection.site_id)
            .where(Inspection.id.in_(block), Inspection.removed_at.is_(None))
        )
        for visit, site, kind, afloat, district in rows:
            place = _Place(site, kind, afloat, district)
            found[visit.id] = _line(visit, place, noted.get(visit.id, 0), pictures.get(visit.id, 0))
    return [found[key] for key in inspection_ids if key in found]


def _defect_counts(session: Session, keys: Sequence[UUID]) -> dict[UUID | None, int]:
    rows = session.execute(
        select(Defect.inspection_id, func.count())
        .where(Defect.inspection_id.in_(keys), Defect.removed_at.is_(None))
        .group_by(Defect.inspection_id)
    )
    return {key: count for key, count in rows}


def _photo_counts(session: Session, keys: Sequence[UUID]) -> dict[UUID | None, int]:
    rows = session.execute(
        select(SitePhoto.inspection_id, func.count())
        .where(SitePhoto.inspection_id.in_(keys), SitePhoto.removed_at.is_(None))
        .group_by(SitePhoto.inspection_id)
    )
    return {key: count for key, count in rows}


def _line(visit: Inspection, place: _Place, noted: int, pictures: int) -> VisitLine:
    return VisitLine(
        id=visit.id,
        site_id=visit.site_id,
        site=place.site,
        kind=place.kind,
        afloat=place.afloat,
        district=place.district,
        at=visit.at,
        inspector=visit.inspector,
        found_open=visit.found_open,
        posted_open=visit.posted_open,
        points=visit.points,
        points_of=visit.points_of,
        remark=visit.remark,
        defects=noted,
        photos=pictures,
    )
