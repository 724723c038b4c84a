"""`yijia trip settle PROGRAMME`: the account of its batches, on paper or in a workbook; and settling them."""

import argparse
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from desktop.cli.desk import DONE, LOOK, Commands, Desk
from desktop.cli.drawn import drawn
from desktop.core.cost_split import Parts
from desktop.core.dates import parse_date
from desktop.core.errors import FieldError, NotFound
from desktop.core.i18n import _, ngettext
from desktop.core.money import in_capitals, of_fen
from desktop.core.settings import load_settings
from desktop.paper.page import deliver
from desktop.services import trip_invoices, trip_settlement, trip_settlement_papers, trips
from desktop.services.trip_accounts import BatchAccount, ProgrammeAccount
from desktop.services.trip_cost_words import yuan
from desktop.services.trip_invoices import InvoiceEntry
from desktop.services.trip_notice_papers import PaperLook
from desktop.services.trip_settlement import SettleEntry
from desktop.services.trip_settlement_papers import PaperKind
from desktop.services.trip_settlement_tables import batch_table, capitals_words, chosen
from desktop.services.year_tables import YearTable


def register(parts: Commands) -> None:
    """Add the commands about settling."""
    settle = parts.add_parser("settle", help=_("what the batches cost and who pays; settle them"))
    _programme(settle)
    settle.add_argument("--batch", type=int, metavar="N", help=_("one batch only"))
    settle.add_argument(
        "--out", type=Path, metavar="F.pdf|F.xlsx", help=_("write the settlement to this file")
    )
    settle.add_argument("--employers", action="store_true", help=_("with --out F.pdf: a page each employer"))
    settle.add_argument("--accept", action="store_true", help=_("settle what is not settled yet"))
    settle.add_argument("--by", default="", metavar=_("NAME"), help=_("who settles"))
    settle.add_argument("--on", default="", metavar="DAY", help=_("the day it is settled (today)"))
    settle.add_argument(
        "--remark", default="", metavar=_("TEXT"), help=_("why invoices and total differ, where they do")
    )
    settle.set_defaults(run=run_settle)
    invoice = parts.add_parser("invoice", help=_("enter an invoice of a batch"))
    _programme(invoice)
    invoice.add_argument("batch", type=int, metavar="BATCH", help=_("the number of the batch"))
    invoice.add_argument("number", metavar="NUMBER", help=_("the number of the invoice"))
    invoice.add_argument("amount", metavar="YUAN", help=_("its sum in yuan; below nought: a credit note"))
    invoice.add_argument("--issuer", default="", metavar=_("NAME"), help=_("who issued it"))
    invoice.add_argument("--issued-on", default="", metavar="DAY", help=_("the day on it"))
    invoice.set_defaults(run=run_invoice)


def run_settle(desk: Desk, args: argparse.Namespace) -> int:
    """Tell the account, settle if asked to; 1 while something is not settled."""
    programme = desk.store.read(trips.named, args.programme)
    batch = None if args.batch is None else _numbered(desk, programme, args.batch)
    if args.accept:
        _accept(desk, programme, batch, args)
    if args.out:
        _write(desk, programme, batch, args)
    found = desk.store.read(trip_settlement.account, programme)
    batches = chosen(found, batch)
    for one in batches:
        for words in (*one.problems, *one.warnings):
            desk.warn(f"{one.batch.title}: {words}")
    if found.over_budget_fen:
        words = _("The federation's part is {sum} yuan above the budget of {budget} yuan.")
        desk.warn(words.format(sum=yuan(found.over_budget_fen), budget=yuan(found.budget_fen or 0)))
    nobody = _("Nobody is on a roster yet, so there is nothing to settle.")
    desk.tell(_plain(found, batches), _text(batches) if batches else nobody)
    return DONE if batches and all(one.settled for one in batches) else LOOK


def run_invoice(desk: Desk, args: argparse.Namespace) -> int:
    """Enter an invoice and tell what is left."""
    programme = desk.store.read(trips.named, args.programme)
    batch = _numbered(desk, programme, args.batch)
    today = desk.store.now().astimezone().date()
    day = parse_date(args.issued_on, today) if args.issued_on else None
    entry = InvoiceEntry(args.number, _fen(args.amount), args.issuer, day)
    desk.store.do(trip_invoices.add_invoice, batch, entry)
    one = desk.store.read(trip_settlement.batch_account, batch)
    words = ngettext(
        "{batch}: {n} invoice, {sum} yuan; difference {difference} yuan.",
        "{batch}: {n} invoices, {sum} yuan; difference {difference} yuan.",
        len(one.invoices),
    )
    text = words.format(
        batch=one.batch.title,
        n=len(one.invoices),
        sum=yuan(one.invoiced_fen),
        difference=yuan(one.difference_fen),
    )
    desk.tell(_plain_batch(one), text)
    return DONE


