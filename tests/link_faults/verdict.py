"""What must be true at every moment, and once the faults have ended."""

from __future__ import annotations

import json
from collections import Counter

from tests.link_faults.desk_end import DeskEnd
from tests.link_faults.hub_book import Row
from tests.link_faults.log import Saved
from tests.link_faults.world import World
from workstation.desk.cache import Cache
from workstation.desk.health import LATE_AFTER_S, health
from workstation.desk.link.sender import FORKED
from workstation.domain import desk_stream
from workstation.domain.events import Event

#: Facts and requests that leave their mark on an incident that is open, each mark once.
MARKING = (
    desk_stream.GradeRaised,
    desk_stream.Corrected,
    desk_stream.PhonedThrough,
    desk_stream.ReRouteRequested,
    desk_stream.StandDownRequested,
)
#: What one event may bring about beside its own mark. A raise to the top goes to a team that sends
#: people, and what was closed is open again; a top grade that is passed on is watched where it was.
TOGETHER = {
    "GradeRaised": ("GradeChanged", {"GradeChanged", "ReRouted", "Reopened", "TaskSet"}),
    "ReRouteRequested": ("ReRouted", {"ReRouted", "TaskSet"}),
}
TEXTED_STEPS = ("refuse", "reroute", "close")


def at_every_moment(world: World) -> None:
    """Nothing doubled at the hub, and no desk that looks well while something waits."""
    world.book.look()
    for desk in world.desks:
        state = desk.state()
        waited_s = world.log.oldest_waiting_s(desk.name)
        booted_since = world.log.booted_s.get(desk.name, 0.0) > world.time.now_s - waited_s
        unsure = booted_since and desk.name in world.log.jumped
        if waited_s > LATE_AFTER_S + 1 and not unsure:
            shown = health(state, desk.clock.moment().at_utc)
            assert shown != "well", f"well, with something that has waited {waited_s:.0f} s"


def at_the_end(world: World) -> None:
    """Everything is where it belongs, once, and everybody has been told."""
    world.book.look_again()
    for desk in world.desks:
        _is_well(world, desk)
        for saved in world.log.of(desk.name):
            _arrived(world, desk, saved)
    _applied_once(world)
    for desk in world.desks:
        _agrees(world, desk)
        _knows_who_is_on_record(world, desk)


def _is_well(world: World, desk: DeskEnd) -> None:
    state = desk.state()
    if desk.has_stopped_sending:
        assert desk.name in world.log.imaged, "it stopped and nobody had put an image back"
        assert (state.state, state.sentence) == ("lost", FORKED), "it stopped and does not say so"
        return
    left = desk.journal.undelivered()
    assert not left, f"left behind: {[(u.event.type, u.delivery) for u in left]}"
    assert (state.state, state.waiting, state.sentence) == ("live", 0, ""), state


def _arrived(world: World, desk: DeskEnd, saved: Saved) -> None:
    event = saved.event
    assert desk.journal.event(event.event_id) == event, "the journal has lost what it had saved"
    delivery = desk.journal.delivery(event.event_id)
    assert delivery is not None
    row = world.book.rows.get(event.event_id)
    if delivery.state == "set_aside":
        assert saved.judged, "set aside, and nobody had judged it"
        assert delivery.cause, "set aside without a cause"
        return
    if delivery.state in ("waiting", "sent"):
        assert desk.has_stopped_sending, "it waits, and nothing says why"
        return
    assert row is not None, f"{event.type} was {delivery.state} and the hub has it not"
    assert (delivery.state == "refused") == (row.refused is not None), (delivery, row)
    if delivery.state == "refused":
        assert isinstance(saved.body, desk_stream.REQUESTS), "a fact was refused"
        assert delivery.cause and delivery.cause == row.refused, "refused without its cause"


def _applied_once(world: World) -> None:
    opened = world.book.opened()
    effects = world.book.caused()
    for saved in world.log.saved.values():
        row = world.book.rows.get(saved.event.event_id)
        if row is None:
            assert saved.event.event_id not in effects, "it took effect without having arrived"
            continue
        marks = effects.get(row.event_id, Counter())
        about = getattr(saved.body, "incident_id", "")
        if isinstance(saved.body, MARKING) and about in opened and row.refused is None:
            assert marks, f"{row.type} took no effect"
        assert all(times == 1 for times in marks.values()), f"{row.type} took effect: {marks}"
        own, together = TOGETHER.get(row.type, ("", set()))
        allowed = {own} <= marks.keys() <= together
        assert len(marks) <= 1 or allowed, f"{row.type} took effect: {marks}"
    _steps_taken_once(world)
    overdue = Counter(
        (row.stream_id, row.body["team"], row.body["delivered_at_utc"])
        for row in world.book.rows.values()
        if row.type == "AcceptanceOverdue"
    )
    assert all(count == 1 for count in overdue.values()), "one clock rang twice"


