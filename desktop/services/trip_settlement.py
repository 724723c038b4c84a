"""Settling the batches of the trips (结算): proposal, invoices, difference; then who went is on record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError, Refused
from desktop.core.i18n import N_, _
from desktop.models.trip_papers import TripSettlement, TripShare
from desktop.models.trip_people import NomineeState, TripNominee, TripTaken
from desktop.models.trips import TripStep
from desktop.services import trips
from desktop.services.clock import local, moment_of
from desktop.services.trip_accounts import (
    BatchAccount,
    ProgrammeAccount,
    Settled,
    account,
    batch_account,
    difference_words,
)
from desktop.services.trip_cost_words import yuan
from desktop.services.trip_history import TakenEntry, record_taken
from desktop.services.trip_roster_log import demand_unsettled
from desktop.services.trip_steps import Missing, require_open
from desktop.storage import journal

__all__ = [
    "BatchAccount",
    "NotReady",
    "ProgrammeAccount",
    "SettleEntry",
    "Settled",
    "account",
    "batch_account",
    "difference_words",
    "missing",
    "reopen",
    "settle",
    "settle_many",
]


class NotReady(Refused):
    """The batch cannot be settled as it stands."""


@dataclass(frozen=True, slots=True)
class SettleEntry:
    """Who settles a batch and when; ``remark`` explains a difference between invoices and total."""

    by: str
    on: date
    remark: str = ""


def settle(session: Session, batch_id: UUID, entry: SettleEntry) -> BatchAccount:
    """Settle a batch: costs are fixed, and everybody who went is on record for the years to come.

    Raises FieldError (by, on, remark), NotReady, BatchSettled, StepApproved.
    """
    row = trips.batch_on_file(session, batch_id)
    require_open(session, row.programme_id, TripStep.SETTLEMENT)
    demand_unsettled(session, row)
    found = batch_account(session, batch_id)
    by, remark = _words(entry.by), _words(entry.remark)
    _check(found, entry, by, remark, local(moment_of(session)).date())
    _fix_shares(session, found)
    _record_taken(session, found)
    session.add(
        TripSettlement(
            batch_id=batch_id,
            settled_on=entry.on,
            settled_by=by,
            people=found.people,
            total_fen=found.total_fen,
            difference_fen=found.difference_fen,
            remark=remark,
        )
    )
    session.flush()
    journal.describe(
        session, N_("Settle {batch} with {count} people"), batch=found.batch.title, count=found.people
    )
    return batch_account(session, batch_id)


def settle_many(session: Session, batch_ids: Sequence[UUID], entry: SettleEntry) -> int:
    """Settle several batches as one operation, all or none; return how many. Raises as :func:`settle`."""
    for batch_id in batch_ids:
        settle(session, batch_id, entry)
    if len(batch_ids) != 1:
        journal.describe(session, N_("Settle {count} batches"), count=len(batch_ids))
    return len(batch_ids)


def reopen(session: Session, batch_id: UUID, by: str, reason: str) -> BatchAccount:
    """Open the settlement of a batch again; who paid what stays as it was until it is changed.

    Raises FieldError (by, reason), NotReady where it is not settled, StepApproved.
    """
    batch = trips.batch_on_file(session, batch_id)
    require_open(session, batch.programme_id, TripStep.SETTLEMENT)
    who, why, at = _words(by), _words(reason), moment_of(session)
    if not who:
        raise FieldError("by", _("Say who opens it again."))
    if not why:
        raise FieldError("reason", _("Say why the settlement is opened again."))
    row = _settlement_of(session, batch_id)
    title = trips.batch_title(batch.number, batch.name)
    if row is None:
        raise NotReady(_("{batch} is not settled.").format(batch=title))
    row.remark = " · ".join(
        filter(None, (row.remark, _("opened again by {who}: {reason}").format(who=who, reason=why)))
    )
    row.removed_at = at
    for person in _people(session, batch_id, NomineeState.WENT):
        person.state = NomineeState.CHOSEN
    for taken in session.scalars(
        select(TripTaken).where(TripTaken.batch_id == batch_id, TripTaken.removed_at.is_(None))
    ):
        taken.removed_at = at
    # What the rules proposed is proposed anew; what was put by hand stays.
    for share in session.scalars(
        select(TripShare).where(
            TripShare.batch_id == batch_id, TripShare.removed_at.is_(None), TripShare.remark == ""
        )
    ):
        share.removed_at = at
    session.flush()
    journal.describe(session, N_("Open the settlement of {batch} again"), batch=title)
    return batch_account(session, batch_id)


def missing(session: Session, programme_id: UUID) -> tuple[Missing, ...]:
    """Return what the step of the settlement still lacks."""
    found = account(session, programme_id)
    told: list[Missing] = []
    if not found.people:
        told.append(Missing(_("Nobody is on a roster yet, so there is nothing to settle.")))
    for one in found.batches:
        if one.settled is None and one.lines:
            told.append(Missing(_to_settle(one), True, "trip-settlement", one.batch.id))
    if found.over_budget_fen:
        words = _("The federation's part is {sum} yuan above the budget of {budget} yuan.")
        told.append(
            Missing(
                words.format(sum=yuan(found.over_budget_fen), budget=yuan(found.budget_fen or 0)),
                blocks=False,
            )
        )
    return tuple(told)


def _to_settle(one: BatchAccount) -> str:
    if one.problems:
        return _("{batch} is not settled: {problem}").format(batch=one.batch.title, problem=one.problems[0])
    if one.difference_fen:
        return _("{batch} is not settled: {problem}").format(
            batch=one.batch.title, problem=difference_words(one)
        )
    return _("{batch} is not settled.").format(batch=one.batch.title)


def _check(found: BatchAccount, entry: SettleEntry, by: str, remark: str, today: date) -> None:
    if found.problems:
        raise NotReady(
            _("{batch} cannot be settled: {problem}").format(
                batch=found.batch.title, problem=found.problems[0]
            ),
            _("Put that right first."),
        )
    if not by:
        raise FieldError("by", _("Say who settles it."))
    if entry.on > today:
        raise FieldError("on", _("{day} is still to come.").format(day=entry.on.isoformat()))
    ends = found.batch.ends_on
    if ends is not None and entry.on < ends:
        raise FieldError("on", _("The batch is only back on {day}.").format(day=ends.isoformat()))
    if found.difference_fen and not remark:
        raise FieldError(
            "remark", difference_words(found), _("Say why, or enter the invoices that are missing.")
        )


def _fix_shares(session: Session, found: BatchAccount) -> None:
    held = session.scalars(
        select(TripShare).where(
            TripShare.removed_at.is_(None),
            TripShare.nominee_id.in_([one.nominee_id for one in found.lines]),
        )
    ).all()
    for share in held:
        share.batch_id = found.batch.id  # they may have changed batches since it was put by hand
    fixed = {share.nominee_id for share in held}
    session.add_all(
        TripShare(
            batch_id=found.batch.id,
            nominee_id=one.nominee_id,
            total_fen=one.total_fen,
            union_fen=one.parts.union_fen,
            employer_fen=one.parts.employer_fen,
            personal_fen=one.parts.personal_fen,
        )
        for one in found.lines
        if one.counts and one.nominee_id not in fixed
    )
    session.flush()


def _record_taken(session: Session, found: BatchAccount) -> None:
    batch, public = found.batch, {one.nominee_id: one.parts.public_fen for one in found.lines}
    programme = trips.on_file(session, batch.programme_id)
    people = _people(session, batch.id, NomineeState.CHOSEN)
    for person in people:
        person.state = NomineeState.WENT
    record_taken(
        session,
        [
            TakenEntry(
                worker_id=person.worker_id,
                year=programme.year,
                days=batch.days or 0,
                public_fen=public[person.id],
                starts_on=batch.starts_on,
                place=batch.base,
                source=programme.title,
                programme_id=programme.id,
                batch_id=batch.id,
                nominee_id=person.id,
            )
            for person in people
        ],
    )


def _people(session: Session, batch_id: UUID, state: NomineeState) -> list[TripNominee]:
    query = select(TripNominee).where(
        TripNominee.batch_id == batch_id, TripNominee.removed_at.is_(None), TripNominee.state == state
    )
    return list(session.scalars(query))


def _settlement_of(session: Session, batch_id: UUID) -> TripSettlement | None:
    return session.scalar(
        select(TripSettlement).where(TripSettlement.batch_id == batch_id, TripSettlement.removed_at.is_(None))
    )


def _words(text: str) -> str:
    return " ".join(text.split())
