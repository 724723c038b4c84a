"""Door plates and notices: what they say, what their code says, and what they never say."""

from datetime import date
from io import BytesIO
from uuid import UUID

import numpy as np
import pypdfium2
import pytest
import zxingcpp

from desktop.core.errors import FieldError
from desktop.core.hours_text import BadHours, parse_hours
from desktop.core.i18n import in_language
from desktop.models.sites import SiteKind, SiteStatus
from desktop.paper.preview import count_pages, render_page
from desktop.services.amenities import AmenityChange, AmenityState, set_amenities
from desktop.services.site_hours import set_hours
from desktop.services.site_papers import (
    NoSite,
    NoticeKind,
    NoticeRequest,
    PlateRequest,
    prepare_notice,
    prepare_plates,
)
from desktop.storage.store import Store
from tests.services.sites import put_site

CONTACT = "林小渔"
POSTED = "周一至周五 8:30-11:30,14:00-17:00；周六 9:00-12:00"


@pytest.fixture
def station(file_store: Store) -> UUID:
    site = put_site(
        file_store,
        code="YZ-001",
        host="舟山港务集团有限公司",
        contact=CONTACT,
        contact_phone="0580-2023456",
        latitude=30.0153,
        longitude=122.1069,
    )
    file_store.do(
        set_hours, site, parse_hours("周一至周五 8:30-11:30,14:00-17:00；周六 9:00-12:00").stretches
    )
    amenities = ("air_conditioning", "seats", "drinking_water")
    file_store.do(set_amenities, site, [AmenityChange(item, AmenityState.HAS) for item in amenities])
    return site


def text_of(pdf: bytes, page: int = 0) -> str:
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    try:
        return str(document[page].get_textpage().get_text_range())
    finally:
        document.close()


def code_on(pdf: bytes) -> str:
    shown = render_page(pdf, 1, 150)
    pixels = np.frombuffer(shown.pixels, np.uint8).reshape(shown.height, shown.width, 3)
    (found,) = zxingcpp.read_barcodes(pixels)
    return str(found.text)


@pytest.mark.parametrize("small", [False, True])
def test_a_plate_says_what_where_and_when_and_so_does_its_code(
    file_store: Store, station: UUID, small: bool
) -> None:
    with in_language("zh_CN"):
        made = file_store.read(prepare_plates, PlateRequest((station,), small=small, issuer="舟山市总工会"))
    assert (made.pages, made.unprintable, made.cut) == (1, (), ())
    assert made.width == (210.0 if small else 297.0)
    words = text_of(made.pdf)
    for part in ("定海港务码头爱心驿站", "0580-2023456", "14:00-17:00", "YZ-001", "舟山市总工会"):
        assert part in words
    told = code_on(made.pdf).splitlines()
    assert told[0] == "定海港务码头爱心驿站"
    assert any("0580-2023456" in line for line in told)


def test_a_person_is_never_named_at_a_door(file_store: Store, station: UUID) -> None:
    plate = file_store.read(prepare_plates, PlateRequest((station,)))
    notice = file_store.read(prepare_notice, NoticeRequest(station, NoticeKind.PAUSED, reason="repairs"))
    assert CONTACT not in text_of(plate.pdf) + code_on(plate.pdf) + text_of(notice.pdf)


def test_a_mobile_number_is_printed_only_where_asked_for(file_store: Store) -> None:
    site = put_site(file_store, contact_phone="13800001234")
    assert "13800001234" not in text_of(file_store.read(prepare_plates, PlateRequest((site,))).pdf)
    assert "13800001234" not in code_on(file_store.read(prepare_plates, PlateRequest((site,))).pdf)
    shown = file_store.read(prepare_plates, PlateRequest((site,), mobiles=True))
    assert "13800001234" in text_of(shown.pdf)


def test_each_site_has_a_page(file_store: Store, station: UUID) -> None:
    open_always = put_site(file_store, "沈家门渔港驿站", always_open=True)
    with in_language("en"):
        made = file_store.read(prepare_plates, PlateRequest((station, open_always)))
    assert made.pages == count_pages(made.pdf) == 2
    assert "24 hours" in text_of(made.pdf, 1)


def test_plates_of_no_site_are_refused(file_store: Store) -> None:
    with pytest.raises(NoSite):
        file_store.read(prepare_plates, PlateRequest(()))


def test_a_notice_names_the_nearest_open_sites_of_the_kind(file_store: Store, station: UUID) -> None:
    put_site(file_store, "近处驿站", latitude=30.02, longitude=122.11)
    put_site(file_store, "远处驿站", latitude=30.3, longitude=122.3)
    put_site(file_store, "近处书屋", SiteKind.LIBRARY, latitude=30.016, longitude=122.107)
    put_site(file_store, "停用驿站", status=SiteStatus.PAUSED, latitude=30.016, longitude=122.107)
    request = NoticeRequest(station, NoticeKind.PAUSED, date(2026, 12, 1), date(2026, 12, 9), "空调检修")
    with in_language("zh_CN"):
        made = file_store.read(prepare_notice, request)
    words = text_of(made.pdf)
    assert words.index("近处驿站") < words.index("远处驿站")
    assert "近处书屋" not in words
    assert "停用驿站" not in words
    for part in ("空调检修", "2026年12月1日", "2026年12月9日", "600 米"):
        assert part in words
    assert (made.pages, made.cut) == (1, ())


def test_a_notice_of_other_hours_lists_them(file_store: Store, station: UUID) -> None:
    request = NoticeRequest(station, NoticeKind.HOURS, hours="周一至周五 9:00-12:00", first=date(2026, 12, 1))
    with in_language("zh_CN"):
        words = text_of(file_store.read(prepare_notice, request).pdf)
    assert "9:00-12:00" in words


@pytest.mark.parametrize(
    ("kind", "reason", "first", "field"),
    [
        (NoticeKind.PAUSED, "", None, "reason"),
        (NoticeKind.HOURS, "", None, "hours"),
        (NoticeKind.CLOSED, "搬迁", date(2026, 12, 2), "last"),
    ],
)
def test_what_is_missing_on_a_notice_is_asked_for(
    file_store: Store, station: UUID, kind: NoticeKind, reason: str, first: date | None, field: str
) -> None:
    last = None if first is None else date(2026, 12, 1)
    with pytest.raises(FieldError) as told:
        file_store.read(prepare_notice, NoticeRequest(station, kind, first, last, reason))
    assert told.value.field == field
    assert told.value.remedy


def test_hours_that_cannot_be_understood_are_refused(file_store: Store, station: UUID) -> None:
    with pytest.raises(BadHours):
        file_store.read(prepare_notice, NoticeRequest(station, NoticeKind.HOURS, hours="看情况"))
