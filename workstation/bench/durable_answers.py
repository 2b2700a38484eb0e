"""How soon one answer is durable in a journal, beside bare ways of making it last.

The bare ways: one append with fdatasync of a page as SQLite's log takes it, which the goals are
held against; the same of as many bytes as an answer puts on the tape, which is told; and one commit
of the same row by a prepared statement into an encrypted table without an index, which is what
encryption and SQLite ask for at least. Both files' logs have been gone round once, as a desk's has
after the first minutes of a shift.

An answer is durable at the moment when the writer's thread says so, which is when the advisor's
line is told to be saved. Between two answers its receipt is marked, as by a desk with its link.
"""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from workstation.bench.figures import machine
from workstation.bench.paired import goal, spread, timed
from workstation.bootstrap.identifiers import new_id
from workstation.desk.clock import SystemClock
from workstation.desk.journal import Journal, encrypted_file, rows
from workstation.desk.ports import DeliveryState
from workstation.domain.contact.facts import NarrativeAdded
from workstation.domain.events import Author, Event, Happened

#: Answers of a series.
ANSWERS: Final = 300
#: Milliseconds that a window works behind an answer, and answers of that series.
PAINTING_MS: Final = 30
PAINTED: Final = 60
#: Answers and rows before: the journal folds its log in every 200 transactions.
WARM: Final = 250
#: Bytes that the bare side appends: a page with its frame, and what one answer puts on the tape.
PAGE: Final = 4_120
RECORD: Final = 830
_STORED: Final = DeliveryState("stored", 1)
_AUTHOR: Final = Author("demo", "f.grant", "")


def measure() -> dict[str, Any]:
    """An answer beside the bare ways, in turns on the same disk; milliseconds."""
    before = machine()
    spreads = {name: spread(sorted(each)) for name, each in _series().items()}
    answer, append, few, commit = (spreads[n] for n in ("answer", "append", "few", "commit"))
    return {
        "what": "answers",
        "machine": before,
        "ms": spreads,
        "goals": [
            goal("answer durable p50 to append", answer["p50"] / append["p50"], 1.25),
            goal("answer durable p99 to append", answer["p99"] / append["p99"], 1.5),
        ],
        "told": [
            f"p50 append of as many bytes as the tape takes {few['p50']:g} ms: answer"
            f" {answer['p50'] / few['p50']:.2f} x that",
            f"p50 append {append['p50']:g}, bare encrypted commit {commit['p50']:g}, answer"
            f" {answer['p50']:g} ms, {spreads['processor']['p50']:g} of them processor time",
            f"p99 append {append['p99']:g}, bare encrypted commit {commit['p99']:g}, answer"
            f" {answer['p99']:g} ms",
            f"while the window works for {PAINTING_MS} ms without a pause: p50"
            f" {spreads['painting']['p50']:g}, p99 {spreads['painting']['p99']:g} ms",
        ],
    }


def _series() -> dict[str, list[float]]:
    kinds = ("answer", "append", "few", "commit", "processor")
    taken: dict[str, list[float]] = {kind: [] for kind in kinds}
    with (
        tempfile.TemporaryDirectory(prefix="workstation-bench-") as folder,
        Answering(Path(folder)) as answering,
        Path(folder, "bare").open("ab") as file,
        closing(_Rows(Path(folder), answering.one())) as bare,
    ):
        page = secrets.token_bytes(PAGE)
        for _ in range(WARM):
            answering.one()
        for _ in range(ANSWERS):
            passed_ms, used_ms = answering.one_ms()
            taken["answer"].append(passed_ms)
            taken["processor"].append(used_ms)
            taken["append"].append(_append_ms(file.fileno(), page))
            taken["few"].append(_append_ms(file.fileno(), page[:RECORD]))
            taken["commit"].append(timed(bare.commit))
        with _turns_of_a_window():
            taken["painting"] = [answering.one_ms(_work)[0] for _ in range(PAINTED)]
    return taken


def during(going_on: Callable[[], bool], folder: Path) -> dict[str, float]:
    """Milliseconds of answers, one after another with a moment between, while work goes on."""
    taken: list[float] = []
    with Answering(folder) as answering:
        while going_on():
            taken.append(answering.one_ms()[0])
            time.sleep(0.01)
    return {**spread(sorted(taken)), "answers": len(taken)}


class Answering:
    """A journal of its own into which answers are written; the writer's thread makes them last."""

    def __init__(self, folder: Path) -> None:
        self._journal = Journal.open(folder / "journal.db", secrets.token_bytes(32), "demo")
        self._clock = SystemClock()
        self._contact = f"contact:{new_id()}"

    def one_ms(self, meanwhile: Callable[[], object] = lambda: None) -> tuple[float, float]:
        """Write an answer; milliseconds until it is durable, and those of processor time. Then the
        hub has it, too. ``meanwhile`` is what the thread that wrote it does.
        """
        told: list[tuple[float, float]] = []
        began = _clocks()
        saved = self._write()
        saved.add_done_callback(lambda _: told.append(_clocks()))
        meanwhile()
        event = saved.result()[0]
        self._journal.mark({event.event_id: _STORED}).result()
        passed, used = ((then - before) * 1000 for then, before in zip(told[0], began, strict=True))
        return passed, used

    def one(self) -> Event:
        """Write an answer and wait until it is durable."""
        return self._write().result()[0]

    def _write(self) -> Future[tuple[Event, ...]]:
        said = NarrativeAdded(new_id(), "He went towards the canal, wearing a grey coat")
        return self._journal.append(
            [Happened(new_id(), self._contact, said)], _AUTHOR, self._clock.moment(), policy=None
        )

    def __enter__(self) -> Answering:
        return self

    def __exit__(self, *_: object) -> None:
        self._journal.close()


class _Rows:
    """An encrypted table without an index."""

    def __init__(self, folder: Path, event: Event) -> None:
        path = folder / "rows.db"
        self._connection = encrypted_file.connect(path, secrets.token_bytes(32))
        columns = rows.COLUMNS.replace("event.", "")
        self._connection.execute(f"CREATE TABLE event (no INTEGER PRIMARY KEY, {columns})")
        self._values = rows.row_of(event)
        for _ in range(ANSWERS + WARM):
            self.commit()
        encrypted_file.fold_in_passing(self._connection)

    def commit(self) -> None:
        """The same row once more, durable."""
        self._connection.execute(rows.INSERT, self._values)

    def close(self) -> None:
        """The file goes with its folder."""
        self._connection.close()


@contextmanager
def _turns_of_a_window() -> Iterator[None]:
    """Threads take turns as they do beside a window."""
    from workstation.ui.program import TURN_S

    before = sys.getswitchinterval()
    sys.setswitchinterval(TURN_S)
    yield
    sys.setswitchinterval(before)


def _work() -> None:
    end = time.perf_counter() + PAINTING_MS / 1000
    while time.perf_counter() < end:
        pass


def _clocks() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def _append_ms(file: int, piece: bytes) -> float:
    began = time.perf_counter()
    os.write(file, piece)
    os.fdatasync(file)
    return (time.perf_counter() - began) * 1000
