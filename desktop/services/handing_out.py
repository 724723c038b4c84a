"""Handing out against receipt sheets: what was signed for goes out of stock, and a difference shows."""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError, Refused
from desktop.core.i18n import N_, _
from desktop.models.activities import Activity, ActivityKind
from desktop.models.reading import Receipt
from desktop.models.sheets import Sheet, SheetRow
from desktop.models.supplies import MovementKind, SupplyBatch, SupplyItem, SupplyMovement
from desktop.services.agenda import on_file
from desktop.services.reading_seats import case_of
from desktop.services.supplies import batch_on_file, item_on_file
from desktop.services.supply_stock import Change, Place, Taken, put, taken_from
from desktop.storage import journal

__all__ = ["Gone", "HandingOut", "NothingSigned", "Signed", "handing_out", "handings", "settle"]

MOST_EACH = 1000


class NothingSigned(Refused):
    """No receipt sheet of the activity was read back, or it agrees with the stock already."""


@dataclass(frozen=True, slots=True)
class Signed:
    """How many people signed for what a receipt sheet names; the words are those printed on it."""

    printed: str
    people: int


@dataclass(frozen=True, slots=True)
class Gone:
    """How much of an item was taken out of stock for an activity, altogether.

    ``by_sheet`` is what of it went against the sheets with those words, "" against no sheet in particular.
    """

    item_id: UUID
    item: str
    unit: str
    quantity: int
    by_sheet: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class HandingOut:
    """An activity with what was signed for and what went out of stock for it."""

    id: UUID
    title: str
    signed: tuple[Signed, ...]
    gone: tuple[Gone, ...]

    @property
    def people(self) -> int:
        """All signatures for something received."""
        return sum(one.people for one in self.signed)

    def gone_of(self, item_id: UUID) -> int:
        """Return how much of an item went out for the activity."""
        return sum(one.quantity for one in self.gone if one.item_id == item_id)

    def signed_for(self, printed: str | None) -> int:
        """Return how many signed for what was printed so; None: for anything."""
        return sum(one.people for one in self.signed if printed is None or one.printed == printed)

    def difference(self, item_id: UUID, printed: str | None = None, each: int = 1) -> int:
        """Return how much is still to go out of stock (below 0: more went out than was signed for)."""
        if printed is None:
            return self.signed_for(None) * each - self.gone_of(item_id)
        sheets = {words: n for one in self.gone if one.item_id == item_id for words, n in one.by_sheet}
        own = sheets.get(printed, 0)
        return max(self.signed_for(printed) * each - own - sheets.get("", 0), -own)


def handings(session: Session) -> list[HandingOut]:
    """Return the activities at which something was received or is to be handed out, the newest first."""
    received = select(Receipt.activity_id).where(Receipt.removed_at.is_(None))
    keys = session.scalars(
        select(Activity.id)
        .where(
            Activity.removed_at.is_(None),
            (Activity.kind == ActivityKind.HANDING_OUT) | Activity.id.in_(received),
        )
        .order_by(Activity.id.desc())
        .limit(100)
    ).all()
    return [handing_out(session, key) for key in keys]


