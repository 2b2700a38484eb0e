"""`kill -9` of the whole desk while somebody types: what stood a second on the screen is there.

The oracle is the log of the keys that this test sent, never anything the program says.
"""

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.endtoend.demonstration import Demonstration, pause
from tests.fixtures.processes import need
from workstation.domain.contact.facts import NarrativeAdded
from workstation.protocol.payloads import body_of

WORDS = "man at the door with a bat he has gone round the back two children upstairs".split()
#: Seconds that text may stand on the screen before it has to survive.
STANDS_S = 1.0
#: Typed after each start, at the cursor that the start put back, and kept with Enter.
MARK = "x"


@pytest.fixture
def demonstration(tmp_path: Path, xserver: str) -> Iterator[Demonstration]:
    """A demonstration with a call answered, and the cursor in the narrative."""
    need("xdotool")
    shown = Demonstration(tmp_path, xserver)
    shown.start()
    try:
        yield shown
    finally:
        shown.end()


class Keys:
    """What was typed into the line that is open now, and when each part had been sent."""

    def __init__(self) -> None:
        self.parts: list[tuple[float, str]] = []

    @property
    def text(self) -> str:
        """Everything sent."""
        return "".join(part for _, part in self.parts)

    def stood_for(self, seconds: float, now: float) -> str:
        """What had been sent ``seconds`` before ``now``."""
        return "".join(part for at, part in self.parts if at <= now - seconds)


def drafted(shown: Demonstration, contact: str) -> str:
    """The half-typed line that the disk holds."""
    with shown.left_behind() as journal:
        assert journal.first_break() is None
        return "".join(d.text for d in journal.drafts(contact) if d.field == "narrative")


def kept_lines(shown: Demonstration, contact: str) -> list[str]:
    """The narrative that the disk holds."""
    with shown.beside() as journal:
        bodies = [body_of(event) for event in journal.stream(contact)]
    return [body.text for body in bodies if isinstance(body, NarrativeAdded)]


def answered(shown: Demonstration) -> str:
    """Take the ringing call; the id of its contact."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        shown.press("F4")
        pause(0.3)
        with shown.beside() as journal:
            for contact in journal.open_contacts():
                if any(event.type == "CallAnswered" for event in journal.stream(contact)):
                    return contact
    raise AssertionError("no call was answered")


def killed_and_compared(shown: Demonstration, kills: int, seed: int) -> list[float]:
    """Type, kill, compare, start again; the seconds each start took."""
    chance = random.Random(seed)
    contact = answered(shown)
    seconds, lines = [], []
    for _ in range(kills):
        keys = Keys()
        for _ in range(chance.randint(2, 8)):
            part = chance.choice(WORDS) + " "
            shown.type(part)
            keys.parts.append((time.monotonic(), part))
        pause(chance.choice((0.0, 0.0, chance.random(), STANDS_S)))
        now = time.monotonic()
        shown.kill()
        found = drafted(shown, contact)
        assert keys.text.startswith(found), (keys.text, found)
        assert found.startswith(keys.stood_for(STANDS_S, now)), (keys.parts, now, found)
        seconds.append(shown.start())
        shown.type(MARK)
        shown.press("Return")
        lines.append((found + MARK).strip())
        wait_for_line(shown, contact, lines)
    return seconds


def wait_for_line(shown: Demonstration, contact: str, lines: list[str]) -> None:
    """The line that was half typed is whole, in its place, with what was typed at the cursor."""
    end = time.monotonic() + 30
    while (kept := kept_lines(shown, contact)) != lines:
        assert time.monotonic() < end, (kept, lines)
        pause(0.05)


@pytest.mark.timeout(600)
def test_20_kills_of_the_window_lose_nothing_that_stood_a_second(
    demonstration: Demonstration, record_property: Callable[[str, object], None]
) -> None:
    seconds = killed_and_compared(demonstration, kills=20, seed=1)
    record_property("seconds_until_the_same_call_is_open", [round(s, 2) for s in seconds])


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(2, 12))
def test_2000_kills_of_the_window(
    demonstration: Demonstration, seed: int, record_property: Callable[[str, object], None]
) -> None:
    seconds = sorted(killed_and_compared(demonstration, kills=200, seed=seed))
    record_property("kills", len(seconds))
    record_property("seconds_until_the_same_call_is_open_p50", round(seconds[100], 2))
    record_property("slowest", round(seconds[-1], 2))
