"""A site's whole file: every part of the record is in it, in the language asked for."""

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pypdfium2
import pytest
from PIL import Image

from desktop.core.errors import NotFound
from desktop.core.ids import new_id
from desktop.models.sites import SiteKind
from desktop.services import assets, defects, ratings, site_photos, supplies, supply_stock, tallies
from desktop.services.asset_entry import AssetEntry
from desktop.services.defects import DefectEntry
from desktop.services.ratings import ReviewEntry
from desktop.services.site_file import FileRequest, prepare_site_file
from desktop.services.supplies import BatchEntry, ItemEntry
from desktop.services.tallies import TallyCell
from desktop.storage.store import Store
from tests.services.sites import put_site


@pytest.fixture
def station(file_store: Store) -> UUID:
    return put_site(
        file_store,
        code="YZ-001",
        host="舟山港务集团有限公司",
        contact="林小渔",
        opened_on=date(2024, 5, 1),
        fund_fen=12_345_600,
    )


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    try:
        return "\n".join(str(page.get_textpage().get_text_range()) for page in document)
    finally:
        document.close()


def test_every_part_of_the_record_is_in_the_file(file_store: Store, station: UUID, tmp_path: Path) -> None:
    today = file_store.now().astimezone().date()
    yesterday = today - timedelta(days=1)
    file_store.do(ratings.review, station, ReviewEntry(today.year, 4, "舟工〔2026〕9号"))
    file_store.do(tallies.enter, [TallyCell(station, yesterday, 37)], True)
    file_store.do(defects.add, station, yesterday, DefectEntry("饮水机漏水", "王海生"))
    file_store.do(assets.create, AssetEntry(station, "SB-001", "空调柜机", value_fen=385_000))
    item = file_store.do(supplies.add_item, ItemEntry("藿香正气水", "盒", expires=True))
    batch = BatchEntry("A1", yesterday, today + timedelta(days=200))
    file_store.do(supply_stock.receive, item.id, 12, batch, station)
    picture = tmp_path / "front.jpg"
    Image.new("RGB", (400, 300), "#88aacc").save(picture)
    file_store.do(site_photos.add_photos, station, site_photos.prepare_photos([picture])[0], "门头")
    made = file_store.read(prepare_site_file, FileRequest(station, language="zh_CN", issuer="舟山市总工会"))
    assert (made.unprintable, made.cut) == ((), ())
    words = words_of(made.pdf)
    for part in (
        "定海港务码头爱心驿站",
        "舟山港务集团有限公司",
        "林小渔",
        "123,456.00",
        "舟工〔2026〕9号",
        "37",
        "饮水机漏水",
        "王海生",
        "SB-001",
        "3,850.00",
        "藿香正气水",
        "12 盒",
        "门头",
        "舟山市总工会",
    ):
        assert part in words, part


def test_a_site_of_which_little_is_known_has_a_file_too(file_store: Store) -> None:
    site = put_site(file_store, "岱山高亭妈咪暖心小屋", SiteKind.MOMMY_ROOM)
    words = words_of(file_store.read(prepare_site_file, FileRequest(site, language="en")).pdf)
    assert "Nothing on record." in words
    assert "Disinfected 0 times" in words


def test_pictures_are_left_out_where_they_are_not_wanted(file_store: Store, station: UUID) -> None:
    made = file_store.read(prepare_site_file, FileRequest(station, pictures=False, language="en"))
    assert "Photos" not in words_of(made.pdf)


def test_the_year_asked_for_is_the_year_told(file_store: Store, station: UUID) -> None:
    made = file_store.read(prepare_site_file, FileRequest(station, year=2024, language="en"))
    assert "Visits in 2024" in words_of(made.pdf)


def test_a_site_that_is_gone_has_no_file(file_store: Store) -> None:
    with pytest.raises(NotFound):
        file_store.read(prepare_site_file, FileRequest(new_id()))
