"""Killing the saving process at any moment loses nothing that was acknowledged or a second old.

The oracle is this test's own log of what the typist said it would type and what it was told.
"""

import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.crash.typist import CONTACT, KEY, event_id, text_of
from workstation.desk.journal import Journal

#: Kills of one store before the next one is begun.
ROUNDS = 10
#: One kill in so many comes late enough for drafts to be a second old.
LATE = 14


class Log:
    """What one typist said, with the time at which it was heard."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.lines: list[tuple[float, str, int, str]] = []
        self.pid = threading.Event()
        self.process_id = 0

    def hear(self, line: str) -> bool:
        """Take one line; whether the typist still lives."""
        word, _, rest = line.strip().partition(" ")
        number, _, field = rest.partition(" ")
        if word == "pid":
            self.process_id = int(number)
            self.pid.set()
        elif word and word != "dead":
            self.lines.append((time.monotonic(), word, int(number), field))
        return word not in ("", "dead")

    def actions(self) -> list[tuple[float, str, int, str]]:
        return [line for line in self.lines if line[1] in ("key", "commit")]

    def acknowledged(self) -> set[int]:
        return {number for _, word, number, _ in self.lines if word == "stored"}

    def saved_up_to(self) -> int:
        return max((number for _, word, number, _ in self.lines if word == "saved"), default=0)


class Typists:
    """Typists one after the other: forked from a server where there is fork, else started."""

    def __init__(self) -> None:
        self._server = self._start("--serve") if hasattr(os, "fork") else None

    def _start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.crash.typist", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def type_until_killed(self, folder: Path, seed: int, seconds: float) -> tuple[Log, float]:
        """The log of one typist and the moment of its death."""
        process = self._server or self._start(str(folder), str(seed))
        if self._server is not None:
            assert process.stdin
            process.stdin.write(f"{folder} {seed}\n")
            process.stdin.flush()
        log = Log(seed)
        reader = threading.Thread(target=self._listen, args=(process, log))
        reader.start()
        assert log.pid.wait(60), "the typist did not start"
        threading.Event().wait(seconds)
        killed = time.monotonic()
        os.kill(log.process_id, 9)
        reader.join()
        if self._server is None:
            self._let_go(process)
        return log, killed

    def _listen(self, process: subprocess.Popen[str], log: Log) -> None:
        assert process.stdout
        while log.hear(process.stdout.readline()):
            pass

    def close(self) -> None:
        if self._server is not None:
            self._let_go(self._server)

    def _let_go(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin and process.stdout
        process.stdin.close()
        process.wait(60)
        process.stdout.close()


@pytest.fixture(scope="module")
def typists() -> Iterator[Typists]:
    typists = Typists()
    yield typists
    typists.close()


@pytest.mark.timeout(14_400)
@pytest.mark.parametrize(
    ("kills", "seed"),
    [
        *((50, seed) for seed in range(4)),
        *(pytest.param(500, seed, marks=pytest.mark.soak) for seed in range(4, 8)),
    ],
)
def test_kills_lose_nothing(
    tmp_path: Path,
    typists: Typists,
    record_property: Callable[[str, object], None],
    kills: int,
    seed: int,
) -> None:
    rng = random.Random(seed)
    acknowledged = 0
    for number in range(kills):
        folder = tmp_path / f"store-{number // ROUNDS}"
        folder.mkdir(exist_ok=True)
        before = states(folder) if number % ROUNDS else {}
        late = number % LATE == LATE - 1
        seconds = rng.uniform(1.05, 1.3) if late else rng.uniform(0, 0.15)
        log, killed = typists.type_until_killed(folder, seed * 10_000 + number, seconds)
        acknowledged += check(folder, log, killed, before)
    record_property("acknowledged", acknowledged)
    assert acknowledged > kills  # the typists did save, and were heard


def states(folder: Path) -> dict[str, str]:
    """The drafts in a store."""
    with Journal.open(folder / "journal.db", KEY, "demo") as journal:
        return {draft.field: draft.text for draft in journal.drafts(CONTACT)}


def check(folder: Path, log: Log, killed: float, before: dict[str, str]) -> int:
    """Hold the store against the log; how many acknowledgements there were."""
    with Journal.open(folder / "journal.db", KEY, "demo") as journal:
        assert journal.first_break() is None
        stored = {event.event_id for event in journal.stream(CONTACT)}
        after = {draft.field: draft.text for draft in journal.drafts(CONTACT)}
    lost = {n for n in log.acknowledged() if event_id(log.seed, n) not in stored}
    assert not lost, f"acknowledged and lost: {sorted(lost)}"
    by_field: dict[str, list[tuple[float, str, int, str]]] = {field: [] for field in before}
    for action in log.actions():
        by_field.setdefault(action[3], []).append(action)
    for field, actions in by_field.items():
        assert_a_late_enough_moment(
            log, killed, before.get(field), actions, after.get(field), stored
        )
    return len(log.acknowledged())


def assert_a_late_enough_moment(
    log: Log,
    killed: float,
    before: str | None,
    actions: list[tuple[float, str, int, str]],
    after: str | None,
    stored: set[str],
) -> None:
    """A field stands as after one of its actions, and that one is not older than it may be."""
    ids = [event_id(log.seed, n) if word == "commit" else None for _, word, n, _ in actions]
    texts = [
        before,
        *(None if i else text_of(log.seed, a[2]) for a, i in zip(actions, ids, strict=True)),
    ]
    must = 0
    for at, (heard, _, number, _) in enumerate(actions, 1):
        if number <= log.saved_up_to() or heard <= killed - 1.0:
            must = at
    possible = [
        at
        for at, text in enumerate(texts)
        if text == after
        and all(i in stored for i in ids[:at] if i)
        and not any(i in stored for i in ids[at:] if i)
    ]
    assert possible, f"{log.seed}: the field stands as it never stood: {after!r}"
    assert max(possible) >= must, (
        f"{log.seed}: saved or a second old, and lost: {actions[must - 1]}"
    )
