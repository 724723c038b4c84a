"""`yijia sheet …`: print sheets, badges and cards into a PDF."""

import argparse
from decimal import Decimal, InvalidOperation
from pathlib import Path

from desktop.cli.activity import add_activity
from desktop.cli.desk import DONE, LOOK, Commands, Desk
from desktop.core.errors import FieldError
from desktop.core.i18n import _, ngettext
from desktop.services import activities, cards, sheets
from desktop.services.cards import CardsRequest
from desktop.services.enrolment import EnrolmentState, on_list
from desktop.services.sheets import PrintedSheet, SheetKind, SheetRequest

LANGUAGES = {"zh": "zh_CN", "en": "en", "": ""}


def register(commands: Commands) -> None:
    """Add the commands about paper."""
    group = commands.add_parser("sheet", help=_("paper: sign-in, receipt, roster, badges, cards"))
    words = group.add_subparsers(metavar=_("WORDS"), dest="words", required=True)
    _add_list(words, SheetKind.SIGN_IN, _("print a sign-in sheet"))
    receipt = _add_list(words, SheetKind.RECEIPT, _("print a receipt sheet"))
    receipt.add_argument("--item", default="", metavar="TEXT", help=_("what everybody is handed"))
    receipt.add_argument("--sum", default="", metavar="YUAN", help=_("what everybody is paid"))
    receipt.add_argument("--project", default="", metavar="TEXT")
    receipt.add_argument("--fund-source", default="", metavar="TEXT")
    _add_list(words, SheetKind.ROSTER, _("print a plain roster"))
    for name, say in (
        ("badges", _("print a badge for everybody with a place")),
        ("cards", _("print member cards for everybody with a place")),
    ):
        parser = words.add_parser(name, help=say)
        _add_common(parser)
        parser.add_argument("--heading", default="", metavar="TEXT", help=_("what stands on every card"))
        parser.set_defaults(run=run_cards, badges=name == "badges")


def _add_list(words: Commands, kind: SheetKind, say: str) -> argparse.ArgumentParser:
    parser = words.add_parser(kind.value, help=say)
    _add_common(parser)
    parser.add_argument("--walk-ins", type=int, default=0, metavar="N", help=_("blank rows at the end"))
    parser.add_argument("--kept", type=int, default=0, metavar="N", help=_("rows kept free at the head"))
    parser.add_argument("--landscape", action="store_true")
    parser.add_argument("--dense", action="store_true", help=_("more rows to a page"))
    parser.add_argument("--whole-phones", action="store_true", help=_("do not mask telephones"))
    parser.set_defaults(run=run_list, kind=kind, item="", sum="", project="", fund_source="")
    return parser


def _add_common(parser: argparse.ArgumentParser) -> None:
    add_activity(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="F.pdf")
    parser.add_argument("--lang", choices=["zh", "en"], default="", help=_("the language of the sheet"))


def run_list(desk: Desk, args: argparse.Namespace) -> int:
    """Print a sign-in sheet, a receipt sheet or a roster."""
    request = SheetRequest(
        desk.store.read(activities.find, args.activity),
        args.kind,
        kept=args.kept,
        walk_ins=args.walk_ins,
        language=LANGUAGES[args.lang],
        landscape=args.landscape,
        dense=args.dense,
        item=args.item,
        sum=_yuan(args.sum),
        project=args.project,
        fund_source=args.fund_source,
        whole_phones=args.whole_phones,
    )
    return _told(
        desk, desk.store.record(sheets.print_sheet, desk.store.code_key, request, args.out), args.out
    )


def run_cards(desk: Desk, args: argparse.Namespace) -> int:
    """Print badges, or member cards of everybody on the list."""
    key = desk.store.read(activities.find, args.activity)
    language = LANGUAGES[args.lang]
    request = CardsRequest(key, heading=args.heading, badges=True, language=language)
    if not args.badges:
        listed = desk.store.read(on_list, key, EnrolmentState.ENROLLED)
        workers = tuple(line.worker_id for line in listed)
        request = CardsRequest(worker_ids=workers, heading=args.heading, language=language)
    sheet = desk.store.record(cards.print_cards, desk.store.code_key, request, args.out)
    return _told(desk, sheet, args.out)


def _yuan(text: str) -> Decimal | None:
    if not text:
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        raise FieldError("sum", _("“{text}” is no sum of money.").format(text=text)) from None


def _told(desk: Desk, sheet: PrintedSheet, out: Path) -> int:
    lines = [
        ngettext(
            "Sheet {number}: {rows} rows on {pages} page, in {file}",
            "Sheet {number}: {rows} rows on {pages} pages, in {file}",
            sheet.pages,
        ).format(number=sheet.number, rows=sheet.rows, pages=sheet.pages, file=out)
    ]
    lines += [_("No font here can print all of: {text}").format(text=text) for text in sheet.unprintable]
    lines += [_("Cut short: {text}").format(text=text) for text in sheet.cut]
    desk.tell(
        {
            "sheet": sheet.number,
            "pages": sheet.pages,
            "rows": sheet.rows,
            "unprintable": list(sheet.unprintable),
            "cut": list(sheet.cut),
        },
        "\n".join(lines),
    )
    return LOOK if sheet.unprintable or sheet.cut else DONE
