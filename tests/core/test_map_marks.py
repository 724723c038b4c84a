"""Marks on the map: each kind and each state can be told without colour."""

from itertools import combinations

from desktop.core.map_marks import KIND_MARKS, STATE_MARKS, edge_of, fill_of, kind_mark
from desktop.models.sites import SiteKind, SiteStatus


def test_every_kind_and_every_state_has_a_mark() -> None:
    assert set(KIND_MARKS) == {kind.value for kind in SiteKind}
    assert set(STATE_MARKS) == {status.value for status in SiteStatus}


def test_no_two_kinds_share_a_shape_and_no_two_states_a_sign() -> None:
    for one, other in combinations(KIND_MARKS.values(), 2):
        assert one.corners != other.corners
        assert one.colour != other.colour
    for state, twin in combinations(STATE_MARKS.values(), 2):
        assert (state.filled, state.strokes) != (twin.filled, twin.strokes)


def test_marks_keep_to_their_circle() -> None:
    for mark in KIND_MARKS.values():
        assert all(x * x + y * y < 1.7 for x, y in mark.corners)


def test_a_planned_site_is_hollow_and_a_closed_one_grey() -> None:
    assert fill_of("library", "planned") is None
    assert edge_of("library", "planned") == kind_mark("library").colour
    assert fill_of("library", "closed") == fill_of("mommy-room", "closed") != fill_of("library", "open")
