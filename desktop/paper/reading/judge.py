"""Signed, empty or doubtful: each row by the strokes in it.

The numbers were found with specimens of known truth (``tests/paper/reading/corpus``); what lies between the
weakest signature and the strongest accident is doubtful.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.core.reading import Mark, Why
from desktop.paper.reading.ink import Piece

_OWN = 0.75
"""The share of a stroke that must lie in a row for all of it there to be the row's own."""
_MOSTLY = 0.6
"""The same where no other row has a claim on the stroke."""
_RIVALLED, _UNCLAIMED = 0.4, 0.25
"""From which share on a stroke may be this row's, where another row claims it and where none does."""
_WHOLE, _WHOLE_AREA = 10.0, 12.0
"""A stroke so long, in mm, and with so much ink, in mm², is a signature wherever in its row it stands."""
_TAIL, _BEYOND_TAILS = 36.0, 42.0
"""The most ink, in mm², that the tail of a neighbour's signature leaves, and what none does."""
_SHARED_TAIL, _MINOR = 20.0, 0.28
"""The same where more than this share of the stroke lies in the row."""
_SCRAP = 3.0
"""So little disputed ink, in mm², beside a signed row is that row's."""
_THIN, _STRAIGHT, _PALE = 1.15, 8.0, 0.36
"""What is thinner than this, in mm, or so many times longer than broad, and paler, may be a crease."""
_LONG = 20.0
"""What is longer than this, in mm, and as straight, may be a rule that was lost, however dark."""
_FAINTEST, _FAINT_REACH = 0.10, 2.0
"""Strokes of less sharp contrast, or that reach less far, in mm, are the paper's own."""
_DOT = 1.9
"""Strokes that reach less far, in mm, are dots and dust, up to"""
_DOTS = 4.5
"""this much of them, in mm²; a broken pencil line makes more."""
_STROKE = 3.0
"""A signature has a stroke that reaches this far, in mm, with"""
_INK, _INK_UNDER_SEAL = 1.0, 3.0
"""this much ink, in mm², or"""
_MUCH = 4.0
"""this much in several strokes."""
_CORE, _CORE_SHARE, _CORE_ENOUGH = 1.6, 0.2, 5.0
"""Of strokes that run through several rows, this much, in mm², must lie where only this row's hand comes: at
the least, as a share of all they leave in the row, and at the most."""
_BARE = 0.25
"""The least ink, in mm², between the star and the name of a seal that somebody wrote."""


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
    ``foreign`` all they leave in the row, ``disputed`` those of them that may as well be this row's; ``most``
    is the largest share of such a stroke. ``faint`` is the reach of strokes hardly there.
    """

    reach: float
    area: float
    dots: float
    core: float
    foreign: float
    disputed: float
    most: float
    faint: float

    @property
    def is_signed(self) -> bool:
        """Whether the row's own strokes make a signature."""
        return (self.reach >= _STROKE and self.area >= _INK) or self.area >= _MUCH


def ink_of(strokes: Sequence[Piece], beside_signed: bool) -> RowInk:
    """Sum up the pieces of strokes in a row; ``beside_signed`` tells of a signature in a row next to it."""
    clear = [piece for piece in strokes if piece.clear and not _like_a_crease(piece)]
    whole = [piece for piece in clear if _is_own(piece)]
    others = [piece for piece in clear if not _is_own(piece)]
    tails = [piece for piece in whole if beside_signed and _may_be_tail(piece)]
    own = [piece for piece in whole if piece not in tails]
    if _may_be_scraps(own, others + tails):
        own, tails = [], tails + own
    large = [piece for piece in own if piece.extent >= _DOT]
    disputed = tails + [p for p in others if p.share > (_RIVALLED if p.rival else _UNCLAIMED)]
    return RowInk(
        reach=max((piece.extent for piece in large), default=0.0),
        area=sum(piece.area for piece in large),
        dots=sum(piece.area for piece in own if piece.extent < _DOT),
        core=sum(piece.core for piece in others),
        foreign=sum(piece.area for piece in others),
        disputed=sum(piece.area for piece in disputed),
        most=max((piece.share for piece in others), default=0.0),
        faint=max((p.extent for p in strokes if p.share > 0.5 and _is_faint(p)), default=0.0),
    )


def verdict_of(ink: RowInk, beside_signed: bool, bare: float | None = None) -> Verdict:
    """Judge a row by its ink; ``bare`` is the ink where the seal over it is bare, None without a seal."""
    if ink.is_signed and (bare is None or ink.area >= _INK_UNDER_SEAL):
        return Verdict(Mark.SIGNED, min(1.0, 0.5 + ink.area / 20), Why.CLEAR)
    if _reaches_in(ink):
        return Verdict(Mark.SIGNED, min(0.9, 0.4 + ink.core / 20), Why.CLEAR)
    if _is_disputed(ink, beside_signed):
        return Verdict(Mark.DOUBTFUL, 0.5, Why.NEIGHBOUR)
    if bare is not None and (bare > _BARE or ink.area):
        return Verdict(Mark.DOUBTFUL, 0.5, Why.SEAL)
    if ink.area or ink.dots > _DOTS:
        return Verdict(Mark.DOUBTFUL, 0.5, Why.LITTLE)
    if ink.faint > _FAINT_REACH:
        return Verdict(Mark.DOUBTFUL, 0.5, Why.FAINT)
    return Verdict(Mark.EMPTY, 0.9 if not ink.foreign else 0.75, Why.CLEAR)


def _reaches_in(ink: RowInk) -> bool:
    """Tell whether strokes that run through several rows are this row's signature too."""
    if ink.foreign > _BEYOND_TAILS and (ink.core > 1.0 or ink.most > _RIVALLED):
        return True
    return ink.core >= min(_CORE_ENOUGH, max(_CORE, _CORE_SHARE * ink.foreign))


def _is_disputed(ink: RowInk, beside_signed: bool) -> bool:
    scrap = _SCRAP if beside_signed else _INK
    tail = _TAIL if ink.most < _MINOR else _SHARED_TAIL
    return ink.core > 0.25 or ink.disputed > scrap or ink.foreign > tail


def _is_own(piece: Piece) -> bool:
    return piece.share >= (_OWN if piece.rival else _MOSTLY)


def _may_be_tail(piece: Piece) -> bool:
    """Tell whether a stroke over a rule stays where a neighbour's signature would end, and is no more."""
    return piece.share < 1 and piece.core < _CORE and (piece.extent < _WHOLE or piece.area < _WHOLE_AREA)


def _may_be_scraps(own: Sequence[Piece], others: Sequence[Piece]) -> bool:
    """Tell whether strokes of a row may be broken off others that run into it: all lie no further in."""
    above, below = any(p.from_above for p in others), any(p.from_below for p in others)
    if not (above or below) or sum(piece.area for piece in own) >= _WHOLE_AREA:
        return False
    which = 2 if above and below else 0 if above else 1
    return sum(piece.inner[which] for piece in own) < _CORE


def _like_a_crease(piece: Piece) -> bool:
    """Tell whether a stroke is so thin, straight and pale that a crease in the paper looks the same."""
    thin = piece.narrow < _THIN or piece.extent > _STRAIGHT * piece.narrow
    long = piece.extent > _LONG and piece.extent > _STRAIGHT * piece.narrow
    return long or (thin and piece.extent > _DOT and piece.contrast < _PALE)


def _is_faint(piece: Piece) -> bool:
    return piece.contrast >= _FAINTEST and (not piece.clear or _like_a_crease(piece))
