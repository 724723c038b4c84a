"""`yijia site goods|goods-import|goods-export …`: the goods of the store and the sites."""

import argparse
from pathlib import Path

from desktop.cli.desk import DONE, LOOK, Commands, Desk
from desktop.core.i18n import _, ngettext
from desktop.services import supply_due, supply_export, supply_import, supply_overview
from desktop.services.supplies import ItemLine
from desktop.services.supply_due import Expiring, Shortage
from desktop.services.supply_import_rows import SuppliesImported, SupplyImportRow, Verdict


def register(parts: Commands) -> None:
    """Add the commands about goods."""
    goods = parts.add_parser("goods", help=_("the goods, what is short, what expires"))
    goods.add_argument("text", metavar="TEXT", nargs="?", default="", help=_("part of the name"))
    which = goods.add_mutually_exclusive_group()
    which.add_argument("--short", action="store_true", help=_("which places are below their minimum"))
    which.add_argument("--expiring", type=int, metavar="DAYS", help=_("what expires within so many days"))
    goods.set_defaults(run=run_goods)
    take = parts.add_parser("goods-import", help=_("take a list of goods in"))
    take.add_argument("file", type=Path, metavar="FILE", help=_("an .xlsx, .xls, .ods or .csv file"))
    take.add_argument("--rejects", type=Path, metavar="OUT.xlsx", help=_("write the rows not taken here"))
    take.add_argument("--dry-run", action="store_true", help=_("only tell what would become of each row"))
    take.set_defaults(run=run_import)
    export = parts.add_parser("goods-export", help=_("write the list of goods"))
    export.add_argument("file", type=Path, metavar="OUT.xlsx")
    export.set_defaults(run=run_export)


def run_goods(desk: Desk, args: argparse.Namespace) -> int:
    """Tell what lies where, or what is to be done about it."""
    if args.short:
        short = [one for one in desk.store.read(supply_due.below_minimum) if args.text in one.item]
        desk.tell([_plain_short(one) for one in short], _lines([_short_words(one) for one in short]))
        return LOOK if short else DONE
    if args.expiring is not None:
        found = desk.store.read(supply_due.expiring, None, args.expiring)
        soon = [one for one in found if args.text in one.item]
        desk.tell([_plain_expiring(one) for one in soon], _lines([_expiring_words(one) for one in soon]))
        return LOOK if soon else DONE
    goods = desk.store.read(supply_overview.goods, args.text)
    desk.tell([_plain_item(one) for one in goods], _lines([_item_words(one) for one in goods]))
    return DONE


def run_import(desk: Desk, args: argparse.Namespace) -> int:
    """Take a list in, leaving out what is refused; with --dry-run only tell what would come of it."""
    shown = desk.store.read(supply_import.preview, args.file)
    if args.dry_run:
        new, changed, same = (len(shown.having(one)) for one in (Verdict.NEW, Verdict.CHANGED, Verdict.SAME))
        left = tuple(shown.rows[place] for place in shown.having(Verdict.REFUSED))
        done = SuppliesImported(new, changed, same, left)
    else:
        done = desk.store.do(supply_import.save, shown)
    if args.rejects is not None and done.left_out:
        supply_import.rejects(shown, done.left_out, args.rejects)
    lines = [
        _("{new} new, {changed} changed, {same} the same, {left} left out.").format(
            new=done.new, changed=done.changed, same=done.same, left=len(done.left_out)
        )
    ]
    lines += [
        _("{sheet}, row {row}: {name}: {sentence}").format(
            sheet=one.cells.sheet, row=one.cells.row, name=one.name, sentence=one.sentence
        )
        for one in done.left_out
    ]
    desk.tell(
        {
            "new": done.new,
            "changed": done.changed,
            "same": done.same,
            "rejected": [_plain_row(one) for one in done.left_out],
        },
        "\n".join(lines),
    )
    return LOOK if done.left_out else DONE


def run_export(desk: Desk, args: argparse.Namespace) -> int:
    """Write all goods."""
    count = desk.store.read(supply_export.write_supplies, args.file)
    words = ngettext("{n} row written to {file}.", "{n} rows written to {file}.", count)
    desk.tell({"rows": count, "file": args.file}, words.format(n=count, file=args.file))
    return DONE


def _lines(lines: list[str]) -> str:
    return "\n".join(lines) or _("There are none.")


def _item_words(one: ItemLine) -> str:
    return _("{name}: {store} {unit} in the store, {sites} at the sites").format(
        name=one.name, store=one.in_store, unit=one.unit, sites=one.at_sites
    )


def _short_words(one: Shortage) -> str:
    return _("{place} · {item}: {there} of {minimum} {unit}").format(
        place=one.place, item=one.item, there=one.there, minimum=one.minimum, unit=one.unit
    )


def _expiring_words(one: Expiring) -> str:
    return f"{one.expires_on} · {one.place} · {one.item} {one.number}: {one.quantity} {one.unit}"


def _plain_item(one: ItemLine) -> dict[str, object]:
    return {
        "id": one.id,
        "name": one.name,
        "unit": one.unit,
        "in_store": one.in_store,
        "at_sites": one.at_sites,
        "expired": one.expired,
        "within": dict(zip(("30", "60", "90"), one.within, strict=True)),
        "places_short": one.short,
    }


def _plain_short(one: Shortage) -> dict[str, object]:
    return {
        "item": one.item,
        "unit": one.unit,
        "site_id": one.site_id,
        "place": one.place,
        "there": one.there,
        "minimum": one.minimum,
    }


def _plain_expiring(one: Expiring) -> dict[str, object]:
    return {
        "item": one.item,
        "unit": one.unit,
        "batch": one.number,
        "site_id": one.site_id,
        "place": one.place,
        "quantity": one.quantity,
        "expires_on": one.expires_on,
        "days": one.days,
    }


def _plain_row(one: SupplyImportRow) -> dict[str, object]:
    return {
        "sheet": one.cells.sheet,
        "row": one.cells.row,
        "name": one.name,
        "sentence": one.sentence,
        "fault": one.field,
    }
