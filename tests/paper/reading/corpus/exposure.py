"""A signed page made into a picture."""

from functools import lru_cache

import cv2
import numpy as np
from numpy.random import Generator, default_rng
from numpy.typing import NDArray

from desktop.paper.reading.picture import Colour, Grey, Picture
from tests.paper.reading.corpus import surface
from tests.paper.reading.corpus.camera import Bend, Camera, Points, bend, camera, shoot
from tests.paper.reading.corpus.damage import Damage
from tests.paper.reading.corpus.pages import PER_MM, VARIANTS, printed
from tests.paper.reading.corpus.pens import field
from tests.paper.reading.corpus.signing import sign

_SHARPER = 1.25
"""Pixels of the paper for one of the picture, so that shrinking does not alias."""


def expose(paper: Colour, damage: Damage, name: str, chance: Generator) -> tuple[Picture, Camera]:
    """Damage a page of 300 dpi and take its picture."""
    size = (paper.shape[1] / PER_MM, paper.shape[0] / PER_MM)
    creases = _creases(damage, size, chance)
    bends = (*_fold_bends(damage, creases, size), *_curls(damage, size, chance))
    seen_by = camera(damage, size, bends, chance)
    scale = min(PER_MM, damage.width / min(size) * _SHARPER)
    if scale < PER_MM:
        wanted = (round(size[0] * scale), round(size[1] * scale))
        paper = np.asarray(cv2.resize(paper, wanted, interpolation=cv2.INTER_LINEAR), np.uint8)
        scale = wanted[0] / size[0]
    paper = _damaged(paper, damage, creases, scale, chance)
    picture = shoot(paper, scale, seen_by, _ground(damage, seen_by.size, chance))
    _light(picture, damage, chance)
    return _developed(picture, damage, name, chance), seen_by


def _damaged(
    paper: Colour, damage: Damage, creases: list[tuple[bool, float]], scale: float, chance: Generator
) -> Colour:
    """Do to the paper what is done to paper; copies are made of the clean page."""
    for _copy in range(damage.copies):
        paper = surface.photocopy(paper, chance, scale)
    if damage.show_through:
        surface.show_through(paper, _back(int(chance.integers(0, 4))), damage.show_through, scale)
    if damage.coffee:
        surface.spill(paper, chance, damage.coffee, scale)
    if creases:
        surface.crease(paper, chance, creases, min(1.0, damage.fold_depth / 4), scale)
    return paper


def _light(picture: Colour, damage: Damage, chance: Generator) -> None:
    if damage.light or damage.shadow:
        shade = surface.lamp(chance, picture.shape, damage.light)
        if damage.shadow:
            shade = shade * surface.hand(chance, picture.shape, damage.shadow)
        surface.darken(picture, shade)
    if damage.photo:
        white = chance.uniform(0.8, 1.02) * np.array([1.0, chance.uniform(0.92, 1), chance.uniform(0.85, 1)])
    else:
        white = np.full(3, chance.uniform(0.92, 1.04))
    levels = np.arange(256)[:, None] / 255
    curve = np.clip(levels ** chance.uniform(0.9, 1.15) * white * 255, 0, 255)
    cv2.LUT(picture, curve.astype(np.uint8).reshape(256, 1, 3), picture)


def _developed(picture: Colour, damage: Damage, name: str, chance: Generator) -> Picture:
    """Blur, grain and compression, as lens, sensor and file do them."""
    seen = picture if damage.colour else np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)
    if damage.blur:
        seen = np.asarray(cv2.GaussianBlur(seen, (0, 0), damage.blur), np.uint8)
    if damage.noise:
        seen = np.asarray(cv2.add(seen, _grain(seen.shape, damage.noise, chance), dtype=cv2.CV_8U), np.uint8)
    if damage.jpeg is not None:
        seen = _compressed(seen, damage.jpeg)
    if not damage.colour:
        return Picture(seen, None, name)
    return Picture(np.asarray(cv2.cvtColor(seen, cv2.COLOR_RGB2GRAY), np.uint8), seen, name)


def _compressed(seen: Colour | Grey, quality: int) -> Colour | Grey:
    """Write the picture as JPEG and read it back."""
    if seen.ndim == 3:
        seen = np.asarray(cv2.cvtColor(seen, cv2.COLOR_RGB2BGR), np.uint8)
    _done, data = cv2.imencode(".jpg", seen, [cv2.IMWRITE_JPEG_QUALITY, quality])
    back = np.asarray(cv2.imdecode(data, cv2.IMREAD_UNCHANGED), np.uint8)
    return np.asarray(cv2.cvtColor(back, cv2.COLOR_BGR2RGB), np.uint8) if seen.ndim == 3 else back


