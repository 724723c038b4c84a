"""`yijia receipts ID`: who received what."""

import argparse
from pathlib import Path

from desktop.cli.activity import add_activity
from desktop.cli.desk import DONE, Commands, Desk
from desktop.core.i18n import _
from desktop.core.money import in_figures
from desktop.services import activities
from desktop.services.receipts import ReceiptLine, received
from desktop.services.receipts_export import note_words, write_receipts


def register(commands: Commands) -> None:
    """Add the receipts command."""
    parser = commands.add_parser("receipts", help=_("who received what, and the total"))
    add_activity(parser)
    parser.add_argument("--out", type=Path, metavar="F.xlsx", help=_("write the list as a workbook too"))
    parser.set_defaults(run=run_receipts)


def run_receipts(desk: Desk, args: argparse.Namespace) -> int:
    """Tell what was received at an activity."""
    activity_id = desk.store.read(activities.find, args.activity)
    found = desk.store.read(received, activity_id)
    if args.out is not None:
        desk.store.read(write_receipts, activity_id, args.out)
    desk.tell(
        {
            "total": str(found.total),
            "capitals": found.capitals,
            "without_sum": found.without_sum,
            "rows": [_plain(line) for line in found.lines],
        },
        "\n".join([note_words(found), *(_line(line) for line in found.lines)]),
    )
    return DONE


def _plain(line: ReceiptLine) -> dict[str, object]:
    return {
        "name": line.name,
        "organisation": line.organisation,
        "phone": line.phone,
        "item": line.item,
        "sum": None if line.yuan is None else str(line.yuan),
        "at": line.at.astimezone(),
        "sheet": line.sheet,
        "row": line.row,
    }


def _line(line: ReceiptLine) -> str:
    money = "" if line.yuan is None else f"¥{in_figures(line.yuan)}"
    return "  ".join(part for part in (line.name, line.organisation, line.item, money) if part)
