"""The order in which transactions take their locks: two that meet wait, neither is thrown out."""

from __future__ import annotations

import threading

import pytest
import sqlalchemy as sa

from tests.hub.control_room import ControlRoom, hand_over, new_contact
from workstation.domain.contact import facts

WAITING = sa.text("select count(*) from pg_locks where locktype='advisory' and not granted")
PATIENCE_S = 20.0


@pytest.fixture(params=[pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """SQLite has one writer at a time: there is no order of locks to keep."""
    return str(request.getfixturevalue("postgres_url"))


def waits_for_a_lock(room: ControlRoom) -> bool:
    """Whether somebody comes to wait for a lock, as PostgreSQL itself tells."""
    pause = threading.Event()
    for _ in range(int(PATIENCE_S / 0.02)):
        with room.hub.database.reading() as tx:
            if tx.sql.execute(WAITING).scalar_one():
                return True
        pause.wait(0.02)
    return False


def test_what_several_incidents_hear_meets_a_step_on_one_of_them(room: ControlRoom) -> None:
    store = room.desk()
    contact = new_contact()
    asked = [hand_over(contact), hand_over(new_contact())]
    attached = facts.IncidentAttached(asked[1].incident_id, "the same van")
    wrote = [*(store.write(one) for one in asked), store.write(attached, contact)]
    assert {reply["status"] for reply in room.send(store, *wrote)} == {"stored"}
    last = max(one.incident_id for one in asked)
    said = store.write(facts.VehicleRecorded("v", "SV14 KXA", "white van"), contact)
    replies: list[str] = []
    sending = threading.Thread(
        target=lambda: replies.extend(one["status"] for one in room.send(store, said))
    )
    with room.hub.database.writing() as step:
        step.lock("incident", last)
        sending.start()
        assert waits_for_a_lock(room), "what a contact said is heard by both of its incidents"
        step.lock("feed")  # whoever waits for an incident with the feed locked waits for ever
    sending.join(PATIENCE_S)
    assert replies == ["stored"]
