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
_EDGE, _NEAR, _WELL_IN, _MIDDLE = 0.25, 0.3, 0.33, 0.42
"""Depths, as shares of a row's height. What lies no deeper than ``_EDGE`` may be a neighbour's even if it is
a stroke by itself, no deeper than ``_NEAR`` if others run in; a tail seldom comes ``_WELL_IN``, hardly ever
beyond ``_MIDDLE``."""
_TAIL_WELL_IN, _BEYOND_TAILS = 2.8, 8.0
"""The most ink, in mm², that tails of signatures usually leave so deep, and what none does."""
_TAIL_IN_MIDDLE, _SIGNED_IN_MIDDLE = 0.08, 3.2
_SIGNED_WITH_SHARE = 1.6
"""The same in the middle, and what signs if a good share of the stroke is here."""
_SOME, _GOOD, _HALF = 0.25, 0.33, 0.52
"""Shares of a stroke: from the first on it may be this row's if it comes ``_WELL_IN``, the last it is."""
_SOME_WELL_IN, _SOME_AT_EDGE, _GOOD_AT_EDGE = 1.0, 5.0, 6.0
"""How much of it, in mm², must lie ``_WELL_IN`` or beyond the ``_EDGE`` for that; how much beyond it for the
others."""
_CROWDED, _CROWDED_WELL_IN, _CROWDED_AT_EDGE = 0.6, 0.3, 4.5
"""Ink so dense is small writing rather than a tail: then so little of it, in mm², raises doubt where it lies
``_WELL_IN``, and so much where it lies beyond the ``_EDGE``."""
_RIVALLED, _UNCLAIMED, _DISPUTED_AT_EDGE = 0.36, 0.35, 1.0
"""From which share on a stroke may be this row's, where another row claims it and where none does, if this
much, in mm², lies beyond the ``_EDGE``; in any case where no row claims it or has ``_MOSTLY`` all of it and
the row it runs into is not signed without it."""
_WHOLE, _WHOLE_AREA = 10.0, 12.0
"""A stroke so long, in mm, and with so much ink, in mm², is a signature wherever in its row it stands."""
_FEW, _IN_ROW, _FEW_IN_ROW = 4.0, 1.6, 0.8
"""Strokes that may be broken off a neighbour's leave less than the second, in mm², further in; if they are
less than the first in all, less than the third."""
_SCRAP = 3.0
"""So little disputed ink, in mm², beside a signed row is that row's."""
_THIN, _STRAIGHT, _PALE = 1.15, 8.0, 0.36
"""What is thinner than this, in mm, or so many times longer than broad, and paler, may be a crease."""
_SHORT, _PALE_SHORT = 13.0, 0.28
"""Creases run on: what is shorter than this, in mm, is one only if it is paler than that."""
_LONG = 20.0
"""What is longer than this, in mm, and as straight, may be a rule that was lost, however dark."""
_FAINTEST, _FAINT_REACH = 0.10, 2.0
"""Strokes of less sharp contrast, or that reach less far, in mm, are the paper's own."""
_DOT = 1.9
"""Strokes that reach less far, in mm, are dots and dust, up to"""
_DOTS = 4.5
"""this much of them, in mm²; a broken pencil line makes more."""
_STROKE, _STROKE_UNDER_SEAL = 3.0, 7.0
"""A signature has a stroke that reaches this far, in mm, with"""
_INK, _INK_UNDER_SEAL = 1.0, 3.0
"""this much ink, in mm², or"""
_MUCH = 4.0
"""this much in several strokes."""
_BARE = 0.25
"""The least ink, in mm², between the star and the name of a seal that somebody wrote."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A judgement of one row."""

    mark: Mark
    confidence: float
    why: Why


@dataclass(frozen=True, slots=True)
class Beside:
    """What is known of the rows next to a row.

    ``above`` and ``below`` tell whether they may be signed, ``surely_above`` and ``surely_below`` whether
    strokes of their own alone sign them.
    """

    above: bool = False
    below: bool = False
    surely_above: bool = False
    surely_below: bool = False

    @property
    def any(self) -> bool:
        """Whether either is."""
        return self.above or self.below


