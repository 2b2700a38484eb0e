"""Everything that the hub's OpenAPI document allows, and what it does not, is answered as it says.

schemathesis reads the document and makes the requests; one database is kept for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.fixtures.examples import examples
from tests.hub.control_room import (
    RESOLUTION,
    ROOM,
    TEAMS,
    VERSION,
    ControlRoom,
    hand_over,
    new_contact,
    running,
    set_up,
)
from tests.hub.made_up import made_up_callers
from workstation.domain.contact import facts
from workstation.hub.callers.record import put_callers
from workstation.hub.settings import HubSettings
from workstation.protocol.callers import CallerChanges, CopyPage
from workstation.protocol.messages import Message, Problem

CHECKS: list[Any] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
OPERATIONS = (
    "GET /hello",
    "POST /v1/enrol",
    "POST /v1/sign-in",
    "POST /v1/sign-out",
    "POST /v1/events",
    "POST /v1/desks/report",
    "GET /v1/policies/current",
    "GET /v1/policies/{policy_hash}",
    "GET /v1/callers/copy",
    "GET /v1/callers/changes",
    "GET /v1/queues/{team}",
    "GET /v1/incidents/{incident_id}",
    "GET /v1/incidents/{incident_id}/alike",
    "GET /v1/contacts/{contact_id}",
    "POST /v1/incidents/{incident_id}/steps",
    "GET /v1/changes",
    "GET /v1/changes/stream",
    "GET /v1/calls-elsewhere",
    "POST /v1/contacts/{contact_id}/take-over",
    "GET /v1/open-incidents",
    "GET /v1/supervision",
    "GET /v1/shift",
)

STREAM = "GET /v1/changes/stream"
#: schemathesis cannot read a tuple within a tuple (`prefixItems`); their own messages can.
READ_BY: dict[str, type[Message]] = {
    "GET /v1/callers/copy": CopyPage,
    "GET /v1/callers/changes": CallerChanges,
}


class Kept:
    """A hub's database with something in it, and who may knock at the hub."""

    def __init__(self, settings: HubSettings) -> None:
        self.hub_settings = settings
        with running(settings) as room:
            self._fill(room)

    def _fill(self, room: ControlRoom) -> None:
        desk = room.desk()
        contact = new_contact()
        request = hand_over(contact, team=ROOM)
        said = facts.NarrativeAdded("l1", "He went towards the canal")
        written = (desk.write(said, contact), desk.write(request))
        assert {reply["status"] for reply in room.send(desk, *written)} == {"stored"}
        put_callers(room.hub.database, made_up_callers(3, 1, datetime(2026, 3, 1, tzinfo=UTC)))
        teams = tuple(team.key for team in TEAMS)
        self.who = {
            "nobody": "",
            "desk": desk.authorization,
            "receiver's machine": room.enrol("receiver")[1],
            "advisor": room.person("advisor"),
            "receiver": room.person("receiver", teams=teams),
            "supervisor": room.person("supervisor"),
        }
        self.known = {
            "incident_id": request.incident_id,
            "contact_id": contact,
            "team": RESOLUTION,
            "policy_hash": room.get("/v1/policies/current", desk.authorization).json()["hash"],
        }
        document = room.client.get("/openapi.json").json()
        found = schemathesis.openapi.from_dict(document).get_all_operations()
        self.operations = {operation.ok().label: operation.ok() for operation in found}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    folder = tmp_path_factory.mktemp("hub")
    return Kept(set_up(f"sqlite:///{folder / 'hub.db'}", Path(folder), timer_interval_s=3600.0))


@pytest.fixture
def room(kept: Kept) -> Iterator[ControlRoom]:
    with running(kept.hub_settings) as control_room:
        yield control_room


def requests_for(kept: Kept, label: str, mode: GenerationMode) -> st.SearchStrategy[Case]:
    """Requests as the document describes them, those with an address that exists among them."""
    operation = kept.operations[label]
    names = [p["name"] for p in operation.definition.raw.get("parameters", ()) if p["in"] == "path"]
    anything = operation.as_strategy(generation_mode=mode)
    if not names:
        return anything
    known = {name: kept.known[name] for name in names}
    return st.one_of(anything, operation.as_strategy(generation_mode=mode, path_parameters=known))


def test_every_operation_of_the_document_is_asked(kept: Kept) -> None:
    assert tuple(kept.operations) == OPERATIONS


@pytest.mark.hypothesis
@pytest.mark.parametrize("label", OPERATIONS)
def test_what_the_document_says_is_so_and_nothing_is_a_fault_of_the_hub(
    kept: Kept, room: ControlRoom, label: str
) -> None:
    either = st.one_of(*(requests_for(kept, label, mode) for mode in GenerationMode))
    checks = [one for one in CHECKS if one is not response_schema_conformance]
    if label == STREAM:
        room.hub.watch.announce_stop()  # a stream that would go on ends after its beginning
    with requests.Session() as session:
        session.trust_env = False

        @settings(max_examples=examples(25), suppress_health_check=list(HealthCheck))
        @given(case=either, who=st.sampled_from(sorted(kept.who)))
        def ask(case: Case, who: str) -> None:
            headers = {**VERSION, "Authorization": kept.who[who]}
            url = str(room.client.base_url).rstrip("/")
            if label not in READ_BY:
                case.call_and_validate(url, session, headers=headers, checks=CHECKS)
                return
            reply = case.call_and_validate(url, session, headers=headers, checks=checks)
            (READ_BY[label] if reply.status_code == 200 else Problem).model_validate_json(
                reply.content, strict=True
            )

        ask()
