"""What becomes of each row of a list of goods, compared with the books and the rows before it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError
from desktop.core.i18n import _
from desktop.core.names import name_key
from desktop.models.sites import Site
from desktop.models.supplies import SupplyBatch, SupplyItem, SupplyMinimum, SupplyStock
from desktop.services.supplies import (
    BatchEntry,
    ItemEntry,
    check_batch,
    checked_words,
)
from desktop.services.supply_import_cells import fen_of, number_of
from desktop.services.supply_import_rows import (
    BatchKey,
    SupplyCells,
    SupplyImportRow,
    SupplyPlan,
    Verdict,
    change_words,
)
from desktop.spreadsheets.cells import kept_text, yes_or_no
from desktop.spreadsheets.site_cells import expiry_cell, near_day_cell
from desktop.spreadsheets.supply_headings import SUPPLY_LABELS

Row = TypeVar("Row", SupplyBatch, SupplyStock, SupplyMinimum, Site)
STORE_WORDS = ("本级库房", "库房", "仓库", "本级仓库", "office store", "store")
_BATCH_FIELDS = ("number", "bought_on", "expires_on", "supplier", "price", "quantity")


@dataclass
class Books:
    """The goods on file, and those the rows judged so far will make."""

    today: date
    items: dict[str, tuple[UUID | None, ItemEntry]] = field(default_factory=dict)
    batches: dict[BatchKey, tuple[UUID | None, BatchEntry]] = field(default_factory=dict)
    stocks: dict[tuple[UUID | None, UUID], int] = field(default_factory=dict)
    minimums: dict[tuple[UUID | None, str], int] = field(default_factory=dict)
    sites: dict[str, list[tuple[UUID, str]]] = field(default_factory=dict)
    seen: dict[tuple[BatchKey, UUID | None], int] = field(default_factory=dict)


def books_of(session: Session, today: date) -> Books:
    """Return what is on file of goods, and the sites by code and name."""
    books = Books(today)
    keys: dict[UUID, str] = {}
    for item in session.scalars(select(SupplyItem).where(SupplyItem.removed_at.is_(None))):
        keys[item.id] = item.name_key
        books.items[item.name_key] = (item.id, ItemEntry(item.name, item.unit, item.expires, item.remark))
    for batch in session.scalars(_kept(SupplyBatch).where(SupplyBatch.item_id.in_(list(keys)))):
        entry = BatchEntry(batch.number, batch.bought_on, batch.expires_on, batch.supplier, batch.price_fen)
        books.batches[_key(keys[batch.item_id], entry)] = (batch.id, entry)
    for stock in session.scalars(_kept(SupplyStock)):
        books.stocks[stock.site_id, stock.batch_id] = stock.quantity
    for least in session.scalars(_kept(SupplyMinimum).where(SupplyMinimum.item_id.in_(list(keys)))):
        books.minimums[least.site_id, keys[least.item_id]] = least.minimum
    for site in session.scalars(_kept(Site)):
        for word in {name_key(site.name), site.code.strip().casefold()} - {""}:
            books.sites.setdefault(word, []).append((site.id, site.name))
    return books


def judge(books: Books, rows: Sequence[SupplyCells]) -> list[SupplyImportRow]:
    """Return what becomes of each row; a row at fault is refused and leaves the others alone."""
    judged = []
    for cells in rows:
        name = _text(cells, "name")
        try:
            judged.append(_judge(books, cells, name))
        except FieldError as error:
            label = SUPPLY_LABELS.get(error.field, "")
            said = f"{_(label)}: {error}" if label and error.field != "name" else str(error)
            judged.append(
                SupplyImportRow(cells, Verdict.REFUSED, name, _text(cells, "place"), said, error.field)
            )
    return judged


def _judge(books: Books, cells: SupplyCells, name: str) -> SupplyImportRow:
    key = name_key(name)
    known = books.items.get(key)
    place, place_name = _place(books, cells)
    changes: list[str] = []
    entry = _batch_entry(books, cells)
    item = _item(cells, name, known, entry, changes)
    batch_key, batch_id, batch = None, None, None
    quantity, minimum = _number(cells, "quantity", 0), _number(cells, "minimum", 1)
    if any(_text(cells, one) for one in _BATCH_FIELDS):
        batch_key, batch_id, batch = _batch(books, key, item, entry, changes)
        _refuse_twice(books, batch_key, place, cells)
    lay = books.stocks.get((place, batch_id)) if batch_id else None
    is_new = known is None or known[0] is None or (batch_key is not None and batch_id is None)
    if quantity is not None and quantity != (lay or 0):
        if batch_id is not None:
            changes.append(change_words(_("Quantity"), str(lay or 0), str(quantity)))
    elif batch_id is not None:
        quantity = None
    minimum = _minimum(books, place, key, minimum, changes)
    _remember(books, key, item, batch_key, batch_id, batch)
    verdict = Verdict.NEW if is_new else Verdict.CHANGED if changes else Verdict.SAME
    plan = SupplyPlan(
        key, item if known is None or item != known[1] else None,
        batch_key, batch_id, batch, place, quantity, minimum,
    )  # fmt: skip
    return SupplyImportRow(cells, verdict, item.name, place_name, _("; ").join(changes), "", plan)


def _item(
    cells: SupplyCells,
    name: str,
    known: tuple[UUID | None, ItemEntry] | None,
    batch: BatchEntry,
    changes: list[str],
) -> ItemEntry:
    unit, remark = _text(cells, "unit"), _text(cells, "remark")
    expires = yes_or_no(cells.values.get("expires", ""))
    if known is None:
        entry = ItemEntry(name, unit, batch.expires_on is not None if expires is None else expires, remark)
        checked_words(entry)
        return entry
    before = known[1]
    if unit and unit != before.unit:
        raise FieldError(
            "unit",
            _("{name} is counted in {unit} here, not in {other}.").format(
                name=before.name, unit=before.unit, other=unit
            ),
            _("Convert the quantity, or correct the unit on the list first."),
        )
    after = replace(
        before,
        expires=before.expires if expires is None else expires,
        remark=remark or before.remark,
    )
    if after.expires != before.expires:
        changes.append(change_words(_(SUPPLY_LABELS["expires"]), _yes(before.expires), _yes(after.expires)))
    if after.remark != before.remark:
        changes.append(change_words(_("Remark"), before.remark, after.remark))
    return after


def _batch_entry(books: Books, cells: SupplyCells) -> BatchEntry:
    return BatchEntry(
        _text(cells, "number"),
        near_day_cell(cells.values.get("bought_on", ""), "bought_on", books.today),
        expiry_cell(cells.values.get("expires_on", ""), "expires_on", books.today),
        _text(cells, "supplier"),
        fen_of(cells.values.get("price", "")),
    )


def _batch(
    books: Books, item_key: str, item: ItemEntry, entry: BatchEntry, changes: list[str]
) -> tuple[BatchKey, UUID | None, BatchEntry | None]:
    """Return the batch a row means: one on file (with what changes of it), or a new one."""
    key = _known_key(books, item_key, entry)
    check_batch(item.name, item.expires, entry, books.today)
    if key not in books.batches:
        return key, None, entry
    batch_id, before = books.batches[key]
    after = replace(
        before,
        bought_on=entry.bought_on or before.bought_on,
        supplier=entry.supplier or before.supplier,
        price_fen=before.price_fen if entry.price_fen is None else entry.price_fen,
    )
    if batch_id is None or after == before:
        return key, batch_id, None
    for label, old, new in (
        (_("Bought on"), _day_words(before.bought_on), _day_words(after.bought_on)),
        (_("Supplier"), before.supplier, after.supplier),
        (_("Price"), _fen_words(before.price_fen), _fen_words(after.price_fen)),
    ):
        if old != new:
            changes.append(change_words(label, old, new))
    return key, batch_id, after


def _known_key(books: Books, item_key: str, entry: BatchEntry) -> BatchKey:
    """Return the key of the batch meant: of that day of purchase, or where one of the two tells none."""
    exact = _key(item_key, entry)
    if exact in books.batches:
        return exact
    alike = [key for key in books.batches if key[:3] == exact[:3]]
    if entry.bought_on is not None:
        alike = [key for key in alike if key[3] is None]
    return alike[0] if len(alike) == 1 else exact


def _refuse_twice(books: Books, key: BatchKey, place: UUID | None, cells: SupplyCells) -> None:
    before = books.seen.setdefault((key, place), cells.row)
    if before != cells.row:
        raise FieldError(
            "number",
            _("The same batch at the same place stands in row {row} already.").format(row=before),
            _("Put the two rows together."),
        )


def _minimum(
    books: Books, place: UUID | None, key: str, minimum: int | None, changes: list[str]
) -> int | None:
    before = books.minimums.get((place, key))
    if minimum is None or minimum == before:
        return None
    changes.append(change_words(_("Minimum"), "" if before is None else str(before), str(minimum)))
    books.minimums[place, key] = minimum
    return minimum


def _remember(
    books: Books,
    key: str,
    item: ItemEntry,
    batch_key: BatchKey | None,
    batch_id: UUID | None,
    batch: BatchEntry | None,
) -> None:
    books.items[key] = (books.items[key][0] if key in books.items else None, item)
    if batch_key is not None and batch is not None:
        books.batches[batch_key] = (batch_id, batch)


def _place(books: Books, cells: SupplyCells) -> tuple[UUID | None, str]:
    words = _text(cells, "place")
    if not words or words.casefold() in (*STORE_WORDS, _("Office store").casefold()):
        return None, _("Office store")
    found = dict(books.sites.get(name_key(words), []) or books.sites.get(words.casefold(), []))
    if len(found) == 1:
        return next(iter(found.items()))
    if found:
        raise FieldError(
            "place", _("Several sites are called “{name}”.").format(name=words), _("Write the code instead.")
        )
    raise FieldError(
        "place",
        _("No site has the name or code “{name}”.").format(name=words),
        _("Put the site on the register first, or correct the name."),
    )


def _number(cells: SupplyCells, name: str, least: int) -> int | None:
    return number_of(cells.values.get(name, ""), name, least, _text(cells, "unit"))


def _text(cells: SupplyCells, name: str) -> str:
    return kept_text(cells.values.get(name, "")) or ""


def _kept(model: type[Row]) -> Select[Row]:
    return select(model).where(model.removed_at.is_(None))


def _key(item_key: str, entry: BatchEntry) -> BatchKey:
    return item_key, entry.number, entry.expires_on, entry.bought_on


def _yes(value: bool) -> str:
    return _("yes") if value else _("no")


def _day_words(day: date | None) -> str:
    return day.isoformat() if day else ""


def _fen_words(fen: int | None) -> str:
    return "" if fen is None else f"{fen / 100:.2f}"
