"""Sign-in sheets, receipt sheets and rosters: previewed, printed, kept on record, reprinted."""

from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.codes import CodeKey
from desktop.core.i18n import N_, in_language, language
from desktop.core.progress import Progress
from desktop.core.sheet_content import Column, Printed, SheetContent, SheetKind
from desktop.core.sheet_layout import ROW_CODE, layout_of
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
    all_free,
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
    "print_prepared",
    "print_sheet",
    "printed_sheets",
    "reprint",
]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A sheet drawn but not on record: until it is, its codes stand for nobody.

    ``unprintable`` are texts no font here can draw, ``cut`` those cut short, ``code_mm`` the edge of a
    row's code (0 without codes). ``worker_ids`` are the people of ``content.rows``.
    """

    request: SheetRequest
    content: SheetContent
    worker_ids: tuple[UUID | None, ...]
    language: str
    pdf: bytes
    pages: int
    rows: int
    unprintable: tuple[str, ...]
    cut: tuple[str, ...]

    @property
    def code_mm(self) -> float:
        """The edge of a row's code in mm, 0 where there are no codes."""
        return ROW_CODE if Column.CODE in self.content.chosen_columns else 0.0


def prepare_sheet(
    session: Session,
    key: CodeKey,
    request: SheetRequest,
    progress: Progress | None = None,
    whole_ids: bool = False,
) -> Prepared:
    """Draw the sheet without keeping it. Raises as :func:`print_sheet`.

    Identity numbers are masked whatever the reason, unless ``whole_ids``: then it is to be printed at once.
    """
    return _drawn(session, key, request if whole_ids else replace(request, id_reason=""), progress)


def print_prepared(
    session: Session, prepared: Prepared, out: Path | BinaryIO, progress: Progress | None = None
) -> PrintedSheet:
    """Put a prepared sheet on record and write it as it was shown (call it by ``store.record``).

    Nobody at the door waits for the drawing then. Where another sheet was printed in between, it is drawn
    once more with the next number. Raises CannotSave; then nothing is kept.
    """
    tokens = [row.token for row in prepared.content.rows if row.token is not None]
    if prepared.content.sheet != next_number(session) or not all_free(session, tokens):
        prepared = _drawn(session, prepared.content.key, prepared.request, progress)
    return _kept(session, prepared, out)


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
    return _kept(session, _drawn(session, key, request, progress), out)


def _drawn(session: Session, key: CodeKey, request: SheetRequest, progress: Progress | None) -> Prepared:
    rows = rows_of(session, request)
    tokens = free_tokens(session, stored.SheetRow, len(rows))
    content = content_of(session, key, request, rows, tokens, next_number(session))
    spoken = request.language or language()
    pdf = BytesIO()
    with in_language(spoken):
        drawn = draw_sheet(content, pdf, progress)
    people = tuple(row.worker.id if row.worker else None for row in rows)
    return Prepared(
        request,
        content,
        people,
        spoken,
        pdf.getvalue(),
        drawn.pages,
        drawn.rows,
        drawn.unprintable,
        drawn.cut,
    )


def _kept(session: Session, prepared: Prepared, out: Path | BinaryIO) -> PrintedSheet:
    """Put a drawn sheet on record; the file comes last, so that it never bears codes not on record."""
    request, content = prepared.request, prepared.content
    sheet = keep_sheet(
        session,
        stored.SheetKind(request.kind.value),
        content.title,
        Printed(prepared.pages, prepared.rows, prepared.unprintable, prepared.cut),
        content.sheet,
        activity_id=request.activity_id,
        meeting_id=meeting_for(session, request).id,
        in_tongue=prepared.language,
        options=options_of(request, content),
    )
    tokens = [row.token for row in content.rows if row.token is not None]
    rows_a_page = layout_of(content).rows_a_page
    keep_rows(session, sheet.sheet_id, rows_a_page, list(zip(prepared.worker_ids, tokens, strict=True)))
    _describe(session, content, request.id_reason)
    deliver(prepared.pdf, out)
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

    A page lost or spoilt is replaced by it. With an ``id_reason``, identity numbers are whole and the
    reason is kept in the journal (then call it by ``store.record``).
    Raises NotFound, NoChineseFont, CannotSave, Cancelled.
    """
    sheet, activity = sheet_on_record(session, sheet_id)
    request = replace(request_of(sheet, activity.id), id_reason=id_reason)
    rows, tokens = rows_on_record(session, sheet, request)
    content = content_of(session, key, request, rows, tokens, sheet.number)
    content = replace(
        content,
        printed_on=local(sheet.printed_at).date(),
        title=sheet.title,
        layout_version=sheet.layout_version,
    )
    pdf = BytesIO()
    with in_language(sheet.language):
        drawn = draw_sheet(content, pdf, progress)
    if id_reason:
        label = N_("Print sheet {number} of {title} with whole identity numbers: {reason}")
        journal.keep_fact(session, label, title=sheet.title, number=sheet.number, reason=id_reason)
    deliver(pdf.getvalue(), out)
    return PrintedSheet(sheet.id, sheet.number, drawn.pages, drawn.rows, drawn.unprintable, drawn.cut)


def _describe(session: Session, content: SheetContent, id_reason: str) -> None:
    labels = {
        SheetKind.SIGN_IN: N_("Print the sign-in sheet of {title}, sheet {number}"),
        SheetKind.RECEIPT: N_("Print the receipt sheet of {title}, sheet {number}"),
        SheetKind.ROSTER: N_("Print the roster of {title}, sheet {number}"),
    }
    label = labels[content.kind]
    if id_reason and Column.ID_NUMBER in content.chosen_columns:
        label = N_("Print sheet {number} of {title} with whole identity numbers: {reason}")
    journal.describe(session, label, title=content.title, number=content.sheet, reason=id_reason)
