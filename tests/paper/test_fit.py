"""Text never runs out of its box, and is cut only when nothing else helps."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.paper.fit import LEADING, fit, wrapped
from desktop.paper.fonts import fonts

texts = (
    st.text(st.sampled_from("王伟舟山总工会（第二）·Yijia- "), min_size=1, max_size=60)
    .map(str.strip)
    .filter(bool)
)


@given(texts, st.floats(30, 200), st.floats(12, 50), st.sampled_from([9.0, 10.0, 12.0, 30.0]))
def test_lines_fit_the_box_at_a_readable_size(text: str, width: float, height: float, size: float) -> None:
    fitted = fit(fonts(), text, width, height, size, 7.5)
    assert 7.5 <= fitted.size <= size
    assert all(fonts().width(line, fitted.size) <= width + 0.01 for line in fitted.lines)
    assert len(fitted.lines) == 1 or len(fitted.lines) * LEADING * fitted.size <= height + 0.01


@given(texts, st.floats(30, 200))
def test_nothing_is_lost_unless_it_is_told(text: str, width: float) -> None:
    fitted = fit(fonts(), text, width, 40, 10, 7.5)
    kept = "".join("".join(fitted.lines).split())
    if fitted.cut:
        assert fitted.lines[-1].endswith("…")
    else:
        assert kept == "".join(text.split())


def test_a_name_that_fits_keeps_its_size() -> None:
    assert fit(fonts(), "王伟", 60, 40, 12, 7.5).size == 12


def test_a_name_with_a_middle_dot_is_broken_behind_it() -> None:
    fitted = fit(fonts(), "阿依古丽·买买提", 52, 40, 12, 7.5)
    assert fitted.lines == ("阿依古丽·", "买买提")


def test_a_single_line_in_a_low_box_is_cut() -> None:
    fitted = fit(fonts(), "舟山市总工会" * 5, 60, 10, 10, 7.5)
    assert fitted.cut
    assert len(fitted.lines) == 1


@given(texts, st.floats(4, 30))
def test_a_paragraph_keeps_every_word_within_its_edge(text: str, ems: float) -> None:
    lines = wrapped(fonts(), text, ems)
    assert all(fonts().width(line, 1) <= ems for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_paragraph_keeps_its_own_line_breaks() -> None:
    assert wrapped(fonts(), "查无此事。\n已当面答复。", 40) == ("查无此事。", "已当面答复。")
