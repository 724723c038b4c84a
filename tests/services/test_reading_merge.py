"""Several pictures of a row, put together."""

from itertools import permutations

import pytest

from desktop.core.reading import Mark, Why
from desktop.services.reading_merge import RowSeen, merged
from tests.services.signed_paper import DOUBTFUL, EMPTY, SIGNED, UNSEEN, reading


def told(*marks: Mark) -> set[Mark]:
    """Return what these readings make, in whatever order they come."""
    return {
        merged([RowSeen(n, reading(0, mark)) for n, mark in enumerate(order)]).reading.mark
        for order in permutations(marks)
    }


@pytest.mark.parametrize(
    ("marks", "outcome"),
    [
        ((SIGNED, SIGNED), SIGNED),
        ((EMPTY, EMPTY), EMPTY),
        ((UNSEEN, SIGNED), SIGNED),
        ((UNSEEN, UNSEEN), UNSEEN),
        ((UNSEEN, EMPTY), EMPTY),
        ((DOUBTFUL, SIGNED), SIGNED),
        ((DOUBTFUL, EMPTY), DOUBTFUL),
        ((SIGNED, EMPTY), DOUBTFUL),
        ((SIGNED, EMPTY, SIGNED), DOUBTFUL),
        ((SIGNED, EMPTY, UNSEEN), DOUBTFUL),
        ((DOUBTFUL, EMPTY, SIGNED), DOUBTFUL),
    ],
)
def test_pictures_that_agree_settle_a_row_and_others_leave_it_in_doubt(
    marks: tuple[Mark, ...], outcome: Mark
) -> None:
    assert told(*marks) == {outcome}


def test_the_surest_picture_is_kept() -> None:
    seen = [RowSeen(0, reading(0, SIGNED, 0.7)), RowSeen(1, reading(0, SIGNED, 0.9))]
    assert merged(seen).picture == merged(seen[::-1]).picture == 1


def test_two_pictures_that_tell_different_things_show_the_ink_and_say_why() -> None:
    both = merged([RowSeen(0, reading(0, EMPTY, 0.99)), RowSeen(1, reading(0, SIGNED, 0.6))])
    assert (both.picture, both.reading.why, both.reading.confidence) == (1, Why.TWO_PICTURES, 0.6)
