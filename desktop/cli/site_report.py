"""`yijia site report YEAR`: the year's figures and the sentence sent upward."""

import argparse
from pathlib import Path

from desktop.cli.desk import DONE, Commands, Desk
from desktop.cli.drawn import drawn
from desktop.core.i18n import LANGUAGES, _, in_language
from desktop.core.settings import load_settings
from desktop.services import site_figures, site_use, site_year
from desktop.services.site_sentence import year_sentence


def register(parts: Commands) -> None:
    """Add the command."""
    parser = parts.add_parser("report", help=_("the year's figures by kind, district, host and stars"))
    parser.add_argument("year", type=int, metavar="YEAR")
    parser.add_argument("--xlsx", type=Path, metavar="FILE", help=_("write the tables to this workbook too"))
    parser.set_defaults(run=run_report)


def run_report(desk: Desk, args: argparse.Namespace) -> int:
    """Tell the figures of a year."""
    report = desk.store.read(site_figures.report, args.year)
    busiest = desk.store.read(site_use.busiest, args.year, report.day)
    office = load_settings(desk.places.settings).office
    if args.xlsx:
        site_year.export(report, busiest, args.xlsx, office)
    said = {}
    for name in LANGUAGES:
        with in_language(name):
            said[name] = year_sentence(report, office)
    tables = site_year.year_tables(report, busiest)
    text = "\n\n".join([year_sentence(report, office), *map(drawn, tables)])
    desk.tell({**site_year.plain_report(report, busiest), "sentence": said}, text)
    return DONE
