"""The rows of a straightened page, each looked at, judged and cropped."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop.core.reading import Crop, Mark, RowReading, Why
from desktop.core.sheet_content import Column
from desktop.core.sheet_layout import Box, SheetLayout
from desktop.paper.reading.folds import Fold, level_folds, upright_folds
from desktop.paper.reading.ink import Levels, Piece, Printed, ink_mask, levels, pieces, sharpened
from desktop.paper.reading.judge import Beside, Verdict, ink_of, is_signed_alone, may_be_signed, verdict_of
from desktop.paper.reading.rules import level_lines, upright_lines
from desktop.paper.reading.seals import Seal, between, find_seals, sealed
from desktop.paper.reading.straight import Straight
from desktop.paper.reading.tone import Contrast

_AROUND = 2.0
"""How much, in mm, of what lies around a box is shown on its crop."""
_QUALITY = 45
_HIDDEN, _USUALLY_SEEN = 0.3, 0.6
"""Where this little of the rules above and below a row is seen, and elsewhere most, something lies on it."""
_OFF_RULE = 2.2


@dataclass(frozen=True, slots=True)
class _Cells:
    """Some columns of all rows: the pieces of strokes in each row.

    ``bare`` is the ink, in mm², where the seal over a row is bare; None for a row without a seal. ``covered``
    tells of each row whether neither rule beside it is seen although those of the page are.
    """

    strokes: list[list[Piece]]
    bare: list[float | None]
    covered: list[bool]


@dataclass(frozen=True, slots=True)
class _Folds:
    """The folds of a page that are no printed rules."""

    level: list[Fold]
    upright: list[Fold]


def judge_rows(
    page: Straight, plan: SheetLayout, rows: int, blank: frozenset[int], unseen: frozenset[int]
) -> Iterator[RowReading]:
    """Yield the reading of each row; the ``unseen`` slots lie outside the picture."""
    if not rows:
        return
    scale = page.pixels_a_mm
    bare = sharpened(_margin(page, plan).contrast, scale)
    found = levels(sharpened(_table(page, plan, rows).contrast, scale), bare)
    seals, folds = find_seals(page), _folds(page, plan, rows)
    signed = _look(page, plan, rows, _signature_columns(plan), found, seals, folds)
    written = _look(page, plan, rows, _written_columns(plan), found, seals, folds) if blank else None
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
    above, below = (cells.strokes[n] if 0 <= n < len(cells.strokes) else [] for n in (slot - 1, slot + 1))
    beside = Beside(
        _may_be_signed(cells, slot - 1),
        _may_be_signed(cells, slot + 1),
        is_signed_alone(above),
        is_signed_alone(below),
    )
    verdict = verdict_of(ink_of(cells.strokes[slot], beside), beside, cells.bare[slot])
    if verdict.mark is Mark.EMPTY and cells.covered[slot]:
        return Verdict(Mark.DOUBTFUL, 0.5, Why.STAIN)
    return verdict


def _may_be_signed(cells: _Cells, slot: int) -> bool:
    """Tell whether strokes may come from a row: it is signed, or there is a seal on it."""
    if not 0 <= slot < len(cells.strokes):
        return False
    return cells.bare[slot] is not None or may_be_signed(cells.strokes[slot])


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
    folds: "_Folds",
) -> _Cells:
    bottom, scale = plan.slots[rows - 1].box.bottom, page.pixels_a_mm
    cut = page.part(Box(walls[0] - 1, plan.table.y - 3, walls[-1] - walls[0] + 2, bottom - plan.table.y + 6))
    sharp = sharpened(cut.contrast, scale)
    level, seen = level_lines(cut, plan, rows)
    upright = [fold.line(_turned(cut.region), sharp.shape[0], scale) for fold in folds.upright]
    across = [fold.line(cut.region, sharp.shape[1], scale) for fold in folds.level]
    lines = Printed(level, upright_lines(cut, walls), _stacked(across), _stacked(upright))
    mask = ink_mask(sharp, found, lines, scale)
    over = [seal for seal in seals if seal.box.overlaps(cut.region)]
    bare: list[float | None] = [None] * rows
    if over:
        written = _by_row(mask.astype(bool) & between(cut, over), plan, rows, cut)
        under = [any(seal.box.overlaps(plan.slots[slot].box) for seal in over) for slot in range(rows)]
        bare = [area if sealed_over else None for area, sealed_over in zip(written, under, strict=True)]
        mask &= 1 - sealed(cut, over)
    hidden = (seen < _HIDDEN) & (float(np.median(seen)) >= _USUALLY_SEEN)
    covered = [bool(hidden[slot] and hidden[slot + 1]) for slot in range(rows)]
    return _Cells(pieces(mask, sharp, found, level, scale), bare, covered)


def _folds(page: Straight, plan: SheetLayout, rows: int) -> _Folds:
    """Look for folds where nothing is printed over and over at the same place, as the codes are."""
    left, right = _signature_columns(plan)
    level = [plan.heading.y, plan.heading.bottom, *(slot.box.bottom for slot in plan.slots[:rows])]
    across = level_folds(page, (page.region.x + 4, plan.table.right), plan.table.x - 3)
    middle = (plan.table.right - plan.table.x) / 2
    return _Folds(
        [fold for fold in across if min(abs(fold.at + fold.slant * middle - y) for y in level) > _OFF_RULE],
        upright_folds(page, (left + 1.5, right - 1.5)),
    )


def _turned(region: Box) -> Box:
    return Box(region.y, region.x, region.height, region.width)


def _stacked(lines: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    return np.array(lines).reshape(len(lines), -1) if lines else np.empty((0, 0))


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
