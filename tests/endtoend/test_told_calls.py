"""The live desk's program in its window: a telephone program's GET and a link ring at it."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.endtoend.demonstration import pause
from tests.endtoend.force import Force, set_up
from tests.fixtures.keyring_session import KeyringSession
from workstation.bootstrap.telephone import NONCE_FILE
from workstation.desk.telephony.link_door import NAME, left_in

LINK = "workstation://call?number=0141%20496%200123&line=999"
LIMIT_S = 60.0
OFFERED = """
import dataclasses, json
from workstation.bootstrap.enrol import key_place
from workstation.bootstrap.machine import machine_in
from workstation.desk.credentials.journal_key import journal_key
from workstation.desk.journal import Journal
from workstation.protocol.payloads import body_of
from workstation.settings.places import seat_folder
from workstation.settings.read import read
machine = machine_in(seat_folder(read().settings.data, "live", "desk"), "live")
place = key_place(machine)
with Journal.open(place.journal, journal_key(machine.vault, place), "live") as journal:
    events = [e for s in journal.streams("contact") for e in journal.stream(s)]
    print(json.dumps([(e.type, dataclasses.asdict(body_of(e))) for e in events]))
"""


class LiveDesk:
    """An enrolled machine and its desk's program, on a screen that nobody sees."""

    def __init__(self, force: Force, environment: dict[str, str]) -> None:
        self.force, self._environment = force, environment
        self.folder = force.folder / "data" / "live" / "desk"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, **more: str) -> None:
        """Start it, and wait until links find it."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "workstation", "desk"],
            env=self._environment | more,
            stdin=subprocess.DEVNULL,
        )
        until((self.folder / NAME).exists, "the desk does not listen")

    def end(self) -> None:
        """Close it as a person would."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(LIMIT_S)

    def told(self) -> list[tuple[str, dict[str, str]]]:
        """Every event of its contacts, read when it has ended."""
        return [(kind, body) for kind, body in json.loads(self.force.python(OFFERED).stdout)]


def until(done: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + LIMIT_S
    while not done():
        assert time.monotonic() < end, what
        pause(0.05)


@pytest.fixture
def live(
    tmp_path: Path, keyring_session: KeyringSession, monkeypatch: pytest.MonkeyPatch
) -> Iterator[LiveDesk]:
    monkeypatch.setitem(os.environ, "WORKSTATION_DATA", str(tmp_path / "data"))
    force = set_up(tmp_path, keyring_session)
    with force.serving() as url:
        code = force.done("hub", "code", *force.hub).strip()
        authority = str(tmp_path / "certificates" / "authority.pem")
        enrol = ["enrol", "--hub", url, "--code", code, "--name", "Desk 14", "--ca", authority]
        force.done(*enrol)
    offscreen = {"QT_QPA_PLATFORM": "offscreen", "WORKSTATION_SOUND": "no"}
    desk = LiveDesk(force, keyring_session.environment | offscreen)
    yield desk
    desk.end()


def a_free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def get(port: int, **said: str) -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as asking:
        asking.request("GET", "/screenpop?" + urlencode(said))
        return asking.getresponse().status


def test_a_get_and_a_link_ring_at_the_live_desk(live: LiveDesk) -> None:
    port = a_free_port()
    no_desk = live.force.run("open", "--", LINK)
    assert (no_desk.returncode, no_desk.stderr.count("\n")) == (1, 1)
    assert "No desk is open" in no_desk.stderr and "0141" not in no_desk.stderr

    live.start(
        WORKSTATION_SCREEN_POP_PORT=str(port),
        WORKSTATION_SCREEN_POP_PARAMETERS="number=ani, call=callId",
    )
    nonce = (live.folder / NONCE_FILE).read_text()
    assert left_in(live.folder).port == port
    assert get(port, nonce=nonce, ani="07700900417", callId="acd-7", line="999") == 204
    assert get(port, nonce=nonce, callId="acd-7", kind="ended", cause="caller") == 204
    assert "rings at the desk" in live.force.done("open", "--", LINK)
    again = live.force.done("open", "--", LINK)
    assert "or is on the line there already" in again, "it rings once"
    hostile = live.force.run("open", "--", "workstation://call?number=1&call=acd-7&kind=ended")
    assert (hostile.returncode, hostile.stderr.count("\n")) == (1, 1)
    live.end()
    assert not (live.folder / NAME).exists()

    kinds = [kind for kind, _ in live.told()]
    assert sorted(kinds) == ["CallEnded", "CallOffered", "CallOffered"]
    by_via = {b["via"]: b for kind, b in live.told() if kind == "CallOffered"}
    assert (by_via[""]["number"], by_via[""]["line"]) == ("+447700900417", "999")
    assert by_via[""]["call_id"].endswith("/acd-7")
    assert (by_via["link"]["number"], by_via["link"]["line"]) == ("+441414960123", "999")
    log = live.folder / "workstation.log"
    assert not log.exists() or "496" not in log.read_text()


def test_a_desk_without_a_port_takes_links_and_one_that_was_killed_does_not(live: LiveDesk) -> None:
    live.start()
    assert "rings at the desk" in live.force.done("open", "--", LINK)
    assert live.process is not None
    live.process.send_signal(signal.SIGKILL)
    live.process.wait(LIMIT_S)
    assert (live.folder / NAME).exists()
    assert "No desk is open" in live.force.run("open", "--", LINK).stderr
