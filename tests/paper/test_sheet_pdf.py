"""A printed sheet shows what it should, where the layout says, and can be read by machine."""

import io
import random
import re
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest

from desktop.core.codes import PageCode, RowCode
from desktop.core.errors import Cancelled
from desktop.core.i18n import in_language
from desktop.core.sheet_content import Column, RowPart, SheetContent, SheetKind, SheetRow
from desktop.core.sheet_layout import Box, SheetTooWide, layout_of
from desktop.paper.fonts import fonts
from desktop.paper.page import CannotSave
from desktop.paper.sheet_pdf import draw_sheet
from tests.paper.sheets import codes_on, drawn, person, sheet

KINDS = [SheetKind.SIGN_IN, SheetKind.RECEIPT]


def words_on(pdf: bytes, page: int) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return str(document[page - 1].get_textpage().get_text_bounded())
    finally:
        document.close()


def check_codes(content: SheetContent, dpi: int) -> None:
    pdf, printed = drawn(content)
    plan = layout_of(content)
    assert printed.pages == plan.pages
    for page in range(1, plan.pages + 1):
        found = {seen.code: seen for seen in codes_on(pdf, page, dpi)}
        expected: dict[RowCode | PageCode, Box] = {
            PageCode(content.sheet, page, plan.pages, plan.version): plan.page_code
        }
        for index, place in plan.places_on(page):
            token = content.rows[index].token
            if place.code and token is not None:
                expected[RowCode(token)] = place.code
        assert found.keys() == expected.keys()
        for code, box in expected.items():
            assert found[code].x == pytest.approx(box.x + box.width / 2, abs=0.5)
            assert found[code].y == pytest.approx(box.y + box.height / 2, abs=0.5)


@pytest.mark.parametrize("dpi", [150, 200])
@pytest.mark.parametrize("dense", [False, True])
@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_every_code_is_read_back_where_the_layout_puts_it(
    kind: SheetKind, landscape: bool, dense: bool, dpi: int
) -> None:
    check_codes(sheet(kind, 28, kept=1, walk_ins=3, landscape=landscape, dense=dense), dpi)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_codes_are_read_back_in_both_languages(language: str) -> None:
    with in_language(language):
        check_codes(sheet(people=14, landscape=True), 150)


def test_three_hundred_rows_are_numbered_through_all_pages() -> None:
    content = sheet(people=300)
    with in_language("en"):
        pdf, printed = drawn(content)
    assert (printed.pages, printed.rows) == (24, 300)
    assert "Page 24 of 24" in words_on(pdf, 24)
    assert "Expected: 300" in words_on(pdf, 24)
    assert "Expected" not in words_on(pdf, 23)
    assert re.search(r"^300\b", words_on(pdf, 24), re.MULTILINE)


def test_one_row_makes_one_page() -> None:
    assert drawn(sheet(people=1))[1].pages == 1


def test_a_sheet_without_anyone_still_has_its_head() -> None:
    content = sheet(kept=0, rows=(), people=0)
    pdf, printed = drawn(content)
    assert printed.pages == 1
    assert "健步走" in words_on(pdf, 1)


def test_kept_rows_have_no_number_and_walk_ins_count_on() -> None:
    with in_language("en"):
        words = words_on(drawn(sheet(people=3, kept=2, walk_ins=2))[0], 1)
    numbers = [int(line) for line in re.findall(r"^(\d)\b", words, re.MULTILINE)]
    assert sorted(numbers) == [1, 2, 3, 4, 5]


def test_a_receipt_ends_with_the_total_in_figures_and_in_capitals() -> None:
    with in_language("en"):
        pdf, printed = drawn(sheet(SheetKind.RECEIPT, 20))
    assert printed.pages == 2
    assert "This page: ¥3,438.00" in words_on(pdf, 1)
    assert "Total" not in words_on(pdf, 1)
    last = words_on(pdf, 2)
    assert "Total: ¥5,730.00" in last
    assert "伍仟柒佰叁拾元整" in last
    for signer in ("Handled by:", "Witness:", "Chairman:"):
        assert signer in last


def test_a_receipt_of_goods_counts_people_instead() -> None:
    rows = tuple(SheetRow({Column.NAME: "王伟"}, token) for token in range(3))
    with in_language("en"):
        assert "Total: 3 people" in words_on(drawn(sheet(SheetKind.RECEIPT, rows=rows))[0], 1)


def test_only_the_chosen_columns_are_printed() -> None:
    rows = (person(random.Random(1), id_number="330901199001011234", phone="13800001111"),)
    content = sheet(rows=rows, columns=(Column.NUMBER, Column.NAME, Column.SIGNATURE, Column.CODE))
    words = words_on(drawn(content)[0], 1)
    assert "330901" not in words
    assert "13800001111" not in words


