"""A year's figures laid out as tables in words: for the page, for a workbook, for the command line."""

from collections.abc import Sequence
from pathlib import Path

from desktop.core.i18n import _, ngettext
from desktop.models.sites import HostKind, SiteKind, SiteStatus
from desktop.services.site_figures import CrossTable, YearReport
from desktop.services.site_sentence import year_sentence
from desktop.services.site_use import SiteUse, YearUse
from desktop.services.site_words import host_kind_word, kind_word, status_word
from desktop.services.year_tables import Row, YearTable, write_tables

__all__ = [
    "busiest_table", "district_table", "export", "month_table", "month_words", "plain_report",
    "year_tables",
]  # fmt: skip


def year_tables(report: YearReport, busiest: Sequence[SiteUse] = ()) -> list[YearTable]:
    """Return the tables of a year in the language in force; those with nothing in them are left out."""
    made = [
        _kinds(report),
        _crossed(
            "districts",
            _("Sites by district"),
            report.districts,
            [_place(c) for c in report.districts.columns],
        ),
        _people_by_district(report.use),
        _crossed(
            "status",
            _("Sites by status"),
            report.status,
            [status_word(SiteStatus(c)) for c in report.status.columns],
        ),
        _hosts(report.hosts),
        _stars(report),
        _amenities(report),
        _months(report.use),
        busiest_table(busiest, report.use),
        _visits(report),
    ]
    return [table for table in made if table.rows]


def month_table(use: YearUse) -> YearTable:
    """Return the people of each month beside those of the year before; ``use`` may be of one kind."""
    now, before = use.by_month()
    so_far = [people if month <= use.day.month else None for month, people in enumerate(now, 1)]
    rows: list[Row] = list(zip(month_words(), so_far, before, strict=True)) if use.kinds() else []
    year = use.day.year
    headings = (_("Month"), _("{year}").format(year=year), _("{year}").format(year=year - 1))
    return _summed("month", _("People by month"), headings, rows)


def district_table(use: YearUse) -> YearTable:
    """Return the people of each district, and those of the year before up to the same day."""
    rows: list[Row] = [
        (_place(name), now, before) for name, now, before in use.by_district() if now or before
    ]
    headings = (_("District"), _("People served"), _before_word(use))
    return _summed("district", _("People by district"), headings, rows)


def busiest_table(sites: Sequence[SiteUse], use: YearUse) -> YearTable:
    """Return the busiest sites of the year of that use with their counts."""
    rows = tuple((one.name, kind_word(one.kind), one.people, one.before_so_far) for one in sites)
    headings = (_("Site"), _("Kind"), _("People served"), _before_word(use))
    return YearTable("busiest", _("Busiest sites"), headings, rows)


def export(report: YearReport, busiest: Sequence[SiteUse], path: Path, office: str = "") -> int:
    """Write the tables as a workbook, a sheet each, the sentence above the first; return the rows written.

    Raises a ``SpreadsheetError`` and leaves the file as it was.
    """
    return write_tables(path, year_tables(report, busiest), year_sentence(report, office))


def plain_report(report: YearReport, busiest: Sequence[SiteUse] = ()) -> dict[str, object]:
    """Return the figures for another program: keys and numbers, no words of any language but names."""
    use = report.use
    return {
        "year": report.year,
        "day": report.day,
        "kinds": {one.kind.value: _plain_kind(report, one.kind) for one in report.kinds},
        "sites": sum(one.in_use for one in report.kinds),
        "stars": {str(stars): count for stars, count in report.stars},
        "amenities": {
            **{item.key: count for item, count in report.amenities.needed},
            "all": report.amenities.complete,
        },
        "use": {
            "people": use.people,
            "year_before_so_far": use.before_so_far,
            "sites": use.sites,
            "months": use.by_month()[0],
            "months_before": use.by_month()[1],
            "districts": {name: people for name, people, _before in use.by_district()},
            "busiest": [{"id": one.id, "name": one.name, "people": one.people} for one in busiest],
        },
        "inspections": {
            "visits": report.visits.visits, "sites": report.visits.sites, "locked": report.visits.locked,
        },
        "defects": {
            "found": report.visits.found, "closed": report.visits.closed, "open": report.visits.open,
            "overdue": report.visits.overdue,
        },
    }  # fmt: skip


def month_words() -> tuple[str, ...]:
    """Return the short names of the twelve months."""
    return (
        _("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"), _("Jul"), _("Aug"), _("Sep"), _("Oct"),
        _("Nov"), _("Dec"),
    )  # fmt: skip


def _plain_kind(report: YearReport, kind: SiteKind) -> dict[str, object]:
    one, use = report.of(kind), report.use.of(kind)
    return {
        "in_use": one.in_use,
        "afloat": one.afloat,
        "opened_this_year": one.opened,
        "planned_by_year_end": one.planned_by_end,
        "planned_later": one.planned_later,
        "year_before": one.before,
        "status": _row(report.status, kind),
        "districts": _row(report.districts, kind),
        "hosts": _row(report.hosts, kind),
        "people": use.people,
        "people_year_before_so_far": use.before_so_far,
    }


