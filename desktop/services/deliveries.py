"""Rounds of the islands: planned, corrected, done; doing one moves the goods from the store to the sites."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.errors import NotFound, Refused
from desktop.core.i18n import N_, _
from desktop.models.sites import Site
from desktop.models.supplies import (
    Delivery,
    DeliveryLine,
    MovementKind,
    SupplyBatch,
    SupplyItem,
    SupplyStock,
)
from desktop.services.clock import moment_of
from desktop.services.delivery_parts import (
    Goods,
    Pick,
    RoundCard,
    RoundEntry,
    RoundLine,
    Stop,
    Wanted,
)
from desktop.services.supplies import batch_on_file, first_to_go, item_on_file, today_of
from desktop.services.supply_stock import (
    Change,
    carry,
    checked_quantity,
    lying,
    place_word,
    too_few,
)
from desktop.storage import journal

__all__ = [
    "AlreadyDone",
    "NothingToDeliver",
    "change",
    "done",
    "listed",
    "plan",
    "remove",
    "round_card",
]


class NothingToDeliver(Refused):
    """A round without goods."""


class AlreadyDone(Refused):
    """A round that was done is on record and stays as it is."""


def plan(session: Session, entry: RoundEntry) -> RoundCard:
    """Plan a round. Raises ``NothingToDeliver``, FieldError (quantity)."""
    row = Delivery(number=_next_number(session, entry.planned_on), planned_on=entry.planned_on)
    session.add(row)
    _write(session, row, entry)
    journal.describe(session, N_("Plan the round {number}"), number=row.number)
    return round_card(session, row.id)


def change(session: Session, round_id: UUID, entry: RoundEntry) -> RoundCard:
    """Correct a planned round; its lines become those given. Raises ``AlreadyDone`` and as :func:`plan`."""
    row = _planned(session, round_id)
    kept = [(line.site_id, line.batch_id, line.quantity) for line in _rows(session, round_id)]
    row.planned_on = entry.planned_on
    row.driver, row.remark = entry.driver.strip(), entry.remark.strip()
    if kept != [(one.site_id, one.batch_id, one.quantity) for one in entry.lines]:
        for line in _rows(session, round_id):
            line.removed_at = moment_of(session)
        _write(session, row, entry)
    session.flush()
    journal.describe(session, N_("Change the round {number}"), number=row.number)
    return round_card(session, round_id)


def remove(session: Session, round_id: UUID) -> str:
    """Take a planned round off the list; return its number. Raises ``AlreadyDone``."""
    row = _planned(session, round_id)
    for line in _rows(session, round_id):
        line.removed_at = moment_of(session)
    row.removed_at = moment_of(session)
    session.flush()
    journal.describe(session, N_("Remove the round {number}"), number=row.number)
    return row.number


def done(
    session: Session, round_id: UUID, delivered: Mapping[UUID, int], day: date | None = None
) -> RoundCard:
    """Enter what was handed over, by line (those not named: as planned); the goods move to the sites.

    Raises ``AlreadyDone``, ``NotEnough`` where the store has less, FieldError (quantity, day).
    """
    row = _planned(session, round_id)
    day = day or today_of(session)
    lines = _rows(session, round_id)
    given = {line.id: delivered.get(line.id, line.quantity) for line in lines}
    for quantity in given.values():
        checked_quantity(quantity, least=0)
    _see_that_enough_lies_there(session, lines, given)
    why = Change(MovementKind.DELIVERED, day, delivery_id=row.id)
    for line in lines:
        line.delivered = given[line.id]
        if line.delivered:
            batch = batch_on_file(session, line.batch_id)
            carry(session, batch, line.delivered, None, line.site_id, why)
    row.done_on = day
    session.flush()
    journal.describe(session, N_("Enter the round {number} as done"), number=row.number)
    return round_card(session, round_id)


def listed(session: Session) -> list[RoundLine]:
    """Return the rounds: planned ones first, then the newest done."""
    rows = session.execute(
        select(
            Delivery,
            func.count(func.distinct(DeliveryLine.site_id)),
            func.coalesce(func.sum(func.coalesce(DeliveryLine.delivered, DeliveryLine.quantity)), 0),
        )
        .outerjoin(
            DeliveryLine, (DeliveryLine.delivery_id == Delivery.id) & DeliveryLine.removed_at.is_(None)
        )
        .where(Delivery.removed_at.is_(None))
        .group_by(Delivery.id)
    ).all()
    lines = [
        RoundLine(d.id, d.number, d.planned_on, d.done_on, d.driver, sites, int(quantity))
        for d, sites, quantity in rows
    ]
    planned = sorted(
        (one for one in lines if one.done_on is None), key=lambda one: (one.planned_on, one.number)
    )
    past = [one for one in lines if one.done_on is not None]
    past.sort(key=lambda one: (one.done_on or date.min, one.number), reverse=True)
    return planned + past


def round_card(session: Session, round_id: UUID) -> RoundCard:
    """Return a round with its stops and what to pick. Raises NotFound."""
    row = _on_file(session, round_id)
    found = session.execute(
        select(DeliveryLine, Site, SupplyBatch, SupplyItem)
        .join(Site, Site.id == DeliveryLine.site_id)
        .join(SupplyBatch, SupplyBatch.id == DeliveryLine.batch_id)
        .join(SupplyItem, SupplyItem.id == SupplyBatch.item_id)
        .where(DeliveryLine.delivery_id == round_id, DeliveryLine.removed_at.is_(None))
        .order_by(DeliveryLine.id)
    ).all()
    sites: dict[UUID, Site] = {}
    goods: dict[UUID, list[Goods]] = {}
    for line, site, batch, item in found:
        sites[site.id] = site
        goods.setdefault(site.id, []).append(
            Goods(
                line.id, item.id, item.name, item.unit, batch.id, batch.number, batch.expires_on,
                line.quantity, line.delivered,
            )
        )  # fmt: skip
    stops = tuple(stop_of(sites[key], lines) for key, lines in goods.items())
    return RoundCard(
        row.id, row.number, row.planned_on, row.done_on, row.driver, row.remark, stops, picks(session, stops)
    )


def stop_of(site: Site, goods: Sequence[Goods]) -> Stop:
    """Return a stop at a site."""
    return Stop(
        site.id, site.name, site.district, site.island, site.address, site.contact, site.contact_phone,
        tuple(goods),
    )  # fmt: skip


def picks(session: Session, stops: Sequence[Stop]) -> tuple[Pick, ...]:
    """Return what to take from the store for these stops, by item and batch."""
    wanted: dict[UUID, int] = {}
    known: dict[UUID, Goods] = {}
    for stop in stops:
        for one in stop.goods:
            wanted[one.batch_id] = wanted.get(one.batch_id, 0) + one.quantity
            known[one.batch_id] = one
    stocks = session.execute(
        select(SupplyStock.batch_id, SupplyStock.quantity).where(
            SupplyStock.site_id.is_(None),
            SupplyStock.removed_at.is_(None),
            SupplyStock.batch_id.in_(list(wanted)),
        )
    )
    in_store = {batch: quantity for batch, quantity in stocks}
    made = [
        Pick(
            one.item_id, one.item, one.unit, key, one.number, one.expires_on, wanted[key],
            in_store.get(key, 0),
        )
        for key, one in known.items()
    ]  # fmt: skip
    return tuple(sorted(made, key=lambda one: (one.item, first_to_go(one.expires_on, None, one.batch_id))))


def reserved(session: Session, besides: UUID | None = None) -> list[Wanted]:
    """Return what rounds that are planned and not done are to bring."""
    query = (
        select(DeliveryLine.site_id, DeliveryLine.batch_id, DeliveryLine.quantity)
        .join(Delivery, Delivery.id == DeliveryLine.delivery_id)
        .where(Delivery.removed_at.is_(None), Delivery.done_on.is_(None), DeliveryLine.removed_at.is_(None))
    )
    if besides is not None:
        query = query.where(Delivery.id != besides)
    return [Wanted(site, batch, quantity) for site, batch, quantity in session.execute(query)]


def _write(session: Session, row: Delivery, entry: RoundEntry) -> None:
    if not entry.lines:
        raise NothingToDeliver(
            _("Nothing is to be delivered on this round."),
            _("Put goods for at least one site on it."),
        )
    row.driver, row.remark = entry.driver.strip(), entry.remark.strip()
    for line in entry.lines:
        checked_quantity(line.quantity)
        place_word(session, line.site_id)
        batch_on_file(session, line.batch_id)
        session.add(
            DeliveryLine(
                delivery_id=row.id, site_id=line.site_id, batch_id=line.batch_id, quantity=line.quantity
            )
        )
    session.flush()


def _see_that_enough_lies_there(
    session: Session, lines: Sequence[DeliveryLine], given: Mapping[UUID, int]
) -> None:
    sums: dict[UUID, int] = {}
    for line in lines:
        sums[line.batch_id] = sums.get(line.batch_id, 0) + given[line.id]
    if not any(sums.values()):
        raise NothingToDeliver(
            _("Nothing was handed over on this round."), _("Remove the round if it did not take place.")
        )
    for batch_id, quantity in sums.items():
        there = lying(session, batch_id, None)
        if quantity > there:
            batch = batch_on_file(session, batch_id)
            raise too_few(session, item_on_file(session, batch.item_id), None, there, 0)


def _on_file(session: Session, round_id: UUID) -> Delivery:
    row = session.get(Delivery, round_id)
    if row is None or row.removed_at is not None:
        raise NotFound(_("That round is no longer on the list."), _("Undo brings it back."))
    return row


def _planned(session: Session, round_id: UUID) -> Delivery:
    row = _on_file(session, round_id)
    if row.done_on is not None:
        raise AlreadyDone(
            _("The round {number} was done on {day}.").format(number=row.number, day=row.done_on),
            _("Count what lies at the site if something was entered wrongly."),
        )
    return row


def _rows(session: Session, round_id: UUID) -> Sequence[DeliveryLine]:
    return session.scalars(
        select(DeliveryLine)
        .where(DeliveryLine.delivery_id == round_id, DeliveryLine.removed_at.is_(None))
        .order_by(DeliveryLine.id)
    ).all()


def _next_number(session: Session, day: date) -> str:
    """Return the next number of the year; numbers of removed rounds are not given again."""
    known = session.scalars(select(Delivery.number).where(Delivery.number.startswith(f"{day.year}-")))
    used = [int(number.partition("-")[2]) for number in known if number.partition("-")[2].isdigit()]
    return f"{day.year}-{max(used, default=0) + 1:03}"
