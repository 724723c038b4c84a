"""The Chinese typefaces of this machine, as a chain: what one cannot draw, the next does.

ReportLab embeds TrueType outlines only, so faces with CFF outlines (Noto CJK, PingFang) are passed
over. The last link is the Latin face that comes with ReportLab.
"""

import os
import sys
import threading
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

import reportlab
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from desktop.core.errors import PersonError
from desktop.core.i18n import _

_FACES = (
    "msyh.ttc",
    "deng.ttf",
    "simhei.ttf",
    "simsun.ttc",
    "wqy-microhei.ttc",
    "harmonyos_sans_sc_regular.ttf",
    "stheiti light.ttc",
    "arial unicode.ttf",
    "songti.ttc",
    "notosanssc-regular.ttf",
    "notosanssc-vf.ttf",
    "droidsansfallbackfull.ttf",
    "droidsansfallback.ttf",
    "wqy-zenhei.ttc",
    "uming.ttc",
    "lxgwwenkai-regular.ttf",
    "simsunb.ttf",
    "simsunextg.ttf",
    "babelstonehan.ttf",
    "hanamina.ttf",
    "hanaminb.ttf",
)
_INKLESS = ("Cc", "Cf", "Zs", "Zl", "Zp")
_EVERYDAY = "签到领职工姓名王伟人民币元"
_Value = TypeVar("_Value")
SUBSTITUTE = "〓"
"""Printed for a character that no face has; printers' sign for a missing letter."""


class NoChineseFont(PersonError):
    """No face on this machine can draw Chinese on a PDF."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character in the face that has it; ``width`` in thousandths of the size."""

    font: TTFont
    width: float
    character: str
    missing: bool = False


class Known(dict[str, _Value]):
    """What was found out about characters, each asked once; looking up stays as quick as in any dict."""

    def __init__(self, ask: Callable[[str], _Value]) -> None:
        super().__init__()
        self._ask = ask
        self._lock = threading.Lock()

    def __missing__(self, character: str) -> _Value:
        with self._lock:
            self[character] = value = self._ask(character)
        return value


class FontChain:
    """Faces in order of liking, each opened when a character first needs it."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._waiting = list(reversed([*files, _latin_face()]))
        self._open: list[TTFont] = []
        self._glyphs = Known(self._found)
        self._widths = Known(lambda character: self._glyphs[character].width)

    def glyph(self, character: str) -> Glyph:
        """Return the character in the first face that has it, or the substitute marked missing."""
        return self._glyphs[character]

    def width(self, text: str, size: float) -> float:
        """Return how wide the text runs, in the unit of ``size``."""
        return sum(map(self._widths.__getitem__, text)) * size / 1000

    def missing(self, text: str) -> str:
        """Return the characters of the text that no face has, each once."""
        return "".join(dict.fromkeys(c for c in text if self.glyph(c).missing))

    def _found(self, character: str) -> Glyph:
        font = self._font_with(character)
        if font is not None:
            return Glyph(font, _width(font, character), character)
        stand_in = " " if _needs_no_ink(character) else SUBSTITUTE
        font = self._font_with(stand_in)
        if font is None:
            stand_in, font = "?", self._open[-1]
        return Glyph(font, _width(font, stand_in), stand_in, missing=stand_in != " ")

    def _font_with(self, character: str) -> TTFont | None:
        code = ord(character)
        for font in self._open:
            if code in font.face.charToGlyph:
                return font
        while self._waiting:
            opened = _opened(self._waiting.pop())
            if opened is None:
                continue
            self._open.append(opened)
            if code in opened.face.charToGlyph:
                return opened
        return None


@cache
def fonts() -> FontChain:
    """Return the chain of this machine. Raises NoChineseFont with what to install."""
    return chain_from(_font_folders())


def chain_from(folders: Iterable[Path]) -> FontChain:
    """Return the chain of the faces found in the folders. Raises NoChineseFont."""
    found = {file.name.lower(): file for folder in folders for file in _files(folder)}
    chain = FontChain([found[name] for name in _FACES if name in found])
    if chain.missing(_EVERYDAY):
        raise NoChineseFont(_("No Chinese font that can be printed was found on this computer."), _remedy())
    return chain


def unprintable(texts: Iterable[str]) -> dict[str, str]:
    """Return each text that holds characters no face here has, with those characters."""
    chain, texts = fonts(), list(texts)
    odd = {character for character in set().union(*texts) if chain.glyph(character).missing}
    return {text: chain.missing(text) for text in texts if not odd.isdisjoint(text)}


def _width(font: TTFont, character: str) -> float:
    return float(font.face.charWidths.get(ord(character), font.face.defaultWidth))


def _needs_no_ink(character: str) -> bool:
    return unicodedata.category(character) in _INKLESS


@cache
def _opened(file: Path) -> TTFont | None:
    try:
        font = TTFont(f"yijia-{file.stem}", str(file))
    except (TTFError, OSError):
        return None
    registerFont(font)
    return font


def _latin_face() -> Path:
    return Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"


def _files(folder: Path) -> Iterator[Path]:
    for place, _folders, names in os.walk(folder):
        for name in names:
            yield Path(place, name)


def _font_folders() -> list[Path]:
    home = Path.home()
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home)) / "Microsoft/Windows/Fonts"
        return [Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts", local]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    shared = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts")]
    return [*shared, home / ".fonts", home / ".local/share/fonts"]


def _remedy() -> str:
    if sys.platform == "win32":
        return _("In Windows Settings > Optional features, add “Chinese (Simplified) Supplemental Fonts”.")
    if sys.platform == "darwin":
        return _("Put a TrueType Chinese font, such as “Arial Unicode.ttf”, into Library/Fonts.")
    return _("Run: sudo apt install fonts-wqy-microhei")
