"""The tables of a settlement (费用结算表): by batch, by employer, by person, for paper and workbook."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from desktop.core.cost_split import Parts
from desktop.core.i18n import _
from desktop.core.money import in_capitals, of_fen
from desktop.services.trip_accounts import BatchAccount, ProgrammeAccount
from desktop.services.trip_cost_words import yuan
from desktop.services.trip_costs import CostLine

Money = Decimal
Cell = str | int | Money
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class AccountTable:
    """A table in words; sums are Decimals of yuan. ``shares`` are widths, ``left`` the columns of words."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    shares: tuple[float, ...]
    left: frozenset[int]
    notes: tuple[str, ...] = ()


def batch_table(batches: Sequence[BatchAccount]) -> AccountTable:
    """Return the table a batch a row with its sum, and what explains the differences."""
    headings = (
        _("Trip batch"), _("Number of people"), _("Price a person"), _("Total cost"), _("Federation pays"),
        _("Employers pay"), _("Persons pay"), _("Invoice numbers"), _("Difference"),
    )  # fmt: skip
    rows = [
        (
            one.batch.title,
            one.people,
            "–" if one.batch.price_fen is None else of_fen(one.batch.price_fen),
            *_sums(one.total_fen, one.parts),
            _(", ").join(invoice.number for invoice in one.invoices),
            of_fen(one.difference_fen),
        )
        for one in batches
    ]
    total = (
        _("Total"),
        sum(one.people for one in batches),
        "",
        *_sums(sum(one.total_fen for one in batches), _together(one.parts for one in batches)),
        "",
        of_fen(sum(one.difference_fen for one in batches)),
    )
    return AccountTable(
        _("Settlement of the convalescence trips"),
        headings,
        (*rows, total),
        (20, 9, 17, 20, 20, 20, 20, 44, 17),
        frozenset({0, 7}),
        tuple(_notes(batches)),
    )


def employer_table(batches: Sequence[BatchAccount]) -> AccountTable:
    """Return what each employer pays for its people."""
    headings = (
        _("No."), _("Employer"), _("Number of people"), _("Total cost"), _("Federation pays"),
        _("Employer pays"), _("Persons pay"),
    )  # fmt: skip
    found = by_employer(batches)
    rows = [
        (number, name, sum(not one.is_no_show for one in lines), *_line_sums(lines))
        for number, (name, lines) in enumerate(found, start=1)
    ]
    every = [one for _name, lines in found for one in lines]
    total = ("", _("Total"), sum(not one.is_no_show for one in every), *_line_sums(every))
    return AccountTable(
        _("What each employer pays"),
        headings,
        (*rows, total),
        (8, 56, 12, 24, 24, 24, 24),
        frozenset({1}),
    )


def person_table(batches: Sequence[BatchAccount], title: str = "") -> AccountTable:
    """Return what each person's trip cost and who pays it."""
    headings = (
        _("No."), _("Trip batch"), _("Name"), _("Employer"), _("Total cost"), _("Federation pays"),
        _("Employer pays"), _("Person pays"), _("Remark"),
    )  # fmt: skip
    lines = [(one.batch.title, line) for one in batches for line in one.lines if line.counts]
    return AccountTable(
        title or _("Costs by person"),
        headings,
        (*_people_rows(lines), ("", "", _("Total"), "", *_line_sums([line for _batch, line in lines]), "")),
        (8, 22, 18, 46, 20, 20, 20, 20, 30),
        frozenset({1, 2, 3, 8}),
    )


