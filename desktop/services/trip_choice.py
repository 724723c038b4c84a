"""The choice among those named for a programme's trips: who has a place, who waits, and why."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.eligibility_facts import Outcome
from desktop.core.errors import Refused
from desktop.core.i18n import N_, _, ngettext
from desktop.core.trip_choice import Candidate, Choice, Decided, Ground, Places, Points, choose
from desktop.core.trip_rules import RuleKey, least_of
from desktop.models.people import Organisation
from desktop.models.trip_people import NomineeState, TripNominee
from desktop.services import trip_eligibility, trip_nominees, trips
from desktop.services.trip_allocation import quota_of
from desktop.services.trip_choice_draws import CHOICE, Lots, clean_lots, draw_in_force, put_draw
from desktop.services.trip_nominees import NomineeLine, NomineeSought
from desktop.services.trip_steps import TripStep, require_open
from desktop.storage import journal

__all__ = [
    "OPEN", "TOOK_PART", "AlreadyTravelled", "Aside", "ChoiceLine", "ChoiceReport", "Lots", "NobodyToChoose",
    "UnusedLine", "kept", "lots_proposed", "propose", "require_nobody_travelled", "settle",
]  # fmt: skip
OPEN = (NomineeState.NAMED, NomineeState.CHOSEN, NomineeState.WAITING)
_TRAVELLED = (NomineeState.WENT, NomineeState.NO_SHOW)
TOOK_PART = (*OPEN, *_TRAVELLED)
"""Whom the choice shows: whoever has gone, or was missing at the departure, had a place."""


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """Somebody who takes part: what was decided, and the nomination as it stands now."""

    nominee: NomineeLine
    decided: Decided


@dataclass(frozen=True, slots=True)
class Aside:
    """Somebody who takes no part, since the check says so (``review`` or ``blocked``)."""

    nominee: NomineeLine
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class UnusedLine:
    """Places of an organisation nobody could take; ``frontline`` of them for want of front-line workers."""

    organisation: str
    places: int
    frontline: int


@dataclass(frozen=True, slots=True)
class ChoiceReport:
    """A choice: made (``made_at``) or only proposed. ``needed`` is the front line's share of those taken."""

    programme_id: UUID
    title: str
    lots: Lots
    only_highest: bool
    made_at: datetime | None
    lines: tuple[ChoiceLine, ...]
    aside: tuple[Aside, ...]
    unused: tuple[UnusedLine, ...]
    places: int
    taken: int
    frontline: int
    needed: int

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self.lines) - self.taken

    @property
    def frontline_short(self) -> int:
        """How many more of those taken would have to be of the front line."""
        return max(self.needed - self.frontline, 0)


class NobodyToChoose(Refused):
    """Nobody named takes part: the choice would be empty."""


class AlreadyTravelled(Refused):
    """Somebody has gone on the trip already, or was missing at the departure."""


def require_nobody_travelled(session: Session, programme_id: UUID) -> None:
    """Go on only while nobody has gone or missed the departure. Raises AlreadyTravelled."""
    gone = session.scalar(
        select(func.count())
        .select_from(TripNominee)
        .where(
            TripNominee.programme_id == programme_id,
            TripNominee.state.in_(_TRAVELLED),
            TripNominee.removed_at.is_(None),
        )
    )
    if gone:
        raise AlreadyTravelled(
            ngettext(
                "{n} person has gone on the trip or missed it, so choice and placing stand as made.",
                "{n} people have gone on the trip or missed it, so choice and placing stand as made.",
                gone,
            ).format(n=gone),
            _("Give places that fall free to the waiting list, under “Rosters”."),
        )


def propose(session: Session, programme_id: UUID, lots: Lots) -> ChoiceReport:
    """Return the choice as it would be made now.

    Raises AlreadyTravelled, NobodyToChoose, FieldError (seed).
    """
    require_nobody_travelled(session, programme_id)
    return _proposed(session, programme_id, clean_lots(lots))


