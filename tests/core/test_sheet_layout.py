"""Nothing on a sheet lies on anything else, and the binding edge stays free."""

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.codes import CodeKey
from desktop.core.sheet_content import USUAL_COLUMNS, Column, SheetContent, SheetKind, SheetRow
from desktop.core.sheet_layout import (
    BINDING,
    LAYOUT_VERSION,
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
    spec_of,
)

columns = st.lists(st.sampled_from(Column), min_size=1, unique=True).map(tuple)
specs = st.builds(
    SheetSpec, st.sampled_from(SheetKind), columns, st.integers(0, 400), st.booleans(), st.booleans()
)


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
    assert all(free.holds(part) for part in parts)


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
    assert layout(spec_of(content)).spec.rows == 300


def test_thirteen_rows_to_a_portrait_page_and_twenty_six_when_dense() -> None:
    usual = USUAL_COLUMNS[SheetKind.SIGN_IN]
    fewer = tuple(column for column in usual if column is not Column.REMARK)
    assert layout(SheetSpec(SheetKind.SIGN_IN, usual, 1)).rows_a_page == 13
    assert layout(SheetSpec(SheetKind.SIGN_IN, usual, 1, landscape=True)).rows_a_page == 8
    assert layout(SheetSpec(SheetKind.SIGN_IN, fewer, 1, dense=True)).rows_a_page == 26


def test_too_many_columns_are_refused_with_a_remedy() -> None:
    with pytest.raises(SheetTooWide) as refused:
        layout(SheetSpec(SheetKind.SIGN_IN, tuple(Column), 3))
    assert "landscape" in refused.value.remedy


def test_a_version_not_known_is_refused() -> None:
    with pytest.raises(ValueError, match="not known"):
        layout(SheetSpec(SheetKind.ROSTER, (Column.NAME,), 1), LAYOUT_VERSION + 1)


def test_layout_version_one_never_moves() -> None:
    sheet = layout(SheetSpec(SheetKind.SIGN_IN, USUAL_COLUMNS[SheetKind.SIGN_IN], 300), 1)
    assert sheet.page_code == Box(178, 10, 22, 22)
    assert sheet.table == Box(28, 48, 152, 221)
    assert sheet.slots[12].code == Box(183, 253.5, 14, 14)
    assert [column.width for column in sheet.columns] == [9.2, 29.9, 20.1, 18.4, 24.4, 32.4, 17.6]
    dense = layout(SheetSpec(SheetKind.RECEIPT, USUAL_COLUMNS[SheetKind.RECEIPT], 1, True, True), 1)
    assert (dense.slots[0].code, dense.slots[1].code) == (Box(253, 49.5, 14, 14), Box(270, 49.5, 14, 14))
