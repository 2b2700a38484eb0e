"""Receivers are late, silent, refusing or killed: nothing is lost, doubled or silently overdue."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from tests.hub.control_room import VERSION
from tests.processes.oracle import Records
from tests.race.course import Course, courses
from tests.race.crowd import is_nobodys
from tests.race.hubs import address_of
from tests.race.shift import JUMPS, TEAMS, Shift, shift
from workstation.hub.supervision import ROWS

#: What each step that was done leaves in the hub's record.
LEAVES = {
    "accept": "Accepted",
    "refuse": "Refused",
    "reroute": "ReRouted",
    "close": "IncidentClosed",
}
MORE = [pytest.mark.soak, pytest.mark.timeout(7200)]


#: ``killed``: receivers killed in the middle of a step, in each busy turn of a wave.
@pytest.mark.parametrize(
    ("incidents", "waves", "killed"),
    [
        pytest.param(120, 1, 1, marks=pytest.mark.timeout(400)),
        pytest.param(10_000, 5, 4, marks=MORE),
    ],
)
def test_nothing_is_lost_doubled_or_silently_overdue(
    postgres_url: str,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
    incidents: int,
    waves: int,
    killed: int,
) -> None:
    with shift(postgres_url, tmp_path) as made:
        boss = signed_in_supervisor(made)
        listed = 0
        for _ in range(waves):
            made.hand_over(incidents // waves)
            made.turn(killed, hub=waves > 1)
            for number, seconds in enumerate(JUMPS):
                if number == 1:  # time passes while no hub is up
                    for hub in made.hubs.programs:
                        hub.kill()
                made.move(seconds)
                if number == 1:
                    made.kill(made.hubs.programs)
                made.wait_until_rung()
                listed = max(listed, assert_the_supervisor_sees(made, boss))
                made.turn(killed if number == 2 else killed - 1)
            made.give_back_again()
        now = datetime.fromisoformat(made.now())
        told = [line for person in made.people for line in lines(person.log)]
        for hub in made.hubs.programs:
            assert "Traceback" not in hub.said()
    figures = hold_against(made.records, made, told, now)
    assert waves == 1 or figures["killed_mid_step"], "nobody was killed in the middle of a step"
    assert_the_judge_notices(made, told, now)
    counts = {"receivers_killed": made.kills, "hubs_killed": made.hub_kills}
    for name, value in {**figures, **counts, "longest_list": listed}.items():
        record_property(name, value)


def signed_in_supervisor(made: Shift) -> str:
    """The Authorization header of somebody who sees everything."""
    made.hubs.person("boss", "Boss", "supervisor")
    return made.hubs.signed_in("boss", "supervisor")


def assert_the_supervisor_sees(made: Shift, boss: str) -> int:
    """Everything that nobody has, and what of it is overdue; how long the list of that is."""
    now = datetime.fromisoformat(made.now())
    known = courses(made.records).values()
    overdue = {c.incident_id: c.team for c in known if c.is_overdue(now)}
    waiting = {c.incident_id for c in known if c.standing == "delivered"} | overdue.keys()
    seen = get(made, boss, "/v1/supervision")
    ids = [item["incident_id"] for item in seen["waiting"]]
    assert len(ids) == len(set(ids)) == min(ROWS, len(waiting))
    assert len(ids) + seen["more_waiting"] == len(waiting)
    assert set(ids) <= waiting
    first = {item["incident_id"] for item in seen["waiting"] if item["overdue"]}
    assert first <= overdue.keys()
    assert len(first) == min(ROWS, len(overdue)), "overdue and not on the list"
    for team in TEAMS:
        items = get(made, boss, f"/v1/queues/{team}")["items"]
        late = [item["incident_id"] for item in items if item["overdue"]]
        assert len(late) == len(set(late))
        # What a team passed on and nobody has accepted yet alarms there, too.
        assert {one for one, of in overdue.items() if of == team} <= set(late) <= overdue.keys()
    return len(overdue)


def get(made: Shift, who: str, path: str) -> dict[str, Any]:
    """What the first hub answers."""
    url = f"{address_of(made.hubs.programs[0])}{path}"
    with httpx.Client(trust_env=False, timeout=60) as client:
        reply = client.get(url, headers={**VERSION, "Authorization": who})
    assert reply.status_code == 200, reply.text
    return dict(reply.json())


def lines(log: Path) -> list[dict[str, Any]]:
    """A receiver's log; the last line of one who was killed may be half a line."""
    found = []
    for text in log.read_bytes().split(b"\n"):
        if text.endswith(b"}"):
            found.append(json.loads(text))
    return found


