"""What each step of a programme holds, in a few words: for the overview of its way."""

from fractions import Fraction
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from desktop.core.i18n import _, ngettext
from desktop.core.money import in_figures, of_fen
from desktop.models.trip_papers import TripNotice, TripNoticeLine, TripObjection, TripSettlement
from desktop.models.trip_people import NomineeState, TripChange, TripNominee, TripOverride
from desktop.models.trip_quotas import TripAllocation, TripQuota
from desktop.models.trips import TripBase, TripBatch, TripRule, TripStep
from desktop.services.trip_figures import WITH_PLACE
from desktop.services.trip_year import percent


def facts(session: Session, programme_id: UUID) -> dict[TripStep, str]:
    """Return a phrase for each step that holds anything."""
    told = {
        TripStep.PLAN: _plan(session, programme_id),
        TripStep.QUOTA: _quotas(session, programme_id),
        TripStep.NOMINATION: _named(session, programme_id),
        TripStep.ELIGIBILITY: _overrides(session, programme_id),
        TripStep.CHOICE: _choice(session, programme_id),
        TripStep.NOTICE: _notices(session, programme_id),
        TripStep.ROSTER: _rosters(session, programme_id),
        TripStep.SETTLEMENT: _settled(session, programme_id),
    }
    return {step: words for step, words in told.items() if words}


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, parts))


def _count(session: Session, *where: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).where(*where)) or 0


def _plan(session: Session, programme: UUID) -> str:
    batches, places = session.execute(
        select(func.count(), func.coalesce(func.sum(TripBatch.capacity), 0)).where(
            TripBatch.programme_id == programme, TripBatch.removed_at.is_(None)
        )
    ).one()
    bases = _count(session, TripBase.programme_id == programme, TripBase.removed_at.is_(None))
    rules = _count(session, TripRule.programme_id == programme, TripRule.removed_at.is_(None))
    return _joined(
        ngettext("{n} batch", "{n} batches", batches).format(n=batches) if batches else "",
        ngettext("{n} place in them", "{n} places in them", places).format(n=f"{places:,}") if places else "",
        ngettext("{n} base", "{n} bases", bases).format(n=bases) if bases else "",
        ngettext("{n} rule set", "{n} rules set", rules).format(n=rules) if rules else "",
    )


def _quotas(session: Session, programme: UUID) -> str:
    places, organisations = session.execute(
        select(func.coalesce(func.sum(TripQuota.places), 0), func.count(TripQuota.organisation_id.distinct()))
        .join(TripAllocation, TripAllocation.id == TripQuota.allocation_id)
        .where(
            TripAllocation.programme_id == programme,
            TripAllocation.superseded_at.is_(None),
            TripAllocation.removed_at.is_(None),
            TripQuota.removed_at.is_(None),
            TripQuota.is_leaf,
            TripQuota.places > 0,
        )
    ).one()
    if not places:
        return ""
    return _("{places} places to {organisations} organisations").format(
        places=f"{places:,}", organisations=f"{organisations:,}"
    )


def _named(session: Session, programme: UUID) -> str:
    named, employers = session.execute(
        select(func.count(), func.count(TripNominee.organisation_id.distinct())).where(
            TripNominee.programme_id == programme,
            TripNominee.removed_at.is_(None),
            TripNominee.state != NomineeState.WITHDRAWN,
        )
    ).one()
    if not named:
        return ""
    return _("{people} people named by {organisations} organisations").format(
        people=f"{named:,}", organisations=f"{employers:,}"
    )


def _overrides(session: Session, programme: UUID) -> str:
    found = _count(
        session,
        TripOverride.nominee_id == TripNominee.id,
        TripNominee.programme_id == programme,
        TripOverride.removed_at.is_(None),
        TripNominee.removed_at.is_(None),
    )
    words = ngettext("{n} rule set aside with a reason", "{n} rules set aside with a reason", found)
    return words.format(n=found) if found else ""


def _of_state(session: Session, programme: UUID, *states: NomineeState) -> int:
    return _count(
        session,
        TripNominee.programme_id == programme,
        TripNominee.removed_at.is_(None),
        TripNominee.state.in_(states),
    )


def _choice(session: Session, programme: UUID) -> str:
    chosen = _of_state(session, programme, *WITH_PLACE)
    waiting = _of_state(session, programme, NomineeState.WAITING)
    return _joined(
        ngettext("{n} person has a place", "{n} people have a place", chosen).format(n=f"{chosen:,}")
        if chosen
        else "",
        ngettext("{n} waits", "{n} wait", waiting).format(n=f"{waiting:,}") if waiting else "",
    )


def _notices(session: Session, programme: UUID) -> str:
    notices = _count(session, TripNotice.programme_id == programme, TripNotice.removed_at.is_(None))
    lines = _count(
        session,
        TripNoticeLine.notice_id == TripNotice.id,
        TripNotice.programme_id == programme,
        TripNotice.removed_at.is_(None),
        TripNoticeLine.removed_at.is_(None),
    )
    objections = _count(
        session,
        TripObjection.notice_id == TripNotice.id,
        TripNotice.programme_id == programme,
        TripNotice.removed_at.is_(None),
        TripObjection.removed_at.is_(None),
    )
    if not notices:
        return ""
    return _joined(
        ngettext("{n} notice", "{n} notices", notices).format(n=notices),
        ngettext("{n} name", "{n} names", lines).format(n=f"{lines:,}"),
        ngettext("{n} objection", "{n} objections", objections).format(n=objections),
    )


def _rosters(session: Session, programme: UUID) -> str:
    placed = (
        TripNominee.programme_id == programme,
        TripNominee.removed_at.is_(None),
        TripNominee.state.in_(WITH_PLACE),
        TripNominee.batch_id.is_not(None),
    )
    people, frontline = _count(session, *placed), _count(session, *placed, TripNominee.frontline.is_(True))
    changes = _count(session, TripChange.programme_id == programme, TripChange.removed_at.is_(None))
    if not people:
        return ""
    return _joined(
        ngettext("{n} person on a roster", "{n} people on rosters", people).format(n=f"{people:,}"),
        _("front line {n} ({percent} %)").format(
            n=f"{frontline:,}", percent=percent(Fraction(frontline, people))
        ),
        ngettext("{n} change", "{n} changes", changes).format(n=changes) if changes else "",
    )


def _settled(session: Session, programme: UUID) -> str:
    settled, total = session.execute(
        select(func.count(), func.coalesce(func.sum(TripSettlement.total_fen), 0))
        .join(TripBatch, TripBatch.id == TripSettlement.batch_id)
        .where(TripBatch.programme_id == programme, TripSettlement.removed_at.is_(None))
    ).one()
    if not settled:
        return ""
    batches = _count(session, TripBatch.programme_id == programme, TripBatch.removed_at.is_(None))
    return _("{settled} of {batches} batches settled at {total} yuan").format(
        settled=settled, batches=batches, total=in_figures(of_fen(int(total)))
    )