def employer_lists(batches: Sequence[BatchAccount]) -> tuple[tuple[str, AccountTable, int], ...]:
    """Return for each employer its name, the list of its people, and what it pays in fen."""
    titles = {one.batch.id: one.batch.title for one in batches}
    headings = (
        _("No."), _("Trip batch"), _("Name"), _("Total cost"), _("Federation pays"), _("Employer pays"),
        _("Person pays"), _("Remark"),
    )  # fmt: skip
    told = []
    for name, lines in by_employer(batches):
        rows = [
            (number, titles[one.batch_id], one.name, *_sums(one.total_fen, one.parts), _remark(one))
            for number, one in enumerate(lines, start=1)
        ]
        table = AccountTable(
            _("Costs of the convalescence trips to be paid by the employer"),
            headings,
            (*rows, ("", "", _("Total"), *_line_sums(lines), "")),
            (8, 26, 24, 22, 22, 22, 22, 40),
            frozenset({1, 2, 7}),
        )
        told.append((name, table, sum(one.parts.employer_fen for one in lines)))
    return tuple(told)


def by_employer(batches: Sequence[BatchAccount]) -> list[tuple[str, list[CostLine]]]:
    """Return the employers in the order of their names, each with its people."""
    names: dict[UUID, str] = {}
    lines: dict[UUID, list[CostLine]] = defaultdict(list)
    for batch in batches:
        for line in batch.lines:
            if line.counts:
                names[line.organisation_id] = line.organisation
                lines[line.organisation_id].append(line)
    return [(names[key], lines[key]) for key in sorted(names, key=lambda key: (names[key], key))]


def sums_in(table: AccountTable) -> frozenset[int]:
    """Return the columns (from 0) that hold sums."""
    return frozenset(n for row in table.rows for n, cell in enumerate(row) if isinstance(cell, Decimal))


def owed_words(fen: int) -> str:
    """Return what an employer is to pay, in figures and in Chinese capitals."""
    return _("To be paid by the employer: {figures} yuan (in capitals: {capitals})").format(
        figures=yuan(fen), capitals=in_capitals(of_fen(fen))
    )


def capitals_words(fen: int) -> str:
    """Return a sum in figures and in Chinese capitals."""
    return _("Total: {figures} yuan (in capitals: {capitals})").format(
        figures=yuan(fen), capitals=in_capitals(of_fen(fen))
    )


def chosen(found: ProgrammeAccount, batch_id: UUID | None) -> tuple[BatchAccount, ...]:
    """Return the batches that are to stand in the tables: one, or all that somebody went with."""
    if batch_id is not None:
        return tuple(one for one in found.batches if one.batch.id == batch_id)
    return tuple(one for one in found.batches if one.lines)


def _people_rows(lines: Iterable[tuple[str, CostLine]]) -> list[Row]:
    return [
        (number, batch, one.name, one.organisation, *_sums(one.total_fen, one.parts), _remark(one))
        for number, (batch, one) in enumerate(lines, start=1)
    ]


def _remark(one: CostLine) -> str:
    return _(", ").join(filter(None, (_("no-show") if one.is_no_show else "", one.remark)))


def _notes(batches: Sequence[BatchAccount]) -> list[str]:
    told = []
    for one in batches:
        if one.charged:
            words = _("{batch}: {n} charged who did not come")
            told.append(words.format(batch=one.batch.title, n=one.charged))
        if one.settled is None:
            told.append(_("{batch}: proposed, not settled yet").format(batch=one.batch.title))
        elif one.settled.remark:
            told.append(f"{one.batch.title}: {one.settled.remark}")
    return told


def _sums(total_fen: int, parts: Parts) -> tuple[Money, Money, Money, Money]:
    return (
        of_fen(total_fen),
        of_fen(parts.union_fen),
        of_fen(parts.employer_fen),
        of_fen(parts.personal_fen),
    )


def _line_sums(lines: Sequence[CostLine]) -> tuple[Money, Money, Money, Money]:
    return _sums(sum(one.total_fen for one in lines), _together(one.parts for one in lines))


def _together(parts: Iterable[Parts]) -> Parts:
    held = list(parts)
    return Parts(
        sum(one.union_fen for one in held),
        sum(one.employer_fen for one in held),
        sum(one.personal_fen for one in held),
    )
