"""Lists of sites as offices lay them out: what a heading means and what a cell says."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import coordinates
from desktop.core.errors import FieldError
from desktop.core.hours_text import parse_hours
from desktop.spreadsheets import site_cells
from desktop.spreadsheets.read import Cell
from desktop.spreadsheets.site_headings import SITE_FIELDS, SITE_LABELS, heading_scale, site_vocabulary

WORDS = site_vocabulary({"空调": "air_conditioning", "Seats": "seats", "藏书量": "volumes"})


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("站点名称", "name"),
        ("驿 站 名 称", "name"),
        ("爱心驿站全称", "name"),
        ("类型", "kind"),
        ("牌匾编号", "code"),
        ("所属县（区）", "district"),
        ("详细地址", "address"),
        ("经度（E）", "longitude"),
        ("经纬度", "coordinates"),
        ("依托单位", "host"),
        ("依托单位类型", "host_kind"),
        ("负责人", "contact"),
        ("负责人联系电话", "contact_phone"),
        ("面积(㎡)", "area"),
        ("建筑面积（平方米）", "area"),
        ("座位数（个）", "seats"),
        ("建成时间", "opened_on"),
        ("对外开放时间", "hours"),
        ("是否24小时开放", "always_open"),
        ("星级", "stars"),
        ("投入资金（万元）", "fund"),
        ("资金来源", "fund_source"),
        ("所在阵地", "parent"),
        ("备注", "remark"),
        ("序号", "-"),
        ("有无空调", "amenity:air_conditioning"),
        ("是否配备座椅", "amenity:seats"),
        ("急救药箱", "amenity:first_aid_box"),
        ("饮水设备", "amenity:drinking_water"),
        ("藏书量（册）", "amenity:volumes"),
    ],
)
def test_headings_of_offices_are_understood(heading: str, field: str) -> None:
    found = WORDS.meaning(heading, "")
    assert found is not None
    assert found.field == field


@pytest.mark.parametrize("heading", ["", "天气", "2026年爱心驿站一览表", "舟山市总工会"])
def test_what_is_no_heading_is_left_alone(heading: str) -> None:
    assert WORDS.meaning(heading, "") is None


def test_every_heading_of_our_own_files_is_understood() -> None:
    for field in SITE_FIELDS:
        found = WORDS.meaning(SITE_LABELS[field], "")
        assert found is not None
        assert found.field == field


def test_sums_under_a_heading_in_ten_thousands_are_multiplied() -> None:
    assert heading_scale("投入（万元）") == 10_000
    assert heading_scale("资金（元）") == 1
    assert site_cells.number_cell("2.5", "fund", 10_000) == Decimal(25_000)
    assert site_cells.number_cell("3万元", "fund") == Decimal(30_000)
    assert site_cells.number_cell("１，２００元", "fund") == Decimal(1200)
    assert site_cells.number_cell("无", "fund") is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("五一爱心驿站", ("rest-station", False)),
        ("户外劳动者服务站点", ("rest-station", False)),
        ("妈咪暖心小屋", ("mommy-room", False)),
        ("职工书屋", ("library", False)),
        ("海上书吧", ("library", True)),
        ("教师温馨空间", ("warm-space", False)),
        ("工人文化宫", ("cultural-palace", False)),
        ("疗休养基地", ("trip-base", False)),
        ("区域性职工活动中心", ("activity-centre", False)),
        ("Book boat", ("library", True)),
        ("宾馆", None),
    ],
)
def test_kinds_are_told_by_their_words(text: str, kind: tuple[str, bool] | None) -> None:
    assert site_cells.kind_of(text) == kind


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2023年5月", date(2023, 5, 1)),
        ("2023.5.20", date(2023, 5, 20)),
        (2022, date(2022, 1, 1)),
        (45047.0, date(2023, 5, 1)),
        (datetime(2023, 5, 1), date(2023, 5, 1)),
        ("-", None),
    ],
)
def test_days_are_read_from_dates_months_years_and_day_counts(cell: Cell, day: date | None) -> None:
    assert site_cells.day_cell(cell, "opened_on") == day


@pytest.mark.parametrize(
    ("cell", "stars"), [("三星级", 3), ("★★★★", 4), (5, 5), (3.0, 3), ("二星", 2), ("未评", None), ("0", 0)]
)
def test_stars_are_read_as_drawn_or_written(cell: Cell, stars: int | None) -> None:
    assert site_cells.stars_cell(cell) == stars


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("√", ("has", None)),
        ("有", ("has", None)),
        ("无", ("lacks", None)),
        ("×", ("lacks", None)),
        ("损坏", ("broken", None)),
        ("12", ("has", 12.0)),
        (780, ("has", 780.0)),
        ("2台", ("has", 2.0)),
        (0, ("lacks", None)),
        ("", None),
    ],
)
def test_what_a_site_has_is_read_from_ticks_words_and_counts(
    cell: Cell, said: tuple[str, float | None] | None
) -> None:
    assert site_cells.amenity_cell(cell, "amenity:seats") == said


WRITING = "周一二日至-–—：:；;，,、0123456789.~半点时上下午夏季(（）)月日天每休息 amp24小hNESW°′″'\"东经北纬"


@given(st.text(alphabet=st.sampled_from(WRITING), max_size=30))
def test_no_text_is_more_than_unreadable(text: str) -> None:
    for read in (parse_hours, coordinates.parse, coordinates.parse_degrees):
        try:
            read(text)
        except FieldError as bad:
            assert bad.sentence
            assert bad.remedy


@given(st.one_of(st.text(max_size=12), st.floats(allow_nan=False), st.integers(), st.dates(), st.booleans()))
def test_no_cell_is_more_than_unreadable(cell: Cell) -> None:
    readers = (
        site_cells.kind_cell,
        site_cells.status_cell,
        site_cells.host_kind_cell,
        site_cells.stars_cell,
        lambda c: site_cells.day_cell(c, "opened_on"),
        lambda c: site_cells.number_cell(c, "area"),
        lambda c: site_cells.whole_cell(c, "seats"),
        lambda c: site_cells.yes_cell(c, "always_open"),
        lambda c: site_cells.amenity_cell(c, "amenity:seats"),
    )
    for read in readers:
        try:
            read(cell)
        except FieldError as bad:
            assert bad.sentence
            assert bad.remedy
