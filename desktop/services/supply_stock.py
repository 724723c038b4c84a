"""Goods coming, going, moving and being counted. Nothing lies anywhere without a line saying how it came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError
from desktop.core.i18n import N_, _
from desktop.models.supplies import MovementKind, SupplyBatch, SupplyItem, SupplyMovement, SupplyStock
from desktop.services.site_find import on_file
from desktop.services.supplies import (
    BatchEntry,
    batch_on_file,
    batch_word,
    first_to_go,
    item_on_file,
    new_batch,
    today_of,
)
from desktop.storage import journal

__all__ = [
    "Change",
    "MovementKind",
    "NotEnough",
    "Place",
    "Taken",
    "count",
    "discard",
    "move",
    "place_word",
    "receive",
    "take_out",
]

Place = UUID | None
"""A site, or None for the office's own store."""

QUANTITY_LIMIT = 1_000_000


class NotEnough(FieldError):
    """More was asked for than lies there; ``there`` is what may be taken."""

    def __init__(self, there: int, sentence: str, remedy: str) -> None:
        super().__init__("quantity", sentence, remedy)
        self.there = there


@dataclass(frozen=True, slots=True)
class Change:
    """Why stock changes: on which day (today if None), by which paper, for which round or activity."""

    kind: MovementKind = MovementKind.OUT
    day: date | None = None
    document: str = ""
    remark: str = ""
    delivery_id: UUID | None = None
    activity_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What one movement did: ``change`` units of a batch at a place, of which ``after`` lie there now."""

    batch_id: UUID
    batch: str
    place: str
    change: int
    after: int


def place_word(session: Session, place: Place) -> str:
    """Return what a place is called. Raises NotFound."""
    if place is None:
        return _("Office store")
    return on_file(session, place).name


def receive(
    session: Session,
    item_id: UUID,
    quantity: int,
    batch: BatchEntry | UUID,
    place: Place = None,
    change: Change | None = None,
) -> Taken:
    """Enter what came in, of a batch on file or a new one. Raises FieldError (quantity, day, batch's)."""
    item = item_on_file(session, item_id)
    checked_quantity(quantity)
    if isinstance(batch, UUID):
        row = batch_on_file(session, batch)
    else:
        row = same_batch(session, item, batch) or new_batch(session, item, batch)
    done = _moved(session, row, place, quantity, change or Change(MovementKind.IN))
    journal.describe(
        session,
        N_("Enter {count} {unit} of {name} for {place}"),
        count=quantity, unit=item.unit, name=item.name, place=done.place,
    )  # fmt: skip
    return done


def take_out(
    session: Session,
    item_id: UUID,
    quantity: int,
    place: Place = None,
    batch_id: UUID | None = None,
    change: Change | None = None,
) -> tuple[Taken, ...]:
    """Take goods out: of the batch named, else of the first to expire (never of one that has expired).

    Raises ``NotEnough``, FieldError (quantity, day).
    """
    item = item_on_file(session, item_id)
    taken = taken_from(session, item, quantity, place, batch_id, change or Change())
    journal.describe(
        session,
        N_("Take out {count} {unit} of {name} at {place}"),
        count=quantity, unit=item.unit, name=item.name, place=place_word(session, place),
    )  # fmt: skip
    return taken


def taken_from(
    session: Session, item: SupplyItem, quantity: int, place: Place, batch_id: UUID | None, change: Change
) -> tuple[Taken, ...]:
    """As :func:`take_out`, in an operation described elsewhere."""
    checked_quantity(quantity)
    shares = share_out(session, item, quantity, place, batch_id)
    return tuple(_moved(session, batch, place, -part, change) for batch, part in shares)


def count(
    session: Session, batch_id: UUID, place: Place, counted: int, change: Change | None = None
) -> Taken:
    """Enter how much of a batch was found at a place; the line keeps the difference to the books."""
    checked_quantity(counted, least=0)
    batch = batch_on_file(session, batch_id)
    item = item_on_file(session, batch.item_id)
    lay = lying(session, batch_id, place)
    change = change or Change()
    done = _moved(
        session, batch, place, counted - lay,
        Change(MovementKind.COUNTED, change.day, change.document, change.remark),
    )  # fmt: skip
    journal.describe(
        session,
        N_("Count {name} at {place}: {count} instead of {before}")
        if counted != lay
        else N_("Count {name} at {place}: {count}"),
        name=item.name, place=done.place, count=counted, before=lay,
    )  # fmt: skip
    return done


def discard(
    session: Session, batch_id: UUID, place: Place, quantity: int | None = None, change: Change | None = None
) -> Taken:
    """Throw a batch away at a place, all of it or so many. Raises ``NotEnough``."""
    batch = batch_on_file(session, batch_id)
    item = item_on_file(session, batch.item_id)
    if quantity is None:
        quantity = lying(session, batch_id, place)
        if not quantity:
            raise too_few(session, item, place, 0, 0)
    checked_quantity(quantity)
    share_out(session, item, quantity, place, batch_id)
    change = change or Change()
    done = _moved(
        session, batch, place, -quantity,
        Change(MovementKind.DISCARDED, change.day, change.document, change.remark),
    )  # fmt: skip
    journal.describe(
        session,
        N_("Discard {count} {unit} of {name} at {place}"),
        count=quantity, unit=item.unit, name=item.name, place=done.place,
    )  # fmt: skip
    return done


def move(
    session: Session,
    item_id: UUID,
    quantity: int,
    origin: Place,
    target: Place,
    batch_id: UUID | None = None,
    change: Change | None = None,
) -> tuple[Taken, ...]:
    """Carry goods from one place to another; return the lines at the target. Raises ``NotEnough``."""
    if origin == target:
        raise FieldError("target", _("They lie there already."), _("Choose another place."))
    item = item_on_file(session, item_id)
    change = change or Change()
    change = Change(MovementKind.MOVED, change.day, change.document, change.remark)
    checked_quantity(quantity)
    shares = share_out(session, item, quantity, origin, batch_id)
    arrived = tuple(carry(session, batch, part, origin, target, change) for batch, part in shares)
    journal.describe(
        session,
        N_("Move {count} {unit} of {name} from {origin} to {target}"),
        count=quantity, unit=item.unit, name=item.name,
        origin=place_word(session, origin), target=arrived[0].place,
    )  # fmt: skip
    return arrived


def carry(
    session: Session, batch: SupplyBatch, quantity: int, origin: Place, target: Place, change: Change
) -> Taken:
    """Take so many of a batch from one place and put them to another; what lies there was looked at."""
    _moved(session, batch, origin, -quantity, change)
    return _moved(session, batch, target, quantity, change)


def put(session: Session, batch: SupplyBatch, place: Place, change: int, why: Change) -> Taken:
    """Change what lies at a place by so many, in an operation described elsewhere. Raises ``NotEnough``."""
    lay = lying(session, batch.id, place)
    if lay + change < 0:
        raise too_few(session, item_on_file(session, batch.item_id), place, lay, 0)
    return _moved(session, batch, place, change, why)


def lying(session: Session, batch_id: UUID, place: Place) -> int:
    """Return how much of a batch lies at a place."""
    row = _stock(session, batch_id, place)
    return row.quantity if row else 0


def share_out(
    session: Session, item: SupplyItem, quantity: int, place: Place, batch_id: UUID | None = None
) -> list[tuple[SupplyBatch, int]]:
    """Return how many to take of which batch, first to expire first. Raises ``NotEnough``."""
    there = stocked(session, item.id, place)
    today = today_of(session)
    if batch_id is not None:
        usable = [(batch, lies) for batch, lies in there if batch.id == batch_id]
        expired = 0
    else:
        usable = [(b, lies) for b, lies in there if b.expires_on is None or b.expires_on >= today]
        expired = sum(lies for _batch, lies in there) - sum(lies for _batch, lies in usable)
    shares, wanted = [], quantity
    for batch, lies in usable:
        part = min(lies, wanted)
        if part:
            shares.append((batch, part))
        wanted -= part
    if wanted:
        raise too_few(session, item, place, quantity - wanted, expired)
    return shares


def stocked(session: Session, item_id: UUID, place: Place) -> list[tuple[SupplyBatch, int]]:
    """Return the batches of an item that lie at a place, first to expire first."""
    rows = session.execute(
        select(SupplyBatch, SupplyStock.quantity)
        .join(SupplyStock, SupplyStock.batch_id == SupplyBatch.id)
        .where(
            SupplyBatch.item_id == item_id,
            SupplyBatch.removed_at.is_(None),
            SupplyStock.removed_at.is_(None),
            SupplyStock.quantity > 0,
            _at(place),
        )
    ).all()
    ordered = sorted(rows, key=lambda row: first_to_go(row[0].expires_on, row[0].bought_on, row[0].id))
    return [(batch, lies) for batch, lies in ordered]


def too_few(session: Session, item: SupplyItem, place: Place, there: int, expired: int) -> NotEnough:
    """Return the refusal that says how much is there."""
    sentence = (
        _("Only {count} {unit} of {name} lie at {place}.") if there else _("No {name} lies at {place}.")
    )
    said = sentence.format(count=there, unit=item.unit, name=item.name, place=place_word(session, place))
    if expired:
        said += " " + _("{count} {unit} more have expired.").format(count=expired, unit=item.unit)
    return NotEnough(there, said, _("Enter what came in first, or count what lies there."))


def same_batch(session: Session, item: SupplyItem, entry: BatchEntry) -> SupplyBatch | None:
    """Return the batch on file that says just what the entry says."""
    rows: Sequence[SupplyBatch] = session.scalars(
        select(SupplyBatch).where(
            SupplyBatch.item_id == item.id,
            SupplyBatch.removed_at.is_(None),
            SupplyBatch.number == entry.number.strip(),
            SupplyBatch.supplier == entry.supplier.strip(),
        )
    ).all()
    return next(
        (
            row
            for row in rows
            if (row.bought_on, row.expires_on, row.price_fen)
            == (entry.bought_on, entry.expires_on, entry.price_fen)
        ),
        None,
    )


def checked_quantity(quantity: int, least: int = 1) -> None:
    """Raise FieldError (quantity) for what nobody can lay on a shelf."""
    if not least <= quantity <= QUANTITY_LIMIT:
        raise FieldError(
            "quantity",
            _("The quantity must lie between {least} and {most}.").format(
                least=least, most=f"{QUANTITY_LIMIT:,}"
            ),
        )


def _moved(session: Session, batch: SupplyBatch, place: Place, change: int, why: Change) -> Taken:
    """Change a stock and write the line; the caller has seen to it that enough lies there."""
    name, day = place_word(session, place), why.day or today_of(session)
    if day > today_of(session):
        raise FieldError(
            "day", _("The day {day} has not come yet.").format(day=day), _("Enter it when it has happened.")
        )
    row = _stock(session, batch.id, place)
    if row is None:
        row = SupplyStock(site_id=place, batch_id=batch.id, quantity=0)
        session.add(row)
    row.quantity += change
    session.add(
        SupplyMovement(
            site_id=place, batch_id=batch.id, kind=why.kind, moved_on=day, change=change,
            after=row.quantity, delivery_id=why.delivery_id, activity_id=why.activity_id,
            document=why.document.strip(), remark=why.remark.strip(),
        )
    )  # fmt: skip
    session.flush()
    return Taken(batch.id, batch_word(batch.number, batch.expires_on), name, change, row.quantity)


def _stock(session: Session, batch_id: UUID, place: Place) -> SupplyStock | None:
    return session.scalar(
        select(SupplyStock).where(
            SupplyStock.batch_id == batch_id, SupplyStock.removed_at.is_(None), _at(place)
        )
    )


def _at(place: Place) -> ColumnElement[bool]:
    return SupplyStock.site_id.is_(None) if place is None else SupplyStock.site_id == place
