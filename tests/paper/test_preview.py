"""The preview shows each page as it will print."""

from pathlib import Path

import pytest

from desktop.paper.preview import count_pages, render_page
from desktop.paper.sheet_pdf import draw_sheet
from tests.paper.sheets import drawn, sheet


def test_a_page_is_rendered_at_its_true_size() -> None:
    pdf, _printed = drawn(sheet())
    picture = render_page(pdf, 1, 72)
    assert (picture.width, picture.height) == pytest.approx((595, 842), abs=1)
    assert len(picture.pixels) == 3 * picture.width * picture.height
    assert picture.pixels[:3] == b"\xff\xff\xff"
    assert b"\x00\x00\x00" in picture.pixels


def test_a_file_is_rendered_like_its_bytes(tmp_path: Path) -> None:
    draw_sheet(sheet(), tmp_path / "sheet.pdf")
    assert render_page(tmp_path / "sheet.pdf", 2, 40) == render_page(drawn(sheet())[0], 2, 40)
    assert count_pages(tmp_path / "sheet.pdf") == 2


def test_a_page_that_is_not_there_is_refused() -> None:
    with pytest.raises(IndexError):
        render_page(drawn(sheet())[0], 3, 40)