@dataclass(frozen=True, slots=True)
class RowInk:
    """What lies in one row: lengths in mm, areas in mm².

    ``reach`` and ``area`` are of clear strokes of its own, ``dots`` the area of those too small to be one,
    ``disputed`` the area of those that may be a neighbour's. Of strokes that run through several rows,
    ``foreign`` is all they leave here, ``well_in`` and ``middle`` what lies so deep, ``share`` the largest
    share of one that goes beyond the edge, ``suspect`` tells whether this row's own writing may be joined
    to one. ``faint`` is the reach of strokes hardly there.
    """

    reach: float
    area: float
    dots: float
    disputed: float
    foreign: float
    well_in: float
    middle: float
    share: float
    suspect: bool
    faint: float

    @property
    def is_signed(self) -> bool:
        """Whether the row's own strokes make a signature."""
        return (self.reach >= _STROKE and self.area >= _INK) or self.area >= _MUCH


def ink_of(strokes: Sequence[Piece], beside: Beside) -> RowInk:
    """Sum up the pieces of strokes in a row; ``beside`` tells of the rows next to it."""
    clear = [piece for piece in strokes if piece.clear and not _like_a_crease(piece)]
    whole = [piece for piece in clear if _is_own(piece)]
    others = [piece for piece in clear if not _is_own(piece)]
    tails = [piece for piece in whole if beside.any and _may_be_tail(piece)]
    own = [piece for piece in whole if piece not in tails]
    if _may_be_scraps(own, others + tails, beside):
        own, tails = [], tails + own
    large = [piece for piece in own if piece.extent >= _DOT]
    return RowInk(
        reach=max((piece.extent for piece in large), default=0.0),
        area=sum(piece.area for piece in large),
        dots=sum(piece.area for piece in own if piece.extent < _DOT),
        disputed=sum(piece.area for piece in _disputed(tails, others, beside)),
        foreign=sum(piece.area for piece in others),
        well_in=sum(piece.beyond(_WELL_IN) for piece in others),
        middle=sum(piece.beyond(_MIDDLE) for piece in others),
        share=max((piece.share for piece in others if piece.beyond(_EDGE) > _GOOD_AT_EDGE), default=0.0),
        suspect=any(_may_hide_writing(piece) for piece in others),
        faint=max((p.extent for p in strokes if p.share > 0.5 and _is_faint(p)), default=0.0),
    )


def is_signed_alone(strokes: Sequence[Piece]) -> bool:
    """Tell whether a row is signed by strokes of its own, wherever others in it come from."""
    return ink_of(strokes, Beside(above=True, below=True)).is_signed


def may_be_signed(strokes: Sequence[Piece]) -> bool:
    """Tell whether a row has strokes enough that others, in the row next to it, may come from there."""
    clear = (piece for piece in strokes if piece.clear and not _like_a_crease(piece))
    return sum(piece.area for piece in clear if piece.share > _SOME) > _MUCH or is_signed_alone(strokes)


def verdict_of(ink: RowInk, beside: Beside, bare: float | None = None) -> Verdict:
    """Judge a row by its ink; ``bare`` is the ink where the seal over it is bare, None without a seal."""
    if ink.is_signed and (bare is None or _is_more_than_seal(ink, bare)):
        return Verdict(Mark.SIGNED, min(1.0, 0.5 + ink.area / 20), Why.CLEAR)
    if _reaches_in(ink):
        return Verdict(Mark.SIGNED, min(0.9, 0.4 + ink.well_in / 20), Why.CLEAR)
    if _is_disputed(ink, beside):
        return Verdict(Mark.DOUBTFUL, 0.5, Why.NEIGHBOUR)
    if bare is not None and (bare > _BARE or ink.area):
        return Verdict(Mark.DOUBTFUL, 0.5, Why.SEAL)
    if ink.area or ink.dots > _DOTS:
        return Verdict(Mark.DOUBTFUL, 0.5, Why.LITTLE)
    if ink.faint > _FAINT_REACH:
        return Verdict(Mark.DOUBTFUL, 0.5, Why.FAINT)
    return Verdict(Mark.EMPTY, 0.9 if not ink.foreign else 0.75, Why.CLEAR)


def _is_more_than_seal(ink: RowInk, bare: float) -> bool:
    """Tell whether strokes under a seal are more than letters of it may leave."""
    return ink.area >= _INK_UNDER_SEAL and (bare > _BARE or ink.reach >= _STROKE_UNDER_SEAL)


