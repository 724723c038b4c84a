"""What people do to a page, and what happens to it between the pen and the picture."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Damage:
    """Everything done to one page. Nought, or None, is nothing done.

    Lengths are in mm on the paper, angles in degrees, shares from 0 to 1. ``width`` is the paper's width in
    the picture in pixels; for pages in landscape the height takes its place. ``stretch`` is the printer's,
    across and down. ``faintest`` is the least ink any pen may lay: where a stroke could be destroyed so
    that nobody could see it, fainter pens are left out, since there would be no truth to read. ``seals`` is
    the share of pages an office has stamped, ``scrawls`` the share of signatures that run into the rows
    above and below.
    """

    width: int = 1654
    turn: float = 0.0
    quarter: int = 0
    stretch: tuple[float, float] = (1.0, 1.0)
    photo: bool = False
    tilt: float = 0.0
    folds: int = 0
    fold_depth: float = 0.0
    curl: float = 0.0
    corner: float = 0.0
    coffee: float = 0.0
    show_through: float = 0.0
    copies: int = 0
    light: float = 0.0
    shadow: float = 0.0
    blur: float = 0.0
    noise: float = 0.0
    jpeg: int | None = None
    colour: bool = True
    cut: float = 0.0
    faintest: float = 0.0
    seals: float = 0.06
    scrawls: float = 0.07


UNHURT = Damage()
