"""What the trip of each person costs and who pays it: proposed by the rules, or put by hand with a reason."""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from desktop.core.cost_split import Breach, Limit, Limits, Parts, breaches, split
from desktop.core.errors import FieldError, NotFound, Refused
from desktop.core.i18n import N_, _
from desktop.core.trip_rules import Effect, RuleKey, Rules
from desktop.models.people import Organisation, Worker
from desktop.models.trip_papers import TripShare
from desktop.models.trip_people import NomineeState, TripNominee, TripOverride, TripTaken
from desktop.models.trips import TripBatch, TripProgramme, TripStep
from desktop.services import trips
from desktop.services.clock import moment_of
from desktop.services.trip_cost_words import breach_words, mend_words
from desktop.services.trip_roster_log import demand_unsettled
from desktop.services.trip_steps import require_open
from desktop.storage import journal

__all__ = ["CostLine", "NotCharged", "Parts", "charge", "cost_lines", "put_back", "set_parts"]

_PAID = (NomineeState.CHOSEN, NomineeState.WENT, NomineeState.NO_SHOW)
_FIELDS = {
    Limit.SIGN: "personal_fen", Limit.SUM: "personal_fen", Limit.UNION: "union_fen",
    Limit.PUBLIC: "employer_fen", Limit.EMPLOYER: "employer_fen", Limit.PERSONAL: "personal_fen",
}  # fmt: skip


class NotCharged(Refused):
    """Only somebody who went, or a no-show the agency charges for, has a cost."""


@dataclass(frozen=True, slots=True)
class CostLine:
    """A person of a batch: the cost and who pays it, in fen.

    ``by_hand``: the parts were put by hand, ``remark`` says why. A no-show costs nothing unless charged.
    ``spent_fen`` is the public money of this year's other trips. ``problem`` says what breaks the limits,
    ``remedy`` what would mend it; both empty where all is well.
    """

    nominee_id: UUID
    batch_id: UUID
    number: int
    name: str
    organisation_id: UUID
    organisation: str
    is_no_show: bool
    total_fen: int
    parts: Parts
    by_hand: bool
    remark: str
    spent_fen: int
    breaches: tuple[Breach, ...]
    problem: str
    remedy: str

    @property
    def counts(self) -> bool:
        """Whether the line stands in the settlement."""
        return not self.is_no_show or self.total_fen > 0


@dataclass(frozen=True, slots=True)
class _Books:
    """What is known of a programme's people besides their own rows."""

    rules: Rules
    spent: dict[UUID, int]
    set_aside: frozenset[UUID]
    shares: dict[UUID, TripShare]


def cost_lines(
    session: Session, programme_id: UUID, batch_id: UUID | None = None
) -> dict[UUID, tuple[CostLine, ...]]:
    """Return who went with each batch (or one), and the no-shows, with what each costs, by batch."""
    books = _books(session, programme_id)
    rows = session.execute(
        select(TripNominee, TripBatch, Worker.name, Organisation.name)
        .join(TripBatch, TripBatch.id == TripNominee.batch_id)
        .join(Worker, Worker.id == TripNominee.worker_id)
        .join(Organisation, Organisation.id == TripNominee.organisation_id)
        .where(
            TripNominee.programme_id == programme_id,
            TripNominee.removed_at.is_(None),
            TripBatch.removed_at.is_(None),
            TripNominee.state.in_(_PAID),
            *(() if batch_id is None else (TripBatch.id == batch_id,)),
        )
        .order_by(TripBatch.number, TripNominee.number, TripNominee.id)
    )
    found: dict[UUID, list[CostLine]] = defaultdict(list)
    for row, batch, name, organisation in rows:
        lines = found[batch.id]
        lines.append(_line(row, batch, (name, organisation), books, len(lines) + 1))
    return {batch: tuple(lines) for batch, lines in found.items()}


