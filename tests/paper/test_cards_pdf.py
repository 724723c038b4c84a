"""Cards and badges carry the person's code and nothing that should not hang on a lanyard."""

import pytest

from desktop.core.codes import CardCode
from desktop.core.sheet_content import CardSize
from desktop.core.sheet_layout import cards_layout
from tests.paper.sheets import cards, codes_on, drawn


@pytest.mark.parametrize("dpi", [150, 200])
@pytest.mark.parametrize("size", CardSize)
def test_every_card_is_read_back_on_its_place(size: CardSize, dpi: int) -> None:
    content = cards(size, 13)
    pdf, printed = drawn(content)
    assert (printed.pages, printed.rows) == (2, 13)
    boxes = cards_layout(size).cards
    for page, people in ((1, content.cards[:10]), (2, content.cards[10:])):
        found = {seen.code: seen for seen in codes_on(pdf, page, dpi)}
        assert found.keys() == {CardCode(card.token) for card in people}
        for card, box in zip(people, boxes, strict=False):
            seen = found[CardCode(card.token)]
            assert box.x < seen.x < box.right
            assert box.y < seen.y < box.bottom


@pytest.mark.parametrize("size", CardSize)
def test_cards_lie_side_by_side_on_the_paper(size: CardSize) -> None:
    plan = cards_layout(size)
    assert len(plan.cards) == 10
    assert all(plan.paper.holds(box) for box in plan.cards)
    assert not any(a.overlaps(b) for n, a in enumerate(plan.cards) for b in plan.cards[n + 1 :])
