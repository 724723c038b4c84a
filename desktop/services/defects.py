"""What is wrong at a site: noted with a deadline, reported fixed, looked at again, closed by that alone."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError, Refused
from desktop.core.i18n import N_, _
from desktop.core.phones import clean_phone
from desktop.models.site_ledger import DeadlineChange, Defect, Recheck
from desktop.models.sites import AmenityState, SiteAmenity
from desktop.services.clock import local, moment_of
from desktop.services.defect_cards import (
    DeadlineLine,
    DefectCard,
    Defects,
    DefectState,
    RecheckLine,
    deadline_changes,
    defect_card,
    defect_cards,
    defect_on_file,
    defect_state_word,
    defects,
    rechecks,
)
from desktop.services.site_find import on_file
from desktop.storage import journal

__all__ = [
    "DeadlineLine", "DefectCard", "DefectClosed", "DefectEntry", "DefectState", "Defects", "RecheckEntry",
    "RecheckLine", "add", "change_deadline", "correct", "deadline_changes", "defect_card", "defect_cards",
    "defect_state_word", "defects", "demand_recent", "put", "recheck", "rechecks", "remove", "report_fixed",
    "usual_deadline",
]  # fmt: skip

USUAL_DAYS = 7
LONGEST = timedelta(days=730)
EARLIEST = date(2000, 1, 1)
TEXT_LIMIT = 500


class DefectClosed(Refused):
    """The defect was closed by a recheck, so nothing more is entered for it."""


@dataclass(frozen=True, slots=True)
class DefectEntry:
    """A defect as a form gives it. Without a deadline it is seven days after it was found."""

    what: str
    responsible: str
    responsible_phone: str = ""
    deadline: date | None = None
    item: str = ""


@dataclass(frozen=True, slots=True)
class RecheckEntry:
    """Who looked again on which day; one that failed needs a new ``deadline``."""

    on: date
    by: str
    passed: bool
    remark: str = ""
    deadline: date | None = None


def usual_deadline(found_on: date) -> date:
    """Return the deadline offered first."""
    return found_on + timedelta(days=USUAL_DAYS)


def add(session: Session, site_id: UUID, found_on: date, entry: DefectEntry) -> UUID:
    """Note a defect at a site. Raises NotFound, FieldError (what, responsible, deadline, found_on)."""
    site = on_file(session, site_id)
    _check_past("found_on", found_on, session)
    defect = put(session, site_id, found_on, entry)
    session.flush()
    journal.describe(session, N_("Note a defect at {site}: {what}"), site=site.name, what=defect.what)
    return defect.id


def put(
    session: Session, site_id: UUID, found_on: date, entry: DefectEntry, inspection_id: UUID | None = None
) -> Defect:
    """Put a defect on file as part of a larger operation; its amenity counts as broken from now on."""
    deadline = entry.deadline or usual_deadline(found_on)
    _check_deadline(deadline, found_on)
    defect = Defect(
        site_id=site_id,
        inspection_id=inspection_id,
        item=entry.item,
        what=_text("what", entry.what, _("Say what is wrong.")),
        found_on=found_on,
        deadline=deadline,
        responsible=_responsible(entry.responsible),
        responsible_phone=clean_phone(entry.responsible_phone),
    )
    session.add(defect)
    session.flush()
    _mark_broken(session, site_id, entry.item)
    return defect


def correct(
    session: Session, defect_id: UUID, what: str, responsible: str, responsible_phone: str = ""
) -> None:
    """Correct the words of a defect and who answers for it. Raises NotFound, DefectClosed, FieldError."""
    defect = _open(session, defect_id)
    defect.what = _text("what", what, _("Say what is wrong."))
    defect.responsible = _responsible(responsible)
    defect.responsible_phone = clean_phone(responsible_phone)
    session.flush()
    journal.describe(session, N_("Correct the defect “{what}”"), what=defect.what)


def change_deadline(session: Session, defect_id: UUID, deadline: date, reason: str) -> None:
    """Give a defect more or less time; the reason stays on record. Raises FieldError (deadline, reason)."""
    defect = _open(session, defect_id)
    if not reason.strip():
        raise FieldError("reason", _("Say why the deadline is changed."))
    _check_deadline(deadline, defect.found_on)
    if deadline == defect.deadline:
        raise FieldError("deadline", _("That is the deadline already."), _("Choose another day."))
    _move_deadline(session, defect, deadline, reason.strip())
    session.flush()
    journal.describe(
        session, N_("Move the deadline of “{what}” to {day}"), what=defect.what, day=deadline.isoformat()
    )


def report_fixed(session: Session, defect_id: UUID, on: date, fix: str = "") -> None:
    """Note that the responsible person says it is fixed; the defect stays open until it was looked at."""
    defect = _open(session, defect_id)
    _check_past("on", on, session, defect.found_on)
    _check_after(on, _last_recheck(session, defect_id))
    defect.fixed_on, defect.fix = on, fix.strip()[:TEXT_LIMIT]
    session.flush()
    journal.describe(session, N_("Report “{what}” as fixed"), what=defect.what)


def recheck(session: Session, defect_id: UUID, entry: RecheckEntry) -> DefectState:
    """Note what somebody saw who looked again. Passed closes the defect, and nothing else does.

    Failed, it stands open again with a new deadline. Raises FieldError (on, by, deadline).
    """
    defect = _open(session, defect_id)
    _check_past("on", entry.on, session, defect.found_on)
    _check_after(entry.on, defect.fixed_on)
    _check_after(entry.on, _last_recheck(session, defect_id))
    by = _text("by", entry.by, _("Say who looked again."))
    remark = entry.remark.strip()[:TEXT_LIMIT]
    look = Recheck(
        defect_id=defect.id, rechecked_on=entry.on, rechecked_by=by, passed=entry.passed, remark=remark
    )
    session.add(look)
    if entry.passed:
        defect.closed_on = entry.on
        defect.fixed_on = defect.fixed_on or entry.on
        session.flush()
        _mark_mended(session, defect.site_id, defect.item, or_supplied=True)
        label = N_("Close “{what}” after a recheck")
    else:
        look.reported_on, look.report = defect.fixed_on, defect.fix
        _stand_open_again(session, defect, entry)
        label = N_("Recheck “{what}”: not fixed")
    session.flush()
    journal.describe(session, label, what=defect.what)
    return DefectState.CLOSED if entry.passed else DefectState.OPEN


def remove(session: Session, defect_id: UUID) -> None:
    """Take a defect that was noted by mistake off the list (undo brings it back)."""
    defect = defect_on_file(session, defect_id)
    defect.removed_at = moment_of(session)
    session.flush()
    if _told_by_defects_alone(session, defect.site_id, defect.item):
        _forget(session, defect.site_id, defect.item)
    else:
        _mark_mended(session, defect.site_id, defect.item)
    journal.describe(session, N_("Remove the defect “{what}”"), what=defect.what)


def _stand_open_again(session: Session, defect: Defect, entry: RecheckEntry) -> None:
    if entry.deadline is None:
        raise FieldError(
            "deadline",
            _("Give a new deadline."),
            _("What was not fixed stays open, and must be fixed by some day."),
        )
    _check_deadline(entry.deadline, entry.on)
    defect.fixed_on, defect.fix = None, ""
    if entry.deadline != defect.deadline:
        _move_deadline(session, defect, entry.deadline, entry.remark.strip() or _("The recheck failed."))


def _move_deadline(session: Session, defect: Defect, deadline: date, reason: str) -> None:
    session.add(
        DeadlineChange(
            defect_id=defect.id,
            at=moment_of(session),
            before=defect.deadline,
            after=deadline,
            reason=reason[:TEXT_LIMIT],
        )
    )
    defect.deadline = deadline


def _open(session: Session, defect_id: UUID) -> Defect:
    defect = defect_on_file(session, defect_id)
    if defect.closed_on is not None:
        raise DefectClosed(
            _("“{what}” was closed on {day}.").format(what=defect.what, day=defect.closed_on),
            _("If it is broken again, note a new defect."),
        )
    return defect


def _text(field: str, text: str, missing: str) -> str:
    plain = " ".join(text.split())
    if not plain:
        raise FieldError(field, missing)
    return plain[:TEXT_LIMIT]


def _responsible(name: str) -> str:
    return _text("responsible", name, _("Say who answers for it."))


def _check_deadline(deadline: date, not_before: date) -> None:
    if deadline < not_before:
        raise FieldError(
            "deadline",
            _("The deadline {day} lies before {first}.").format(day=deadline, first=not_before),
            _("Choose that day or a later one."),
        )
    if deadline > not_before + LONGEST:
        raise FieldError(
            "deadline",
            _("The deadline {day} is more than two years away.").format(day=deadline),
            _("See whether the year is right."),
        )


def demand_recent(field: str, day: date) -> None:
    """Raise FieldError for a day whose year was mistyped."""
    if day < EARLIEST:
        raise FieldError(field, _("{day} is too long ago.").format(day=day), _("Correct the year."))


def _check_past(field: str, day: date, session: Session, not_before: date | None = None) -> None:
    demand_recent(field, day)
    if day > local(moment_of(session)).date():
        raise FieldError(field, _("{day} has not come yet.").format(day=day), _("Enter the day it happened."))
    if not_before is not None and day < not_before:
        raise FieldError(
            field,
            _("{day} lies before the day the defect was found, {first}.").format(day=day, first=not_before),
            _("Enter that day or a later one."),
        )


def _check_after(on: date, last: date | None) -> None:
    """Refuse what would be told of a day before the last report or recheck: it would overrule that."""
    if last is not None and on < last:
        raise FieldError(
            "on",
            _("{day} lies before {last}, when it was last reported fixed or looked at.").format(
                day=on, last=last
            ),
            _("Enter that day or a later one."),
        )


def _last_recheck(session: Session, defect_id: UUID) -> date | None:
    return session.scalar(
        select(func.max(Recheck.rechecked_on)).where(
            Recheck.defect_id == defect_id, Recheck.removed_at.is_(None)
        )
    )


def _mark_broken(session: Session, site_id: UUID, item: str) -> None:
    """What a site never had cannot break: it stays lacking."""
    if not item:
        return
    amenity = _amenity(session, site_id, item)
    if amenity is None:
        session.add(SiteAmenity(site_id=site_id, item=item, state=AmenityState.BROKEN))
    elif amenity.state is AmenityState.HAS:
        amenity.state = AmenityState.BROKEN
    session.flush()


def _mark_mended(session: Session, site_id: UUID, item: str, or_supplied: bool = False) -> None:
    """Call an amenity whole again (or there at last), unless another defect of it is still open."""
    if not item:
        return
    another = exists().where(
        Defect.site_id == site_id,
        Defect.item == item,
        Defect.closed_on.is_(None),
        Defect.removed_at.is_(None),
    )
    bad = (AmenityState.BROKEN, AmenityState.LACKS) if or_supplied else (AmenityState.BROKEN,)
    amenity = _amenity(session, site_id, item)
    if amenity is not None and amenity.state in bad and not session.scalar(select(another)):
        amenity.state = AmenityState.HAS
        session.flush()


def _told_by_defects_alone(session: Session, site_id: UUID, item: str) -> bool:
    """Say whether all that told of an amenity were defects, and none of them is on file any more.

    Keys are in order of time.
    """
    amenity = _amenity(session, site_id, item) if item else None
    of_it = select(Defect.id).where(Defect.site_id == site_id, Defect.item == item).order_by(Defect.id)
    if amenity is None or amenity.state is not AmenityState.BROKEN:
        return False
    first = session.scalar(of_it.limit(1))
    left = session.scalar(of_it.where(Defect.removed_at.is_(None)).limit(1))
    return left is None and first is not None and first < amenity.id


def _forget(session: Session, site_id: UUID, item: str) -> None:
    amenity = _amenity(session, site_id, item)
    if amenity is not None:
        amenity.removed_at = moment_of(session)
        session.flush()


def _amenity(session: Session, site_id: UUID, item: str) -> SiteAmenity | None:
    return session.scalar(
        select(SiteAmenity).where(
            SiteAmenity.site_id == site_id, SiteAmenity.item == item, SiteAmenity.removed_at.is_(None)
        )
    )
