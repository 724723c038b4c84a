"""Shapes and pictures on a page, where they are asked for."""

from io import BytesIO

import numpy as np
from PIL import Image

from desktop.core.sheet_layout import Box
from desktop.paper.page import Pages
from desktop.paper.preview import render_page

RED, BLUE = (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)


def drawn(pages: Pages) -> np.ndarray:
    """Return the page at 10 pixels a millimetre."""
    pages.next_page()
    shown = render_page(pages.finish(), 1, 254)
    return np.frombuffer(shown.pixels, np.uint8).reshape(shown.height, shown.width, 3)


def jpeg(width: int, height: int) -> bytes:
    """Return a picture that is red on the left and blue on the right."""
    image = Image.new("RGB", (width, height), (255, 0, 0))
    image.paste((0, 0, 255), (width // 2, 0, width, height))
    written = BytesIO()
    image.save(written, "JPEG", quality=95)
    return written.getvalue()


def is_colour(pixel: np.ndarray, colour: tuple[float, float, float]) -> bool:
    return bool(np.all(np.abs(pixel.astype(int) - [round(255 * part) for part in colour]) < 30))


def test_a_shape_is_filled_inside_its_corners_and_nowhere_else() -> None:
    pages = Pages(Box(0, 0, 60, 40), "shapes")
    pages.shape([(10, 10), (30, 10), (30, 30), (10, 30)], fill=RED)
    shown = drawn(pages)
    assert is_colour(shown[200, 200], RED)
    assert is_colour(shown[200, 400], (1, 1, 1))


def test_a_picture_keeps_its_proportions_in_the_middle_of_its_box() -> None:
    pages = Pages(Box(0, 0, 60, 40), "picture")
    pages.picture(jpeg(200, 100), Box(10, 5, 40, 30))
    shown = drawn(pages)
    assert is_colour(shown[200, 150], RED)
    assert is_colour(shown[200, 450], BLUE)
    assert is_colour(shown[80, 300], (1, 1, 1))


def test_a_turned_picture_lies_where_its_pixels_belong_and_is_cut_at_the_box() -> None:
    pages = Pages(Box(0, 0, 60, 40), "turned")
    # A quarter turn clockwise: the left edge of the picture comes to lie at the top.
    pages.picture(jpeg(200, 100), Box(10, 5, 40, 30), (0.0, 0.2, 40.0, 2.0))
    shown = drawn(pages)
    assert is_colour(shown[100, 300], RED)
    assert is_colour(shown[300, 300], BLUE)
    assert is_colour(shown[30, 300], (1, 1, 1))
    assert is_colour(shown[300, 450], (1, 1, 1))
