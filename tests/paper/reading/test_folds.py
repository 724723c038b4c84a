"""A fold is cut out of the ink, the stroke over it is not."""

import pytest
from numpy.random import default_rng

from desktop.core.reading import Mark
from desktop.paper.reading.folds import level_folds, upright_folds
from tests.paper.reading.corpus.surface import crease
from tests.paper.reading.desk import NAME, Desk, fresh

S, E = Mark.SIGNED, Mark.EMPTY
A_MM = 300 / 25.4
SPAN = (10.0, 160.0)
BARE = 25.0


def folded(desk: Desk, where: float, upright: bool = False) -> Desk:
    """Fold the page at a height, or at an x, in mm, and lay it flat again."""
    crease(desk.paper, default_rng(8), [(upright, where)], 1.0, A_MM)
    return desk


@pytest.mark.parametrize("where", [99.0, 148.5, 198.0])
def test_a_fold_across_the_page_signs_no_row(where: float) -> None:
    marks = folded(fresh(), where).marks()
    assert S not in marks
    assert marks.count(E) >= 12


def test_a_fold_down_the_page_signs_no_row() -> None:
    box = fresh().printed.signature(0)
    marks = folded(fresh(), box.x + box.width / 2, upright=True).marks()
    assert S not in marks


def test_a_signature_over_a_fold_signs() -> None:
    desk = fresh()
    slot = next(n for n, place in enumerate(desk.printed.plan.slots) if place.box.bottom > 148.5)
    desk.write(slot, *NAME)
    assert [n for n, mark in enumerate(folded(desk, 148.5).marks()) if mark is S] == [slot]


def test_a_drawn_fold_is_found_at_its_height() -> None:
    desk = fresh()
    desk.draw([(0, 145), (210, 147)])
    folds = level_folds(desk.straight(), SPAN, BARE)
    (fold,) = [one for one in folds if 140 < one.at < 150]
    height = fold.line(desk.printed.plan.paper, 1260, 6)[600] / 6
    assert height == pytest.approx(145 + 2 * 100 / 210, abs=0.8)


def test_an_upright_fold_is_found_of_the_turned_page() -> None:
    desk = fresh()
    box = desk.printed.signature(0)
    desk.draw([(box.x + 15, 0), (box.x + 15, 297)])
    (fold,) = upright_folds(desk.straight(), (box.x + 1.5, box.right - 1.5))
    assert fold.at == pytest.approx(box.x + 15, abs=0.8)


def beside_the_rules(desk: Desk) -> list[float]:
    """The heights of folds that are no rules of the table."""
    plan = desk.printed.plan
    rules = [plan.heading.y, plan.heading.bottom, *(slot.box.bottom for slot in plan.slots)]
    found = level_folds(desk.straight(), SPAN, BARE)
    return [fold.at for fold in found if min(abs(fold.at - rule) for rule in rules) > 2.2]


def test_a_signed_page_has_no_folds_but_its_rules() -> None:
    desk = fresh()
    for slot in range(13):
        desk.write(slot, *[[(x - 4 + 7 * (slot % 4) / 3, y) for x, y in line] for line in NAME])
    assert beside_the_rules(desk) == []
    box = desk.printed.signature(0)
    assert upright_folds(desk.straight(), (box.x + 1.5, box.right - 1.5)) == []


def test_a_long_stroke_in_one_row_is_no_fold() -> None:
    desk = fresh()
    box = desk.printed.signature(5)
    desk.draw([(box.x + 1, box.y + 8), (box.right - 1, box.y + 8)], [(12, box.y + 8), (20, box.y + 8)])
    assert beside_the_rules(desk) == []
