"""The plate beside a site's door: what it is, when it is open, whom to call, and the same for a telephone."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from desktop.core.i18n import _
from desktop.core.map_marks import OPEN, kind_mark
from desktop.core.progress import Progress, Silent
from desktop.core.sheet_content import Printed
from desktop.core.sheet_layout import A4, Box
from desktop.paper.map_pdf import draw_sign
from desktop.paper.page import Align, Colour, Pages, deliver
from desktop.paper.qr import Words

A5_SHARE = 0.7071
"""A5 is A4 with every length divided by the root of 2."""
MOST_HOURS = 6
MOST_AMENITIES = 12
_WIDTH, _HEIGHT = A4[1], A4[0]
_EDGE = 14.0
_BAND = 26.0
_CODE = 52.0
_RIGHT = 84.0
_CHIP = 10.0
_TICK = ((-2.6, 0.0), (-1.7, -0.9), (-0.6, 0.4), (2.2, -2.6), (3.1, -1.7), (-0.6, 2.4))
_WHITE: Colour = (1.0, 1.0, 1.0)
_GROUND: Colour = (0.945, 0.955, 0.965)


@dataclass(frozen=True, slots=True)
class Plate:
    """One site's plate.

    ``kind`` is as written down, ``kind_word`` as said; ``hours`` are rows of days and times; ``code_text``
    is what a telephone shows, without any person's name.
    """

    name: str
    kind: str
    kind_word: str
    number: str
    hours: Sequence[tuple[str, str]]
    always_open: bool
    phone: str
    host: str
    address: str
    amenities: Sequence[str]
    code_text: str


def draw_plates(
    plates: Sequence[Plate],
    issuer: str,
    out: Path | BinaryIO,
    small: bool = False,
    progress: Progress | None = None,
) -> Printed:
    """Draw a lying A4 page (A5 where ``small``) for each plate, and write them whole or not at all.

    Raises NoChineseFont, CannotSave; Cancelled when ``progress`` says so.
    """
    progress = progress or Silent()
    share = A5_SHARE if small else 1.0
    pages = Pages(Box(0, 0, _WIDTH * share, _HEIGHT * share), _("Door plate"))
    for number, plate in enumerate(plates):
        progress.step(number, len(plates), plate.name)
        _Drawn(pages, share).plate(plate, issuer)
        pages.next_page()
    deliver(pages.finish(), out)
    progress.step(len(plates), len(plates))
    return Printed(len(plates), len(plates), tuple(pages.unprintable), tuple(pages.cut))


class _Drawn:
    """Draws in the millimetres of A4, every length and size times ``share``."""

    def __init__(self, pages: Pages, share: float) -> None:
        self._pages = pages
        self._share = share

    def plate(self, plate: Plate, issuer: str) -> None:
        """Draw one plate."""
        colour = _tint(plate.kind)
        self._band(plate, colour)
        self._write(
            plate.name, Box(_EDGE, _BAND + 6, _WIDTH - 2 * _EDGE, 38), 62, Align.CENTRE, least=24, bold=True
        )
        top = _BAND + 50
        left = Box(_EDGE, top, _WIDTH - 2 * _EDGE - _RIGHT - 10, 92)
        self._hours(plate, left, colour)
        self._code(plate, Box(_WIDTH - _EDGE - _RIGHT, top, _RIGHT, 92))
        self._amenities(plate.amenities, 172.0, colour)
        self._foot(plate, issuer)

    def _band(self, plate: Plate, colour: Colour) -> None:
        self._fill(Box(0, 0, _WIDTH, _BAND), colour)
        middle = _BAND / 2
        share = self._share
        self._pages.shape(_disc(_EDGE + 8, middle, 9.5, share), fill=_WHITE)
        draw_sign(self._pages, plate.kind, OPEN, (_EDGE + 8) * share, middle * share, 5.6 * share)
        self._write(plate.kind_word, Box(_EDGE + 22, 3, 170, _BAND - 6), 30, least=16, bold=True, grey=1.0)
        number = _("No. {code}").format(code=plate.number) if plate.number else ""
        self._write(number, Box(_WIDTH - _EDGE - 70, 3, 70, _BAND - 6), 18, Align.RIGHT, least=9, grey=1.0)

    def _hours(self, plate: Plate, box: Box, colour: Colour) -> None:
        self._write(_("Opening hours"), Box(box.x, box.y, box.width, 9), 17, least=10, bold=True)
        top = box.y + 11
        if plate.always_open:
            sign = Box(box.x, top, box.width, 52)
            self._fill(sign, colour)
            self._write(_("24 hours"), sign, 66, Align.CENTRE, least=30, bold=True, grey=1.0)
            self._write(_("every day"), Box(box.x, top + 55, box.width, 12), 20, Align.CENTRE, least=10)
            return
        rows = list(plate.hours[:MOST_HOURS]) or [(_("Please ask"), plate.phone)]
        height = min(16.0, (box.height - 11) / len(rows))
        for number, (days, times) in enumerate(rows):
            row = Box(box.x, top + number * height, box.width, height)
            if number % 2 == 0:
                self._fill(row, _GROUND)
            self._write(days, Box(row.x, row.y, row.width * 0.45, height), 18, least=9, pad=3)
            times_box = Box(row.x + row.width * 0.45, row.y, row.width * 0.55, height)
            self._write(times, times_box, 21, least=10, pad=3, bold=True)
        low = top + height * len(rows)
        self._rule(box.x, top, box.right, top)
        self._rule(box.x, low, box.right, low)

    def _code(self, plate: Plate, box: Box) -> None:
        symbol = Words(plate.code_text)
        code = Box(box.x + (box.width - _CODE) / 2, box.y + 2, _CODE, _CODE)
        self._pages.code(plate.code_text, self._sized(code), symbol)
        below = Box(box.x, code.bottom + 3, box.width, 7)
        words = _("Scan for name, hours and telephone") if plate.phone else _("Scan for name and hours")
        self._write(words, below, 11, Align.CENTRE, least=7, grey=0.3)
        if plate.phone:
            self._write(_("Telephone"), Box(box.x, 140, box.width, 7), 12, Align.CENTRE, least=8, grey=0.3)
            self._write(plate.phone, Box(box.x, 147, box.width, 13), 28, Align.CENTRE, least=14, bold=True)

    def _amenities(self, words: Sequence[str], top: float, colour: Colour) -> None:
        """Set what is there in one or two rows of plates, each as wide as its words."""
        if not words:
            return
        chain, x, y = self._pages.chain, _EDGE, top - 3.0
        for word in words[:MOST_AMENITIES]:
            width = chain.width(word, 14) / 72 * 25.4 + 16
            if x + width > _WIDTH - _EDGE:
                x, y = _EDGE, y + _CHIP + 2.5
                if y > top + 12:
                    break
            self._fill(Box(x, y, width, _CHIP), _GROUND)
            self._tick(x + 6, y + _CHIP / 2, colour)
            self._write(word, Box(x + 10, y, width - 12, _CHIP), 14, least=8)
            x += width + 4

    def _tick(self, x: float, y: float, colour: Colour) -> None:
        share = self._share
        corners = [
            (x - 2.6, y),
            (x - 1.7, y - 0.9),
            (x - 0.6, y + 0.4),
            (x + 2.2, y - 2.6),
            (x + 3.1, y - 1.7),
        ]
        corners.append((x - 0.6, y + 2.4))
        self._pages.shape([(u * share, v * share) for u, v in corners], fill=colour)

    def _foot(self, plate: Plate, issuer: str) -> None:
        self._rule(_EDGE, 197, _WIDTH - _EDGE, 197)
        where = "  ".join(filter(None, (plate.address, plate.host)))
        middle = _WIDTH * 0.68
        self._write(where, Box(_EDGE, 198, middle - _EDGE, 8), 11, least=7, grey=0.3)
        self._write(issuer, Box(middle, 198, _WIDTH - _EDGE - middle, 8), 11, Align.RIGHT, least=7, grey=0.3)

    def _sized(self, box: Box) -> Box:
        share = self._share
        return Box(box.x * share, box.y * share, box.width * share, box.height * share)

    def _write(
        self,
        text: str,
        box: Box,
        size: float,
        align: Align = Align.LEFT,
        *,
        least: float,
        pad: float = 0.0,
        bold: bool = False,
        grey: float = 0.0,
    ) -> None:
        share = self._share
        self._pages.write(
            text,
            self._sized(box),
            size * share,
            align,
            least=max(5.0, least * share),
            pad=pad * share,
            bold=bold,
            grey=grey,
        )

    def _fill(self, box: Box, colour: Colour) -> None:
        self._pages.fill(self._sized(box), *colour)

    def _rule(self, x1: float, y1: float, x2: float, y2: float) -> None:
        share = self._share
        self._pages.rule(x1 * share, y1 * share, x2 * share, y2 * share, 0.6, 0.6)


def _tint(kind: str) -> Colour:
    red, green, blue = kind_mark(kind).colour
    return red / 255, green / 255, blue / 255


def _disc(x: float, y: float, radius: float, share: float) -> list[tuple[float, float]]:
    """Return the corners of a disc that is as good as round."""
    from_middle = kind_mark("rest-station").corners
    return [((x + u * radius) * share, (y + v * radius) * share) for u, v in from_middle]
