"""Equipment of the sites: what stands where, what it cost, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, UnaryExpression, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from desktop.core.errors import FieldError
from desktop.core.i18n import N_, _
from desktop.models.site_assets import Asset, Condition
from desktop.models.sites import Site
from desktop.services.asset_entry import (
    FIRST_NUMBER,
    AssetEntry,
    WrittenOff,
    after,
    asset_on_file,
    condition_word,
    copy_entry,
    demand_in_use,
    free_numbers,
    free_tokens,
    numbers_for,
)
from desktop.services.clock import moment_of
from desktop.services.enrolment import blocks
from desktop.storage import journal
from desktop.storage.search import like_anywhere

__all__ = [
    "AssetEntry",
    "AssetFilter",
    "AssetLine",
    "AssetOrder",
    "Condition",
    "WrittenOff",
    "change",
    "condition_word",
    "create",
    "ids",
    "lines",
    "next_number",
    "remove",
    "totals",
]

MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class AssetLine:
    """A piece of equipment in a list."""

    id: UUID
    entry: AssetEntry
    site: str
    written_off_on: date | None
    write_off_reason: str


@dataclass(frozen=True, slots=True)
class AssetFilter:
    """Which equipment is asked for; what is empty asks for all. ``gone``: what was written off, too."""

    site_id: UUID | None = None
    conditions: frozenset[Condition] = frozenset()
    text: str = ""
    gone: bool = False


@dataclass(frozen=True, slots=True)
class AssetTotals:
    """How many pieces of equipment fit a filter, and what they cost together."""

    count: int
    value_fen: int


class AssetOrder(StrEnum):
    """What a list of equipment is ordered by."""

    NUMBER = "number"
    NAME = "name"
    SITE = "site"
    BOUGHT = "bought"
    VALUE = "value"
    CONDITION = "condition"


def ids(
    session: Session,
    wanted: AssetFilter | None = None,
    order: AssetOrder = AssetOrder.NUMBER,
    *,
    falling: bool = False,
) -> list[UUID]:
    """Return the keys of the equipment that fits, in order."""
    column = _ORDERS[order]
    sorting: list[UnaryExpression[object]] = [column.desc() if falling else column.asc()]
    query = select(Asset.id).join(Site, Site.id == Asset.site_id).where(_fits(wanted or AssetFilter()))
    return list(session.scalars(query.order_by(*sorting, Asset.number)))


def lines(session: Session, keys: Sequence[UUID]) -> list[AssetLine]:
    """Return equipment in the order asked for; what is no longer on file is left out."""
    found: dict[UUID, AssetLine] = {}
    for block in blocks(keys):
        rows = session.execute(
            select(Asset, Site.name)
            .join(Site, Site.id == Asset.site_id)
            .where(Asset.id.in_(block), Asset.removed_at.is_(None))
        )
        found.update({row.id: line_of(row, site) for row, site in rows})
    return [found[key] for key in keys if key in found]


def line(session: Session, asset_id: UUID) -> AssetLine:
    """Return one piece of equipment. Raises NotFound."""
    row = asset_on_file(session, asset_id)
    return line_of(row, session.get_one(Site, row.site_id).name)


def totals(session: Session, wanted: AssetFilter | None = None) -> AssetTotals:
    """Return how many pieces fit a filter and what they cost."""
    query = (
        select(func.count(), func.coalesce(func.sum(Asset.value_fen), 0))
        .join(Site, Site.id == Asset.site_id)
        .where(_fits(wanted or AssetFilter()))
    )
    count, value = session.execute(query).one()
    return AssetTotals(count, int(value or 0))


def create(session: Session, entry: AssetEntry, count: int = 1) -> tuple[UUID, ...]:
    """Put equipment on file, several of a kind under numbers that follow each other.

    Raises FieldError (number, name, bought_on, value, count), NotFound for the site.
    """
    if not 1 <= count <= MOST_AT_ONCE:
        raise FieldError("count", _("Between 1 and {most} pieces at a time.").format(most=MOST_AT_ONCE))
    rows = add_all(session, [replace(entry, number=number) for number in numbers_for(session, entry, count)])
    if count == 1:
        journal.describe(session, N_("Add {name} to the equipment"), name=rows[0].name)
    else:
        journal.describe(session, N_("Add {count} × {name} to the equipment"), count=count, name=rows[0].name)
    return tuple(row.id for row in rows)


def add_all(session: Session, entries: Sequence[AssetEntry]) -> list[Asset]:
    """Put equipment on file as a part of a larger operation. Raises as :func:`create` does."""
    tokens = free_tokens(session, len(entries))
    rows = []
    for entry, token in zip(entries, tokens, strict=True):
        row = Asset(site_id=entry.site_id, number="", token=token, name="")
        copy_entry(session, entry, row)
        session.add(row)
        session.flush()
        rows.append(row)
    return rows


def change(session: Session, asset_id: UUID, entry: AssetEntry) -> None:
    """Correct what is kept of a piece of equipment, where it stands excepted: see ``asset_moves.move``.

    Raises FieldError as :func:`create` does, ``WrittenOff``, NotFound.
    """
    row = asset_on_file(session, asset_id)
    demand_in_use(row)
    copy_entry(session, replace(entry, site_id=row.site_id), row)
    session.flush()
    journal.describe(session, N_("Change {number} {name}"), number=row.number, name=row.name)


def remove(session: Session, asset_id: UUID) -> None:
    """Take what was entered by mistake off the list; what is worn out is written off instead."""
    row = asset_on_file(session, asset_id)
    row.removed_at = moment_of(session)
    session.flush()
    journal.describe(session, N_("Remove {number} {name}"), number=row.number, name=row.name)


def next_number(session: Session) -> str:
    """Return the number after that of the equipment added last, the first one free."""
    last = session.scalar(
        select(Asset.number).where(Asset.removed_at.is_(None)).order_by(Asset.id.desc()).limit(1)
    )
    return free_numbers(session, after(last) if last else FIRST_NUMBER, 1)[0]


def line_of(row: Asset, site: str) -> AssetLine:
    """Return a row as a line."""
    entry = AssetEntry(
        row.site_id,
        row.number,
        row.name,
        row.model,
        row.place,
        row.bought_on,
        row.value_fen,
        row.supplier,
        row.condition,
        row.remark,
    )
    return AssetLine(row.id, entry, site, row.written_off_on, row.write_off_reason)


_ORDERS: dict[AssetOrder, InstrumentedAttribute[object]] = {
    AssetOrder.NUMBER: Asset.number,
    AssetOrder.NAME: Asset.name,
    AssetOrder.SITE: Site.search_key,
    AssetOrder.BOUGHT: Asset.bought_on,
    AssetOrder.VALUE: Asset.value_fen,
    AssetOrder.CONDITION: Asset.condition,
}


def _fits(wanted: AssetFilter) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [Asset.removed_at.is_(None)]
    if wanted.site_id is not None:
        conditions.append(Asset.site_id == wanted.site_id)
    if wanted.conditions:
        conditions.append(Asset.condition.in_(wanted.conditions))
    elif not wanted.gone:
        conditions.append(Asset.condition != Condition.WRITTEN_OFF)
    for word in wanted.text.split():
        pattern = like_anywhere(word.lower())
        texts = func.lower(
            Asset.number + "|" + Asset.name + "|" + Asset.model + "|" + Asset.place + "|" + Asset.supplier
        )
        conditions.append(or_(texts.like(pattern, escape="!"), Site.search_key.like(pattern, escape="!")))
    return and_(*conditions)
