"""The demonstration as a person meets it: two windows, worked by keys alone."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.endtoend.demonstration import Demonstration, pause
from tests.fixtures.processes import need
from workstation.bootstrap.machine import machine_in
from workstation.desk.answers import IncidentRecord
from workstation.desk.clock import SystemClock
from workstation.desk.link.hub_client import HubClient
from workstation.domain.incident.evolve import read as incident_of
from workstation.domain.incident.state import Incident
from workstation.protocol.payloads import entry_of

LIMIT_S = 60.0
STORY = "two cars head on, caller trapped"


@pytest.fixture
def shown(tmp_path: Path, xserver: str) -> Iterator[Demonstration]:
    """Both windows, on a display of this test alone."""
    need("xdotool")
    demonstration = Demonstration(tmp_path, xserver, receiver=True)
    demonstration.start()
    try:
        yield demonstration
    finally:
        demonstration.end()


def until(done: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + LIMIT_S
    while not done():
        assert time.monotonic() < end, what
        pause(0.1)


def types_in(shown: Demonstration) -> list[str]:
    """Every event of the desk so far."""
    with shown.beside() as journal:
        streams = (*journal.streams("contact"), *journal.streams("desk"))
        return [event.type for stream in streams for event in journal.stream(stream)]


def incident_at_hub(shown: Demonstration) -> Incident | None:
    """The hub's record of the one incident that the desk handed over."""
    with shown.beside() as journal:
        desk = [e for s in journal.streams("desk") for e in journal.stream(s)]
    asked = [entry_of(e).body for e in desk if e.type == "HandOverRequested"]
    machine = machine_in(shown.seat, "demo")
    client = HubClient(machine.hub, SystemClock(), machine.credential)
    try:
        record = client.record(asked[0].incident_id)
    finally:
        client.cut()
        client.close()
    if not isinstance(record, IncidentRecord):
        return None
    return incident_of(record.incident_id, [entry_of(e) for e in record.incident])


def test_from_the_ringing_call_to_a_persons_acceptance(shown: Demonstration) -> None:
    until(lambda: "CallOffered" in types_in(shown), "no call came in")
    shown.press("F4")
    until(lambda: "CallAnswered" in types_in(shown), "the call was not answered")
    shown.type(STORY)
    shown.press("F12")
    until(lambda: "HandOverRequested" in types_in(shown), "nothing was sent")
    until(lambda: incident_at_hub(shown) is not None, "the hub has no such incident")

    sent = incident_at_hub(shown)
    assert sent is not None
    assert sent.opened is not None
    assert (sent.standing, sent.opened.send_now, sent.top) == ("delivered", True, True)
    assert sent.opened.headline == STORY

    shown.to_window("Workstation – queue")
    accepted: Incident | None = None
    end = time.monotonic() + LIMIT_S
    while accepted is None or accepted.standing != "accepted":
        assert time.monotonic() < end, "the receiver's F2 and F5 accepted nothing"
        # What was there before stays chosen, should the window have opened on it.
        shown.press("F2", "F5")
        pause(0.5)
        accepted = incident_at_hub(shown)
    assert accepted.accepted_by_name == "J. Muir"


def workstation(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    }
    return subprocess.run(
        [sys.executable, "-m", "workstation", *arguments],
        env=environment | variables,
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
    )


@pytest.mark.parametrize("command", ["demo", "desk"])
def test_without_a_display_one_sentence_and_nothing_started(command: str, tmp_path: Path) -> None:
    done = workstation(command, WORKSTATION_DATA=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "no display" in done.stderr
    assert list(tmp_path.iterdir()) == []
