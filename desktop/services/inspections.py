"""Visits to the sites: what was found of each line of the check sheet, and the defects noted with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError, Refused
from desktop.core.i18n import N_, _
from desktop.core.opening_hours import hours_words, is_open
from desktop.models.site_ledger import CheckResult, Defect, Inspection, InspectionCheck, Recheck
from desktop.models.sites import SiteKind
from desktop.services import defects
from desktop.services.calendar import calendar
from desktop.services.check_sheets import CheckLine, check_sheet, wording
from desktop.services.clock import in_utc, local, moment_of
from desktop.services.defects import DefectEntry
from desktop.services.site_find import on_file, posted
from desktop.services.visit_cards import (
    FoundLine,
    VisitCard,
    VisitLine,
    open_words,
    result_word,
    visit_card,
    visit_lines,
    visit_on_file,
    visits,
)
from desktop.storage import journal

__all__ = [
    "CheckLine", "CheckResult", "DefectEntry", "FoundLine", "InspectionEntry", "LineEntry", "Recorded",
    "ToInspect", "VisitCard", "VisitLine", "check_sheet", "open_words", "posted_open", "record", "remove",
    "result_word", "score", "to_inspect", "visit_card", "visit_lines", "visits",
]  # fmt: skip

TEXT_LIMIT = 500


@dataclass(frozen=True, slots=True)
class LineEntry:
    """What was found of one line; without ``points`` a pass gets all and a fail none."""

    item: str
    result: CheckResult
    points: int | None = None
    remark: str = ""
    defect: DefectEntry | None = None


@dataclass(frozen=True, slots=True)
class InspectionEntry:
    """A visit as a form gives it; a time without a zone is local."""

    site_id: UUID
    at: datetime
    inspector: str
    found_open: bool | None
    lines: tuple[LineEntry, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A visit put on file."""

    id: UUID
    points: int | None
    points_of: int | None
    defect_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class ToInspect:
    """What one has to know before a visit: the site, its hours in words, its check sheet.

    ``not_closed`` counts the defects there that wait to be fixed or looked at again.
    """

    id: UUID
    name: str
    kind: SiteKind
    afloat: bool
    district: str
    contact: str
    contact_phone: str
    hours: str
    open_now: bool | None
    not_closed: int
    sheet: tuple[CheckLine, ...]


class VisitWorkedOn(Refused):
    """Defects of the visit were already worked on, so the visit stays on file."""


def to_inspect(session: Session, site_id: UUID, at: datetime | None = None) -> ToInspect:
    """Return a site as it is to be visited. Raises NotFound."""
    site = on_file(session, site_id)
    return ToInspect(
        id=site.id,
        name=site.name,
        kind=site.kind,
        afloat=site.afloat,
        district=site.district,
        contact=site.contact,
        contact_phone=site.contact_phone,
        hours=hours_words(posted(session, [site_id]).get(site_id, ()), site.always_open),
        open_now=posted_open(session, site_id, at or moment_of(session)),
        not_closed=_not_closed(session, site_id),
        sheet=check_sheet(site.kind, site.afloat),
    )


def posted_open(session: Session, site_id: UUID, at: datetime) -> bool | None:
    """Say whether a site is open at a moment by the hours it posts; None: it posts none."""
    site = on_file(session, site_id)
    moment = local(at)
    holiday = calendar(session).is_holiday(moment.date())
    return is_open(posted(session, [site_id]).get(site_id, ()), site.always_open, moment, holiday)


def _not_closed(session: Session, site_id: UUID) -> int:
    counted = select(func.count()).where(
        Defect.site_id == site_id, Defect.closed_on.is_(None), Defect.removed_at.is_(None)
    )
    return session.scalar(counted) or 0


def score(sheet: Sequence[CheckLine], lines: Sequence[LineEntry]) -> tuple[int, int] | None:
    """Return the points reached and those to be had of the lines looked at; None where there were none."""
    worth = {line.item: line.points for line in sheet}
    asked = [line for line in lines if line.result is not CheckResult.NOT_ASKED]
    if not asked:
        return None
    return sum(_points(line, worth[line.item]) for line in asked), sum(worth[line.item] for line in asked)


