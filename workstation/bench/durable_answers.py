"""How soon one answer is durable in a journal: beside bare append and fdatasync, during a copy."""

from __future__ import annotations

import os
import secrets
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from workstation.bench.paired import spread
from workstation.bootstrap.identifiers import new_id
from workstation.desk.clock import SystemClock
from workstation.desk.journal import Journal
from workstation.domain.contact.facts import NarrativeAdded
from workstation.domain.events import Author, Happened

#: Answers of a series.
ANSWERS: Final = 300
#: Bytes that the bare side appends: what one answer adds to the log, a page or two with frames.
BYTES: Final = 4_120
_AUTHOR: Final = Author("demo", "f.grant", "")


def beside_bare(rounds: int = ANSWERS) -> dict[str, Any]:
    """Milliseconds of an answer and of one append with fdatasync, in turns on the same disk."""
    ours: list[float] = []
    bare: list[float] = []
    with (
        tempfile.TemporaryDirectory(prefix="workstation-bench-") as folder,
        Answering(Path(folder)) as answering,
        Path(folder, "bare").open("ab") as file,
    ):
        piece = secrets.token_bytes(BYTES)
        for _ in range(rounds):
            ours.append(answering.one_ms())
            bare.append(_append_ms(file.fileno(), piece))
    return {"answer_ms": spread(sorted(ours)), "append_ms": spread(sorted(bare))}


def during(going_on: Callable[[], bool], folder: Path) -> dict[str, float]:
    """Milliseconds of answers, one after another with a moment between, while work goes on."""
    taken: list[float] = []
    with Answering(folder) as answering:
        while going_on():
            taken.append(answering.one_ms())
            time.sleep(0.01)
    return {**spread(sorted(taken)), "answers": len(taken)}


class Answering:
    """A journal of its own into which answers are written; the writer's thread makes them last."""

    def __init__(self, folder: Path) -> None:
        self._journal = Journal.open(folder / "journal.db", secrets.token_bytes(32), "demo")
        self._clock = SystemClock()
        self._contact = f"contact:{new_id()}"

    def one_ms(self) -> float:
        """Write an answer; milliseconds until it is durable."""
        said = NarrativeAdded(new_id(), "He went towards the canal, wearing a grey coat")
        began = time.perf_counter()
        saved = self._journal.append(
            [Happened(new_id(), self._contact, said)], _AUTHOR, self._clock.moment(), policy=None
        )
        saved.result()
        return (time.perf_counter() - began) * 1000

    def __enter__(self) -> Answering:
        return self

    def __exit__(self, *_: object) -> None:
        self._journal.close()


def _append_ms(file: int, piece: bytes) -> float:
    began = time.perf_counter()
    os.write(file, piece)
    os.fdatasync(file)
    return (time.perf_counter() - began) * 1000
