"""Several pictures of one page made one, row by row."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.core.reading import Mark, RowReading, Why

_AGAINST_EMPTY = {Mark.SIGNED, Mark.DOUBTFUL}


@dataclass(frozen=True, slots=True)
class RowSeen:
    """A row as one picture shows it; ``picture`` is the picture's index."""

    picture: int
    reading: RowReading


def merged(seen: Sequence[RowSeen]) -> RowSeen:
    """Return what all pictures of a row tell together, whatever their order.

    What lies outside a picture gives way, and doubt gives way to a signature. An empty box against
    anything else is in doubt. The picture of the surest reading is kept.
    """
    inside = [one for one in seen if one.reading.mark is not Mark.UNSEEN]
    if not inside:
        return seen[0]
    marks = {one.reading.mark for one in inside}
    if Mark.EMPTY in marks and marks & _AGAINST_EMPTY:
        best = max((one for one in inside if one.reading.mark is not Mark.EMPTY), key=_sureness)
        least = min(one.reading.confidence for one in inside)
        doubt = replace(best.reading, mark=Mark.DOUBTFUL, why=Why.TWO_PICTURES, confidence=least)
        return RowSeen(best.picture, doubt)
    told = Mark.SIGNED if Mark.SIGNED in marks else marks.pop()
    return max((one for one in inside if one.reading.mark is told), key=_sureness)


def _sureness(seen: RowSeen) -> tuple[float, int]:
    return seen.reading.confidence, -seen.picture
