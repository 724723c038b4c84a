"""Ink is dark against its own paper, whatever light lies over the page."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.paper.reading.picture import Grey
from desktop.paper.reading.tone import contrast

A_MM = 6.0


def paper(tone: int = 230) -> Grey:
    return np.full((240, 360), tone, np.uint8)


def lined(tone: int, ink: int) -> Grey:
    """Paper with a level line of half a millimetre at 20 mm."""
    grey = paper(tone)
    grey[119:122] = ink
    return grey


def test_bare_paper_has_no_contrast_and_black_has_all() -> None:
    found = contrast(lined(230, 0), A_MM)
    assert np.abs(found[:100]).max() < 0.01
    assert found[120].min() > 0.99


@pytest.mark.parametrize("soft", [2.0, 6.0, 15.0])
def test_the_edge_of_a_shadow_is_tone_and_a_line_in_it_contrast(soft: float) -> None:
    shade = np.ones((240, 360), np.float32)
    shade[:, 180:] = 0.6
    shade = np.asarray(cv2.GaussianBlur(shade, (0, 0), soft), np.float32)
    found = contrast(np.asarray(lined(230, 120) * shade, np.uint8), A_MM)
    assert found[120].min() > 0.4
    assert found[:100].max() < 0.25
    assert found[:100, :170].max() < 0.12
    assert found[:100, 195:].max() < 0.12


def test_a_stain_broader_than_any_stroke_is_tone() -> None:
    grey = paper()
    cv2.circle(grey, (180, 120), 40, (170,), -1)
    assert contrast(grey, A_MM)[110:130, 160:200].max() < 0.05


def test_deep_shade_is_not_taken_for_ink() -> None:
    assert np.abs(contrast(paper(20), A_MM)).max() < 0.2


@settings(max_examples=30, deadline=None)
@given(st.integers(60, 255), st.floats(0, 0.9))
def test_the_contrast_of_a_line_does_not_hang_on_the_light(tone: int, left: float) -> None:
    ink = round(tone * left)
    line = contrast(lined(tone, ink), A_MM)[120, 180]
    assert line == pytest.approx(1 - ink / tone, abs=0.02)
