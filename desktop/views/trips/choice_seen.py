"""What the step of choice and placing shows, read at one moment, and how its list is arranged."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from desktop.core.i18n import _
from desktop.core.trip_choice import Decided, drawn_among, points_words, why
from desktop.core.trip_rules import RuleKey
from desktop.services import trip_choice, trip_nominees, trip_placing, trips
from desktop.services.trip_choice import ChoiceReport, Lots
from desktop.services.trip_nominees import NomineeLine, NomineeSought, state_word
from desktop.services.trip_placing import EmployerWish, PlacedLine, PlacingReport
from desktop.services.trip_placing_words import preference_words
from desktop.storage.store import Store
from desktop.views.support.lazy_table import Column

_LOT = 8
_LAST = 10**9


@dataclass(frozen=True)
class PersonRow:
    """Somebody named, with what was decided and where they are placed."""

    nominee: NomineeLine
    decided: Decided | None
    drawn_among: int
    placed: PlacedLine | None
    is_chosen_among: bool

    @property
    def id(self) -> UUID:
        """Key of the nomination."""
        return self.nominee.id

    @property
    def decision(self) -> str:
        """Why somebody has a place or waits; nothing before the choice."""
        if self.decided is None:
            return _("took no part") if self.is_chosen_among else ""
        return why(self.decided)

    @property
    def front(self) -> str:
        """Whether somebody works in the front line."""
        return _("yes") if self.nominee.frontline else _("no")


@dataclass(frozen=True)
class ChoiceSeen:
    """The people of a programme, its choice and its placing, as they are."""

    programme: UUID
    people: tuple[NomineeLine, ...]
    choice: ChoiceReport | None
    placing: PlacingReport | None
    lots: Lots
    points_rule: str
    employers: tuple[EmployerWish, ...]

    @cached_property
    def rows(self) -> Mapping[UUID, PersonRow]:
        """Everybody by key."""
        lines = self.choice.lines if self.choice else ()
        decided = {line.nominee.id: line.decided for line in lines}
        among = drawn_among(decided.values())
        placed = {line.nominee.id: line for line in self.placing.lines} if self.placing else {}
        return {
            one.id: PersonRow(
                one,
                decided.get(one.id),
                among.get(one.number, 0),
                placed.get(one.id),
                self.choice is not None,
            )
            for one in self.people
        }

    def ids(self, text: str, order: str, falling: bool) -> list[UUID]:
        """Return the keys of those a text fits, sorted by a column; by rank where none is chosen."""
        wanted = text.casefold()
        rows = [row for row in self.rows.values() if not wanted or wanted in _words(row)]
        key = _ORDERS.get(order, _by_rank)
        rows.sort(key=_by_rank)
        rows.sort(key=key, reverse=falling)
        return [row.id for row in rows]


def look(store: Store, programme: UUID) -> ChoiceSeen:
    """Read what the step shows."""
    return ChoiceSeen(
        programme,
        store.read(trip_nominees.listed, programme, NomineeSought(states=trip_choice.TOOK_PART)),
        store.read(trip_choice.kept, programme),
        store.read(trip_placing.kept, programme),
        store.read(trip_choice.lots_proposed, programme),
        store.read(trips.rules, programme).text(RuleKey.POINTS),
        store.read(trip_placing.employers, programme),
    )


def columns() -> list[Column[PersonRow]]:
    """Return the columns of the list of people."""
    return [
        Column("rank", _("Rank"), lambda row: str(row.nominee.rank or ""), width=50, right=True),
        Column("name", _("Name"), lambda row: row.nominee.name, width=80),
        Column("organisation", _("Organisation"), lambda row: row.nominee.organisation, width=130),
        Column("state", _("State"), lambda row: state_word(row.nominee.state), width=92),
        Column("batch", _("Trip batch"), lambda row: row.nominee.batch, width=84, hint=_preference),
        Column("points", _("Points"), _points, width=56, right=True, hint=_points_of),
        Column("front", _("Front line"), lambda row: row.front, width=72),
        Column("lot", _("Lot drawn"), _lot, width=84, hint=_whole_lot),
        Column("decision", _("Decided"), lambda row: row.decision, width=210),
        Column("waiting", _("Waiting list"), lambda row: str(row.nominee.waiting or ""), 88, right=True),
        Column("number", _("No. on the list"), lambda row: str(row.nominee.number), width=116, right=True),
        Column("preferences", _("Preferences"), _preferences, width=90, sortable=False),
        Column("trade", _("Trade"), lambda row: row.nominee.trade, width=90, shown=False),
    ]


def story(row: PersonRow) -> str:
    """Return all that was decided about somebody, in a few lines."""
    who, one = row.nominee, row.decided
    lines = [_("No. {number} {name}, {organisation}").format(
        number=who.number, name=who.name, organisation=who.organisation
    )]  # fmt: skip
    if one is None:
        words = _("Took no part in the choice.") if row.is_chosen_among else who.category_words
        return "\n".join([*lines, words]).strip()
    words = _("Points: {points}, counted {sum}. Rank {rank} in all, {turn} of {named} of the organisation.")
    points = points_words(one)
    lines.append(words.format(points=points, sum=one.points, rank=one.rank, turn=one.turn, named=one.named))
    if row.drawn_among:
        words = _("Lots decided among {n} with as many points: {key}…")
        lines.append(words.format(n=row.drawn_among, key=one.key[:16]))
    lines.append(row.decision[:1].upper() + row.decision[1:] + _("."))
    if row.placed is not None and who.batch:
        lines.append(
            _("{batch}: {preference}.").format(batch=who.batch, preference=preference_words(row.placed))
        )
    return "\n".join(lines)


def _words(row: PersonRow) -> str:
    who = row.nominee
    return f"{who.number} {who.name} {who.organisation} {who.batch} {who.trade} {row.decision}".casefold()


def _by_rank(row: PersonRow) -> tuple[int, int]:
    return (row.nominee.rank or _LAST, row.nominee.number)


_ORDERS: Mapping[str, Callable[[PersonRow], Any]] = {
    "rank": _by_rank,
    "name": lambda row: row.nominee.name,
    "organisation": lambda row: row.nominee.organisation,
    "state": lambda row: row.nominee.state.value,
    "batch": lambda row: row.placed.batch if row.placed and row.nominee.batch else _LAST,
    "points": lambda row: row.nominee.points or 0,
    "front": lambda row: row.nominee.frontline is not True,
    "lot": lambda row: row.decided.key if row.decided else "~",
    "decision": lambda row: row.decision,
    "waiting": lambda row: row.nominee.waiting or _LAST,
    "number": lambda row: row.nominee.number,
}


def _points(row: PersonRow) -> str:
    return "" if row.nominee.points is None else str(row.nominee.points)


def _points_of(row: PersonRow) -> str:
    return points_words(row.decided) if row.decided else ""


def _lot(row: PersonRow) -> str:
    return row.decided.key[:_LOT] if row.decided else ""


def _whole_lot(row: PersonRow) -> str:
    return row.decided.key if row.decided else ""


def _preference(row: PersonRow) -> str:
    return preference_words(row.placed) if row.placed else ""


def _preferences(row: PersonRow) -> str:
    return _(", ").join(map(str, row.nominee.preferences))


def batch_cells(report: PlacingReport) -> Sequence[tuple[int, tuple[str, ...], bool]]:
    """Return number, cells and whether something is wrong with it, for each batch."""
    return [
        (
            one.batch.number,
            (one.batch.title, f"{one.people} / {one.batch.capacity}", f"{one.frontline} (≥ {one.needed})"),
            one.people > one.batch.capacity or one.frontline < one.needed,
        )
        for one in report.batches
    ]
