"""Strokes: what counts as one, and in which row it lies."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.paper.reading.ink import Piece, Printed, ink_mask, levels, pieces, sharpened
from desktop.paper.reading.tone import Contrast

A_MM = 6.0
ROW = 17.0
SIZE = (int(3 * ROW * A_MM), int(50 * A_MM))
RULES = np.stack([np.full(SIZE[1], n * ROW * A_MM) for n in range(4)])
NOWHERE = np.empty((0, 0))
BARE = np.zeros((300, 120), np.float32)
Spots = list[tuple[float, float]]


def drawn(*lines: Spots, dark: float = 0.8, thick: float = 0.5, rules: bool = True) -> Contrast:
    """Three rows of 17 mm with lines, in mm."""
    contrast = np.zeros(SIZE, np.float32)
    if rules:
        for n in (1, 2):
            middle = round(n * ROW * A_MM)
            contrast[middle - 1 : middle + 1] = 0.7
    for line in lines:
        points = np.round(np.array(line) * A_MM * 16).astype(np.int32)
        cv2.polylines(contrast, [points], False, (dark,), round(thick * A_MM), cv2.LINE_8, 4)
    return cv2.GaussianBlur(contrast, (0, 0), 0.8).astype(np.float32)


def strokes(contrast: Contrast, lines: Printed | None = None) -> list[list[Piece]]:
    sharp = sharpened(contrast, A_MM)
    found = levels(sharp, BARE)
    mask = ink_mask(sharp, found, lines or Printed(RULES, NOWHERE, NOWHERE, NOWHERE), A_MM)
    return pieces(mask, sharp, found, RULES, A_MM)


def clear(row: list[Piece]) -> list[Piece]:
    return [piece for piece in row if piece.clear]


def test_printed_rules_are_no_ink() -> None:
    assert [clear(row) for row in strokes(drawn())] == [[], [], []]


def test_a_stroke_lies_in_its_row_whole() -> None:
    first, second, third = strokes(drawn([(10, 25), (20, 27)]))
    (piece,) = clear(second)
    assert clear(first) == clear(third) == []
    assert piece.share == 1
    assert piece.extent == pytest.approx(10.5, abs=0.8)
    assert 5 < piece.area < 11  # a soft edge belongs to it
    assert not (piece.from_above or piece.from_below or piece.rival)


def test_strokes_that_cross_a_rule_stay_one() -> None:
    first, second, _third = strokes(drawn([(10, 8), (14, 26)]))
    (above,), (below,) = clear(first), clear(second)
    assert above.extent == below.extent
    assert above.extent == pytest.approx(18.5, abs=0.8)
    assert above.share + below.share == pytest.approx(1, abs=0.05)
    assert above.from_below
    assert below.from_above


def test_a_stroke_deep_in_two_rows_is_rivalled_in_both() -> None:
    first, second, _third = strokes(drawn([(10, 3), (12, 6), (14, 30), (20, 31)]))
    assert clear(first)[0].rival
    assert clear(second)[0].rival


def test_a_tail_does_not_reach_the_middle_of_the_next_row() -> None:
    first, second, _third = strokes(drawn([(10, 3), (20, 5), (21, 20)]))
    (tail,) = clear(second)
    assert tail.area > 0.5
    assert tail.beyond(0.42) == 0
    assert clear(first)[0].beyond(0.42) > 3
    assert tail.from_above


def test_ink_above_the_first_rule_and_below_the_last_belongs_to_nobody() -> None:
    inner = RULES[1:3]
    sharp = sharpened(drawn([(10, 8), (20, 9)], rules=False), A_MM)
    found = levels(sharp, BARE)
    mask = (sharp > found.low).astype(np.uint8)
    assert pieces(mask, sharp, found, inner, A_MM) == [[]]


def test_upright_rules_are_cut_out() -> None:
    wall = np.full((1, SIZE[0]), 30 * A_MM)
    contrast = drawn([(30, 0), (30, 51)], [(10, 25), (20, 27)])
    kept = strokes(contrast, Printed(RULES, wall, NOWHERE, NOWHERE))
    assert [len(clear(row)) for row in kept] == [0, 1, 0]


def test_a_fold_is_cut_out_and_the_stroke_over_it_stays_one() -> None:
    fold = np.full((1, SIZE[1]), 25.5 * A_MM)
    contrast = np.maximum(drawn([(0, 25.5), (50, 25.5)], dark=0.5), drawn([(20, 20), (23, 31)]))
    _first, second, _third = strokes(contrast, Printed(RULES, NOWHERE, fold, NOWHERE))
    large = [piece for piece in clear(second) if piece.extent > 2]
    assert len(large) == 1
    assert large[0].extent == pytest.approx(11.5, abs=1)


def test_a_stain_is_no_stroke_however_dark() -> None:
    contrast = np.zeros(SIZE, np.float32)
    cv2.circle(contrast, (150, 150), 30, (0.5,), -1)
    soft = cv2.GaussianBlur(contrast, (0, 0), 8).astype(np.float32)
    assert [clear(row) for row in strokes(soft)] == [[], [], []]


def test_what_shines_through_raises_what_counts_as_ink() -> None:
    sharp = sharpened(drawn([(10, 25), (20, 27)]), A_MM)
    through = BARE.copy()
    through[::20] = 0.12
    through[:, ::20] = 0.12
    assert levels(sharp, through).low > levels(sharp, BARE).low
    assert levels(sharp, through).through > 0.1


def test_noise_raises_what_counts_as_ink() -> None:
    sharp = sharpened(drawn(), A_MM)
    noisy = sharp + np.random.default_rng(2).normal(0, 0.03, sharp.shape).astype(np.float32)
    assert levels(noisy, BARE).low > 1.5 * levels(sharp, BARE).low


def test_a_clip_on_the_margin_does_not_hide_signatures() -> None:
    sharp = sharpened(drawn([(10, 25), (20, 27)]), A_MM)
    clipped = BARE.copy()
    clipped[40:60] = 0.6
    assert levels(sharp, clipped).low == levels(sharp, BARE).low


_spot = st.tuples(st.floats(2, 48), st.floats(1, 50))
_line = st.lists(_spot, min_size=2, max_size=4)


@settings(max_examples=25, deadline=None)
@given(st.lists(_line, min_size=1, max_size=4))
def test_the_pieces_of_strokes_make_no_more_than_the_strokes(lines: list[Spots]) -> None:
    contrast = drawn(*lines)
    sharp = sharpened(contrast, A_MM)
    found = levels(sharp, BARE)
    mask = ink_mask(sharp, found, Printed(RULES, NOWHERE, NOWHERE, NOWHERE), A_MM)
    rows = pieces(mask, sharp, found, RULES, A_MM)
    every = [piece for row in rows for piece in row]
    assert sum(piece.area for piece in every) <= mask.sum() / A_MM**2 + 1e-6
    for piece in every:
        assert 0 < piece.share <= 1
        assert sum(piece.profile) == pytest.approx(piece.area)
        assert 0 <= piece.beyond(0.42) <= piece.beyond(0.25) + 1e-9 <= piece.area + 2e-9
        assert piece.narrow <= piece.extent
        assert 0 < piece.dense <= 1
    strokes_there = cv2.connectedComponents(cv2.dilate(mask, np.ones((3, 3), np.uint8)))[0] - 1
    assert sum(piece.share for piece in every) <= strokes_there + 1e-6


def test_the_noise_is_that_of_the_bare_paper_however_much_is_written() -> None:
    chance = np.random.default_rng(5)
    grain = chance.normal(0, 0.01, SIZE).astype(np.float32)
    ink = np.zeros(SIZE, np.float32)
    ink[:, : SIZE[1] // 2 : 4] = 0.6
    bare, written = (levels(np.asarray(page, np.float32), BARE).noise for page in (grain, grain + ink))
    assert written == pytest.approx(bare, rel=0.25)