def _steps_taken_once(world: World) -> None:
    for op_id, op in world.log.ops.items():
        if op.ask.step not in TEXTED_STEPS:
            continue
        marks = sum(
            op_id.encode() in row.payload
            for row in world.book.rows.values()
            if row.stream_id == op.ask.incident_id
        )
        done = op.answer is not None and op.answer.done
        assert marks == 1 if done else marks <= 1, f"{op.ask.step} took effect {marks} times"


# -- who knows what ---------------------------------------------------------------------------


def _agrees(world: World, desk: DeskEnd) -> None:
    """The desk's copy is what the hub says of every incident that this desk spoke about."""
    opened = world.book.opened()
    spoken = {
        getattr(saved.body, "incident_id", "")
        for saved in world.log.saved.values()
        if saved.desk == desk.name and saved.event.event_id in world.book.rows
    }
    expected = {i: _said(world.book.stream(i)) for i in opened if i in spoken}
    assert _held(desk.cache) == expected, f"{desk.name} does not know what the hub knows"


#: Each earlier contact with what is said of it, how many the person has, and when the newest was.
_HISTORIES = (
    "SELECT caller_id, at_utc, contact_id, summary, contacts, last_at_utc"
    " FROM caller JOIN history ON history.id=caller.id"
)


def _knows_who_is_on_record(world: World, desk: DeskEnd) -> None:
    """The desk's copy of the people on record is whole, holds everybody once, and is in use."""
    assert desk.directory.standing().whole, f"{desk.name} has no whole copy of the people on record"
    held = desk.directory._file._rows("SELECT caller_id, name FROM caller", ())
    said = {one: json.loads(line)[1] for one, line in world.hub.on_record().items()}
    assert len(held) == len(dict(held)), "somebody is in the copy twice"
    assert dict(held) == said, f"{desk.name} does not know who is on record"
    known = desk.directory._file._rows(_HISTORIES, ())
    assert sorted(known) == sorted(world.hub.histories()), f"{desk.name} has other histories"
    for caller_id, name in held:
        found = desk.directory.find(str(name)).people
        assert caller_id in {one.caller_id for one in found}, "in the copy, and not found"


def receiver_agrees(world: World, teams: tuple[str, ...], *, supervises: bool) -> None:
    """A receiver's copy is every incident of their teams, with its contacts."""
    opened = world.book.opened()
    theirs = [i for i in opened if supervises or _teams(world, i) & set(teams)]
    expected = {i: _said(world.book.stream(i)) for i in theirs}
    for incident in theirs:
        for contact in _contacts(world, incident):
            if rows := world.book.stream(contact):
                expected[contact] = _said(rows)
    held = {s: e for s, e in _held(world.receiver.copy).items() if not s.startswith("desk:")}
    assert held == expected, "the receiver's copy is not what the hub holds"


def _teams(world: World, incident: str) -> set[str]:
    """Who has it, and who passed it on and still owes or watches something."""
    rows = world.book.stream(incident)
    moves = [r for r in rows if r.type in ("IncidentOpened", "ReRouted", "Reopened")]
    done = {r.body["task_id"] for r in rows if r.type == "TaskDone"}
    owed = {
        r.body.get("team", "")
        for r in rows
        if r.type == "TaskSet" and r.body["task_id"] not in done
    }
    return {str(moves[-1].body["team"]), *owed} - {""}


def _contacts(world: World, incident: str) -> set[str]:
    return {
        row.body["contact_id"]
        for row in world.book.stream(incident)
        if row.type in ("IncidentOpened", "ContactLinked")
    }


def _said(rows: list[Row]) -> list[tuple[str, str]]:
    return [(row.event_id, row.hash) for row in rows]


def _held(copy: Cache) -> dict[str, list[tuple[str, str]]]:
    streams = copy._rows("SELECT DISTINCT stream_id FROM event WHERE no > ?", "0")
    return {s: [_mark(event) for event in copy.events_of(s)] for (s,) in streams}


def _mark(event: Event) -> tuple[str, str]:
    return event.event_id, event.hash