def settle(session: Session, programme_id: UUID, lots: Lots) -> ChoiceReport:
    """Make the choice: everybody gets points, rank and a place or a number on the waiting list.

    Whoever loses a place leaves its batch.
    Raises StepApproved, AlreadyTravelled, NobodyToChoose, FieldError (seed).
    """
    require_open(session, programme_id, TripStep.CHOICE)
    require_nobody_travelled(session, programme_id)
    report = _proposed(session, programme_id, clean_lots(lots))
    decided = {line.nominee.id: line.decided for line in report.lines}
    rows = session.scalars(
        select(TripNominee).where(
            TripNominee.programme_id == programme_id,
            TripNominee.state.in_(OPEN),
            TripNominee.removed_at.is_(None),
        )
    )
    for row in rows:
        _write(row, decided.get(row.id))
    outcome = [_kept(line) for line in report.lines]
    settings = {"drawn": report.lots.drawn, "only_highest": report.only_highest, "places": report.places}
    unused = [[one.organisation, one.places, one.frontline] for one in report.unused]
    made_at = put_draw(
        session, programme_id, CHOICE, report.lots.seed, settings, {"lines": outcome, "unused": unused}
    )
    journal.describe(session, N_("Choose {n} people for the trips"), n=report.taken)
    return replace(report, made_at=made_at)


def kept(session: Session, programme_id: UUID) -> ChoiceReport | None:
    """Return the choice in force as it was made, with the nominations as they are now; None before the first.

    Nominations withdrawn from file since are left out.
    """
    row = draw_in_force(session, programme_id, CHOICE)
    if row is None:
        return None
    settings, outcome = json.loads(row.settings), json.loads(row.outcome)
    people = {one.id.hex: one for one in trip_nominees.listed(session, programme_id)}
    lines = tuple(
        ChoiceLine(people[one["id"]], _decided(one)) for one in outcome["lines"] if one["id"] in people
    )
    return _report(
        session,
        programme_id,
        Lots(row.seed, settings["drawn"]),
        lines,
        only_highest=bool(settings["only_highest"]),
        made_at=row.made_at,
        unused=tuple(UnusedLine(str(name), int(n), int(front)) for name, n, front in outcome["unused"]),
        places=int(settings["places"]),
    )


def lots_proposed(session: Session, programme_id: UUID) -> Lots:
    """Return the seed of the choice in force; before the first, the programme's title, which nobody chose."""
    row = draw_in_force(session, programme_id, CHOICE)
    if row is not None:
        return Lots(row.seed, str(json.loads(row.settings)["drawn"]))
    return Lots(trips.programme(session, programme_id).title, _("the title of the programme"))


def _proposed(session: Session, programme_id: UUID, lots: Lots) -> ChoiceReport:
    verdicts = trip_eligibility.verdict_of(session, programme_id)
    people = trip_nominees.listed(session, programme_id, NomineeSought(states=OPEN))
    fit = [one for one in people if verdicts.get(one.id) is Outcome.PASS]
    if not fit:
        raise NobodyToChoose(
            _("Nobody named takes part in the choice."),
            _("Take nominations in, and settle their eligibility first."),
        )
    only_highest = trips.rules(session, programme_id).text(RuleKey.POINTS) == "highest"
    points = {one.key: Points(one.name, one.points) for one in trips.categories(session, programme_id)}
    choice = choose(
        (_candidate(one, points) for one in fit),
        _places(session, programme_id),
        lots.seed,
        only_highest=only_highest,
    )
    by_number = {one.number: one for one in fit}
    names = _organisation_names(session, choice, fit)
    report = _report(
        session,
        programme_id,
        lots,
        tuple(ChoiceLine(by_number[one.candidate.number], one) for one in choice.decided),
        only_highest=only_highest,
        unused=tuple(UnusedLine(names[one.organisation], one.places, one.frontline) for one in choice.unused),
        places=sum(one.places for one in quota_of(session, programme_id).values()),
    )
    aside = (one for one in people if verdicts.get(one.id) is not Outcome.PASS)
    return replace(report, aside=tuple(Aside(one, verdicts.get(one.id, Outcome.REVIEW)) for one in aside))


