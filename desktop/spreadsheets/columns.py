"""Which column holds what: by what the person said last time, by the headings, by the contents."""

from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2s
from itertools import islice

from desktop.spreadsheets.contents import (
    looks_like_date,
    looks_like_id,
    looks_like_name,
    looks_like_organisation,
    looks_like_phone,
    looks_like_sex,
)
from desktop.spreadsheets.header import Heading
from desktop.spreadsheets.headings import FIELDS, IGNORED, Field, heading_key, meaning
from desktop.spreadsheets.read import Cell, Row
from desktop.spreadsheets.table import FoundTable

Mapped = Mapping[Field, int]
"""Field -> column of ``FoundTable.columns``, counted from 0."""

_SAMPLE = 60
_TELLTALES: tuple[tuple[Field, Callable[[Cell], bool], float], ...] = (
    ("id_number", looks_like_id, 0.6),
    ("phone", looks_like_phone, 0.6),
    ("sex", looks_like_sex, 0.8),
    ("name", looks_like_name, 0.8),
    ("birthday", looks_like_date, 0.8),
    ("organisation", looks_like_organisation, 0.6),
)
"""What a column without a telling heading is taken for, tried in this order, and the share that must fit."""

_TESTS = {field: test for field, test, _share in _TELLTALES}


def recognise(table: FoundTable, remembered: Mapping[str, str] | None = None) -> dict[Field, int]:
    """Return field -> column. ``remembered`` is what :func:`remember` gave for such a table, and goes first.

    Where two columns claim a field, the plainer heading and the fuller column wins.
    """
    sample = [row for _number, row in islice(table.rows, _SAMPLE)]
    mapping = _from_memory(table, remembered or {})
    silent = {column for column in map(column_key, table.columns) if column in (remembered or {})}
    claims = [
        claim
        for column in table.columns
        if column_key(column) not in silent and (claim := _claim(column, sample)) is not None
    ]
    for _score, field, index in sorted(claims, key=lambda claim: (-claim[0], claim[2])):
        if field not in mapping:
            mapping[field] = index
    _guess(table, sample, mapping, silent)
    return {field: mapping[field] for field in FIELDS if field in mapping}


def remember(table: FoundTable, mapping: Mapped) -> dict[str, str]:
    """Return what to keep of a mapping the person has corrected: heading -> field, ``-`` for none."""
    fields = {index: field for field, index in mapping.items()}
    return {column_key(column): fields.get(column.index, IGNORED) for column in table.columns}


def signature(table: FoundTable) -> str:
    """Return a short text that is the same for tables with the same headings in the same order."""
    whole = "\n".join(column_key(column) for column in table.columns)
    return blake2s(whole.encode(), digest_size=12).hexdigest()


def column_key(column: Heading) -> str:
    """Return what a column is remembered by: its heading under its group; its place where it has none."""
    text = heading_key(column.text)
    group = heading_key(column.group)
    return f"{group}/{text}" if group and text else text or f"#{column.index + 1}"


def _from_memory(table: FoundTable, remembered: Mapping[str, str]) -> dict[Field, int]:
    known: dict[str, Field] = {str(field): field for field in FIELDS}
    mapping: dict[Field, int] = {}
    for column in table.columns:
        field = known.get(remembered.get(column_key(column), ""))
        if field is not None:
            mapping.setdefault(field, column.index)
    return mapping


def _claim(column: Heading, sample: Sequence[Row]) -> tuple[float, Field, int] | None:
    found = meaning(column.text, column.group) if column.text else None
    field = next((field for field in FIELDS if found and field == found.field), None)
    if found is None or field is None:
        return None
    filled = _filled(sample, column.index)
    score = found.strength + 3 * len(filled) / max(len(sample), 1)
    if (test := _TESTS.get(field)) and filled:
        score += 4 * _share(filled, test)
    return score, field, column.index


def _guess(table: FoundTable, sample: Sequence[Row], mapping: dict[Field, int], silent: set[str]) -> None:
    """Find the fields still missing among the columns whose headings say nothing."""
    free = [
        column
        for column in table.columns
        if column.index not in mapping.values()
        and column_key(column) not in silent
        and not (column.text and meaning(column.text, column.group))
    ]
    for field, test, least in _TELLTALES:
        if field in mapping:
            continue
        shares = [(_share(_filled(sample, column.index), test), -column.index) for column in free]
        best, place = max(shares, default=(0.0, 0))
        if best >= least:
            mapping[field] = -place
            free = [column for column in free if column.index != -place]


def _filled(sample: Sequence[Row], index: int) -> list[Cell]:
    return [row[index] for row in sample if len(row) > index and row[index] != ""]


def _share(cells: Sequence[Cell], test: Callable[[Cell], bool]) -> float:
    return sum(map(test, cells)) / len(cells) if cells else 0.0
