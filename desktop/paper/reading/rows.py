"""The rows of a straightened page, each looked at, judged and cropped."""

from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from desktop.core.reading import Crop, Mark, RowReading, Why
from desktop.core.sheet_content import Column
from desktop.core.sheet_layout import Box, SheetLayout
from desktop.paper.reading.ink import Levels, Stroke, levels, strokes
from desktop.paper.reading.judge import Verdict, ink_of, verdict_of
from desktop.paper.reading.rules import Straight, level_lines, upright_lines
from desktop.paper.reading.tone import Contrast

_AROUND = 2.0
"""How much, in mm, of what lies around a box is shown on its crop."""
_QUALITY = 45


def judge_rows(
    page: Straight, plan: SheetLayout, rows: int, blank: frozenset[int], unseen: frozenset[int]
) -> Iterator[RowReading]:
    """Yield the reading of each row; the ``unseen`` slots lie outside the picture."""
    found = levels(_table(page, plan, rows).contrast, _margin(page, plan).contrast)
    signed = _strokes_in(page, plan, rows, _signature_columns(plan), found)
    written = _strokes_in(page, plan, rows, _written_columns(plan), found) if blank else []
    for slot in range(rows):
        place = plan.slots[slot]
        box = place.box if slot in blank or place.signature is None else place.signature
        if slot in unseen:
            yield RowReading(slot, Mark.UNSEEN, 1.0, Why.OUTSIDE, None)
            continue
        verdict = verdict_of(ink_of(signed, slot))
        if slot in blank:
            verdict = _stronger(verdict, verdict_of(ink_of(written, slot)))
        yield RowReading(slot, verdict.mark, verdict.confidence, verdict.why, _crop(page, box))


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


def _strokes_in(
    page: Straight, plan: SheetLayout, rows: int, walls: Sequence[float], found: Levels
) -> list[Stroke]:
    bottom = plan.slots[rows - 1].box.bottom
    cut = page.part(Box(walls[0] - 1, plan.table.y - 3, walls[-1] - walls[0] + 2, bottom - plan.table.y + 6))
    soft = cv2.GaussianBlur(cut.contrast, (0, 0), 0.7)
    level = level_lines(cut, plan, rows)
    upright = upright_lines(cut, walls)
    return strokes(np.asarray(soft, np.float32), found, level, upright, page.pixels_a_mm)


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
