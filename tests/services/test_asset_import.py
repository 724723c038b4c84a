"""Lists of equipment come in row by row, each told what becomes of it, and go out as they came."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from uuid import UUID

import openpyxl
import pytest

from desktop.services import asset_import, asset_moves, assets
from desktop.services.asset_export import write_assets
from desktop.services.asset_import_rows import AssetPreview
from desktop.services.assets import AssetEntry, AssetFilter, Condition
from desktop.services.imports_rows import Verdict
from desktop.storage.store import Store
from tests.services.sites import put_site

HEADINGS = (
    "资产编号",
    "设备名称",
    "型号",
    "所在阵地",
    "存放地点",
    "数量",
    "使用状况",
    "购置日期",
    "原值",
    "报废原因",
)


def _book(path: Path, *rows: Sequence[object], headings: Sequence[str] = HEADINGS) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["某某中心设备清单"])
    sheet.append(list(headings))
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def _preview(store: Store, path: Path) -> AssetPreview:
    return store.read(asset_import.preview, path)


@pytest.fixture
def site(file_store: Store) -> UUID:
    """A rest station with a code."""
    return put_site(file_store, "定海驿站", code="DH-01")


def test_a_list_as_an_office_keeps_it_is_taken_in(file_store: Store, site: UUID, tmp_path: Path) -> None:
    path = _book(
        tmp_path / "设备.xlsx",
        ("ZC-1", "空调", "KFR-35", "定海驿站", "门厅", 1, "完好", "2024-05-06", "2,999.00元", None),
        ("ZC-2", "折叠椅", None, "DH-01", None, 3, "损坏", "20240506", 80, None),
        (None, "电视机", None, "定海驿站", None, None, None, None, None, None),
        ("ZC-9", "旧电脑", None, "定海驿站", None, 1, "报废", "2015-01-01", 3000, "无法修复"),
    )
    shown = _preview(file_store, path)
    assert [row.verdict for row in shown.rows] == [Verdict.NEW] * 4
    imported = file_store.do(asset_import.save, shown)
    assert (imported.new, imported.left_out) == (4, ())
    keys = file_store.read(assets.ids, AssetFilter(gone=True))
    found = {line.entry.number: line for line in file_store.read(assets.lines, keys)}
    assert sorted(found) == ["ZC-1", "ZC-2", "ZC-3", "ZC-4", "ZC-5", "ZC-9"]
    first = found["ZC-1"].entry
    assert (first.value_fen, first.bought_on, first.place) == (299_900, date(2024, 5, 6), "门厅")
    assert found["ZC-3"].entry.condition is Condition.BROKEN
    assert found["ZC-9"].write_off_reason == "无法修复"
    assert "4 new" in (file_store.next_undo() or "")
    file_store.undo()
    assert file_store.read(assets.totals, AssetFilter(gone=True)).count == 0


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("ZC-1", "", None, "定海驿站"), "Say what it is"),
        (("ZC-1", "空调", None, "不存在的驿站"), "No site has the name"),
        (("ZC-1", "空调", None, None), "The site is missing"),
        (("ZC-1", "空调", None, "定海驿站", None, 0), "Between 1 and"),
        (("ZC-1", "空调", None, "定海驿站", None, 1, "飞了"), "no condition"),
        (("ZC-1", "空调", None, "定海驿站", None, 1, None, "2099-01-01"), "lies ahead"),
        (("ZC-1", "空调", None, "定海驿站", None, 1, None, "昨天又昨天"), "not a date"),
        (("ZC-1", "空调", None, "定海驿站", None, 1, None, None, "很贵"), "no price"),
        (("ZC-1", "空调", None, "定海驿站", None, 1, "报废"), "Say why"),
    ],
)
def test_a_row_at_fault_is_refused_in_words_and_leaves_the_others(
    file_store: Store, site: UUID, tmp_path: Path, row: tuple[object, ...], said: str
) -> None:
    path = _book(tmp_path / "list.xlsx", row, ("OK-1", "冰箱", None, "定海驿站"))
    shown = _preview(file_store, path)
    assert [one.verdict for one in shown.rows] == [Verdict.REFUSED, Verdict.NEW]
    assert said in shown.rows[0].sentence
    imported = file_store.do(asset_import.save, shown)
    assert (imported.new, len(imported.left_out)) == (1, 1)
    assert asset_import.rejects(shown, imported.left_out, tmp_path / "refused.xlsx") == 1
    assert "空调" in str(list(openpyxl.load_workbook(tmp_path / "refused.xlsx").active.values)) or not row[1]


def test_a_number_that_stands_twice_is_refused_the_second_time(
    file_store: Store, site: UUID, tmp_path: Path
) -> None:
    path = _book(tmp_path / "list.xlsx", ("A-1", "空调", None, "定海驿站"), ("a-1", "冰箱", None, "定海驿站"))
    shown = _preview(file_store, path)
    assert [row.verdict for row in shown.rows] == [Verdict.NEW, Verdict.REFUSED]
    assert "row 3" in shown.rows[1].sentence


def test_what_is_exported_comes_in_again_unchanged(store: Store, tmp_path: Path) -> None:
    site = put_site(store, "定海驿站")
    store.do(
        assets.create,
        AssetEntry(site, "001", "空调", "K", "门厅", date(2024, 1, 2), 12_345, "甲", Condition.WORN),
    )
    (gone,) = store.do(assets.create, AssetEntry(site, "002", "冰箱"))
    store.do(asset_moves.write_off, [gone], "无法修复")
    assert store.read(write_assets, tmp_path / "out.xlsx") == 2
    shown = store.read(asset_import.preview, tmp_path / "out.xlsx")
    assert [row.verdict for row in shown.rows] == [Verdict.SAME, Verdict.SAME]


def test_what_is_exported_in_chinese_comes_in_again_unchanged(
    chinese: None, file_store: Store, site: UUID, tmp_path: Path
) -> None:
    entry = AssetEntry(site, "001", "空调", condition=Condition.MISSING, value_fen=100)
    file_store.do(assets.create, entry)
    file_store.read(write_assets, tmp_path / "out.xlsx")
    assert [row.verdict for row in _preview(file_store, tmp_path / "out.xlsx").rows] == [Verdict.SAME]


def test_another_site_in_the_list_is_a_move_on_record(file_store: Store, site: UUID, tmp_path: Path) -> None:
    put_site(file_store, "沈家门驿站")
    (key,) = file_store.do(assets.create, AssetEntry(site, "A-1", "空调", place="门厅"))
    path = _book(tmp_path / "list.xlsx", ("A-1", None, None, "沈家门驿站", "二楼", None, "陈旧"))
    shown = _preview(file_store, path)
    assert shown.rows[0].verdict is Verdict.CHANGED
    assert "沈家门驿站" in shown.rows[0].sentence
    file_store.do(asset_import.save, shown)
    line = file_store.read(assets.line, key)
    assert (line.site, line.entry.place, line.entry.condition) == ("沈家门驿站", "二楼", Condition.WORN)
    assert file_store.read(asset_moves.history, key)[0].reason == "list.xlsx"


def test_rows_left_out_are_not_taken(file_store: Store, site: UUID, tmp_path: Path) -> None:
    path = _book(tmp_path / "list.xlsx", ("A-1", "空调", None, "定海驿站"), ("A-2", "冰箱", None, "定海驿站"))
    imported = file_store.do(asset_import.save, _preview(file_store, path), {0})
    assert (imported.new, len(imported.left_out)) == (1, 1)


def test_a_book_without_equipment_says_so(file_store: Store, tmp_path: Path) -> None:
    path = _book(tmp_path / "list.xlsx", ("张三", 5), headings=("姓名", "年龄"))
    with pytest.raises(asset_import.NoEquipmentFound, match="No list of equipment"):
        _preview(file_store, path)


@pytest.mark.parametrize("bought", ["2024年5月", 45413, "2024", date(2024, 5, 1)])
def test_the_day_of_purchase_is_taken_as_offices_write_it(
    file_store: Store, site: UUID, tmp_path: Path, bought: object
) -> None:
    row = ("ZC-1", "空调", None, "定海驿站", None, 1, "完好", bought)
    file_store.do(asset_import.save, _preview(file_store, _book(tmp_path / "list.xlsx", row)))
    (key,) = file_store.read(assets.ids)
    day = file_store.read(assets.line, key).entry.bought_on
    assert day in (date(2024, 5, 1), date(2024, 1, 1)) and (day.month == 5 or bought == "2024")
