"""Goods the office keeps: what kinds there are, and the batches they were bought in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError, NotFound, Refused
from desktop.core.i18n import N_, _
from desktop.core.names import name_key
from desktop.models.supplies import SupplyBatch, SupplyItem, SupplyMinimum, SupplyStock
from desktop.services.clock import local, moment_of
from desktop.storage import journal

NAME_LIMIT = 80
UNIT_LIMIT = 12
PRICE_LIMIT_FEN = 100_000_000
SPANS = (30, 60, 90)
"""Within how many days goods that expire are looked for."""


class ItemTaken(FieldError):
    """Goods of that name are on the list already."""


class StillThere(Refused):
    """Goods that still lie somewhere cannot be taken off the list."""


class ExpiryBeforePurchase(FieldError):
    """A batch cannot have expired before it was bought."""


class ExpiryMissing(FieldError):
    """Goods that expire need the day on which they do."""


@dataclass(frozen=True, slots=True)
class ItemEntry:
    """A kind of goods as a form gives it."""

    name: str
    unit: str
    expires: bool = False
    remark: str = ""


@dataclass(frozen=True, slots=True)
class BatchEntry:
    """A batch as a form gives it; ``price_fen`` is for one unit."""

    number: str = ""
    bought_on: date | None = None
    expires_on: date | None = None
    supplier: str = ""
    price_fen: int | None = None


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A kind of goods with how much lies in the office's store and at the sites.

    ``expired`` and ``within`` count units: past their date, and expiring within 30, 60 and 90 days (each
    holds the one before it, none the expired). ``short`` counts the places below their minimum.
    """

    id: UUID
    name: str
    unit: str
    expires: bool
    remark: str
    in_store: int
    at_sites: int
    expired: int
    within: tuple[int, int, int]
    short: int = 0

    @property
    def there(self) -> int:
        """All units, wherever they lie."""
        return self.in_store + self.at_sites


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A batch with how much of it is left."""

    id: UUID
    item_id: UUID
    number: str
    bought_on: date | None
    expires_on: date | None
    supplier: str
    price_fen: int | None
    in_store: int
    at_sites: int

    @property
    def there(self) -> int:
        """All units left of it."""
        return self.in_store + self.at_sites


def today_of(session: Session) -> date:
    """Return the day on the wall while the service works."""
    return local(moment_of(session)).date()


def batch_word(number: str, expires_on: date | None) -> str:
    """Return what tells a batch from others: its number, when it expires, or that neither is known."""
    until = _("until {day}").format(day=expires_on.isoformat()) if expires_on else ""
    return " · ".join(part for part in (number, until) if part) or _("no number")


def items(session: Session, text: str = "", today: date | None = None) -> list[ItemLine]:
    """Return the kinds of goods by name; each word of ``text`` must stand in the name or remark."""
    query = select(SupplyItem).where(SupplyItem.removed_at.is_(None)).order_by(SupplyItem.name_key)
    for word in text.split():
        query = query.where((SupplyItem.name + "|" + SupplyItem.remark).icontains(word, autoescape=True))
    rows = session.scalars(query).all()
    return _lines(session, rows, today or today_of(session))


def item(session: Session, item_id: UUID, today: date | None = None) -> ItemLine:
    """Return one kind of goods. Raises NotFound."""
    return _lines(session, [item_on_file(session, item_id)], today or today_of(session))[0]


def batches(session: Session, item_id: UUID, used_up: bool = False) -> list[BatchLine]:
    """Return the batches of an item, first to expire first; those used up only where asked for."""
    at_store = func.coalesce(func.sum(SupplyStock.quantity).filter(SupplyStock.site_id.is_(None)), 0)
    there = func.coalesce(func.sum(SupplyStock.quantity), 0)
    rows = session.execute(
        select(SupplyBatch, at_store, there)
        .outerjoin(SupplyStock, (SupplyStock.batch_id == SupplyBatch.id) & SupplyStock.removed_at.is_(None))
        .where(SupplyBatch.item_id == item_id, SupplyBatch.removed_at.is_(None))
        .group_by(SupplyBatch.id)
    ).all()
    lines = [
        BatchLine(
            b.id, b.item_id, b.number, b.bought_on, b.expires_on, b.supplier, b.price_fen,
            int(stored), int(everywhere) - int(stored),
        )
        for b, stored, everywhere in rows
        if everywhere or used_up
    ]  # fmt: skip
    return sorted(lines, key=lambda one: first_to_go(one.expires_on, one.bought_on, one.id))


def first_to_go(expires_on: date | None, bought_on: date | None, key: UUID) -> tuple[date, date, UUID]:
    """Return what orders batches as they are to be used: first to expire, then first bought."""
    return expires_on or date.max, bought_on or date.min, key


def add_item(session: Session, entry: ItemEntry) -> ItemLine:
    """Put a kind of goods on the list. Raises FieldError (name, unit), ``ItemTaken``."""
    made = new_item(session, entry)
    journal.describe(session, N_("Add supplies {name}"), name=made.name)
    return item(session, made.id)


def new_item(session: Session, entry: ItemEntry) -> SupplyItem:
    """Make the row of a kind of goods, checked, in an operation described elsewhere."""
    made = SupplyItem(name="", name_key="", unit="")
    write_item(session, entry, made)
    session.add(made)
    session.flush()
    return made


def change_item(session: Session, item_id: UUID, entry: ItemEntry) -> ItemLine:
    """Correct a kind of goods. Raises as :func:`add_item`; ``ExpiryMissing`` where a batch has no date."""
    row = item_on_file(session, item_id)
    if entry.expires and not row.expires and _undated(session, item_id):
        raise ExpiryMissing(
            "expires",
            _("Some of it lies there without an expiry date."),
            _("Write the date on its batches first."),
        )
    write_item(session, entry, row)
    session.flush()
    journal.describe(session, N_("Change supplies {name}"), name=row.name)
    return item(session, item_id)


def remove_item(session: Session, item_id: UUID) -> str:
    """Take a kind of goods off the list; return its name. Raises ``StillThere`` while some of it is left."""
    row = item_on_file(session, item_id)
    line = item(session, item_id)
    if line.there:
        raise StillThere(
            _("There are still {count} {unit} of {name}.").format(
                count=line.there, unit=row.unit, name=row.name
            ),
            _("Take them out or discard them first."),
        )
    moment = moment_of(session)
    for batch in session.scalars(
        select(SupplyBatch).where(SupplyBatch.item_id == item_id, SupplyBatch.removed_at.is_(None))
    ):
        batch.removed_at = moment
    for least in session.scalars(
        select(SupplyMinimum).where(SupplyMinimum.item_id == item_id, SupplyMinimum.removed_at.is_(None))
    ):
        least.removed_at = moment
    row.removed_at = moment
    session.flush()
    journal.describe(session, N_("Remove supplies {name}"), name=row.name)
    return row.name


def new_batch(session: Session, item: SupplyItem, entry: BatchEntry) -> SupplyBatch:
    """Make the row of a batch, checked, in an operation described elsewhere."""
    made = SupplyBatch(item_id=item.id)
    write_batch(session, item, entry, made)
    session.add(made)
    session.flush()
    return made


def change_batch(session: Session, batch_id: UUID, entry: BatchEntry) -> BatchLine:
    """Correct what is known of a batch. Raises FieldError (bought_on, expires_on, price)."""
    row = batch_on_file(session, batch_id)
    kind = item_on_file(session, row.item_id)
    write_batch(session, kind, entry, row)
    session.flush()
    journal.describe(
        session,
        N_("Change the batch {batch} of {name}"),
        batch=batch_word(row.number, row.expires_on),
        name=kind.name,
    )
    return next(one for one in batches(session, row.item_id, used_up=True) if one.id == batch_id)


def item_on_file(session: Session, item_id: UUID) -> SupplyItem:
    """Return the row of a kind of goods. Raises NotFound."""
    row = session.get(SupplyItem, item_id)
    if row is None or row.removed_at is not None:
        raise NotFound(_("Those goods are no longer on the list."), _("Undo brings it back."))
    return row


def batch_on_file(session: Session, batch_id: UUID) -> SupplyBatch:
    """Return the row of a batch. Raises NotFound."""
    row = session.get(SupplyBatch, batch_id)
    if row is None or row.removed_at is not None:
        raise NotFound(_("That batch is no longer on the list."), _("Undo brings it back."))
    return row


def checked_words(entry: ItemEntry) -> tuple[str, str]:
    """Return the name and the unit as they are kept. Raises FieldError (name, unit)."""
    name, unit = " ".join(entry.name.split()), " ".join(entry.unit.split())
    for field, words, limit, missing in (
        ("name", name, NAME_LIMIT, _("The goods need a name.")),
        ("unit", unit, UNIT_LIMIT, _("Say in which unit they are counted, such as bottle or box.")),
    ):
        if not words:
            raise FieldError(field, missing)
        if len(words) > limit:
            raise FieldError(
                field, _("That is longer than {count} characters.").format(count=limit), _("Shorten it.")
            )
    return name, unit


def write_item(session: Session, entry: ItemEntry, row: SupplyItem) -> None:
    """Copy a form into the row of a kind of goods. Raises FieldError (name, unit), ``ItemTaken``."""
    name, unit = checked_words(entry)
    twin = session.scalar(
        select(SupplyItem.name).where(
            SupplyItem.name_key == name_key(name), SupplyItem.removed_at.is_(None), SupplyItem.id != row.id
        )
    )
    if twin is not None:
        raise ItemTaken(
            "name",
            _("{name} is on the list already.").format(name=twin),
            _("Enter what came in there, or give these goods a name of their own."),
        )
    row.name, row.name_key, row.unit = name, name_key(name), unit
    row.expires, row.remark = entry.expires, entry.remark.strip()


def check_batch(name: str, expires: bool, entry: BatchEntry, today: date) -> None:
    """Raise for what cannot be of a batch of these goods: FieldError (bought_on, expires_on, price)."""
    if entry.bought_on is not None and entry.bought_on > today:
        raise FieldError(
            "bought_on",
            _("The day of purchase, {day}, has not come yet.").format(day=entry.bought_on),
            _("Correct the day, or leave it empty."),
        )
    if expires and entry.expires_on is None:
        raise ExpiryMissing(
            "expires_on",
            _("{name} expires, so the batch needs its expiry date.").format(name=name),
            _("It stands on the box."),
        )
    if entry.expires_on is not None and entry.bought_on is not None and entry.expires_on < entry.bought_on:
        raise ExpiryBeforePurchase(
            "expires_on",
            _("It cannot have expired on {expiry}, before it was bought on {bought}.").format(
                expiry=entry.expires_on, bought=entry.bought_on
            ),
            _("Look at the box again and correct one of the two days."),
        )
    if entry.price_fen is not None and not 0 <= entry.price_fen <= PRICE_LIMIT_FEN:
        raise FieldError(
            "price", _("The price must lie between 0 and {most} yuan.").format(most=PRICE_LIMIT_FEN // 100)
        )


def write_batch(session: Session, item: SupplyItem, entry: BatchEntry, row: SupplyBatch) -> None:
    """Copy a form into the row of a batch, checked as :func:`check_batch` does."""
    check_batch(item.name, item.expires, entry, today_of(session))
    row.number, row.supplier = entry.number.strip(), entry.supplier.strip()
    row.bought_on, row.expires_on, row.price_fen = entry.bought_on, entry.expires_on, entry.price_fen


def _undated(session: Session, item_id: UUID) -> bool:
    found = session.scalar(
        select(SupplyBatch.id)
        .join(SupplyStock, SupplyStock.batch_id == SupplyBatch.id)
        .where(
            SupplyBatch.item_id == item_id,
            SupplyBatch.removed_at.is_(None),
            SupplyBatch.expires_on.is_(None),
            SupplyStock.removed_at.is_(None),
            SupplyStock.quantity > 0,
        )
        .limit(1)
    )
    return found is not None


def _lines(session: Session, rows: Sequence[SupplyItem], today: date) -> list[ItemLine]:
    store = func.sum(SupplyStock.quantity).filter(SupplyStock.site_id.is_(None))
    expired = func.sum(SupplyStock.quantity).filter(SupplyBatch.expires_on < today)
    soon = [
        func.sum(SupplyStock.quantity).filter(
            SupplyBatch.expires_on.between(today, today + timedelta(days=days))
        )
        for days in SPANS
    ]
    sums = {
        key: [int(one or 0) for one in found]
        for key, *found in session.execute(
            select(SupplyBatch.item_id, func.sum(SupplyStock.quantity), store, expired, *soon)
            .join(SupplyStock, SupplyStock.batch_id == SupplyBatch.id)
            .where(
                SupplyBatch.item_id.in_([row.id for row in rows]),
                SupplyStock.removed_at.is_(None),
                SupplyBatch.removed_at.is_(None),
            )
            .group_by(SupplyBatch.item_id)
        )
    }
    made = []
    for row in rows:
        there, stored, over, first, second, third = sums.get(row.id, [0] * 6)
        made.append(
            ItemLine(
                row.id, row.name, row.unit, row.expires, row.remark,
                stored, there - stored, over, (first, second, third),
            )
        )  # fmt: skip
    return made
