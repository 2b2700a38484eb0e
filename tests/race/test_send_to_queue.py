"""What desks send stands in a receiver's queue, and how long that took is reported."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest

from tests.hub.control_room import ROOM
from tests.processes.crew import LOG
from tests.processes.oracle import Records, told_by
from tests.processes.room import Crew, Enrolling, Program, waited_for
from tests.processes.ways import Front
from tests.race.hubs import PASSWORD, Hubs, address_of, two_hubs
from tests.race.record import percentile

#: Seconds between two steps of a desk, about; a call has eight.
PACE_S = 0.3
DESKS_OF_A_CREW = 2


@dataclass(frozen=True)
class Direct:
    """The way of a crew to its hub: none between."""

    url: str


class Viewer(Program):
    """A receiver's machine at the second hub; the desks are at both."""

    def __init__(self, hubs: Hubs, folder: Path) -> None:
        self.place = folder / "viewer"
        self.place.mkdir()
        hubs.person("r.kerr", "R. Kerr", "receiver", ROOM)
        known = {**hubs.machine("receiver", "queue"), "hub_id": hubs.hub_id}
        known |= {"user": "r.kerr", "password": PASSWORD, "urls": [address_of(hubs.programs[1])]}
        (self.place / "racer.json").write_text(json.dumps(known), encoding="utf-8")
        (self.place / LOG).touch()
        super().__init__("viewer", ["tests.race.viewer", str(self.place)], folder)

    def shown(self) -> dict[str, float]:
        """When each incident first stood in the queue, seconds by the machine's clock."""
        lines = (json.loads(text) for text in (self.place / LOG).read_text("utf-8").splitlines())
        return {line["incident"]: line["at"] for line in lines}


def crews(hubs: Hubs, folder: Path, stack: ExitStack) -> list[Crew]:
    """Desks in two processes, each at a hub of its own."""
    enrolling = Enrolling(hubs.url, hubs.hub_id, PACE_S)
    made = []
    for number, program in enumerate(hubs.programs):
        way = cast(Front, Direct(address_of(program)))
        crew = Crew(f"crew-{number}", folder, way)
        stack.callback(crew.close)
        enrolling.crew(crew, DESKS_OF_A_CREW)
        made.append(crew)
    return made


@pytest.mark.parametrize(
    "count",
    [
        pytest.param(6, marks=pytest.mark.timeout(400)),
        pytest.param(300, marks=[pytest.mark.soak, pytest.mark.timeout(1800)]),
    ],
)
def test_what_is_sent_stands_in_the_receivers_queue(
    postgres_url: str,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
    count: int,
) -> None:
    with two_hubs(postgres_url, tmp_path) as hubs, ExitStack() as stack:
        viewer = Viewer(hubs, tmp_path)
        stack.callback(viewer.close)
        made = crews(hubs, tmp_path, stack)
        for program in (viewer, *made):
            program.start()
        waited_for(lambda: len(viewer.shown()) >= count, f"{count} hand-overs", 60 + 3 * count)
        for crew in made:
            crew.ask("quiet")
        waited_for(lambda: all(crew.nothing_waits() for crew in made), "every receipt")
        records = Records(postgres_url.replace("+psycopg", ""))
        sent = {
            row[0]
            for row in records.rows(f"select incident_id from incidents where team = '{ROOM}'")
        }
        waited_for(lambda: viewer.shown().keys() >= sent, "the queue to show all")
        told = told_by([desk for crew in made for desk in crew.desks])
        shown = viewer.shown()
    assert shown.keys() == sent
    asked: dict[str, Any] = {line["incident"]: line for line in told.asked.values()}
    took = {one: (shown[one] - asked[one]["at"]) * 1e3 for one in sent}
    assert min(took.values()) > 0, "shown before it was sent"
    for name, chosen in (("urgent", True), ("all", False)):
        ordered = sorted(t for one, t in took.items() if asked[one]["urgent"] or not chosen)
        record_property(f"{name}_shown", len(ordered))
        record_property(f"{name}_p50_ms", round(percentile(ordered, 50)))
        record_property(f"{name}_p99_ms", round(percentile(ordered, 99)))
