"""Codes are found wherever a page lies in the picture, with their own corners."""

import cv2
import numpy as np

from desktop.core.codes import PageCode, RowCode, read_code
from desktop.paper.reading.codes import SeenCode, find_codes
from desktop.paper.reading.picture import Picture
from desktop.paper.reading.plane import corners_of
from tests.paper.reading.corpus.corpus import placed_codes
from tests.paper.reading.desk import fresh, turned
from tests.paper.sheets import KEY

DPI = 200
A_MM = DPI / 25.4


def page_code(found: list[SeenCode]) -> SeenCode:
    return next(seen for seen in found if isinstance(read_code(seen.text, KEY), PageCode))


def test_every_code_of_a_page_is_found_once() -> None:
    desk = fresh()
    codes = [read_code(seen.text, KEY) for seen in find_codes(desk.scan(DPI))]
    rows = [code.token for code in codes if isinstance(code, RowCode)]
    assert sorted(rows) == sorted(row.token or 0 for row in desk.printed.content.rows)
    assert len(codes) == len(rows) + 1


def test_corners_lie_where_the_code_was_printed() -> None:
    desk = fresh()
    for placed in placed_codes(desk.printed, desk.scan(DPI)):
        off = placed.corners / A_MM - corners_of(placed.box)
        assert np.abs(off).max() < 0.4


def test_corners_are_the_code_s_own_when_the_page_lies_upside_down() -> None:
    desk = fresh()
    picture = turned(desk.scan(DPI), 2)
    corners = page_code(find_codes(picture)).corners
    height, width = picture.grey.shape
    upright = np.array([width, height]) - corners
    assert np.abs(upright / A_MM - corners_of(desk.printed.plan.page_code)).max() < 0.4


def test_codes_too_fine_for_the_picture_are_looked_for_in_a_larger_one() -> None:
    desk = fresh()
    small = desk.scan(75)
    soft = np.asarray(cv2.GaussianBlur(small.grey, (0, 0), 1.3), np.uint8)
    seen = page_code(find_codes(Picture(soft, None, "small")))
    assert np.abs(seen.corners / 75 * 25.4 - corners_of(desk.printed.plan.page_code)).max() < 0.8


def test_codes_are_found_on_a_page_that_is_hardly_lit() -> None:
    scan = fresh().scan(DPI)
    dark = np.asarray(20 + scan.grey.astype(np.float32) * 0.06, np.uint8)
    assert len(find_codes(Picture(dark, None, "dark"))) > 10


def test_nothing_is_found_where_there_is_no_code() -> None:
    assert find_codes(Picture(np.full((900, 700), 250, np.uint8), None, "empty")) == []


def test_the_same_code_at_two_places_is_two_codes() -> None:
    scan = fresh().scan(100)
    both = np.asarray(cv2.hconcat([scan.grey, scan.grey]), np.uint8)
    texts = [seen.text for seen in find_codes(Picture(both, None, "two"))]
    assert len(texts) == 2 * len(set(texts))
