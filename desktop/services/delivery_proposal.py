"""What to bring on the next round: who is below the minimum, from which batches, and what the store lacks."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.sites import Site
from desktop.models.supplies import SupplyBatch
from desktop.services.deliveries import reserved, stop_of
from desktop.services.delivery_parts import Goods, Lack, Proposal, Stop
from desktop.services.supplies import today_of
from desktop.services.supply_due import Shortage, below_minimum
from desktop.services.supply_stock import stocked

MOST_TIMES = 5
"""A site is filled up to at most so many times its minimum."""


def propose_delivery(
    session: Session, sites: Iterable[UUID] | None = None, times: int = 1, today: date | None = None
) -> Proposal:
    """Propose a round to the sites below a minimum, all of them or those among ``sites``.

    Each is filled up to its minimum (or so many ``times`` of it), with what other planned rounds bring
    counted as there and as gone from the store. First to expire goes first, expired batches stay.
    Where the store has too little, the emptiest sites come first. Stops go by district and island.
    """
    today = today or today_of(session)
    wanted_sites = None if sites is None else set(sites)
    coming, gone = _under_way(session)
    needs: dict[UUID, list[tuple[Shortage, int]]] = {}
    for short in below_minimum(session, today):
        if short.site_id is None or (wanted_sites is not None and short.site_id not in wanted_sites):
            continue
        there = short.there + coming.get((short.site_id, short.item_id), 0)
        if there < short.minimum:
            needs.setdefault(short.item_id, []).append((short, short.minimum * times - there))
    goods: dict[UUID, list[Goods]] = {}
    lacks: list[Lack] = []
    for item_id, item_needs in needs.items():
        item_needs.sort(key=lambda need: need[1] / need[0].minimum, reverse=True)
        left = [
            (batch, lies - gone.get(batch.id, 0))
            for batch, lies in stocked(session, item_id, None)
            if batch.expires_on is None or batch.expires_on >= today
        ]
        given = _give(item_needs, left, goods)
        asked = sum(quantity for _short, quantity in item_needs)
        if given < asked:
            first = item_needs[0][0]
            lacks.append(Lack(item_id, first.item, first.unit, asked, given))
    return Proposal(_stops(session, goods), tuple(sorted(lacks, key=lambda one: one.item)))


def _give(
    needs: Sequence[tuple[Shortage, int]],
    left: Sequence[tuple[SupplyBatch, int]],
    goods: dict[UUID, list[Goods]],
) -> int:
    """Fill the needs from the batches in their order; return how many were given."""
    stock = [(batch, lies) for batch, lies in left if lies > 0]
    given, at, used = 0, 0, 0
    for short, quantity in needs:
        assert short.site_id is not None
        while quantity and at < len(stock):
            batch, lies = stock[at]
            part = min(quantity, lies - used)
            goods.setdefault(short.site_id, []).append(
                Goods(
                    None, short.item_id, short.item, short.unit, batch.id, batch.number, batch.expires_on,
                    part,
                )
            )  # fmt: skip
            given, quantity, used = given + part, quantity - part, used + part
            if used == lies:
                at, used = at + 1, 0
    return given


def _stops(session: Session, goods: dict[UUID, list[Goods]]) -> tuple[Stop, ...]:
    sites = session.scalars(
        select(Site).where(Site.id.in_(list(goods))).order_by(Site.district, Site.island, Site.name_key)
    ).all()
    return tuple(
        stop_of(site, sorted(goods[site.id], key=lambda one: (one.item, one.expires_on or date.max)))
        for site in sites
    )


def _under_way(session: Session) -> tuple[dict[tuple[UUID, UUID], int], dict[UUID, int]]:
    """Return what planned rounds bring, by site and item, and what they take from the store, by batch."""
    lines = reserved(session)
    batches = session.execute(
        select(SupplyBatch.id, SupplyBatch.item_id).where(
            SupplyBatch.id.in_([line.batch_id for line in lines])
        )
    )
    items = {batch: item for batch, item in batches}
    coming: dict[tuple[UUID, UUID], int] = {}
    gone: dict[UUID, int] = {}
    for line in lines:
        key = (line.site_id, items[line.batch_id])
        coming[key] = coming.get(key, 0) + line.quantity
        gone[line.batch_id] = gone.get(line.batch_id, 0) + line.quantity
    return coming, gone
