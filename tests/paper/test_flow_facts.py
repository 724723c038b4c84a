"""Facts and pictures in a document that flows over pages."""

from io import BytesIO

from PIL import Image

from desktop.paper.flow import BOTTOM, ROW, TOP, Flow
from desktop.paper.preview import count_pages


def picture() -> bytes:
    written = BytesIO()
    Image.new("RGB", (40, 30), "#88aacc").save(written, "JPEG")
    return written.getvalue()


def test_short_facts_stand_side_by_side_and_long_ones_alone() -> None:
    flow = Flow("facts")
    before = flow.y
    flow.facts([("a", "1"), ("b", "2"), ("c", "3"), ("long", "四" * 40), ("d", "4")])
    assert flow.y == before + 4 * ROW + 3


def test_facts_go_on_over_the_page() -> None:
    flow = Flow("facts")
    flow.facts([(f"label {n}", f"value {n}") for n in range(100)])
    assert len(flow.sheets) == 2
    assert TOP < flow.y <= BOTTOM
    assert count_pages(flow.draw().finish()) == 2


def test_pictures_stand_in_pairs_and_are_not_parted_from_their_words() -> None:
    flow = Flow("pictures")
    flow.pictures([(picture(), str(n)) for n in range(9)])
    assert len(flow.sheets) == 2
    assert flow.y <= BOTTOM
    assert count_pages(flow.draw().finish()) == 2
