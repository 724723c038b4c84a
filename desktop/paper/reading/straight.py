"""A part of the paper, straightened: what is dark on it, in all light and in red light."""

from dataclasses import dataclass

import numpy as np

from desktop.core.sheet_layout import Box
from desktop.paper.reading.tone import Contrast


@dataclass(frozen=True, slots=True)
class Straight:
    """A straightened region of a page, and how pixels belong to mm of the paper.

    ``contrast`` and ``red_light`` have the shape (height, width). In red light red ink is hardly darker than
    the paper; it is None where the picture is all grey.
    """

    contrast: Contrast
    region: Box
    pixels_a_mm: float
    red_light: Contrast | None = None

    def part(self, box: Box) -> "Straight":
        """Return a part of the region, cut to whole pixels."""
        scale = self.pixels_a_mm
        left = max(0, round((box.x - self.region.x) * scale))
        top = max(0, round((box.y - self.region.y) * scale))
        area = np.s_[top : top + round(box.height * scale), left : left + round(box.width * scale)]
        cut = self.contrast[area]
        x, y = self.region.x + left / scale, self.region.y + top / scale
        region = Box(x, y, cut.shape[1] / scale, cut.shape[0] / scale)
        return Straight(cut, region, scale, None if self.red_light is None else self.red_light[area])

    def turned(self) -> "Straight":
        """Return the region with across and down exchanged."""
        region = self.region
        return Straight(
            self.contrast.T, Box(region.y, region.x, region.height, region.width), self.pixels_a_mm
        )
