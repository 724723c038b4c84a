"""Printed rules tell where the paper lies; what is written beside them does not."""

import numpy as np
import pytest

from desktop.core.sheet_layout import Box
from desktop.paper.reading.rules import level_lines, rule_offsets, upright_lines
from desktop.paper.reading.straight import Straight
from tests.paper.reading.desk import NAME, Desk, fresh


def aside(page: Straight, right: float, down: float) -> Straight:
    """The same pixels told to lie so many mm further left and up."""
    region = page.region
    return Straight(
        page.contrast, Box(region.x - right, region.y - down, region.width, region.height), page.pixels_a_mm
    )


def everybody(desk: Desk) -> Desk:
    for slot in range(len(desk.printed.rows)):
        desk.write(slot, *NAME)
    return desk


def test_rules_in_their_place_lie_nowhere_aside() -> None:
    desk = fresh()
    across, down = rule_offsets(desk.straight(), desk.printed.plan, len(desk.printed.rows), 4)
    assert len(across.by) > 50
    assert len(down.by) > 100
    assert (np.abs(across.by) < 0.25).mean() > 0.95
    assert (np.abs(down.by) < 0.25).mean() > 0.95


@pytest.mark.parametrize(("right", "down"), [(1.0, 0.0), (0.0, -1.5), (-2.0, 2.5)])
def test_rules_aside_tell_how_far_signed_or_not(right: float, down: float) -> None:
    desk = everybody(fresh())
    page = aside(desk.straight(), -right, -down)
    across, below = rule_offsets(page, desk.printed.plan, len(desk.printed.rows), 4)
    assert np.median(across.by) == pytest.approx(right, abs=0.12)
    assert np.median(below.by) == pytest.approx(down, abs=0.12)
    assert (np.abs(below.by - down) < 0.3).mean() > 0.8


def test_nothing_is_found_on_bare_paper() -> None:
    desk = fresh()
    bare = Straight(np.zeros((1782, 1260), np.float32), desk.printed.plan.paper, 6.0)
    across, down = rule_offsets(bare, desk.printed.plan, 13, 4)
    assert len(across.by) == len(down.by) == 0


def test_noise_is_no_rule() -> None:
    desk = fresh()
    noise = np.random.default_rng(4).normal(0, 0.03, (1782, 1260)).astype(np.float32)
    across, down = rule_offsets(Straight(noise, desk.printed.plan.paper, 6.0), desk.printed.plan, 13, 4)
    assert len(across.by) + len(down.by) < 10


def test_a_rule_is_followed_where_it_runs_through_what_is_written() -> None:
    desk = everybody(fresh())
    plan = desk.printed.plan
    cut = aside(desk.straight().part(Box(125, 40, 45, 240)), 0, 0.5)
    lines, _seen = level_lines(cut, plan, 13)
    should = [(slot.box.bottom - 0.5 - cut.region.y) * 6 for slot in plan.slots[:13]]
    assert lines.shape == (14, cut.contrast.shape[1])
    assert np.abs(lines[1:] - np.array(should)[:, None]).max() < 2.5


def test_a_rule_under_a_note_laid_on_the_page_is_said_not_to_be_seen() -> None:
    desk = fresh()
    plan = desk.printed.plan
    box = desk.printed.signature(6)
    page = desk.straight().part(Box(125, 40, 45, 240))
    top, bottom = round((box.y - 2 - page.region.y) * 6), round((box.bottom + 2 - page.region.y) * 6)
    page.contrast[top:bottom] = 0
    _lines, seen = level_lines(page, plan, 13)
    assert max(seen[6], seen[7]) < 0.2
    assert min(seen[[1, 2, 3, 9, 10, 11]]) > 0.8


def test_a_rule_that_is_not_seen_runs_as_the_surface_says() -> None:
    bare = Straight(np.zeros((600, 240), np.float32), Box(100, 100, 40, 100), 6.0)
    (line,) = upright_lines(bare, [120.0])
    assert line.shape == (600,)
    assert np.allclose(line, 120.0)
