"""A picture of paper in memory."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Colour = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Picture:
    """One page of a scan, or one photograph, upright or not.

    ``grey`` has the shape (height, width), ``colour`` (height, width, 3) in red, green, blue; None where
    the file has no colour. 255 is white. ``name`` is the file's; ``number`` (from 1) its page or frame.
    """

    grey: Grey
    colour: Colour | None
    name: str
    number: int = 1
