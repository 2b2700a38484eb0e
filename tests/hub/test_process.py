"""The hub as a process: killed, stopped, several on one database."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.hub.control_room import (
    ROOM,
    VERSION,
    ControlRoom,
    DeskStore,
    ShiftedClock,
    batch,
    hand_over,
    new_contact,
    running,
    set_up,
)
from tests.hub.hub_process import HubProcess, client, hub_process
from workstation.domain.contact import facts
from workstation.domain.events import Event, Position, first_break
from workstation.hub.settings import PORT_FILE
from workstation.hub.store import events as kept


def prepared(url: str, folder: Path) -> DeskStore:
    """A hub's database with one enrolled desk."""
    with running(set_up(url, folder, timer_interval_s=3600.0)) as room:
        return room.desk()


class Poster:
    """Posts calls without end and remembers what was acknowledged. Its own log is the oracle."""

    def __init__(self, store: DeskStore) -> None:
        self.store = store
        self.acknowledged: list[str] = []
        self.waiting: list[Event] = []
        self._enough = threading.Event()
        self._target = 0

    def run(self, hub: HubProcess) -> None:
        """Post until the hub is gone."""
        with client(hub) as line:
            while True:
                if not self.waiting:
                    self._write()
                body = batch(self.store, *self.waiting)
                headers = {**VERSION, "Authorization": self.store.authorization}
                try:
                    reply = line.post("/v1/events", json=body, headers=headers)
                except httpx.TransportError:
                    return
                replies = reply.json()["replies"]
                assert {r["status"] for r in replies} <= {"stored", "stored_before"}, replies
                self.acknowledged += [r["event_id"] for r in replies]
                self.waiting = []
                if len(self.acknowledged) >= self._target:
                    self._enough.set()

    def _write(self) -> None:
        contact = new_contact()
        self.waiting = [
            self.store.write(facts.NarrativeAdded("l", "he has a bat"), contact),
            self.store.write(hand_over(contact)),
            self.store.write(facts.CallEnded("caller"), contact),
        ]

    def until(self, more: int) -> Callable[[], bool]:
        """Waits until ``more`` events than now were acknowledged."""
        self._target = len(self.acknowledged) + more
        self._enough.clear()
        return lambda: self._enough.wait(30)


def killed(url: str, folder: Path, times: int, after: int = 0) -> None:
    """Kill the hub again and again; ``after`` varies how much it has acknowledged by then."""
    store = prepared(url, folder)
    poster = Poster(store)
    for life in range(times):
        with hub_process(url, folder) as hub:
            enough = poster.until(1 + (life * 5 + after * 3) % 13)
            thread = threading.Thread(target=poster.run, args=(hub,))
            thread.start()
            assert enough()
            hub.kill()
            thread.join()
    settings = set_up(url, folder, timer_interval_s=3600.0)
    with running(settings, ShiftedClock()) as room:
        again = room.send(store, *poster.waiting)
        assert {r["status"] for r in again} <= {"stored", "stored_before"}
        everything_is_there(room, poster)


def everything_is_there(room: ControlRoom, poster: Poster) -> None:
    store_id = poster.store.position.store_id
    with room.hub.reading() as tx:
        ours = kept.of_store(tx, store_id)
        hubs = kept.of_store(tx, room.hub.identity.store_id)
    assert set(poster.acknowledged) <= {event.event_id for event in ours}
    assert first_break(ours, Position(store_id)) is None
    assert first_break(hubs, Position(room.hub.identity.store_id)) is None
    requests = [e.event_id for e in ours if e.type == "HandOverRequested"]
    opened = [e.cause_id for e in hubs if e.type == "IncidentOpened"]
    assert sorted(opened) == sorted(requests)  # type: ignore[type-var]
    heard = _all_heard(room)
    assert heard.count("IncidentOpened") == len(requests)
    assert heard.count("NarrativeAdded") == heard.count("CallEnded") == len(requests)


def _all_heard(room: ControlRoom) -> list[str]:
    who = room.person("receiver", teams=(ROOM,))
    heard: list[str] = []
    page: dict[str, Any] = {"token": "", "more": True}
    while page["more"]:
        page = room.changes(who, page["token"])
        heard += [change["event"]["type"] for change in page["changes"]]
    return heard


@pytest.mark.parametrize("part", range(4))  # twenty kills, shared between the workers
def test_a_killed_hub_loses_nothing_that_it_acknowledged(tmp_path: Path, part: int) -> None:
    killed(f"sqlite:///{tmp_path / 'hub.db'}", tmp_path, 5, after=part)


@pytest.mark.postgres
def test_a_killed_hub_loses_nothing_on_postgres(postgres_url: str, tmp_path: Path) -> None:
    killed(postgres_url, tmp_path, 5)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_stop_it_finishes_and_takes_its_port_file_away(
    tmp_path: Path, how: signal.Signals
) -> None:
    url = f"sqlite:///{tmp_path / 'hub.db'}"
    store = prepared(url, tmp_path)
    with hub_process(url, tmp_path) as hub:
        assert (tmp_path / PORT_FILE).read_text() == str(hub.port)
        with client(hub) as line:
            headers = {**VERSION, "Authorization": store.authorization}
            with line.stream("GET", "/v1/changes/stream", headers=headers) as stream:
                lines = stream.iter_lines()
                assert next(lines) == ": following"
                hub.process.send_signal(how)
                assert [text for text in lines if text] == []
        # Uvicorn lets the signal have its way once everything is finished.
        assert hub.process.wait(10) in (0, -signal.SIGTERM)
    assert not (tmp_path / PORT_FILE).exists()


@pytest.mark.postgres
def test_two_processes_on_one_database_are_one_hub(postgres_url: str, tmp_path: Path) -> None:
    store = prepared(postgres_url, tmp_path)
    (tmp_path / "second").mkdir()
    with (
        hub_process(postgres_url, tmp_path) as one,
        hub_process(postgres_url, tmp_path / "second") as two,
        client(one) as first,
        client(two) as second,
    ):
        headers = {**VERSION, "Authorization": store.authorization}
        request = batch(store, store.write(hand_over(new_contact())))
        with second.stream("GET", "/v1/changes/stream", headers=headers) as stream:
            lines = stream.iter_lines()
            assert next(lines) == ": following"
            reply = first.post("/v1/events", json=request, headers=headers).json()
            assert reply["replies"][0]["status"] == "stored"
            assert next(text for text in lines if text.startswith("data: "))
        again = second.post("/v1/events", json=request, headers=headers).json()
        assert again["replies"][0]["status"] == "stored_before"
        assert first.get("/hello").json()["hub_id"] == second.get("/hello").json()["hub_id"]
