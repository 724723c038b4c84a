"""Nothing on a sheet lies on anything else, and the binding edge stays free."""

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.codes import CodeKey
from desktop.core.sheet_content import (
    LAYOUT_VERSION,
    USUAL_COLUMNS,
    Column,
    SheetContent,
    SheetKind,
    SheetRow,
)
from desktop.core.sheet_layout import (
    BINDING,
    PAGE_CODE,
    PAGE_MODULES,
    QUIET_MODULES,
    ROW_CODE,
    ROW_MODULES,
    Box,
    SheetLayout,
    SheetSpec,
    SheetTooWide,
    layout,
    layout_of,
)

columns = st.lists(st.sampled_from(Column), min_size=1, unique=True).map(tuple)
PUNCHED = 16.0
"""Punch holes lie left of this, in mm."""
specs = st.builds(
    SheetSpec, st.sampled_from(SheetKind), columns, st.integers(0, 400), st.booleans(), st.booleans()
)

USUAL = USUAL_COLUMNS[SheetKind.SIGN_IN]
FEWER = tuple(column for column in USUAL if column is not Column.REMARK)


def placed(spec: SheetSpec) -> SheetLayout | None:
    try:
        return layout(spec)
    except SheetTooWide:
        return None


def grown(box: Box, by: float) -> Box:
    return Box(box.x - by, box.y - by, box.width + 2 * by, box.height + 2 * by)


@given(specs)
def test_no_two_parts_of_a_page_overlap_and_all_keep_off_the_edges(spec: SheetSpec) -> None:
    sheet = placed(spec)
    if sheet is None:
        return
    parts = [sheet.title, sheet.head, sheet.page_code, sheet.page_label, sheet.heading, sheet.table]
    parts += [sheet.foot, sheet.hint, *sheet.marks]
    if sheet.code_band:
        parts.append(sheet.code_band)
    for one, other in combinations(parts, 2):
        assert not one.overlaps(other)
    free = Box(BINDING, 8, sheet.paper.width - BINDING - 8, sheet.paper.height - 16)
    assert all(free.holds(part) for part in parts if part not in sheet.marks[3:])
    assert all(mark.x > PUNCHED and mark.right < BINDING for mark in sheet.marks[3:])


@given(specs)
def test_rows_and_cells_tile_the_table_and_codes_lie_in_their_band(spec: SheetSpec) -> None:
    sheet = placed(spec)
    if sheet is None:
        return
    assert sheet.rows_a_page >= 6
    for slot, following in zip(sheet.slots, sheet.slots[1:], strict=False):
        assert slot.box.bottom == pytest.approx(following.box.y)
    for slot in sheet.slots:
        cells = [sheet.cell(column, slot) for column in sheet.columns]
        assert sum(cell.width for cell in cells) == pytest.approx(sheet.table.width)
        assert all(sheet.table.holds(cell) for cell in cells)
        assert slot.signature is None or slot.signature in cells
        if slot.code:
            assert sheet.code_band is not None
            assert sheet.code_band.holds(slot.code)


@given(specs)
def test_every_code_has_its_quiet_zone(spec: SheetSpec) -> None:
    sheet = placed(spec)
    if sheet is None:
        return
    codes = [slot.code for slot in sheet.slots if slot.code]
    quiet = ROW_CODE / ROW_MODULES * QUIET_MODULES
    for one, other in combinations(codes, 2):
        assert not grown(one, quiet).overlaps(other)
    around = grown(sheet.page_code, PAGE_CODE / PAGE_MODULES * QUIET_MODULES)
    for part in (sheet.title, sheet.head, sheet.heading, sheet.page_label, sheet.table, *sheet.marks):
        assert not around.overlaps(part)
    for code in codes:
        assert grown(code, 2).x >= sheet.table.right - 0.001
        assert code.width == code.height >= 14


@given(specs)
def test_every_row_lies_on_exactly_one_page(spec: SheetSpec) -> None:
    sheet = placed(spec)
    if sheet is None:
        return
    rows = [row for page in range(1, sheet.pages + 1) for row, _place in sheet.places_on(page)]
    assert rows == list(range(spec.rows))


@pytest.mark.parametrize("kind", SheetKind)
@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize("dense", [False, True])
def test_the_usual_columns_fit(kind: SheetKind, landscape: bool, dense: bool) -> None:
    content = SheetContent(
        kind,
        "x",
        (SheetRow(),) * 300,
        CodeKey(1, b"k"),
        1,
        date(2026, 1, 2),
        landscape=landscape,
        dense=dense,
    )
    assert layout_of(content).spec.rows == 300


