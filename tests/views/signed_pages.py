"""Signed sheets as pictures in files: really printed, written on, and photographed or scanned."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from uuid import UUID

import cv2
import numpy as np
from numpy.random import Generator, default_rng
from numpy.typing import NDArray

from desktop.core.sheet_content import Column, SheetKind
from desktop.core.sheet_layout import Box, SheetLayout, layout_of
from desktop.paper.preview import render_page
from desktop.services import sheets
from desktop.services.sheets import Prepared, SheetRequest
from desktop.storage.store import Store
from tests.paper.reading.corpus import shapes
from tests.paper.reading.corpus.damage import Damage
from tests.paper.reading.corpus.exposure import expose
from tests.paper.reading.corpus.glyphs import written
from tests.paper.reading.corpus.pens import PENS, Held, write

Colour = NDArray[np.uint8]
DPI = 300
SCAN_DPI = 150
_SLIP = np.array([[-0.9, 0.0], [0.9, 0.2]])
"""Millimetres of a stroke too short to be a name."""
_FILLED = (Column.ORGANISATION, Column.NAME, Column.SIGNATURE)


@dataclass(frozen=True)
class Signed:
    """A printed sheet: how many pages, and the files of those that came back."""

    sheet_id: UUID
    number: int
    pages: int
    files: tuple[Path, ...]


def sign_sheet(
    store: Store,
    activity: UUID,
    folder: Path,
    unsigned: Collection[int] = (),
    faint: Collection[int] = (),
    walk_ins: int = 0,
    came: int = 0,
    pages: Collection[int] = (),
    kind: SheetKind = SheetKind.SIGN_IN,
    request: SheetRequest | None = None,
    photographed: Damage | None = None,
) -> Signed:
    """Print a sheet, have it signed, and scan or photograph it into ``folder``.

    Rows are counted from 0 over the whole sheet: ``unsigned`` stay empty, ``faint`` bear hardly any ink;
    ``came`` of the ``walk_ins`` blank rows are filled in. Only ``pages`` come back (all where none is named).
    """
    asked = request or SheetRequest(activity, kind, walk_ins=walk_ins)
    prepared = store.read(sheets.prepare_sheet, store.code_key, asked)
    pdf = BytesIO()
    printed = store.record(sheets.print_prepared, prepared, pdf)
    plan = layout_of(prepared.content)
    folder.mkdir(parents=True, exist_ok=True)
    listed = len(prepared.content.rows) - walk_ins
    marks = {row: 0.8 if row in faint else 1.0 for row in range(listed + came) if row not in unsigned}
    files = []
    for page in pages or range(1, printed.pages + 1):
        paper = _page(pdf.getvalue(), page)
        _write_on(paper, plan, prepared, page, marks, default_rng(page))
        file = folder / f"IMG_{printed.number:02}{page:02}.jpg"
        seen = _scanned(paper) if photographed is None else _photographed(paper, photographed, page)
        cv2.imwrite(str(file), cv2.cvtColor(seen, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, 85])
        files.append(file)
    return Signed(printed.sheet_id, printed.number, printed.pages, tuple(files))


def _scanned(paper: Colour) -> Colour:
    scale = SCAN_DPI / DPI
    return np.asarray(cv2.resize(paper, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


def _photographed(paper: Colour, damage: Damage, page: int) -> Colour:
    picture, _camera = expose(paper, damage, "photo", default_rng(page))
    assert picture.colour is not None
    return picture.colour


def _page(pdf: bytes, page: int) -> Colour:
    seen = render_page(pdf, page, DPI)
    return np.frombuffer(seen.pixels, np.uint8).reshape(seen.height, seen.width, 3).copy()


def _write_on(
    paper: Colour,
    plan: SheetLayout,
    prepared: Prepared,
    page: int,
    marks: Mapping[int, float],
    chance: Generator,
) -> None:
    for row, place in plan.places_on(page):
        ink = marks.get(row)
        if ink is None:
            continue
        pen = Held(PENS[int(chance.choice((0, 1, 4)))], 0.45, ink)
        blank = prepared.worker_ids[row] is None
        wanted = _FILLED if blank else (Column.SIGNATURE,)
        name = prepared.content.rows[row].texts.get(Column.NAME, "")
        for cell in (plan.cell(one, place) for one in plan.columns if one.column in wanted):
            middle = np.array([cell.x + cell.width / 2, cell.y + cell.height / 2])
            lines = [_SLIP] if ink < 1 else _by_hand(name, cell, chance)
            write(paper, pen, [line + middle for line in lines], chance)


def _by_hand(name: str, box: Box, chance: Generator) -> list[NDArray[np.float64]]:
    """Return a name written around (0, 0), leaning and uneven; any name where none is printed."""
    signs = [sign for sign in name if sign.isalpha()][:4]
    if not signs:
        return shapes.name(chance, box.width, box.height * 0.9)
    size = min(box.height * chance.uniform(0.5, 0.8), box.width * 0.9 / len(signs))
    lean, lines = chance.normal(0.1, 0.08), []
    for n, sign in enumerate(signs):
        tall = size * chance.uniform(0.85, 1.15)
        middle = np.array([(n - (len(signs) - 1) / 2) * size * 0.95, chance.normal(0, 0.05) * size])
        for stroke in written(sign):
            placed = (stroke - 0.5) * tall
            lines.append(placed + middle - np.outer(placed[:, 1], (lean, 0)))
    return lines
