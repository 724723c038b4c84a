"""Damage to the paper itself, at the resolution it will be seen in (``scale`` pixels a mm)."""

from math import cos, pi, sin

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from desktop.paper.reading.picture import Colour, Grey
from tests.paper.reading.corpus.pens import field

_COARSE = 6
Shade = NDArray[np.float32]


def spill(paper: Colour, chance: Generator, strength: float, scale: float) -> None:
    """Leave the ring of a cup, and a few drops, up to 45 % darker at strength 1."""
    height, width = (side // _COARSE for side in paper.shape[:2])
    coarse = scale / _COARSE
    wet = np.zeros((height, width), np.uint8)
    for _ring in range(1 + int(strength > 0.6)):
        middle = int(chance.uniform(0.2, 0.9) * width), int(chance.uniform(0.2, 0.9) * height)
        radius = int(chance.uniform(30, 42) * coarse)
        start = float(chance.uniform(0, 360))
        cv2.ellipse(
            wet, middle, (radius, radius), start, 0, float(chance.uniform(200, 360)), 200, 3, cv2.LINE_AA
        )
    for _drop in range(int(chance.integers(1, 6))):
        middle = int(chance.uniform(0.1, 1) * width), int(chance.uniform(0.1, 1) * height)
        size = int(chance.uniform(2, 11) * coarse)
        cv2.circle(wet, middle, size, 110, -1, cv2.LINE_AA)
        cv2.circle(wet, middle, size, 190, 1, cv2.LINE_AA)
    ragged = _ragged(wet, chance)
    stain = cv2.GaussianBlur(ragged, (0, 0), 1.0).astype(np.float32) / 255
    stain *= np.clip(1 + 0.25 * field(chance, stain.shape, 12), 0.3, 1.4)
    shade = np.stack([1 - stain * strength * share for share in (0.28, 0.42, 0.6)], -1)
    darken(paper, shade.astype(np.float32))


def _ragged(wet: Grey, chance: Generator) -> Grey:
    """Let the edges run a little."""
    places = np.indices(wet.shape)
    across = (places[1] + 3 * field(chance, wet.shape, 25)).astype(np.float32)
    down = (places[0] + 3 * field(chance, wet.shape, 25)).astype(np.float32)
    return np.asarray(cv2.remap(wet, across, down, cv2.INTER_LINEAR), np.uint8)


def show_through(paper: Colour, other: Grey, contrast: float, scale: float) -> None:
    """Let the back of the sheet shine through, mirrored and softened."""
    back = cv2.resize(other, paper.shape[1::-1], interpolation=cv2.INTER_AREA)
    back = cv2.GaussianBlur(cv2.flip(back, 1), (0, 0), max(0.3, 0.22 * scale))
    shine = cv2.convertScaleAbs(back, alpha=contrast, beta=255 * (1 - contrast))
    cv2.multiply(paper, cv2.cvtColor(shine, cv2.COLOR_GRAY2RGB), paper, 1 / 255)


def photocopy(paper: Colour, chance: Generator, scale: float) -> Colour:
    """Copy the page once: softer, harder in contrast, with specks and grains of toner, a little askew."""
    grey = np.asarray(cv2.cvtColor(paper, cv2.COLOR_RGB2GRAY), np.uint8)
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), float(chance.normal(0, 0.15)), 1.0)
    turn = turn + np.pad((chance.normal(0, 0.3, 2) * scale)[:, None], ((0, 0), (2, 0)))
    grey = np.asarray(cv2.warpAffine(grey, turn, (width, height), borderValue=(250,)), np.uint8)
    grey = np.asarray(cv2.GaussianBlur(grey, (0, 0), 0.07 * scale), np.uint8)
    grain = field(chance, grey.shape, 1.6) * 9
    grey = np.asarray(cv2.add(grey, grain, dtype=cv2.CV_8U), np.uint8)
    middle = float(chance.uniform(165, 185))
    level = np.arange(256)
    curve = 20 + 233 / (1 + np.exp(-(level - middle) / 19))
    grey = np.asarray(cv2.LUT(grey, curve.astype(np.uint8)), np.uint8)
    for _speck in range(int(chance.integers(20, 120))):
        place = int(chance.integers(0, width)), int(chance.integers(0, height))
        cv2.circle(grey, place, int(chance.uniform(0.05, 0.25) * scale), int(chance.integers(20, 120)), -1)
    return np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB), np.uint8)


