"""The map on paper: marks where they belong, the title, the legend, the ground turned as it lies."""

from io import BytesIO

import numpy as np
import pypdfium2
import pytest
from numpy.typing import NDArray
from PIL import Image

from desktop.core.geo import Anchor, Point, Spot, on_plane, tied
from desktop.core.map_frame import Frame
from desktop.core.map_marks import kind_mark
from desktop.paper.map_pdf import MapContent, PrintedGround, PrintedMark, draw_map
from desktop.paper.preview import page_size, render_page

WEST, EAST = Spot(30.0, 122.0), Spot(30.0, 122.4)
FRAME = Frame.around([on_plane(WEST), on_plane(EAST)], 800, 560)


def drawn(content: MapContent) -> bytes:
    out = BytesIO()
    draw_map(content, out)
    return out.getvalue()


def content(ground: PrintedGround | None = None, frame: Frame = FRAME) -> MapContent:
    marks = [
        PrintedMark(on_plane(WEST), "library", "open"),
        PrintedMark(on_plane(EAST), "mommy-room", "open", 12, (("mommy-room", 0.5), ("library", 0.5))),
    ]
    return MapContent("阵地分布图", "2026-11-23", frame, marks, [("library", "open", "职工书屋")], ground)


def pixels(pdf: bytes) -> NDArray[np.uint8]:
    shown = render_page(pdf, 1, 127)  # 5 dots a millimetre
    return np.frombuffer(shown.pixels, np.uint8).reshape(shown.height, shown.width, 3)


def seen(picture: NDArray[np.uint8], colour: tuple[int, int, int]) -> tuple[float, float]:
    """Return the middle of what has a colour left of the legend."""
    near = np.all(np.abs(picture[:, :1150].astype(int) - colour) < 12, axis=2)
    ys, xs = np.nonzero(near)
    assert len(xs)
    return float(np.median(xs)), float(np.median(ys))


def test_title_legend_and_counts_are_text() -> None:
    document = pypdfium2.PdfDocument(BytesIO(drawn(content())))
    words = document[0].get_textpage().get_text_range()
    document.close()
    for part in ("阵地分布图", "2026-11-23", "职工书屋", "12", "122°E"):
        assert part in words


def test_a_mark_lies_where_the_frame_says() -> None:
    picture = pixels(drawn(content()))
    x, _y = seen(picture, kind_mark("library").colour)
    heart, _z = seen(picture, kind_mark("mommy-room").colour)
    assert x < heart


def test_the_page_lies_or_stands_as_the_map_does() -> None:
    assert page_size(drawn(content())) == pytest.approx((297, 210), abs=0.1)
    upright = Frame.around([on_plane(WEST), on_plane(EAST)], 400, 900)
    assert page_size(drawn(content(frame=upright))) == pytest.approx((210, 297), abs=0.1)


def test_the_ground_lies_where_its_points_say() -> None:
    image = Image.new("RGB", (800, 400), (203, 222, 235))
    image.paste((255, 220, 0), (360, 160, 440, 240))
    jpeg = BytesIO()
    image.save(jpeg, "JPEG", quality=95)
    middle = Spot(30.0, 122.2)
    placed = tied(Anchor(Point(400, 200), middle), Anchor(Point(800, 200), EAST))
    x, _y = seen(pixels(drawn(content(PrintedGround(jpeg.getvalue(), placed)))), (255, 220, 0))
    without_legend = FRAME.on_screen(on_plane(middle)).x / FRAME.width
    area = (297 - 2 * 12 - 52 - 4) * 5
    assert x == pytest.approx(12 * 5 + without_legend * area, rel=0.06)
