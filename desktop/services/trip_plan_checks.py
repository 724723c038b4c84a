"""What every part of a trip plan is checked with: words, telephones, sums, and the document it names."""

from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.errors import FieldError, NotFound
from desktop.core.i18n import _
from desktop.core.money import in_figures
from desktop.core.phones import clean_phone, demand_phone
from desktop.models.trips import TripDocument

NAME_LIMIT, WORDS_LIMIT = 120, 400
PLACES_LIMIT, MONEY_LIMIT_FEN = 1_000_000, 100_000_000_000_00


def named(field: str, text: str, missing: str) -> str:
    """Return a name in one line. Raises FieldError where it is too long, or empty, as ``missing`` says."""
    name = said(field, text, NAME_LIMIT)
    if not name:
        raise FieldError(field, missing)
    return name


def said(field: str, text: str, limit: int = WORDS_LIMIT) -> str:
    """Return words in one line. Raises FieldError where they are too long."""
    words = " ".join(text.split())
    if len(words) > limit:
        raise FieldError(
            field, _("That is longer than {count} characters.").format(count=limit), _("Shorten it.")
        )
    return words


def phone(field: str, text: str) -> str:
    """Return a telephone number as it is kept. Raises FieldError where it is none."""
    number = clean_phone(text)
    demand_phone(field, number)
    return number


def document_on_file(session: Session, document_id: UUID) -> TripDocument:
    """Return the row of a document. Raises NotFound."""
    row = session.get(TripDocument, document_id)
    if row is None or row.removed_at is not None:
        raise NotFound(_("That document is no longer on the list."), _("Choose another one."))
    return row


def demand_document(session: Session, programme_id: UUID, document_id: UUID | None) -> None:
    """Go on where no document is named, or one of the programme. Raises FieldError (document_id)."""
    if document_id is None:
        return
    row = session.get(TripDocument, document_id)
    if row is None or row.removed_at is not None or row.programme_id != programme_id:
        raise FieldError(
            "document_id",
            _("That document is not on the programme's list."),
            _("Add it under Documents, or choose another one."),
        )


def yuan(fen: int) -> str:
    """Return a sum as it is said: ``3,600.00 yuan``."""
    return _("{sum} yuan").format(sum=in_figures(Decimal(fen) / 100))
