"""What was read from the picture of a signed page, as it crosses the floors."""

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """What the signature box of a row was judged to be; unseen lies outside the picture."""

    SIGNED = "signed"
    EMPTY = "empty"
    DOUBTFUL = "doubtful"
    UNSEEN = "unseen"


class Why(StrEnum):
    """What a judgement rests on, above all why a row is doubtful."""

    CLEAR = "clear"
    LITTLE = "little"
    """There is some ink, less than a signature has."""
    FAINT = "faint"
    """There are strokes, hardly darker than what shines through or lies in the paper."""
    NEIGHBOUR = "neighbour"
    """There is ink that may belong to the signature above or below."""
    SEAL = "seal"
    """There is only the seal that lies over several rows."""
    STAIN = "stain"
    """There is a stain, a fold or a shadow that may hide a signature or look like one."""
    ASTRAY = "astray"
    """The code of the row is not seen or not where it must be: the picture is damaged here."""
    TWO_PICTURES = "two-pictures"
    """Two pictures of the page tell different things."""
    OUTSIDE = "outside"
    """The box lies outside the picture."""


@dataclass(frozen=True, slots=True)
class Crop:
    """A small grey picture (JPEG) of a signature, or of the whole row of a walk-in; sizes in pixels."""

    jpeg: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class RowReading:
    """A row of a page: ``slot`` counts from 0 on this page, ``confidence`` goes from 0 to 1."""

    slot: int
    mark: Mark
    confidence: float
    why: Why
    crop: Crop | None


@dataclass(frozen=True, slots=True)
class PageReading:
    """A page found in a picture: ``seen`` is the share of the paper the picture shows (0 to 1).

    ``outline`` are the corners of the paper in pixels of the picture: top left, top right, bottom right,
    bottom left of the page as printed.
    """

    page: int
    rows: tuple[RowReading, ...]
    seen: float
    outline: tuple[tuple[float, float], ...]
