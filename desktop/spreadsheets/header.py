"""Where the headings of a table stand: under titles, in one row or in several with merged groups."""

import re
from dataclasses import dataclass

from desktop.spreadsheets.contents import looks_like_id, looks_like_phone
from desktop.spreadsheets.headings import IGNORED, WORKERS, Vocabulary
from desktop.spreadsheets.read import Cell, Merged, Row

Numbered = tuple[int, Row]

_LEVELS = 4
_LONGEST_GROUP = 14
_TITLE_MARKS = re.compile(r"[:：]|\d{4}|_{2,}")
_MANY_COLUMNS = 12
_COUNTING_WORDS = tuple("甲乙丙丁戊己庚辛壬癸")


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its place counted from 0, its heading, and what stands above the heading."""

    index: int
    text: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """The rows of headings, by the numbers of the spreadsheet program, and the columns they name."""

    rows: tuple[int, ...]
    columns: tuple[Heading, ...]


def text_of(cell: Cell) -> str:
    """Return a heading cell as one line."""
    return " ".join(cell.split()) if isinstance(cell, str) else ""


def is_header(row: Row, words: Vocabulary = WORKERS) -> bool:
    """Say whether a row names at least two fields, or is the heading of a bare list of names."""
    texts = [text_of(cell) for cell in row if cell != ""]
    meanings = [found for text in texts if text and (found := words.meaning(text, ""))]
    fields = {found.field for found in meanings if found.field != IGNORED}
    if any(looks_like_id(cell) or looks_like_phone(cell) for cell in row):
        return False
    certain = any(found.field in words.certain and found.strength == 9 for found in meanings)
    if len(fields) >= 3 and certain and len(texts) > _MANY_COLUMNS:
        return True  # an office's own columns may outnumber ours many times over
    if len(fields) >= 2:
        return len(meanings) * 2 >= len(texts)
    return certain and len(meanings) == len(texts)


def find_header(
    head: list[Numbered], merged: tuple[Merged, ...], words: Vocabulary = WORKERS
) -> Header | None:
    """Return the first header among the top rows of a sheet, or ``None``."""
    at = next((place for place, (_number, row) in enumerate(head) if is_header(row, words)), None)
    if at is None:
        return None
    top = _first_level(head, at, merged)
    bottom = _last_level(head, at, merged, words)
    block = head[top : bottom + 1]
    extra = head[bottom + 1 : bottom + 2]
    counting = tuple(number for number, row in extra if _only_counts(row))
    return Header(tuple(number for number, _row in block) + counting, _columns(block, merged, words))


def single_header(number: int, row: Row, words: Vocabulary = WORKERS) -> Header:
    """Return a row taken as headings as it stands."""
    return Header((number,), _columns([(number, row)], (), words))


def _first_level(head: list[Numbered], at: int, merged: tuple[Merged, ...]) -> int:
    top = at
    while top > 0 and at - top < _LEVELS - 1:
        above, row = head[top - 1]
        if above != head[top][0] - 1:
            break
        joined = any(m.top < above and m.top >= above - 1 and m.bottom >= above for m in merged)
        if not joined and not _is_group_row(row):
            break
        top -= 1
    return top


def _is_group_row(row: Row) -> bool:
    texts = [text_of(cell) for cell in row if cell != ""]
    return len(texts) > 1 and all(
        text and len(text) <= _LONGEST_GROUP and not _TITLE_MARKS.search(text) for text in texts
    )


def _last_level(head: list[Numbered], at: int, merged: tuple[Merged, ...], words: Vocabulary) -> int:
    bottom = at
    reach = max((m.bottom + 1 for m in merged if m.top < head[at][0] <= m.bottom + 1), default=head[at][0])
    while bottom + 1 < len(head) and bottom - at < _LEVELS - 1:
        number, row = head[bottom + 1]
        if number != head[bottom][0] + 1:
            break
        if not (number <= reach or _continues(head[bottom][1], row, words)):
            break
        bottom += 1
    return bottom


def _continues(above: Row, row: Row, words: Vocabulary) -> bool:
    """Say whether a row holds only headings, each under a group or under nothing."""
    pairs = [
        (text_of(cell), text_of(above[i]) if i < len(above) else "")
        for i, cell in enumerate(row)
        if cell != ""
    ]
    return bool(pairs) and all(
        text and words.meaning(text, "") and not (over and words.meaning(over, "")) for text, over in pairs
    )


def _only_counts(row: Row) -> bool:
    """Say whether a row only counts the columns: 1 2 3 …, or 甲 乙 1 2 …."""
    cells = [cell.strip() if isinstance(cell, str) else cell for cell in row if cell != ""]
    if len(cells) < 3:
        return False
    words = [cell for cell in cells if cell in _COUNTING_WORDS]
    numbers = [str(cell).removesuffix(".0") for cell in cells if cell not in _COUNTING_WORDS]
    return len(words) + len(numbers) == len(cells) and numbers == [str(n) for n in range(1, len(numbers) + 1)]


def _columns(block: list[Numbered], merged: tuple[Merged, ...], words: Vocabulary) -> tuple[Heading, ...]:
    width = max((i + 1 for _number, row in block for i, cell in enumerate(row) if cell != ""), default=0)
    levels = [[text_of(cell) for cell in row[:width]] + [""] * (width - len(row)) for _number, row in block]
    if merged:
        _spread_merged(levels, block[0][0] - 1, merged)
    else:
        _spread_groups(levels)
    return tuple(_heading(levels, i, words) for i in range(width))


def _spread_merged(levels: list[list[str]], top: int, merged: tuple[Merged, ...]) -> None:
    height, width = len(levels), len(levels[0])
    for area in merged:
        if not top <= area.top < top + height:
            continue
        text = levels[area.top - top][area.left] if area.left < width else ""
        for level in levels[area.top - top : area.bottom - top + 1]:
            level[area.left : area.right + 1] = [text] * (min(area.right + 1, width) - area.left)


def _spread_groups(levels: list[list[str]]) -> None:
    """Carry a group to the right over the blanks beside it, where a heading stands below."""
    for depth, level in enumerate(levels[:-1]):
        for i in range(1, len(level)):
            below = any(lower[i] for lower in levels[depth + 1 :])
            left_has_below = any(lower[i - 1] for lower in levels[depth + 1 :])
            if not level[i] and below and left_has_below:
                level[i] = level[i - 1]


def _heading(levels: list[list[str]], i: int, words: Vocabulary) -> Heading:
    parts: list[str] = []
    for level in levels:
        if level[i] and level[i] not in parts:
            parts.append(level[i])
    if not parts:
        return Heading(i, "")
    text = parts[-1]
    if (
        len(parts) > 1
        and words.meaning(text, "") is None
        and words.meaning(parts[-2], "")
        and not _is_shared(levels, i, parts[-2])
    ):
        text = parts[-2]
    return Heading(i, text, "/".join(part for part in parts[:-1] if part != text))


def _is_shared(levels: list[list[str]], i: int, text: str) -> bool:
    return any(text in level[max(i - 1, 0) : i] + level[i + 1 : i + 2] for level in levels)
