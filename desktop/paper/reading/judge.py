"""Signed, empty or doubtful: each row by the strokes in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.core.reading import Mark, Why
from desktop.paper.reading.ink import Piece

_OWN = 0.75
"""The share of a stroke that must lie in a row for all of it there to be the row's own."""
_MOSTLY = 0.6
"""The same where no other row has a claim on the stroke."""
_RIVALLED, _UNCLAIMED = 0.45, 0.25
"""From which share on a stroke may be this row's, where another row claims it and where none does."""
_WHOLE, _WHOLE_AREA = 10.0, 12.0
"""A stroke so long, in mm, and with so much ink, in mm², is a signature wherever in its row it stands."""
_TAIL = 25.0
"""The most ink, in mm², that the tail of a neighbour's signature leaves."""
_THIN, _PALE = 1.0, 0.36
_DOT = 1.9
"""Strokes that reach less far, in mm, are dots and dust, up to"""
_DOTS = 2.2
"""this much of them, in mm²; a broken pencil line makes more."""
_STROKE = 3.0
"""A signature has a stroke that reaches this far, in mm, or"""
_MUCH = 4.0
"""this much ink, in mm², in several."""
_CORE, _CORE_SHARE, _CORE_ENOUGH = 1.6, 0.2, 5.0
"""Of strokes that run through several rows, this much, in mm², must lie where only this row's hand comes: at
the least, as a share of all they leave in the row, and at the most."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A judgement of one row."""

    mark: Mark
    confidence: float
    why: Why


@dataclass(frozen=True, slots=True)
class RowInk:
    """What lies in one row: lengths in mm, areas in mm².

    ``reach`` and ``area`` are of clear strokes of its own, ``dots`` the area of those too small to be one.
    ``core`` is what strokes that run through several rows leave where only this row's hand comes,
    ``foreign`` all they leave in the row, ``disputed`` those of them that may as well be this row's.
    ``faint`` is the reach of strokes hardly there.
    """

    reach: float
    area: float
    dots: float
    core: float
    foreign: float
    disputed: float
    faint: float


def ink_of(strokes: Sequence[Piece]) -> RowInk:
    """Sum up the pieces of strokes in a row."""
    own = [piece for piece in strokes if piece.clear and _is_own(piece) and not _like_a_crease(piece)]
    tails = [piece for piece in own if _may_be_tail(piece)]
    own = [piece for piece in own if not _may_be_tail(piece)]
    large = [piece for piece in own if piece.extent >= _DOT]
    others = [piece for piece in strokes if piece.clear and not _is_own(piece)]
    disputed = [p for p in others if p.share > (_RIVALLED if p.rival else _UNCLAIMED)]
    return RowInk(
        reach=max((piece.extent for piece in large), default=0.0),
        area=sum(piece.area for piece in large),
        dots=sum(piece.area for piece in own if piece.extent < _DOT),
        core=sum(piece.core for piece in others),
        foreign=sum(piece.area for piece in others),
        disputed=sum(piece.area for piece in disputed + tails),
        faint=max((p.extent for p in strokes if p.share > 0.5 and _is_faint(p)), default=0.0),
    )


def _is_own(piece: Piece) -> bool:
    return piece.share >= (_OWN if piece.rival else _MOSTLY)


def _like_a_crease(piece: Piece) -> bool:
    """Tell whether a stroke is so thin, straight and pale that a crease in the paper looks the same."""
    return piece.narrow < _THIN and piece.extent > _DOT and piece.contrast < _PALE


def _is_faint(piece: Piece) -> bool:
    return not piece.clear or _like_a_crease(piece)


def _may_be_tail(piece: Piece) -> bool:
    """Tell whether a stroke over a rule stays where a neighbour's signature would end, and is no more."""
    return piece.share < 1 and piece.core < _CORE and (piece.extent < _WHOLE or piece.area < _WHOLE_AREA)


def verdict_of(ink: RowInk) -> Verdict:
    """Judge a row by its ink."""
    if (ink.reach >= _STROKE and ink.area >= 1.0) or ink.area >= _MUCH:
        return Verdict(Mark.SIGNED, min(1.0, 0.5 + ink.area / 20), Why.CLEAR)
    if ink.core >= min(_CORE_ENOUGH, max(_CORE, _CORE_SHARE * ink.foreign)):
        return Verdict(Mark.SIGNED, min(0.9, 0.4 + ink.core / 20), Why.CLEAR)
    if ink.core > 0.25 or ink.disputed > 1.0 or ink.foreign > _TAIL:
        return Verdict(Mark.DOUBTFUL, 0.5, Why.NEIGHBOUR)
    if ink.area or ink.dots > _DOTS:
        return Verdict(Mark.DOUBTFUL, 0.5, Why.LITTLE)
    if ink.faint > 2.0:
        return Verdict(Mark.DOUBTFUL, 0.5, Why.FAINT)
    return Verdict(Mark.EMPTY, 0.9 if not ink.foreign else 0.75, Why.CLEAR)


def under_seal(ink: RowInk, between: float) -> Verdict:
    """Judge a row a seal lies over by what ink is not the seal's.

    ``between`` is the area, in mm², of ink where seals are bare themselves.
    """
    verdict = verdict_of(ink)
    if verdict.mark is Mark.EMPTY and between > 0.6:
        return Verdict(Mark.DOUBTFUL, 0.5, Why.SEAL)
    return verdict
