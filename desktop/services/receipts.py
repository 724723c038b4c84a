"""What was received at an activity, by its signed receipt sheets."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from desktop.core.errors import NotFound
from desktop.core.i18n import N_, _
from desktop.core.money import in_capitals, in_figures
from desktop.core.phones import mask_phone
from desktop.models.activities import Activity
from desktop.models.people import Organisation, Worker
from desktop.models.reading import Receipt, Signature
from desktop.models.sheets import Sheet, SheetRow
from desktop.services.agenda import on_file
from desktop.services.clock import moment_of
from desktop.services.reading_seats import SheetCase, case_of
from desktop.storage import journal

__all__ = ["ReceiptLine", "Received", "received", "take_back_receipt"]


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """Somebody received something; the phone is masked, ``at`` is in UTC.

    ``yuan`` is None where no sum was printed; ``row`` is the number printed, None on a row kept free.
    """

    id: UUID
    worker_id: UUID | None
    name: str
    organisation: str
    phone: str
    item: str
    yuan: Decimal | None
    at: datetime
    sheet: int
    row: int | None
    has_signature: bool


@dataclass(frozen=True, slots=True)
class Received:
    """All that was received at an activity; ``total`` in yuan, ``without_sum`` lines have none."""

    title: str
    lines: tuple[ReceiptLine, ...]
    total: Decimal
    without_sum: int

    @property
    def figures(self) -> str:
        """The total as ``1,234.50``."""
        return in_figures(self.total)

    @property
    def capitals(self) -> str:
        """The total in Chinese capitals."""
        return in_capitals(self.total)


def received(session: Session, activity_id: UUID) -> Received:
    """Return who received what at an activity, in the order of the sheets. Raises NotFound."""
    activity = on_file(session, activity_id)
    signed = exists().where(Signature.receipt_id == Receipt.id, Signature.removed_at.is_(None))
    rows = session.execute(
        select(Receipt, Worker, Organisation.name, SheetRow, Sheet, signed)
        .join(SheetRow, SheetRow.id == Receipt.sheet_row_id)
        .join(Sheet, Sheet.id == SheetRow.sheet_id)
        .outerjoin(Worker, Worker.id == Receipt.worker_id)
        .outerjoin(Organisation, Organisation.id == Worker.organisation_id)
        .where(Receipt.activity_id == activity_id, Receipt.removed_at.is_(None))
        .order_by(Sheet.number, SheetRow.number)
    ).all()
    cases = {sheet.id: case_of(sheet, activity, None) for *_rest, sheet, _signed in rows}
    lines = tuple(
        _line(one, worker, organisation, row, cases[sheet.id], is_signed)
        for one, worker, organisation, row, sheet, is_signed in rows
    )
    total = sum((line.yuan for line in lines if line.yuan is not None), Decimal(0))
    return Received(activity.title, lines, total, sum(line.yuan is None for line in lines))


def take_back_receipt(session: Session, receipt_id: UUID) -> str:
    """Take a receipt back; return whose it was. Raises NotFound."""
    one = session.get(Receipt, receipt_id)
    if one is None or one.removed_at is not None:
        raise NotFound(_("That receipt was already taken back."))
    worker = session.get(Worker, one.worker_id) if one.worker_id else None
    row = session.get_one(SheetRow, one.sheet_row_id)
    case = case_of(session.get_one(Sheet, row.sheet_id), session.get_one(Activity, one.activity_id), None)
    name = worker.name if worker else _called(one, row, case)
    one.removed_at = moment_of(session)
    session.flush()
    journal.describe(session, N_("Take back the receipt of {name}"), name=name)
    return name


def _line(
    one: Receipt,
    worker: Worker | None,
    organisation: str | None,
    row: SheetRow,
    case: SheetCase,
    is_signed: bool,
) -> ReceiptLine:
    return ReceiptLine(
        id=one.id,
        worker_id=one.worker_id,
        name=worker.name if worker else _called(one, row, case),
        organisation=(organisation or "") if worker else one.guest_organisation,
        phone=mask_phone(worker.phone) if worker else "",
        item=one.item,
        yuan=None if one.fen is None else Decimal(one.fen) / 100,
        at=one.at,
        sheet=case.sheet.number,
        row=case.printed_number(row),
        has_signature=is_signed,
    )


def _called(one: Receipt, row: SheetRow, case: SheetCase) -> str:
    """Return the name of somebody who is not on file: as told, or the row signed on."""
    number = case.printed_number(row)
    if one.guest_name or number is None:
        return one.guest_name or _("Guest")
    return _("Walk-in on row {number}").format(number=number)