def crease(
    paper: Colour, chance: Generator, creases: list[tuple[bool, float]], depth: float, scale: float
) -> None:
    """Shade folds, each (down the page?, where in mm): a ridge of 0.4 mm and two sides in different light."""
    for upright, where in creases:
        view = paper if upright else paper.transpose(1, 0, 2)
        distance = (np.arange(view.shape[1]) / scale - where)[None, :]
        side = 1 - 0.07 * depth * np.tanh(distance / 6) * np.exp(-np.abs(distance) / 70)
        darken(paper, (side if upright else side.T).astype(np.float32))
        _ridge(view, chance, where, depth * float(chance.choice((-0.11, 0.2))), scale)


def _ridge(view: Colour, chance: Generator, where: float, dark: float, scale: float) -> None:
    """Draw the line of a fold down the picture, wandering and broken as it is."""
    first, last = (round(np.clip((where + reach) * scale, 0, view.shape[1])) for reach in (-2, 2))
    distance = (np.arange(first, last) / scale - where)[None, :] + 0.25 * field(chance, (len(view), 1), 60)
    worn = np.clip(0.8 + 0.4 * field(chance, (len(view), 1), 20), 0, 1.2)
    shade = 1 - dark * worn * np.exp(-((distance / 0.35) ** 2))
    view[:, first:last] = np.clip(view[:, first:last] * shade[..., None], 0, 255).astype(np.uint8)


def darken(picture: Colour, shade: Shade) -> None:
    """Multiply the picture by a shade of any size, grey or coloured; up to 1.25 brightens."""
    small = np.clip(shade * 200, 0, 255).astype(np.uint8)
    full = cv2.resize(small, picture.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    if full.ndim == 2:
        full = cv2.cvtColor(full, cv2.COLOR_GRAY2RGB)
    cv2.multiply(picture, full, picture, 1 / 200)


def lamp(chance: Generator, shape: tuple[int, ...], strength: float) -> Shade:
    """Return uneven light: brighter toward one side, with a pool of it somewhere, to ``strength`` darker."""
    height, width = shape[0] // 8 + 1, shape[1] // 8 + 1
    down, across = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j]
    angle = float(chance.uniform(0, 2 * pi))
    slope = (across - 0.5) * cos(angle) + (down - 0.5) * sin(angle)
    pool = (across - chance.uniform(0, 1)) ** 2 + (down - chance.uniform(0, 1)) ** 2
    light = 1 - strength * (0.5 + 0.7 * slope) * 0.7 - strength * 0.45 * np.minimum(pool, 1)
    return np.asarray(np.clip(light, 0.25, 1.1), np.float32)


def hand(chance: Generator, shape: tuple[int, ...], strength: float) -> Shade:
    """Return the shadow of a hand and arm that reach into the picture, its edge hard or soft."""
    height, width = shape[0] // 8 + 1, shape[1] // 8 + 1
    mask = np.zeros((height, width), np.uint8)
    side = max(height, width)
    goal = np.array([chance.uniform(0.2, 0.8) * width, chance.uniform(0.3, 0.8) * height])
    angle = float(chance.uniform(0, 2 * pi))
    far = goal + side * np.array([cos(angle), sin(angle)])
    cv2.line(mask, _at(goal), _at(far), 255, int(0.14 * side), cv2.LINE_AA)
    cv2.circle(mask, _at(goal), int(0.11 * side), 255, -1, cv2.LINE_AA)
    for finger in range(4):
        way = angle + pi + (finger - 1.5) * 0.28
        tip = goal + side * chance.uniform(0.16, 0.22) * np.array([cos(way), sin(way)])
        cv2.line(mask, _at(goal), _at(tip), 255, int(0.032 * side), cv2.LINE_AA)
    soft = float(chance.choice((0.004, 0.012, 0.035))) * side
    dark = cv2.GaussianBlur(mask, (0, 0), max(0.8, soft)).astype(np.float32) / 255
    return np.asarray(1 - strength * dark, np.float32)


def _at(point: NDArray[np.float64]) -> tuple[int, int]:
    return int(point[0]), int(point[1])
