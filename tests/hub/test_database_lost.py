"""The database goes away and comes back: nothing is confirmed meanwhile, everything works after."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.fixtures.postgres import PostgresServer
from tests.hub.control_room import (
    ROOM,
    VERSION,
    ControlRoom,
    batch,
    hand_over,
    new_contact,
    running,
    set_up,
)
from workstation.hub.timers import ring_due
from workstation.protocol.messages import Problem


@contextmanager
def postgres_gone(server: PostgresServer, url: str) -> Iterator[None]:
    """Every connection is cut and none is let in."""
    name = url.rpartition("/")[2]
    server.run(f"alter database {name} with allow_connections false")
    server.run(f"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'")
    yield
    server.run(f"alter database {name} with allow_connections true")


@contextmanager
def events_gone(room: ControlRoom) -> Iterator[None]:
    """SQLite cannot be cut off; a table that is away gives the same class of error."""
    with room.hub.writing() as tx:
        tx.sql.exec_driver_sql("alter table events rename to events_out_of_reach")
    yield
    with room.hub.writing() as tx:
        tx.sql.exec_driver_sql("alter table events_out_of_reach rename to events")


def answers_no(room: ControlRoom, authorization: str, body: object) -> None:
    answer = room.post("/v1/events", authorization, body)
    assert answer.status_code == 503
    assert Problem.model_validate(answer.json()).word == "later"
    assert int(answer.headers["Retry-After"]) > 0


def test_on_sqlite(tmp_path: Path) -> None:
    with running(set_up(f"sqlite:///{tmp_path / 'hub.db'}", tmp_path)) as room:
        store = room.desk()
        written = store.write(hand_over(new_contact()))
        with events_gone(room):
            answers_no(room, store.authorization, batch(store, written))
        assert room.send(store, written)[0]["status"] == "stored"


@pytest.mark.postgres
def test_on_postgres(postgres_server: PostgresServer, postgres_url: str, tmp_path: Path) -> None:
    settings = set_up(postgres_url, tmp_path, timer_interval_s=0.05)
    with running(settings) as room:
        store = room.desk()
        who = room.person("receiver", teams=(ROOM,))
        written = store.write(hand_over(new_contact()))
        with postgres_gone(postgres_server, postgres_url):
            answers_no(room, store.authorization, batch(store, written))
        assert room.send(store, written)[0]["status"] == "stored"
        headers = {**VERSION, "Authorization": who}
        with room.client.stream("GET", "/v1/changes/stream", headers=headers) as stream:
            room.send(store, store.write(hand_over(new_contact())))
            next(line for line in stream.iter_lines() if line.startswith("data: "))
        assert ring_due(room.hub) == 0
