"""The printed pages that specimens are written on, each drawn once."""

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from desktop.core.i18n import in_language
from desktop.core.sheet_content import LAYOUT_VERSION, RowPart, SheetContent, SheetKind
from desktop.core.sheet_layout import Box, SheetLayout, layout_of
from desktop.paper.preview import render_page
from desktop.paper.reading.picture import Grey
from tests.paper.sheets import drawn, sheet

DPI = 300
PER_MM = DPI / 25.4


@dataclass(frozen=True, slots=True)
class Variant:
    """A sheet to print and which of its pages to take; ``language`` is a code of the catalogues."""

    kind: SheetKind = SheetKind.SIGN_IN
    people: int = 13
    page: int = 1
    kept: int = 0
    walk_ins: int = 0
    landscape: bool = False
    dense: bool = False
    language: str = "zh"
    title: str = "职工秋季健步走"
    version: int = LAYOUT_VERSION


VARIANTS = (
    Variant(),
    Variant(people=11, kept=2),
    Variant(people=20, page=2, title="“舟山工匠”事迹宣讲会"),
    Variant(people=9, walk_ins=4),
    Variant(people=5, title="退休职工座谈会"),
    Variant(people=12, language="en", title="Autumn walk"),
    Variant(people=8, landscape=True),
    Variant(people=5, walk_ins=2, landscape=True, title="夏季疗休养行前会"),
    Variant(people=13, page=2, landscape=True, language="en", title="First aid course"),
    Variant(people=20, dense=True),
    Variant(people=17, dense=True, walk_ins=3, title="职工羽毛球比赛"),
    Variant(SheetKind.RECEIPT, 12, title="夏季高温慰问品发放"),
    Variant(SheetKind.RECEIPT, 18, page=2, title="春节困难职工慰问"),
    Variant(SheetKind.RECEIPT, 7, landscape=True, title="环卫工人防寒用品"),
    Variant(SheetKind.RECEIPT, 10, language="en", title="Cool drinks in July"),
    Variant(SheetKind.RECEIPT, 20, dense=True, title="户外劳动者驿站物资"),
)
OLDER = (
    Variant(people=12, version=1, title="女职工插花课"),
    Variant(people=24, dense=True, version=1, title="渔船安全讲座"),
    Variant(people=8, landscape=True, version=1, title="劳模宣讲会"),
)
"""Sheets of layouts that are not printed any more."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed page: ``paper`` is grey at 300 dpi, ``content.rows[rows[n]]`` stands in slot n."""

    content: SheetContent
    plan: SheetLayout
    page: int
    paper: Grey

    @property
    def rows(self) -> range:
        """The numbers (from 0) of the sheet's rows on this page."""
        return self.plan.rows_on(self.page)

    @property
    def blank(self) -> frozenset[int]:
        """The slots of rows kept for leaders or left for walk-ins."""
        return frozenset(
            slot for slot, row in enumerate(self.rows) if self.content.rows[row].part is not RowPart.LISTED
        )

    def signature(self, slot: int) -> Box:
        """Return where a slot is signed."""
        box = self.plan.slots[slot].signature
        assert box is not None
        return box


@lru_cache(maxsize=len(VARIANTS) + len(OLDER))
def printed(variant: Variant) -> Printed:
    """Print a page; the pixels are shared and must not be written to."""
    content = sheet(
        variant.kind,
        variant.people,
        kept=variant.kept,
        walk_ins=variant.walk_ins,
        landscape=variant.landscape,
        dense=variant.dense,
        title=variant.title,
        version=variant.version,
    )
    with in_language(variant.language):
        pdf, _report = drawn(content)
    seen = render_page(pdf, variant.page, DPI)
    pixels = np.frombuffer(seen.pixels, np.uint8).reshape(seen.height, seen.width, 3)
    paper = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)
    paper.setflags(write=False)
    return Printed(content, layout_of(content), variant.page, paper)
