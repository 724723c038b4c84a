"""What stands on a sheet: the people in their order, masked as asked, and the head."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.codes import CodeKey
from desktop.core.errors import FieldError
from desktop.core.i18n import _, in_language, language
from desktop.core.money import to_fen
from desktop.core.names import mask_name
from desktop.core.national_id import mask_id
from desktop.core.phones import mask_phone
from desktop.core.sheet_content import Column, RowPart, SheetContent, SheetKind, SheetRow
from desktop.models import sheets as stored
from desktop.models.activities import Enrolment, EnrolmentState, Meeting
from desktop.models.people import Organisation, Sex, Worker
from desktop.services.agenda import meeting_now, on_file
from desktop.services.clock import local, moment_of
from desktop.services.presence import meeting_of
from desktop.services.sheet_record import Option

MOST_BLANK_ROWS = 500
LARGEST_SUM = 1_000_000
"""Of yuan, to each; what is handed out to many is smaller by far."""


@dataclass(frozen=True, slots=True)
class SheetRequest:
    """What sheet is wanted.

    Without a meeting it is the one nearest in time. ``kept`` and ``walk_ins`` count blank rows before
    and behind the list. ``columns`` empty: the usual ones. ``sum`` in yuan and ``item`` stand in every
    row of a receipt sheet. Phones are masked unless ``whole_phones``; identity numbers unless there is
    an ``id_reason``, which is kept in the journal. ``language`` empty: the one in force.
    """

    activity_id: UUID
    kind: SheetKind = SheetKind.SIGN_IN
    meeting_id: UUID | None = None
    columns: tuple[Column, ...] = ()
    kept: int = 0
    walk_ins: int = 0
    language: str = ""
    landscape: bool = False
    dense: bool = False
    item: str = ""
    sum: Decimal | None = None
    project: str = ""
    fund_source: str = ""
    masked_names: bool = False
    whole_phones: bool = False
    id_reason: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of the list to be printed: a worker with the organisation, or blank."""

    part: RowPart
    worker: Worker | None = None
    organisation: str = ""


def meeting_for(session: Session, request: SheetRequest) -> Meeting:
    key = request.meeting_id or meeting_now(session, request.activity_id).id
    return meeting_of(session, key)[0]


def rows_of(session: Session, request: SheetRequest) -> list[Listed]:
    """Return the rows in the order of printing: kept free, leaders, the list, walk-ins."""
    for field, count in (("kept", request.kept), ("walk_ins", request.walk_ins)):
        if not 0 <= count <= MOST_BLANK_ROWS:
            raise FieldError(
                field,
                _("There may be 0 to {most} blank rows.").format(most=MOST_BLANK_ROWS),
            )
    if request.sum is not None:
        _check_sum(request.sum)
    on_file(session, request.activity_id)
    listed = session.execute(
        select(Worker, Organisation.name)
        .join(Enrolment, Enrolment.worker_id == Worker.id)
        .outerjoin(Organisation, Organisation.id == Worker.organisation_id)
        .where(
            Enrolment.activity_id == request.activity_id,
            Enrolment.state == EnrolmentState.ENROLLED,
            Enrolment.removed_at.is_(None),
        )
        .order_by(Enrolment.kept_first.desc(), Enrolment.position)
    )
    return [
        *[Listed(RowPart.KEPT)] * request.kept,
        *[Listed(RowPart.LISTED, worker, organisation or "") for worker, organisation in listed],
        *[Listed(RowPart.WALK_IN)] * request.walk_ins,
    ]


def _check_sum(yuan: Decimal) -> None:
    """Refuse what cannot be paid out to each: no number, nothing, parts of a fen, or far too much."""
    if not yuan.is_finite() or yuan <= 0:
        raise FieldError("sum", _("The sum must be more than nought."))
    if yuan > LARGEST_SUM:
        raise FieldError("sum", _("The sum must not be more than {most} yuan.").format(most=LARGEST_SUM))
    if to_fen(yuan) != yuan:
        raise FieldError("sum", _("The sum has more than two places behind the point."))


