"""Verdicts by the strokes of a row."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.reading import Mark, Why
from desktop.paper.reading.ink import SLICES, Piece
from desktop.paper.reading.judge import Beside, RowInk, Verdict, ink_of, may_be_signed, verdict_of


def slices(upper: float, lower: float, area: float) -> tuple[float, ...]:
    """Return the profile of ink that lies evenly between two heights, as shares of the row's."""
    first, last = round(upper * SLICES), round(lower * SLICES)
    return tuple(area / (last - first) if first <= n < last else 0.0 for n in range(SLICES))


def within(stroke: Piece, upper: float, lower: float, area: float) -> Piece:
    """Return the stroke with so much ink evenly between two heights of the row."""
    return replace(stroke, area=area, profile=slices(upper, lower, area))


STROKE = Piece(
    area=9.0,
    profile=slices(0.25, 0.75, 9.0),
    share=1.0,
    from_above=False,
    from_below=False,
    rival=False,
    extent=8.0,
    narrow=4.0,
    contrast=0.6,
    clear=True,
    dense=0.3,
)
DOT = replace(within(STROKE, 0.45, 0.55, 0.4), extent=0.8, narrow=0.7)
TAIL = replace(within(STROKE, 0, 0.25, 3.0), share=0.2, from_above=True, extent=14.0)
NOTHING = RowInk(0, 0, 0, 0, 0, 0, 0, 0, False, 0)
ALONE, BETWEEN = Beside(), Beside(above=True, below=True)


def judged(*strokes: Piece, beside: Beside = ALONE, bare: float | None = None) -> Verdict:
    return verdict_of(ink_of(strokes, beside), beside, bare)


def test_no_ink_is_empty() -> None:
    assert judged().mark is Mark.EMPTY
    assert judged().why is Why.CLEAR


def test_a_stroke_signs() -> None:
    assert judged(STROKE).mark is Mark.SIGNED


def test_a_line_of_six_millimetres_signs() -> None:
    line = replace(within(STROKE, 0.4, 0.5, 3.0), extent=6.0, narrow=1.4)
    assert judged(line).mark is Mark.SIGNED


def test_a_dot_does_not_sign_nor_do_a_few() -> None:
    assert judged(DOT).mark is Mark.EMPTY
    assert judged(DOT, DOT, DOT).mark is not Mark.SIGNED


def test_a_short_stroke_with_little_ink_is_a_person_s_to_judge() -> None:
    short = replace(within(STROKE, 0.4, 0.5, 0.9), extent=2.4, narrow=1.5)
    assert judged(short) == Verdict(Mark.DOUBTFUL, 0.5, Why.LITTLE)


def test_a_tail_of_the_signature_above_does_not_sign() -> None:
    assert judged(TAIL, beside=BETWEEN).mark is Mark.EMPTY


def test_much_of_a_neighbour_s_ink_at_the_edge_leaves_a_row_empty() -> None:
    assert judged(within(TAIL, 0, 0.3, 40.0), beside=BETWEEN).mark is Mark.EMPTY


def test_ink_of_a_neighbour_deep_in_a_row_is_a_person_s_to_judge() -> None:
    verdict = judged(within(TAIL, 0, 0.5, 12.0), beside=BETWEEN)
    assert (verdict.mark, verdict.why) == (Mark.DOUBTFUL, Why.NEIGHBOUR)


def test_a_good_part_of_a_stroke_at_the_edge_is_a_person_s_to_judge() -> None:
    verdict = judged(replace(within(TAIL, 0, 0.33, 30.0), share=0.4, rival=True), beside=BETWEEN)
    assert (verdict.mark, verdict.why) == (Mark.DOUBTFUL, Why.NEIGHBOUR)


def test_small_writing_joined_to_a_neighbour_s_scrawl_is_a_person_s_to_judge() -> None:
    tail = replace(within(TAIL, 0, 0.375, 26.0), share=0.14)
    assert judged(replace(tail, dense=0.66), beside=BETWEEN).why is Why.NEIGHBOUR
    loop = within(tail, 0, 0.25, 26.0)
    assert judged(replace(loop, dense=0.66), beside=BETWEEN).mark is Mark.EMPTY


def test_a_stroke_by_itself_at_the_edge_of_a_signed_row_is_a_person_s_to_judge() -> None:
    scrap = within(STROKE, 0, 0.2, 5.0)
    assert judged(scrap, beside=Beside(above=True)).why is Why.NEIGHBOUR
    assert judged(scrap, beside=Beside(below=True)).mark is Mark.SIGNED
    assert judged(scrap).mark is Mark.SIGNED


