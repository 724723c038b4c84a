"""Rules set aside for one person, and names turned down: each with its reason and who decided."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.eligibility import rule_word
from desktop.core.errors import FieldError, NotFound, Refused
from desktop.core.i18n import N_, _
from desktop.core.trip_rules import RuleKey
from desktop.models.people import Worker
from desktop.models.trip_people import NomineeState, TripNominee, TripOverride
from desktop.models.trips import TripStep
from desktop.services.clock import moment_of
from desktop.services.trip_steps import require_open
from desktop.storage import journal


class NotToBeOverridden(Refused):
    """A rule nobody can set aside: the other thing has to be put right instead."""


@dataclass(frozen=True, slots=True)
class OverrideLine:
    """A rule set aside for one nominee."""

    id: UUID
    nominee_id: UUID
    rule: RuleKey
    reason: str
    by: str
    at: datetime
    document: str


def override(
    session: Session, nominee_ids: Sequence[UUID], rule: RuleKey, reason: str, by: str, document: str = ""
) -> int:
    """Set a rule aside for nominees of one programme; return for how many it was not set aside before.

    Raises FieldError (reason, by), NotToBeOverridden, StepApproved.
    """
    why, who = _decision(reason, by)
    if rule is RuleKey.NAMED_TWICE:
        raise NotToBeOverridden(
            _("Nobody can go on two lists at once."),
            _("Ask both employers; one of them takes the name back."),
        )
    rows = _open_nominees(session, nominee_ids)
    known = {one.nominee_id for one in of_nominees(session, nominee_ids) if one.rule is rule}
    added = [row for row in rows if row.id not in known]
    for row in added:
        session.add(
            TripOverride(
                nominee_id=row.id,
                rule=rule.value,
                reason=why,
                by=who,
                at=moment_of(session),
                document=" ".join(document.split()),
            )
        )
    session.flush()
    _describe(session, rows, N_("Set “{rule}” aside for {name}"), N_("Set “{rule}” aside for {count}"), rule)
    return len(added)


def take_back(session: Session, override_id: UUID) -> None:
    """Let a rule count again for a nominee. Raises NotFound, StepApproved."""
    row = session.get(TripOverride, override_id)
    if row is None or row.removed_at is not None:
        raise NotFound(_("That exception has been taken back already."))
    rows = _open_nominees(session, [row.nominee_id])
    row.removed_at = moment_of(session)
    session.flush()
    rule = RuleKey(row.rule)
    _describe(session, rows, N_("Let “{rule}” count for {name} again"), "", rule)


def turn_down(session: Session, nominee_ids: Sequence[UUID], reason: str, by: str) -> int:
    """Take nominees as not eligible; return how many were not so before.

    Raises FieldError (reason, by), StepApproved, Refused for who has a place already.
    """
    why, who = _decision(reason, by)
    rows = [row for row in _open_nominees(session, nominee_ids) if row.state is not NomineeState.REJECTED]
    for row in rows:
        if row.state not in (NomineeState.NAMED, NomineeState.WAITING):
            raise Refused(
                _("{name} has a place already.").format(name=_name_of(session, row)),
                _("Open “Choice and placing” again and take the place back first."),
            )
        row.state = NomineeState.REJECTED
        row.state_reason = _("{reason} ({by})").format(reason=why, by=who)
    session.flush()
    _describe(session, rows, N_("Turn {name} down for the trip"), N_("Turn {count} down for the trip"))
    return len(rows)


def take_up_again(session: Session, nominee_ids: Sequence[UUID]) -> int:
    """Let nominees who were turned down be considered again; return how many were. Raises StepApproved."""
    rows = [row for row in _open_nominees(session, nominee_ids) if row.state is NomineeState.REJECTED]
    for row in rows:
        row.state, row.state_reason = NomineeState.NAMED, ""
        row.batch_id, row.room, row.seat = None, "", ""  # the place taken away is not theirs again
    session.flush()
    _describe(session, rows, N_("Consider {name} for the trip again"), N_("Consider {count} again"))
    return len(rows)


def of_programme(session: Session, programme_id: UUID) -> dict[UUID, tuple[OverrideLine, ...]]:
    """Return what was set aside in a programme, by nominee, the oldest first."""
    rows = session.scalars(
        select(TripOverride)
        .join(TripNominee, TripNominee.id == TripOverride.nominee_id)
        .where(
            TripNominee.programme_id == programme_id,
            TripNominee.removed_at.is_(None),
            TripOverride.removed_at.is_(None),
        )
        .order_by(TripOverride.at, TripOverride.id)
    )
    return _by_nominee(_lines(rows))


def of_nominees(session: Session, nominee_ids: Sequence[UUID]) -> list[OverrideLine]:
    """Return what was set aside for these, the oldest first."""
    rows = session.scalars(
        select(TripOverride)
        .where(TripOverride.nominee_id.in_(nominee_ids), TripOverride.removed_at.is_(None))
        .order_by(TripOverride.at, TripOverride.id)
    )
    return _lines(rows)


def _lines(rows: Iterable[TripOverride]) -> list[OverrideLine]:
    known = {key.value for key in RuleKey}
    return [
        OverrideLine(row.id, row.nominee_id, RuleKey(row.rule), row.reason, row.by, row.at, row.document)
        for row in rows
        if row.rule in known
    ]


def _by_nominee(lines: Iterable[OverrideLine]) -> dict[UUID, tuple[OverrideLine, ...]]:
    found: dict[UUID, tuple[OverrideLine, ...]] = {}
    for one in lines:
        found[one.nominee_id] = (*found.get(one.nominee_id, ()), one)
    return found


def _decision(reason: str, by: str) -> tuple[str, str]:
    why, who = " ".join(reason.split()), " ".join(by.split())
    if not why:
        raise FieldError("reason", _("A decision needs its reason."), _("Write it down in a few words."))
    if not who:
        raise FieldError("by", _("A decision needs the name of who decided."))
    return why, who


def _open_nominees(session: Session, nominee_ids: Sequence[UUID]) -> list[TripNominee]:
    """Return the rows of nominees whose eligibility is not approved yet. Raises NotFound, StepApproved."""
    rows = session.scalars(
        select(TripNominee)
        .where(TripNominee.id.in_(nominee_ids), TripNominee.removed_at.is_(None))
        .order_by(TripNominee.number)
    ).all()
    if not rows:
        raise NotFound(_("Nobody of these is on the list any more."))
    for programme_id in {row.programme_id for row in rows}:
        require_open(session, programme_id, TripStep.ELIGIBILITY)
    return list(rows)


def _describe(
    session: Session, rows: Sequence[TripNominee], one: str, many: str, rule: RuleKey | None = None
) -> None:
    """Name the operation after its one person, or after their number."""
    params: dict[str, str | int] = {"rule": rule_word(rule)} if rule else {}
    if len(rows) == 1:
        journal.describe(session, one, name=_name_of(session, rows[0]), **params)
    else:
        journal.describe(session, many, count=len(rows), **params)


def _name_of(session: Session, row: TripNominee) -> str:
    return session.get_one(Worker, row.worker_id).name
