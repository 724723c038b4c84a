"""A whole year of trips for the demonstration: 272 places, 204 of them to the front line; the next begun."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.apportion import Method
from desktop.core.i18n import in_language
from desktop.core.trip_rules import RULES, Effect, RuleKey
from desktop.models.people import Organisation
from desktop.models.trips import StepEventKind, TripStep, TripStepEvent
from desktop.services import (
    demo_trip_year,
    trip_allocation_settle,
    trip_claim_fill,
    trip_claims,
    trip_plan,
    trip_plan_bases,
    trip_plan_batches,
    trip_plan_rules,
    trips,
)
from desktop.services.clock import local, moment_of
from desktop.services.demo_people import CITY, contact
from desktop.services.demo_trip_people import (
    Naming,
    Pool,
    are_enough,
    leave_in_doubt,
    name_people,
    pools,
    went_before,
    went_lately,
)
from desktop.services.trip_allocation import AllocationSettings, quota_of
from desktop.services.trip_plan import ProgrammeEntry
from desktop.services.trip_plan_bases import BaseEntry
from desktop.services.trip_plan_batches import BatchEntry
from desktop.services.trip_plan_rules import DocumentEntry, RuleEntry

PLACES, FRONTLINE = 272, 204
SANITATION = "环卫工"
CHAIRMAN, CLERK = "王海平", "林静"
BASES = (
    ("莫干山职工疗养院", "浙江湖州", False),
    ("千岛湖职工疗休养中心", "浙江杭州", False),
    ("达州巴山疗休养基地", "四川达州", True),
)
# Capacity, number of the base, and the first day of the trip as month and day.
BATCHES = (
    (50, 0, (5, 11)),
    (45, 1, (5, 18)),
    (45, 0, (6, 1)),
    (44, 1, (6, 8)),
    (44, 0, (6, 15)),
    (44, 2, (7, 6)),
)
_PRICE_FEN = 260_000
_PAIRED_PRICE_FEN = 390_000
# Rule, value, clause of the programme's document.
_RULES = (
    (RuleKey.DAYS, "5", "第三条"),
    (RuleKey.DAYS_PAIRED, "7", "第三条"),
    (RuleKey.YUAN_A_DAY, "600", "第四条"),
    (RuleKey.REPEAT_YEARS, "3", "第五条"),
    (RuleKey.FRONTLINE_SHARE, "70", "第六条"),
    (RuleKey.FRONTLINE_BATCH, "60", "第六条"),
    (RuleKey.HONOUR, "unit", "第五条"),
    (RuleKey.UNION_LIMIT, "2000", "第八条"),
    (RuleKey.PERSONAL_SHARE, "30", "第八条"),
    (RuleKey.NOTICE_DAYS, "5", "第七条"),
)
# When each step was approved in a year that has passed.
_APPROVED = {
    TripStep.PLAN: (2, 10),
    TripStep.QUOTA: (2, 26),
    TripStep.NOMINATION: (3, 20),
    TripStep.ELIGIBILITY: (3, 26),
    TripStep.CHOICE: (4, 1),
    TripStep.NOTICE: (4, 27),
    TripStep.ROSTER: (4, 28),
    TripStep.SETTLEMENT: (7, 31),
}


@dataclass(frozen=True, slots=True)
class Years:
    """The year that is over, and the first day of the trips of the one begun."""

    past: int
    next_starts: date


def years_from(today: date) -> Years:
    """Return which years the demonstration shows: one that is settled, one whose trips lie ahead."""
    starts = today + timedelta(60)
    if (starts.month, starts.day) > (10, 15):
        starts = date(starts.year + 1, 4, 12)
    starts += timedelta(-starts.weekday() % 7)
    return Years(starts.year - 1, starts)


def approve(session: Session, programme: UUID, year: int, steps: Sequence[TripStep]) -> None:
    """Note steps as approved on the days of the year they would be."""
    for step in steps:
        month, day = _APPROVED[step]
        at = datetime.combine(date(year, month, day), time(15, 30)).astimezone(UTC)
        session.add(
            TripStepEvent(
                programme_id=programme,
                step=step,
                kind=StepEventKind.APPROVED,
                by=CHAIRMAN,
                at=min(at, moment_of(session)),
                document=f"舟总工〔{year}〕{10 + 3 * list(TripStep).index(step)}号",
            )
        )
    session.flush()


def plan(session: Session, year: int, dice: random.Random) -> UUID:
    """Put the programme of a year on file with its documents, rules and bases; return its key."""
    city = session.scalar(
        select(Organisation.id).where(Organisation.name == CITY, Organisation.removed_at.is_(None))
    )
    name, phone = contact(dice)
    entry = ProgrammeEntry(
        year, f"{year}年度职工疗休养方案", PLACES, city, PLACES * 210_000, f"{name}（权益保障部）", phone
    )
    programme = trip_plan.create(session, entry)
    document = trip_plan_rules.add_document(
        session,
        programme,
        DocumentEntry(
            f"舟总工〔{year}〕8号", f"关于做好{year}年度职工疗休养工作的通知", CITY, date(year, 1, 20)
        ),
    )
    for key, value, clause in _RULES:
        trip_plan_rules.set_rule(session, programme, key, RuleEntry(value, _effect(key), document, clause))
    told = {key for key, _value, _clause in _RULES}
    for kind in RULES.values():
        if kind.is_checked and kind.key not in told:
            proposed = RuleEntry(kind.proposed, kind.effect, document, "附件1")
            trip_plan_rules.set_rule(session, programme, kind.key, proposed)
    known = {one.name for one in trips.bases(session, programme)}  # copied from the year before
    for base, region, is_paired in (one for one in BASES if one[0] not in known):
        who, number = contact(dice)
        trip_plan_bases.add(
            session,
            programme,
            BaseEntry(
                base, region=region, is_paired=is_paired, contact=who, phone=number, document_id=document
            ),
        )
    return programme


def _effect(key: RuleKey) -> Effect:
    return Effect.REVIEW if key is RuleKey.HONOUR else Effect.BLOCK


def add_batches(
    session: Session, programme: UUID, first_days: Sequence[date], trade: str, dice: random.Random
) -> None:
    """Put the batches of a year on file; the first is kept for a trade, where one is named."""
    bases = trips.bases(session, programme)
    for number, ((capacity, base, _day), first_day) in enumerate(zip(BATCHES, first_days, strict=True), 1):
        chosen = bases[base]
        first = first_day + timedelta(-first_day.weekday() % 7)
        leader, phone = contact(dice)
        entry = BatchEntry(
            number=number,
            capacity=capacity,
            name=chosen.name[:2] if chosen.is_paired else chosen.name[:3],
            starts_on=first,
            ends_on=first + timedelta(6 if chosen.is_paired else 4),
            base_id=chosen.id,
            price_fen=_PAIRED_PRICE_FEN if chosen.is_paired else _PRICE_FEN,
            reserved_trade=trade if number == 1 else "",
            leader=leader,
            leader_phone=phone,
            departs_at=datetime.combine(first, time(7, 30)).astimezone(UTC),
            meeting_place="定海区工人文化宫门口",
            agency="舟山海岛旅行社",
            insurer="人保财险舟山分公司",
        )
        trip_plan_batches.add(session, programme, entry)


def share_out(session: Session, programme: UUID, trade: str, found: Mapping[UUID, Pool]) -> None:
    """Count the members of each employer from the register, and share the places out."""
    trip_claim_fill.fill_from_register(session, programme)
    for line in trip_claims.claims(session, programme):
        pool = found.get(line.organisation_id, Pool())
        entry = replace(
            line.entry,
            trades={trade: len(pool.reserved)} if pool.reserved else {},
            ceiling=len(pool.reserved) + min(len(pool.frontline) + len(pool.others), line.entry.members // 2),
        )
        trip_claims.set_claim(session, programme, entry, line.id)
    settings = AllocationSettings(
        method=Method.LARGEST_REMAINDER,
        seed=f"{trips.programme(session, programme).year}-02-25 福彩3D 381",
        formula="members",
        places=PLACES,
        frontline_share=Fraction(7, 10),
    )
    trip_allocation_settle.settle(session, programme, settings)


def fill(session: Session, seed: int) -> bool:
    """Put a year that is over and one begun on file; False where there are too few workers for them."""
    dice = random.Random(f"trips {seed}")
    shown = years_from(local(moment_of(session)).date())
    found = pools(session, SANITATION, shown.past, frozenset())
    if not are_enough(found, BATCHES[0][0], PLACES):
        return False
    with in_language("zh_CN"):
        lately = went_before(session, shown.past, dice)
        _fill_past(session, shown.past, pools(session, SANITATION, shown.past, lately), dice)
        _begin_next(session, shown.next_starts, dice)
    return True


def _fill_past(session: Session, year: int, found: Mapping[UUID, Pool], dice: random.Random) -> None:
    steps = list(TripStep)
    programme = plan(session, year, dice)
    add_batches(session, programme, [date(year, *batch[2]) for batch in BATCHES], SANITATION, dice)
    approve(session, programme, year, steps[:1])
    share_out(session, programme, SANITATION, found)
    approve(session, programme, year, steps[1:2])
    naming = Naming(
        programme, year, quota_of(session, programme), FRONTLINE, 10, range(2, len(BATCHES) + 1), 1
    )
    name_people(session, naming, found, dice)
    approve(session, programme, year, steps[2:4])
    demo_trip_year.choose_and_place(session, programme, year)
    approve(session, programme, year, steps[4:5])
    demo_trip_year.post_notice(session, programme, year, CLERK)
    demo_trip_year.replace_some(session, programme, CLERK)
    demo_trip_year.post_substitutes(session, programme, year, CLERK)
    approve(session, programme, year, steps[5:6])
    demo_trip_year.set_out(session, programme)
    approve(session, programme, year, steps[6:7])
    demo_trip_year.settle(session, programme, CLERK)
    approve(session, programme, year, steps[7:])


def _begin_next(session: Session, starts: date, dice: random.Random) -> None:
    """Begin the next year: plan and quotas stand, half of the organisations have named their people."""
    year = starts.year
    programme = plan(session, year, dice)
    first_days = [starts + timedelta(7 * number) for number in range(len(BATCHES))]
    add_batches(session, programme, first_days, "", dice)
    found = pools(session, "", year, went_lately(session, year))
    share_out(session, programme, "", found)
    approve(session, programme, year, list(TripStep)[:2])
    quotas = quota_of(session, programme)
    named = dict(list(quotas.items())[::2])
    frontline = sum(line.places for line in named.values()) * FRONTLINE // PLACES
    naming = Naming(programme, year, named, frontline, 4, range(2, len(BATCHES) + 1), 1)
    name_people(session, naming, found, dice)
    leave_in_doubt(session, programme, year)
