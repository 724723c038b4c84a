"""`yijia site due`: everything due or overdue at the sites."""

import argparse

from desktop.cli.desk import DONE, LOOK, Commands, Desk
from desktop.core.i18n import _, ngettext
from desktop.services import site_due
from desktop.services.clock import local
from desktop.services.site_due import Due, due_kind_word


def register(parts: Commands) -> None:
    """Add the command about what is due."""
    due = parts.add_parser(
        "due", help=_("what is due: defects, rechecks, goods, reviews (exit code 1: something is overdue)")
    )
    due.add_argument("--overdue", action="store_true", help=_("only what is past its day"))
    due.set_defaults(run=run_due)


def run_due(desk: Desk, args: argparse.Namespace) -> int:
    """Tell what is due, what is past its day first."""
    today = local(desk.store.now()).date()
    found = desk.store.read(site_due.due, today)
    late = [one for one in found if one.is_overdue]
    shown = late if args.overdue else found
    text = "\n".join(_line(one) for one in shown) or _("Nothing is due at the sites.")
    desk.tell([_plain(one) for one in shown], text)
    return LOOK if late else DONE


def _line(one: Due) -> str:
    parts = [_when(one), due_kind_word(one.kind), one.site, one.what]
    return " · ".join(part for part in parts if part)


def _when(one: Due) -> str:
    if one.days is None:
        return ""
    if one.days < 0:
        return ngettext("{count} day late", "{count} days late", -one.days).format(count=-one.days)
    if one.days == 0:
        return _("today")
    return ngettext("in {count} day", "in {count} days", one.days).format(count=one.days)


def _plain(one: Due) -> dict[str, object]:
    return {
        "kind": one.kind,
        "site_id": one.site_id,
        "site": one.site,
        "what": one.what,
        "due_on": one.due_on,
        "days": one.days,
        "overdue": one.is_overdue,
        "item_kind": one.item_kind,
        "item_id": one.item_id,
    }
