"""What signs a row and what does not, on a clean page."""

import cv2
import numpy as np
import pytest

from desktop.core.reading import Mark, Why
from desktop.core.sheet_content import Column
from tests.paper.reading.desk import NAME, WITH_WALK_INS, Desk, Spots, fresh

S, E, D = Mark.SIGNED, Mark.EMPTY, Mark.DOUBTFUL


def only(desk: Desk, *signed: int) -> list[Mark]:
    return [S if slot in signed else E for slot in range(len(desk.printed.rows))]


def test_a_page_nobody_signed_is_empty() -> None:
    desk = fresh()
    assert desk.marks() == only(desk)


def test_a_name_signs_its_row_and_no_other() -> None:
    desk = fresh()
    desk.write(2, *NAME)
    desk.write(12, *NAME)
    assert desk.marks() == only(desk, 2, 12)


def test_a_line_of_six_millimetres_signs() -> None:
    desk = fresh()
    desk.write(4, ((8, 9), (14, 7.5)))
    assert desk.marks() == only(desk, 4)


def test_a_dot_does_not_sign() -> None:
    desk = fresh()
    desk.write(4, ((8, 9), (8.2, 9.1)))
    assert S not in desk.marks()


def scrawl(high: float) -> Spots:
    """Peaks from the upper edge of the box down to ``high``."""
    return [(3 + 2.5 * n, 2 if n % 2 else high) for n in range(9)]


def test_a_scrawl_that_runs_six_millimetres_in_does_not_sign_the_next_row() -> None:
    desk = fresh()
    height = desk.printed.signature(5).height
    desk.write(5, scrawl(height + 6))
    marks = desk.marks()
    assert marks[5] is S
    assert marks[6] is not S
    assert marks[:5] + marks[7:] == [E] * 11


def test_a_tail_of_two_millimetres_leaves_the_next_row_empty() -> None:
    desk = fresh()
    height = desk.printed.signature(5).height
    desk.write(5, *NAME, ((24, 5), (24, 10), (22, height + 2)))
    assert desk.marks() == only(desk, 5)


def test_two_signatures_that_touch_sign_both_rows() -> None:
    desk = fresh()
    height = desk.printed.signature(5).height
    desk.write(5, *NAME, ((23.5, 12), (23.5, height + 4)))
    desk.write(6, *NAME)
    assert desk.marks() == only(desk, 5, 6)


def test_a_stroke_upon_the_rule_between_two_rows_is_nobody_s_for_sure() -> None:
    desk = fresh()
    height = desk.printed.signature(5).height
    desk.write(5, ((10, height - 3), (14, height + 3), (18, height - 3), (22, height + 3)))
    rows = desk.rows()
    assert {rows[5].mark, rows[6].mark} <= {S, D}


@pytest.mark.parametrize("column", [Column.NAME, Column.ORGANISATION, Column.PHONE])
def test_writing_in_one_column_of_a_walk_in_s_row_counts_as_signed(column: Column) -> None:
    desk = fresh(WITH_WALK_INS)
    slot = min(desk.printed.blank)
    place = next(place for place in desk.printed.plan.columns if place.column is column)
    box = desk.printed.plan.cell(place, desk.printed.plan.slots[slot])
    desk.draw(*[[(box.x + 2 + 0.6 * x, box.y + y) for x, y in line] for line in NAME])
    assert desk.marks() == only(desk, slot)


def test_the_printed_name_of_a_listed_row_does_not_sign_it() -> None:
    desk = fresh(WITH_WALK_INS)
    assert desk.marks() == only(desk)


def test_what_is_written_beside_the_signature_box_of_a_listed_row_does_not_sign_it() -> None:
    desk = fresh()
    place = next(place for place in desk.printed.plan.columns if place.column is Column.NAME)
    box = desk.printed.plan.cell(place, desk.printed.plan.slots[3])
    desk.draw([(box.x + 2, box.bottom - 2), (box.x + 16, box.bottom - 3)])
    assert desk.marks() == only(desk)


def test_confidence_lies_between_none_and_whole() -> None:
    desk = fresh()
    desk.write(1, *NAME)
    desk.write(3, ((8, 9), (8.2, 9.1)))
    desk.write(5, scrawl(desk.printed.signature(5).height + 6))
    assert all(0 <= row.confidence <= 1 for row in desk.rows())


def test_what_is_clear_says_so_and_what_is_doubtful_says_why() -> None:
    desk = fresh()
    desk.write(1, *NAME)
    desk.write(5, ((10, 8), (12, 8)))
    for row in desk.rows():
        assert (row.why is Why.CLEAR) == (row.mark is not D)


def test_a_crop_is_a_small_grey_jpeg_that_shows_its_box() -> None:
    desk = fresh()
    desk.write(1, *NAME)
    box = desk.printed.signature(1)
    for row in desk.rows():
        assert row.crop is not None
        assert len(row.crop.jpeg) < 8_000
        shown = cv2.imdecode(np.frombuffer(row.crop.jpeg, np.uint8), cv2.IMREAD_UNCHANGED)
        assert shown is not None
        assert shown.shape == (row.crop.height, row.crop.width)
        assert row.crop.width > box.width * 5
        ink = (shown[24:-24, 24:-24] < 128).mean()
        assert (ink > 0.01) == (row.slot == 1)


def test_the_crop_of_a_walk_in_shows_the_whole_row() -> None:
    desk = fresh(WITH_WALK_INS)
    rows = desk.rows()
    slot = min(desk.printed.blank)
    walk_in, listed = rows[slot].crop, rows[0].crop
    assert walk_in is not None
    assert listed is not None
    assert walk_in.width > 2 * listed.width
