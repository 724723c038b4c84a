"""Who is next on the waiting list for a place in a batch, and why somebody before them is passed over."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.eligibility_facts import Outcome
from desktop.core.i18n import _, ngettext
from desktop.core.trip_rules import RuleKey, Rules, least_of
from desktop.models.people import Organisation, Worker
from desktop.models.trip_people import ChangeKind, NomineeState, TripChange, TripNominee
from desktop.models.trips import TripBatch
from desktop.services import trip_eligibility, trips
from desktop.services.trip_nominees import on_file
from desktop.services.trip_roster import GOING
from desktop.services.trips import batch_on_file

__all__ = ["Candidate", "InLine", "Left", "left_places", "next_in_line"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody on the waiting list; ``place`` is the place in the line for this batch, from 1.

    ``hindrance`` says why the person cannot have the place, empty where nothing is against it.
    ``wishes`` is the place of the batch among the person's own wishes, from 1, None where it is none.
    """

    nominee_id: UUID
    worker_id: UUID
    place: int
    number: int
    name: str
    organisation_id: UUID
    organisation: str
    post: str
    frontline: bool
    same_employer: bool
    wishes: int | None
    hindrance: str

    @property
    def may_come(self) -> bool:
        """Whether nothing is against it."""
        return not self.hindrance


@dataclass(frozen=True, slots=True)
class InLine:
    """The waiting list as it stands for one place of a batch."""

    batch_id: UUID
    candidates: tuple[Candidate, ...]

    @property
    def first(self) -> Candidate | None:
        """Whose turn it is."""
        return next((one for one in self.candidates if one.may_come), None)

    def passed_over(self, nominee_id: UUID) -> tuple[Candidate, ...]:
        """Return who stands before somebody in the line."""
        before: list[Candidate] = []
        for one in self.candidates:
            if one.nominee_id == nominee_id:
                return tuple(before)
            before.append(one)
        return ()


@dataclass(frozen=True, slots=True)
class Left:
    """Somebody who left a batch and whose place nobody was given in their stead."""

    nominee_id: UUID
    name: str
    organisation: str
    state: NomineeState
    reason: str


@dataclass(frozen=True, slots=True)
class _Ground:
    """What a place is judged by: who has one now, once ``out`` is gone."""

    batch: TripBatch
    rules: Rules
    eligible: dict[UUID, Outcome]
    going: Sequence[TripNominee]
    titles: dict[UUID, str]


def next_in_line(session: Session, batch_id: UUID, out_id: UUID | None = None) -> InLine:
    """Return the waiting list in its order for a place in a batch: colleagues of who leaves first.

    ``out_id`` is who leaves, or left and was not replaced. Somebody without a sound check, of another
    trade than the batch is kept for, with a place already, or without whom the front line's share would
    be reached, cannot come and has the reason beside the name. Raises NotFound.
    """
    batch = batch_on_file(session, batch_id)
    employer = on_file(session, out_id).organisation_id if out_id else None
    ground = _ground(session, batch, out_id)
    rows = session.execute(
        select(TripNominee, Worker.name, Organisation.name)
        .join(Worker, Worker.id == TripNominee.worker_id)
        .join(Organisation, Organisation.id == TripNominee.organisation_id)
        .where(
            TripNominee.programme_id == batch.programme_id,
            TripNominee.state == NomineeState.WAITING,
            TripNominee.removed_at.is_(None),
        )
    ).all()
    ordered = sorted(rows, key=lambda row: (row[0].organisation_id != employer, *_turn(row[0])))
    return InLine(
        batch_id,
        tuple(
            _candidate(row, name, organisation, place, employer, ground)
            for place, (row, name, organisation) in enumerate(ordered, start=1)
        ),
    )


def left_places(session: Session, batch_id: UUID) -> tuple[Left, ...]:
    """Return who left a batch and was not replaced, the latest first, as far as places are free."""
    batch = batch_on_file(session, batch_id)
    free = batch.capacity - sum(one.batch_id == batch_id for one in _going(session, batch.programme_id, None))
    replaced = select(TripChange.out_id).where(
        TripChange.in_id.is_not(None), TripChange.out_id.is_not(None), TripChange.removed_at.is_(None)
    )
    rows = session.execute(
        select(TripNominee, Worker.name, Organisation.name, TripChange.at)
        .join(TripChange, TripChange.out_id == TripNominee.id)
        .join(Worker, Worker.id == TripNominee.worker_id)
        .join(Organisation, Organisation.id == TripNominee.organisation_id)
        .where(
            TripChange.from_batch_id == batch_id,
            TripChange.kind.in_((ChangeKind.WITHDRAWN, ChangeKind.NO_SHOW)),
            TripChange.removed_at.is_(None),
            TripNominee.state.not_in(GOING),
            TripNominee.id.not_in(replaced),
        )
        .order_by(TripChange.at.desc(), TripChange.id.desc())
    )
    found = {row.id: Left(row.id, name, place, row.state, row.state_reason) for row, name, place, _at in rows}
    objected = session.execute(
        select(TripNominee, Worker.name, Organisation.name)
        .join(Worker, Worker.id == TripNominee.worker_id)
        .join(Organisation, Organisation.id == TripNominee.organisation_id)
        .where(
            TripNominee.batch_id == batch_id,
            TripNominee.state.in_((NomineeState.REJECTED, NomineeState.WITHDRAWN)),
            TripNominee.removed_at.is_(None),
            TripNominee.id.not_in(replaced),
        )
        .order_by(TripNominee.number)
    )
    for row, name, place in objected:
        found.setdefault(row.id, Left(row.id, name, place, row.state, row.state_reason))
    return tuple(found.values())[: max(0, free)]


