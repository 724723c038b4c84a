"""A page is read however it lies in the picture, as far as the picture shows it."""

import cv2
import numpy as np
import pytest
from numpy.random import default_rng

from desktop.core.reading import Mark, Why
from desktop.core.sheet_layout import Box, SheetLayout
from desktop.paper.reading.codes import PlacedCode
from desktop.paper.reading.page import NotReadable, flatten, read_page
from desktop.paper.reading.picture import Picture
from desktop.paper.reading.plane import corners_of
from tests.paper.reading.corpus.corpus import placed_codes
from tests.paper.reading.corpus.damage import Damage
from tests.paper.reading.corpus.exposure import expose
from tests.paper.reading.corpus.pages import VARIANTS
from tests.paper.reading.desk import NAME, Desk, fresh, turned

S, E, U = Mark.SIGNED, Mark.EMPTY, Mark.UNSEEN
SIGNED = (1, 4, 12)


def signed() -> Desk:
    desk = fresh()
    for slot in SIGNED:
        desk.write(slot, *NAME)
    return desk


def expected() -> list[Mark]:
    return [S if slot in SIGNED else E for slot in range(13)]


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_is_read_sideways_and_upside_down(quarters: int) -> None:
    desk = signed()
    picture = turned(desk.scan(150), quarters)
    reading = desk.read(picture)
    assert [row.mark for row in reading.rows] == expected()
    height, width = picture.grey.shape
    own_top_left = {1: (0, height), 2: (width, height), 3: (width, 0)}[quarters]
    assert np.abs(np.array(reading.outline[0]) - own_top_left).max() < 12


@pytest.mark.parametrize("width", [1_240, 4_000])
def test_a_photograph_is_read_small_and_large(width: int) -> None:
    desk = signed()
    damage = Damage(photo=True, width=width, tilt=6, turn=4, light=0.2, blur=0.6, noise=2, jpeg=80)
    picture, _camera = expose(desk.paper, damage, "photo", default_rng(5))
    assert desk.marks(picture) == expected()


def test_a_page_in_landscape_is_read() -> None:
    desk = fresh(VARIANTS[6])
    desk.write(2, *NAME)
    assert [slot for slot, mark in enumerate(desk.marks()) if mark is S] == [2]


def test_rows_outside_the_picture_are_unseen_and_the_others_read() -> None:
    desk = signed()
    scan = desk.scan()
    cut = round(desk.printed.plan.slots[8].box.y / 297 * scan.grey.shape[0])
    picture = Picture(np.ascontiguousarray(scan.grey[:cut]), None, "upper part")
    reading = desk.read(picture)
    assert [row.mark for row in reading.rows] == [*expected()[:8], *[U] * 5]
    assert all(row.why is Why.OUTSIDE and row.crop is None for row in reading.rows[8:])
    assert reading.seen == pytest.approx(cut / scan.grey.shape[0], abs=0.08)


def test_rows_cut_off_at_the_left_or_above_are_unseen() -> None:
    desk = signed()
    scan = desk.scan()
    box = desk.printed.signature(3)
    x, y = round((box.x + 6) * 200 / 25.4), round((box.y + 6) * 200 / 25.4)
    right = Picture(np.ascontiguousarray(scan.grey[:, x:]), None, "right part")
    assert desk.marks(right) == [U] * 13
    lower = Picture(np.ascontiguousarray(scan.grey[y:]), None, "lower part")
    assert desk.marks(lower) == [*[U] * 4, *expected()[4:]]


def test_a_whole_scan_is_seen_whole_with_its_corners() -> None:
    desk = fresh()
    scan = desk.scan(150)
    reading = desk.read(scan)
    height, width = scan.grey.shape
    assert reading.seen > 0.85
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)])
    assert np.abs(np.array(reading.outline) - corners).max() < 8
    assert [row.slot for row in reading.rows] == list(range(13))
    assert reading.page == 1


def test_colour_and_grey_are_read_alike() -> None:
    desk = signed()
    assert desk.marks(desk.scan(colour=False)) == expected()


def test_a_code_twenty_millimetres_off_moves_nothing_and_leaves_its_row_to_a_person() -> None:
    desk = signed()
    scan = desk.scan()
    placed = placed_codes(desk.printed, scan)
    slot = next(n for n, place in enumerate(desk.printed.plan.slots) if place.code == placed[3].box)
    placed[3] = PlacedCode(placed[3].corners + 20 * 200 / 25.4, placed[3].box)
    rows = read_page(scan, desk.printed.plan, 1, placed).rows
    assert [row.mark for row in rows if row.slot != slot] == [
        mark for n, mark in enumerate(expected()) if n != slot
    ]
    assert (rows[slot].mark, rows[slot].why) == (Mark.DOUBTFUL, Why.ASTRAY)


def test_a_page_is_placed_by_its_squares_where_few_codes_are_read() -> None:
    desk = signed()
    scan = desk.scan()
    placed = upper_codes(desk.printed.plan, placed_codes(desk.printed, scan))
    reading = read_page(scan, desk.printed.plan, 1, placed)
    assert [row.mark for row in reading.rows] == expected()


def test_rows_far_below_all_that_places_the_page_are_not_guessed() -> None:
    desk = signed()
    scan = desk.scan()
    bare = scan.grey.copy()
    for mark in desk.printed.plan.marks:
        x, y, right, bottom = (round(mm * 200 / 25.4) for mm in (mark.x, mark.y, mark.right, mark.bottom))
        bare[y - 4 : bottom + 4, x - 4 : right + 4] = 255
    placed = upper_codes(desk.printed.plan, placed_codes(desk.printed, scan))
    with pytest.raises(NotReadable):
        read_page(Picture(bare, None, "bare"), desk.printed.plan, 1, placed)


