"""The plane of the map, a picture tied to it by two points, and marks gathered."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop.core.geo import (
    Anchor,
    BadAnchors,
    Point,
    Spot,
    bounds,
    clusters,
    degree_words,
    length_words,
    on_earth,
    on_plane,
    round_degrees,
    round_length,
    tie,
    tied,
    true_metres,
)

DINGHAI = Spot(30.0153, 122.1069)
SHENJIAMEN = Spot(29.9452, 122.2983)

spots = st.builds(Spot, st.floats(3, 54), st.floats(73, 136))
pixels = st.builds(Point, st.floats(0, 4096), st.floats(0, 4096))
metres = st.builds(Point, st.floats(-1e5, 1e5), st.floats(-1e5, 1e5))


@given(spots)
def test_the_plane_keeps_every_place(spot: Spot) -> None:
    back = on_earth(on_plane(spot))
    assert back.latitude == pytest.approx(spot.latitude, abs=1e-9)
    assert back.longitude == pytest.approx(spot.longitude, abs=1e-9)


def test_north_is_up_and_a_kilometre_is_a_kilometre() -> None:
    here, north = on_plane(Spot(30.0, 122.0)), on_plane(Spot(30.0 + 1 / 111.195, 122.0))
    assert north.y < here.y
    assert true_metres(here.y - north.y, 30.0) == pytest.approx(1000, rel=0.002)


@given(spots, spots, pixels, pixels, pixels)
def test_a_tied_picture_goes_through_both_points_and_back(
    u: Spot, v: Spot, p: Point, q: Point, other: Point
) -> None:
    assume(abs(p.x - q.x) + abs(p.y - q.y) > 1 and abs(u.latitude - v.latitude) > 1e-3)
    found = tied(Anchor(p, u), Anchor(q, v))
    for pixel, spot in ((p, u), (q, v)):
        assert found(pixel).x == pytest.approx(on_plane(spot).x, abs=1)
        assert found(pixel).y == pytest.approx(on_plane(spot).y, abs=1)
    back = found.inverse()(found(other))
    assert back.x == pytest.approx(other.x, abs=0.01)
    assert back.y == pytest.approx(other.y, abs=0.01)


def test_a_picture_with_north_to_the_right_is_tied_too() -> None:
    north = Spot(DINGHAI.latitude + 0.1, DINGHAI.longitude)
    found = tie(Anchor(Point(100, 500), DINGHAI), Anchor(Point(900, 500), north), 1000, 1000)
    assert found.turned == pytest.approx(-90, abs=0.1)


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (Anchor(Point(10, 10), DINGHAI), Anchor(Point(14, 12), SHENJIAMEN), "too near"),
        (Anchor(Point(10, 10), DINGHAI), Anchor(Point(900, 700), DINGHAI), "nearly the same place"),
        (Anchor(Point(10, 10), DINGHAI), Anchor(Point(900, 400), Spot(-60, -100)), "one dot of the picture"),
        (Anchor(Point(900, 400), DINGHAI), Anchor(Point(100, 100), SHENJIAMEN), "on its head"),
        (Anchor(Point(10, 1010), DINGHAI), Anchor(Point(900, 400), SHENJIAMEN), "outside the picture"),
    ],
)
def test_points_that_cannot_be_right_are_refused_in_words(first: Anchor, second: Anchor, words: str) -> None:
    with pytest.raises(BadAnchors, match=words) as told:
        tie(first, second, 1000, 1000)
    assert told.value.remedy


@given(st.lists(metres, max_size=80), st.floats(10, 50_000))
def test_each_mark_is_in_one_cluster(points: list[Point], cell: float) -> None:
    found = clusters(enumerate(points), cell)
    assert sorted(n for group in found for n in group.members) == list(range(len(points)))
    for group in found:
        xs = [points[n].x for n in group.members]
        assert min(xs) - 1e-6 <= group.middle.x <= max(xs) + 1e-6


def test_marks_far_apart_stand_alone_and_close_ones_are_gathered() -> None:
    far = [("a", Point(0, 0)), ("b", Point(1000, 0)), ("c", Point(1010, 5))]
    assert sorted(group.members for group in clusters(far, 100)) == [("a",), ("b", "c")]


def test_neighbours_on_both_sides_of_a_grid_line_are_gathered() -> None:
    (group,) = clusters([("a", Point(99, 50)), ("b", Point(101, 50))], 100)
    assert sorted(group.members) == ["a", "b"]


@pytest.mark.parametrize(
    ("metres", "words"),
    [(0.4, "40 cm"), (7.4, "7 m"), (846, "850 m"), (996, "1 km"), (2443, "2.4 km"), (120_400, "120 km")],
)
def test_distances_are_said_as_people_say_them(metres: float, words: str) -> None:
    assert length_words(metres) == words


def test_the_scale_bar_and_the_graticule_have_round_steps() -> None:
    assert [round_length(most) for most in (0.9, 1, 7, 180, 4999, 5000)] == [0.5, 1, 5, 100, 2000, 5000]
    assert round_degrees(0.03) == pytest.approx(2 / 60)
    assert degree_words(122 + 5 / 60, "E", "W") == "122°05′E"
    assert degree_words(-30.0, "N", "S") == "30°S"
    assert degree_words(30 + 30 / 3600, "N", "S") == "30°00′30″N"


def test_bounds_hold_every_point() -> None:
    assert bounds([]) is None
    assert bounds([Point(3, 1), Point(1, 4)]) == (Point(1, 1), Point(3, 4))
