"""Sign-in sheets, receipt sheets and rosters: previewed, printed, kept on record, reprinted."""

import secrets
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.codes import TOKEN_BITS, CodeKey
from desktop.core.i18n import N_, in_language, language
from desktop.core.progress import Progress
from desktop.core.sheet_content import Column, SheetContent, SheetKind
from desktop.core.sheet_layout import ROW_CODE, layout, spec_of
from desktop.models import sheets as stored
from desktop.paper.page import deliver
from desktop.paper.sheet_pdf import draw_sheet
from desktop.services.clock import local
from desktop.services.sheet_filling import (
    SheetRequest,
    content_of,
    meeting_for,
    options_of,
    request_of,
    rows_of,
    rows_on_record,
)
from desktop.services.sheet_record import (
    PrintedSheet,
    SheetLine,
    free_tokens,
    keep_rows,
    keep_sheet,
    kind_word,
    next_number,
    printed_sheets,
    sheet_on_record,
)
from desktop.storage import journal

__all__ = [
    "Column",
    "Prepared",
    "PrintedSheet",
    "SheetKind",
    "SheetLine",
    "SheetRequest",
    "kind_word",
    "prepare_sheet",
    "print_sheet",
    "printed_sheets",
    "reprint",
]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A sheet as it will print; the codes of a preview stand for nobody.

    ``unprintable`` are texts no font here can draw, ``cut`` those cut short, ``code_mm`` the edge of a
    row's code (0 without codes).
    """

    pdf: bytes
    pages: int
    rows: int
    unprintable: tuple[str, ...]
    cut: tuple[str, ...]
    code_mm: float


def prepare_sheet(
    session: Session, key: CodeKey, request: SheetRequest, progress: Progress | None = None
) -> Prepared:
    """Draw the sheet without keeping it. Raises as :func:`print_sheet` does."""
    rows = rows_of(session, request)
    content = content_of(
        session, key, request, rows, [secrets.randbits(TOKEN_BITS) for _row in rows], next_number(session)
    )
    out = BytesIO()
    with in_language(request.language or language()):
        drawn = draw_sheet(content, out, progress)
    code_mm = ROW_CODE if Column.CODE in content.chosen_columns else 0.0
    return Prepared(out.getvalue(), drawn.pages, drawn.rows, drawn.unprintable, drawn.cut, code_mm)


def print_sheet(
    session: Session,
    key: CodeKey,
    request: SheetRequest,
    out: Path | BinaryIO,
    progress: Progress | None = None,
) -> PrintedSheet:
    """Draw the sheet and keep it on record with its codes (call it by ``store.record``).

    Raises NotFound, FieldError (kept, walk_ins, sum), SheetTooWide, NoChineseFont, CannotSave, Cancelled;
    then nothing is kept and the file is not written.
    """
    rows = rows_of(session, request)
    tokens = free_tokens(session, stored.SheetRow, len(rows))
    content = content_of(session, key, request, rows, tokens, next_number(session))
    pdf = BytesIO()
    with in_language(request.language or language()):
        drawn = draw_sheet(content, pdf, progress)
    kind = stored.SheetKind(request.kind.value)
    sheet = keep_sheet(
        session,
        kind,
        content.title,
        drawn,
        content.sheet,
        activity_id=request.activity_id,
        meeting_id=meeting_for(session, request).id,
        in_tongue=request.language or language(),
        options=options_of(request, content),
    )
    worker_ids = [row.worker.id if row.worker else None for row in rows]
    keep_rows(
        session,
        sheet.sheet_id,
        layout(spec_of(content)).rows_a_page,
        list(zip(worker_ids, tokens, strict=True)),
    )
    _describe(session, content, request.id_reason if Column.ID_NUMBER in content.chosen_columns else "")
    deliver(pdf.getvalue(), out)
    return sheet


def reprint(
    session: Session,
    key: CodeKey,
    sheet_id: UUID,
    out: Path | BinaryIO,
    id_reason: str = "",
    progress: Progress | None = None,
) -> PrintedSheet:
    """Draw a sheet on record once more: the same people, numbers and codes, with their names of today.

    A page lost or spoilt is replaced by it. Raises NotFound, NoChineseFont, CannotSave, Cancelled.
    """
    sheet, activity = sheet_on_record(session, sheet_id)
    request = replace(request_of(sheet, activity.id), id_reason=id_reason)
    rows, tokens = rows_on_record(session, sheet, request)
    content = content_of(session, key, request, rows, tokens, sheet.number)
    content = replace(content, printed_on=local(sheet.printed_at).date(), title=sheet.title)
    pdf = BytesIO()
    with in_language(sheet.language):
        drawn = draw_sheet(content, pdf, progress)
    deliver(pdf.getvalue(), out)
    return PrintedSheet(sheet.id, sheet.number, drawn.pages, drawn.rows, drawn.unprintable, drawn.cut)


def _describe(session: Session, content: SheetContent, id_reason: str) -> None:
    labels = {
        SheetKind.SIGN_IN: N_("Print the sign-in sheet of {title}, sheet {number}"),
        SheetKind.RECEIPT: N_("Print the receipt sheet of {title}, sheet {number}"),
        SheetKind.ROSTER: N_("Print the roster of {title}, sheet {number}"),
    }
    label = labels[content.kind]
    if id_reason:
        label = N_("Print sheet {number} of {title} with whole identity numbers: {reason}")
    journal.describe(session, label, title=content.title, number=content.sheet, reason=id_reason)
