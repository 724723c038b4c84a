"""The papers of a round: what is on them, in both languages, over as many pages as they take."""

from datetime import date
from uuid import uuid4

import pypdfium2
import pytest

from desktop.core.i18n import in_language
from desktop.services.delivery_papers import delivery_notes, pick_list
from desktop.services.delivery_parts import Goods, Pick, RoundCard, Stop

GOODS = Goods(uuid4(), uuid4(), "藿香正气水", "盒", uuid4(), "20260312", date(2027, 3, 1), 12)


def stop(name: str, island: str, goods: int = 1) -> Stop:
    return Stop(uuid4(), name, "普陀区", island, "滨港路 128 号", "林小渔", "13800001234", (GOODS,) * goods)


def card(*stops: Stop, in_store: int = 100) -> RoundCard:
    quantity = sum(one.quantity for each in stops for one in each.goods)
    pick = Pick(
        GOODS.item_id,
        GOODS.item,
        GOODS.unit,
        GOODS.batch_id,
        GOODS.number,
        GOODS.expires_on,
        quantity,
        in_store,
    )
    return RoundCard(uuid4(), "2026-003", date(2026, 7, 15), None, "王师傅", "早班船", stops, (pick,))


def pages_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_bounded() for page in document]


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_the_pick_list_says_what_to_take_and_what_the_store_lacks(lang: str) -> None:
    with in_language(lang):
        pdf, told = pick_list(
            card(stop("甲站", "东极岛"), stop("乙站", "东极岛"), in_store=20), "总工会", date(2026, 7, 1)
        )
    (page,) = pages_of(pdf)
    assert (told.pages, told.cut, told.unprintable) == (1, (), ())
    for words in (
        "2026-003",
        "2026-07-15",
        "王师傅",
        "藿香正气水",
        "20260312",
        "2027-03-01",
        "24",
        "甲站",
        "乙站",
    ):
        assert words in page
    assert ("4 too few" in page) is (lang == "en")


def test_an_island_begins_on_a_page_of_its_own_in_the_order_of_the_round() -> None:
    stops = (stop("甲站", "舟山岛"), stop("乙站", "舟山岛"), stop("丙站", "东极岛"))
    pages = pages_of(delivery_notes(card(*stops), "总工会", date(2026, 7, 1))[0])
    assert [[name for name in ("甲站", "乙站", "丙站") if name in page] for page in pages] == [
        ["甲站", "乙站"],
        ["丙站"],
    ]
    assert all("Received by" in page and "Handed over by" in page for page in pages)
    each = pages_of(delivery_notes(card(*stops), "总工会", date(2026, 7, 1), page_each=True)[0])
    assert len(each) == 3 and "Page 3 of 3" in each[2]


def test_a_table_goes_on_under_its_heading_on_the_next_page() -> None:
    pages = pages_of(delivery_notes(card(stop("甲站", "舟山岛", 60)), "", date(2026, 7, 1))[0])
    assert len(pages) == 3 and all("Expires" in page for page in pages[:2])
    assert "Delivery note 2026-003" in pages[1] and "60" in pages[2]