def upper_codes(plan: SheetLayout, placed: list[PlacedCode]) -> list[PlacedCode]:
    return [code for code in placed if code.box.bottom < plan.slots[2].box.bottom]


def test_a_row_whose_code_is_hidden_is_read_between_others() -> None:
    desk = signed()
    scan = desk.scan()
    hidden = {desk.printed.plan.slots[n].code for n in (3, 4, 5)}
    placed = [code for code in placed_codes(desk.printed, scan) if code.box not in hidden]
    assert [row.mark for row in read_page(scan, desk.printed.plan, 1, placed).rows] == expected()


@pytest.mark.parametrize("aside", [24, -40, 64, 200])
def test_below_a_break_in_the_picture_no_row_is_taken_for_another(aside: int) -> None:
    desk = signed()
    scan = desk.scan()
    cut = round(desk.printed.plan.slots[7].box.y * 200 / 25.4)
    moved = scan.grey.copy()
    moved[cut:] = np.roll(scan.grey[cut:], aside, axis=1)
    try:
        rows = desk.read(Picture(moved, None, "broken")).rows
    except NotReadable:
        return
    assert all(row.mark is Mark.DOUBTFUL or row.mark is expected()[row.slot] for row in rows)


def test_rows_without_a_code_at_the_end_of_what_is_seen_are_left_to_a_person() -> None:
    desk = signed()
    scan = desk.scan()
    plan = desk.printed.plan
    bare = scan.grey.copy()
    for mark in plan.marks[1:]:
        x, y, right, bottom = (round(mm * 200 / 25.4) for mm in (mark.x, mark.y, mark.right, mark.bottom))
        bare[y - 4 : bottom + 4, x - 4 : right + 4] = 255
    hidden = {place.code for place in plan.slots[10:]}
    placed = [code for code in placed_codes(desk.printed, scan) if code.box not in hidden]
    rows = read_page(Picture(bare, None, "bare"), plan, 1, placed).rows
    assert [row.mark for row in rows[:10]] == expected()[:10]
    assert [(row.mark, row.why) for row in rows[10:]] == [(Mark.DOUBTFUL, Why.ASTRAY)] * 3


def test_a_page_without_a_code_is_not_readable() -> None:
    desk = signed()
    with pytest.raises(NotReadable):
        read_page(desk.scan(), desk.printed.plan, 1, [])


@pytest.mark.parametrize(
    "corners", [np.full((4, 2), 300.0), np.array([(9.0, 9.0)] * 2 + [(900.0, 900.0)] * 2)]
)
def test_a_code_of_no_size_is_not_readable(
    corners: np.ndarray[tuple[int, int], np.dtype[np.float64]],
) -> None:
    desk = signed()
    with pytest.raises(NotReadable):
        read_page(desk.scan(), desk.printed.plan, 1, [PlacedCode(corners, desk.printed.plan.page_code)])


@pytest.mark.parametrize("dpi", [75, 150])
def test_a_straightened_page_is_its_millimetres_times_the_fineness(dpi: int) -> None:
    desk = signed()
    damage = Damage(photo=True, width=1_654, tilt=9, turn=5, light=0.1, blur=0.5)
    picture, _camera = expose(desk.paper, damage, "photo", default_rng(6))
    page = desk.printed
    made = flatten(picture, page.plan, 1, placed_codes(page, picture), dpi)
    assert made.grey.shape == (round(297 * dpi / 25.4), round(210 * dpi / 25.4))
    assert made.colour is not None
    assert made.colour.shape == (*made.grey.shape, 3)
    assert (made.name, made.number) == (picture.name, picture.number)
    for mark in page.plan.marks:
        assert middle_of_black(made, mark, dpi) == pytest.approx(
            (mark.x + mark.width / 2, mark.y + mark.height / 2), abs=0.5
        )


def middle_of_black(made: Picture, mark: Box, dpi: int) -> tuple[float, float]:
    """Where the black square near a mark's place lies, in mm."""
    scale = dpi / 25.4
    left, top = round((mark.x - 2) * scale), round((mark.y - 2) * scale)
    side = round((mark.width + 4) * scale)
    y, x = np.nonzero(made.grey[top : top + side, left : left + side] < 90)
    return float((x.mean() + 0.5 + left) / scale), float((y.mean() + 0.5 + top) / scale)


def test_a_straightened_page_carries_its_codes_in_their_places() -> None:
    desk = signed()
    picture = turned(desk.scan(150), 1)
    page = desk.printed
    made = flatten(picture, page.plan, 1, placed_codes(page, picture), 150)
    again = placed_codes(page, made)
    assert len(again) == 14
    for code in again:
        assert np.abs(code.corners / 150 * 25.4 - corners_of(code.box)).max() < 0.8


def test_what_lies_on_a_row_is_not_taken_for_an_empty_row() -> None:
    desk = signed()
    box = desk.printed.signature(7)
    x, y, right, bottom = (
        round(v * 300 / 25.4) for v in (box.x - 4, box.y - 3, box.right + 30, box.bottom + 3)
    )
    cv2.rectangle(desk.paper, (x, y), (right, bottom), (252, 250, 240), -1)
    assert desk.marks()[7] is not E
