"""Whatever a well-sealed event says: it is answered, and everybody can go on reading.

The document leaves a payload open, so these are made from our own types and then altered.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.domain import test_events_survive  # noqa: F401 -- what JSON can carry, type by type
from tests.fixtures.examples import examples
from tests.hub.control_room import TEAMS, ControlRoom, hand_over, new_contact, running, set_up
from workstation.domain import catalogue
from workstation.domain.contact import facts
from workstation.protocol.payloads import encoded

KINDS = sorted(catalogue.BY_NAME)
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([2**31, 2**63, -(2**63) - 1, 10**400, math.inf, math.nan, 1e308]),
    st.text(max_size=20),
    st.sampled_from(["", "\x00", "9999-12-31T23:59:59.999999Z", "incident:", "x" * 5_000]),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[ControlRoom]:
    url = f"sqlite:///{tmp_path / 'hub.db'}"
    with running(set_up(url, tmp_path, timer_interval_s=3600.0)) as control_room:
        yield control_room


def plain(body: Any) -> dict[str, Any]:
    return dict(json.loads(encoded(body)[2]))


@st.composite
def payloads(draw: st.DrawFn, incident_id: str, contact_id: str) -> tuple[str, dict[str, Any]]:
    """A type and its fields, aimed at something that exists, some of them altered."""
    name = draw(st.sampled_from(KINDS))
    fields = plain(draw(st.from_type(catalogue.BY_NAME[name])))
    aims = {"incident_id": incident_id, "contact_id": contact_id, "team": TEAMS[0].key}
    fields.update({k: v for k, v in aims.items() if k in fields and draw(st.booleans())})
    for key in draw(st.lists(st.sampled_from(sorted(fields) or ["new"]), max_size=2)):
        fields[key] = draw(ODD)
    return name, fields


@pytest.mark.hypothesis
def test_no_payload_is_a_fault_of_the_hub(room: ControlRoom) -> None:
    store, contact = room.desk(), new_contact()
    asked = hand_over(contact)
    line = store.write(facts.NarrativeAdded("l1", "he has a bat"), contact)
    assert {r["status"] for r in room.send(store, line, store.write(asked))} == {"stored"}
    supervisor = room.person("supervisor")
    teams = tuple(team.key for team in TEAMS)
    receiver = room.person("receiver", teams=teams)

    @settings(max_examples=examples(60), suppress_health_check=list(HealthCheck))
    @given(said=payloads(asked.incident_id, contact), version=st.sampled_from([1, 1, 1, 2, 99]))
    def take(said: tuple[str, dict[str, Any]], version: int) -> None:
        name, fields = said
        stream = contact if name in ON_CONTACTS else store.stream
        written = store.write_bytes(name, version, json.dumps(fields).encode(), stream)
        (reply,) = room.send(store, written)
        assert reply["status"] in ("stored", "refused", "unreadable", "later"), reply
        for path in (f"/v1/incidents/{asked.incident_id}", f"/v1/queues/{teams[0]}"):
            assert room.get(path, supervisor).status_code == 200

    take()
    for path in (f"/v1/contacts/{contact}", "/v1/supervision", "/v1/changes?limit=1000"):
        assert room.get(path, supervisor).status_code == 200
    assert room.step(receiver, asked.incident_id, "accept")


ON_CONTACTS = {kind.__name__ for kind in catalogue.CONTACT}