def set_parts(session: Session, nominee_id: UUID, parts: Parts, reason: str) -> CostLine:
    """Put by hand who pays how much for somebody, within the limits.

    Raises FieldError (union_fen, employer_fen, personal_fen, reason), NotCharged, BatchSettled, StepApproved.
    """
    row, batch, line = _open_line(session, nominee_id)
    why = _reason(reason)
    if line.is_no_show and line.total_fen == 0:
        raise NotCharged(
            _("{name} did not come and is not charged.").format(name=line.name),
            _("Enter first what the agency charges."),
        )
    limits = _limits(row, _books(session, row.programme_id), line.total_fen)
    for breach in breaches(parts, line.total_fen, limits):
        raise FieldError(_FIELDS[breach.limit], breach_words(breach), mend_words(line.total_fen, limits))
    _keep(session, row, batch, parts, why)
    journal.describe(session, N_("Set who pays for {name}"), name=line.name)
    return _again(session, row)


def charge(session: Session, nominee_id: UUID, total_fen: int, reason: str) -> CostLine:
    """Put down what the agency charges for a no-show; with 0 nothing is charged any more.

    Raises FieldError (total_fen, reason), NotCharged, BatchSettled, StepApproved.
    """
    row, batch, line = _open_line(session, nominee_id)
    if not line.is_no_show:
        raise NotCharged(
            _("{name} is not a no-show; the price of the batch holds.").format(name=line.name),
            _("Note the no-show on the roster first."),
        )
    if total_fen == 0:
        return put_back(session, nominee_id)
    why, most = _reason(reason), batch.price_fen or 0
    if not 0 < total_fen <= most:
        raise FieldError(
            "total_fen", _("An agency charges a no-show no more than the price, and more than nothing.")
        )
    limits = _limits(row, _books(session, row.programme_id), total_fen)
    _keep(session, row, batch, split(total_fen, limits), why)
    journal.describe(session, N_("Charge for {name}, who did not come"), name=line.name)
    return _again(session, row)


def put_back(session: Session, nominee_id: UUID) -> CostLine:
    """Forget what was put by hand: what the rules propose holds again. Raises BatchSettled, StepApproved."""
    row, _batch, line = _open_line(session, nominee_id)
    share = _share_of(session, nominee_id)
    if share is not None:
        share.removed_at = moment_of(session)
        session.flush()
    journal.describe(session, N_("Put back who pays for {name}"), name=line.name)
    return _again(session, row)


def _open_line(session: Session, nominee_id: UUID) -> tuple[TripNominee, TripBatch, CostLine]:
    row = session.get(TripNominee, nominee_id)
    if row is None or row.removed_at is not None:
        raise NotFound(_("That nomination is no longer on file."), _("Choose another one."))
    require_open(session, row.programme_id, TripStep.SETTLEMENT)
    if row.batch_id is None or row.state not in _PAID:
        raise NotCharged(
            _("This person went with no batch, so there is nothing to pay."),
            _("Choose somebody who stands on a roster."),
        )
    batch = trips.batch_on_file(session, row.batch_id)
    demand_unsettled(session, batch)
    if batch.price_fen is None:
        raise NotCharged(
            _("{batch} has no price yet.").format(batch=trips.batch_title(batch.number, batch.name)),
            _("Enter the price a person in the plan first."),
        )
    return row, batch, _again(session, row)


def _again(session: Session, row: TripNominee) -> CostLine:
    assert row.batch_id is not None
    lines = cost_lines(session, row.programme_id)[row.batch_id]
    return next(one for one in lines if one.nominee_id == row.id)


def _keep(session: Session, row: TripNominee, batch: TripBatch, parts: Parts, why: str) -> None:
    share = _share_of(session, row.id)
    if share is None:
        share = TripShare(
            batch_id=batch.id, nominee_id=row.id, total_fen=0, union_fen=0, employer_fen=0, personal_fen=0
        )
        session.add(share)
    share.batch_id, share.total_fen, share.remark = batch.id, parts.total_fen, why
    share.union_fen, share.employer_fen = parts.union_fen, parts.employer_fen
    share.personal_fen = parts.personal_fen
    session.flush()


