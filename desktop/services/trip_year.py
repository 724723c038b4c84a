"""A year's figures of the trips in words: the sentence sent upward, tables, and a workbook of them."""

from collections.abc import Sequence
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path

from desktop.core.i18n import _, ngettext
from desktop.core.money import in_figures, of_fen
from desktop.services.trip_figures import Costs, Group, TripReport
from desktop.services.trip_nominees import NomineeState, state_word
from desktop.services.year_tables import Row, YearTable, write_tables

TABLES = ("summary", "batches", "unions", "categories", "trades", "sexes", "costs", "years", "organisations")


def trip_sentence(report: TripReport, office: str = "") -> str:
    """Return what an office sends upward: places, people, front line with its share, batches, money.

    ``office`` is whose trips they are; "the federation", where it is not named. What there is none of is
    left out.
    """
    if not report.titles:
        return _("{year}: no trip programme is on file.").format(year=report.year)
    if not report.people:
        words = ngettext(
            "In {year} {office} has {n} place for convalescence trips; nobody has one yet.",
            "In {year} {office} has {n} places for convalescence trips; nobody has one yet.",
            report.places,
        )
        return words.format(year=report.year, office=office or _("the federation"), n=_number(report.places))
    said = ngettext(
        "In {year} {office} gave {n} place for convalescence trips, {parts}.",
        "In {year} {office} gave {n} places for convalescence trips, {parts}.",
        report.people,
    ).format(
        year=report.year,
        office=office or _("the federation"),
        n=_number(report.people),
        parts=_clauses(_parts(report)),
    )
    return _("{text} {sentence}").format(text=said, sentence=paid) if (paid := _paid(report.costs)) else said


def percent(share: Fraction) -> str:
    """Return a share as a percentage with at most one decimal, rounded half up: ``75``, ``66.7``."""
    tenths = int(share * 1000 + Fraction(1, 2))
    whole, rest = divmod(tenths, 10)
    return f"{whole}.{rest}" if rest else str(whole)


def year_tables(report: TripReport) -> list[YearTable]:
    """Return the tables of a year in the language in force; those with nothing in them are left out."""
    made = [
        _summary(report),
        _groups("batches", _("Places by batch"), _("Batch of trips"), report.batches, _("not placed yet")),
        _groups("unions", _("Places by union"), _("Union"), report.unions),
        _groups("categories", _("Places by priority category"), _("Category"), report.categories, sums=False),
        _groups("trades", _("Places by trade"), _("Trade or post"), report.trades),
        _groups("sexes", _("Places by sex"), _("Sex"), [_sexed(one) for one in report.sexes]),
        _costs(report.costs),
        _years(report),
        _groups("organisations", _("Places by organisation"), _("Organisation"), report.organisations),
    ]
    return [table for table in made if table.rows]


def export(report: TripReport, path: Path, office: str = "") -> int:
    """Write the tables as a workbook, a sheet each, the sentence above the first; return the rows written.

    Raises a ``SpreadsheetError`` and leaves the file as it was.
    """
    return write_tables(path, year_tables(report), trip_sentence(report, office))


def plain_report(report: TripReport) -> dict[str, object]:
    """Return the figures for another program: keys and numbers, no words of any language but names."""

    def groups(found: Sequence[Group]) -> list[dict[str, object]]:
        return [asdict(one) for one in found]

    return {
        "year": report.year,
        "programmes": list(report.titles),
        "places": report.places,
        "named": report.named,
        "states": {state.value: count for state, count in report.states.items()},
        "people": report.people,
        "frontline": report.frontline,
        "frontline_needed": report.needed,
        "frontline_percent": percent(report.share),
        "women": report.women,
        "priority": report.priority,
        "batches": groups(report.batches),
        "unions": groups(report.unions),
        "organisations": groups(report.organisations),
        "trades": groups(report.trades),
        "sexes": groups(report.sexes),
        "categories": groups(report.categories),
        "costs": asdict(report.costs),
        "years": [asdict(one) for one in report.years],
    }


def _clauses(parts: Sequence[str]) -> str:
    """Put the clauses of one sentence after each other, as each language does."""
    whole = parts[0]
    for part in parts[1:]:
        whole = _("{text}, {more}").format(text=whole, more=part)
    return whole