def hold_against(
    records: Records, made: Shift, told: list[dict[str, Any]], now: datetime
) -> dict[str, object]:
    """Each incident stands as the log of desks and receivers allows; figures."""
    found = courses(records)
    assert sorted(found) == sorted(made.opened), "lost, or made up"
    assert {s for desk in made.desks for s in desk.status.values()} <= {"stored", "stored_before"}
    shown = records.rows("select incident_id, standing, team from incidents")
    assert {row[0]: row[1:] for row in shown} == {
        c.incident_id: (c.standing, c.team) for c in found.values()
    }
    for course in found.values():
        for wait in course.waits:
            wait.judge(now)
        if is_nobodys(course.incident_id):
            assert (course.standing, len(course.waits)) == ("delivered", 1)
    clocks = Counter(
        row[0] for row in records.rows("select incident_id from timers where kind = 'acceptance'")
    )
    running = {c.incident_id for c in found.values() if c.wait and not c.is_overdue(now)}
    assert clocks == Counter(running), "a clock is missing, or runs for nothing"
    unanswered = steps_account_for(found, told, len(made.rerouted))
    waits = [wait for course in found.values() for wait in course.waits]
    return {
        "incidents": len(found),
        "waits": len(waits),
        "rang": sum(len(wait.rang) for wait in waits),
        "steps": sum(line["word"] == "ask" for line in told),
        "killed_mid_step": unanswered,
        **Counter(course.standing for course in found.values()),
    }


def steps_account_for(
    found: Mapping[str, Course], told: list[dict[str, Any]], by_desks: int
) -> int:
    """Everything a receiver was told is so, and nothing is so that nobody asked for.

    How many steps have no answer.
    """
    answers = {line["op"]: line for line in told if line["word"] == "reply"}
    done: Counter[tuple[str, str, str]] = Counter()
    open_: Counter[tuple[str, str, str]] = Counter()
    for ask in (line for line in told if line["word"] == "ask"):
        kind, answer = LEAVES.get(ask["step"]), answers.get(ask["op"])
        if kind is None:
            continue
        if answer is None:
            open_[ask["incident"], kind, ask["by"]] += 1
        elif answer["done"]:
            done[ask["incident"], kind, ask["by"]] += 1
            assert ask["step"] != "accept" or answer["accepted_by"] == ask["by"]
    of_desks = 0
    for course in found.values():
        for (kind, by), count in course.did.items():
            key = course.incident_id, kind, by
            if kind == "ReRouted" and not done[key] + open_[key]:
                of_desks += count
            elif kind in LEAVES.values():
                assert count <= done[key] + open_[key], f"nobody asked for {key}"
    for (incident, kind, by), count in done.items():
        there = found[incident].did[kind, by]
        # Who was killed accepts again what is theirs already: that is one acceptance.
        assert there >= (1 if kind == "Accepted" else count), f"told and not so: {kind}"
    assert of_desks == by_desks
    return sum(open_.values())


ONE_OF = "event_id in (select event_id from events where type = '{}' limit 1)"
#: Who was killed may have accepted the same incident twice: one of the two can be missing.
ONLY_ONE_OF = (
    "event_id in (select min(event_id) from events where type = '{}'"
    " group by stream_id, actor having count(*) = 1 limit 1)"
)
#: Faults of the record that the judge must notice: lost, doubled, silently overdue, rung for
#: nothing, a clock that a restart forgot, an incident that stands as nobody left it.
FAULTS = (
    f"delete from events where {ONE_OF.format('IncidentOpened')}",
    f"delete from events where {ONLY_ONE_OF.format('Accepted')}",
    f"update events set type = 'Accepted' where {ONE_OF.format('IncidentClosed')}",
    f"delete from events where {ONE_OF.format('AcceptanceOverdue')}",
    f"update events set type = 'AcceptanceOverdue' where {ONE_OF.format('Claimed')}",
    "update incidents set standing = 'closed' where incident_id in"
    " (select incident_id from incidents where standing = 'delivered' limit 1)",
)


def assert_the_judge_notices(made: Shift, told: list[dict[str, Any]], now: datetime) -> None:
    """With one fault more the record does not stand."""
    url = made.hubs.url.replace("+psycopg", "")
    for fault in FAULTS:
        with psycopg.connect(url) as connection:
            assert connection.execute(fault.encode()).rowcount == 1, f"too mild: {fault}"
            try:
                hold_against(Records(url, connection), made, told, now)
            except AssertionError:
                connection.rollback()
            else:
                pytest.fail(f"not noticed: {fault}")
