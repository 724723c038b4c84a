"""A seal over rows signs none of them; a pen under it does, and so does a person's own seal."""

import pytest
from numpy.random import default_rng

from desktop.core.reading import Mark, Why
from desktop.core.sheet_layout import Box
from desktop.paper.reading.seals import Seal, between, find_seals, sealed
from tests.paper.reading.corpus.seals import name_seal, office_seal
from tests.paper.reading.desk import BLUE, NAME, Desk, fresh

S, E, D = Mark.SIGNED, Mark.EMPTY, Mark.DOUBTFUL
SLOT = 6
"""The seal lies over this row and the two beside it."""


def stamped(desk: Desk) -> Desk:
    box = middle(desk)
    office_seal(desk.paper, default_rng(2), box.x + box.width / 2, box.y + box.height / 2)
    return desk


def middle(desk: Desk) -> Box:
    return desk.printed.signature(SLOT)


def test_a_red_seal_over_three_rows_signs_none() -> None:
    marks = stamped(fresh()).marks()
    assert S not in marks
    assert marks.count(E) >= 12


def test_a_blue_pen_under_a_red_seal_signs_its_row_alone() -> None:
    desk = fresh()
    desk.write(SLOT, *NAME, colour=BLUE)
    marks = stamped(desk).marks()
    assert [slot for slot, mark in enumerate(marks) if mark is S] == [SLOT]


def test_a_black_pen_over_a_red_seal_signs() -> None:
    desk = stamped(fresh())
    desk.write(SLOT, *NAME)
    assert desk.marks()[SLOT] is S


@pytest.mark.parametrize("signed", [True, False])
def test_under_a_copied_seal_nobody_s_signature_is_told_from_it(signed: bool) -> None:
    desk = fresh()
    if signed:
        desk.write(SLOT, *NAME)
    rows = stamped(desk).copied().rows()
    assert rows[SLOT].mark is not (E if signed else S)
    if rows[SLOT].mark is D:
        assert rows[SLOT].why is Why.SEAL
    assert {row.mark for row in rows[:4] + rows[10:]} == {E}


def test_a_person_s_own_seal_signs() -> None:
    for seed in range(4):
        desk = fresh()
        box = middle(desk)
        name_seal(desk.paper, default_rng(seed), box.x + 12, box.y + box.height / 2, 11)
        marks = desk.marks()
        assert [slot for slot, mark in enumerate(marks) if mark is S] == [SLOT]


def test_a_seal_is_found_in_its_place() -> None:
    desk = stamped(fresh())
    box = middle(desk)
    (seal,) = find_seals(desk.straight())
    assert seal.red
    assert (seal.x, seal.y) == pytest.approx((box.x + box.width / 2, box.y + box.height / 2), abs=1)
    assert 18 <= seal.radius <= 22
    assert seal.box.overlaps(box)


def test_a_seal_in_a_grey_picture_is_found_by_its_shape() -> None:
    desk = stamped(fresh())
    page = desk.straight()
    assert page.red_light is not None
    grey = type(page)(page.contrast, page.region, page.pixels_a_mm)
    (seal,) = find_seals(grey)
    assert not seal.red


def test_signatures_and_loops_are_no_seal() -> None:
    desk = fresh()
    for slot in range(13):
        desk.write(slot, *NAME)
    desk.write(3, [(4 + n % 3 * 8, 2 + n * 0.8) for n in range(14)])
    assert find_seals(desk.straight()) == []


def test_what_is_sealed_lies_within_the_ring_and_is_no_pen() -> None:
    desk = stamped(fresh())
    page = desk.straight()
    (seal,) = find_seals(page)
    mask = sealed(page, [seal])
    cut = page.part(Box(seal.x - 1, seal.y - 1, 2, 2))
    assert sealed(cut, [seal]).all()
    assert mask.sum() / 36 <= 3.15 * (1.08 * seal.radius) ** 2 * 1.02
    desk.write(SLOT, ((14, 8), (18, 8.5)))
    pen = desk.straight().part(Box(middle(desk).x + 15, middle(desk).y + 8, 2, 0.4))
    assert not sealed(pen, [seal]).any()


def test_between_star_and_name_a_red_seal_is_bare() -> None:
    desk = stamped(fresh())
    page = desk.straight()
    (seal,) = find_seals(page)
    ring = between(page, [seal])
    assert 0.1 * 3.14 < ring.sum() / 36 / seal.radius**2 < 0.2 * 3.14
    assert (page.contrast[ring] > 0.2).mean() < 0.12


def test_a_black_seal_hides_a_pen_wherever_it_lies() -> None:
    black = Seal(100, 100, 20, contrast=0.8, red=False)
    pale = Seal(100, 100, 20, contrast=0.3, red=False)
    assert black.hides
    assert not pale.hides
    assert not Seal(100, 100, 20, contrast=0.8, red=True).hides
