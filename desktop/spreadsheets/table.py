"""The tables of a book: found under titles, over several sheets, without totals, notes and blank rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from desktop.spreadsheets.contents import looks_like_id, looks_like_name, looks_like_phone
from desktop.spreadsheets.failures import NoTableFound
from desktop.spreadsheets.header import Header, Heading, find_header, is_header, single_header, text_of
from desktop.spreadsheets.headings import IGNORED, WORKERS, Vocabulary, heading_key
from desktop.spreadsheets.read import Book, Cell, Merged, Row, Sheet

_LOOKED_AT = 60
_TOTAL = re.compile(
    r"[\s　]*(?:(?:合|小|总|共|累)[\s　]*计|本页|total|subtotal|sum|grand total)(?![\u3400-\u9fff])"
    r"|.{0,30}(?:合计|小计|总计)[\s　:：]*$",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"[\s　*※]*(?:"
    r"(?:制表|填表|填报|审核|经办|负责|复核|批准|审批|统计|报送|联系|录入)[\s　]*(?:人|日期|单位|时间)?"
    r"|单位负责人|主管领导|工会主席|主席|日期|盖章|单位[（(]?盖章[)）]?"
    r"|备注|附注|说明|填表说明|填报说明|注意事项|注|note|notes|prepared by"
    r")[\s　\d]*(?:[（(][^)）]*[)）])?[:：]"
    r"|[\s　]*(?:填表说明|填报说明|注意事项|以下空白|此表)"
    r"|[\s　]*[(（【]?(?:示例|样例|范例|例|example)[)）】:：]",
    re.IGNORECASE,
)
_NOTE_STARTS = frozenset(
    "合小总共累本制填审经负复批统报联录单主工日盖备附说注以此tTsSgGnNpP *※　(（【示样范例eE"
)
_NOTE_ENDS = frozenset("计:： 　")
_NUMBERED_NOTE = re.compile(r"[\s　]*[(（]?[\d一二三四五六七八九十]+[)）、.．]")
_NOT_TELLING = {
    "会员", "职工", "员工", "人员", "一线", "公司", "企业", "班组", "车间", "部门", "科室", "单位",
    "其他", "其它", "说明", "号", "性",
}  # fmt: skip
"""Headings that are common values of cells too."""


@dataclass(frozen=True)
class FoundTable:
    """A table on one sheet: its headings, and its rows each time they are asked for.

    ``header_rows`` are numbered as the spreadsheet program does; there are none where a sheet goes on
    with the columns of the sheet before, or has no headings at all.
    """

    sheet: str
    header_rows: tuple[int, ...]
    columns: tuple[Heading, ...]
    first_row: int
    source: Sheet = field(repr=False, compare=False)
    words: Vocabulary = field(default=WORKERS, repr=False, compare=False)

    @property
    def rows(self) -> Iterator[tuple[int, Row]]:
        """Read the data rows with their numbers; cells in the order of ``columns``, the last may lack."""
        return _data_rows(self)


def find_tables(book: Book, words: Vocabulary = WORKERS) -> tuple[FoundTable, ...]:
    """Return the tables of all sheets that are shown; raises ``NoTableFound`` where there is none."""
    found: list[FoundTable] = []
    for sheet in book.sheets():
        table = find_table(sheet, found[-1] if found else None, words)
        if table is not None:
            found.append(table)
    if not found:
        raise NoTableFound(book.path)
    return tuple(found)


def find_table(
    sheet: Sheet, before: FoundTable | None = None, words: Vocabulary = WORKERS
) -> FoundTable | None:
    """Return the table of a sheet, or ``None``; it may go on with the columns of the table ``before``."""
    head = list(islice(sheet.rows(), _LOOKED_AT))
    header = find_header(head, sheet.merged, words)
    if header is None:
        return _table_without_header(sheet, head, before) if words.headless else None
    columns = _with_unnamed(header.columns, _width(head))
    return FoundTable(sheet.name, header.rows, columns, header.rows[-1] + 1, sheet, words)


def _table_without_header(
    sheet: Sheet, head: list[tuple[int, Row]], before: FoundTable | None
) -> FoundTable | None:
    """Begin with the first row that has an identity number, or a name and a telephone."""
    at = next((place for place, (_number, row) in enumerate(head) if _looks_like_person(row)), None)
    if at is None:
        return None
    number, width = head[at][0], _width(head[at:])
    if before is not None and width <= len(before.columns):
        return FoundTable(sheet.name, (), before.columns, number, sheet)
    header = Header((), ())
    if at > 0 and head[at - 1][0] == number - 1 and _may_be_headings(head[at - 1][1], width):
        header = single_header(*head[at - 1])
    return FoundTable(sheet.name, header.rows, _with_unnamed(header.columns, width), number, sheet)


def _looks_like_person(row: Row) -> bool:
    filled = [cell for cell in row if cell != ""]
    if any(looks_like_id(cell) for cell in filled):
        return True
    named = any(looks_like_name(cell) for cell in filled)
    return named and any(looks_like_phone(cell) for cell in filled)


def _may_be_headings(row: Row, width: int) -> bool:
    texts = [text_of(cell) for cell in row if cell != ""]
    return len(texts) * 2 > width and all(texts) and max(map(len, texts)) <= 20


def _width(rows: list[tuple[int, Row]]) -> int:
    return max((i + 1 for _number, row in rows for i, cell in enumerate(row) if cell != ""), default=0)


def _with_unnamed(columns: tuple[Heading, ...], width: int) -> tuple[Heading, ...]:
    return columns + tuple(Heading(i, "") for i in range(len(columns), width))


def _data_rows(table: FoundTable) -> Iterator[tuple[int, Row]]:
    """Pass over the sheet once; most rows meet only the cheap tests."""
    telling = (table.words.known - _NOT_TELLING) | {c.text for c in table.columns if c.text} - {""}
    telling |= {part for c in table.columns for part in c.group.split("/") if part} - _NOT_TELLING
    lead = frozenset(c.index for c in table.columns if _is_lead(c, table.words))
    fills = _Fills(table.source.merged, table.first_row)
    order: list[int] | None = None
    for number, row in table.source.rows():
        if number < table.first_row:
            continue
        cells = fills.apply(number, row) if fills.any else row
        filled = len(cells) - cells.count("")
        if (filled < 3 and not _stands_alone(cells, lead, table.words.longest_name)) or _is_remark(cells):
            continue
        if not telling.isdisjoint(cells) and (again := _repeated_header(table, number, cells)) is not None:
            order = again or None
            continue
        yield number, cells if order is None else _rearranged(cells, order, len(table.columns))


def _is_lead(column: Heading, words: Vocabulary) -> bool:
    found = words.meaning(column.text, column.group)
    return found is not None and found.field == "name"


def _is_remark(cells: Row) -> bool:
    """Say whether the first text of a row makes it a total or a note."""
    for cell in cells:
        if cell.__class__ is str and cell:
            text = str(cell)
            if text[0] in _NOTE_STARTS or text[-1] in _NOTE_ENDS:
                return bool(_TOTAL.match(text) or _NOTE.match(text))
            return False
    return False


def _stands_alone(cells: Row, lead: frozenset[int], longest: int) -> bool:
    """Say whether a row of one or two cells is still a person, no serial number, section title or note."""
    filled = [(i, cell) for i, cell in enumerate(cells) if cell != "" and not _is_blank(cell)]
    if any(looks_like_id(cell) or looks_like_phone(cell) for _i, cell in filled):
        return True
    if not lead:
        return len(filled) == 2 or any(looks_like_name(cell) for _i, cell in filled)
    named = [cell for i, cell in filled if i in lead and isinstance(cell, str)]
    return any(
        (len(cell.strip()) <= longest or len(filled) > 1)
        and not _NUMBERED_NOTE.match(cell)
        and not re.search(r"[:：。；;]", cell)
        for cell in named
    ) or (len(filled) == 2 and not any(isinstance(cell, float | int) for _i, cell in filled))


def _is_blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip()


def _repeated_header(table: FoundTable, number: int, cells: Row) -> list[int] | None:
    """Return where each cell belongs when a row is a header once more: [] as before; ``None``: it is none."""
    filled = [(i, heading_key(text_of(cell))) for i, cell in enumerate(cells) if cell != ""]
    if len(filled) > 1 and all(
        i < len(table.columns) and key in _keys(table.columns[i]) for i, key in filled
    ):
        return []
    if not is_header(cells, table.words):
        return None
    wanted = {_identity(c, table.words): c.index for c in reversed(table.columns) if c.text}
    again = single_header(number, cells, table.words)
    return [wanted.get(_identity(c, table.words), -1) for c in again.columns]


def _keys(column: Heading) -> set[str]:
    return {heading_key(part) for part in (column.text, *column.group.split("/")) if part}


def _identity(column: Heading, words: Vocabulary) -> str:
    found = words.meaning(column.text, column.group)
    return found.field if found and found.field != IGNORED else heading_key(column.text)


def _rearranged(cells: Row, order: list[int], width: int) -> Row:
    placed: Row = [""] * width
    for cell, target in zip(cells, order, strict=False):
        if target >= 0:
            placed[target] = cell
    return placed


class _Fills:
    """Vertically merged cells, such as one employer beside ten workers: each row gets the value."""

    def __init__(self, merged: tuple[Merged, ...], first_row: int) -> None:
        self._starts: dict[int, list[Merged]] = {}
        for area in merged:
            if area.bottom > area.top >= first_row - 1 and area.left == area.right:
                self._starts.setdefault(area.top + 1, []).append(area)
        self._open: list[tuple[Merged, Cell]] = []
        self.any = bool(self._starts)

    def apply(self, number: int, row: Row) -> Row:
        """Return the row with the values of the areas it lies in."""
        self._open = [(area, value) for area, value in self._open if area.bottom >= number - 1]
        for area, value in self._open:
            if len(row) > area.left and row[area.left] == "":
                row = [*row[: area.left], value, *row[area.left + 1 :]]
        for area in self._starts.get(number, ()):
            if len(row) > area.left:
                self._open.append((area, row[area.left]))
        return row