def _accept(desk: Desk, programme: UUID, batch: UUID | None, args: argparse.Namespace) -> None:
    today = desk.store.now().astimezone().date()
    entry = SettleEntry(args.by, parse_date(args.on, today) if args.on else today, args.remark)
    found = desk.store.read(trip_settlement.account, programme)
    wanted = [one.batch.id for one in chosen(found, batch) if one.settled is None or batch is not None]
    if wanted:
        desk.store.do(trip_settlement.settle_many, wanted, entry)


def _write(desk: Desk, programme: UUID, batch: UUID | None, args: argparse.Namespace) -> None:
    if args.out.suffix.lower() == ".xlsx":
        desk.store.read(trip_settlement_papers.write_settlement, args.out, programme, batch)
        return
    kind = PaperKind.EMPLOYERS if args.employers else PaperKind.SETTLEMENT
    look = PaperLook(load_settings(desk.places.settings).office)
    paper = desk.store.read(trip_settlement_papers.prepare_settlement, programme, batch, kind, look)
    deliver(paper.pdf, args.out)


def _numbered(desk: Desk, programme: UUID, number: int) -> UUID:
    for one in desk.store.read(trips.batches, programme):
        if one.number == number:
            return one.id
    raise NotFound(_("There is no batch {number}.").format(number=number))


def _fen(text: str) -> int:
    plain = text.replace(",", "").strip()
    whole, _dot, rest = plain.removeprefix("-").partition(".")
    if not whole.isascii() or not (whole + rest).isdecimal() or len(rest) > 2:
        raise FieldError("amount", _("“{text}” is not a sum in yuan.").format(text=text))
    fen = int(whole) * 100 + int(rest.ljust(2, "0") or 0)
    return -fen if plain.startswith("-") else fen


def _text(batches: tuple[BatchAccount, ...]) -> str:
    table = batch_table(batches)
    rows = tuple(
        tuple(f"{cell:,.2f}" if isinstance(cell, Decimal) else cell for cell in row) for row in table.rows
    )
    lines = [drawn(YearTable("batches", table.title, table.headings, rows)), *table.notes]
    return "\n".join([*lines, capitals_words(sum(one.total_fen for one in batches))])


def _plain(found: ProgrammeAccount, batches: tuple[BatchAccount, ...]) -> dict[str, object]:
    total = sum(one.total_fen for one in batches)
    return {
        "programme": found.title,
        "year": found.year,
        "people": sum(one.people for one in batches),
        "total_fen": total,
        "capitals": in_capitals(of_fen(total)),
        **_plain_parts(
            Parts(
                sum(one.parts.union_fen for one in batches),
                sum(one.parts.employer_fen for one in batches),
                sum(one.parts.personal_fen for one in batches),
            )
        ),
        "over_budget_fen": found.over_budget_fen,
        "batches": [_plain_batch(one) for one in batches],
    }


def _plain_batch(one: BatchAccount) -> dict[str, object]:
    return {
        "number": one.batch.number,
        "title": one.batch.title,
        "people": one.people,
        "charged": one.charged,
        "price_fen": one.batch.price_fen,
        "total_fen": one.total_fen,
        **_plain_parts(one.parts),
        "invoices": [
            {"number": paid.number, "amount_fen": paid.amount_fen, "issuer": paid.issuer}
            for paid in one.invoices
        ],
        "difference_fen": one.difference_fen,
        "settled": None
        if one.settled is None
        else {"on": one.settled.on, "by": one.settled.by, "remark": one.settled.remark},
        "problems": list(one.problems),
        "warnings": list(one.warnings),
        "lines": [
            {
                "name": line.name,
                "organisation": line.organisation,
                "no_show": line.is_no_show,
                "total_fen": line.total_fen,
                **_plain_parts(line.parts),
                "remark": line.remark,
            }
            for line in one.lines
        ],
    }


def _plain_parts(parts: Parts) -> dict[str, object]:
    return {
        "union_fen": parts.union_fen,
        "employer_fen": parts.employer_fen,
        "personal_fen": parts.personal_fen,
    }


def _programme(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("programme", metavar=_("PROGRAMME"), help=_("year or title of the programme"))