def _parts(report: TripReport) -> list[str]:
    parts = []
    if report.people != report.places:
        words = ngettext("of {n} place in its programme", "of {n} places in its programme", report.places)
        parts.append(words.format(n=_number(report.places)))
    parts.append(
        ngettext(
            "{n} of them to the front line ({percent} %)",
            "{n} of them to the front line ({percent} %)",
            report.frontline,
        ).format(n=_number(report.frontline), percent=percent(report.share))
    )
    travelled = sum(bool(one.label and one.people) for one in report.batches)
    if travelled:
        parts.append(ngettext("in {n} batch", "in {n} batches", travelled).format(n=travelled))
    if report.priority:
        words = ngettext(
            "{n} person being of a priority category",
            "{n} people being of a priority category",
            report.priority,
        )
        parts.append(words.format(n=_number(report.priority)))
    return parts


def _paid(costs: Costs) -> str:
    if not costs.people:
        return ""
    words = ngettext(
        "The trip of {n} person is settled at {total} yuan, {union} of it paid by the federation.",
        "The trips of {n} people are settled at {total} yuan, {union} of it paid by the federation.",
        costs.people,
    )
    return words.format(n=_number(costs.people), total=_yuan(costs.total_fen), union=_yuan(costs.union_fen))


def _summary(report: TripReport) -> YearTable:
    others = [
        pair for pair in sorted(report.states.items(), key=_order) if pair[0] is not NomineeState.CHOSEN
    ]
    states = [(_begun(state_word(state)), count) for state, count in others]
    rows: list[Row] = [
        (_("Places of the programme"), report.places),
        (_("Named"), report.named),
        (_("With a place"), report.people),
        (_("of which front line"), report.frontline),
        (_("front line at least"), report.needed),
        (_("of which women"), report.women),
        (_("of a priority category"), report.priority),
        *states,
    ]
    return YearTable("summary", _("The year"), (_("What"), _("Count")), tuple(rows) if report.titles else ())


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


def _order(pair: tuple[NomineeState, int]) -> int:
    return list(NomineeState).index(pair[0])


def _groups(
    key: str,
    title: str,
    heading: str,
    groups: Sequence[Group],
    unknown: str = "",
    *,
    sums: bool = True,
) -> YearTable:
    """Return a table of groups with the share of the front line; with ``sums``, their sum in the last row."""
    rows = [_row(one, one.label or unknown or _("not told")) for one in groups]
    summed = sums and len(groups) > 1
    if summed:
        whole = Group(
            "",
            sum(one.people for one in groups),
            sum(one.frontline for one in groups),
            sum(one.women for one in groups),
        )
        rows.append(_row(whole, _("Total")))
    headings = (heading, _("People"), _("Front line"), _("Front line, %"), _("Women"))
    return YearTable(key, title, headings, tuple(rows), summed)


def _row(group: Group, label: str) -> Row:
    share = Fraction(group.frontline, group.people) if group.people else Fraction(0)
    return (label, group.people, group.frontline, percent(share), group.women)


def _sexed(group: Group) -> Group:
    words = {"M": _("men"), "F": _("women")}
    return Group(words.get(group.label, ""), group.people, group.frontline, group.women)


def _costs(costs: Costs) -> YearTable:
    rows: tuple[Row, ...] = (
        (_("People settled"), _number(costs.people)),
        (_("Cost"), _yuan(costs.total_fen)),
        (_("The federation pays"), _yuan(costs.union_fen)),
        (_("Employers pay"), _yuan(costs.employer_fen)),
        (_("Persons pay"), _yuan(costs.personal_fen)),
    )
    headings = (_("What"), _("Yuan"))
    return YearTable("costs", _("Costs"), headings, rows if costs.people else ())


def _years(report: TripReport) -> YearTable:
    rows = tuple((str(one.year), one.places, one.went) for one in report.years)
    return YearTable("years", _("Trips by year"), (_("Year"), _("Places"), _("Went")), rows)


def _yuan(fen: int) -> str:
    return in_figures(of_fen(fen))


def _number(n: int) -> str:
    """Return a number as a letter writes it: in Chinese ones the digits stand together."""
    return _("{n:,}").format(n=n)
