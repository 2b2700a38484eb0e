"""Alarm sounds through whatever player the machine has; silent, and saying so, without one."""

from __future__ import annotations

import contextlib
import io
import math
import shutil
import struct
import subprocess
import sys
import wave
from collections.abc import Callable
from pathlib import Path

Find = Callable[[str], str | None]

_TONES_HZ = (880.0, 660.0, 880.0)
_TONE_S = 0.22
_RATE_HZ = 16_000
#: Programs that play a WAV file given as their last argument.
_PLAYERS: tuple[tuple[str, ...], ...] = (
    ("paplay",),
    ("pw-play",),
    ("aplay", "-q"),
    ("afplay",),
)
_SPOKEN = ("espeak-ng", "-a", "180", "-s", "160", "Hand-over not confirmed")


def alarm_wave() -> bytes:
    """The alarm as a WAV file: three tones, under a second."""
    samples = bytearray()
    for tone in _TONES_HZ:
        for n in range(int(_RATE_HZ * _TONE_S)):
            loud = 0.6 * math.sin(math.pi * n / (_RATE_HZ * _TONE_S))
            level = loud * math.sin(2 * math.pi * tone * n / _RATE_HZ)
            samples += struct.pack("<h", int(32_000 * level))
    out = io.BytesIO()
    with wave.open(out, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(2)
        made.setframerate(_RATE_HZ)
        made.writeframes(bytes(samples))
    return out.getvalue()


def player(wave_file: Path, find: Find = shutil.which) -> tuple[str, ...] | None:
    """The command that sounds the alarm here: a player of ``wave_file``, a voice, or ``None``."""
    for name, *options in _PLAYERS:
        if found := find(name):
            return (found, *options, str(wave_file))
    if voice := find(_SPOKEN[0]):
        return (voice, *_SPOKEN[1:])
    return None


class SystemSound:
    """`workstation.desk.ports.Sound` by an OS player, or by Windows itself. Never waits for it.

    ``folder`` keeps the alarm's WAV file. A sound still playing is not started again.
    """

    def __init__(self, folder: Path, find: Find = shutil.which) -> None:
        self._file = folder / "alarm.wav"
        self._command = None if sys.platform == "win32" else player(self._file, find)
        self._made = False
        self._playing: subprocess.Popen[bytes] | None = None
        self.available = sys.platform == "win32" or self._command is not None

    def alarm(self) -> None:
        """Sound the alarm once; a player that fails makes ``available`` false."""
        if not self.available or (self._playing is not None and self._playing.poll() is None):
            return
        try:
            self._play()
        except (OSError, RuntimeError):
            self.available = False

    def close(self) -> None:
        """End a sound that still plays."""
        if self._playing is None:
            return
        with contextlib.suppress(OSError):
            self._playing.kill()
        self._playing.wait()

    def _play(self) -> None:
        if not self._made:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_bytes(alarm_wave())
            self._made = True
        if sys.platform == "win32":
            import winsound

            winsound.PlaySound(str(self._file), winsound.SND_FILENAME | winsound.SND_ASYNC)
        elif self._command is not None:
            self.close()
            self._playing = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )


class Silence:
    """`workstation.desk.ports.Sound` for headless programs."""

    available = False

    def alarm(self) -> None:
        """Nothing sounds."""
