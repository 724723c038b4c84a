"""What a picture of the map shows: panned, zoomed, fitted, with its scale bar and graticule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.geo import Point, Spot, on_plane
from desktop.core.map_frame import Frame

DINGHAI, SHENGSI = on_plane(Spot(30.0153, 122.1069)), on_plane(Spot(30.7253, 122.4517))
frame = Frame.around([DINGHAI, SHENGSI], 800, 600)
pixels = st.builds(Point, st.floats(0, 800), st.floats(0, 600))


def test_all_points_are_in_sight_with_a_margin() -> None:
    for point in (DINGHAI, SHENGSI):
        pixel = frame.on_screen(point)
        assert 40 <= pixel.x <= 760
        assert 40 <= pixel.y <= 560
    assert frame.on_screen(SHENGSI).y < frame.on_screen(DINGHAI).y


def test_a_single_site_is_shown_with_what_is_around_it() -> None:
    alone = Frame.around([DINGHAI], 800, 600)
    assert alone.on_screen(DINGHAI) == Point(400, 300)
    assert 500 < alone.scale * 600 < 2000


def test_without_any_site_the_islands_are_in_sight() -> None:
    assert Frame.around([], 800, 600).shows(Frame.around([], 800, 600).on_screen(DINGHAI))


@given(pixels, st.floats(0.1, 10))
def test_what_lies_under_the_cursor_stays_there_when_zoomed(pixel: Point, factor: float) -> None:
    closer = frame.zoomed(factor, pixel)
    was = frame.at(pixel)
    assert closer.on_screen(was).x == pytest.approx(pixel.x, abs=1e-3)
    assert closer.on_screen(was).y == pytest.approx(pixel.y, abs=1e-3)


@given(pixels)
def test_a_pixel_and_its_point_are_each_other_s(pixel: Point) -> None:
    back = frame.on_screen(frame.at(pixel))
    assert back.x == pytest.approx(pixel.x, abs=1e-3)
    assert back.y == pytest.approx(pixel.y, abs=1e-3)


def test_panning_moves_the_map_by_pixels_and_never_off_the_earth() -> None:
    moved = frame.panned(100, -50)
    assert moved.on_screen(DINGHAI).x == pytest.approx(frame.on_screen(DINGHAI).x - 100)
    assert moved.on_screen(DINGHAI).y == pytest.approx(frame.on_screen(DINGHAI).y + 50)
    assert frame.panned(1e9, 0).spot(Point(400, 300)).longitude == pytest.approx(180)


def test_marks_are_gathered_alike_while_panning() -> None:
    assert frame.panned(123, 45).cell == frame.cell
    assert frame.zoomed(2).cell == pytest.approx(frame.cell / 2)


def test_zooming_ends_somewhere() -> None:
    assert frame.zoomed(1e9).scale == pytest.approx(0.05)
    assert frame.zoomed(1e-9).scale == pytest.approx(20_000)


def test_the_scale_bar_is_round_and_true() -> None:
    pixels_long, words = frame.scale_bar()
    assert words == "20 km"
    assert pixels_long * frame.scale * 0.8637 == pytest.approx(20_000, rel=0.01)


def test_the_graticule_stands_at_round_degrees() -> None:
    lines = frame.graticule()
    upright = [line.words for line in lines if line.upright]
    level = [line.words for line in lines if not line.upright]
    assert "122°E" in upright
    assert "30°30′N" in level
    assert 4 <= len(lines) < 30
    for far in (frame.zoomed(1e-9), frame.zoomed(1e9)):
        assert len(far.graticule()) <= 82
