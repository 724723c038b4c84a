"""`yijia site tally SITE DATE COUNT`: one daily figure, or that of an hour."""

import argparse
from datetime import date
from uuid import UUID

from desktop.cli.desk import DONE, Commands, Desk
from desktop.core import tallies as counting
from desktop.core.dates import parse_date
from desktop.core.i18n import _
from desktop.services import site_find, tallies
from desktop.services.tallies import TalliesRefused, TallyCell


def register(parts: Commands) -> None:
    """Add the command among those of the sites."""
    parser = parts.add_parser("tally", help=_("enter how many people a site served on a day"))
    parser.add_argument("site", metavar="SITE", help=_("the code or the name of the site"))
    parser.add_argument("day", metavar="DATE", help=_("the day: 2026-12-05, 12.5, today, yesterday"))
    parser.add_argument("count", metavar="COUNT", help=_("people served; “-” takes back what was told"))
    parser.add_argument(
        "--hour", type=int, choices=range(counting.HOURS), metavar="H", help=_("of one hour, 0 to 23")
    )
    parser.add_argument("--sure", action="store_true", help=_("also where it is far more than usual"))
    parser.set_defaults(run=run_tally)


def run_tally(desk: Desk, args: argparse.Namespace) -> int:
    """Enter a figure; 2 where it cannot be right."""
    site = desk.store.read(site_find.named, args.site)
    day = parse_date(args.day, desk.store.now().astimezone().date())
    count = counting.whole_count(args.count)
    try:
        _enter(desk, TallyCell(site, day, count), args.hour, args.sure)
    except TalliesRefused as refused:
        if all(fault.may_be_right for fault in refused.faults):
            desk.warn(_("With --sure it is entered all the same."))
        raise
    _tell(desk, site, day)
    return DONE


def _enter(desk: Desk, cell: TallyCell, hour: int | None, sure: bool) -> None:
    if hour is None:
        desk.store.do(tallies.enter, [cell], sure)
    else:
        desk.store.do(tallies.enter_hour, cell.site, cell.day, hour, cell.count, sure)


def _tell(desk: Desk, site: UUID, day: date) -> None:
    month = desk.store.read(tallies.site_month, site, counting.month_of(day))
    count = month.counts[day.day - 1]
    data = {
        "site": site,
        "code": month.place.code,
        "name": month.place.name,
        "day": day,
        "count": count,
        "month_total": month.total,
        "days_told": month.told,
    }
    words = _("{site}, {day}: {count} · this month {total}, days told: {days}")
    text = words.format(
        site=month.place.name,
        day=day,
        count=_("nothing told") if count is None else f"{count:,}",
        total=f"{month.total:,}",
        days=month.told,
    )
    desk.tell(data, text)
