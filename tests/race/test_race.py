"""Two receivers race for incidents: each is taken once, and nobody is told anything else."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

import psycopg
import pytest

from tests.hub.control_room import ROOM
from tests.processes.oracle import Records
from tests.processes.room import HubProgram, Program
from tests.processes.ways import Front, network
from tests.race.hubs import PASSWORD, Hubs, two_hubs
from tests.race.record import Told, figures, hold_against, told_to

RACERS = {"r.kerr": "R. Kerr", "s.mair": "S. Mair"}
#: Of all incidents: one reply of each racer is cut off half-way.
CUT = 0.05


class Racer(Program):
    """A receiver's process and its way to each hub."""

    def __init__(self, hubs: Hubs, user: str, folder: Path, front: Callable[..., Front]) -> None:
        self.place = folder / user
        self.place.mkdir()
        self.fronts = [front([program.port]) for program in hubs.programs]
        known = {**hubs.machine("receiver", user), "user": user, "password": PASSWORD}
        known |= {"team": ROOM, "hub_id": hubs.hub_id, "urls": [f.url for f in self.fronts]}
        (self.place / "racer.json").write_text(json.dumps(known), encoding="utf-8")
        super().__init__(user, ["tests.race.racer", str(self.place)], folder)

    def tell(self, incident_id: str) -> None:
        """Let it race."""
        stdin: IO[str] | None = self.process.stdin
        assert stdin
        stdin.write(f"{incident_id}\n")
        stdin.flush()

    def heard(self) -> str:
        """Its next word, waited for."""
        assert self.process.stdout
        return self.process.stdout.readline().strip()


@contextmanager
def racers(hubs: Hubs, folder: Path) -> Iterator[list[Racer]]:
    """Both, signed in and at the line."""
    with ExitStack() as stack:
        front = stack.enter_context(network())
        made = []
        for user, name in RACERS.items():
            hubs.person(user, name, "receiver", ROOM)
            racer = Racer(hubs, user, folder, front)
            stack.callback(racer.close)
            racer.start()
            made.append(racer)
        assert [racer.heard() for racer in made] == ["ready", "ready"], "a racer did not sign in"
        yield made


def run(incidents: Sequence[str], made: Sequence[Racer]) -> float:
    """Both race for one after another; how many seconds that took."""
    rng = random.Random(1)
    begun = time.monotonic()
    for incident in incidents:
        if rng.random() < CUT:
            for racer in made:
                rng.choice(racer.fronts).halve(1)
        for racer in made:
            racer.tell(incident)
        assert [racer.heard() for racer in made] == ["over", "over"], "a racer gave up"
    return time.monotonic() - begun


@pytest.mark.parametrize(
    "count",
    [
        pytest.param(80, marks=pytest.mark.timeout(400)),
        pytest.param(1000, marks=[pytest.mark.soak, pytest.mark.timeout(1800)]),
    ],
)
def test_two_receivers_race_and_each_incident_is_taken_once(
    postgres_url: str,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
    count: int,
) -> None:
    with two_hubs(postgres_url, tmp_path) as hubs, racers(hubs, tmp_path) as made:
        incidents = hubs.opened(count)
        seconds = run(incidents, made)
        told = told_to({RACERS[racer.name]: racer.place for racer in made})
        assert_nothing_was_a_surprise(hubs.programs)
    plain = postgres_url.replace("+psycopg", "")
    hold_against(Records(plain), incidents, told)
    assert all(racer.lost for racer in told), "no reply was ever lost"
    assert_the_judge_notices(plain, incidents, told)
    for name, value in figures(told, seconds).items():
        record_property(name, value)


def assert_nothing_was_a_surprise(hubs: Sequence[HubProgram]) -> None:
    """No hub ended, and none met a fault that nobody foresaw."""
    for hub in hubs:
        assert not hub.ended_by_itself
        assert "Traceback" not in hub.said()


#: Untruths of the record that the judge must notice: nobody has it, another has it, a lost step.
UNTRUTHS = (
    "delete from events where event_id in (select event_id from events where type = 'Accepted'"
    " limit 1)",
    "update events set payload = convert_to(replace(convert_from(payload, 'UTF8'), 'R. Kerr',"
    " 'S. Mair'), 'UTF8') where event_id in (select event_id from events where type = 'Accepted'"
    " and convert_from(payload, 'UTF8') like '%R. Kerr%' limit 1)",
    "delete from steps where op_id in (select op_id from steps limit 1)",
)


def assert_the_judge_notices(url: str, incidents: Sequence[str], told: Sequence[Told]) -> None:
    """A record that says otherwise does not stand, nor a racer who was told otherwise."""
    for untruth in UNTRUTHS:
        with psycopg.connect(url) as connection:
            assert connection.execute(untruth.encode()).rowcount == 1
            with pytest.raises(AssertionError):
                hold_against(Records(url, connection), incidents, told)
            connection.rollback()
    loser = next(racer for racer in told if racer.rows)
    reply = loser.of(next(iter(loser.rows)), "accept")[0]
    reply["done"] = True
    with pytest.raises(AssertionError):
        hold_against(Records(url), incidents, told)
    reply["done"] = False
