"""Lists of goods in and out: what each row comes to, refusals in words, and the round trip."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from desktop.core.i18n import in_language
from desktop.services import supplies, supply_due, supply_import, supply_ledger, supply_stock
from desktop.services.supplies import BatchEntry
from desktop.services.supply_export import write_supplies
from desktop.services.supply_import import NoGoodsFound
from desktop.services.supply_import_rows import SupplyPreview, Verdict
from desktop.spreadsheets.read import Cell, open_book
from desktop.spreadsheets.write import SheetOut, write_table
from desktop.storage.store import Store
from tests.services.goods import in_days, put_item, put_stock
from tests.services.sites import put_site

HEADINGS = (
    "序号",
    "物资名称",
    "计量单位",
    "批号",
    "购入日期",
    "有效期至",
    "单价",
    "存放地点",
    "数量",
    "最低库存",
)


def listed(path: Path, *rows: Sequence[Cell | None]) -> Path:
    write_table(path, [SheetOut("台账", HEADINGS, rows, note="2026年物资台账")])
    return path


def verdicts(preview: SupplyPreview) -> list[str]:
    return [row.verdict.value for row in preview.rows]


def test_a_list_with_a_title_is_taken_in_as_one_step(store: Store, tmp_path: Path) -> None:
    site = put_site(store, "沈家门驿站", code="YZ-001")
    path = listed(
        tmp_path / "台账.xlsx",
        (1, "藿香正气水", "盒", "A1", "2026-03-01", "2099-01-31", 12.5, "库房", "60盒", None),
        (2, "藿香正气水", "盒", "A1", "2026-03-01", "2099-01-31", 12.5, "沈家门驿站", 5, 10),
        (3, "凉席", "张", None, None, None, None, "YZ-001", 3, None),
        ("合计", None, None, None, None, None, None, None, 68, None),
    )
    shown = store.read(supply_import.preview, path)
    assert verdicts(shown) == ["new", "new", "new"]
    done = store.do(supply_import.save, shown)
    assert (done.new, done.changed, done.same, done.left_out) == (3, 0, 0, ())
    mats, remedy = sorted(store.read(supplies.items), key=lambda one: one.name)
    assert (remedy.in_store, remedy.at_sites, remedy.expires, mats.at_sites) == (60, 5, True, 3)
    (batch,) = store.read(supplies.batches, remedy.id)
    assert (batch.number, batch.price_fen) == ("A1", 1250)
    assert store.read(supply_due.minimums, remedy.id) == {site: 10}
    assert store.read(supply_ledger.movements, remedy.id)[0].what_for == "台账.xlsx"
    assert verdicts(store.read(supply_import.preview, path)) == ["same", "same", "same"]
    assert store.undo() == "Import supplies from 台账.xlsx: 3 new, 0 changed"
    assert store.read(supplies.items) == []


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_an_exported_list_changes_nothing_when_it_comes_back(store: Store, tmp_path: Path, lang: str) -> None:
    item, mats = put_item(store), put_item(store, "凉席", "张", expires=False)
    site = put_site(store, "沈家门驿站")
    put_site(store, "双胞胎", code="A-1")
    twin = put_site(store, "双胞胎", code="A-2")
    put_stock(store, item, 60, None, "0012", 20)
    put_stock(store, item, 7, site, "0012", 20)
    put_stock(store, item, 4, twin, "B", -5)
    entry = BatchEntry("0012", in_days(store, -20), in_days(store, 20), "普陀药业", 1999)
    store.do(supply_stock.receive, item, 9, entry)
    put_stock(store, mats, 3)
    put_item(store, "空箱", "个", expires=False)
    store.do(supply_due.set_minimum, item, [site, None, twin], 8)
    with in_language(lang):
        path = tmp_path / "out.xlsx"
        assert store.read(write_supplies, path) == 6
        shown = store.read(supply_import.preview, path)
    assert [row.sentence for row in shown.rows] == [""] * 6
    assert verdicts(shown) == ["same"] * 6


def test_a_counted_list_corrects_the_stock_and_keeps_the_difference(store: Store, tmp_path: Path) -> None:
    item = put_item(store, "凉席", "张", expires=False)
    put_stock(store, item, 30, None, "A")
    path = listed(
        tmp_path / "盘点.xlsx",
        (1, "凉席", "", "A", None, None, "9.9", "", 27, 5),
        (2, "凉席", "", "B", *[None] * 6),
    )
    shown = store.read(supply_import.preview, path)
    assert shown.rows[0].sentence == ("Price: (nothing) → 9.90; Quantity: 30 → 27; Minimum: (nothing) → 5")
    done = store.do(supply_import.save, shown, {1})
    assert (done.changed, len(done.left_out)) == (1, 1)
    line = store.read(supply_ledger.movements, item)[0]
    assert (line.kind.value, line.change, line.balance) == ("counted", -3, 27)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("", "盒", "A", None, "2099-1-1", None, "", 5, None), "The goods need a name."),
        (("新茶", "", "A", None, "2099-1-1", None, "", 5, None), "Say in which unit"),
        (("藿香正气水", "瓶", "A", None, "2099-1-1", None, "", 5, None), "is counted in 盒 here, not in 瓶"),
        (("藿香正气水", "", "A", None, None, None, "", 5, None), "needs its expiry date"),
        (("藿香正气水", "", "A", "2026-05-01", "2026-04-01", None, "", 5, None), "before it was bought"),
        (("藿香正气水", "", "A", None, "五月", None, "", 5, None), "is not a date"),
        (
            ("藿香正气水", "", "A", None, "2099-1-1", None, "东海", 5, None),
            "No site has the name or code “东海”",
        ),
        (("藿香正气水", "", "A", None, "2099-1-1", None, "", -5, None), "“-5” is no quantity"),
        (("藿香正气水", "", "A", None, "2099-1-1", None, "", "许多", None), "“许多” is no quantity"),
        (("藿香正气水", "", "A", None, "2099-1-1", "贵", "", 5, None), "“贵” is no price"),
        (("藿香正气水", "", "A", None, "2099-1-1", None, "", 5, 0), "“0” is no quantity"),
        (("藿香正气水", "", "A", None, "2099-1-1", None, "双胞胎", 5, None), "Several sites are called"),
    ],
)
def test_a_row_at_fault_is_told_why_and_leaves_the_others_alone(
    store: Store, tmp_path: Path, row: tuple[Cell | None, ...], sentence: str
) -> None:
    put_item(store)
    for code in ("A-1", "A-2"):
        put_site(store, "双胞胎", code=code)
    path = listed(tmp_path / "a.xlsx", (1, "凉席", "张", *[None] * 5, 3, None), (2, *row))
    shown = store.read(supply_import.preview, path)
    assert verdicts(shown) == ["new", "refused"]
    assert sentence in shown.rows[1].sentence
    done = store.do(supply_import.save, shown)
    out = tmp_path / "left.xlsx"
    assert supply_import.rejects(shown, done.left_out, out) == 1
    with open_book(out) as book:
        rows = [cells for _n, cells in book.sheet(book.sheet_names[0]).rows()]
    assert sentence in str(rows[-1][-1])


def test_the_same_batch_twice_at_one_place_is_refused(store: Store, tmp_path: Path) -> None:
    row = ("凉席", "张", "A", None, None, None, "", 3, None)
    shown = store.read(supply_import.preview, listed(tmp_path / "a.xlsx", (1, *row), (2, *row)))
    assert verdicts(shown) == ["new", "refused"]
    assert "stands in row 3 already" in shown.rows[1].sentence


def test_a_list_of_something_else_is_refused(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_table(path, [SheetOut("a", ("姓名", "手机"), [("王伟", "13800000000")])])
    with pytest.raises(NoGoodsFound, match="No list of goods"):
        store.read(supply_import.preview, path)
    assert store.read(write_supplies, path) == 0
    with pytest.raises(NoGoodsFound):
        store.read(supply_import.preview, path)


def test_what_was_entered_since_the_preview_is_seen_again(store: Store, tmp_path: Path) -> None:
    path = listed(tmp_path / "a.xlsx", (1, "凉席", "张", "A", None, None, None, "", 3, None))
    shown = store.read(supply_import.preview, path)
    put_stock(store, put_item(store, "凉席", "张", expires=False), 3, None, "A")
    done = store.do(supply_import.save, shown)
    assert (done.new, done.changed, done.same) == (0, 0, 1)
    assert shown.having(Verdict.NEW) == [0]


def test_days_are_taken_as_offices_write_them_and_a_month_of_expiry_to_its_end(
    file_store: Store, tmp_path: Path
) -> None:
    path = listed(
        tmp_path / "台账.xlsx",
        (1, "藿香正气水", "盒", "A", "2026年3月", "2099年2月", None, "库房", 5, None),
        (2, "藿香正气水", "盒", "B", 46082, 72000, None, "库房", 5, None),
        (3, "藿香正气水", "盒", "C", None, "2099", None, "库房", 5, None),
    )
    shown = file_store.read(supply_import.preview, path)
    assert verdicts(shown) == ["new", "new", "refused"]
    assert "which month" in shown.rows[2].sentence
    file_store.do(supply_import.save, shown)
    (item,) = file_store.read(supplies.items)
    found = {
        one.number: (one.bought_on, one.expires_on) for one in file_store.read(supplies.batches, item.id)
    }
    assert found == {
        "A": (date(2026, 3, 1), date(2099, 2, 28)),
        "B": (date(2026, 3, 1), date(2097, 2, 14)),
    }
