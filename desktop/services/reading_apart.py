"""Pages that lie over one another in a picture, or a code pasted where it does not belong.

The ink in such a place may be another page's. Of two pages in one place the one with more codes is read,
and there only rows whose own code can be seen are sure.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.core.i18n import _
from desktop.core.reading import Mark, PageReading, RowReading, Why
from desktop.core.sheet_layout import Box, SheetLayout
from desktop.services.reading_parts import KnownPage, PageFound

Point = tuple[float, float]

FEWEST = 3
"""Codes that must be seen to say where a page with many of them lies."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A page found in a picture: ``centres`` are those of its codes, in pixels."""

    known: KnownPage
    plan: SheetLayout
    reading: PageReading
    centres: tuple[Point, ...]


def enough_codes(known: KnownPage, plan: SheetLayout) -> bool:
    """Say whether so many of a page's codes were seen that its place is no guess."""
    rows = sum(place.code is not None for _row, place in plan.places_on(known.page))
    return len({code.slot for code in known.codes}) >= max(1, min(FEWEST, rows))


def apart(pages: Sequence[Placed]) -> list[PageFound]:
    """Return the pages as found, those left out that lie where another does."""
    found = []
    for one in pages:
        others = [other for other in pages if other is not one and _share_a_place(one, other)]
        known, reading = one.known, one.reading
        if any(len(other.centres) >= len(one.centres) for other in others):
            said = _("Page {page} of sheet {number} lies where another one does: photograph each by itself.")
            notice = said.format(page=known.page, number=known.number)
            found.append(PageFound(known.sheet_id, known.number, known.page, None, (notice,)))
            continue
        if others:
            reading = replace(reading, rows=tuple(_sure_only(row, known) for row in reading.rows))
        found.append(PageFound(known.sheet_id, known.number, known.page, reading))
    return found


def _sure_only(row: RowReading, known: KnownPage) -> RowReading:
    if row.mark is Mark.UNSEEN or any(code.slot == row.slot for code in known.codes):
        return row
    return replace(row, mark=Mark.DOUBTFUL, why=Why.STAIN, confidence=0.0)


def _share_a_place(one: Placed, other: Placed) -> bool:
    return any(_inside(_rows_of(one), centre) for centre in other.centres) or any(
        _inside(_rows_of(other), centre) for centre in one.centres
    )


def _rows_of(placed: Placed) -> tuple[Point, ...]:
    """Return the corners of the rows with their codes, in pixels; margins may lie over one another."""
    plan = placed.plan
    right = plan.code_band.right if plan.code_band else plan.table.right
    area = Box(plan.table.x, plan.table.y, right - plan.table.x, plan.table.height)
    across = (area.x / plan.paper.width, area.right / plan.paper.width)
    down = (area.y / plan.paper.height, area.bottom / plan.paper.height)
    corners = ((across[0], down[0]), (across[1], down[0]), (across[1], down[1]), (across[0], down[1]))
    return tuple(_between(placed.reading.outline, x, y) for x, y in corners)


def _between(outline: Sequence[Point], x: float, y: float) -> Point:
    """Return a place between four corners (top left, then round); ``x`` and ``y`` are shares of the paper."""
    shares = ((1 - x) * (1 - y), x * (1 - y), x * y, (1 - x) * y)
    return (
        sum(share * corner[0] for share, corner in zip(shares, outline, strict=True)),
        sum(share * corner[1] for share, corner in zip(shares, outline, strict=True)),
    )


def _inside(corners: Sequence[Point], point: Point) -> bool:
    """Say whether a point lies within four corners, whichever way round they go."""
    sides = [
        (bx - ax) * (point[1] - ay) - (by - ay) * (point[0] - ax)
        for (ax, ay), (bx, by) in zip(corners, [*corners[1:], corners[0]], strict=True)
    ]
    return all(side >= 0 for side in sides) or all(side <= 0 for side in sides)
