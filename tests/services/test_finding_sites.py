"""The search over everything finds sites too."""

from desktop.core.codes import CodeKey
from desktop.models.sites import SiteKind
from desktop.services.finding import find_anything
from desktop.storage.store import Store
from tests.services.sites import put_site

KEY = CodeKey(1, b"k" * 32)


def test_a_site_is_found_by_pinyin_code_or_host(store: Store) -> None:
    boat = put_site(
        store, "沈家门书吧", SiteKind.LIBRARY, afloat=True, district="普陀区", code="SW-7", host="海星轮"
    )
    put_site(store)
    for text in ("sjm", "sw-7", "海星"):
        (found,) = store.read(find_anything, KEY, text)
        assert (found.kind, found.id, found.detail) == ("site", boat, "Book boat · 普陀区"), text
    assert store.read(find_anything, KEY, "嵊泗") == []


def test_a_bank_is_found_by_either_reading_of_its_name(store: Store) -> None:
    bank = put_site(store, "定海中国银行爱心驿站")
    for text in ("zgyh", "yinhang", "zgyx"):
        assert [one.id for one in store.read(find_anything, KEY, text)] == [bank], text
