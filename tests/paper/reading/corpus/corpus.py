"""Specimens: pictures of signed pages with the truth of every row, the same each time for a seed."""

from collections.abc import Iterator
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.random import Generator, default_rng

from desktop.core.codes import CodeError, PageCode, RowCode, read_code
from desktop.core.reading import Mark
from desktop.core.sheet_layout import Box, SheetLayout
from desktop.paper.reading.codes import PlacedCode, find_codes
from desktop.paper.reading.picture import Picture
from tests.paper.reading.corpus.camera import Camera
from tests.paper.reading.corpus.damage import Damage
from tests.paper.reading.corpus.exposure import expose
from tests.paper.reading.corpus.pages import OLDER, VARIANTS, Printed, printed
from tests.paper.reading.corpus.profiles import FLAT, LEVELS, OLD_LAYOUT, PHONE, Level, damage_of
from tests.paper.reading.corpus.signing import Truth, sign
from tests.paper.sheets import KEY

_IN_VIEW = 0.97
_OUT_OF_VIEW = 0.5


@dataclass(frozen=True, slots=True)
class Specimen:
    """A picture of page ``page`` of a sheet.

    ``truth`` is what a careful person would say of each slot, looking at the paper itself; of a box of which
    less than half lies in the picture they would say unseen. ``partly`` are slots cut off by the picture's
    edge, where doubt is as good. Pages are not damaged so far that strokes are gone: where a damage could do
    that, the palest pens are left out (see the profiles).
    """

    picture: Picture
    printed: Printed
    truth: tuple[Truth, ...]
    partly: frozenset[int]
    kind: str
    level: Level

    @property
    def plan(self) -> SheetLayout:
        """The places on the sheet."""
        return self.printed.plan

    @property
    def page(self) -> int:
        """The number of the page, from 1."""
        return self.printed.page

    def placed(self) -> list[PlacedCode]:
        """Find the codes in the picture and give each its place on the sheet, as the application does."""
        return placed_codes(self.printed, self.picture)


def placed_codes(page: Printed, picture: Picture) -> list[PlacedCode]:
    """Return the page's own codes that a picture shows, with their places."""
    slots = {page.content.rows[row].token: slot for slot, row in enumerate(page.rows)}
    placed = []
    for seen in find_codes(picture):
        try:
            code = read_code(seen.text, KEY)
        except CodeError:
            continue
        box: Box | None = None
        if isinstance(code, PageCode):
            box = page.plan.page_code
        elif isinstance(code, RowCode) and code.token in slots:
            box = page.plan.slots[slots[code.token]].code
        if box is not None:
            placed.append(PlacedCode(seen.corners, box))
    return placed


def specimens(profile: str, count: int, seed: int = 1) -> Iterator[Specimen]:
    """Yield the first ``count`` specimens of a profile (see profiles.PROFILES)."""
    for number in range(count):
        yield specimen(profile, seed, number)


def specimen(profile: str, seed: int, number: int) -> Specimen:
    """Make one specimen; nothing but profile, seed and number decides it."""
    chance = default_rng((seed, crc32(profile.encode()), number))
    variants = OLDER if profile == OLD_LAYOUT else VARIANTS
    page = printed(variants[int(chance.integers(0, len(variants)))])
    level = Level.EVERYDAY if profile in (FLAT, PHONE) else LEVELS[number % len(LEVELS)]
    damage = damage_of(profile, level, chance)
    return picture_of(page, damage, f"{profile}-{seed}-{number}", chance, kind=profile, level=level)


def picture_of(
    page: Printed,
    damage: Damage,
    name: str,
    chance: Generator,
    *,
    kind: str = FLAT,
    level: Level = Level.EVERYDAY,
) -> Specimen:
    """Sign a page and take a picture of it with this damage."""
    signed = sign(page, chance, damage)
    picture, camera = expose(signed.paper, damage, name, chance)
    truth, partly = _in_view(page, signed.truth, camera, picture)
    return Specimen(picture, page, truth, partly, kind, level)


def _in_view(
    page: Printed, truth: tuple[Truth, ...], camera: Camera, picture: Picture
) -> tuple[tuple[Truth, ...], frozenset[int]]:
    """Return the truth as far as the picture shows it, and which slots its edge cuts."""
    made, partly = [], set()
    for slot, one in enumerate(truth):
        shown = _shown(page.signature(slot), camera, picture)
        made.append(one if shown >= _OUT_OF_VIEW else Truth(Mark.UNSEEN, one.what, one.pen))
        if shown < _IN_VIEW:
            partly.add(slot)
    return tuple(made), frozenset(partly)


def _shown(box: Box, camera: Camera, picture: Picture) -> float:
    """Return the share of a box that lies in the picture."""
    across, down = np.meshgrid(np.linspace(box.x, box.right, 12), np.linspace(box.y, box.bottom, 8))
    seen = camera.see(np.column_stack([across.ravel(), down.ravel()]))
    height, width = picture.grey.shape
    inside = (seen >= 0).all(1) & (seen[:, 0] < width) & (seen[:, 1] < height)
    return float(inside.mean())
