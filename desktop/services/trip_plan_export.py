"""The plan of a programme as a workbook: a sheet each for batches, rules, categories, bases and documents."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.i18n import _
from desktop.services.clock import local
from desktop.services.trip_plan_overview import Plan, plan
from desktop.services.trip_plan_words import effect_word
from desktop.spreadsheets.read import Cell
from desktop.spreadsheets.write import SheetOut, write_table

Rows = list[Sequence[Cell | None]]


def write_plan(session: Session, programme_id: UUID, path: Path) -> int:
    """Write the plan; return the rows. Raises NoProgramme, SpreadsheetError."""
    found = plan(session, programme_id)
    return write_table(path, [_batches(found), _rules(found), *_lists(found)])


def _batches(found: Plan) -> SheetOut:
    headings = [
        _("No. of the batch"), _("Name of the batch"), _("First day"), _("Last day"), _("No. of days"),
        _("Base"), _("Places"),
        _("Price a person (yuan)"), _("Kept for the trade"), _("Leader"), _("Leader's telephone"),
        _("Departure"), _("Meeting place"), _("Travel agency"), _("Insurer"), _("Remark"),
    ]  # fmt: skip
    rows: Rows = [
        [
            one.number, one.name, one.starts_on, one.ends_on, one.days, one.base, one.capacity,
            _yuan(one.price_fen), one.reserved_trade, one.leader, one.leader_phone,
            _moment(one.departs_at), one.meeting_place, one.agency, one.insurer, one.remark,
        ]
        for one in found.batches
    ]  # fmt: skip
    return SheetOut(_("Batches"), headings, rows, frozenset({10}), note=found.card.title)


def _rules(found: Plan) -> SheetOut:
    headings = [_("Rule"), _("Set to"), _("If not met"), _("Document"), _("Clause"), _("Set")]
    rows: Rows = [
        [
            _(line.kind.title), line.words, effect_word(line.effect) if line.kind.is_checked else None,
            line.document, line.clause, _("set") if line.is_set else _("as proposed"),
        ]
        for line in found.rules
    ]  # fmt: skip
    return SheetOut(_("Rules"), headings, rows, note=found.card.title)


def _lists(found: Plan) -> list[SheetOut]:
    categories: Rows = [[one.name, one.points, found.document(one.document_id)] for one in found.categories]
    bases: Rows = [
        [
            one.name, one.region, _("yes") if one.is_paired else None, one.contact, one.phone,
            found.document(one.document_id), one.remark,
        ]
        for one in found.bases
    ]  # fmt: skip
    documents: Rows = [
        [one.number, one.title, one.issuer, one.issued_on, one.remark] for one in found.documents
    ]
    return [
        SheetOut(_("Categories"), [_("Priority category"), _("Points given"), _("Document")], categories),
        SheetOut(
            _("Bases"),
            [
                _("Base"), _("Region"), _("Paired"), _("Contact"), _("Telephone"), _("Document"),
                _("Remark"),
            ],
            bases,
            frozenset({4}),
        ),
        SheetOut(
            _("Documents"),
            [_("Document number"), _("Title"), _("Issued by"), _("Issued on"), _("Remark")],
            documents,
        ),
    ]  # fmt: skip


def _yuan(fen: int | None) -> float | None:
    return None if fen is None else fen / 100


def _moment(moment: datetime | None) -> datetime | None:
    return None if moment is None else local(moment)
