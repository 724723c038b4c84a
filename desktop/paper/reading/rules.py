"""The printed rules of the table in a straightened page: how far they lie from where they should."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from desktop.core.sheet_layout import SheetLayout
from desktop.paper.reading.straight import Straight
from desktop.paper.reading.surface import Offsets

Lines = NDArray[np.float64]
Shares = NDArray[np.float64]

_SEGMENT = 12.0
"""The length, in mm, over which a rule is averaged; a signature fills it nowhere as evenly."""
_PIECE = 7.0
"""The same where a rule is followed closely, and where it is asked whether it can be seen at all."""
_BESIDE = 0.55
"""How far, in mm, beside a rule the paper is bare again."""
_CLOSE = 0.9
_KINK = 0.45
"""How far, in mm, a piece of a rule may lie from the rest of it; beyond, it is something else."""
_PLAINEST = 0.025
"""The least contrast of a rule, averaged, that is believed."""


def rule_offsets(page: Straight, plan: SheetLayout, rows: int, reach: float) -> tuple[Offsets, Offsets]:
    """Return how far the rules lie aside: the upright ones across, the level ones down, in mm.

    Each is looked for up to ``reach`` mm from its place.
    """
    bottom = plan.slots[rows - 1].box.bottom if rows else plan.table.y
    upright = [c.x for c in plan.columns] + [plan.table.right]
    level = _level(plan, rows)
    down = _along(page, level, (plan.table.x, plan.table.right), reach)
    across = _along(page.turned(), upright, (plan.heading.bottom, bottom), reach)
    return Offsets(across.at[:, ::-1], across.by), down


def level_lines(page: Straight, plan: SheetLayout, rows: int) -> tuple[Lines, Shares]:
    """Return where the level rules run: (rules, width of the region), in pixels from its top.

    And along which share of its length each is seen.
    """
    return _lines(page, _level(plan, rows))


def upright_lines(page: Straight, rules: Sequence[float]) -> Lines:
    """Return where upright rules run that stand at these x, in mm: (rules, height of the region)."""
    return _lines(page.turned(), rules)[0]


def _level(plan: SheetLayout, rows: int) -> list[float]:
    return [plan.heading.bottom, *(slot.box.bottom for slot in plan.slots[:rows])]


def _lines(page: Straight, rules: Sequence[float]) -> tuple[Lines, Shares]:
    """Follow each rule closely; where it is not seen it runs as the surface says."""
    region, scale = page.region, page.pixels_a_mm
    found = _along(page, rules, (region.x, region.right), _CLOSE, _PIECE)
    middles = region.x + (np.arange(page.contrast.shape[1]) + 0.5) / scale
    lines, seen = [], []
    for height in rules:
        own = found.at[:, 1] == height
        at, by = found.at[own, 0], found.by[own]
        if len(by):
            usual = float(np.median(by))
            by = np.where(np.abs(by - usual) > _KINK, usual, by)
        aside = np.interp(middles, at, by) if len(by) else np.zeros(len(middles))
        lines.append((height + aside - region.y) * scale)
        seen.append(len(by) / _count((region.x, region.right), _PIECE))
    return np.array(lines).reshape(len(rules), -1), np.array(seen)


def _along(
    page: Straight, rules: Sequence[float], span: tuple[float, float], reach: float, piece: float = _SEGMENT
) -> Offsets:
    """Look for rules that run along the pixels' rows, at heights in mm, piece by piece."""
    scale, region, contrast = page.pixels_a_mm, page.region, page.contrast
    count = _count(span, piece)
    edges = np.linspace(span[0], span[1], count + 1)
    middles = (edges[:-1] + edges[1:]) / 2
    starts = np.clip(((edges - region.x) * scale).round().astype(int), 0, contrast.shape[1] - 1)
    sums = np.add.reduceat(contrast[:, starts[0] : starts[-1]], starts[:-1] - starts[0], axis=1)
    profile = sums / np.maximum(np.diff(starts), 1)
    ridge = _ridge(profile, max(1, round(_BESIDE * scale)))
    noise = np.median(np.abs(ridge), axis=0)
    at, by = [], []
    for height in rules:
        place = (height - region.y) * scale - 0.5
        low, high = int(place - reach * scale), int(place + reach * scale) + 2
        if low < 0 or high > len(ridge):
            continue
        for segment, peak in enumerate(_peaks(ridge[low:high], noise)):
            if peak >= 0:
                at.append((middles[segment], height))
                by.append((low + peak - place) / scale)
    return Offsets(np.array(at).reshape(-1, 2), np.array(by))


def _count(span: tuple[float, float], piece: float) -> int:
    return max(1, round((span[1] - span[0]) / piece))


def _ridge(profile: NDArray[np.float32], beside: int) -> NDArray[np.float32]:
    """Return how much darker each row is than the rows a little above and a little below."""
    around = np.pad(profile, ((beside, beside), (0, 0)), mode="edge")
    return profile - np.maximum(around[: -2 * beside], around[2 * beside :])


def _peaks(window: NDArray[np.float32], noise: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the place of the one clear ridge in each column of the window, or -1."""
    best = window.argmax(axis=0)
    columns = np.arange(window.shape[1])
    height = window[best, columns]
    inner = (best > 0) & (best < len(window) - 1)
    before = window[np.maximum(best - 1, 0), columns]
    after = window[np.minimum(best + 1, len(window) - 1), columns]
    curve = before - 2 * height + after
    shift = np.where(curve < 0, 0.5 * (before - after) / np.where(curve < 0, curve, 1), 0)
    clear = inner & (height > _PLAINEST) & (height > 4 * noise)
    return np.where(clear, best + np.clip(shift, -0.5, 0.5), -1.0)
