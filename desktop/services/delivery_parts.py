"""What a round of the islands is made of: stops with their goods, and what to pick from the store."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Wanted:
    """So many of a batch for a site, as planned by a person or proposed."""

    site_id: UUID
    batch_id: UUID
    quantity: int


@dataclass(frozen=True, slots=True)
class Goods:
    """One line of a stop; ``delivered`` is None until the round is done, ``id`` None while only proposed."""

    id: UUID | None
    item_id: UUID
    item: str
    unit: str
    batch_id: UUID
    number: str
    expires_on: date | None
    quantity: int
    delivered: int | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """A site on the round with what it gets."""

    site_id: UUID
    site: str
    district: str
    island: str
    address: str
    contact: str
    phone: str
    goods: tuple[Goods, ...]

    @property
    def group(self) -> str:
        """The island, or the district where no island is told."""
        return self.island or self.district


@dataclass(frozen=True, slots=True)
class Pick:
    """What to take of one batch from the store; ``in_store`` is what lies there now."""

    item_id: UUID
    item: str
    unit: str
    batch_id: UUID
    number: str
    expires_on: date | None
    quantity: int
    in_store: int

    @property
    def lacks(self) -> int:
        """How many the store has too few."""
        return max(0, self.quantity - self.in_store)


@dataclass(frozen=True, slots=True)
class Lack:
    """What a proposal could not give since the store has too little of an item."""

    item_id: UUID
    item: str
    unit: str
    wanted: int
    given: int

    @property
    def lacks(self) -> int:
        """How many are to be bought."""
        return self.wanted - self.given


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who is to get what, in the order of the round, and what the store lacks for it."""

    stops: tuple[Stop, ...]
    lacks: tuple[Lack, ...]

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        """The lines a round would be planned with."""
        return tuple(Wanted(s.site_id, g.batch_id, g.quantity) for s in self.stops for g in s.goods)


@dataclass(frozen=True, slots=True)
class RoundEntry:
    """A round as a form gives it; stops go in the order of the lines."""

    planned_on: date
    lines: tuple[Wanted, ...]
    driver: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round in a list; ``quantity`` counts all units, delivered once it is done."""

    id: UUID
    number: str
    planned_on: date
    done_on: date | None
    driver: str
    sites: int
    quantity: int


@dataclass(frozen=True, slots=True)
class RoundCard:
    """A round with its stops in their order and what to pick for it."""

    id: UUID
    number: str
    planned_on: date
    done_on: date | None
    driver: str
    remark: str
    stops: tuple[Stop, ...]
    picks: tuple[Pick, ...]

    @property
    def is_done(self) -> bool:
        """Whether the goods were handed over."""
        return self.done_on is not None
