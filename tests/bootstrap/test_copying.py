"""The process that copies the people on record: killed at any moment, it ends whole."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.desk.link.desk_side import enrolled, url_of
from tests.desk.link.people import at_hub, in_file, people_at, somebody
from tests.endtoend.seated import hub
from tests.hub.control_room import ControlRoom
from workstation.bench.processor_time import family
from workstation.bootstrap.copy_ask import CopyAsk, ask_of
from workstation.bootstrap.faults import CannotGoOn
from workstation.desk.cache.callers import Directory
from workstation.desk.journal.single_writer import SingleWriter, Taken
from workstation.desk.link.identity import DeviceCredential, HubIdentity

KEY = bytes(range(100, 132))
PEOPLE = 1_500


def asked(room: ControlRoom, folder: Path, url: str = "") -> CopyAsk:
    known = HubIdentity("demo", url or url_of(room), hub_id=room.hub.identity.hub_id)
    return CopyAsk(folder, KEY, known, enrolled(room), 0, page=10)


def test_killed_many_times_it_ends_whole_with_nobody_missing_or_twice(tmp_path: Path) -> None:
    chance = random.Random(6)
    with hub(tmp_path / "hub") as room:
        people_at(room, *(somebody(n) for n in range(PEOPLE)))
        ask = asked(room, tmp_path / "callers")
        kills, whole, heard = 0, False, []
        while not whole:
            child = ask.start(tmp_path / "copying.log")
            lives = chance.randint(1, 4) if kills < 12 else PEOPLE
            for line in child.said():
                heard.append(line)
                lives -= 1
                if lives == 0:
                    os.kill(child.pid, signal.SIGKILL)
            whole = child.ended() == 0
            kills += not whole
        assert kills >= 6, "it was whole before it had been killed often"
        assert (tmp_path / "copying.log").read_text() == ""
        known = at_hub(room)
    assert in_file(max((tmp_path / "callers").glob("callers-*.db")), KEY) == known
    assert all(part.isdecimal() for line in heard for part in line.split())
    with Directory.open(tmp_path / "callers", KEY, "demo") as directory:
        standing = directory.standing()
        assert (standing.whole, standing.have) == (True, len(known))
        found = directory.find("macmade1499").people
        assert [one.caller_id for one in found] == ["caller:00001499"]
        assert len(directory.history("caller:00001499")) == 1
    names = {path.name for path in (tmp_path / "callers").iterdir()}
    assert names == {"callers-000001.db", "copying.lock"}


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only there it can be seen")
def test_it_ends_when_its_parent_does_however_that_ends(tmp_path: Path) -> None:
    """Its hub says nothing, so that it would wait for ever."""
    with hub(tmp_path / "hub") as room:
        ask = asked(room, tmp_path / "callers", "http://127.0.0.1:9")
        parent = subprocess.Popen(
            [sys.executable, "-c", PARENT, ask.line(), str(tmp_path / "copying.log")],
            stdout=subprocess.PIPE,
        )
        until(lambda: is_held(ask.folder) and len(programs(parent.pid)) == 3)
        both = programs(parent.pid)[1:]
        parent.kill()
        parent.wait()
        until(lambda: not is_held(ask.folder))
        until(lambda: not any(is_running(pid) for pid in both))
    if parent.stdout:
        parent.stdout.close()


PARENT = """
import sys, threading
from pathlib import Path
from workstation.bootstrap.copy_ask import ask_of
child = ask_of(sys.argv[1].encode()).start(Path(sys.argv[2]))
threading.Event().wait()
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only there it can be seen")
def test_without_the_process_that_fetches_it_says_so_and_is_gone_on_with(tmp_path: Path) -> None:
    with hub(tmp_path / "hub") as room:
        people_at(room, *(somebody(n) for n in range(PEOPLE)))
        ask = asked(room, tmp_path / "callers")
        child = ask.start(tmp_path / "copying.log")
        killed = False
        for line in child.said():
            if int(line.split()[0]) and not killed:
                killed = True
                os.kill(programs(child.pid)[1], signal.SIGKILL)
        assert child.ended() != 0
        assert "ended too soon" in (tmp_path / "copying.log").read_text()
        child = ask.start(tmp_path / "copying.log")
        assert int(next(child.said()).split()[0]) > 0
        for _ in child.said():
            pass
        assert child.ended() == 0
        known = at_hub(room)
    assert in_file(max((tmp_path / "callers").glob("callers-*.db")), KEY) == known


def programs(pid: int) -> list[int]:
    """The process with this id, its child and the child of that, as far as there are any."""
    found = [pid]
    while len(family(found[-1])) > 1:
        found.append(family(found[-1])[1])
    return found


def is_running(pid: int) -> bool:
    """Whether it has not ended, whoever is to take note of that."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def is_held(folder: Path) -> bool:
    """Whether somebody copies into ``folder``."""
    if not (folder / "copying.lock").exists():
        return False
    try:
        SingleWriter(folder / "copying.lock").release()
    except Taken:
        return True
    return False


def until(done) -> None:  # type: ignore[no-untyped-def]
    end = time.monotonic() + 60
    while not done():
        assert time.monotonic() < end, "it did not happen in time"


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="only there it can be seen")
def test_others_of_this_machine_see_no_key_and_no_credential(tmp_path: Path) -> None:
    with hub(tmp_path / "hub") as room:
        ask = asked(room, tmp_path / "callers", "http://127.0.0.1:9")
        child = ask.start(tmp_path / "copying.log")
        until(lambda: is_held(ask.folder) and len(programs(child.pid)) == 2)
        seen = [
            Path(f"/proc/{pid}/{name}").read_bytes()
            for pid in programs(child.pid)
            for name in ("cmdline", "environ")
        ]
        child.stop()
        child.ended()
    for secret in (KEY.hex(), ask.credential.secret):
        assert all(secret.encode() not in what for what in seen)
    assert KEY.hex() not in repr(ask) and ask.credential.secret not in repr(ask)
    assert KEY.hex() not in ask.without_key().line()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only there it can be seen")
def test_what_the_desk_does_goes_before_both_processes(tmp_path: Path) -> None:
    with hub(tmp_path / "hub") as room:
        child = asked(room, tmp_path / "callers", "http://127.0.0.1:9").start(tmp_path / "log")
        until(lambda: len(programs(child.pid)) == 2)
        both = programs(child.pid)
        ours, *theirs = (os.getpriority(os.PRIO_PROCESS, pid) for pid in (os.getpid(), *both))
        child.kill()
    assert theirs == [min(19, ours + 5)] * len(both), both


@pytest.mark.parametrize("command", ["copying", "fetching"])
def test_what_no_desk_told_is_refused_in_a_sentence(command: str) -> None:
    for line in (b"", b"{}", b"[1]", b'{"folder": 7}', b"\xff"):
        with pytest.raises(CannotGoOn, match="started by a desk"):
            ask_of(line)
    said = subprocess.run(
        [sys.executable, "-m", "workstation", command], input=b"", capture_output=True, timeout=60
    )
    assert (said.returncode, said.stdout) == (1, b"")
    assert b"open the desk instead" in said.stderr
    assert said.stderr.count(b"\n") == 1


def test_a_line_carries_everything(tmp_path: Path) -> None:
    ask = CopyAsk(
        tmp_path,
        KEY,
        HubIdentity("demo", "https://hub.invalid", hub_id="hub-1"),
        DeviceCredential("desk-1", "secret"),
        730,
    )
    assert ask_of(ask.line().encode()) == ask
