"""Equipment has a number of its own, a site, a history; what makes no sense is refused at its field."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from desktop.core.codes import asset_code
from desktop.core.errors import FieldError, NotFound, Refused
from desktop.models.site_assets import Asset
from desktop.services import asset_moves, assets
from desktop.services.assets import AssetEntry, AssetFilter, AssetLine, AssetOrder, Condition, WrittenOff
from desktop.services.finding import find_anything
from desktop.storage.store import Store
from tests.services.sites import put_site

TODAY = date.today()


def _entry(site: UUID, number: str = "ZC-0001", name: str = "空调", **more: object) -> AssetEntry:
    return replace(AssetEntry(site, number, name), **more)  # type: ignore[arg-type]


def _only(store: Store, key: UUID) -> AssetLine:
    (found,) = store.read(assets.lines, [key])
    return found


@pytest.fixture
def site(file_store: Store) -> UUID:
    """A rest station."""
    return put_site(file_store)


def test_equipment_keeps_what_was_entered(store: Store) -> None:
    site = put_site(store)
    entry = _entry(
        site,
        " zc－００１ ",
        model="KFR-35",
        place="门厅",
        bought_on=TODAY,
        value_fen=299_900,
        supplier="海岛家电",
    )
    (key,) = store.do(assets.create, entry)
    line = _only(store, key)
    assert line.entry == replace(entry, number="ZC-001")
    assert line.site == "定海港务码头爱心驿站"
    assert store.next_undo() == "Add 空调 to the equipment"
    assert store.read(assets.totals) == assets.AssetTotals(1, 299_900)


def test_several_of_a_kind_get_numbers_that_follow_each_other(file_store: Store, site: UUID) -> None:
    file_store.do(assets.create, _entry(site, "YZ-09"))
    keys = file_store.do(assets.create, _entry(site, "YZ-08", "椅子"), 3)
    assert [line.entry.number for line in file_store.read(assets.lines, keys)] == ["YZ-08", "YZ-10", "YZ-11"]
    file_store.undo()
    assert file_store.read(assets.totals).count == 1


@pytest.mark.parametrize(
    ("before", "proposed"),
    [
        ((), "ZC-0001"),
        (("ZC-0009",), "ZC-0010"),
        (("ZC-0010", "ZC-0009"), "ZC-0011"),
        (("空调A",), "空调A-2"),
    ],
)
def test_the_next_number_follows_the_one_added_last(
    file_store: Store, site: UUID, before: tuple[str, ...], proposed: str
) -> None:
    for number in before:
        file_store.do(assets.create, _entry(site, number))
    assert file_store.read(assets.next_number) == proposed


def test_a_number_that_is_taken_names_who_has_it_and_the_next_free_one(file_store: Store, site: UUID) -> None:
    file_store.do(assets.create, _entry(site, "ZC-1"))
    with pytest.raises(FieldError, match="taken") as refused:
        file_store.do(assets.create, _entry(site, "zc-1", "冰箱"))
    assert refused.value.field == "number"
    assert "空调" in refused.value.sentence and "ZC-2" in refused.value.remedy


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"number": " "}, "number"),
        ({"number": "X" * 31}, "number"),
        ({"name": ""}, "name"),
        ({"name": "空" * 81}, "name"),
        ({"bought_on": TODAY + timedelta(days=1)}, "bought_on"),
        ({"bought_on": date(1900, 1, 1)}, "bought_on"),
        ({"value_fen": -1}, "value"),
        ({"condition": Condition.WRITTEN_OFF}, "condition"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(
    file_store: Store, site: UUID, wrong: dict[str, object], field: str
) -> None:
    with pytest.raises(FieldError) as refused:
        file_store.do(assets.create, replace(_entry(site), **wrong))  # type: ignore[arg-type]
    assert refused.value.field == field


def test_equipment_without_a_site_is_refused(file_store: Store) -> None:
    with pytest.raises(NotFound):
        file_store.do(assets.create, _entry(uuid4()))


def test_a_change_leaves_the_site_alone(file_store: Store, site: UUID) -> None:
    other = put_site(file_store, "沈家门驿站")
    (key,) = file_store.do(assets.create, _entry(site))
    file_store.do(assets.change, key, _entry(other, name="立式空调", condition=Condition.WORN))
    line = _only(file_store, key)
    assert (line.entry.name, line.entry.site_id, line.entry.condition) == ("立式空调", site, Condition.WORN)


def test_a_list_is_filtered_and_ordered(store: Store) -> None:
    near, far = put_site(store, "定海驿站"), put_site(store, "沈家门驿站")
    for number, site, name, value in (("2", near, "空调", 5), ("1", far, "冰箱", 9), ("3", near, "药箱", 1)):
        store.do(assets.create, _entry(site, number, name, value_fen=value))

    def numbers(wanted: AssetFilter | None = None, order: AssetOrder = AssetOrder.NUMBER) -> list[str]:
        keys = store.read(assets.ids, wanted, order)
        return [line.entry.number for line in store.read(assets.lines, keys)]

    assert numbers() == ["1", "2", "3"]
    assert numbers(order=AssetOrder.VALUE) == ["3", "2", "1"]
    assert numbers(AssetFilter(site_id=near)) == ["2", "3"]
    assert numbers(AssetFilter(text="箱")) == ["1", "3"]
    assert numbers(AssetFilter(conditions=frozenset({Condition.BROKEN}))) == []


def test_a_move_is_remembered_and_undone_as_one(store: Store) -> None:
    here, there = put_site(store, "定海驿站"), put_site(store, "沈家门驿站")
    keys = store.do(assets.create, _entry(here, place="门厅", bought_on=TODAY - timedelta(days=30)), 2)
    assert store.do(asset_moves.move, keys, there, "二楼", TODAY, "换新") == 2
    assert {_only(store, key).site for key in keys} == {"沈家门驿站"}
    event = store.read(asset_moves.history, keys[0])[0]
    assert (event.day, event.reason) == (TODAY, "换新")
    assert event.words == "Moved from 定海驿站 门厅 to 沈家门驿站 二楼"
    with pytest.raises(FieldError, match="already"):
        store.do(asset_moves.move, keys, there)
    store.undo()
    assert {_only(store, key).entry.place for key in keys} == {"门厅"}


def test_nothing_moves_or_ends_before_it_was_bought_or_in_the_future(file_store: Store, site: UUID) -> None:
    other = put_site(file_store, "沈家门驿站")
    (key,) = file_store.do(assets.create, _entry(site, bought_on=TODAY - timedelta(days=5)))
    with pytest.raises(FieldError, match="before the purchase") as refused:
        file_store.do(asset_moves.move, [key], other, "", TODAY - timedelta(days=6))
    assert refused.value.field == "moved_on"
    with pytest.raises(FieldError, match="before the purchase"):
        file_store.do(asset_moves.write_off, [key], "坏了", TODAY - timedelta(days=6))
    with pytest.raises(FieldError, match="ahead") as early:
        file_store.do(asset_moves.write_off, [key], "坏了", TODAY + timedelta(days=1))
    assert early.value.field == "written_off_on"
    with pytest.raises(FieldError, match="Say why"):
        file_store.do(asset_moves.write_off, [key], " ")


def test_what_was_written_off_stays_on_record_but_is_changed_no_more(file_store: Store, site: UUID) -> None:
    other = put_site(file_store, "沈家门驿站")
    (key,) = file_store.do(assets.create, _entry(site))
    file_store.do(asset_moves.write_off, [key], "无法修复")
    line = _only(file_store, key)
    assert (line.written_off_on, line.write_off_reason) == (TODAY, "无法修复")
    assert file_store.read(assets.ids) == []
    assert file_store.read(assets.ids, AssetFilter(gone=True)) == [key]
    for work in (
        lambda: file_store.do(assets.change, key, _entry(site)),
        lambda: file_store.do(asset_moves.move, [key], other),
        lambda: file_store.do(asset_moves.write_off, [key], "again"),
    ):
        with pytest.raises(WrittenOff):
            work()
    file_store.do(asset_moves.take_back, key)
    assert _only(file_store, key).entry.condition is Condition.WORN
    with pytest.raises(Refused):
        file_store.do(asset_moves.take_back, key)


def test_a_removed_number_can_be_given_again(store: Store) -> None:
    site = put_site(store)
    (key,) = store.do(assets.create, _entry(site))
    store.do(assets.remove, key)
    store.do(assets.create, _entry(site))
    with pytest.raises(NotFound):
        store.do(assets.remove, key)


def test_the_search_finds_equipment_by_its_label_and_its_number(file_store: Store, site: UUID) -> None:
    (key,) = file_store.do(assets.create, _entry(site, "ZC-77"))
    token = file_store.read(lambda session: session.get_one(Asset, key).token)
    for text in (asset_code(file_store.code_key, token), "ZC-77"):
        found = file_store.read(find_anything, file_store.code_key, text)
        assert [(one.kind, one.id) for one in found] == [("asset", key)]
