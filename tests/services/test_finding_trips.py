"""The search over everything finds programmes of trips and their batches."""

from desktop.core.codes import CodeKey
from desktop.services.finding import find_anything
from desktop.storage.store import Store
from tests.services.trips import put_base, put_batch, put_programme

KEY = CodeKey(1, b"k" * 32)


def test_a_programme_is_found_by_its_title_and_a_batch_by_leader_or_base(store: Store) -> None:
    programme = put_programme(store, 2026)
    base = put_base(store, programme, "千岛湖疗休养中心")
    batch = put_batch(store, programme, 3, name="千岛湖", leader="林静", base_id=base)
    put_batch(store, programme, 4)
    (found,) = store.read(find_anything, KEY, "2026年度")
    assert (found.kind, found.id) == ("trip", programme)
    for text in ("林静", "疗休养中心", "千岛"):
        (found,) = store.read(find_anything, KEY, text)
        assert (found.kind, found.id, found.title) == ("trip-roster", batch, "Batch 3 千岛湖"), text


def test_a_removed_programme_hides_its_batches(store: Store) -> None:
    gone = put_programme(store, removed_at=store.now())
    put_batch(store, gone, leader="林静")
    assert store.read(find_anything, KEY, "林静") == []
