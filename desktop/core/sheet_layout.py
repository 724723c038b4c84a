"""Where everything lies on a printed sheet, in millimetres from the top-left corner of the paper.

Pure arithmetic on a :class:`SheetSpec` and a layout version: whoever reads a photographed page
knows both from the record of the sheet and the page's code, and computes the same places again.
``docs/sheet-format.md`` is the specification; a change of any number here is a new version.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from desktop.core.errors import PersonError
from desktop.core.i18n import _
from desktop.core.sheet_content import LAYOUT_VERSION, CardSize, Column, SheetContent, SheetKind

A4 = (210.0, 297.0)
BINDING = 28.0
"""Left edge kept free for the file, as on official papers (GB/T 9704). Their 37 mm at the top is for
the issuing head of a document; a sheet is an attachment bound at the left, so 10 mm are enough here."""
TOP = 10.0
RIGHT = 10.0
BOTTOM = 10.0

PAGE_CODE = 22.0
ROW_CODE = 14.0
ROW_MODULES = 21
PAGE_MODULES = 25
QUIET_MODULES = 4
MARK = 4.0

_ROW = 17.0
_PLAIN_ROW = 9.0
_HEAD = 30.0
_HEADING = 8.0
_HINT = 5.0
_FOOT = {SheetKind.SIGN_IN: 9.0, SheetKind.RECEIPT: 19.0, SheetKind.ROSTER: 9.0}
_GAP = 2.0
_CODE_COLUMN = 20.0
_CARDS = {CardSize.MEMBER: (85.6, 54.0), CardSize.BADGE: (90.0, 55.0)}
_DENSE_CODE_COLUMN = 37.0


@dataclass(frozen=True, slots=True)
class _Version:
    """What tells versions apart.

    The least height that two dense rows share, in mm, and whether they grow to fill the page; where squares
    stand left of the table of a sheet with codes, as shares of the paper's height.
    """

    dense_pair: float
    fills_page: bool
    edge_marks: tuple[float, ...]


_VERSIONS = {1: _Version(17.0, False, ()), 2: _Version(21.0, True, (1 / 3, 2 / 3))}
_EDGE_MARK = 3.0
_EDGE_MARK_X = 22.5
"""Squares at the edge lie right of punch holes, which reach to 15 mm (ISO 838)."""


@dataclass(frozen=True, slots=True)
class _Measure:
    least: float
    most: float


_WIDTHS = {
    Column.NUMBER: _Measure(9, 11),
    Column.ORGANISATION: _Measure(26, 64),
    Column.NAME: _Measure(19, 30),
    Column.SEX: _Measure(10, 12),
    Column.POST: _Measure(16, 40),
    Column.PHONE: _Measure(24, 28),
    Column.ID_NUMBER: _Measure(36, 42),
    Column.MEMBER_NUMBER: _Measure(24, 36),
    Column.ITEM: _Measure(18, 50),
    Column.SUM: _Measure(18, 26),
    Column.SIGNATURE: _Measure(29, 60),
    Column.REMARK: _Measure(14, 50),
}
_TAKES_THE_REST = (Column.SIGNATURE, Column.REMARK, Column.ORGANISATION, Column.NAME)


class SheetTooWide(PersonError):
    """The columns asked for do not fit beside one another on the paper."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; ``x`` and ``y`` are its top-left corner, all in mm."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the bottom edge."""
        return self.y + self.height

    def holds(self, other: "Box") -> bool:
        """Tell whether the other box lies wholly inside (to a micrometre)."""
        return (
            other.x >= self.x - 0.001
            and other.y >= self.y - 0.001
            and other.right <= self.right + 0.001
            and other.bottom <= self.bottom + 0.001
        )

    def overlaps(self, other: "Box") -> bool:
        """Tell whether the two share more than an edge."""
        return (
            self.x < other.right - 0.001
            and other.x < self.right - 0.001
            and self.y < other.bottom - 0.001
            and other.y < self.bottom - 0.001
        )


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """All that the places on a sheet depend on, besides the version; ``rows`` counts every kind of row."""

    kind: SheetKind
    columns: tuple[Column, ...]
    rows: int
    landscape: bool = False
    dense: bool = False


@dataclass(frozen=True, slots=True)
class ColumnPlace:
    """A column and where it runs."""

    column: Column
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class RowPlace:
    """The n-th row of a page: its box in the table, its code (without quiet zone), its signature box."""

    box: Box
    code: Box | None
    signature: Box | None


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """The places on every page of one sheet; all pages have the same slots, the last may leave some free."""

    version: int
    spec: SheetSpec
    paper: Box
    title: Box
    head: Box
    page_code: Box
    page_label: Box
    heading: Box
    table: Box
    code_band: Box | None
    columns: tuple[ColumnPlace, ...]
    slots: tuple[RowPlace, ...]
    foot: Box
    hint: Box
    marks: tuple[Box, ...]

    @property
    def rows_a_page(self) -> int:
        """How many rows a full page holds."""
        return len(self.slots)

    @property
    def pages(self) -> int:
        """How many pages there are; a sheet without rows still has one."""
        return max(1, -(-self.spec.rows // self.rows_a_page))

    def rows_on(self, page: int) -> range:
        """Return the numbers (from 0) of the rows on a page (from 1)."""
        first = (page - 1) * self.rows_a_page
        return range(first, min(first + self.rows_a_page, self.spec.rows))

    def places_on(self, page: int) -> Iterator[tuple[int, RowPlace]]:
        """Yield each row's number (from 0) on the page with its place."""
        return zip(self.rows_on(page), self.slots, strict=False)

    def cell(self, column: ColumnPlace, row: RowPlace) -> Box:
        """Return the box of one cell."""
        return Box(column.x, row.box.y, column.width, row.box.height)


