"""The paper bends, the signature boxes are found all the same."""

import cv2
import numpy as np
import pytest
from numpy.random import default_rng

from desktop.core.sheet_layout import Box
from desktop.paper.reading.codes import PlacedCode
from desktop.paper.reading.page import flatten
from desktop.paper.reading.plane import Plane, Points, corners_of, fit_plane, project
from desktop.paper.reading.surface import NONE, Offsets, bent, code_offsets, flat, from_plane, straighten
from tests.paper.reading.corpus.corpus import placed_codes
from tests.paper.reading.corpus.damage import Damage
from tests.paper.reading.corpus.exposure import expose
from tests.paper.reading.desk import fresh

A4 = Box(0, 0, 210, 297)
SCAN = np.array([(5.0, 0.0, 0.0), (0.0, 5.0, 0.0), (0.0, 0.0, 1.0)])
PLANE = Plane(SCAN, corners_of(A4), project(SCAN, corners_of(A4)))


def some_places() -> Points:
    x, y = np.meshgrid(np.linspace(10, 200, 9), np.linspace(10, 287, 12))
    return np.stack([x.ravel(), y.ravel()], axis=1)


def hill(places: Points) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """A page lifted by 3 mm along its right edge."""
    return np.asarray(3 * (places[:, 0] / 210) ** 2, np.float64)


def test_a_flat_surface_is_its_plane() -> None:
    places = some_places()
    assert np.array_equal(flat(PLANE, A4).to_picture(places), PLANE.to_picture(places))


def test_a_bend_is_fitted_by_what_lies_aside_of_the_plane() -> None:
    places = some_places()
    surface = bent(flat(PLANE, A4), [Offsets(places, hill(places))], [NONE])
    assert np.abs(surface.bend(places)[:, 0] - hill(places)).max() < 0.15
    assert np.abs(surface.bend(places)[:, 1]).max() == 0


def test_one_wrong_measure_in_ten_does_not_bend_the_paper() -> None:
    places = some_places()
    by = hill(places)
    by[::10] += 8
    surface = bent(flat(PLANE, A4), [Offsets(places, by)], [NONE])
    assert np.abs(surface.bend(places)[:, 0] - hill(places)).max() < 0.3


def test_what_is_measured_on_a_bent_page_counts_from_its_plane() -> None:
    places = some_places()
    surface = bent(flat(PLANE, A4), [Offsets(places, hill(places))], [NONE])
    rest = Offsets(places, np.full(len(places), 0.1))
    across, down = from_plane(surface, rest, rest)
    assert np.allclose(across.by, surface.bend(places)[:, 0] + 0.1)
    assert np.allclose(down.by, 0.1)


def test_codes_of_the_other_side_seen_through_the_paper_are_left_aside() -> None:
    plan = fresh().printed.plan
    own = [slot.code for slot in plan.slots if slot.code is not None]
    placed = [PlacedCode(project(SCAN, corners_of(box)), box) for box in own]
    mirrored = [Box(210 - box.right, box.y, box.width, box.height) for box in own[:4]]
    through = [PlacedCode(project(SCAN, corners_of(at)), box) for at, box in zip(mirrored, own, strict=False)]
    across, down = code_offsets(fit_plane(placed + through))
    assert len(across.by) == 4 * len(own)
    assert max(np.abs(across.by).max(), np.abs(down.by).max()) < 0.1


def test_straightening_gives_millimetres_times_the_scale() -> None:
    grey = np.full((1485, 1050), 255, np.uint8)
    cv2.rectangle(grey, (500, 700), (549, 749), (0,), -1)  # 100 to 110 mm across, 140 to 150 mm down
    straight = straighten(grey, flat(PLANE, A4), Box(90, 130, 40, 30), 8)
    dark = np.argwhere(straight < 128)
    assert straight.shape == (240, 320)
    assert np.abs(dark.min(axis=0) - (80, 80)).max() <= 1
    assert np.abs(dark.max(axis=0) - (159, 159)).max() <= 1


def test_what_lies_outside_the_picture_is_white() -> None:
    grey = np.zeros((400, 400), np.uint8)
    straight = straighten(grey, flat(PLANE, A4), Box(60, 60, 60, 60), 4)
    assert straight[:60, :60].max() == 0
    assert straight[100:, 100:].min() == 255


def dots_of(page_boxes: list[Box]) -> Points:
    """Where a dot is set in each corner of each box, 3 mm inside."""
    inner = [Box(box.x + 3, box.y + 3, box.width - 6, box.height - 6) for box in page_boxes]
    return np.concatenate([corners_of(box) for box in inner])


def found_at(grey: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], spot: Points, scale: float) -> Points:
    """The middle of the dark spot near a place, in mm."""
    left, top = np.round((spot - 2.4) * scale).astype(int)
    side = round(4.8 * scale)
    cut = grey[top : top + side, left : left + side].astype(np.float64)
    weight = np.clip(np.median(cut) - 50 - cut, 0, None)
    assert weight.sum() > 0, f"no dot near {spot}"
    y, x = np.mgrid[: len(cut), : cut.shape[1]] + 0.5
    middle = np.array([(x * weight).sum(), (y * weight).sum()]) / weight.sum()
    return np.asarray((middle + np.array([left, top])) / scale, np.float64)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_boxes_of_a_page_that_curls_by_eight_millimetres_are_found_to_six_tenths(seed: int) -> None:
    desk = fresh()
    page = desk.printed
    spots = dots_of([page.signature(slot) for slot in range(len(page.rows))])
    for spot in spots:
        desk.draw([(spot[0] - 0.3, spot[1]), (spot[0] + 0.3, spot[1])])
    damage = Damage(photo=True, width=2000, curl=8, tilt=4, light=0.1, blur=0.6, noise=2)
    picture, _camera = expose(desk.paper, damage, "curled", default_rng(seed))
    straight = flatten(picture, page.plan, page.page, placed_codes(page, picture), 150)
    off = [found_at(straight.grey, spot, 150 / 25.4) - spot for spot in spots]
    assert np.hypot(*np.array(off).T).max() < 0.6
