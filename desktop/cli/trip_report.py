"""`yijia trip report YEAR`: the year's figures of the trips and the sentence sent upward."""

import argparse
from pathlib import Path

from desktop.cli.desk import DONE, Commands, Desk
from desktop.cli.drawn import drawn
from desktop.core.i18n import LANGUAGES, _, in_language
from desktop.core.settings import load_settings
from desktop.services import trip_figures, trip_year


def register(parts: Commands) -> None:
    """Add the command."""
    parser = parts.add_parser(
        "report", help=_("the year's figures: by batch, union, trade, sex, front line, category, year")
    )
    parser.add_argument("year", type=int, metavar="YEAR")
    parser.add_argument("--xlsx", type=Path, metavar="FILE", help=_("write the tables to this workbook too"))
    parser.set_defaults(run=run_report)


def run_report(desk: Desk, args: argparse.Namespace) -> int:
    """Tell the figures of a year."""
    report = desk.store.read(trip_figures.report, args.year)
    office = load_settings(desk.places.settings).office
    if args.xlsx:
        trip_year.export(report, args.xlsx, office)
    said = {}
    for name in LANGUAGES:
        with in_language(name):
            said[name] = trip_year.trip_sentence(report, office)
    text = "\n\n".join([trip_year.trip_sentence(report, office), *map(drawn, trip_year.year_tables(report))])
    desk.tell({**trip_year.plain_report(report), "sentence": said}, text)
    return DONE