def _candidate(one: NomineeLine, points: Mapping[str, Points]) -> Candidate:
    return Candidate(
        number=one.number,
        organisation=one.organisation_id.hex,
        person=one.worker_id.hex,
        frontline=one.frontline is True,
        trade=one.trade,
        claims=tuple(points[key] for key in one.categories if key in points),
    )


def _places(session: Session, programme_id: UUID) -> dict[str, Places]:
    trades = {one.id: one.reserved_trade for one in trips.batches(session, programme_id)}
    found = {}
    for organisation, line in quota_of(session, programme_id).items():
        kept_for: dict[str, int] = defaultdict(int)
        for batch, places in line.batches.items():
            if trades.get(batch):
                kept_for[trades[batch]] += places
        found[organisation.hex] = Places(line.places, line.frontline_min, dict(kept_for))
    return found


def _organisation_names(session: Session, choice: Choice, people: list[NomineeLine]) -> dict[str, str]:
    names = {one.organisation_id.hex: one.organisation for one in people}
    lacking = [UUID(one.organisation) for one in choice.unused if one.organisation not in names]
    return names | {key.hex: name for key, name in _names_of(session, lacking).items()}


def _names_of(session: Session, keys: list[UUID]) -> dict[UUID, str]:
    rows = session.execute(select(Organisation.id, Organisation.name).where(Organisation.id.in_(keys)))
    return {key: name for key, name in rows}


def _report(
    session: Session,
    programme_id: UUID,
    lots: Lots,
    lines: tuple[ChoiceLine, ...],
    *,
    only_highest: bool,
    unused: tuple[UnusedLine, ...],
    places: int,
    made_at: datetime | None = None,
) -> ChoiceReport:
    taken = [line.decided for line in lines if line.decided.is_taken]
    share = trips.rules(session, programme_id).share(RuleKey.FRONTLINE_SHARE)
    return ChoiceReport(
        programme_id=programme_id,
        title=trips.programme(session, programme_id).title,
        lots=lots,
        only_highest=only_highest,
        made_at=made_at,
        lines=lines,
        aside=(),
        unused=unused,
        places=places,
        taken=len(taken),
        frontline=sum(one.candidate.frontline for one in taken),
        needed=least_of(share, len(taken)),
    )


def _write(row: TripNominee, decided: Decided | None) -> None:
    if decided is None:
        row.state, row.points, row.rank, row.waiting = NomineeState.NAMED, None, None, None
    else:
        row.state = NomineeState.CHOSEN if decided.is_taken else NomineeState.WAITING
        row.points, row.rank, row.waiting = decided.points, decided.rank, decided.waiting or None
    if decided is None or not decided.is_taken:
        row.batch_id, row.room, row.seat = None, "", ""


def _kept(line: ChoiceLine) -> dict[str, object]:
    one = line.decided
    return {
        "id": line.nominee.id.hex,
        "number": one.candidate.number,
        "organisation": one.candidate.organisation,
        "person": one.candidate.person,
        "frontline": one.candidate.frontline,
        "trade": one.candidate.trade,
        "claims": [[claim.category, claim.points] for claim in one.candidate.claims],
        "points": one.points,
        "key": one.key,
        "rank": one.rank,
        "turn": [one.turn, one.named],
        "places": [one.nth, one.places, one.left],
        "ground": one.ground.value,
        "waiting": [one.waiting, one.waiting_here],
    }


def _decided(line: Any) -> Decided:
    return Decided(
        candidate=Candidate(
            line["number"],
            line["organisation"],
            line["person"],
            line["frontline"],
            line["trade"],
            tuple(Points(name, points) for name, points in line["claims"]),
        ),
        points=line["points"],
        key=line["key"],
        rank=line["rank"],
        turn=line["turn"][0],
        named=line["turn"][1],
        nth=line["places"][0],
        places=line["places"][1],
        left=line["places"][2],
        ground=Ground(line["ground"]),
        waiting=line["waiting"][0],
        waiting_here=line["waiting"][1],
    )
