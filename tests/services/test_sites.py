"""The register of sites: what it takes, what it refuses, and how its history is kept."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop.core.errors import FieldError, NotFound, Refused
from desktop.services import deliveries, duty, sites, tallies
from desktop.services.delivery_parts import RoundEntry, Wanted
from desktop.services.duty import RotaEntry
from desktop.services.sites import (
    HasRecords,
    HostKind,
    NotEmpty,
    SiteCard,
    SiteEntry,
    SiteFilter,
    SiteKind,
    SiteOrder,
    SiteStatus,
)
from desktop.services.tallies import TallyCell
from desktop.storage.store import Store
from tests.services.goods import put_item, put_stock

PIER = SiteEntry(
    SiteKind.REST_STATION,
    "定海港务码头爱心驿站",
    code="YZ-001",
    address="定海区港码路 1 号",
    district="定海区",
    island="舟山本岛",
    latitude=30.0153,
    longitude=122.1069,
    host="舟山港务",
    host_kind=HostKind.PORT,
    contact="余海",
    contact_phone="0580 2023456",
    area=24.5,
    seats=12,
    opened_on=date(2024, 5, 1),
    fund_fen=3_000_000,
)


def put(store: Store, **other: object) -> SiteCard:
    return store.do(sites.create, replace(PIER, **other))  # type: ignore[arg-type]


def refused(store: Store, **other: object) -> FieldError:
    with pytest.raises(FieldError) as caught:
        put(store, **other)
    return caught.value


def test_a_site_is_kept_as_written_with_its_telephone_written_one_way(store: Store) -> None:
    card = put(store)
    assert card.entry == replace(PIER, contact_phone="0580-2023456", address="定海区港码路 1 号")
    assert card.status_since == date(2024, 5, 1)
    assert store.read(sites.card, card.id) == card


@pytest.mark.parametrize(
    ("field", "other"),
    [
        ("name", {"name": " 　"}),
        ("name", {"name": "驿" * 121}),
        ("latitude", {"latitude": 122.1, "longitude": 30.0}),
        ("latitude", {"latitude": None}),
        ("longitude", {"longitude": 12.0}),
        ("contact_phone", {"contact_phone": "一三八"}),
        ("area", {"area": -1.0}),
        ("seats", {"seats": -1}),
        ("fund_fen", {"fund_fen": -1}),
        ("opened_on", {"opened_on": date.today() + timedelta(days=2)}),
        ("opened_on", {"status": SiteStatus.PLANNED}),
        ("status_reason", {"status": SiteStatus.CLOSED}),
        ("afloat", {"afloat": True}),
    ],
)
def test_a_bad_value_is_refused_at_its_field(store: Store, field: str, other: dict[str, object]) -> None:
    fault = refused(store, **other)
    assert fault.field == field
    assert fault.sentence
    assert fault.remedy
    assert store.read(sites.listed) == []


def test_swapped_coordinates_are_told_with_the_right_order(store: Store) -> None:
    fault = refused(store, latitude=122.1, longitude=30.0)
    assert fault.sentence == "Latitude and longitude look swapped: 122.1, 30."
    assert fault.remedy == "Put latitude 30 and longitude 122.1."


def test_a_code_belongs_to_one_site_on_file(store: Store) -> None:
    first = put(store)
    assert "定海港务码头爱心驿站" in refused(store, name="另一个").sentence
    store.do(sites.remove, first.id)
    assert put(store, name="另一个").entry.code == "YZ-001"


def test_the_next_code_follows_the_highest_of_its_kind(store: Store) -> None:
    put(store, code="YZ-009")
    put(store, name="b", code="YZ-旧")
    assert store.read(sites.next_code, SiteKind.REST_STATION) == "YZ-010"
    assert store.read(sites.next_code, SiteKind.LIBRARY) == "SW-001"


def test_a_site_never_stands_inside_itself_or_what_stands_in_it(store: Store) -> None:
    centre = put(store, kind=SiteKind.ACTIVITY_CENTRE, name="中心", code="")
    library = put(store, kind=SiteKind.LIBRARY, name="书屋", code="", parent_id=centre.id)
    shelf = put(store, kind=SiteKind.LIBRARY, name="角", code="", parent_id=library.id)
    for inside in (centre.id, shelf.id):
        with pytest.raises(sites.InsideItself):
            store.do(sites.change, centre.id, replace(centre.entry, parent_id=inside))
    assert store.read(sites.card, library.id).parent == "中心"
    assert store.read(sites.card, centre.id).inside == 1
    assert {line.name for line in store.read(sites.listed, SiteFilter(inside=centre.id))} == {"书屋", "角"}


def test_a_site_with_others_inside_is_removed_last_and_undo_brings_it_back(store: Store) -> None:
    centre = put(store, name="中心", code="")
    library = put(store, name="书屋", code="", parent_id=centre.id)
    with pytest.raises(NotEmpty):
        store.do(sites.remove, centre.id)
    store.do(sites.remove, library.id)
    store.do(sites.remove, centre.id)
    with pytest.raises(NotFound):
        store.read(sites.card, centre.id)
    store.undo()
    assert store.read(sites.card, centre.id).name == "中心"


def test_a_site_where_something_was_noted_is_closed_and_not_removed(store: Store) -> None:
    pier = put(store)
    store.do(tallies.enter, [TallyCell(pier.id, date(2026, 3, 2), 12)])
    with pytest.raises(HasRecords, match="daily figures") as caught:
        store.do(sites.remove, pier.id)
    assert "closed" in caught.value.remedy
    store.undo()
    store.do(sites.remove, pier.id)


def test_sites_are_found_by_name_pinyin_initials_code_and_address(store: Store) -> None:
    put(store)
    put(store, name="沈家门渔港书吧", code="SW-7", address="滨港路", kind=SiteKind.LIBRARY, afloat=True)
    for text in ("渔港", "shenjiamen", "sjm", "sw-7", "滨港路", "沈家门 书吧"):
        assert [x.name for x in store.read(sites.listed, SiteFilter(text=text))] == ["沈家门渔港书吧"], text
    assert store.read(sites.listed, SiteFilter(text="sjm 港码")) == []


def test_lists_are_narrowed_and_ordered(store: Store) -> None:
    put(store)
    put(store, name="白泉站", code="", district="", latitude=None, longitude=None)
    put(store, name="岱山书屋", code="A1", district="岱山县", kind=SiteKind.LIBRARY, host_kind=HostKind.UNION)

    def told(wanted: SiteFilter, order: SiteOrder = SiteOrder.NAME) -> list[str]:
        return [line.name[:2] for line in store.read(sites.listed, wanted, order)]

    assert told(SiteFilter()) == ["白泉", "岱山", "定海"]
    assert told(SiteFilter(), SiteOrder.CODE) == ["岱山", "定海", "白泉"]
    assert told(SiteFilter(), SiteOrder.KIND) == ["白泉", "定海", "岱山"]
    assert told(SiteFilter(kinds=frozenset({SiteKind.LIBRARY}))) == ["岱山"]
    assert told(SiteFilter(districts=frozenset({"岱山县", "定海区"}))) == ["岱山", "定海"]
    assert told(SiteFilter(host_kinds=frozenset({HostKind.UNION}))) == ["岱山"]
    assert told(SiteFilter(placed=False)) == ["白泉"]
    assert told(SiteFilter(stars=frozenset({0}))) == ["白泉", "岱山", "定海"]
    assert (
        store.read(sites.districts) == ("定海区", "岱山县")
        or store.read(sites.districts)[0] in "定海区岱山县"
    )
    assert store.read(sites.hosts) == ("舟山港务",)


def test_a_site_is_named_by_code_or_name_and_several_are_not_guessed_between(store: Store) -> None:
    pier = put(store)
    put(store, name="定海环卫驿站", code="")
    assert store.read(sites.named, "YZ-001") == pier.id
    assert store.read(sites.named, "定海 港务码头爱心驿站") == pier.id
    assert store.read(sites.named, "港务") == pier.id
    assert store.read(sites.named, " yz-001 ") == pier.id
    with pytest.raises(NotFound):
        store.read(sites.named, "")
    with pytest.raises(Refused, match="Several sites"):
        store.read(sites.named, "定海")
    with pytest.raises(NotFound):
        store.read(sites.named, "嵊泗")


def test_a_status_changes_with_a_reason_and_its_history_is_kept(store: Store) -> None:
    pier = put(store)
    with pytest.raises(FieldError) as caught:
        store.do(sites.set_status, pier.id, SiteStatus.PAUSED, date(2025, 7, 1))
    assert caught.value.field == "reason"
    store.do(sites.set_status, pier.id, SiteStatus.PAUSED, date(2025, 7, 1), "屋顶维修")
    store.do(sites.set_status, pier.id, SiteStatus.OPEN, date(2025, 9, 1))
    card = store.read(sites.card, pier.id)
    assert (card.entry.status, card.status_since) == (SiteStatus.OPEN, date(2025, 9, 1))
    assert [(x.since, x.status) for x in store.read(sites.status_history, pier.id)] == [
        (date(2024, 5, 1), SiteStatus.OPEN),
        (date(2025, 7, 1), SiteStatus.PAUSED),
        (date(2025, 9, 1), SiteStatus.OPEN),
    ]
    for day, status in (
        (date(2024, 4, 30), None),
        (date(2024, 5, 1), SiteStatus.OPEN),
        (date(2025, 8, 31), SiteStatus.PAUSED),
        (date(2026, 1, 1), SiteStatus.OPEN),
    ):
        assert store.read(sites.status_at, day).get(pier.id) == status


def test_a_change_noted_late_does_not_overturn_a_later_one(store: Store) -> None:
    pier = put(store)
    store.do(sites.set_status, pier.id, SiteStatus.CLOSED, date(2025, 9, 1), "拆迁")
    store.do(sites.set_status, pier.id, SiteStatus.PAUSED, date(2025, 7, 1), "屋顶维修")
    assert store.read(sites.card, pier.id).entry.status is SiteStatus.CLOSED


def test_a_planned_site_keeps_the_day_it_is_planned_for_and_opens_once(store: Store) -> None:
    ahead = date.today() + timedelta(days=40)
    centre = put(store, name="新中心", code="", opened_on=None, status=SiteStatus.PLANNED)
    store.do(sites.set_status, centre.id, SiteStatus.PLANNED, ahead)
    assert store.read(sites.card, centre.id).entry.planned_for == ahead
    with pytest.raises(FieldError):
        store.do(sites.set_status, centre.id, SiteStatus.OPEN, ahead)
    store.do(sites.set_status, centre.id, SiteStatus.OPEN)
    assert store.read(sites.card, centre.id).entry.opened_on == date.today()


def test_a_corrected_opening_day_moves_the_history_with_it(store: Store) -> None:
    pier = put(store)
    store.do(sites.change, pier.id, replace(pier.entry, opened_on=date(2023, 1, 1)))
    assert store.read(sites.status_at, date(2023, 6, 1)) == {pier.id: SiteStatus.OPEN}
    store.do(sites.set_status, pier.id, SiteStatus.CLOSED, date(2025, 1, 1), "拆迁")
    with pytest.raises(FieldError):
        store.do(
            sites.change,
            pier.id,
            replace(store.read(sites.card, pier.id).entry, opened_on=date(2025, 2, 1)),
        )


def test_another_status_in_the_form_holds_from_today(store: Store) -> None:
    pier = put(store)
    closed = replace(pier.entry, status=SiteStatus.CLOSED, status_reason="拆迁")
    card = store.do(sites.change, pier.id, closed)
    assert (card.entry.status, card.status_since) == (SiteStatus.CLOSED, date.today())
    store.undo()
    assert store.read(sites.card, pier.id).entry == pier.entry


def test_of_a_site_with_an_unknown_opening_day_the_first_status_held_before(store: Store) -> None:
    known = put(store, opened_on=None)
    planned = put(store, name="p", code="", opened_on=None, status=SiteStatus.PLANNED)
    long_ago = store.read(sites.status_at, date(2020, 1, 1))
    assert long_ago == {known.id: SiteStatus.OPEN}
    assert store.read(sites.status_at, date.today())[planned.id] is SiteStatus.PLANNED


def test_a_planned_site_that_opened_before_it_was_written_down_is_open(store: Store) -> None:
    centre = put(store, opened_on=None, status=SiteStatus.PLANNED)
    opened = date.today() - timedelta(days=3)
    store.do(sites.set_status, centre.id, SiteStatus.OPEN, opened)
    entry = store.read(sites.card, centre.id).entry
    assert (entry.status, entry.opened_on) == (SiteStatus.OPEN, opened)
    store.undo()
    assert store.read(sites.card, centre.id).entry.status is SiteStatus.PLANNED


def test_a_planned_site_that_the_form_opens_is_open_since_the_day_it_says(store: Store) -> None:
    centre = put(store, opened_on=None, status=SiteStatus.PLANNED)
    opened = date.today() - timedelta(days=3)
    store.do(sites.change, centre.id, replace(centre.entry, status=SiteStatus.OPEN, opened_on=opened))
    assert store.read(sites.card, centre.id).status_since == opened
    store.do(tallies.enter, [TallyCell(centre.id, opened, 4)])


def test_a_site_on_a_round_is_closed_and_not_removed(store: Store) -> None:
    pier, item = put(store), put_item(store)
    batch = put_stock(store, item, 5, expires_in=90)
    store.do(deliveries.plan, RoundEntry(date.today(), (Wanted(pier.id, batch, 2),)))
    with pytest.raises(HasRecords, match="supplies"):
        store.do(sites.remove, pier.id)


def test_a_site_with_a_rota_is_closed_and_not_removed(store: Store) -> None:
    pier = put(store)
    store.do(duty.create_rota, RotaEntry("前台", pier.id))
    with pytest.raises(HasRecords, match="rota"):
        store.do(sites.remove, pier.id)


def test_a_site_that_the_form_calls_planned_keeps_no_opening_day(file_store: Store) -> None:
    pier = put(file_store)
    planned = replace(pier.entry, status=SiteStatus.PLANNED, opened_on=None)
    card = file_store.do(sites.change, pier.id, planned)
    assert card.entry.opened_on is None
    file_store.do(sites.change, pier.id, replace(card.entry, seats=9))


def test_records_are_named_as_chinese_does(file_store: Store, chinese: None) -> None:
    pier = put(file_store)
    file_store.do(tallies.enter, [TallyCell(pier.id, date(2026, 3, 2), 12)])
    file_store.do(duty.create_rota, RotaEntry("前台", pier.id))
    with pytest.raises(HasRecords, match="日报、值班安排"):
        file_store.do(sites.remove, pier.id)