def test_a_text_is_printed_as_it_is_handed_over_with_its_mask() -> None:
    rows = (person(random.Random(1), name="张*丰", phone="138****1234"),)
    words = words_on(drawn(sheet(rows=rows))[0], 1)
    assert "张*丰" in words
    assert "138****1234" in words


def test_names_of_any_length_stay_in_their_cell_and_cut_ones_are_told() -> None:
    long_name = "阿布都热合曼·阿不都克里木" * 15
    rows = (person(random.Random(1), name=long_name), person(random.Random(2), name="阿依古丽·买买提"))
    content = sheet(rows=rows)
    pdf, printed = drawn(content)
    assert printed.cut == (long_name,)
    plan = layout_of(content)
    column = next(column for column in plan.columns if column.column is Column.NAME)
    cell = plan.cell(column, plan.slots[0])
    document = pypdfium2.PdfDocument(pdf)
    page = document[0].get_textpage()
    inside = page.get_text_bounded(*_points(cell, plan.paper.height))
    everywhere = page.get_text_bounded()
    document.close()
    assert inside.count("阿") == everywhere.count("阿") - 1
    assert "…" in inside


def _points(box: Box, height: float) -> tuple[float, float, float, float]:
    scale = 72 / 25.4
    return box.x * scale, (height - box.bottom) * scale, box.right * scale, (height - box.y) * scale


def test_rare_characters_are_printed_or_named() -> None:
    rows = (person(random.Random(1), name="𠮷䶮㛃"), person(random.Random(2), name="王\U000f0001"))
    pdf, printed = drawn(sheet(rows=rows))
    assert "王\U000f0001" in printed.unprintable
    assert ("𠮷䶮㛃" in printed.unprintable) == bool(fonts().missing("𠮷䶮㛃"))
    assert "王" in words_on(pdf, 1)


def test_the_same_sheet_is_the_same_file() -> None:
    content = sheet(people=40)
    assert drawn(content)[0] == drawn(content)[0]


def test_a_viewer_is_told_not_to_scale_and_the_title_is_set() -> None:
    pdf, _printed = drawn(sheet())
    assert b"/PrintScaling /None" in pdf
    document = pypdfium2.PdfDocument(pdf)
    assert document.get_metadata_value("Title") == "职工秋季健步走"
    document.close()


def test_too_many_columns_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    out = tmp_path / "sheet.pdf"
    with pytest.raises(SheetTooWide):
        draw_sheet(sheet(columns=tuple(Column)), out)
    assert not any(tmp_path.iterdir())


def test_wide_tables_fit_in_landscape() -> None:
    columns = (
        Column.NUMBER,
        Column.ORGANISATION,
        Column.NAME,
        Column.POST,
        Column.PHONE,
        Column.ID_NUMBER,
        Column.SIGNATURE,
        Column.REMARK,
        Column.CODE,
    )
    check_codes(sheet(people=9, columns=columns, landscape=True), 150)


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    out = tmp_path / "签到表.pdf"
    out.write_bytes(b"old")
    draw_sheet(sheet(), out)
    assert out.read_bytes().startswith(b"%PDF")
    assert [file.name for file in tmp_path.iterdir()] == ["签到表.pdf"]


def test_a_folder_that_is_not_there_is_told_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(CannotSave) as failed:
        draw_sheet(sheet(), tmp_path / "gone" / "sheet.pdf")
    assert failed.value.remedy


def test_a_target_that_cannot_be_replaced_leaves_no_scraps(tmp_path: Path) -> None:
    (tmp_path / "sheet.pdf").mkdir()
    with pytest.raises(CannotSave):
        draw_sheet(sheet(), tmp_path / "sheet.pdf")
    assert [file.name for file in tmp_path.iterdir()] == ["sheet.pdf"]


class _StopsAtOnce:
    def step(self, done: int, total: int, doing: str = "") -> None:
        raise Cancelled


def test_a_cancelled_drawing_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        draw_sheet(sheet(), tmp_path / "sheet.pdf", _StopsAtOnce())
    assert not any(tmp_path.iterdir())


def test_a_thousand_rows_cost_less_than_nine_hundred_bytes_each() -> None:
    pdf, printed = drawn(sheet(people=1000))
    assert len(pdf) / printed.rows < 900


def test_sums_of_kept_and_walk_in_rows_may_be_missing() -> None:
    rows = (SheetRow({Column.NAME: "王伟"}, 1, sum=Decimal("0.05")), SheetRow({}, 2, RowPart.WALK_IN))
    with in_language("en"):
        assert "伍分" in words_on(drawn(sheet(SheetKind.RECEIPT, rows=rows))[0], 1)


def test_drawing_into_a_stream_works_too() -> None:
    out = io.BytesIO()
    assert draw_sheet(sheet(SheetKind.ROSTER), out).pages == 1
    assert out.getvalue().startswith(b"%PDF")