def _row(table: CrossTable, kind: SiteKind) -> dict[str, int]:
    return {column: n for column in table.columns if (n := table.count(kind, column))}


def _kinds(report: YearReport) -> YearTable:
    headings = (
        _("Kind"), _("In use"), _("of which paused"), _("Opened this year"), _("Planned by year's end"),
        _("Planned later"), _("Closed down"), _("End of year before"), _("People served"),
        _before_word(report.use),
    )  # fmt: skip
    rows = [
        (
            kind_word(one.kind), one.in_use, one.paused, one.opened, one.planned_by_end, one.planned_later,
            one.closed, one.before, report.use.of(one.kind).people, report.use.of(one.kind).before_so_far,
        )
        for one in report.kinds
    ]  # fmt: skip
    return _summed("kinds", _("Sites by kind"), headings, rows)


def _crossed(key: str, title: str, table: CrossTable, columns: Sequence[str]) -> YearTable:
    rows: list[Row] = [(kind_word(kind), *counts, sum(counts)) for kind, counts in table.rows]
    return _summed(key, title, (_("Kind"), *columns, _("Total")), rows)


def _hosts(table: CrossTable) -> YearTable:
    """Hosts stand in the rows: there are more of them than fit beside each other."""
    kinds = [kind for kind, _counts in table.rows]
    rows: list[Row] = [
        (host_kind_word(HostKind(host)), *(table.count(kind, host) for kind in kinds), total)
        for host, total in zip(table.columns, table.totals, strict=True)
    ]
    headings = (_("Host"), *map(kind_word, kinds), _("Total"))
    return _summed("hosts", _("Sites by host"), headings, rows)


def _people_by_district(use: YearUse) -> YearTable:
    places = [place for place, _now, _before in use.by_district()]
    rows: list[Row] = []
    for kind in use.kinds():
        people = {place: now for place, now, _before in use.of(kind).by_district()}
        rows.append((kind_word(kind), *(people.get(place, 0) for place in places), sum(people.values())))
    headings = (_("Kind"), *map(_place, places), _("Total"))
    return _summed("people", _("People by district"), headings, rows)


def _stars(report: YearReport) -> YearTable:
    rows = [(_stars_word(stars), count) for stars, count in report.stars]
    if not any(count for _word, count in rows):
        rows = []
    return _summed("stars", _("Rest stations by stars"), (_("Stars"), _("Rest stations")), rows)


def _amenities(report: YearReport) -> YearTable:
    have, stations = report.amenities, report.of(SiteKind.REST_STATION).in_use
    rows: list[Row] = [(item.words, count, stations - count) for item, count in have.needed]
    rows.append((_("All of these"), have.complete, stations - have.complete))
    headings = (_("Equipment of rest stations"), _("Have it"), _("Want it"))
    return YearTable("amenities", _("Equipment (as of today)"), headings, tuple(rows) if stations else ())


def _months(use: YearUse) -> YearTable:
    kinds = use.kinds()
    months = {kind: use.of(kind).by_month() for kind in kinds}
    whole = use.by_month()
    rows: list[Row] = [
        (word, *(months[kind][0][at] for kind in kinds), whole[0][at], whole[1][at])
        for at, word in enumerate(month_words() if kinds else ())
    ]
    headings = (_("Month"), *map(kind_word, kinds), _("Total"), _("Year before"))
    return _summed("months", _("People by month"), headings, rows)


def _visits(report: YearReport) -> YearTable:
    seen = report.visits
    rows = (
        (_("Inspections"), seen.visits), (_("Sites inspected"), seen.sites),
        (_("Found locked in posted hours"), seen.locked), (_("Defects found"), seen.found),
        (_("Defects closed"), seen.closed), (_("Defects open"), seen.open),
        (_("of which overdue"), seen.overdue),
    )  # fmt: skip
    shown = rows if any(count for _words, count in rows) else ()
    return YearTable("visits", _("Inspections and defects"), (_("What"), _("Count")), shown)


def _summed(key: str, title: str, headings: tuple[str, ...], rows: Sequence[Row]) -> YearTable:
    """Return a table of a word and counts, with a row of sums below where there is more than one row."""
    if len(rows) > 1:
        sums = (sum(cell for cell in column if isinstance(cell, int)) for column in zip(*rows, strict=True))
        next(sums)
        rows = [*rows, (_("Total"), *sums)]
    return YearTable(key, title, headings, tuple(rows), summed=len(rows) > 1)


def _stars_word(stars: int) -> str:
    return ngettext("{n} star", "{n} stars", stars).format(n=stars) if stars else _("No stars")


def _before_word(use: YearUse) -> str:
    return _("Year before") if use.is_whole else _("Year before, so far")


def _place(district: str) -> str:
    return district or _("No district")