def _reaches_in(ink: RowInk) -> bool:
    """Tell whether strokes that run through several rows are this row's signature too."""
    if ink.well_in > _BEYOND_TAILS or ink.middle >= _SIGNED_IN_MIDDLE or ink.share >= _HALF:
        return True
    return ink.middle >= _SIGNED_WITH_SHARE and ink.share > _GOOD


def _is_disputed(ink: RowInk, beside: Beside) -> bool:
    if ink.suspect or ink.well_in > _TAIL_WELL_IN or ink.middle > _TAIL_IN_MIDDLE:
        return True
    return ink.disputed > (_SCRAP if beside.any else _INK)


def _is_own(piece: Piece) -> bool:
    return piece.share >= (_OWN if piece.rival else _MOSTLY)


def _disputed(tails: Sequence[Piece], others: Sequence[Piece], beside: Beside) -> list[Piece]:
    """Return the strokes that may be this row's or a neighbour's."""
    large = [p for p in tails if not (_is_theirs(p, beside) and p.beyond(_EDGE) < _DISPUTED_AT_EDGE)]
    return large + [piece for piece in others if _may_be_own(piece, beside)]


def _is_theirs(piece: Piece, beside: Beside) -> bool:
    """Tell whether the row a stroke runs into is signed without it."""
    return (piece.from_above and beside.surely_above) or (piece.from_below and beside.surely_below)


def _may_be_own(piece: Piece, beside: Beside) -> bool:
    """Tell whether a stroke that lies in another row for the most part may be this row's."""
    if not piece.rival and piece.share > 1 - _MOSTLY and not _is_theirs(piece, beside):
        return True
    least = _RIVALLED if piece.rival else _UNCLAIMED
    return piece.share > least and piece.beyond(_EDGE) > _DISPUTED_AT_EDGE


def _may_hide_writing(piece: Piece) -> bool:
    """Tell whether this row's writing may be joined to a stroke that mostly lies in another row."""
    well_in = piece.beyond(_WELL_IN)
    off_edge = piece.beyond(_EDGE)
    crowded = piece.dense > _CROWDED and (well_in > _CROWDED_WELL_IN or off_edge > _CROWDED_AT_EDGE)
    deep = well_in > _SOME_WELL_IN or off_edge > _SOME_AT_EDGE
    return crowded or (piece.share > _SOME and deep)


def _may_be_tail(piece: Piece) -> bool:
    """Tell whether a stroke over a rule stays where a neighbour's signature would end, and is no more."""
    small = piece.extent < _WHOLE or piece.area < _WHOLE_AREA
    at_edge = piece.beyond(_EDGE) < _DISPUTED_AT_EDGE
    return piece.share < 1 and piece.beyond(_MIDDLE) < _IN_ROW and (small or at_edge)


def _may_be_scraps(own: Sequence[Piece], others: Sequence[Piece], beside: Beside) -> bool:
    """Tell whether strokes of a row may be broken off a neighbour's: all lie no further in."""
    area = sum(piece.area for piece in own)
    if area >= _WHOLE_AREA:
        return False
    above, below = any(p.from_above for p in others), any(p.from_below for p in others)
    places = [
        (_NEAR if above else 0, _NEAR if below else 0),
        (_EDGE if beside.above else 0, 0),
        (0, _EDGE if beside.below else 0),
    ]
    left = _IN_ROW if area >= _FEW else _FEW_IN_ROW
    return any(sum(p.off(*place) for p in own) < left for place in places if any(place))


def _like_a_crease(piece: Piece) -> bool:
    """Tell whether a stroke is so thin, straight and pale that a crease in the paper looks the same."""
    thin = piece.narrow < _THIN or piece.extent > _STRAIGHT * piece.narrow
    long = piece.extent > _LONG and piece.extent > _STRAIGHT * piece.narrow
    pale = piece.contrast < (_PALE_SHORT if piece.extent < _SHORT else _PALE)
    return long or (thin and piece.extent > _DOT and pale)


def _is_faint(piece: Piece) -> bool:
    return piece.contrast >= _FAINTEST and (not piece.clear or _like_a_crease(piece))