def _line(row: TripNominee, batch: TripBatch, names: tuple[str, str], books: _Books, number: int) -> CostLine:
    share, is_no_show = books.shares.get(row.id), row.state is NomineeState.NO_SHOW
    price = 0 if is_no_show else batch.price_fen or 0
    total = share.total_fen if share and (is_no_show or row.state is NomineeState.WENT) else price
    limits = _limits(row, books, total)
    parts = _parts_of(share) if share else split(total, limits)
    broken = () if row.state is NomineeState.WENT else breaches(parts, total, limits)
    return CostLine(
        nominee_id=row.id,
        batch_id=batch.id,
        number=number,
        name=names[0],
        organisation_id=row.organisation_id,
        organisation=names[1],
        is_no_show=is_no_show,
        total_fen=total,
        parts=parts,
        by_hand=share is not None and bool(share.remark),
        remark=share.remark if share else "",
        spent_fen=books.spent.get(row.id, 0),
        breaches=broken,
        problem=" ".join(breach_words(one) for one in broken),
        remedy=mend_words(total, limits) if any(one.limit is Limit.PERSONAL for one in broken) else "",
    )


def _limits(row: TripNominee, books: _Books, total_fen: int) -> Limits:
    """Return the limits for one person; a rule that is off or set aside for the person limits nothing."""
    rules = books.rules
    public = None
    if rules.effect(RuleKey.YUAN_A_YEAR) is not Effect.OFF and row.id not in books.set_aside:
        public = rules.fen(RuleKey.YUAN_A_YEAR) - books.spent.get(row.id, 0)
    union = total_fen if rules.effect(RuleKey.UNION_LIMIT) is Effect.OFF else rules.fen(RuleKey.UNION_LIMIT)
    return Limits(
        union_fen=union,
        employer_share=_share(rules, RuleKey.EMPLOYER_SHARE),
        personal_share=_share(rules, RuleKey.PERSONAL_SHARE),
        public_fen=public,
    )


def _share(rules: Rules, key: RuleKey) -> Fraction:
    return Fraction(1) if rules.effect(key) is Effect.OFF else rules.share(key)


def _books(session: Session, programme_id: UUID) -> _Books:
    shares = session.scalars(
        select(TripShare)
        .join(TripNominee, TripNominee.id == TripShare.nominee_id)
        .where(TripNominee.programme_id == programme_id, TripShare.removed_at.is_(None))
    )
    set_aside = session.scalars(
        select(TripOverride.nominee_id)
        .join(TripNominee, TripNominee.id == TripOverride.nominee_id)
        .where(
            TripNominee.programme_id == programme_id,
            TripOverride.rule == RuleKey.YUAN_A_YEAR.value,
            TripOverride.removed_at.is_(None),
        )
    )
    return _Books(
        rules=trips.rules(session, programme_id),
        spent=_spent(session, programme_id),
        set_aside=frozenset(set_aside),
        shares={row.nominee_id: row for row in shares},
    )


def _spent(session: Session, programme_id: UUID) -> dict[UUID, int]:
    """Return the public money other trips of the programme's year cost, by nominee."""
    rows = session.execute(
        select(TripNominee.id, func.sum(TripTaken.public_fen))
        .join(TripProgramme, TripProgramme.id == TripNominee.programme_id)
        .join(
            TripTaken,
            (TripTaken.worker_id == TripNominee.worker_id) & (TripTaken.year == TripProgramme.year),
        )
        .where(
            TripNominee.programme_id == programme_id,
            TripTaken.removed_at.is_(None),
            or_(TripTaken.nominee_id.is_(None), TripTaken.nominee_id != TripNominee.id),
        )
        .group_by(TripNominee.id)
    )
    return {key: int(spent) for key, spent in rows}


def _parts_of(share: TripShare) -> Parts:
    return Parts(share.union_fen, share.employer_fen, share.personal_fen)


def _share_of(session: Session, nominee_id: UUID) -> TripShare | None:
    return session.scalar(
        select(TripShare).where(TripShare.nominee_id == nominee_id, TripShare.removed_at.is_(None))
    )


def _reason(text: str) -> str:
    why = " ".join(text.split())
    if not why:
        raise FieldError("reason", _("Say why it is put otherwise than the rules propose."))
    return why
