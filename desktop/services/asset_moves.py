"""What becomes of equipment: it goes to another site, is written off, and all of it is remembered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError, Refused
from desktop.core.i18n import N_, _
from desktop.models.site_assets import Asset, AssetMove, Condition, StockTake, StockTakeLine
from desktop.models.sites import Site
from desktop.services.asset_entry import TEXT_LIMIT, asset_on_file, condition_word, demand_in_use
from desktop.services.clock import local, moment_of
from desktop.services.site_find import on_file
from desktop.storage import journal


@dataclass(frozen=True, slots=True)
class AssetEvent:
    """Something that befell a piece of equipment, in words."""

    day: date
    words: str
    reason: str = ""


def move(
    session: Session,
    asset_ids: Sequence[UUID],
    to_site: UUID,
    to_place: str = "",
    on: date | None = None,
    reason: str = "",
) -> int:
    """Move equipment to a site (or to another place in its own) on a day, today where none is given.

    Returns how many moved; what stands there already is passed over. Raises FieldError (moved_on, to_site),
    ``WrittenOff``, NotFound.
    """
    site = on_file(session, to_site)
    rows = [asset_on_file(session, key) for key in dict.fromkeys(asset_ids)]
    moved = sum(move_one(session, row, site, to_place, on, reason) for row in rows)
    if not moved:
        raise FieldError(
            "to_site",
            _("All of it stands there already."),
            _("Choose another site, or name another place in this one."),
        )
    session.flush()
    if len(rows) == 1:
        journal.describe(
            session,
            N_("Move {number} {name} to {site}"),
            number=rows[0].number,
            name=rows[0].name,
            site=site.name,
        )
    else:
        journal.describe(
            session, N_("Move {count} pieces of equipment to {site}"), count=moved, site=site.name
        )
    return moved


def move_one(
    session: Session, row: Asset, site: Site, to_place: str = "", on: date | None = None, reason: str = ""
) -> bool:
    """Move one piece as a part of a larger operation; say whether it stood elsewhere."""
    demand_in_use(row)
    place = " ".join(to_place.split())[:TEXT_LIMIT]
    if row.site_id == site.id and (not place or place == row.place):
        return False
    day = _checked_day(session, row, on, "moved_on")
    session.add(
        AssetMove(
            asset_id=row.id,
            from_site_id=row.site_id,
            to_site_id=site.id,
            from_place=row.place,
            to_place=place,
            moved_on=day,
            reason=" ".join(reason.split()),
        )
    )
    row.site_id, row.place = site.id, place
    return True


def write_off(session: Session, asset_ids: Sequence[UUID], reason: str, on: date | None = None) -> int:
    """Write equipment off with a reason; it stays on record. Return how many pieces those were.

    Raises FieldError (reason, written_off_on), ``WrittenOff``, NotFound.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise FieldError("reason", _("Say why it is written off."), _("Such as “beyond repair”."))
    rows = [asset_on_file(session, key) for key in dict.fromkeys(asset_ids)]
    for row in rows:
        demand_in_use(row)
        row.written_off_on = _checked_day(session, row, on, "written_off_on")
        row.write_off_reason, row.condition = reason, Condition.WRITTEN_OFF
    session.flush()
    if len(rows) == 1:
        journal.describe(session, N_("Write off {number} {name}"), number=rows[0].number, name=rows[0].name)
    else:
        journal.describe(session, N_("Write off {count} pieces of equipment"), count=len(rows))
    return len(rows)


def take_back(session: Session, asset_id: UUID) -> None:
    """Take the writing off of a piece of equipment back. Raises Refused where it was not written off."""
    row = asset_on_file(session, asset_id)
    if row.condition is not Condition.WRITTEN_OFF:
        raise Refused(_("{number} {name} is in use.").format(number=row.number, name=row.name))
    row.condition, row.written_off_on, row.write_off_reason = Condition.WORN, None, ""
    session.flush()
    journal.describe(
        session, N_("Take the writing off of {number} {name} back"), number=row.number, name=row.name
    )


def history(session: Session, asset_id: UUID) -> tuple[AssetEvent, ...]:
    """Return what befell a piece of equipment, newest first. Raises NotFound."""
    row = asset_on_file(session, asset_id)
    events = [*_bought(row), *_moves(session, row), *_counted(session, row)]
    if row.written_off_on is not None:
        events.append(AssetEvent(row.written_off_on, _("Written off"), row.write_off_reason))
    return tuple(sorted(events, key=lambda event: event.day, reverse=True))


def _bought(row: Asset) -> list[AssetEvent]:
    if row.bought_on is None:
        return []
    words = _("Bought from {supplier}").format(supplier=row.supplier) if row.supplier else _("Bought")
    return [AssetEvent(row.bought_on, words)]


def _moves(session: Session, row: Asset) -> list[AssetEvent]:
    names = {key: name for key, name in session.execute(select(Site.id, Site.name))}
    moves = session.scalars(
        select(AssetMove).where(AssetMove.asset_id == row.id, AssetMove.removed_at.is_(None))
    )
    return [AssetEvent(one.moved_on, _move_words(one, names), one.reason) for one in moves]


def _move_words(one: AssetMove, names: dict[UUID, str]) -> str:
    if one.from_site_id == one.to_site_id:
        return _("Moved from {before} to {after}").format(before=one.from_place or "–", after=one.to_place)
    before = " ".join(filter(None, (names[one.from_site_id], one.from_place)))
    after = " ".join(filter(None, (names[one.to_site_id], one.to_place)))
    return _("Moved from {before} to {after}").format(before=before, after=after)


def _counted(session: Session, row: Asset) -> list[AssetEvent]:
    seen = session.execute(
        select(StockTakeLine, StockTake)
        .join(StockTake, StockTake.id == StockTakeLine.stock_take_id)
        .where(
            StockTakeLine.asset_id == row.id,
            StockTakeLine.removed_at.is_(None),
            StockTake.removed_at.is_(None),
        )
    )
    return [
        AssetEvent(
            local(line.seen_at).date(),
            _("Not found on a stock-take")
            if line.condition is Condition.MISSING
            else _("Seen on a stock-take: {condition}").format(condition=condition_word(line.condition)),
        )
        for line, _take in seen
    ]


def _checked_day(session: Session, row: Asset, on: date | None, field: str) -> date:
    today = local(moment_of(session)).date()
    day = on or today
    if day > today:
        raise FieldError(field, _("{day} lies ahead.").format(day=day), _("Enter it once it is done."))
    if row.bought_on is not None and day < row.bought_on:
        raise FieldError(
            field,
            _("{day} lies before the purchase on {bought}.").format(day=day, bought=row.bought_on),
            _("Correct the day, or the day of purchase of {number}.").format(number=row.number),
        )
    return day
