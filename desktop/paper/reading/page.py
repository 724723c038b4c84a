"""A page in a picture, read: where it lies, what is signed, and the page straightened to be shown."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from desktop.core.reading import Mark, PageReading, RowReading, Why
from desktop.core.sheet_content import Column
from desktop.core.sheet_layout import Box, SheetLayout
from desktop.paper.reading.astray import slots_astray
from desktop.paper.reading.codes import PlacedCode
from desktop.paper.reading.picture import Colour, Grey, Picture
from desktop.paper.reading.plane import NoPlane, Plane, corners_of, fit_plane, pixels_a_mm, with_marks
from desktop.paper.reading.rows import judge_rows
from desktop.paper.reading.rules import rule_offsets
from desktop.paper.reading.straight import Straight
from desktop.paper.reading.surface import (
    Offsets,
    Surface,
    bent,
    code_offsets,
    flat,
    from_plane,
    straighten,
)
from desktop.paper.reading.tone import contrast

PIXELS_A_MM = 6.0
"""How finely pages are straightened and judged: 152 dots an inch."""
_SHRINK_FROM = 1.6
_REACHES = (4.0, 2.2, 1.2)
"""How far aside, in mm, the printed rules are looked for: the first time, the second, the third."""
_STRAIGHT_ENOUGH = 0.15
_GLANCE, _REDDISH, _LEAST_RED = 5, 25, 0.0003
"""Every fifth pixel is glanced at; by how much of 255 it is red; the least share of such pixels."""
_BEYOND = 0.5
"""How far beyond the codes and squares found rows are believed, as a share of the height these span."""
_MARGIN = 4.0
_EDGE = 2.0
_BINDING = 22.0
"""How much, in mm, of the bare edge left of the table is looked at, to know what shines through."""


class NotReadable(Exception):
    """The codes that were read do not tell where the page lies in the picture."""


@dataclass(frozen=True, slots=True)
class _View:
    """A picture as it is looked at: ``scale`` times as fine as it came, ``red`` is its red light."""

    grey: Grey
    red: Grey | None
    placed: Sequence[PlacedCode]
    scale: float


def read_page(
    picture: Picture,
    plan: SheetLayout,
    page: int,
    placed: Sequence[PlacedCode],
    blank: frozenset[int] = frozenset(),
) -> PageReading:
    """Judge every row of a page in a picture; in the ``blank`` slots the whole row is looked at.

    Raises NotReadable; a sheet without a column for signatures has nothing to read.
    """
    if all(column.column is not Column.SIGNATURE for column in plan.columns):
        raise NotReadable
    view = _view(picture, placed)
    surface, straight = _laid_flat(view, plan, page)
    rows = len(plan.rows_on(page))
    unseen = _outside(surface, plan, rows, blank, view.grey.shape)
    if not _is_supported(surface.plane, [plan.slots[n].box for n in range(rows) if n not in unseen]):
        raise NotReadable
    astray = set(slots_astray(surface, plan, rows, view.placed, pixels_a_mm(view.placed)))
    readings = tuple(
        _doubted(reading) if reading.slot in astray else reading
        for reading in judge_rows(straight, plan, rows, blank, unseen)
    )
    outline = surface.plane.to_picture(corners_of(plan.paper))
    seen = _share_seen(surface, plan.paper, view.grey.shape)
    corners = tuple((float(x) / view.scale, float(y) / view.scale) for x, y in outline)
    return PageReading(page, readings, seen, corners)


def flatten(
    picture: Picture, plan: SheetLayout, page: int, placed: Sequence[PlacedCode], dpi: float
) -> Picture:
    """Return the whole page straightened, so that mm on the paper times dpi / 25.4 are pixels.

    Raises NotReadable.
    """
    view = _view(picture, placed)
    surface, _straight = _laid_flat(view, plan, page)
    scale = dpi / 25.4
    grey = straighten(view.grey, surface, plan.paper, scale)
    colour = None
    if picture.colour is not None:
        colour = straighten(_scaled(picture.colour, view.scale), surface, plan.paper, scale)
    return Picture(grey, colour, picture.name, picture.number)


def _laid_flat(view: _View, plan: SheetLayout, page: int) -> tuple[Surface, Straight]:
    """Return where the page lies, and its lower part straightened.

    The plane comes from the codes and the corner squares, its bends from the printed rules.
    """
    try:
        plane = with_marks(fit_plane(view.placed), view.grey, plan.marks)
    except (NoPlane, np.linalg.LinAlgError) as error:
        raise NotReadable from error
    across, down = code_offsets(plane)
    surface = bent(flat(plane, plan.paper), [across], [down])
    region, rows = _region(plan), len(plan.rows_on(page))
    for reach in _REACHES:
        straight = _straight(view.grey, surface, region)
        aside, below = rule_offsets(straight, plan, rows, reach)
        if max(_furthest(aside), _furthest(below)) < _STRAIGHT_ENOUGH:
            break
        sideways, downwards = from_plane(surface, aside, below)
        surface = bent(surface, [across, sideways], [down, downwards])
    else:
        straight = _straight(view.grey, surface, region)
    if view.red is None:
        return surface, straight
    red = _straight(view.red, surface, region)
    return surface, replace(straight, red_light=red.contrast)


def _straight(grey: Grey, surface: Surface, region: Box) -> Straight:
    return Straight(
        contrast(straighten(grey, surface, region, PIXELS_A_MM), PIXELS_A_MM), region, PIXELS_A_MM
    )


def _furthest(offsets: Offsets) -> float:
    """Return how far aside all but the odd rule lie, in mm."""
    return float(np.percentile(np.abs(offsets.by), 95)) if len(offsets.by) else 0.0


def _region(plan: SheetLayout) -> Box:
    """Return what of the paper is straightened: from the headings of the table down, with its margins."""
    left, top = plan.table.x - _BINDING, plan.heading.y - _MARGIN
    return Box(left, top, plan.paper.right - _EDGE - left, plan.paper.bottom - _EDGE - top)


def _outside(
    surface: Surface, plan: SheetLayout, rows: int, blank: frozenset[int], shape: tuple[int, ...]
) -> frozenset[int]:
    """Return the slots whose box does not lie wholly in the picture."""
    height, width = shape
    found = set()
    for slot, place in enumerate(plan.slots[:rows]):
        box = place.box if slot in blank or place.signature is None else place.signature
        corners = surface.to_picture(corners_of(box))
        if (corners < 0).any() or (corners[:, 0] > width).any() or (corners[:, 1] > height).any():
            found.add(slot)
    return frozenset(found)


def _doubted(reading: RowReading) -> RowReading:
    """Return the reading of a row that may lie aside, left to a person."""
    if reading.mark is Mark.UNSEEN:
        return reading
    return replace(reading, mark=Mark.DOUBTFUL, confidence=0.5, why=Why.ASTRAY)


def _is_supported(plane: Plane, boxes: Sequence[Box]) -> bool:
    """Tell whether no row lies far above or below all that tells where the page lies."""
    if not boxes:
        return True
    top, bottom = float(plane.paper[:, 1].min()), float(plane.paper[:, 1].max())
    reach = _BEYOND * (bottom - top)
    return boxes[0].y >= top - reach and boxes[-1].bottom <= bottom + reach


def _view(picture: Picture, placed: Sequence[PlacedCode]) -> _View:
    """Return the picture no finer than is looked at, so that thin strokes are averaged and not skipped."""
    fineness = pixels_a_mm(placed) / PIXELS_A_MM if placed else 1.0
    scale = 1.0 if fineness < _SHRINK_FROM else 1 / fineness
    red = None
    if picture.colour is not None and _has_red(picture.colour):
        red = _scaled(np.ascontiguousarray(picture.colour[..., 0]), scale)
    moved = [PlacedCode(code.corners * scale, code.box) for code in placed]
    return _View(_scaled(picture.grey, scale), red, moved, scale)


def _has_red(colour: Colour) -> bool:
    """Tell whether there may be the red of a seal anywhere, so that looking at red light is worth it."""
    few = colour[::_GLANCE, ::_GLANCE].astype(np.int16)
    red = few[..., 0] - np.maximum(few[..., 1], few[..., 2]) > _REDDISH
    return bool(red.mean() > _LEAST_RED)


def _scaled(pixels: Grey, scale: float) -> Grey:
    if scale == 1:
        return pixels
    return np.asarray(cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


def _share_seen(surface: Surface, paper: Box, shape: tuple[int, ...]) -> float:
    """Return the share of the paper that lies within the picture."""
    x, y = np.meshgrid(np.linspace(paper.x, paper.right, 21), np.linspace(paper.y, paper.bottom, 29))
    places = surface.to_picture(np.stack([x.ravel(), y.ravel()], axis=1))
    height, width = shape
    inside = (places >= 0).all(axis=1) & (places[:, 0] <= width) & (places[:, 1] <= height)
    return float(inside.mean())
