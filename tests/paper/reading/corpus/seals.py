"""Red seals: a person's own, and an office's that lies over several rows."""

from math import cos, pi, sin

import cv2
import numpy as np
from numpy.random import Generator

from desktop.paper.reading.picture import Colour, Grey
from tests.paper.reading.corpus.glyphs import filled
from tests.paper.reading.corpus.pages import PER_MM
from tests.paper.reading.corpus.pens import field, soak

_RED = (0.84, 0.10, 0.12)
_OFFICE = "舟山市普陀区沈家门街道总工会"


def name_seal(page: Colour, chance: Generator, x: float, y: float, size: float) -> None:
    """Press a personal seal, ``size`` mm wide, red, its middle at (x, y) mm."""
    side = round(size * PER_MM)
    mask = np.zeros((side + 8, side + 8), np.uint8)
    carved = chance.random() < 0.5  # white characters on red
    oval = chance.random() < 0.3
    _border(mask, side, oval, -1 if carved else max(3, side // 22))
    _characters(mask, chance, side, carved, 0.3 if oval else 0.42)
    turned = cv2.getRotationMatrix2D((side / 2 + 4, side / 2 + 4), float(chance.normal(0, 5)), 1)
    mask = np.asarray(cv2.warpAffine(mask, turned, mask.shape[::-1]), np.uint8)
    laid = mask.astype(np.float32) / 255 * float(chance.uniform(0.6, 0.95))
    laid *= np.clip(1.1 + 0.35 * field(chance, mask.shape, 9), 0.2, 1)
    left, top = round(x * PER_MM - side / 2) - 4, round(y * PER_MM - side / 2) - 4
    soak(page, laid, _RED, left, top)


def _border(mask: Grey, side: int, oval: bool, thick: int) -> None:
    if oval:
        axes = (side // 2, int(side * 0.38))
        cv2.ellipse(mask, (side // 2 + 4, side // 2 + 4), axes, 0, 0, 360, 255, thick, cv2.LINE_AA)
    else:
        cv2.rectangle(mask, (6, 6), (side, side), 255, thick)


def _characters(mask: Grey, chance: Generator, side: int, carved: bool, share: float) -> None:
    """Carve four characters."""
    each = int(side * share)
    for n in range(4):
        sign = filled(str(chance.choice(list("王李张刘之印林陈工会周高"))), each)
        x = side // 2 + 4 + (n % 2 - 1) * each
        y = side // 2 + 4 + (n // 2 - 1) * each
        spot = mask[y : y + each, x : x + each]
        spot[:] = np.minimum(spot, 255 - sign) if carved else np.maximum(spot, sign)


def office_seal(page: Colour, chance: Generator, x: float, y: float) -> None:
    """Press the round seal of an office, 38 to 42 mm across, its middle at (x, y) mm."""
    radius = chance.uniform(19, 21) * PER_MM
    room = 6
    side = round(radius * 2) + 2 * room
    mask = np.zeros((side, side), np.uint8)
    middle = side // 2
    cv2.circle(mask, (middle, middle), int(radius - 8), 255, round(1.2 * PER_MM), cv2.LINE_AA)
    points = [
        (middle + length * sin(n * pi / 5), middle - length * cos(n * pi / 5))
        for n in range(10)
        for length in ((0.33 if n % 2 == 0 else 0.126) * radius,)
    ]
    cv2.fillPoly(mask, [np.round(points).astype(np.int32)], 255, cv2.LINE_AA)
    _around(mask, middle, radius * 0.73)
    turned = cv2.getRotationMatrix2D((middle, middle), float(chance.normal(0, 12)), 1)
    mask = np.asarray(cv2.warpAffine(mask, turned, (side, side)), np.uint8)
    laid = mask.astype(np.float32) / 255 * float(chance.uniform(0.45, 0.85))
    laid *= np.clip(1.05 + 0.3 * field(chance, mask.shape, 40) + 0.15 * field(chance, mask.shape, 4), 0.1, 1)
    soak(page, laid, _RED, round(x * PER_MM) - middle, round(y * PER_MM) - middle)


def _around(mask: Grey, middle: int, radius: float) -> None:
    """Set the office's name along the ring."""
    size = 60
    for n, letter in enumerate(_OFFICE):
        angle = (n - (len(_OFFICE) - 1) / 2) * 17.5
        x = middle + radius * sin(angle * pi / 180)
        y = middle - radius * cos(angle * pi / 180)
        turn = cv2.getRotationMatrix2D((size / 2, size / 2), -angle, 0.92)
        turn = turn + np.array([[0, 0, x - size / 2], [0, 0, y - size / 2]])
        letter_there = cv2.warpAffine(filled(letter, size), turn, mask.shape[::-1])
        np.maximum(mask, letter_there, out=mask)