def test_half_a_stroke_at_the_edge_belongs_to_a_row_that_is_signed_without_it() -> None:
    half = replace(within(TAIL, 0, 0.2, 7.0), share=0.5, extent=8.0)
    assert judged(half, beside=Beside(above=True)).why is Why.NEIGHBOUR
    assert judged(half, beside=Beside(above=True, surely_above=True)).mark is Mark.EMPTY


def test_a_line_in_the_row_signs_though_a_tail_runs_in() -> None:
    line = replace(within(STROKE, 0.35, 0.45, 6.0), extent=9.0, narrow=1.4)
    assert judged(TAIL, line, beside=Beside(above=True)).mark is Mark.SIGNED


def test_a_stroke_deep_in_two_rows_signs_both() -> None:
    shared = replace(within(STROKE, 0, 0.8, 20.0), share=0.5, from_above=True, rival=True, extent=25.0)
    assert judged(shared, beside=BETWEEN).mark is Mark.SIGNED


def test_a_pale_thin_straight_line_may_be_a_crease() -> None:
    crease = replace(STROKE, extent=18.0, narrow=0.6, contrast=0.25)
    verdict = judged(crease)
    assert (verdict.mark, verdict.why) == (Mark.DOUBTFUL, Why.FAINT)


def test_a_rule_that_was_lost_does_not_sign() -> None:
    rule = replace(STROKE, area=12.0, extent=32.0, narrow=0.5, contrast=0.7)
    assert judged(rule).mark is not Mark.SIGNED


def test_strokes_hardly_there_are_a_person_s_to_judge() -> None:
    faint = replace(STROKE, contrast=0.15, clear=False)
    verdict = judged(faint)
    assert (verdict.mark, verdict.why) == (Mark.DOUBTFUL, Why.FAINT)


def test_ink_where_a_seal_is_bare_is_a_person_s_to_judge() -> None:
    verdict = judged(bare=2.0)
    assert (verdict.mark, verdict.why) == (Mark.DOUBTFUL, Why.SEAL)


def test_a_seal_alone_leaves_a_row_empty() -> None:
    assert judged(bare=0.0).mark is Mark.EMPTY


def test_letters_of_a_seal_that_look_like_ink_are_a_person_s_to_judge() -> None:
    letter = replace(within(STROKE, 0.3, 0.6, 1.5), extent=4.0)
    assert judged(letter, letter, letter, bare=0.0).why is Why.SEAL
    assert judged(letter, letter, letter).mark is Mark.SIGNED


def test_a_scrawl_over_three_rows_may_leave_scraps_in_each() -> None:
    third = replace(within(STROKE, 0, 1, 20.0), share=0.34, from_above=True, from_below=True, rival=True)
    assert may_be_signed([third])
    assert not may_be_signed([TAIL, DOT])


def test_a_signature_under_a_seal_signs() -> None:
    assert judged(STROKE, bare=5.0).mark is Mark.SIGNED


_ink = st.floats(0, 80)
_rows = st.builds(RowInk, *[_ink] * 7, st.floats(0, 1), st.booleans(), _ink)
_beside = st.builds(Beside, st.booleans(), st.booleans())
_bare = st.none() | _ink


@given(_rows, _beside, _bare)
def test_every_row_gets_a_verdict_with_its_reason(ink: RowInk, beside: Beside, bare: float | None) -> None:
    verdict = verdict_of(ink, beside, bare)
    assert verdict.mark is not Mark.UNSEEN
    assert 0 <= verdict.confidence <= 1
    assert (verdict.why is Why.CLEAR) == (verdict.mark is not Mark.DOUBTFUL)


@given(_rows, _beside, _bare, _ink, _ink)
def test_more_ink_of_its_own_never_empties_a_signed_row(
    ink: RowInk, beside: Beside, bare: float | None, longer: float, more: float
) -> None:
    richer = replace(ink, reach=ink.reach + longer, area=ink.area + more)
    if verdict_of(ink, beside, bare).mark is Mark.SIGNED:
        assert verdict_of(richer, beside, bare).mark is Mark.SIGNED


@given(_rows, _beside)
def test_a_row_with_strokes_of_its_own_is_never_called_empty(ink: RowInk, beside: Beside) -> None:
    if ink.area > 0:
        assert verdict_of(ink, beside).mark is not Mark.EMPTY


_strokes = st.lists(st.sampled_from([STROKE, DOT, TAIL]), max_size=6)


@given(_strokes, _beside)
def test_the_order_of_strokes_does_not_matter(strokes: list[Piece], beside: Beside) -> None:
    assert judged(*strokes, beside=beside) == judged(*reversed(strokes), beside=beside)