def handing_out(session: Session, activity_id: UUID) -> HandingOut:
    """Return what was signed for at an activity and what went out of stock for it. Raises NotFound."""
    activity = on_file(session, activity_id)
    counts: dict[str, int] = {}
    for sheet, people in session.execute(
        select(Sheet, func.count())
        .join(SheetRow, SheetRow.sheet_id == Sheet.id)
        .join(Receipt, Receipt.sheet_row_id == SheetRow.id)
        .where(Receipt.activity_id == activity_id, Receipt.removed_at.is_(None))
        .group_by(Sheet.id)
        .order_by(Sheet.number)
    ):
        printed = case_of(sheet, activity, None).item
        counts[printed] = counts.get(printed, 0) + people
    gone = session.execute(
        select(SupplyItem, SupplyMovement.document, -func.sum(SupplyMovement.change))
        .join(SupplyBatch, SupplyBatch.item_id == SupplyItem.id)
        .join(SupplyMovement, SupplyMovement.batch_id == SupplyBatch.id)
        .where(SupplyMovement.activity_id == activity_id, SupplyMovement.removed_at.is_(None))
        .group_by(SupplyItem.id, SupplyMovement.document)
        .order_by(SupplyItem.name_key, SupplyMovement.document)
    ).all()
    sheets: dict[SupplyItem, dict[str, int]] = {}
    for item, printed, quantity in gone:
        sheets.setdefault(item, {})[printed] = int(quantity)
    return HandingOut(
        activity.id,
        activity.title,
        tuple(Signed(printed, people) for printed, people in counts.items()),
        tuple(
            Gone(item.id, item.name, item.unit, sum(of.values()), tuple(of.items()))
            for item, of in sheets.items()
        ),
    )


def settle(
    session: Session,
    activity_id: UUID,
    item_id: UUID,
    place: Place = None,
    *,
    printed: str | None = None,
    each: int = 1,
    batch_id: UUID | None = None,
) -> tuple[Taken, ...]:
    """Take out of stock what was signed for and has not gone out yet; return the lines.

    ``printed`` takes only the sheets that name that item, ``each`` is what a person gets. Where
    signatures were taken back since, so many go back to where they came from. Raises
    ``NothingSigned``, ``NotEnough``, FieldError (each).
    """
    if not 1 <= each <= MOST_EACH:
        raise FieldError("each", _("A person gets between 1 and {most} of it.").format(most=f"{MOST_EACH:,}"))
    item = item_on_file(session, item_id)
    state = handing_out(session, activity_id)
    owed = state.difference(item_id, printed, each)
    if not owed:
        raise NothingSigned(
            _("The stock of {name} agrees with the {count} signatures of {title}.").format(
                name=item.name, count=state.signed_for(printed), title=state.title
            )
            if state.signed_for(printed)
            else _("Nobody has signed for anything at {title} yet.").format(title=state.title),
            "" if state.signed_for(printed) else _("Read the signed receipt sheets back first."),
        )
    why = Change(MovementKind.HANDED_OUT, activity_id=activity_id, document=printed or "")
    if owed > 0:
        lines = taken_from(session, item, owed, place, batch_id, why)
        label = N_("Take {count} {unit} of {name} out of stock for {title}")
    else:
        lines = _put_back(session, activity_id, item_id, -owed, why)
        label = N_("Put {count} {unit} of {name} back into stock for {title}")
    journal.describe(session, label, count=abs(owed), unit=item.unit, name=item.name, title=state.title)
    return lines


def _put_back(
    session: Session, activity_id: UUID, item_id: UUID, quantity: int, why: Change
) -> tuple[Taken, ...]:
    """Put so many back into the batches and places they came from, the last taken first.

    Where ``why`` names sheets, only of what went against those.
    """
    query = (
        select(SupplyMovement)
        .join(SupplyBatch, SupplyBatch.id == SupplyMovement.batch_id)
        .where(
            SupplyMovement.activity_id == activity_id,
            SupplyBatch.item_id == item_id,
            SupplyMovement.removed_at.is_(None),
        )
        .order_by(SupplyMovement.id.desc())
    )
    if why.document:
        query = query.where(SupplyMovement.document == why.document)
    taken: dict[tuple[UUID, Place, str], int] = {}
    for row in session.scalars(query):
        key = (row.batch_id, row.site_id, row.document)
        taken[key] = taken.get(key, 0) - row.change
    lines = []
    for (batch_id, place, printed), out in taken.items():
        part = min(out, quantity)
        if part > 0:
            back = replace(why, document=printed)
            lines.append(put(session, batch_on_file(session, batch_id), place, part, back))
            quantity -= part
    return tuple(lines)
