"""From a number that rings to the painted pop, and from a key to the painted list of people.

The real window on the real encrypted stores; nothing answers for a hub. Told, never judged: a
machine that does something else at the time is slow.
"""

from __future__ import annotations

import contextlib
import os
import random
import secrets
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from workstation.bench.copied_people import copy_to, people
from workstation.bench.figures import machine
from workstation.bootstrap.children import Child
from workstation.bootstrap.identifiers import new_id
from workstation.content.policies import load_force
from workstation.desk.cache import Cache
from workstation.desk.cache.callers import Directory
from workstation.desk.call.calls import Calls
from workstation.desk.call.identity import DeskIdentity, PersonAtDesk, PolicyShelf
from workstation.desk.clock import SystemClock
from workstation.desk.inbox import QueueInbox
from workstation.desk.journal import Journal
from workstation.desk.ports import LinkState, Surroundings
from workstation.desk.sound import Silence
from workstation.domain.call_event import CallEvent
from workstation.domain.contact import commands as ask
from workstation.domain.contact.course import CallBackTried

if TYPE_CHECKING:
    from collections.abc import Callable

    from workstation.domain.callers.caller import Caller
    from workstation.ui.desk.window import DeskWindow
    from workstation.ui.hands import Hands

#: Seconds until a window has the keyboard, and until everything is saved.
PATIENCE_S: Final = 10.0
_SHARES: Final = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "max": 1.0}
#: Names that are typed in full, key by key.
TYPED: Final = 60


class _NoLink:
    """No hub: what is written waits."""

    def nudge(self, *, urgent: bool) -> None:
        """Nobody sends."""

    def state(self) -> LinkState:
        """Live, so that nothing alarms."""
        return LinkState("live", "")


class _Nobody:
    """Signs nobody in and finds no other desk's calls: no key of the bench asks for it."""

    def sign_in(self, user: str, password: str, told: Callable[[str], None]) -> None:
        """Never asked."""

    def sign_out(self) -> None:
        """Never asked."""

    def look(self, told: Callable[[Any], None]) -> None:
        """Never asked."""

    def take(self, contact_id: str, told: Callable[[str], None]) -> None:
        """Never asked."""


def measure(count: int, rings: int) -> dict[str, Any]:
    """``count`` people in the store, ``rings`` numbers that ring; milliseconds."""
    before = machine()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    known = people(count)
    rung = [one for one in known if one.phones and one.kind == "person"]
    chosen = random.Random(2).sample(rung, min(max(rings, TYPED), len(rung)))  # noqa: S311
    key = secrets.token_bytes(32)
    with tempfile.TemporaryDirectory(prefix="workstation-bench-") as place:
        folder = Path(place)
        copy_to(folder / "callers", key, known, count)
        with _seat(folder, key) as (calls, window, hands):
            pops = [_pop(calls, hands, one) for one in chosen[:rings]]
            _answer(calls, hands)
            keys = list(_keys(hands, chosen[:TYPED]))
            with _copying(folder / "beside", key, count):
                beside = list(_keys(hands, chosen[:TYPED]))
            size = [window.width(), window.height()]
    return {
        "what": "pop",
        "machine": before,
        "window": size,
        "people": count,
        "rings": len(pops),
        "keys": len(keys),
        "pop_ms": _spread(pops),
        "key_ms": _spread(keys),
        "key_beside_a_copy_ms": _spread(beside),
    }


def sentence(report: dict[str, Any]) -> str:
    """The report for a person."""
    lines = (
        ("number received to painted pop", report["pop_ms"], "goal p99 50 ms"),
        ("key press to painted list", report["key_ms"], "goal p99 8 ms"),
        ("the same beside a first copy", report["key_beside_a_copy_ms"], "goal p99 16 ms"),
    )
    told = [
        f"{name:<32} " + "   ".join(f"{share} {ms:g}" for share, ms in spread.items()) + f"  {goal}"
        for name, spread, goal in lines
    ]
    head = f"{report['people']:,} people, {report['rings']} rings, {report['keys']:,} keys, in ms:"
    return "\n".join((head, *told))


@contextlib.contextmanager
def _seat(folder: Path, key: bytes) -> Iterator[tuple[Calls, DeskWindow, Hands]]:
    """A desk at its window, signed in, with the people of ``folder``."""
    from workstation.ui.app import application
    from workstation.ui.desk.steering import Steering
    from workstation.ui.desk.window import DeskWindow
    from workstation.ui.hands import Hands
    from workstation.ui.theme.dress import wear_sheet

    app = application("dark", 1.0)
    with (
        Journal.open(folder / "journal.db", key, "demo") as journal,
        Cache.open(folder / "cache.db", key, "demo") as cache,
        Directory.open(folder / "callers", key, "demo") as directory,
    ):
        around = Surroundings(
            journal, cache, _NoLink(), SystemClock(), QueueInbox(), Silence(), new_id,
            directory=directory,
        )  # fmt: skip
        identity = DeskIdentity("desk-1", "Desk 1", "demo", "desk:bench", "D01")
        calls = Calls(around, PolicyShelf(load_force("police-scotland")), identity)
        calls.sign_in(PersonAtDesk("a", "A. Advisor", frozenset({"advisor"}), (), "sign-in-1"))
        window = DeskWindow()
        wear_sheet(app)
        hands = Hands(window)
        Steering(window, calls, _Nobody(), new_id, _Nobody())
        hands.paint()
        try:
            yield calls, window, hands
            calls.wait_saved(PATIENCE_S)
        finally:
            window.close()


def _pop(calls: Calls, hands: Hands, caller: Caller) -> float:
    """Milliseconds from the number to the paint; then the call is over, and not measured."""
    call_id, number = new_id(), caller.phones[0]
    began = time.perf_counter()
    calls.hear(CallEvent("offered", call_id, "999", number))
    hands.paint()
    taken = (time.perf_counter() - began) * 1000
    tried = ask.Record(CallBackTried(number, "no_answer"))
    calls.hear(CallEvent("ended", call_id, cause="caller"))
    calls.do(ask.Together((tried, ask.Dispose("abandoned"))))
    calls.wait_saved(PATIENCE_S)
    hands.paint()
    return taken


def _answer(calls: Calls, hands: Hands) -> None:
    calls.hear(CallEvent("offered", new_id(), "999", None, withheld=True))
    calls.answer()
    hands.paint()


def _keys(hands: Hands, chosen: Sequence[Caller]) -> Iterator[float]:
    """Milliseconds of every key of every name, from the first letter on."""
    for one in chosen:
        hands.press("Ctrl+W")
        hands.paint()
        for letter in one.name:
            began = time.perf_counter()
            hands.write(letter)
            hands.paint()
            yield (time.perf_counter() - began) * 1000
        hands.press("Esc")
        hands.paint()


@contextlib.contextmanager
def _copying(folder: Path, key: bytes, count: int) -> Iterator[None]:
    """In here two processes make first copies at full rate: a real copying is two as well."""
    asked = ["bench", "pop", "--callers", str(count), "--copy-to"]
    with contextlib.ExitStack() as stack:
        for place in (folder / "one", folder / "two"):
            log = place.with_suffix(".log")
            child = Child("copying", [*asked, str(place)], log, {}, told=key.hex(), gives_way=True)
            stack.callback(child.kill)
            child.wait_until(lambda place=place: any(place.glob("*/*")), PATIENCE_S * 6)  # type: ignore[misc]
        yield


def _spread(taken: Sequence[float]) -> dict[str, float]:
    ordered = sorted(taken)
    return {name: round(ordered[int(p * (len(ordered) - 1))], 2) for name, p in _SHARES.items()}
