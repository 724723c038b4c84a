"""A desk for tests: a printed page, a pen to write on it, and a scanner.

Places within a signature box are told in mm from its top left corner.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import default_rng

from desktop.core.reading import Mark, PageReading, RowReading
from desktop.paper.reading.page import read_page
from desktop.paper.reading.picture import Colour, Picture
from desktop.paper.reading.straight import Straight
from desktop.paper.reading.tone import contrast
from tests.paper.reading.corpus.corpus import placed_codes
from tests.paper.reading.corpus.pages import DPI, VARIANTS, Printed, Variant, printed
from tests.paper.reading.corpus.pens import Held, Pen, write
from tests.paper.reading.corpus.surface import photocopy

BLUE = (0.12, 0.20, 0.58)
BLACK = (0.07, 0.07, 0.09)
WITH_WALK_INS = VARIANTS[3]
Spots = Sequence[tuple[float, float]]

NAME: tuple[Spots, ...] = (
    ((6, 4), (16, 3.5)),
    ((11, 2.5), (10.5, 7), (7, 12)),
    ((11, 7), (16, 12.5)),
    ((20, 4), (27, 3.5), (26, 8), (21, 8.5)),
    ((23, 3), (23.5, 13)),
    ((20, 12), (28, 11)),
)
"""A signature of two characters, 22 by 10 mm."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A page to write on: ``paper`` is in colour at 300 dots an inch."""

    printed: Printed
    paper: Colour

    def write(self, slot: int, *lines: Spots, colour: tuple[float, float, float] = BLACK) -> None:
        """Write lines in the signature box of a slot with a pen of 0.5 mm."""
        box = self.printed.signature(slot)
        self.draw(*[[(box.x + x, box.y + y) for x, y in line] for line in lines], colour=colour)

    def draw(self, *lines: Spots, colour: tuple[float, float, float] = BLACK) -> None:
        """Draw lines anywhere, in mm on the paper."""
        pen = Held(Pen("pen", colour, (0.5, 0.5), (0.95, 0.95)), 0.5, 0.95)
        write(self.paper, pen, [np.array(line, float) for line in lines], default_rng(1))

    def scan(self, dpi: int = 200, colour: bool = True) -> Picture:
        """Return the page as a scanner sees it."""
        small = np.asarray(
            cv2.resize(self.paper, None, fx=dpi / DPI, fy=dpi / DPI, interpolation=cv2.INTER_AREA), np.uint8
        )
        grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.uint8)
        return Picture(grey, small if colour else None, "scan")

    def copied(self) -> "Desk":
        """Return the page from a copying machine."""
        return Desk(self.printed, photocopy(self.paper, default_rng(3), DPI / 25.4))

    def read(self, picture: Picture | None = None) -> PageReading:
        """Read a picture of the page, by default a plain scan."""
        picture = picture or self.scan()
        page = self.printed
        return read_page(picture, page.plan, page.page, placed_codes(page, picture), page.blank)

    def rows(self, picture: Picture | None = None) -> tuple[RowReading, ...]:
        """Read a picture of the page and return its rows."""
        return self.read(picture).rows

    def marks(self, picture: Picture | None = None) -> list[Mark]:
        """Read a picture of the page and return what each row was judged to be."""
        return [row.mark for row in self.rows(picture)]

    def straight(self, pixels_a_mm: float = 6.0) -> Straight:
        """Return the whole page as if it had been straightened, without reading it."""
        size = (
            round(self.printed.plan.paper.width * pixels_a_mm),
            round(self.printed.plan.paper.height * pixels_a_mm),
        )
        small = np.asarray(cv2.resize(self.paper, size, interpolation=cv2.INTER_AREA), np.uint8)
        grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.uint8)
        red = contrast(np.ascontiguousarray(small[..., 0]), pixels_a_mm)
        return Straight(contrast(grey, pixels_a_mm), self.printed.plan.paper, pixels_a_mm, red)


def fresh(variant: Variant = VARIANTS[0]) -> Desk:
    """Lay a page on the desk that nobody has written on."""
    page = printed(variant)
    return Desk(page, np.asarray(cv2.cvtColor(page.paper, cv2.COLOR_GRAY2RGB), np.uint8))


def turned(picture: Picture, quarters: int) -> Picture:
    """Return the picture turned against the clock by quarters."""
    colour = None if picture.colour is None else np.ascontiguousarray(np.rot90(picture.colour, quarters))
    return Picture(np.ascontiguousarray(np.rot90(picture.grey, quarters)), colour, picture.name)