def test_thirteen_rows_to_a_portrait_page_and_twenty_when_dense() -> None:
    assert layout(SheetSpec(SheetKind.SIGN_IN, USUAL, 1)).rows_a_page == 13
    assert layout(SheetSpec(SheetKind.SIGN_IN, USUAL, 1, landscape=True)).rows_a_page == 8
    assert layout(SheetSpec(SheetKind.SIGN_IN, FEWER, 1, dense=True)).rows_a_page == 20


def test_too_many_columns_are_refused_with_a_remedy() -> None:
    with pytest.raises(SheetTooWide) as refused:
        layout(SheetSpec(SheetKind.SIGN_IN, tuple(Column), 3))
    assert "landscape" in refused.value.remedy


def test_a_version_not_known_is_refused() -> None:
    with pytest.raises(ValueError, match="not known"):
        layout(SheetSpec(SheetKind.ROSTER, (Column.NAME,), 1), LAYOUT_VERSION + 1)


def test_layout_version_one_never_moves() -> None:
    sheet = layout(SheetSpec(SheetKind.SIGN_IN, USUAL, 300), 1)
    assert sheet.page_code == Box(178, 10, 22, 22)
    assert (sheet.heading, sheet.table) == (Box(28, 40, 152, 8), Box(28, 48, 152, 221))
    assert (sheet.code_band, sheet.foot) == (Box(180, 48, 20, 221), Box(28, 273, 172, 9))
    assert (sheet.slots[12].code, sheet.slots[12].signature) == (
        Box(183, 253.5, 14, 14),
        Box(130, 252, 32.4, 17),
    )
    assert [column.width for column in sheet.columns] == [9.2, 29.9, 20.1, 18.4, 24.4, 32.4, 17.6]
    assert sheet.marks == (Box(28, 10, 4, 4), Box(28, 283, 4, 4), Box(196, 283, 4, 4))


def test_dense_rows_and_rosters_of_version_one_never_move() -> None:
    upright = layout(SheetSpec(SheetKind.SIGN_IN, FEWER, 1, dense=True), 1)
    assert (upright.rows_a_page, upright.table) == (26, Box(28, 48, 135, 221))
    assert upright.slots[25].signature == Box(130.4, 260.5, 32.6, 8.5)
    assert upright.slots[25].code == Box(183, 253.5, 14, 14)
    lying = layout(SheetSpec(SheetKind.RECEIPT, USUAL_COLUMNS[SheetKind.RECEIPT], 1, True, True), 1)
    assert (lying.rows_a_page, lying.foot) == (14, Box(28, 176, 259, 19))
    assert (lying.slots[0].code, lying.slots[1].code) == (Box(253, 49.5, 14, 14), Box(270, 49.5, 14, 14))
    assert lying.slots[13].signature == Box(201.3, 158.5, 48.7, 8.5)
    roster = layout(SheetSpec(SheetKind.ROSTER, (Column.NUMBER, Column.NAME, Column.PHONE), 1), 1)
    assert (roster.rows_a_page, roster.slots[23].box) == (24, Box(28, 255, 172, 9))


def test_layout_version_two_never_moves() -> None:
    one, two = (layout(SheetSpec(SheetKind.SIGN_IN, USUAL, 300), version) for version in (1, 2))
    assert (two.slots, two.columns, two.marks[:3]) == (one.slots, one.columns, one.marks)
    assert two.marks[3:] == (Box(22.5, 99, 3, 3), Box(22.5, 198, 3, 3))
    dense = layout(SheetSpec(SheetKind.SIGN_IN, FEWER, 1, dense=True), 2)
    assert (dense.rows_a_page, dense.table) == (20, Box(28, 48, 135, 222))
    assert dense.slots[10].signature == Box(130.4, 159, 32.6, 11.1)
    codes = [code for place in dense.slots[10:12] if (code := place.code)]
    assert [code.x for code in codes] == [166, 183]
    assert [code.y for code in codes] == pytest.approx([163.1, 163.1])
    roster = layout(SheetSpec(SheetKind.ROSTER, (Column.NUMBER, Column.NAME, Column.PHONE), 1), 2)
    assert roster.marks == one.marks  # nobody reads it back
    lying = layout(SheetSpec(SheetKind.RECEIPT, USUAL_COLUMNS[SheetKind.RECEIPT], 1, True, True), 2)
    assert lying.slots[1].signature == Box(201.3, 58.5, 48.7, 10.5)
    assert (lying.rows_a_page, lying.marks[3:]) == (12, (Box(22.5, 70, 3, 3), Box(22.5, 140, 3, 3)))
