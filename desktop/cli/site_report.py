"""`yijia site report YEAR`: the year's figures and the sentence sent upward."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from desktop.cli.desk import DONE, Commands, Desk
from desktop.core.i18n import LANGUAGES, _, in_language
from desktop.core.settings import load_settings
from desktop.services import site_figures, site_use, site_year
from desktop.services.site_sentence import year_sentence
from desktop.services.site_year import YearTable
from desktop.spreadsheets.write import display_width


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
    text = "\n\n".join([year_sentence(report, office), *map(_drawn, tables)])
    desk.tell({**site_year.plain_report(report, busiest), "sentence": said}, text)
    return DONE


def _drawn(table: YearTable) -> str:
    """Return a table as lines of columns, numbers to the right."""
    lines = [table.headings, *([_shown(cell) for cell in row] for row in table.rows)]
    widths = [max(map(display_width, column)) for column in zip(*lines, strict=True)]
    return "\n".join([table.title, *(_line(line, widths, table.rows[0]) for line in lines)])


def _line(cells: Sequence[str], widths: Sequence[int], example: Sequence[object]) -> str:
    parts = []
    for cell, width, kind in zip(cells, widths, example, strict=True):
        gap = " " * (width - display_width(cell))
        parts.append(gap + cell if isinstance(kind, int) else cell + gap)
    return "  ".join(["", *parts]).rstrip()


def _shown(cell: str | int | None) -> str:
    return f"{cell:,}" if isinstance(cell, int) else cell or ""
