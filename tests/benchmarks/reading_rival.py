"""Reading a signed page as a short script would: one plane, one threshold, and count the dark pixels."""

from collections.abc import Sequence

import cv2
import numpy as np
import zxingcpp

from desktop.core.codes import CodeError, PageCode, RowCode, read_code
from desktop.core.reading import Mark, PageReading, RowReading, Why
from desktop.core.sheet_layout import Box
from desktop.paper.reading.picture import Grey
from tests.paper.reading.corpus.corpus import Specimen
from tests.paper.reading.corpus.pages import Printed
from tests.paper.sheets import KEY

_SCALE = 8.0
_INSIDE = 1.0
_DARK = 0.01
_Pair = tuple[tuple[float, float], tuple[float, float]]


def read(one: Specimen) -> PageReading | None:
    """Read a specimen; None where no code is found."""
    return read_grey(one.picture.grey, one.printed)


def read_grey(grey: Grey, page: Printed) -> PageReading | None:
    """Call every box signed of which more than 1 % is darker than the page's threshold (Otsu, 1979)."""
    pairs = _pairs(grey, page)
    if not pairs:
        return None
    seen, places = (np.array(side, np.float32) for side in zip(*pairs, strict=True))
    plane, _fits = cv2.findHomography(seen, places * _SCALE)
    if plane is None:
        return None
    size = (round(page.plan.paper.width * _SCALE), round(page.plan.paper.height * _SCALE))
    straight = cv2.warpPerspective(grey, plane, size, borderValue=(255,))
    _level, dark = cv2.threshold(straight, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    rows = []
    for slot in range(len(page.rows)):
        share = _share(np.asarray(dark, np.uint8), _boxes(page, slot))
        rows.append(RowReading(slot, Mark.SIGNED if share > _DARK else Mark.EMPTY, 1.0, Why.CLEAR, None))
    return PageReading(page.page, tuple(rows), 1.0, ())


def _pairs(grey: Grey, page: Printed) -> list[_Pair]:
    """Return the corners of all codes, in the picture and in mm on the page."""
    slots = {page.content.rows[row].token: slot for slot, row in enumerate(page.rows)}
    pairs: list[_Pair] = []
    for found in zxingcpp.read_barcodes(grey):
        try:
            code = read_code(found.text, KEY)
        except CodeError:
            continue
        box = page.plan.page_code if isinstance(code, PageCode) else None
        if isinstance(code, RowCode) and code.token in slots:
            box = page.plan.slots[slots[code.token]].code
        if box is not None:
            at = found.position
            corners = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
            pairs += zip(((p.x, p.y) for p in corners), _corners(box), strict=True)
    return pairs


def _corners(box: Box) -> tuple[tuple[float, float], ...]:
    return ((box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom))


def _boxes(page: Printed, slot: int) -> Sequence[Box]:
    """Return the signature box, or all cells of a row left blank."""
    if slot not in page.blank:
        return (page.signature(slot),)
    place = page.plan.slots[slot]
    return [page.plan.cell(column, place) for column in page.plan.columns[1:]]


def _share(dark: Grey, boxes: Sequence[Box]) -> float:
    """Return the largest share of dark pixels within any of the boxes."""
    return max(
        float(
            dark[
                round((box.y + _INSIDE) * _SCALE) : round((box.bottom - _INSIDE) * _SCALE),
                round((box.x + _INSIDE) * _SCALE) : round((box.right - _INSIDE) * _SCALE),
            ].mean()
        )
        for box in boxes
    )
