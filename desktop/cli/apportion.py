"""`yijia apportion FILE --places N`: share places out by a list of weights, without any database."""

import argparse
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from desktop.cli.desk import DONE, Commands, Desk
from desktop.core.apportion import Apportionment, Method, Share, apportion, method_named
from desktop.core.apportion_words import carried_way, decimals, method_title, tie_sentence
from desktop.core.i18n import _
from desktop.spreadsheets.apportion_file import read_claims
from desktop.spreadsheets.write import display_width


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "apportion", help=_("share places out by a list of organisations and weights; needs no database")
    )
    parser.add_argument("file", type=Path, metavar="FILE", help=_("a .csv or .xlsx: organisation, weight …"))
    parser.add_argument("--places", type=int, required=True, metavar="N", help=_("the places to share out"))
    add_method(parser)
    parser.add_argument(
        "--seed", default="", metavar="S", help=_("the seed lots are drawn by where claims tie (else N)")
    )
    parser.set_defaults(run=run_apportion)


def add_method(parser: argparse.ArgumentParser) -> None:
    """Add the option that names the method."""
    parser.add_argument(
        "--method",
        default="",
        metavar="M",
        help=_("one of: {methods}").format(methods=", ".join(Method)),
    )


def run_apportion(desk: Desk, args: argparse.Namespace) -> int:
    """Share the places of a file out and tell who gets how many, and why."""
    method = method_named(args.method) if args.method else Method.LARGEST_REMAINDER
    result = apportion(read_claims(args.file), args.places, method, args.seed or str(args.places))
    desk.tell(plain_result(result), _told(result))
    return DONE


def plain_result(result: Apportionment) -> dict[str, object]:
    """Return an apportionment as JSON carries it; fractions as text, such as ``7/2``."""
    tie = result.tie
    return {
        "method": result.method,
        "places": result.places,
        "seed": result.seed,
        "total_weight": str(result.total_weight),
        "carried_left_aside": result.is_carried_left_aside,
        "shares": [_plain_share(share) for share in result.shares],
        "tie": tie
        and {
            "places": tie.places,
            "value": str(tie.value),
            "lots": [
                {"organisation": lot.label, "key": lot.key, "won": at < tie.places}
                for at, lot in enumerate(tie.lots)
            ],
        },
        "last_won": _text(result.solved.last),
        "first_lost": _text(result.solved.first),
        "divisors": result.divisors and [_text(bound) for bound in result.divisors],
        "squared": result.method is Method.HILL,
    }


def _plain_share(share: Share) -> dict[str, object]:
    return {
        "organisation": share.label,
        "weight": str(share.weight),
        "floor": share.floor,
        "ceiling": share.ceiling,
        "carried": str(share.carried),
        "quota": str(share.quota),
        "claim": str(share.claim),
        "lower": share.lower,
        "remainder": str(share.remainder),
        "places": share.places,
        "held": share.held,
        "drew": share.drew,
        "won": _text(share.won),
        "next": _text(share.next),
    }


def _text(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _told(result: Apportionment) -> str:
    lines = [[_("Organisation"), _("Weight"), _("Standard quota"), "", _("Places")]]
    lines += [
        [share.label, str(share.weight), str(share.quota), decimals(share.quota), str(share.places)]
        for share in result.shares
    ]
    total = Fraction(result.total_weight)
    lines.append(
        [_("Total"), str(total), str(result.places), decimals(Fraction(result.places)), str(result.places)]
    )
    parts = [method_title(result.method), drawn_table(lines)]
    if result.is_carried_left_aside:
        parts.append(carried_way(result.method))
    if result.tie:
        parts.append(tie_sentence(result))
    return "\n\n".join(parts)


def drawn_table(lines: Sequence[Sequence[str]]) -> str:
    """Return lines as columns, the first to the left, numbers to the right."""
    widths = [max(map(display_width, column)) for column in zip(*lines, strict=True)]
    drawn = []
    for line in lines:
        gaps = [" " * (width - display_width(cell)) for cell, width in zip(line, widths, strict=True)]
        cells = [line[0] + gaps[0], *(gap + cell for gap, cell in zip(gaps[1:], line[1:], strict=True))]
        drawn.append("  ".join(cells).rstrip())
    return "\n".join(drawn)
