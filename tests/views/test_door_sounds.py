"""The tones of the door: written once, played by what the system has, silent where it has nothing."""

import sys
import wave
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.views.door.sounds import Sounds, Tone, write_tone


@pytest.mark.parametrize("tone", list(Tone))
def test_a_tone_is_short_and_as_long_as_its_notes(tmp_path: Path, tone: Tone) -> None:
    file = tmp_path / "tone.wav"
    write_tone(file, tone)
    with wave.open(str(file)) as read:
        seconds = read.getnframes() / read.getframerate()
    assert seconds == pytest.approx(sum(length for _pitch, length in tone.value), abs=0.001)
    assert seconds < 0.5


@pytest.mark.skipif(sys.platform == "win32", reason="Windows plays the file itself")
def test_the_first_player_found_is_handed_the_file(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = tmp_path / "heard"
    player = tmp_path / "bin" / "aplay"
    player.parent.mkdir()
    player.write_text(f'#!/bin/sh\necho "$@" > {heard}.part && mv {heard}.part {heard}\n')
    player.chmod(0o755)
    monkeypatch.setenv("PATH", f"{player.parent}:/bin:/usr/bin")
    monkeypatch.setattr("desktop.views.door.sounds._PLAYERS", (("aplay", "-q"),))
    Sounds(tmp_path / "tones", is_on=True).play(Tone.GOOD)
    qtbot.waitUntil(heard.exists)
    assert heard.read_text().split() == ["-q", str(tmp_path / "tones" / "good.wav")]


def test_nothing_is_written_where_sound_is_off_and_nothing_fails_without_a_player(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Sounds(tmp_path / "off", is_on=False).play(Tone.LOOK)
    assert not (tmp_path / "off").exists()
    monkeypatch.setenv("PATH", str(tmp_path))
    Sounds(tmp_path / "on", is_on=True).play(Tone.LOOK)
    Sounds(tmp_path / "on" / "look.wav", is_on=True).play(Tone.LOOK)
