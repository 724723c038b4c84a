"""Coordinates: read as people write them, doubted where they cannot be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.coordinates import BadCoordinates, check, distance_m, parse, parse_degrees, written

HARBOUR = (30.0153, 122.1069)


@pytest.mark.parametrize(
    "text",
    [
        "30.0153,122.1069",
        "122.1069, 30.0153",
        "122°06′24.84″E 30°00′55.08″N",
        "东经122.1069 北纬30.0153",
        "北纬30.0153°，东经122.1069°",
        "３０．０１５３　１２２．１０６９",
        "N30.0153 E122.1069",
        "纬度：30.0153 经度：122.1069",
        "(30.0153; 122.1069)",
        "30°0.918'N, 122°6.414'E",
    ],
)
def test_a_point_is_read_as_people_write_it(text: str) -> None:
    assert parse(text) == pytest.approx(HARBOUR, abs=1e-6)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "定海",
        "30.0153",
        "30.0153,122.1069,3",
        "30.0153 122.1069 附近",
        "51.5,-0.1",
        "1,2",
        "30°75′N 122°06′E",
    ],
)
def test_what_is_no_point_here_is_told(text: str) -> None:
    with pytest.raises(BadCoordinates) as caught:
        parse(text)
    assert caught.value.sentence
    assert caught.value.remedy


def test_half_a_point_swapped_or_foreign_ones_are_doubted() -> None:
    assert check(*HARBOUR) is None
    assert check(None, None) is None
    for given_, field, word in (
        ((122.1, 30.0), "latitude", "swapped"),
        ((None, 122.1), "latitude", "missing"),
        ((30.0, None), "longitude", "missing"),
        ((30.0, 2.3), "longitude", "outside"),
        ((float("nan"), 122.0), "latitude", "outside"),
    ):
        fault = check(*given_)
        assert fault is not None
        assert (fault.field, word in fault.sentence) == (field, True)


def test_one_number_of_degrees_is_read_alone() -> None:
    assert parse_degrees("122°06′24.84″") == pytest.approx(122.1069)
    assert parse_degrees("东经 122.1069") == 122.1069
    assert parse_degrees("西经 3") == -3


def test_distances_are_those_of_the_earth() -> None:
    assert distance_m(HARBOUR, HARBOUR) == 0
    assert distance_m((30.0, 122.0), (31.0, 122.0)) == pytest.approx(111_195, abs=1)
    assert distance_m((30.0, 122.0), (30.0, 122.01)) == pytest.approx(963, abs=1)


@given(st.floats(3, 54), st.floats(73, 136))
def test_a_point_is_read_back_as_written_to_a_decimetre(latitude: float, longitude: float) -> None:
    assert parse(written(latitude, longitude)) == pytest.approx((latitude, longitude), abs=1e-6)
