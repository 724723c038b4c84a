"""What happened to one worker's entry, from the journal, in words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.i18n import _
from desktop.core.money import in_figures
from desktop.core.national_id import mask_id
from desktop.core.phones import mask_phone
from desktop.models.activities import Activity
from desktop.models.base import Plain
from desktop.models.history import Change, ChangeKind, Operation, OperationKind
from desktop.models.people import Honour, Organisation
from desktop.models.reading import Receipt
from desktop.models.trip_people import TripTaken
from desktop.storage import journal
from desktop.storage.labels import label_of


@dataclass(frozen=True, slots=True)
class Step:
    """One operation on the entry: when, by whom, what it was, and each field old → new."""

    at: datetime
    account: str
    label: str
    lines: tuple[str, ...]


def history(session: Session, worker_id: UUID, limit: int = 100) -> list[Step]:
    """Return what was done to a worker: entry, honours, receipts, trips, the newest first; numbers masked."""
    honours = session.scalars(select(Honour.id).where(Honour.worker_id == worker_id)).all()
    receipts = session.scalars(select(Receipt.id).where(Receipt.worker_id == worker_id)).all()
    trips = session.scalars(select(TripTaken.id).where(TripTaken.worker_id == worker_id)).all()
    rows = session.execute(
        select(Operation, Change)
        .join(Change, Change.operation_id == Operation.id)
        .where(Change.row_id.in_([worker_id, *honours, *receipts, *trips]))
        .order_by(Operation.at.desc(), Operation.counter.desc(), Change.position)
        .limit(limit * 4)
    ).all()
    steps: dict[UUID, tuple[Operation, list[Change]]] = {}
    for operation, change in rows:
        steps.setdefault(operation.id, (operation, []))[1].append(change)
    told = [
        Step(one.at, one.account, label_of(one), tuple(_lines(session, changes)))
        for one, changes in steps.values()
    ]
    told += _shown(session, worker_id)
    return sorted(told, key=lambda step: step.at, reverse=True)[:limit]


def _shown(session: Session, worker_id: UUID) -> list[Step]:
    """Return when the whole identity number was shown."""
    records = session.scalars(
        select(Operation).where(
            Operation.kind == OperationKind.RECORD, Operation.params.contains(worker_id.hex)
        )
    )
    return [
        Step(one.at, one.account, label_of(one), ())
        for one in records
        if json.loads(one.params).get("worker") == worker_id.hex
    ]


def _lines(session: Session, changes: list[Change]) -> list[str]:
    lines: list[str] = []
    for change in changes:
        before, after = journal.values_of(change)
        if change.table_name == "honour":
            lines.append(_("Honour: {what}").format(what=_honour(session, change, before, after)))
        elif change.table_name == "receipt":
            lines.append(_("Received: {what}").format(what=_receipt(session, change, before, after)))
        elif change.table_name == "trip_taken":
            lines.append(_("Trip: {what}").format(what=_trip(session, change, before, after)))
        else:
            lines += _fields(session, change, before, after)
    return lines


def _fields(
    session: Session, change: Change, before: Mapping[str, Plain], after: Mapping[str, Plain]
) -> list[str]:
    words = _field_words()
    lines = []
    for name, label in words.items():
        if name not in after or after[name] == before.get(name):
            continue
        new = _value(session, name, after[name])
        if change.kind is ChangeKind.INSERT:
            if after[name] not in (None, ""):
                lines.append(f"{label}: {new}")
        else:
            lines.append(f"{label}: {_value(session, name, before.get(name))} → {new}")
    if change.kind is ChangeKind.UPDATE and "removed_at" in after:
        lines.append(_("taken off the books") if after["removed_at"] else _("put back on the books"))
    return lines


def _honour(session: Session, change: Change, before: Mapping[str, Plain], after: Mapping[str, Plain]) -> str:
    row = session.get(Honour, change.row_id)
    return _with_fate(str(after.get("title") or (row.title if row else "")), before, after)


def _receipt(
    session: Session, change: Change, before: Mapping[str, Plain], after: Mapping[str, Plain]
) -> str:
    row = session.get_one(Receipt, change.row_id)
    money = "" if row.fen is None else f"¥{in_figures(Decimal(row.fen) / 100)}"
    title = f"({session.get_one(Activity, row.activity_id).title})"
    return _with_fate(" ".join(filter(None, (row.item, money, title))), before, after)


def _trip(session: Session, change: Change, before: Mapping[str, Plain], after: Mapping[str, Plain]) -> str:
    row = session.get_one(TripTaken, change.row_id)
    return _with_fate(" ".join(filter(None, (str(row.year), row.place))), before, after)


def _with_fate(what: str, before: Mapping[str, Plain], after: Mapping[str, Plain]) -> str:
    """Return what was given, or that it was taken away or put back."""
    if after.get("removed_at"):
        return _("{what} taken away").format(what=what)
    return _("{what} put back").format(what=what) if "removed_at" in before else what


def _value(session: Session, name: str, value: Plain) -> str:
    if value is None or value == "":
        return _("(nothing)")
    if name == "sex":
        return _("male") if value == "M" else _("female")
    if name == "frontline":
        return _("yes") if value else _("no")
    if name == "organisation_id":
        place = session.get(Organisation, UUID(str(value)))
        return place.name if place else _("(nothing)")
    masks = {"id_number": mask_id, "phone": mask_phone}
    return masks.get(name, str)(str(value))


def _field_words() -> dict[str, str]:
    return {
        "name": _("Name"),
        "sex": _("Sex"),
        "id_number": _("Identity number"),
        "birthday": _("Birthday"),
        "phone": _("Phone"),
        "organisation_id": _("Organisation"),
        "post": _("Post"),
        "frontline": _("Frontline"),
        "member_number": _("Member number"),
        "remark": _("Remark"),
    }