def move_hindrance(session: Session, nominee_id: UUID, batch_id: UUID) -> str:
    """Return why somebody cannot move to a batch, for its sake or the other's; empty where they can."""
    batch = batch_on_file(session, batch_id)
    one = on_file(session, nominee_id)
    ground = _ground(session, batch, nominee_id, check=False)
    against = next(filter(None, (ask(one, ground) for ask in (_of_trade, _apart, _share_of_batch))), "")
    return against or _missed(one, ground)


def _turn(one: TripNominee) -> tuple[bool, int, bool, int, int]:
    """Return where somebody stands on the waiting list; who has no place on it comes last, by rank."""
    return (one.waiting is None, one.waiting or 0, one.rank is None, one.rank or 0, one.number)


def _ground(session: Session, batch: TripBatch, out_id: UUID | None, check: bool = True) -> _Ground:
    eligible = trip_eligibility.verdict_of(session, batch.programme_id) if check else {}
    return _Ground(
        batch,
        trips.rules(session, batch.programme_id),
        dict(eligible),
        _going(session, batch.programme_id, out_id),
        {one.id: one.title for one in trips.batches(session, batch.programme_id)},
    )


def _going(session: Session, programme_id: UUID, out_id: UUID | None) -> Sequence[TripNominee]:
    rows = session.scalars(
        select(TripNominee).where(
            TripNominee.programme_id == programme_id,
            TripNominee.state.in_(GOING),
            TripNominee.removed_at.is_(None),
        )
    )
    return [row for row in rows if row.id != out_id]


def _candidate(
    one: TripNominee, name: str, organisation: str, place: int, employer: UUID | None, ground: _Ground
) -> Candidate:
    wishes = [wish.strip() for wish in one.preferences.split(",") if wish.strip()]
    number = str(ground.batch.number)
    return Candidate(
        nominee_id=one.id,
        worker_id=one.worker_id,
        place=place,
        number=one.number,
        name=name,
        organisation_id=one.organisation_id,
        organisation=organisation,
        post=one.post,
        frontline=one.frontline is True,
        same_employer=one.organisation_id == employer,
        wishes=wishes.index(number) + 1 if number in wishes else None,
        hindrance=next(filter(None, (ask(one, ground) for ask in _ASKED)), ""),
    )


def _eligible(one: TripNominee, ground: _Ground) -> str:
    outcome = ground.eligible.get(one.id)
    if outcome is Outcome.BLOCKED:
        return _("the check bars this person")
    if outcome is Outcome.REVIEW:
        return _("the check is still to be reviewed")
    return ""


def _place_already(one: TripNominee, ground: _Ground) -> str:
    held = next((two for two in ground.going if two.worker_id == one.worker_id), None)
    if held is None:
        return ""
    batch = ground.titles.get(held.batch_id, "") if held.batch_id else ""
    return _("has a place already by another employer ({batch})").format(batch=batch or _("not placed"))


def _of_trade(one: TripNominee, ground: _Ground) -> str:
    kept = ground.batch.reserved_trade
    if not kept or one.trade == kept:
        return ""
    return _("the batch is kept for: {trade}").format(trade=kept)


def _apart(one: TripNominee, ground: _Ground) -> str:
    most = ground.rules.number(RuleKey.SEPARATE)
    there = Counter(two.organisation_id for two in ground.going if two.batch_id == ground.batch.id)
    if not most or there[one.organisation_id] < most:
        return ""
    return ngettext(
        "the batch has {n} person of this employer already, the most allowed",
        "the batch has {n} people of this employer already, the most allowed",
        most,
    ).format(n=most)


def _share_of_batch(one: TripNominee, ground: _Ground) -> str:
    of_it = [two for two in ground.going if two.batch_id == ground.batch.id]
    lacks = _lacking([*of_it, one], ground.rules, RuleKey.FRONTLINE_BATCH)
    if one.frontline is True or not lacks:
        return ""
    return ngettext(
        "the batch would be {n} person short of the front line",
        "the batch would be {n} people short of the front line",
        lacks,
    ).format(n=lacks)


def _missed(one: TripNominee, ground: _Ground) -> str:
    """Return by how much the batch somebody leaves would fall short of the front line's share."""
    if one.frontline is not True or one.batch_id is None:
        return ""
    others = [two for two in ground.going if two.batch_id == one.batch_id]
    lacks = _lacking(others, ground.rules, RuleKey.FRONTLINE_BATCH)
    if not lacks or lacks == _lacking([*others, one], ground.rules, RuleKey.FRONTLINE_BATCH):
        return ""
    return ngettext(
        "the batch left would be {n} person short of the front line",
        "the batch left would be {n} people short of the front line",
        lacks,
    ).format(n=lacks)


def _share_in_all(one: TripNominee, ground: _Ground) -> str:
    lacks = _lacking([*ground.going, one], ground.rules, RuleKey.FRONTLINE_SHARE)
    if one.frontline is True or not lacks:
        return ""
    return ngettext(
        "all rosters together would be {n} person short of the front line",
        "all rosters together would be {n} people short of the front line",
        lacks,
    ).format(n=lacks)


def _lacking(people: Sequence[TripNominee], rules: Rules, key: RuleKey) -> int:
    """Return how many of the front line are lacking for the share."""
    held = sum(two.frontline is True for two in people)
    return max(0, least_of(rules.share(key), len(people)) - held)


_ASKED: tuple[Callable[[TripNominee, _Ground], str], ...] = (
    _eligible,
    _place_already,
    _of_trade,
    _apart,
    _share_of_batch,
    _share_in_all,
)
