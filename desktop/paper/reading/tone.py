"""How dark every place of a straightened page is against its own paper."""

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop.paper.reading.picture import Grey

Contrast = NDArray[np.float32]

_SMALLER = 3
_WIDEST = 2.2
"""The widest dark thing, in mm, that counts as dark: what is wider, such as a shadow, is tone."""


def contrast(grey: Grey, pixels_a_mm: float) -> Contrast:
    """Return 0 for bare paper, 1 for black, whatever light and shade lie over the page."""
    paper = np.maximum(_paper_tone(grey, pixels_a_mm), 24)
    return np.asarray(1 - grey.astype(np.float32) / paper, np.float32)


def _paper_tone(grey: Grey, pixels_a_mm: float) -> Contrast:
    """Return the tone of the paper at each pixel: what is brightest around, smoothed."""
    height, width = grey.shape
    size = (max(1, width // _SMALLER), max(1, height // _SMALLER))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    reach = int(_WIDEST * pixels_a_mm / _SMALLER) | 1
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (reach, reach))
    closed = cv2.morphologyEx(cv2.medianBlur(small, 3), cv2.MORPH_CLOSE, kernel)
    smooth = cv2.GaussianBlur(closed.astype(np.float32), (0, 0), reach / 4)
    return np.asarray(cv2.resize(smooth, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)
