"""The alarm: a real player where there is one, silence that says so where there is none."""

import io
import os
import sys
import wave
from collections.abc import Callable
from pathlib import Path

import pytest

from workstation.desk.sound import Silence, SystemSound, alarm_wave, player

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows plays by itself")


def only(*names: str) -> Callable[[str], str | None]:
    return lambda name: f"/usr/bin/{name}" if name in names else None


def test_the_alarm_is_a_short_wave_file_that_is_not_silence() -> None:
    with wave.open(io.BytesIO(alarm_wave())) as read:
        seconds = read.getnframes() / read.getframerate()
        loudest = max(memoryview(read.readframes(read.getnframes())).cast("h"))
    assert 0.3 < seconds < 1.0
    assert loudest > 10_000


def test_players_are_taken_before_a_voice_and_nothing_where_there_is_none(tmp_path: Path) -> None:
    file = tmp_path / "alarm.wav"
    assert player(file, only("aplay", "espeak-ng")) == ("/usr/bin/aplay", "-q", str(file))
    spoken = player(file, only("espeak-ng"))
    assert spoken is not None
    assert spoken[0] == "/usr/bin/espeak-ng"
    assert player(file, only()) is None


@posix
def test_without_a_player_it_is_silent_and_says_so(tmp_path: Path) -> None:
    sound = SystemSound(tmp_path, only())
    sound.alarm()
    assert not sound.available
    assert list(tmp_path.iterdir()) == []
    assert not Silence().available


def a_player(folder: Path, script: str) -> Callable[[str], str | None]:
    program = folder / "aplay"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="ascii")
    program.chmod(0o755)
    return lambda name: str(program) if name == "aplay" else None


@posix
def test_the_player_gets_the_file_and_is_not_started_twice_at_once(tmp_path: Path) -> None:
    log, plays = tmp_path / "log", tmp_path / "plays"
    os.mkfifo(plays)  # a sound that lasts until the test has written to it
    find = a_player(tmp_path, f'echo "$@" >> {log}; exec cat {plays}')
    sound = SystemSound(tmp_path / "made", find)
    for _ in range(2):
        sound.alarm()
    plays.write_text("over", encoding="ascii")
    sound.close()
    said = log.read_text(encoding="ascii").splitlines()
    assert said == [f"-q {tmp_path}/made/alarm.wav"]
    assert (tmp_path / "made" / "alarm.wav").read_bytes() == alarm_wave()


@posix
def test_a_player_that_cannot_be_started_makes_it_silent(tmp_path: Path) -> None:
    sound = SystemSound(tmp_path, lambda name: str(tmp_path / "gone") if name == "aplay" else None)
    assert sound.available
    sound.alarm()
    assert not sound.available