def spec_of(content: SheetContent) -> SheetSpec:
    """Return what the places of this content depend on (kept on the record of the sheet)."""
    return SheetSpec(
        content.kind, content.chosen_columns, len(content.rows), content.landscape, content.dense
    )


@dataclass(frozen=True, slots=True)
class CardsLayout:
    """A page of cards, two abreast and five deep, without gaps so that one cut frees two edges."""

    paper: Box
    cards: tuple[Box, ...]


def cards_layout(size: CardSize) -> CardsLayout:
    """Return where the cards of a size lie on A4 portrait, row by row, centred on the paper."""
    width, height = _CARDS[size]
    left, top = (A4[0] - 2 * width) / 2, (A4[1] - 5 * height) / 2
    cards = (Box(left + n % 2 * width, top + n // 2 * height, width, height) for n in range(10))
    return CardsLayout(Box(0, 0, *A4), tuple(cards))


@lru_cache(maxsize=64)
def layout(spec: SheetSpec, version: int = LAYOUT_VERSION) -> SheetLayout:
    """Return the places on the sheet. Raises SheetTooWide, or ValueError for a version not known here."""
    if version not in _VERSIONS:
        raise ValueError(f"layout version {version} is not known")
    width, height = (A4[1], A4[0]) if spec.landscape else A4
    right = width - RIGHT
    has_codes = Column.CODE in spec.columns
    band_width = (_DENSE_CODE_COLUMN if spec.dense else _CODE_COLUMN) if has_codes else 0.0
    columns = _columns(spec, right - BINDING - band_width)
    table_right = columns[-1].x + columns[-1].width

    page_code = Box(right - PAGE_CODE, TOP, PAGE_CODE, PAGE_CODE)
    text_right = page_code.x - _quiet(PAGE_CODE, PAGE_MODULES) - 1
    title = Box(BINDING + MARK + 2, TOP, text_right - BINDING - MARK - 2, 11.0)
    head = Box(BINDING, title.bottom + 1, text_right - BINDING, _HEAD - title.height - _GAP)
    heading = Box(BINDING, TOP + _HEAD, table_right - BINDING, _HEADING)

    hint = Box(BINDING + MARK + 2, height - BOTTOM - _HINT, right - BINDING - 2 * MARK - 4, _HINT)
    foot = Box(BINDING, hint.y - _FOOT[spec.kind], right - BINDING, _FOOT[spec.kind])
    row_height, count = _rows(spec, has_codes, foot.y - _GAP - heading.bottom, _VERSIONS[version])
    table = Box(BINDING, heading.bottom, heading.width, count * row_height)
    band = Box(table_right, table.y, band_width, table.height) if has_codes else None
    return SheetLayout(
        version=version,
        spec=spec,
        paper=Box(0, 0, width, height),
        title=title,
        head=head,
        page_code=page_code,
        page_label=Box(
            page_code.x - 4, page_code.bottom + _quiet(PAGE_CODE, PAGE_MODULES), PAGE_CODE + 4, 3.0
        ),
        heading=heading,
        table=table,
        code_band=band,
        columns=columns,
        slots=tuple(_slot(n, row_height, table, band, columns, spec.dense) for n in range(count)),
        foot=foot,
        hint=hint,
        marks=_marks(right, height, _VERSIONS[version].edge_marks if has_codes else ()),
    )


def layout_of(content: SheetContent) -> SheetLayout:
    """Return the places of this content, in its own version. Raises as :func:`layout`."""
    return layout(spec_of(content), content.layout_version)


def _marks(right: float, height: float, at_edge: tuple[float, ...]) -> tuple[Box, ...]:
    """Return the squares: in three corners (the page code is the fourth) and along the left edge."""
    return (
        Box(BINDING, TOP, MARK, MARK),
        Box(BINDING, height - BOTTOM - MARK, MARK, MARK),
        Box(right - MARK, height - BOTTOM - MARK, MARK, MARK),
        *(Box(_EDGE_MARK_X, round(share * height, 1), _EDGE_MARK, _EDGE_MARK) for share in at_edge),
    )


def _rows(spec: SheetSpec, has_codes: bool, room: float, version: _Version) -> tuple[float, int]:
    """Return the height of a row and how many there are on a page.

    Beside codes a row is 17 mm high: 14 mm of code and 3 mm, more than 4 modules, between two of them.
    """
    if not has_codes or not spec.dense:
        height = _ROW if has_codes else _PLAIN_ROW
        return height, int(room / height + 1e-9)
    pairs = int(room / version.dense_pair + 1e-9)
    pair = int(room / pairs * 5 + 1e-9) / 5 if version.fills_page else version.dense_pair
    return pair / 2, 2 * pairs


def _quiet(size: float, modules: int) -> float:
    return size / modules * QUIET_MODULES


def _columns(spec: SheetSpec, room: float) -> tuple[ColumnPlace, ...]:
    """Give each column its least width, then share what is left in proportion to what each can use."""
    kinds = [column for column in spec.columns if column is not Column.CODE]
    least = sum(_WIDTHS[column].least for column in kinds)
    if not kinds or least > room:
        raise SheetTooWide(
            _("The chosen columns need {need} mm, and the paper has {room} mm.").format(
                need=round(least), room=round(room)
            ),
            _("Take a column out, or print in landscape."),
        )
    wish = sum(_WIDTHS[column].most - _WIDTHS[column].least for column in kinds)
    share = min(1.0, (room - least) / wish) if wish else 0.0
    widths = {
        column: round(
            _WIDTHS[column].least + share * (_WIDTHS[column].most - _WIDTHS[column].least) - 0.05, 1
        )
        for column in kinds
    }
    rest = next((column for column in _TAKES_THE_REST if column in widths), kinds[-1])
    widths[rest] = round(widths[rest] + room - sum(widths.values()), 1)
    places, x = [], BINDING
    for column in kinds:
        places.append(ColumnPlace(column, round(x, 1), widths[column]))
        x += widths[column]
    return tuple(places)


def _slot(
    n: int, height: float, table: Box, band: Box | None, columns: tuple[ColumnPlace, ...], dense: bool
) -> RowPlace:
    box = Box(table.x, table.y + n * height, table.width, height)
    sign = next((c for c in columns if c.column is Column.SIGNATURE), None)
    signature = Box(sign.x, box.y, sign.width, height) if sign else None
    if band is None:
        return RowPlace(box, None, signature)
    if dense:
        x = band.x + 3.0 + (n % 2) * (ROW_CODE + 3.0)
        y = table.y + (n // 2) * 2 * height + (2 * height - ROW_CODE) / 2
    else:
        x, y = band.x + (band.width - ROW_CODE) / 2, box.y + (height - ROW_CODE) / 2
    return RowPlace(box, Box(x, y, ROW_CODE, ROW_CODE), signature)
