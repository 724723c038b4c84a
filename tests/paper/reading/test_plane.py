"""The plane of the page stands however few or wrong the corners are."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from desktop.core.sheet_layout import Box
from desktop.paper.reading.codes import PlacedCode
from desktop.paper.reading.plane import (
    Matrix,
    NoPlane,
    Plane,
    Points,
    corners_of,
    fit_plane,
    pixels_a_mm,
    project,
    with_marks,
)
from tests.paper.reading.corpus.corpus import placed_codes
from tests.paper.reading.corpus.pages import VARIANTS
from tests.paper.reading.desk import fresh

SCAN = np.array([(7.9, 0.0, 12.0), (0.0, 7.9, 30.0), (0.0, 0.0, 1.0)])
TILTED = np.array([(7.9, 0.3, 12.0), (-0.2, 7.7, 30.0), (4e-4, 2e-4, 1.0)])


def seen_through(matrix: Matrix) -> list[PlacedCode]:
    """The codes of a page as this projection shows them."""
    plan = fresh().printed.plan
    boxes = [plan.page_code, *(slot.code for slot in plan.slots if slot.code is not None)]
    return [PlacedCode(project(matrix, corners_of(box)), box) for box in boxes]


def signatures() -> Points:
    """The corners of all signature boxes, in mm."""
    page = fresh().printed
    return np.concatenate([corners_of(page.signature(slot)) for slot in range(len(page.rows))])


def furthest_off(plane: Plane, matrix: Matrix, places: Points) -> float:
    """How far the plane errs, in mm on the paper."""
    return float(np.abs(plane.to_paper(project(matrix, places)) - places).max())


@pytest.mark.parametrize("matrix", [SCAN, TILTED])
def test_exact_corners_give_the_exact_plane(matrix: Matrix) -> None:
    assert furthest_off(fit_plane(seen_through(matrix)), matrix, signatures()) < 0.01


@pytest.mark.parametrize("which", [0, 1, 7, 13])
def test_a_code_twenty_millimetres_off_does_not_bend_the_plane(which: int) -> None:
    placed = seen_through(TILTED)
    moved = placed[which].corners + 20 * 7.9
    placed[which] = PlacedCode(moved, placed[which].box)
    assert furthest_off(fit_plane(placed), TILTED, signatures()) < 0.3


def test_a_single_corner_off_does_not_bend_the_plane() -> None:
    placed = seen_through(SCAN)
    corners = placed[0].corners.copy()
    corners[2] += 20 * 7.9
    placed[0] = PlacedCode(corners, placed[0].box)
    assert furthest_off(fit_plane(placed), SCAN, signatures()) < 0.3


def test_the_page_code_alone_gives_a_plane() -> None:
    assert furthest_off(fit_plane(seen_through(SCAN)[:1]), SCAN, signatures()) < 0.1


def test_no_code_gives_no_plane() -> None:
    with pytest.raises(NoPlane):
        fit_plane([])


def test_a_code_shrunk_to_a_point_gives_no_plane() -> None:
    with pytest.raises(NoPlane):
        fit_plane([PlacedCode(np.full((4, 2), 300.0), Box(178, 10, 22, 22))])


def test_the_corner_squares_set_right_what_one_code_tells_badly() -> None:
    desk = fresh()
    scan = desk.scan(200)
    straight = np.diag([200 / 25.4, 200 / 25.4, 1.0])
    code = seen_through(straight)[0]
    shaky = code.corners + np.array([(0.2, -0.1), (-0.1, 0.1), (0.1, 0.2), (-0.2, -0.1)])
    alone = fit_plane([PlacedCode(shaky, code.box)])
    marked = with_marks(alone, scan.grey, desk.printed.plan.marks)
    assert furthest_off(alone, straight, signatures()) > 1.5
    assert furthest_off(marked, straight, signatures()) < 0.5


def test_a_plane_stays_as_it_is_where_no_corner_square_is_in_the_picture() -> None:
    plane = fit_plane(seen_through(SCAN))
    assert with_marks(plane, np.full((2400, 1700), 255, np.uint8), fresh().printed.plan.marks) is plane


def test_fineness_is_told_by_the_edges_of_most_codes() -> None:
    placed = seen_through(SCAN)
    placed[3] = PlacedCode(placed[3].corners * 5, placed[3].box)
    assert pixels_a_mm(placed) == pytest.approx(7.9, abs=0.01)


def test_the_scale_at_a_place_is_pixels_a_millimetre_there() -> None:
    assert fit_plane(seen_through(SCAN)).scale_at(120, 200) == pytest.approx(7.9, abs=0.01)


_slant = st.floats(-0.5, 0.5)
_lens = st.floats(-8e-4, 8e-4)


@settings(max_examples=60, deadline=None)
@given(st.floats(2, 20), st.floats(2, 20), _slant, _slant, _lens, _lens)
def test_what_is_projected_is_found_again(
    wide: float, high: float, aside: float, askew: float, far_x: float, far_y: float
) -> None:
    matrix = np.array([(wide, aside, 5.0), (askew, high, 9.0), (far_x, far_y, 1.0)])
    assume(abs(np.linalg.det(matrix)) > 1)
    places = signatures()
    plane = Plane(matrix, places, project(matrix, places))
    assert np.abs(plane.to_paper(plane.to_picture(places)) - places).max() < 1e-6


def test_squares_are_found_where_the_codes_put_the_far_edge_wrong() -> None:
    desk = fresh(next(one for one in VARIANTS if one.landscape))
    scan, plan = desk.scan(200), desk.printed.plan
    placed = placed_codes(desk.printed, scan)
    middle = np.concatenate([code.corners for code in placed]).mean(axis=0)[0]
    wide = [PlacedCode(code.corners * (1.08, 1) - ((1.08 - 1) * middle, 0), code.box) for code in placed]
    corner = np.array([(plan.marks[1].x, plan.marks[1].bottom)])
    rough = fit_plane(wide)
    mended = with_marks(rough, scan.grey, plan.marks)
    off = [np.abs(one.to_picture(corner) * 25.4 / 200 - corner).max() for one in (rough, mended)]
    assert off[0] > 15
    assert off[1] < 1.5
