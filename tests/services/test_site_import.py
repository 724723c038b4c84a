"""Lists of sites taken in: what is understood, kept out with its reason, and given back unchanged."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from desktop.core.i18n import in_language
from desktop.services import amenities, ratings, site_export, site_hours, site_import, sites
from desktop.services.amenities import AmenityChange
from desktop.services.imports_rows import Verdict
from desktop.services.ratings import ReviewEntry
from desktop.services.site_import import NoSitesFound
from desktop.services.site_import_rows import SitePreview
from desktop.services.site_words import HostKind, SiteKind, SiteStatus
from desktop.spreadsheets.read import Cell, open_book
from desktop.storage.store import Store
from tests.services.sites import put_site
from tests.spreadsheets.makers import xlsx

HEADINGS = [
    "编号",
    "驿站名称",
    "类别",
    "县区",
    "地址",
    "依托单位",
    "单位类型",
    "联系人",
    "联系电话",
    "开放时间",
]
PIER = [
    "YZ-001",
    "定海港务码头爱心驿站",
    "爱心驿站",
    "定海区",
    "港码路1号",
    "舟山港务",
    "港口",
    "余海",
    "13812345678",
    "周一至周五 8:30-17:30",
]
TITLED: list[list[Cell | None]] = [
    ["舟山市户外劳动者爱心驿站一览表（2026年）"],
    ["序号", "站点名称", "属地", "坐标", None, "面积（㎡）", "投入（万元）", "建成时间", "配备情况"],
    [None, None, None, "经度", "纬度", None, None, None, "空调", "座椅", "急救箱", "状态", "星级"],
    [1, "白泉站", "定海", 122.15, 30.09, "约30平方米", 2.5, "2023年5月", "√", "12", "无", "开放", "三星"],
    [2, "盐仓站", "定海", 122.05, 30.02, 20, None, 2022, "有", "坏", "有", "暂停开放", "★★"],
    [3, "嵊泗站", "嵊泗", None, None, None, None, "2027年1月", None, None, None, "筹建", None],
    ["合计", None, None, None, None, 50],
    ["填表人：余海"],
]


def listing(folder: Path, *rows: Sequence[Cell | None], name: str = "阵地.xlsx") -> Path:
    return xlsx(folder / name, {"Sheet1": rows})


def shown(store: Store, path: Path) -> SitePreview:
    return store.read(site_import.preview, path)


def test_an_office_list_becomes_sites_under_titles_groups_and_a_total(store: Store, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "驿站.xlsx", {"爱心驿站": TITLED}, ["A2:A3", "D2:E2", "I2:K2"])
    seen = shown(store, path)
    assert [row.sentence for row in seen.rows] == ["", "", ""]
    done = store.do(site_import.save, seen)
    assert (done.new, done.left_out) == (3, ())
    first, second, third = (
        store.read(sites.card, store.read(sites.named, n)) for n in ("白泉站", "盐仓站", "嵊泗站")
    )
    entry = first.entry
    assert (entry.kind, entry.district, entry.latitude, entry.longitude) == (
        SiteKind.REST_STATION, "定海", 30.09, 122.15,
    )  # fmt: skip
    assert (entry.area, entry.fund_fen, entry.opened_on) == (30.0, 2_500_000, date(2023, 5, 1))
    assert (first.stars, second.stars) == (3, 2)
    assert (second.entry.status, second.entry.status_reason) == (SiteStatus.PAUSED, "as listed in 驿站.xlsx")
    assert (third.entry.status, third.entry.planned_for, third.entry.opened_on) == (
        SiteStatus.PLANNED, date(2027, 1, 1), None,
    )  # fmt: skip
    sheet = store.read(amenities.amenities, first.id, 2026)
    told = {line.item.key: (line.state, line.quantity) for line in sheet.lines if line.state}
    assert told["air_conditioning"][0] == "has"
    assert told["seats"] == ("has", 12.0)
    assert told["first_aid_box"][0] == "lacks"


def test_what_a_list_says_otherwise_is_shown_before_it_is_taken(store: Store, tmp_path: Path) -> None:
    store.do(site_import.save, shown(store, listing(tmp_path, HEADINGS, PIER)))
    changed = [*PIER[:7], "李芳", None, "24小时"]
    again = shown(store, listing(tmp_path, HEADINGS, changed))
    (row,) = again.rows
    assert row.verdict is Verdict.CHANGED
    assert [change.words for change in row.changes] == [
        "Contact person: 余海 → 李芳",
        "Open round the clock: no → yes",
    ]
    store.do(site_import.save, again)
    card = store.read(sites.card, store.read(sites.named, "YZ-001"))
    assert (card.entry.contact, card.entry.contact_phone, card.hours) == ("李芳", "13812345678", "24 hours")
    assert [r.verdict for r in shown(store, listing(tmp_path, HEADINGS, changed)).rows] == [Verdict.SAME]
    store.undo()
    assert store.read(sites.card, card.id).entry.contact == "余海"


@pytest.mark.parametrize(
    ("heading", "value", "field", "sentence"),
    [
        ("类别", "宾馆", "kind", "“宾馆” is no kind of site."),
        ("联系电话", "一三八", "contact_phone", "no telephone number"),
        ("坐标", "122.1,300", "coordinates", "outside the country"),
        ("开放时间", "夏季(2.30-9.30) 8:00-18:00", "hours", "a day that does not exist"),
        ("开放时间", "周一 17:00-8:00", "hours", "closes before it opens"),
        ("启用时间", "2199-01-01", "opened_on", "lies ahead"),
        ("启用时间", "去年", "opened_on", "is not a date"),
        ("面积", "很大", "area", "is no number"),
        ("面积", "-3", "area", "cannot be"),
        ("座位", "2.5", "seats", "no whole number"),
        ("星级", "七星", "stars", "no star rating"),
        ("状态", "好", "status", "no state"),
        ("空调", "也许", "amenity:air_conditioning", "whether it is there"),
        ("上级站点", "没有的中心", "parent", "no site"),
        ("24小时", "大概", "always_open", "yes or no"),
    ],
)
def test_a_bad_value_keeps_its_row_out_and_nothing_else(
    store: Store, tmp_path: Path, heading: str, value: str, field: str, sentence: str
) -> None:
    rows: list[list[Cell | None]] = [
        ["名称", "类别", heading],
        ["甲驿站", "驿站", None],
        ["乙驿站", "驿站", value],
    ]
    if heading == "类别":
        rows = [["名称", "类别", "县区"], ["甲驿站", "驿站", None], ["乙驿站", value, None]]
    seen = shown(store, listing(tmp_path, *rows))
    assert [row.verdict for row in seen.rows] == [Verdict.NEW, Verdict.REFUSED]
    assert seen.rows[1].fault == field
    assert sentence in seen.rows[1].sentence
    assert seen.rows[1].faults[0].remedy
    assert store.do(site_import.save, seen).new == 1


def test_rows_left_out_are_written_back_with_their_reason(store: Store, tmp_path: Path) -> None:
    path = listing(tmp_path, ["名称", "类别", "面积"], ["甲驿站", "驿站", 30], ["乙驿站", "驿站", "很大"])
    out = tmp_path / "未导入.xlsx"
    done = store.do(site_import.save, shown(store, path), rejects_to=out)
    assert len(done.left_out) == 1
    with open_book(out) as book:
        rows = [row for _number, row in next(book.sheets()).rows()]
    assert rows[1][:3] == ["乙驿站", "驿站", "很大"]
    assert "is no number" in str(rows[1][5])


def test_a_parent_in_the_same_list_is_made_first_whatever_the_order(store: Store, tmp_path: Path) -> None:
    path = listing(
        tmp_path,
        ["名称", "类别", "上级站点"],
        ["城东书屋", "职工书屋", "城东活动中心"],
        ["城东活动中心", "职工活动中心", None],
        ["书屋角", "职工书屋", "城东书屋"],
    )
    assert store.do(site_import.save, shown(store, path)).new == 3
    corner = store.read(sites.card, store.read(sites.named, "书屋角"))
    assert corner.parent == "城东书屋"
    assert store.read(sites.card, store.read(sites.named, "城东书屋")).parent == "城东活动中心"


def test_sites_inside_each_other_or_inside_a_refused_row_are_kept_out(store: Store, tmp_path: Path) -> None:
    path = listing(
        tmp_path,
        ["名称", "类别", "上级站点", "面积"],
        ["甲书屋", "职工书屋", "乙书屋", None],
        ["乙书屋", "职工书屋", "甲书屋", None],
        ["丙书屋", "职工书屋", "丁中心", None],
        ["丁中心", "职工活动中心", None, "很大"],
        ["戊书屋", "职工书屋", "戊书屋", None],
    )
    seen = shown(store, path)
    assert all(row.verdict is Verdict.REFUSED for row in seen.rows)
    assert "would stand inside itself" in seen.rows[0].sentence
    assert "row 5, is not taken" in seen.rows[2].sentence


def test_the_same_site_twice_in_a_list_is_taken_once(store: Store, tmp_path: Path) -> None:
    path = listing(
        tmp_path,
        ["名称", "类别", "县区"],
        ["港务站", "驿站", "定海区"],
        ["港务站", "驿站", "定海"],
        ["港务站", "驿站", "普陀区"],
        ["港务站", "妈咪小屋", "定海区"],
    )
    assert [row.verdict.value for row in shown(store, path).rows] == ["new", "refused", "new", "new"]


def test_the_kind_of_a_new_host_is_told_by_its_name_where_no_column_does(
    store: Store, tmp_path: Path
) -> None:
    path = listing(
        tmp_path,
        ["站点名称", "类别", "依托单位"],
        ["甲站", "爱心驿站", "中国银行定海支行"],
        ["乙站", "爱心驿站", "中国石化第三加油站"],
        ["丙站", "爱心驿站", "海天"],
    )
    kinds = [row.entry.host_kind for row in shown(store, path).rows if row.entry is not None]
    assert kinds == [HostKind.BANK, HostKind.PETROL_STATION, HostKind.OTHER]


def test_a_name_that_several_sites_have_is_not_guessed(store: Store, tmp_path: Path) -> None:
    put_site(store, "港务站", district="定海区")
    put_site(store, "港务站", district="普陀区")
    (row,) = shown(store, listing(tmp_path, ["名称", "类别"], ["港务站", "驿站"])).rows
    assert "Several sites on file" in row.sentence


@pytest.mark.parametrize("words", ["与银行营业时间一致", "夏季8:00-18:00，冬季8:30-17:00", "9:00起"])
def test_hours_that_cannot_be_posted_are_kept_as_a_remark_once(
    store: Store, tmp_path: Path, words: str
) -> None:
    path = listing(tmp_path, HEADINGS, [*PIER[:-1], words])
    preview = store.read(site_import.preview, path)
    assert [row.verdict for row in preview.rows] == [Verdict.NEW]
    store.do(site_import.save, preview)
    [line] = store.read(sites.listed)
    assert store.read(sites.card, line.id).entry.remark == f"Opening hours: {words}"
    assert not store.read(site_hours.hours_of, line.id).stretches
    assert [row.verdict for row in store.read(site_import.preview, path).rows] == [Verdict.SAME]


def test_a_file_without_sites_is_told(store: Store, tmp_path: Path) -> None:
    with pytest.raises(NoSitesFound):
        shown(store, listing(tmp_path, ["姓名", "身份证号"], ["王伟", "1"]))


def filled(store: Store) -> None:
    """Put sites on file that have something in every column."""
    centre = put_site(
        store, "沈家门活动中心", SiteKind.ACTIVITY_CENTRE, code="ZX-1", district="普陀区", island="舟山本岛",
        latitude=29.9461, longitude=122.301234, fund_fen=123_456_789, fund_source="市总工会；街道",
        area=1200.5, seats=300, opened_on=date(2020, 5, 1), remark="两层\n有电梯", host_kind=HostKind.UNION,
    )  # fmt: skip
    boat = put_site(
        store, "海上书吧", SiteKind.LIBRARY, afloat=True, parent_id=centre, status=SiteStatus.PAUSED,
        status_reason="进坞维修", contact="余海", contact_phone="0580-2023456", address="沈家门滨港路 1 号",
    )  # fmt: skip
    planned = put_site(
        store, "新驿站", status=SiteStatus.PLANNED, planned_for=date(2027, 1, 1), always_open=True
    )
    store.do(
        site_hours.set_hours,
        boat,
        site_hours.parse_hours("周一至周五 8:30-11:30；夏季(6.1-9.30) 8:00-18:00").stretches,
    )
    store.do(ratings.review, centre, ratings.ReviewEntry(2025, 4))
    store.do(
        amenities.set_amenities,
        boat,
        [
            AmenityChange("volumes", amenities.AmenityState.HAS, 780.0),
            AmenityChange("plaque", amenities.AmenityState.BROKEN),
            AmenityChange("book_box", amenities.AmenityState.LACKS),
        ],
    )
    store.do(amenities.set_amenities, planned, [AmenityChange("seats", amenities.AmenityState.HAS)])


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_importing_an_export_changes_nothing(store: Store, tmp_path: Path, language: str) -> None:
    filled(store)
    path = tmp_path / "export.xlsx"
    with in_language(language):
        assert store.read(site_export.export, path) == 3
        seen = shown(store, path)
    assert [(row.verdict, row.sentence) for row in seen.rows] == [(Verdict.SAME, "")] * 3
    assert sum(bool(column.field) for column in seen.tables[0].columns) == len(seen.tables[0].columns)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_an_export_fills_an_empty_register_the_same(tmp_path: Path, language: str) -> None:
    one, other = Store.open(tmp_path / "one.sqlite3"), Store.open(tmp_path / "other.sqlite3")
    filled(one)
    path, back = tmp_path / "export.xlsx", tmp_path / "back.xlsx"
    with in_language(language):
        one.read(site_export.export, path)
        assert other.do(site_import.save, other.read(site_import.preview, path)).new == 3
        other.read(site_export.export, back)
    tables = []
    for file in (path, back):
        with open_book(file) as book:
            tables.append([row for _number, row in next(book.sheets()).rows()])
    assert [list(map(one_line, row)) for row in tables[0]] == [list(map(one_line, row)) for row in tables[1]]
    one.close()
    other.close()


def one_line(cell: Cell) -> str:
    return " ".join(str(cell).split())


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_template_is_read_without_its_example(store: Store, tmp_path: Path, language: str) -> None:
    path = tmp_path / "template.xlsx"
    with in_language(language):
        site_export.template(path)
        seen = shown(store, path)
    assert list(seen.rows) == []
    assert all(column.field for column in seen.tables[0].columns)


def test_a_hundred_sites_of_one_sheet_are_taken_in_at_once(store: Store, tmp_path: Path) -> None:
    rows = [[f"YZ-{n:03}", f"第{n}爱心驿站", *PIER[2:]] for n in range(100)]
    done = store.do(site_import.save, shown(store, listing(tmp_path, HEADINGS, *rows)))
    assert done.new == 100
    assert store.next_undo() is not None
    store.undo()
    assert store.read(sites.listed) == []


def test_a_sheet_named_for_its_kind_may_hold_names_alone(store: Store, tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "a.xlsx", {"职工书屋": [["名称"], ["海岛供电公司六横营业厅职工阅览角"], ["港务书屋"]]}
    )
    rows = shown(store, path).rows
    assert [(row.name, row.entry and row.entry.kind) for row in rows] == [
        ("海岛供电公司六横营业厅职工阅览角", SiteKind.LIBRARY),
        ("港务书屋", SiteKind.LIBRARY),
    ]


def test_the_stars_of_an_earlier_year_are_compared_with_that_year(file_store: Store, tmp_path: Path) -> None:
    site = put_site(file_store, "白泉站", code="YZ-1", district="定海区")
    file_store.do(ratings.review, site, ReviewEntry(2024, 4, "舟总工〔2024〕9号"))
    file_store.do(ratings.review, site, ReviewEntry(2025, 3))

    def told(stars: int) -> SitePreview:
        row: list[Cell] = ["YZ-1", "白泉站", "定海区", stars, 2024]
        path = listing(tmp_path, ["编号", "站点名称", "县区", "星级", "评定年份"], row)
        return file_store.read(site_import.preview, path)

    assert told(4).rows[0].verdict is Verdict.SAME
    assert "4 (2024) → 5 (2024)" in told(5).rows[0].sentence
    file_store.do(site_import.save, told(5))
    newest, older = file_store.read(ratings.history, site)
    assert (newest.stars, older.stars, older.document) == (3, 5, "舟总工〔2024〕9号")
    assert told(5).rows[0].verdict is Verdict.SAME
