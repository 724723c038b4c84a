"""Signed, empty or doubtful: each row by the strokes in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.core.reading import Mark, Why
from desktop.paper.reading.ink import Stroke

_OWN = 0.75
"""The share of a stroke that must lie in a row for it to be the row's own."""
_SPECK = 1.3
"""Strokes that reach less far, in mm, are dots and dust."""
_SIGNED = 2.8
"""A signature has a stroke that reaches this far, in mm, or"""
_SIGNED_AREA = 3.0
"""this much ink, in mm², in several strokes."""
_DEEP = 0.45
"""Ink of a neighbour that reaches further than this share of the row may hide a signature."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A judgement of one row."""

    mark: Mark
    confidence: float
    why: Why


@dataclass(frozen=True, slots=True)
class RowInk:
    """What lies in one row: lengths in mm, areas in mm².

    ``reach`` and ``area`` are of clear strokes of its own, ``faint`` is the reach of strokes hardly
    there, ``shared`` the area of strokes that lie in this row and another, ``foreign`` what others leave
    in it.
    """

    reach: float
    area: float
    faint: float
    shared: float
    foreign: float


def ink_of(strokes: Sequence[Stroke], row: int) -> RowInk:
    """Return what lies in a row (from 0)."""
    reach = area = faint = shared = foreign = 0.0
    for stroke in strokes:
        here = stroke.areas[row + 1]
        if not here:
            continue
        part = here / stroke.area
        if not stroke.clear:
            faint = max(faint, stroke.extent if part > 0.5 else 0.0)
        elif part >= _OWN:
            if stroke.extent >= _SPECK:
                reach, area = max(reach, stroke.extent), area + here
        elif part > 1 - _OWN:
            shared += here
        else:
            foreign += here
    return RowInk(reach, area, faint, shared, foreign)


def verdict_of(ink: RowInk) -> Verdict:
    """Judge a row by its ink."""
    if ink.reach >= _SIGNED and ink.area >= 1.0:
        return Verdict(Mark.SIGNED, min(1.0, 0.5 + ink.area / 20), Why.CLEAR)
    if ink.area >= _SIGNED_AREA:
        return Verdict(Mark.SIGNED, 0.6, Why.CLEAR)
    if ink.shared > 0.8 or ink.foreign > 6:
        return Verdict(Mark.DOUBTFUL, 0.5, Why.NEIGHBOUR)
    if ink.reach:
        return Verdict(Mark.DOUBTFUL, 0.5, Why.LITTLE)
    if ink.faint > 2.0:
        return Verdict(Mark.DOUBTFUL, 0.5, Why.FAINT)
    return Verdict(Mark.EMPTY, 0.9, Why.CLEAR)
