"""Month sheets: in the order of the screen, blank or with the figures on file."""

from datetime import date
from pathlib import Path
from uuid import UUID

import pypdfium2
import pytest

from desktop.models.sites import SiteKind
from desktop.services import tallies, tally_sheet
from desktop.services.tallies import TallyCell, TallyFilter
from desktop.services.tally_sheet import NothingToPrint, SheetWish
from desktop.spreadsheets.read import open_book
from desktop.storage.store import Store
from tests.services.sites import put_site

OCTOBER = 202610


@pytest.fixture
def sites(file_store: Store) -> list[UUID]:
    """Twenty-two stations and a mommy room, the first with figures."""
    found = [
        put_site(file_store, f"驿站{n:02d}", code=f"DH-{n:02d}", district="定海区") for n in range(1, 23)
    ]
    found.append(put_site(file_store, "暖心小屋", SiteKind.MOMMY_ROOM))
    file_store.do(tallies.enter, [TallyCell(found[0], date(2026, 10, day), day + 40) for day in (1, 31)])
    return found


def _text(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def test_sites_stand_in_the_order_of_the_screen(file_store: Store, sites: list[UUID]) -> None:
    paper = file_store.read(tally_sheet.prepare, SheetWish(OCTOBER))
    pages = _text(paper.pdf)
    assert paper.printed.pages == len(pages) == 2 and paper.printed.rows == 23
    assert paper.printed.cut == () and paper.printed.unprintable == ()
    assert pages[0].index("驿站01") < pages[0].index("驿站20")
    assert pages[1].index("驿站21") < pages[1].index("暖心小屋") < pages[1].index("All sites")
    assert "October 2026" in pages[0] and "41" not in pages[0].split()


def test_figures_and_their_sums_are_printed_where_wanted(file_store: Store, sites: list[UUID]) -> None:
    paper = file_store.read(tally_sheet.prepare, SheetWish(OCTOBER, blank=False))
    pages = _text(paper.pdf)
    assert {"41", "71", "112"} <= set(pages[0].split())
    assert {"41", "71", "112"} <= set(pages[1].split())


def test_a_site_has_a_sheet_of_its_own_to_sign(file_store: Store, sites: list[UUID]) -> None:
    wish = SheetWish(OCTOBER, only=frozenset(sites[:2]), blank=False, by_site=True)
    paper = file_store.read(tally_sheet.prepare, wish)
    pages = _text(paper.pdf)
    assert len(pages) == 2 and "驿站01 (DH-01)" in pages[0] and "驿站02" in pages[1]
    assert pages[0].count("Signature") == 2 and "112" in pages[0].split()


def test_a_sheet_is_printed_in_chinese(chinese: None, file_store: Store, sites: list[UUID]) -> None:
    wanted = TallyFilter(kinds=frozenset({SiteKind.MOMMY_ROOM}))
    paper = file_store.read(tally_sheet.prepare, SheetWish(OCTOBER, wanted))
    assert "2026年10月" in paper.name and "2026年10月" in _text(paper.pdf)[0]


def test_no_open_site_is_told(file_store: Store) -> None:
    with pytest.raises(NothingToPrint, match="No site was open in October 2026"):
        file_store.read(tally_sheet.prepare, SheetWish(OCTOBER))


def test_a_month_is_written_as_a_workbook(file_store: Store, sites: list[UUID], tmp_path: Path) -> None:
    out = tmp_path / "10.xlsx"
    assert file_store.read(tally_sheet.write_month, OCTOBER, TallyFilter(), out) == 23
    with open_book(out) as book:
        rows = [row for _number, row in next(book.sheets()).rows()]
    assert list(rows[0])[:4] == ["Code", "Site", "District", "1"]
    assert list(rows[1])[:4] == ["DH-01", "驿站01", "定海区", 41]
