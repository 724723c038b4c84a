"""What is kept of everything printed: the sheet, its rows with their tokens, who printed it and when."""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.codes import TOKEN_BITS
from desktop.core.errors import NotFound
from desktop.core.i18n import _
from desktop.core.ids import new_id, new_ids
from desktop.core.sheet_content import LAYOUT_VERSION, Column, Printed
from desktop.models.activities import Activity
from desktop.models.sheets import Card, Sheet, SheetKind, SheetRow
from desktop.services.clock import moment_of
from desktop.services.enrolment import blocks
from desktop.storage import bulk
from desktop.storage.store import account

__all__ = ["PrintedSheet", "SheetKind", "SheetLine", "kind_word", "printed_sheets"]

Option = str | int | bool | None | list[str]


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """A sheet on paper and on record; ``unprintable`` and ``cut`` are texts to look at."""

    sheet_id: UUID
    number: int
    pages: int
    rows: int
    unprintable: tuple[str, ...]
    cut: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line of the record of printed sheets."""

    id: UUID
    number: int
    kind: SheetKind
    title: str
    activity_id: UUID | None
    meeting_id: UUID | None
    printed_at: datetime
    account: str
    pages: int
    rows: int
    language: str
    layout_version: int
    shows_ids: bool
    """Whether identity numbers stand on it, in part or whole."""


def kind_word(kind: SheetKind) -> str:
    """Return what a kind of sheet is called."""
    return {
        SheetKind.SIGN_IN: _("Sign-in sheet"),
        SheetKind.RECEIPT: _("Receipt sheet"),
        SheetKind.ROSTER: _("Roster"),
        SheetKind.BADGES: _("Badges"),
        SheetKind.CARDS: _("Member cards"),
    }[kind]


def printed_sheets(
    session: Session, activity_id: UUID | None = None, text: str = "", limit: int = 200
) -> list[SheetLine]:
    """Return what was printed, newest first, for one activity or all; ``text`` must stand in the title."""
    query = select(Sheet).where(Sheet.removed_at.is_(None))
    if activity_id is not None:
        query = query.where(Sheet.activity_id == activity_id)
    if text.strip():
        query = query.where(Sheet.title.icontains(text.strip(), autoescape=True))
    rows = session.scalars(query.order_by(Sheet.printed_at.desc(), Sheet.number.desc()).limit(limit))
    return [
        SheetLine(
            s.id,
            s.number,
            s.kind,
            s.title,
            s.activity_id,
            s.meeting_id,
            s.printed_at,
            s.account,
            s.pages,
            s.row_count,
            s.language,
            s.layout_version,
            Column.ID_NUMBER.value in json.loads(s.options).get("columns", ()),
        )
        for s in rows
    ]


def printed_number(row: int, options: str) -> int | None:
    """Return the number that stands before a row of a sheet on paper; rows kept free bear none."""
    kept = int(json.loads(options).get("kept", 0))
    return None if row <= kept else row - kept


def next_number(session: Session) -> int:
    """Return the number of the next sheet; it stands on the paper and in the codes of its pages."""
    return (session.scalar(select(func.max(Sheet.number))) or 0) + 1


def free_tokens(session: Session, model: type[SheetRow] | type[Card], count: int) -> list[int]:
    """Return tokens of 40 random bits that no row or card on record bears."""
    tokens: dict[int, None] = {}
    while len(tokens) < count:
        drawn = [secrets.randbits(TOKEN_BITS) for _n in range(count - len(tokens))]
        taken = _taken(session, model, drawn)
        tokens.update(dict.fromkeys(token for token in drawn if token not in taken))
    return list(tokens)


def all_free(session: Session, tokens: Sequence[int]) -> bool:
    """Say whether no row on record bears one of these tokens."""
    return not _taken(session, SheetRow, tokens)


def _taken(session: Session, model: type[SheetRow] | type[Card], tokens: Sequence[int]) -> set[int]:
    return {
        token
        for block in blocks(tokens)
        for token in session.scalars(select(model.token).where(model.token.in_(block)))
    }


def keep_sheet(
    session: Session,
    kind: SheetKind,
    title: str,
    drawn: Printed,
    number: int,
    *,
    activity_id: UUID | None = None,
    meeting_id: UUID | None = None,
    in_tongue: str = "",
    options: Mapping[str, Option],
) -> PrintedSheet:
    """Put a sheet that was drawn on record."""
    sheet = Sheet(
        id=new_id(),
        number=number,
        kind=kind,
        activity_id=activity_id,
        meeting_id=meeting_id,
        title=title,
        printed_at=moment_of(session),
        account=account(),
        layout_version=LAYOUT_VERSION,
        language=in_tongue,
        pages=drawn.pages,
        row_count=drawn.rows,
        options=json.dumps(options, ensure_ascii=False),
    )
    session.add(sheet)
    session.flush()
    return PrintedSheet(sheet.id, number, drawn.pages, drawn.rows, drawn.unprintable, drawn.cut)


def keep_rows(
    session: Session, sheet_id: UUID, rows_a_page: int, rows: Sequence[tuple[UUID | None, int]]
) -> None:
    """Put the rows of a sheet (worker or none, token) on record in their order, numbered from 1."""
    if not rows:
        return
    bulk.insert_many(
        session,
        SheetRow,
        ("id", "sheet_id", "number", "page", "worker_id", "token"),
        [
            (key.hex, sheet_id.hex, n + 1, n // rows_a_page + 1, worker.hex if worker else None, token)
            for n, (key, (worker, token)) in enumerate(zip(new_ids(len(rows)), rows, strict=True))
        ],
    )


def sheet_on_record(session: Session, sheet_id: UUID) -> tuple[Sheet, Activity]:
    """Return a printed list and its activity. Raises NotFound."""
    sheet = session.get(Sheet, sheet_id)
    activity = session.get(Activity, sheet.activity_id) if sheet and sheet.activity_id else None
    if sheet is None or sheet.removed_at is not None or activity is None:
        raise NotFound(_("That sheet is not on record."))
    return sheet, activity
