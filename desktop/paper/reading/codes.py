"""The QR codes in a picture: what they say, and where their corners lie."""

from dataclasses import dataclass

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from desktop.core.sheet_layout import Box
from desktop.paper.reading.picture import Grey, Picture

Corners = NDArray[np.float64]

_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_SMALL = 1_400
_LARGE = 2_600


@dataclass(frozen=True, slots=True)
class SeenCode:
    """A code in a picture.

    ``corners`` has the shape (4, 2), in pixels: the symbol's own top left, top right, bottom right and
    bottom left, however the page lies.
    """

    text: str
    corners: Corners


@dataclass(frozen=True, slots=True)
class PlacedCode:
    """A code whose place on the page is known: ``box`` in mm from the paper's top left."""

    corners: Corners
    box: Box


def find_codes(picture: Picture) -> list[SeenCode]:
    """Return all QR codes that can be read, each once.

    Where none is found, the picture is looked at again smaller, larger and with its contrast evened out.
    """
    found = _read(picture.grey, 1.0)
    if found:
        return found
    for grey, scale in _other_looks(picture.grey):
        found = _read(grey, scale)
        if found:
            break
    return found


def _other_looks(grey: Grey) -> list[tuple[Grey, float]]:
    longest = max(grey.shape)
    looks: list[tuple[Grey, float]] = [(_evened(grey), 1.0)]
    if longest > _LARGE:
        looks.append((_scaled(grey, 0.5), 0.5))
    if longest < _SMALL:
        looks.append((_scaled(grey, 2.0), 2.0))
    return looks


def _evened(grey: Grey) -> Grey:
    return np.asarray(cv2.createCLAHE(3.0, (8, 8)).apply(grey), np.uint8)


def _scaled(grey: Grey, scale: float) -> Grey:
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=way), np.uint8)


def _read(grey: Grey, scale: float) -> list[SeenCode]:
    codes = zxingcpp.read_barcodes(grey, formats=_QR, try_invert=False)
    found: dict[tuple[str, int, int], SeenCode] = {}
    for code in codes:
        place = code.position
        points = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
        corners = np.array([(p.x, p.y) for p in points], np.float64) / scale
        near = np.round(corners.mean(axis=0) / 50)
        found.setdefault((code.text, int(near[0]), int(near[1])), SeenCode(code.text, corners))
    return list(found.values())
