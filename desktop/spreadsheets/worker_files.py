"""The workbooks handed back to offices: an empty list to fill in, and the rows that were not taken."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.core.i18n import _
from desktop.core.national_id import check_character
from desktop.spreadsheets.headings import FIELD_LABELS, FIELDS, Field
from desktop.spreadsheets.read import Cell
from desktop.spreadsheets.write import (
    SheetOut,
    clean_text,
    display_width,
    looks_of,
    new_workbook,
    write_table,
)

_ROWS_PREPARED = 2000
_TEXT_FIELDS = ("id_number", "phone", "member_number", "birthday")
_WIDTHS = {"id_number": 22, "phone": 15, "organisation": 30, "honours": 30, "remark": 20, "birthday": 13}


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that was not taken: its cells as they came, where it stood, and why."""

    cells: Sequence[Cell]
    sheet: str
    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class RejectedTable:
    """The rows of one table that were not taken, under the headings of that table."""

    title: str
    headings: Sequence[str]
    rows: Iterable[RejectedRow]


def write_left_out(
    path: Path, headings: Iterable[tuple[str, Sequence[str]]], rows: Sequence[RejectedRow]
) -> int:
    """As :func:`write_rejects`, for rows under the headings (title, words) of their sheets; none: no file."""
    tables = [
        RejectedTable(sheet, head, [row for row in rows if row.sheet == sheet])
        for sheet, head in headings
        if any(row.sheet == sheet for row in rows)
    ]
    return write_rejects(path, tables) if tables else 0


def write_rejects(path: Path, tables: Sequence[RejectedTable]) -> int:
    """Write the rows not taken, each with its sheet, row number and reason; return how many there are.

    The headings stay as they were, so the corrected file can be imported as it stands.
    """
    return write_table(path, [_rejects(table) for table in tables])


def _rejects(table: RejectedTable) -> SheetOut:
    width = len(table.headings)
    rows = (
        [*row.cells[:width], *[None] * (width - len(row.cells)), row.sheet, row.row, row.reason]
        for row in table.rows
    )
    return SheetOut(
        title=table.title,
        headings=[*table.headings, _("In the sheet"), _("In row"), _("Why it was not taken")],
        rows=rows,
        text_columns=frozenset(range(width)),
        widths={width + 2: 60},
    )


def write_worker_template(path: Path) -> None:
    """Write an empty list of workers: headings, an example in grey, lists to choose from, columns of text.

    The example row is recognised by its mark and left out when the file is imported.
    """
    example = _example()
    with new_workbook(path) as book:
        looks = looks_of(book)
        page = book.add_worksheet(clean_text(_("Workers")))
        for column, name in enumerate(FIELDS):
            label = _(FIELD_LABELS[name])
            width = _WIDTHS.get(name, max(display_width(label) + 4, 12))
            page.set_column(column, column, width, looks.text if name in _TEXT_FIELDS else None)
            page.write_string(0, column, label, looks.heading)
        for column, name in enumerate(FIELDS):
            page.write_string(1, column, example[name], looks.example)
        for name, choices in (("sex", [_("male"), _("female")]), ("frontline", [_("yes"), _("no")])):
            column = FIELDS.index(name)
            page.data_validation(1, column, _ROWS_PREPARED, column, {"validate": "list", "source": choices})
        page.freeze_panes(1, 0)
        page.ignore_errors({"number_stored_as_text": f"A1:K{_ROWS_PREPARED + 1}"})


def _example() -> dict[Field, str]:
    number = "33090219900101001"
    return {
        "name": _("(example)") + " " + _("Wang Xiaoming"),
        "sex": _("male"),
        "id_number": number + check_character(number),
        "birthday": "1990-01-01",
        "phone": "13800000000",
        "organisation": _("Zhoushan Pilot Station"),
        "post": _("Sailor"),
        "frontline": _("yes"),
        "member_number": "",
        "honours": _("City Model Worker (2019)"),
        "remark": _("Delete this row"),
    }
