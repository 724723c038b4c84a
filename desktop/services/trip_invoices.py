"""Invoices for the batches of the trips: each number stands on file once, whatever the batch or year."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError, NotFound
from desktop.core.i18n import N_, _
from desktop.core.money import in_figures, of_fen
from desktop.models.trip_papers import TripInvoice
from desktop.models.trips import TripBatch, TripProgramme
from desktop.services import trips
from desktop.services.clock import local, moment_of
from desktop.services.trip_roster_log import BatchSettled, demand_unsettled
from desktop.services.trip_steps import TripStep, require_open
from desktop.storage import journal

__all__ = [
    "BatchSettled",
    "InvoiceEntry",
    "InvoiceLine",
    "add_invoice",
    "change_invoice",
    "invoices",
    "remove_invoice",
]

_LARGEST_FEN = 100_000_000_00
_NUMBER = re.compile(r"[0-9A-Z][0-9A-Z-]{2,29}")


@dataclass(frozen=True, slots=True)
class InvoiceEntry:
    """An invoice as it is typed; an amount below nought is a credit note (红字发票)."""

    number: str
    amount_fen: int
    issuer: str = ""
    issued_on: date | None = None
    purpose: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """An invoice on file."""

    id: UUID
    batch_id: UUID
    number: str
    amount_fen: int
    issuer: str
    issued_on: date | None
    purpose: str
    remark: str


def add_invoice(session: Session, batch_id: UUID, entry: InvoiceEntry) -> InvoiceLine:
    """Enter an invoice. Raises FieldError (number, amount_fen, issued_on), BatchSettled, StepApproved."""
    batch = trips.batch_on_file(session, batch_id)
    _require_open(session, batch)
    number = _checked(session, entry, None)
    row = TripInvoice(batch_id=batch_id, number=number, amount_fen=entry.amount_fen)
    _fill(row, entry)
    session.add(row)
    session.flush()
    journal.describe(session, N_("Enter invoice {number}"), number=number)
    return _line_of(row)


def change_invoice(session: Session, invoice_id: UUID, entry: InvoiceEntry) -> InvoiceLine:
    """Correct an invoice. Raises as :func:`add_invoice`, NotFound."""
    row = _on_file(session, invoice_id)
    _require_open(session, trips.batch_on_file(session, row.batch_id))
    row.number, row.amount_fen = _checked(session, entry, invoice_id), entry.amount_fen
    _fill(row, entry)
    session.flush()
    journal.describe(session, N_("Change invoice {number}"), number=row.number)
    return _line_of(row)


def remove_invoice(session: Session, invoice_id: UUID) -> str:
    """Take an invoice off; return its number. Raises NotFound, BatchSettled, StepApproved."""
    row = _on_file(session, invoice_id)
    _require_open(session, trips.batch_on_file(session, row.batch_id))
    row.removed_at = moment_of(session)
    session.flush()
    journal.describe(session, N_("Remove invoice {number}"), number=row.number)
    return row.number


def invoices(session: Session, programme_id: UUID) -> tuple[InvoiceLine, ...]:
    """Return the invoices of a programme in the order they were entered."""
    rows = session.scalars(
        select(TripInvoice)
        .join(TripBatch, TripBatch.id == TripInvoice.batch_id)
        .where(
            TripBatch.programme_id == programme_id,
            TripBatch.removed_at.is_(None),
            TripInvoice.removed_at.is_(None),
        )
        .order_by(TripInvoice.id)
    )
    return tuple(_line_of(row) for row in rows)


def _require_open(session: Session, batch: TripBatch) -> None:
    require_open(session, batch.programme_id, TripStep.SETTLEMENT)
    demand_unsettled(session, batch)


def _checked(session: Session, entry: InvoiceEntry, own: UUID | None) -> str:
    """Return the number as it is kept: half width, capitals, no blanks."""
    number = "".join(unicodedata.normalize("NFKC", entry.number).upper().split())
    if not _NUMBER.fullmatch(number):
        raise FieldError(
            "number",
            _("“{number}” is not the number of an invoice.").format(number=entry.number.strip()),
            _("Write the digits as they stand on it; new invoices have 20."),
        )
    twin = session.execute(
        select(TripInvoice, TripBatch, TripProgramme)
        .join(TripBatch, TripBatch.id == TripInvoice.batch_id)
        .join(TripProgramme, TripProgramme.id == TripBatch.programme_id)
        .where(TripInvoice.number == number, TripInvoice.removed_at.is_(None), TripBatch.removed_at.is_(None))
    ).all()
    for row, batch, programme in twin:
        if row.id != own:
            raise FieldError(
                "number",
                _("Invoice {number} is on file already: {batch} of {title}, {sum} yuan.").format(
                    number=number,
                    batch=trips.batch_title(batch.number, batch.name),
                    title=programme.title,
                    sum=in_figures(of_fen(row.amount_fen)),
                ),
                _("An invoice is paid once. See which of the two is right."),
            )
    if not 0 < abs(entry.amount_fen) <= _LARGEST_FEN:
        raise FieldError("amount_fen", _("Write the sum of the invoice in yuan."))
    if entry.issued_on is not None and entry.issued_on > local(moment_of(session)).date():
        raise FieldError("issued_on", _("{day} is still to come.").format(day=entry.issued_on.isoformat()))
    return number


def _fill(row: TripInvoice, entry: InvoiceEntry) -> None:
    row.issuer, row.issued_on = _words(entry.issuer), entry.issued_on
    row.purpose, row.remark = _words(entry.purpose), _words(entry.remark)


def _line_of(row: TripInvoice) -> InvoiceLine:
    return InvoiceLine(
        row.id, row.batch_id, row.number, row.amount_fen, row.issuer, row.issued_on, row.purpose, row.remark
    )


def _on_file(session: Session, invoice_id: UUID) -> TripInvoice:
    row = session.get(TripInvoice, invoice_id)
    if row is None or row.removed_at is not None:
        raise NotFound(_("That invoice is no longer on file."), _("Choose another one."))
    return row


def _words(text: str) -> str:
    return " ".join(text.split())
