"""A page in a picture, read: where it lies, what is signed, and the page straightened to be shown."""

from collections.abc import Sequence

import cv2
import numpy as np

from desktop.core.reading import PageReading
from desktop.core.sheet_layout import Box, SheetLayout
from desktop.paper.reading.codes import PlacedCode
from desktop.paper.reading.picture import Grey, Picture
from desktop.paper.reading.plane import NoPlane, corners_of, fit_plane, pixels_a_mm, with_marks
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
_FIRST_REACH, _SECOND_REACH = 2.6, 1.2
_STRAIGHT_ENOUGH = 0.15
_MARGIN = 4.0
_EDGE = 2.0
_BINDING = 22.0
"""How much, in mm, of the bare edge left of the table is looked at, to know what shines through."""


class NotReadable(Exception):
    """The codes that were read do not tell where the page lies in the picture."""


def read_page(
    picture: Picture,
    plan: SheetLayout,
    page: int,
    placed: Sequence[PlacedCode],
    blank: frozenset[int] = frozenset(),
) -> PageReading:
    """Judge every row of a page in a picture; in the ``blank`` slots the whole row is looked at.

    Raises NotReadable.
    """
    picture, placed = _shrunk(picture, placed)
    surface = _surface(picture, plan, page, placed)
    region = _region(plan)
    grey = straighten(picture.grey, surface, region, PIXELS_A_MM)
    rows = len(plan.rows_on(page))
    red = None
    if picture.colour is not None:
        red_channel = np.ascontiguousarray(picture.colour[..., 0])
        red = contrast(straighten(red_channel, surface, region, PIXELS_A_MM), PIXELS_A_MM)
    straight = Straight(contrast(grey, PIXELS_A_MM), region, PIXELS_A_MM, red)
    unseen = _outside(surface, plan, rows, blank, picture)
    readings = tuple(judge_rows(straight, plan, rows, blank, unseen))
    outline = surface.plane.to_picture(corners_of(plan.paper))
    seen = _share_seen(surface, plan.paper, picture)
    return PageReading(page, readings, seen, tuple((float(x), float(y)) for x, y in outline))


def flatten(
    picture: Picture, plan: SheetLayout, page: int, placed: Sequence[PlacedCode], dpi: float
) -> Picture:
    """Return the whole page straightened, so that mm on the paper times dpi / 25.4 are pixels.

    Raises NotReadable.
    """
    surface = _surface(picture, plan, page, placed)
    scale = dpi / 25.4
    grey = straighten(picture.grey, surface, plan.paper, scale)
    colour = None
    if picture.colour is not None:
        colour = straighten(picture.colour, surface, plan.paper, scale)
    return Picture(grey, colour, picture.name, picture.number)


def _surface(picture: Picture, plan: SheetLayout, page: int, placed: Sequence[PlacedCode]) -> Surface:
    """Return where the page lies: the plane by codes and corner squares, its bends by the printed rules."""
    try:
        plane = with_marks(fit_plane(placed), picture.grey, plan.marks)
    except (NoPlane, np.linalg.LinAlgError) as error:
        raise NotReadable from error
    across, down = code_offsets(plane)
    surface = bent(flat(plane, plan.paper), [across], [down])
    rows = len(plan.rows_on(page))
    region = _region(plan)
    for reach in (_FIRST_REACH, _SECOND_REACH):
        page_as_is = contrast(straighten(picture.grey, surface, region, PIXELS_A_MM), PIXELS_A_MM)
        aside, below = rule_offsets(Straight(page_as_is, region, PIXELS_A_MM), plan, rows, reach)
        sideways, downwards = from_plane(surface, aside, below)
        surface = bent(surface, [across, sideways], [down, downwards])
        if max(_furthest(aside), _furthest(below)) < _STRAIGHT_ENOUGH:
            break
    return surface


def _furthest(offsets: Offsets) -> float:
    """Return how far aside all but the odd rule lie, in mm."""
    return float(np.percentile(np.abs(offsets.by), 95)) if len(offsets.by) else 0.0


def _region(plan: SheetLayout) -> Box:
    """Return what of the paper is straightened: from the headings of the table down, with its margins."""
    left, top = plan.table.x - _BINDING, plan.heading.y - _MARGIN
    return Box(left, top, plan.paper.right - _EDGE - left, plan.paper.bottom - _EDGE - top)


def _outside(
    surface: Surface, plan: SheetLayout, rows: int, blank: frozenset[int], picture: Picture
) -> frozenset[int]:
    """Return the slots whose box does not lie wholly in the picture."""
    height, width = picture.grey.shape
    found = set()
    for slot, place in enumerate(plan.slots[:rows]):
        box = place.box if slot in blank or place.signature is None else place.signature
        corners = surface.to_picture(corners_of(box))
        if (corners < 0).any() or (corners[:, 0] > width).any() or (corners[:, 1] > height).any():
            found.add(slot)
    return frozenset(found)


def _shrunk(picture: Picture, placed: Sequence[PlacedCode]) -> tuple[Picture, Sequence[PlacedCode]]:
    """Return the picture no finer than is looked at, so that thin strokes are averaged and not skipped."""
    scale = max(pixels_a_mm(placed) / PIXELS_A_MM, 1e-9) if placed else 1.0
    if scale < _SHRINK_FROM:
        return picture, placed
    factor = 1 / scale
    return (
        Picture(
            _smaller(picture.grey, factor),
            None if picture.colour is None else _smaller(picture.colour, factor),
            picture.name,
            picture.number,
        ),
        [PlacedCode(code.corners * factor, code.box) for code in placed],
    )


def _smaller(pixels: Grey, factor: float) -> Grey:
    return np.asarray(cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8)


def _share_seen(surface: Surface, paper: Box, picture: Picture) -> float:
    """Return the share of the paper that lies within the picture."""
    x, y = np.meshgrid(np.linspace(paper.x, paper.right, 21), np.linspace(paper.y, paper.bottom, 29))
    places = surface.to_picture(np.stack([x.ravel(), y.ravel()], axis=1))
    height, width = picture.grey.shape
    inside = (places >= 0).all(axis=1) & (places[:, 0] <= width) & (places[:, 1] <= height)
    return float(inside.mean())
