"""Labels of equipment on sheets of stickers: a code to scan, the number, what it is and where it belongs."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from desktop.core.codes import CodeKey, asset_code
from desktop.core.i18n import _
from desktop.core.progress import Progress, Silent
from desktop.core.sheet_content import Printed
from desktop.core.sheet_layout import Box
from desktop.paper.page import Pages, deliver
from desktop.paper.qr import row_stencils

_PAPER = Box(0, 0, 210, 297)


class LabelSize(StrEnum):
    """The sheets of stickers sold for office printers: width × height of one in mm, how many on A4."""

    LARGE = "70x37"
    ROUNDED = "63.5x38.1"
    SMALL = "52.5x29.7"


@dataclass(frozen=True, slots=True)
class StickerSheet:
    """How stickers lie on A4, in mm: the first one's corner, columns and rows, from one to the next."""

    left: float
    top: float
    width: float
    height: float
    columns: int
    rows: int
    across: float
    down: float

    @property
    def each(self) -> int:
        """How many stickers a page has."""
        return self.columns * self.rows

    def sticker(self, position: int) -> Box:
        """Return where a sticker lies; positions count from 0, row by row."""
        row, column = divmod(position, self.columns)
        return Box(self.left + column * self.across, self.top + row * self.down, self.width, self.height)


@dataclass(frozen=True, slots=True)
class Label:
    """What stands on one sticker; ``token`` is what its code holds."""

    token: int
    number: str
    name: str
    site: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class LabelsContent:
    """Stickers to print: ``start`` (from 1) is the first one free on the first sheet.

    ``outlines`` draws where the stickers end, for plain paper and for a trial.
    """

    size: LabelSize
    labels: Sequence[Label]
    key: CodeKey
    owner: str = ""
    start: int = 1
    outlines: bool = False


def sticker_sheet(size: LabelSize) -> StickerSheet:
    """Return how the stickers of a size lie on the page."""
    return {
        LabelSize.LARGE: StickerSheet(0, 0.5, 70, 37, 3, 8, 70, 37),
        LabelSize.ROUNDED: StickerSheet(7.2, 15.1, 63.5, 38.1, 3, 7, 66, 38.1),
        LabelSize.SMALL: StickerSheet(0, 0, 52.5, 29.7, 4, 10, 52.5, 29.7),
    }[size]


def draw_labels(content: LabelsContent, out: Path | BinaryIO, progress: Progress | None = None) -> Printed:
    """Draw the stickers as a PDF and write it whole or not at all.

    Raises ValueError for a start that is not on the sheet; NoChineseFont, CannotSave; Cancelled.
    """
    progress = progress or Silent()
    plan = sticker_sheet(content.size)
    if not 1 <= content.start <= plan.each:
        raise ValueError(f"this sheet has stickers 1 to {plan.each}")
    pages = Pages(_PAPER, _("Equipment labels"))
    first = content.start - 1
    count = max(1, -(-(first + len(content.labels)) // plan.each))
    for page in range(count):
        progress.step(page, count, _("Drawing labels, page {n}").format(n=page + 1))
        for position in range(plan.each):
            at = page * plan.each + position - first
            if 0 <= at < len(content.labels):
                _draw(pages, content, content.labels[at], plan.sticker(position))
        pages.next_page()
    deliver(pages.finish(), out)
    progress.step(count, count)
    return Printed(count, len(content.labels), tuple(pages.unprintable), tuple(pages.cut))


def _draw(pages: Pages, content: LabelsContent, label: Label, box: Box) -> None:
    """Draw a sticker, its text clear of the 5 mm at the paper's edge where printers print nothing."""
    small = content.size is LabelSize.SMALL
    code_size = 16.8 if small else 21.0
    left = box.x + 5.5
    code = Box(left, box.y + (box.height - code_size) / 2, code_size, code_size)
    x = code.right + 3
    width = box.right - 5 - x
    top, height = box.y + 4.5, box.height - 9
    parts = [
        (content.owner, 6.0 if small else 6.5, 0.14, False),
        (label.number, 10.0 if small else 12.5, 0.26, True),
        (label.name, 8.5 if small else 10.5, 0.30, False),
        (" ".join(filter(None, (label.site, label.place))), 6.5 if small else 7.5, 0.30, False),
    ]
    shares = sum(share for text, _size, share, _bold in parts if text)
    y = top
    for text, size, share, bold in parts:
        if text:
            part = height * share / shares
            pages.write(text, Box(x, y, width, part), size, least=5, bold=bold, grey=0 if bold else 0.15)
            y += part
    pages.code(asset_code(content.key, label.token), code, row_stencils())
    if content.outlines:
        pages.frame(box, 0.25)