def record(session: Session, entry: InspectionEntry) -> Recorded:
    """Put a visit on file with its lines and the defects noted on it, in one operation.

    Raises NotFound, FieldError (at, inspector, lines, points, what, responsible, deadline).
    """
    site = on_file(session, entry.site_id)
    defects.demand_recent("at", entry.at.date())
    at = in_utc(entry.at)
    sheet = {line.item: line for line in check_sheet(site.kind, site.afloat)}
    _check(session, entry, at, sheet)
    reached = score(tuple(sheet.values()), entry.lines)
    visit = Inspection(
        site_id=site.id,
        at=at,
        inspector=" ".join(entry.inspector.split()),
        found_open=entry.found_open,
        posted_open=posted_open(session, site.id, at),
        points=reached[0] if reached else None,
        points_of=reached[1] if reached else None,
        remark=entry.remark.strip()[:TEXT_LIMIT],
    )
    session.add(visit)
    session.flush()
    noted = _put_lines(session, visit, entry.lines, sheet)
    session.flush()
    label = (
        N_("Enter a visit to {site}, defects noted: {defects}") if noted else N_("Enter a visit to {site}")
    )
    journal.describe(session, label, site=site.name, defects=len(noted))
    return Recorded(visit.id, visit.points, visit.points_of, tuple(noted))


def remove(session: Session, inspection_id: UUID) -> None:
    """Take a visit entered by mistake off the list, with its lines and defects (undo brings it back).

    Raises VisitWorkedOn where one of its defects was reported fixed or looked at again.
    """
    visit = visit_on_file(session, inspection_id)
    noted = session.scalars(
        select(Defect).where(Defect.inspection_id == inspection_id, Defect.removed_at.is_(None))
    ).all()
    for defect in noted:
        seen = exists().where(Recheck.defect_id == defect.id, Recheck.removed_at.is_(None))
        if defect.fixed_on is not None or session.scalar(select(seen)):
            raise VisitWorkedOn(
                _("“{what}”, noted on this visit, was already worked on.").format(what=defect.what),
                _("The visit stays on file, so that its history stays whole."),
            )
    for defect in noted:
        defects.remove(session, defect.id)
    now = moment_of(session)
    for check in session.scalars(
        select(InspectionCheck).where(InspectionCheck.inspection_id == inspection_id)
    ):
        check.removed_at = check.removed_at or now
    visit.removed_at = now
    session.flush()
    journal.describe(session, N_("Remove the visit to {site}"), site=on_file(session, visit.site_id).name)


def _put_lines(
    session: Session, visit: Inspection, lines: Sequence[LineEntry], sheet: dict[str, CheckLine]
) -> list[UUID]:
    noted = []
    found_on = local(visit.at).date()
    for position, line in enumerate(lines, start=1):
        asked = sheet[line.item]
        session.add(
            InspectionCheck(
                inspection_id=visit.id,
                position=position,
                item=line.item,
                wording=wording(line.item, asked.wording),
                result=line.result,
                points=_points(line, asked.points),
                points_of=asked.points if line.result is not CheckResult.NOT_ASKED else 0,
                remark=line.remark.strip()[:TEXT_LIMIT],
            )
        )
        if line.defect is not None and line.result is CheckResult.FAIL:
            noted.append(defects.put(session, visit.site_id, found_on, _of(line.defect, asked), visit.id).id)
    return noted


def _of(entry: DefectEntry, asked: CheckLine) -> DefectEntry:
    """Return the defect with what the line says: its words where none were given, and its amenity."""
    return DefectEntry(
        entry.what.strip() or asked.fault,
        entry.responsible,
        entry.responsible_phone,
        entry.deadline,
        entry.item or asked.amenity,
    )


def _points(line: LineEntry, worth: int) -> int:
    if line.result is CheckResult.NOT_ASKED:
        return 0
    if line.points is not None:
        return line.points
    return worth if line.result is CheckResult.PASS else 0


def _check(session: Session, entry: InspectionEntry, at: datetime, sheet: dict[str, CheckLine]) -> None:
    if at > moment_of(session):
        raise FieldError("at", _("The visit lies in the future."), _("Enter the time one was there."))
    if not entry.inspector.strip():
        raise FieldError("inspector", _("Say who was there."))
    if entry.found_open is None and all(line.result is CheckResult.NOT_ASKED for line in entry.lines):
        raise FieldError(
            "lines",
            _("Nothing was looked at on this visit."),
            _("Mark at least one line, or say whether the door was open."),
        )
    for line in entry.lines:
        asked = sheet.get(line.item)
        if asked is None:
            raise FieldError(
                "lines",
                _("“{item}” is not on the check sheet of this kind of site.").format(item=line.item),
            )
        if line.points is not None and not 0 <= line.points <= asked.points:
            raise FieldError(
                "points",
                _("“{wording}” has 0 to {most} points.").format(wording=asked.wording, most=asked.points),
            )
