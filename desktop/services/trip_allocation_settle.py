"""Putting an allocation into force, and what the step of the quotas still lacks."""

import hashlib
from dataclasses import replace
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.i18n import N_, _, ngettext
from desktop.models.trip_quotas import TripAllocation, TripClaim, TripQuota
from desktop.models.trips import TripBatch
from desktop.services.trip_allocation import AllocationSettings, in_force, mark_of, returned_places
from desktop.services.trip_allocation_inputs import inputs
from desktop.services.trip_allocation_rows import rows_of, write
from desktop.services.trip_allocation_work import Proposal, propose
from desktop.services.trip_steps import Missing, TripStep, require_open
from desktop.services.trips import on_file
from desktop.storage import journal


def settle(session: Session, programme_id: UUID, settings: AllocationSettings, reason: str = "") -> Proposal:
    """Share the places out and put that into force in place of what was before; return it.

    An empty seed is the programme's title and year. Raises StepApproved and whatever ``propose`` raises.
    """
    require_open(session, programme_id, TripStep.QUOTA)
    given = inputs(session, programme_id)
    made = propose(given, replace(settings, seed=settings.seed.strip() or given.seed))
    write(session, programme_id, made.settings, rows_of(made), reason, claims_mark(session, programme_id))
    journal.describe(session, N_("Share out {count} places of the trips"), count=settings.places)
    return made


def claims_mark(session: Session, programme_id: UUID) -> str:
    """Return a mark that changes with anything an allocation is computed from, except the settings."""
    rows = session.execute(
        select(
            TripClaim.organisation_id, TripClaim.members, TripClaim.frontline, TripClaim.hazardous,
            TripClaim.trades, TripClaim.floor, TripClaim.ceiling, TripClaim.carried,
        )
        .where(TripClaim.programme_id == programme_id, TripClaim.removed_at.is_(None))
        .order_by(TripClaim.organisation_id)
    )  # fmt: skip
    kept = session.execute(
        select(TripBatch.id, TripBatch.reserved_trade, TripBatch.capacity)
        .where(
            TripBatch.programme_id == programme_id,
            TripBatch.reserved_trade != "",
            TripBatch.removed_at.is_(None),
        )
        .order_by(TripBatch.id)
    )
    text = "\n".join("|".join(map(str, row)) for row in (*rows, *kept))
    return hashlib.sha256(text.encode()).hexdigest()


def missing(session: Session, programme_id: UUID) -> tuple[Missing, ...]:
    """Return what the step of the quotas still lacks."""
    there = select(func.count()).where(TripClaim.programme_id == programme_id, TripClaim.removed_at.is_(None))
    if not session.scalar(there):
        return (Missing(_("No organisation is in the allocation yet.")),)
    row = in_force(session, programme_id)
    if row is None:
        return (Missing(_("The places are not shared out yet.")),)
    found: list[Missing] = []
    if mark_of(row) != claims_mark(session, programme_id):
        found.append(Missing(_("What the organisations bring has changed since the places were shared out.")))
    return (*found, *_lacks_of_places(session, programme_id, row), *_doubts(session, programme_id, row))


def _lacks_of_places(session: Session, programme_id: UUID, row: TripAllocation) -> list[Missing]:
    places = on_file(session, programme_id).places
    if row.places == places:
        return []
    words = ngettext(
        "{given} places are shared out, the programme has {places}.",
        "{given} places are shared out, the programme has {places}.",
        places,
    )
    return [Missing(words.format(given=row.places, places=places), blocks=row.places > places)]


def _doubts(session: Session, programme_id: UUID, row: TripAllocation) -> list[Missing]:
    found: list[Missing] = []
    returned = sum(returned_places(session, programme_id).values())
    if returned:
        words = ngettext(
            "{count} place was given back and is not shared out again.",
            "{count} places were given back and are not shared out again.",
            returned,
        )
        found.append(Missing(words.format(count=returned), blocks=False))
    rows = (
        select(func.count())
        .select_from(TripQuota)
        .where(TripQuota.allocation_id == row.id, TripQuota.is_leaf, TripQuota.removed_at.is_(None))
    )
    without = session.scalar(rows.where(TripQuota.weight == "0", TripQuota.batch_id.is_(None))) or 0
    if without:
        words = ngettext(
            "{count} organisation has a weight of 0 and gets no more than its floor.",
            "{count} organisations have a weight of 0 and get no more than their floors.",
            without,
        )
        found.append(Missing(words.format(count=without), blocks=False))
    short = session.scalar(
        rows.join(
            TripClaim,
            (TripClaim.organisation_id == TripQuota.organisation_id)
            & (TripClaim.programme_id == programme_id),
        ).where(TripClaim.removed_at.is_(None), TripQuota.frontline_min > TripClaim.frontline)
    )
    if short:
        words = ngettext(
            "{count} organisation is to name more from the front line than it says it has.",
            "{count} organisations are to name more from the front line than they say they have.",
            short,
        )
        found.append(Missing(words.format(count=short), blocks=False))
    return found