def rows_on_record(
    session: Session, sheet: stored.Sheet, request: SheetRequest
) -> tuple[list[Listed], list[int]]:
    found = session.execute(
        select(stored.SheetRow, Worker, Organisation.name)
        .outerjoin(Worker, Worker.id == stored.SheetRow.worker_id)
        .outerjoin(Organisation, Organisation.id == Worker.organisation_id)
        .where(stored.SheetRow.sheet_id == sheet.id)
        .order_by(stored.SheetRow.number)
    ).all()
    rows = [
        Listed(RowPart.LISTED, worker, organisation or "")
        if worker
        else Listed(RowPart.KEPT if row.number <= request.kept else RowPart.WALK_IN)
        for row, worker, organisation in found
    ]
    return rows, [row.token for row, _worker, _organisation in found]


def content_of(
    session: Session,
    key: CodeKey,
    request: SheetRequest,
    rows: Sequence[Listed],
    tokens: Sequence[int],
    number: int,
) -> SheetContent:
    activity, meeting = on_file(session, request.activity_id), meeting_for(session, request)
    with in_language(request.language or language()):
        time = time_words(meeting)
        texts = [texts_of(row, request) for row in rows]
    return SheetContent(
        kind=request.kind,
        title=activity.title,
        rows=tuple(
            SheetRow(text, token, row.part, request.sum if row.part is RowPart.LISTED else None)
            for row, text, token in zip(rows, texts, tokens, strict=True)
        ),
        key=key,
        sheet=number,
        printed_on=local(moment_of(session)).date(),
        columns=request.columns,
        landscape=request.landscape,
        dense=request.dense,
        time=time,
        place=meeting.place or activity.place,
        organiser=activity.organiser,
        project=request.project or (activity.title if request.kind is SheetKind.RECEIPT else ""),
        fund_source=request.fund_source,
    )


def texts_of(row: Listed, request: SheetRequest) -> dict[Column, str]:
    """Return what is printed in a row, masked as asked; what is to be written by hand stays empty."""
    goods = {Column.ITEM: request.item} if row.part is RowPart.LISTED else {}
    worker = row.worker
    if worker is None:
        return goods
    name = mask_name(worker.name) if request.masked_names else worker.name
    number = worker.id_number or ""
    return goods | {
        Column.NAME: name,
        Column.ORGANISATION: row.organisation,
        Column.SEX: {Sex.MALE: _("male"), Sex.FEMALE: _("female"), None: ""}[worker.sex],
        Column.POST: worker.post,
        Column.PHONE: worker.phone if request.whole_phones else mask_phone(worker.phone),
        Column.ID_NUMBER: number if request.id_reason.strip() else mask_id(number),
        Column.MEMBER_NUMBER: worker.member_number,
        Column.REMARK: worker.remark if request.kind is SheetKind.ROSTER else "",
    }


def time_words(meeting: Meeting) -> str:
    """Return day, beginning and end of a meeting as the sheet says them."""
    starts, ends = local(meeting.starts_at), local(meeting.ends_at)
    first, last = day_words(starts), day_words(ends)
    if first == last:
        return f"{first} {starts:%H:%M}–{ends:%H:%M}"
    return f"{first} {starts:%H:%M} – {last} {ends:%H:%M}"


def day_words(day: date) -> str:
    """Return a day as the sheet says it."""
    return _("{year}-{month:02}-{day:02}").format(year=day.year, month=day.month, day=day.day)


def options_of(request: SheetRequest, content: SheetContent) -> dict[str, Option]:
    """Return what has to be kept to draw the same sheet again and to know where its rows lie."""
    return {
        "columns": [column.value for column in content.chosen_columns],
        "kept": request.kept,
        "walk_ins": request.walk_ins,
        "landscape": request.landscape,
        "dense": request.dense,
        "item": request.item,
        "sum": None if request.sum is None else str(request.sum),
        "project": request.project,
        "fund_source": request.fund_source,
        "masked_names": request.masked_names,
        "whole_phones": request.whole_phones,
    }


def request_of(sheet: stored.Sheet, activity_id: UUID) -> SheetRequest:
    """Return what a sheet on record was asked for with."""
    kept = json.loads(sheet.options)
    return SheetRequest(
        activity_id,
        SheetKind(sheet.kind.value),
        sheet.meeting_id,
        tuple(Column(column) for column in kept["columns"]),
        kept["kept"],
        kept["walk_ins"],
        sheet.language,
        kept["landscape"],
        kept["dense"],
        kept["item"],
        Decimal(kept["sum"]) if kept["sum"] else None,
        kept["project"],
        kept["fund_source"],
        kept["masked_names"],
        kept["whole_phones"],
    )
