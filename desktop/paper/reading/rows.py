"""The rows of a straightened page, each looked at, judged and cropped."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop.core.reading import Crop, Mark, RowReading, Why
from desktop.core.sheet_content import Column
from desktop.core.sheet_layout import Box, SheetLayout
from desktop.paper.reading.ink import Levels, Piece, ink_mask, levels, pieces
from desktop.paper.reading.judge import Verdict, ink_of, under_seal, verdict_of
from desktop.paper.reading.rules import level_lines, upright_lines
from desktop.paper.reading.seals import Seal, between, find_seals, sealed
from desktop.paper.reading.straight import Straight
from desktop.paper.reading.tone import Contrast

_AROUND = 2.0
"""How much, in mm, of what lies around a box is shown on its crop."""
_QUALITY = 45


@dataclass(frozen=True, slots=True)
class _Cells:
    """Some columns of all rows: the pieces of strokes in each row, and ink where seals are bare, in mm²."""

    strokes: list[list[Piece]]
    between: list[float]


def judge_rows(
    page: Straight, plan: SheetLayout, rows: int, blank: frozenset[int], unseen: frozenset[int]
) -> Iterator[RowReading]:
    """Yield the reading of each row; the ``unseen`` slots lie outside the picture."""
    found = levels(_table(page, plan, rows).contrast, _margin(page, plan).contrast)
    seals = find_seals(page)
    signed = _look(page, plan, rows, _signature_columns(plan), found, seals)
    written = _look(page, plan, rows, _written_columns(plan), found, seals) if blank else None
    for slot in range(rows):
        place = plan.slots[slot]
        box = place.box if slot in blank or place.signature is None else place.signature
        if slot in unseen:
            yield RowReading(slot, Mark.UNSEEN, 1.0, Why.OUTSIDE, None)
            continue
        verdict = _verdict(signed, slot)
        if slot in blank and written:
            verdict = _stronger(verdict, _verdict(written, slot))
        yield RowReading(slot, verdict.mark, verdict.confidence, verdict.why, _crop(page, box))


def _verdict(cells: _Cells, slot: int) -> Verdict:
    ink = ink_of(cells.strokes[slot])
    return under_seal(ink, cells.between[slot]) if cells.between[slot] else verdict_of(ink)


def _stronger(one: Verdict, other: Verdict) -> Verdict:
    """Return which of two parts of a row says more: writing, then doubt, then nothing."""
    order = (Mark.SIGNED, Mark.DOUBTFUL, Mark.EMPTY)
    return min(one, other, key=lambda verdict: (order.index(verdict.mark), -verdict.confidence))


def _signature_columns(plan: SheetLayout) -> tuple[float, ...]:
    place = next(c for c in plan.columns if c.column is Column.SIGNATURE)
    return (place.x, round(place.x + place.width, 1))


def _written_columns(plan: SheetLayout) -> tuple[float, ...]:
    """Return the upright rules between which a walk-in writes: all columns but the number."""
    return (*(c.x for c in plan.columns if c.column is not Column.NUMBER), plan.table.right)


def _look(
    page: Straight,
    plan: SheetLayout,
    rows: int,
    walls: Sequence[float],
    found: Levels,
    seals: Sequence[Seal],
) -> _Cells:
    bottom, scale = plan.slots[rows - 1].box.bottom, page.pixels_a_mm
    cut = page.part(Box(walls[0] - 1, plan.table.y - 3, walls[-1] - walls[0] + 2, bottom - plan.table.y + 6))
    soft = np.asarray(cv2.GaussianBlur(cut.contrast, (0, 0), 0.7), np.float32)
    level, upright = level_lines(cut, plan, rows), upright_lines(cut, walls)
    mask = ink_mask(soft, found, level, upright, scale)
    over = [seal for seal in seals if seal.box.overlaps(cut.region)]
    bare = [0.0] * rows
    if over:
        bare = _by_row(mask.astype(bool) & between(cut, over), plan, rows, cut)
        mask &= 1 - sealed(cut, over)
    return _Cells(pieces(mask, soft, found, level, scale), bare)


def _by_row(ink: NDArray[np.bool_], plan: SheetLayout, rows: int, cut: Straight) -> list[float]:
    """Return the area of ink in each row, in mm²."""
    scale = cut.pixels_a_mm
    tops = [round((plan.slots[n].box.y - cut.region.y) * scale) for n in range(rows)]
    height = round(plan.slots[0].box.height * scale)
    return [float(ink[top : top + height].sum()) / scale**2 for top in tops]


def _table(page: Straight, plan: SheetLayout, rows: int) -> Straight:
    left, right = _signature_columns(plan)
    top, bottom = plan.table.y, plan.slots[rows - 1].box.bottom
    return page.part(Box(left, top, right - left, bottom - top))


def _margin(page: Straight, plan: SheetLayout) -> Straight:
    """Return the part of the binding edge that was straightened: nothing is printed there."""
    return page.part(Box(page.region.x, plan.table.y, plan.table.x - 2 - page.region.x, plan.table.height))


def _crop(page: Straight, box: Box) -> Crop:
    """Return a small picture of a box and a little around it, white where the paper is."""
    cut = page.part(Box(box.x - _AROUND, box.y - _AROUND, box.width + 2 * _AROUND, box.height + 2 * _AROUND))
    shown = np.clip(255 - 255 * _stretched(cut.contrast), 0, 255).astype(np.uint8)
    _done, data = cv2.imencode(".jpg", shown, (cv2.IMWRITE_JPEG_QUALITY, _QUALITY))
    return Crop(data.tobytes(), shown.shape[1], shown.shape[0])


def _stretched(contrast: Contrast) -> Contrast:
    return np.asarray(contrast * 1.15 - 0.02, np.float32)
