"""Tables of figures as lines on a terminal."""

from collections.abc import Sequence

from desktop.services.year_tables import YearTable
from desktop.spreadsheets.write import display_width


def drawn(table: YearTable) -> str:
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
