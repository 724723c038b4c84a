"""`yijia site goods …`: what lies where, what is short or expires, lists in and out."""

import json
from pathlib import Path

import pytest

from desktop.cli.desk import DONE, LOOK
from desktop.cli.main import run
from desktop.services import supply_due
from desktop.spreadsheets.write import SheetOut, write_table
from desktop.storage.store import Store
from tests.services.goods import put_item, put_stock
from tests.services.sites import put_site


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with goods of which a site is short, and some that expire."""
    folder = tmp_path / "data"
    store = Store.open(folder / "yijia.sqlite3")
    item, site = put_item(store), put_site(store, "沈家门驿站")
    put_stock(store, item, 20, None, "A", 20)
    put_stock(store, item, 2, site, "A", 20)
    store.do(supply_due.set_minimum, item, [site], 5)
    store.close()
    return folder


def told(capsys: pytest.CaptureFixture[str], data: Path, *words: str) -> tuple[int, object]:
    code = run(["site", *words, "--data", str(data), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_goods_are_listed_with_what_is_to_be_looked_at(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, goods = told(capsys, data, "goods")
    assert isinstance(goods, list)
    assert code == DONE and goods[0]["name"] == "藿香正气水"
    assert (goods[0]["in_store"], goods[0]["at_sites"], goods[0]["places_short"]) == (20, 2, 1)
    assert run(["site", "goods", "--data", str(data)]) == DONE
    assert "20 盒 in the store, 2 at the sites" in capsys.readouterr().out


def test_what_is_short_or_expires_is_something_to_look_at(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, short = told(capsys, data, "goods", "--short")
    assert isinstance(short, list)
    assert code == LOOK and (short[0]["place"], short[0]["there"], short[0]["minimum"]) == (
        "沈家门驿站",
        2,
        5,
    )
    code, soon = told(capsys, data, "goods", "--expiring", "30")
    assert isinstance(soon, list)
    assert code == LOOK and [one["quantity"] for one in soon] == [20, 2]
    assert told(capsys, data, "goods", "--expiring", "10") == (DONE, [])
    assert run(["site", "goods", "--expiring", "10", "--data", str(data)]) == DONE
    assert capsys.readouterr().out.strip() == "There are none."


def test_a_list_goes_out_and_in(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, left = tmp_path / "goods.xlsx", tmp_path / "left.xlsx"
    assert told(capsys, data, "goods-export", str(file))[0] == DONE
    code, same = told(capsys, data, "goods-import", str(file))
    assert (code, same) == (DONE, {"new": 0, "changed": 0, "same": 2, "rejected": []})
    rows = [("凉席", "张", 3), ("草帽", "", 1)]
    write_table(file, [SheetOut("a", ("物品", "单位", "数量"), rows)])
    for words in (("--dry-run",), ("--rejects", str(left))):
        code, done = told(capsys, data, "goods-import", str(file), *words)
        assert isinstance(done, dict)
        assert code == LOOK and (done["new"], done["rejected"][0]["fault"]) == (1, "unit")
    assert left.exists()
