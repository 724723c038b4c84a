"""The report of a stock-take tells what was seen and what was not, on paper and in a workbook."""

from pathlib import Path
from uuid import UUID

import openpyxl
import pypdfium2
import pytest

from desktop.services import assets, stock_takes
from desktop.services.assets import AssetEntry
from desktop.services.stock_take_report import prepare_report, report_name, write_report
from desktop.storage.store import Store
from tests.services.sites import put_site


@pytest.fixture
def take(file_store: Store) -> UUID:
    """A stock-take of two pieces, one seen."""
    site = put_site(file_store)
    file_store.do(assets.create, AssetEntry(site, "ZC-01", "折叠椅", place="门厅"), 2)
    take = file_store.do(stock_takes.begin, site)
    file_store.do(stock_takes.scan, file_store.code_key, take, "ZC-01")
    return take


def test_the_paper_names_what_was_not_seen_first(file_store: Store, take: UUID) -> None:
    under_way = file_store.read(prepare_report, take)
    assert "Still under way" in _words(under_way.pdf)
    file_store.do(stock_takes.close, take)
    made = file_store.read(prepare_report, take)
    words = _words(made.pdf)
    assert words.index("ZC-02") < words.index("ZC-01")
    assert "On file: 2, seen: 1, not seen: 1" in words
    assert (made.pages, made.cut, made.unprintable) == (1, (), ())


def test_the_workbook_has_a_row_for_each_piece(file_store: Store, take: UUID, tmp_path: Path) -> None:
    assert file_store.read(write_report, take, tmp_path / "report.xlsx") == 2
    rows = list(openpyxl.load_workbook(tmp_path / "report.xlsx").active.values)
    assert [row[1] for row in rows[2:]] == ["ZC-02", "ZC-01"]
    assert file_store.read(report_name, take).startswith("Stock-take 定海港务码头爱心驿站 20")


def _words(pdf: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
