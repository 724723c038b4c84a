"""Pixels as the reader wants them: grey, and colour only where there is some."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from desktop.paper.reading.picture import Colour, Grey

LONGEST = 5000
"""Pixels of the longer side beyond which a picture is made smaller: A4 at 425 dpi."""
_STRETCH = 1.1  # so little beyond it is left as it is
_STEP = 4
_TINGE = 24  # a difference between red, green and blue that is more than noise,
_SPOTS = 20  # on so many of the pixels looked at
_BAND = 4_000_000  # pixels converted at once
_SKEWED = 1.05  # dots across to dots down, from which a fax is stretched to its true shape


@dataclass(frozen=True, slots=True)
class Pixels:
    """What was decoded; ``torn`` where the lower part is missing, which is then cut off."""

    grey: Grey
    colour: Colour | None
    torn: bool = False


def of_array(pixels: NDArray[np.uint8], torn: bool = False) -> Pixels:
    """Return decoded pixels, grey or red, green, blue, made smaller where they are many."""
    pixels = fitted(pixels)
    if pixels.ndim == 2:
        return Pixels(np.ascontiguousarray(pixels), None, torn)
    grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)
    return Pixels(grey, np.ascontiguousarray(pixels) if is_coloured(pixels) else None, torn)


def of_image(image: Image.Image, torn: bool = False) -> Pixels:
    """Return the pixels of a loaded Pillow image of whatever kind, on white where it is transparent."""
    factor = times_smaller(*image.size)
    rows = max(_BAND // max(image.width, 1) // factor, 1) * factor
    bands = [
        shrunk(of_plain(image.crop((0, top, image.width, min(top + rows, image.height)))), factor)
        for top in range(0, image.height, rows)
    ]
    return of_array(_squared(np.concatenate(bands), image), torn)


def times_smaller(width: int, height: int) -> int:
    """Return by what whole number a picture may be divided and still be large enough."""
    return max(1, max(width, height) // LONGEST)


def shrunk(pixels: NDArray[np.uint8], factor: int) -> NDArray[np.uint8]:
    """Return pixels each of which is the mean of ``factor`` x ``factor``."""
    if factor == 1:
        return pixels
    size = (max(pixels.shape[1] // factor, 1), max(pixels.shape[0] // factor, 1))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)


def fitted(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the picture with its longer side at most at the limit."""
    longer = max(pixels.shape[:2])
    if longer <= LONGEST * _STRETCH:
        return pixels
    width, height = (max(round(side * LONGEST / longer), 1) for side in (pixels.shape[1], pixels.shape[0]))
    return np.asarray(cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def is_coloured(pixels: NDArray[np.uint8]) -> bool:
    """Say whether there is more colour than a grey scan saved as colour has: a thin red stroke is enough."""
    some = pixels[::_STEP, ::_STEP]
    red, green, blue = some[..., 0], some[..., 1], some[..., 2]
    most = np.maximum(np.maximum(red, green), blue)
    least = np.minimum(np.minimum(red, green), blue)
    return int(np.count_nonzero(most - least > _TINGE)) > _SPOTS


def turned(pixels: Pixels, quarters: int) -> Pixels:
    """Return the picture turned by quarters clockwise."""
    if not quarters % 4:
        return pixels
    colour = None if pixels.colour is None else np.ascontiguousarray(np.rot90(pixels.colour, -quarters))
    return Pixels(np.ascontiguousarray(np.rot90(pixels.grey, -quarters)), colour, pixels.torn)


def of_plain(image: Image.Image) -> NDArray[np.uint8]:
    """Return 8 bits a pixel, grey or three colours."""
    if image.mode == "L" and "transparency" not in image.info:
        return np.asarray(image)
    if image.mode == "1":
        return np.asarray(image.convert("L"))
    if image.mode.startswith("I") or image.mode == "F":
        return _of_deep(np.asarray(image))
    if image.mode in ("RGBA", "RGBa", "LA", "La", "PA") or "transparency" in image.info:
        seen = image.convert("RGBA")
        paper = Image.new("RGB", image.size, "white")
        paper.paste(seen, mask=seen.getchannel("A"))
        return np.asarray(paper)
    return np.asarray(image if image.mode == "RGB" else image.convert("RGB"))


def _of_deep(values: NDArray[np.uint16] | NDArray[np.int32] | NDArray[np.float32]) -> NDArray[np.uint8]:
    """Bring 16 bits a pixel, or fractions from 0 to 1, down to 8 bits."""
    scale = 255.0 if values.dtype.kind == "f" else 255 / 65535
    return np.asarray(np.clip(np.asarray(values, np.float32) * np.float32(scale), 0, 255), np.uint8)


def _squared(pixels: NDArray[np.uint8], image: Image.Image) -> NDArray[np.uint8]:
    """Stretch a fax, which has fewer dots down than across, to its true shape."""
    across, down = _dots(image)
    if max(across, down) <= _SKEWED * min(across, down):
        return pixels
    height, width = pixels.shape[:2]
    size = (width, round(height * across / down)) if across > down else (round(width * down / across), height)
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_LINEAR), np.uint8)


def _dots(image: Image.Image) -> tuple[float, float]:
    """Return the dots an inch across and down, or (1, 1) where they are not told or not to be believed."""
    dots = image.info.get("dpi")
    if image.format != "TIFF" or not isinstance(dots, tuple) or len(dots) != 2:
        return 1.0, 1.0
    across, down = float(dots[0]), float(dots[1])
    believable = min(across, down) >= 50 and max(across, down) <= 4 * min(across, down)
    return (across, down) if believable else (1.0, 1.0)
