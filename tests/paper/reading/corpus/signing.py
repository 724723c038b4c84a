"""Pages as people leave them: signed here and there, stamped, and not quite clean."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator

from desktop.core.reading import Mark
from desktop.core.sheet_content import Column
from desktop.core.sheet_layout import Box
from desktop.paper.reading.picture import Colour, Grey
from tests.paper.reading.corpus import shapes
from tests.paper.reading.corpus.damage import UNHURT, Damage
from tests.paper.reading.corpus.glyphs import Path
from tests.paper.reading.corpus.pages import Printed
from tests.paper.reading.corpus.pens import Held, pick_up, write
from tests.paper.reading.corpus.seals import name_seal, office_seal

_KINDS: dict[str, tuple[shapes.Shape, float]] = {
    "name": (shapes.name, 0.40),
    "strokes": (shapes.strokes, 0.17),
    "cursive": (shapes.cursive, 0.11),
    "line": (shapes.line, 0.05),
    "tick": (shapes.tick, 0.05),
    "cramped": (shapes.cramped, 0.08),
    "tailed": (shapes.tailed, 0.08),
    "seal": (shapes.name, 0.06),
}
_WALK_IN_CELLS = (Column.ORGANISATION, Column.NAME, Column.PHONE, Column.SIGNATURE)
_ONE_DOT = 0.04


@dataclass(frozen=True, slots=True)
class Truth:
    """What a careful person says of a row, looking at the paper itself; ``what`` was drawn with which pen.

    A speck, a dot and ink of the neighbours do not sign a row. Unseen rows lie outside the picture.
    """

    mark: Mark
    what: str
    pen: str


@dataclass(frozen=True, slots=True)
class Signed:
    """A page after the activity: 300 dpi in colour, and the truth of each slot."""

    paper: Colour
    truth: tuple[Truth, ...]


def sign(page: Printed, chance: Generator, damage: Damage = UNHURT) -> Signed:
    """Let people sign 30 to 70 % of the rows, with the pens, scrawls and seals the damage tells of."""
    paper = np.asarray(cv2.cvtColor(_toned(page.paper, chance), cv2.COLOR_GRAY2RGB), np.uint8)
    pen_at_the_door = pick_up(chance, damage.faintest)
    truth = []
    for slot, kind in enumerate(_chosen(page, chance, damage)):
        held = pen_at_the_door if chance.random() < 0.5 else pick_up(chance, damage.faintest)
        truth.append(_draw(paper, page, slot, kind, held, chance))
    if chance.random() < damage.seals:
        _press_office_seal(paper, page, chance)
        truth = [Truth(one.mark, f"{one.what}, office seal on the page", one.pen) for one in truth]
    _dust(paper, chance)
    return Signed(paper, tuple(truth))


def _toned(paper: Grey, chance: Generator) -> Grey:
    """Print as black as this printer does."""
    black = float(chance.uniform(0, 0.22)) * 255
    return np.asarray(cv2.LUT(paper, np.linspace(black, 255, 256).astype(np.uint8)), np.uint8)


def _chosen(page: Printed, chance: Generator, damage: Damage) -> list[str]:
    """Choose what each row gets.

    A lone line beside a scrawl might be a part of it, and nobody could tell: there a name is written instead.
    """
    share = chance.uniform(0.3, 0.7)
    kinds = list(_KINDS)
    chosen = []
    for slot in range(len(page.rows)):
        if chance.random() >= share:
            chosen.append("dot" if chance.random() < _ONE_DOT else "nothing")
        elif slot in page.blank:
            chosen.append("filled in")
        elif chance.random() < damage.scrawls:
            chosen.append("scrawl")
        else:
            chosen.append(str(chance.choice(kinds, p=[part for _shape, part in _KINDS.values()])))
    around = ["nothing", *chosen, "nothing"]
    return [
        "name" if kind in ("line", "tick") and "scrawl" in (around[slot], around[slot + 2]) else kind
        for slot, kind in enumerate(chosen)
    ]


def _draw(paper: Colour, page: Printed, slot: int, kind: str, held: Held, chance: Generator) -> Truth:
    if kind == "nothing":
        return Truth(Mark.EMPTY, kind, "")
    if kind == "dot":
        _set_down(paper, page.signature(slot), held, chance)
        return Truth(Mark.EMPTY, kind, "")
    if kind == "filled in":
        _fill_in(paper, page, slot, held, chance)
        return Truth(Mark.SIGNED, kind, held.pen.kind)
    return _sign_row(paper, page.signature(slot), kind, held, chance)


def _sign_row(paper: Colour, box: Box, kind: str, held: Held, chance: Generator) -> Truth:
    x, y = box.x + box.width / 2, box.y + box.height / 2
    if kind == "seal":
        size = min(float(chance.uniform(9, 14)), box.height - 1)
        name_seal(paper, chance, x + float(chance.normal(0, box.width * 0.12)), y, size)
        return Truth(Mark.SIGNED, kind, "seal")
    height = box.height
    if kind == "scrawl":
        over = min(float(chance.uniform(2, 6)), box.height * 0.35)
        height += 2 * over
    lines = (shapes.scrawl if kind == "scrawl" else _KINDS[kind][0])(chance, box.width, height)
    shift = 0.0 if kind in ("scrawl", "tailed") else float(chance.uniform(-0.25, 0.25)) * box.height
    write(paper, held, _kept_beside(lines, box, x, y + shift, chance), chance)
    return Truth(Mark.SIGNED, kind, held.pen.kind)


def _kept_beside(lines: list[Path], box: Box, x: float, y: float, chance: Generator) -> list[Path]:
    """Move the lines to their place: somewhere in the width of the box, mostly within it."""
    every = np.concatenate(lines)
    free = max(0.0, box.width - float(np.ptp(every[:, 0])) - 2)
    aside = float(chance.uniform(-0.5, 0.5)) * free - float(every[:, 0].max() + every[:, 0].min()) / 2
    return [path + np.array([x + aside, y]) for path in lines]


def _fill_in(paper: Colour, page: Printed, slot: int, held: Held, chance: Generator) -> None:
    """Write a row by hand: the name and some of the other cells."""
    wanted = [place for place in page.plan.columns if place.column in _WALK_IN_CELLS]
    for place in wanted:
        if place.column is not Column.NAME and chance.random() < 0.35:
            continue
        box = page.plan.cell(place, page.plan.slots[slot])
        shape = shapes.cursive if place.column is Column.PHONE else shapes.name
        lines = shape(chance, box.width, box.height * 0.8)
        write(
            paper,
            held,
            _kept_beside(lines, box, box.x + box.width / 2, box.y + box.height / 2, chance),
            chance,
        )


def _set_down(paper: Colour, box: Box, held: Held, chance: Generator) -> None:
    """Leave a dot where a pen was set down in a box and nothing written."""
    spot = np.array([box.x, box.y]) + chance.uniform(0.2, 0.8, 2) * (box.width, box.height)
    write(paper, held, [np.array([spot, spot + chance.normal(0, 0.15, 2)])], chance)


def _press_office_seal(paper: Colour, page: Printed, chance: Generator) -> None:
    """Stamp the page over several signature boxes, or at the foot where it belongs."""
    box = page.signature(len(page.rows) - 1)
    x = box.x + box.width * float(chance.uniform(0, 1.2))
    low, high = page.signature(0).y, box.bottom + 25
    y = float(chance.uniform(low, high)) if chance.random() < 0.6 else high - float(chance.uniform(5, 20))
    office_seal(paper, chance, x, y)


def _dust(paper: Colour, chance: Generator) -> None:
    """Scatter specks of 0.1 to 0.5 mm."""
    height, width = paper.shape[:2]
    for _speck in range(int(chance.integers(0, 25))):
        place = (int(chance.integers(0, width)), int(chance.integers(0, height)))
        dark = int(chance.integers(60, 200))
        cv2.circle(paper, place, int(chance.integers(1, 4)), (dark, dark, dark), -1, cv2.LINE_AA)
