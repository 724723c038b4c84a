"""Short tones for the answers of the door, played by whatever the system has for it.

Qt's own sound lives in an add-on that is not installed, so the tones are written once as files and
handed to Windows itself, or on other systems to the first player found. Without one the door is silent.
"""

import math
import shutil
import sys
import wave
from array import array
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QProcess

RATE = 22_050  # samples a second
_PLAYERS = (("paplay",), ("pw-play",), ("aplay", "-q"), ("afplay",))


class Tone(Enum):
    """What is heard: pairs of pitch (hertz, 0 for a pause) and length (seconds)."""

    GOOD = ((880, 0.08), (1320, 0.14))
    LOOK = ((660, 0.12), (0, 0.06), (660, 0.12))
    REFUSED = ((220, 0.45),)


class Sounds:
    """Plays tones; the files lie in a folder of the data folder, made at the first tone."""

    def __init__(self, folder: Path, is_on: bool) -> None:
        self._folder = folder
        self._is_on = is_on
        self._player = None if sys.platform == "win32" else _player()

    def play(self, tone: Tone) -> None:
        """Begin to play a tone and return at once."""
        if not self._is_on:
            return
        try:
            file = self._file(tone)
        except OSError:  # a full disk must not keep people at the door
            return
        if sys.platform == "win32":
            import winsound

            winsound.PlaySound(str(file), winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT)
        elif self._player is not None:
            QProcess.startDetached(self._player[0], [*self._player[1:], str(file)])

    def _file(self, tone: Tone) -> Path:
        file = self._folder / f"{tone.name.lower()}.wav"
        if not file.exists():
            self._folder.mkdir(parents=True, exist_ok=True)
            write_tone(file, tone)
        return file


def write_tone(file: Path, tone: Tone) -> None:
    """Write a tone as a mono wave file; its notes swell and fade, so that nothing clicks."""
    samples = array("h")
    for pitch, seconds in tone.value:
        count = round(RATE * seconds)
        fade = RATE // 100
        for n in range(count):
            loud = min(1.0, n / fade, (count - n) / fade) * 12_000
            samples.append(round(loud * math.sin(2 * math.pi * pitch * n / RATE)))
    if sys.byteorder == "big":
        samples.byteswap()
    part = file.with_suffix(".part")
    with wave.open(str(part), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(samples.tobytes())
    part.replace(file)


def _player() -> tuple[str, ...] | None:
    for name, *options in _PLAYERS:
        if found := shutil.which(name):
            return (found, *options)
    return None
