"""Places given back by an organisation, and shared out again among the others."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.apportion_checks import ApportionmentRefused
from desktop.core.apportion_tree import Bid, SharedDown, share_down, told_apart
from desktop.core.errors import FieldError, Refused
from desktop.core.i18n import N_, _
from desktop.core.trip_rules import least_of
from desktop.models.people import Organisation
from desktop.models.trip_quotas import TripReturn
from desktop.services.clock import local, moment_of
from desktop.services.trip_allocation import (
    AllocationSettings,
    in_force,
    mark_of,
    quota_line,
    quota_of,
    returned_places,
    settings_of,
)
from desktop.services.trip_allocation_again import RowGroup, grouped, regrown
from desktop.services.trip_allocation_rows import QuotaRow, read, write
from desktop.services.trip_allocation_work import frontline_among
from desktop.services.trip_steps import TripStep, require_open
from desktop.services.trips import batch_on_file, batch_title, batches
from desktop.storage import journal

Left = dict[UUID, int]


class NothingReturned(Refused):
    """No places wait to be shared out again."""


def give_back(
    session: Session, programme_id: UUID, organisation_id: UUID, places: int, reason: str = ""
) -> UUID:
    """Note that an organisation gives places back; they are its own no more. Return the key of the note.

    Possible while nominations are open. Raises StepApproved, FieldError (places, organisation_id).
    """
    require_open(session, programme_id, TripStep.NOMINATION)
    line = quota_of(session, programme_id).get(organisation_id)
    named = session.get(Organisation, organisation_id)
    if line is None or named is None:
        raise FieldError(
            "organisation_id",
            _("That organisation has no places in this programme."),
            _("Share out the places first, or choose another one."),
        )
    if not 0 < places <= line.places:
        raise FieldError(
            "places",
            _("{name} has {has} places and cannot give back {count}.").format(
                name=named.name, has=line.places, count=places
            ),
            _("Write a number from 1 to {has}.").format(has=line.places)
            if line.places
            else _("It has none left to give back."),
        )
    row = TripReturn(
        programme_id=programme_id,
        organisation_id=organisation_id,
        places=places,
        returned_on=local(moment_of(session)).date(),
        reason=" ".join(reason.split()),
    )
    session.add(row)
    session.flush()
    words = N_("{name} gives back {count} places")
    journal.describe(session, words, name=named.name, count=places)
    return row.id


def share_out_returned(session: Session, programme_id: UUID, reason: str = "") -> UUID:
    """Share what was given back out among the others: a new allocation, worked as the one before.

    Everybody keeps what they have as a floor; for those who gave places back it is the ceiling too. Return
    the key of the allocation. Raises StepApproved (the quotas), NothingReturned, ApportionmentRefused.
    """
    require_open(session, programme_id, TripStep.QUOTA)
    held = in_force(session, programme_id)
    returned = returned_places(session, programme_id)
    if held is None or not returned:
        raise NothingReturned(
            _("No places wait to be shared out again."), _("Note first who gives places back.")
        )
    settings = settings_of(held)
    rows = read(session, held.id)
    left = _left(rows, returned)
    rooms = _Rooms(rows, left, {one.id: one.reserved_trade for one in batches(session, programme_id)})
    shared: list[QuotaRow] = []
    for batch, groups in grouped(rows).items():
        try:
            again = list(_shared_again(groups, settings, left[batch], returned, rooms))
        except ApportionmentRefused as error:
            raise _of_batch(session, batch, error) from error
        left[batch] = {row.organisation_id: row.places for row in again if row.is_leaf}
        shared += again
    made = write(session, programme_id, settings, _with_frontline(shared, settings), reason, mark_of(held))
    count = sum(returned.values())
    journal.describe(session, N_("Share out {count} places given back"), count=count)
    return made


def _of_batch(session: Session, batch: UUID | None, error: ApportionmentRefused) -> ApportionmentRefused:
    """Return a refusal that names the batch kept for a trade, where it is one of these."""
    if batch is None:
        return error
    row = batch_on_file(session, batch)
    sentence = _("{batch}, kept for “{trade}”: {what}").format(
        batch=batch_title(row.number, row.name), trade=row.reserved_trade, what=error.sentence
    )
    return type(error)(sentence, error.remedy)


def _left(rows: tuple[QuotaRow, ...], returned: Mapping[UUID, int]) -> dict[UUID | None, Left]:
    """Return what each organisation has left, by part."""
    parts: dict[UUID, list[tuple[UUID | None, int]]] = {}
    found: dict[UUID | None, Left] = {row.batch_id: {} for row in rows}
    for row in rows:
        if row.is_leaf:
            parts.setdefault(row.organisation_id, []).append((row.batch_id, row.places))
            found[row.batch_id][row.organisation_id] = row.places
    for organisation, back in returned.items():
        line = quota_line(organisation, parts.get(organisation, []), 0, back)
        for batch, _places in parts.get(organisation, ()):
            kept = sum(line.batches.values())
            found[batch][organisation] = line.places - kept if batch is None else line.batches.get(batch, 0)
    return found


class _Rooms:
    """How many places of a part an organisation can have, beside those it has in the other parts."""

    def __init__(
        self, rows: Sequence[QuotaRow], left: Mapping[UUID | None, Left], trades: Mapping[UUID, str]
    ) -> None:
        self._left, self._trades = left, trades
        kept: dict[UUID, int] = {}
        for row in rows:
            if row.is_leaf and row.batch_id is not None:
                kept[row.organisation_id] = kept.get(row.organisation_id, 0) + row.places
        # What is left of a ceiling for the open places was written down with the kept ones taken off.
        self._ceilings = {
            row.organisation_id: row.ceiling + kept.get(row.organisation_id, 0)
            for row in rows
            if row.is_leaf and row.batch_id is None and row.ceiling is not None
        }

    def of(self, row: QuotaRow) -> int | None:
        """Return the most places a leaf can have in its part; None: any number."""
        key, own = row.organisation_id, row.batch_id
        limits = [] if row.ceiling is None else [row.ceiling]
        elsewhere = {batch: held.get(key, 0) for batch, held in self._left.items() if batch != own}
        if key in self._ceilings:
            limits.append(self._ceilings[key] - sum(elsewhere.values()))
        if own is not None:
            trade = self._trades.get(own)
            alike = (n for batch, n in elsewhere.items() if batch and self._trades.get(batch) == trade)
            limits.append(int(row.weight) - sum(alike))
        return max(min(limits), self._left[own][key]) if limits else None


def _shared_again(
    groups: tuple[RowGroup, ...],
    settings: AllocationSettings,
    left: Left,
    returned: Mapping[UUID, int],
    rooms: _Rooms,
) -> Iterator[QuotaRow]:
    def bid(row: QuotaRow) -> Bid:
        has = left[row.organisation_id]
        return Bid(row.weight, has, has if row.organisation_id in returned else rooms.of(row), row.carried)

    names = {row.organisation_id: row.name for group in groups for row in group.rows}
    _leaves, bids, again = regrown(groups, bid)
    places = groups[0].places
    shared = share_down(again, bids, places, settings.method, settings.seed, names)
    yield from _rewritten(groups, shared)


def _rewritten(groups: tuple[RowGroup, ...], shared: SharedDown) -> Iterator[QuotaRow]:
    """Yield the rows anew; what is owed for next year stays, as nobody won or lost by right."""
    for group, branch in zip(groups, shared.branches, strict=True):
        for row, claim, got in zip(group.rows, branch.result.claims, branch.result.given, strict=True):
            yield replace(
                row, floor=claim.floor, ceiling=claim.ceiling, places=got, claim=row.claim + got - row.places
            )


def _with_frontline(rows: Sequence[QuotaRow], settings: AllocationSettings) -> Iterator[QuotaRow]:
    """Yield the rows with the front line's places by what everybody has now."""
    total: dict[UUID, int] = {}
    for row in rows:
        if row.is_leaf:
            total[row.organisation_id] = total.get(row.organisation_id, 0) + row.places
    main = [row for row in rows if row.is_leaf and row.batch_id is None]
    labels = told_apart([(row.organisation_id, row.name) for row in main])
    places = [total[row.organisation_id] for row in main]
    in_all = least_of(settings.frontline_share, sum(places))
    given = frontline_among(labels, places, in_all, settings.seed).given
    least = {row.organisation_id: got for row, got in zip(main, given, strict=True)}
    below: dict[UUID | None, int] = {}
    done: list[QuotaRow] = []
    for row in reversed(rows):
        if row.batch_id is None:
            own = least[row.organisation_id] if row.is_leaf else below.get(row.organisation_id, 0)
            below[row.parent_id] = below.get(row.parent_id, 0) + own
            row = replace(row, frontline_min=own)
        done.append(row)
    yield from reversed(done)