def _grain(shape: tuple[int, ...], strength: float, chance: Generator) -> NDArray[np.int8]:
    """Return noise of a deviation; a tile of it is laid side by side."""
    channels = shape[2] if len(shape) == 3 else 1
    noise = chance.standard_normal((389, 397, channels), np.float32) * strength
    tile = np.clip(np.round(noise), -127, 127).astype(np.int8)
    laid = cv2.repeat(tile, -(-shape[0] // 389), -(-shape[1] // 397))
    return np.asarray(laid[: shape[0], : shape[1]], np.int8)


def _ground(damage: Damage, size: tuple[int, int], chance: Generator) -> Colour:
    """Return what lies around the paper: the lid of a scanner, or a desk of some colour and grain."""
    width, height = size
    if not damage.photo:
        return np.full((height, width, 3), int(chance.choice((250, 235, 40))), np.uint8)
    desk = np.array([(96, 66, 44), (60, 58, 56), (150, 140, 128), (30, 34, 40), (120, 40, 36)])[
        int(chance.integers(0, 5))
    ]
    grain = (
        field(chance, (height // 8 + 1, width // 8 + 1), 3) * 5 + field(chance, (height // 8 + 1, 1), 1) * 5
    )
    small = np.clip(desk + grain[..., None], 0, 255).astype(np.uint8)
    return np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_LINEAR), np.uint8)


def _creases(damage: Damage, size: tuple[float, float], chance: Generator) -> list[tuple[bool, float]]:
    """Choose folds: (down the page?, where in mm), as letters are folded, in halves or thirds."""
    made = []
    for _fold in range(damage.folds):
        upright = bool(chance.random() < 0.4)
        share = float(chance.choice((1 / 3, 1 / 2, 2 / 3))) + float(chance.normal(0, 0.04))
        made.append((upright, share * size[0 if upright else 1]))
    return made


def _fold_bends(damage: Damage, creases: list[tuple[bool, float]], size: tuple[float, float]) -> list[Bend]:
    """Raise the paper to a ridge (or sink it) at each fold."""
    bends = []
    for n, (upright, where) in enumerate(creases):
        way = np.array((1.0, 0.0) if upright else (0.0, 1.0))
        steps = np.arange(int(size[0 if upright else 1]) + 2)
        rise = damage.fold_depth * (-1 if n % 2 else 1) * np.exp(-np.abs(steps - where) / 45)
        bends.append(bend(np.zeros(2), way, rise))
    return bends


def _curls(damage: Damage, size: tuple[float, float], chance: Generator) -> list[Bend]:
    """Lift an edge, arch the whole page, or lift one corner."""
    bends = []
    paper = np.array(size)
    if damage.curl:
        way = np.array([(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)][int(chance.integers(0, 4))])
        long = float(abs(way @ paper))
        t = np.arange(int(long) + 2) / long
        lifted = np.clip((t - 0.35) / 0.65, 0, 1) ** 2
        arched = np.sin(np.pi * t)
        bends.append(
            bend(_start(way, paper), way, damage.curl * (lifted if chance.random() < 0.6 else arched))
        )
    if damage.corner:
        way = np.array([(0.7, 0.7), (-0.7, 0.7), (0.7, -0.7), (-0.7, -0.7)][int(chance.integers(0, 4))])
        way = way / np.hypot(*way)
        long = float(np.abs(way) @ paper)
        t = np.arange(int(long) + 2) / long
        bends.append(bend(_start(way, paper), way, damage.corner * np.clip((t - 0.6) / 0.4, 0, 1) ** 2))
    return bends


def _start(way: Points, paper: Points) -> Points:
    """Return the corner a way leads away from."""
    return np.where(way < 0, paper, 0.0)


@lru_cache(maxsize=4)
def _back(number: int) -> Grey:
    """Return another signed page, small, to shine through."""
    page = printed(VARIANTS[number * 3])
    signed = sign(page, default_rng(number))
    grey = cv2.cvtColor(signed.paper, cv2.COLOR_RGB2GRAY)
    return np.asarray(cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8)
