"""Decisions about an incident, without a hub: whatever happens, in whatever order."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.domain import desk_stream as desk
from workstation.domain.contact.facts import Indicated
from workstation.domain.events import Entry, Newer
from workstation.domain.incident import commands as ask
from workstation.domain.incident import deeds
from workstation.domain.incident import events as said
from workstation.domain.incident.decide import Refusal, decide
from workstation.domain.incident.evolve import evolve, read
from workstation.domain.incident.state import Incident

ID = "incident:1"
TEAMS = {"room": "Area control room", "partner": "Partner desk"}
CONTEXT = ask.Context(TEAMS, frozenset({"room"}))
ASKED = ask.Asked("event", "desk", "f.grant")


def request(rank: int = 2) -> desk.HandOverRequested:
    return desk.HandOverRequested(
        incident_id=ID,
        contact_id="contact:1",
        reference="D11-0001-A",
        team="room",
        team_name="Area control room",
        outcome="dispatch",
        outcome_name="Dispatch",
        grade=f"g{rank}",
        grade_name=f"Grade {rank}",
        grade_rank=rank,
        urgent=rank < 3,
        top=rank == 1,
        accept_within_s=60,
        headline="",
        place="",
        officer_safety="not_asked",
        officer_safety_text="",
        vulnerable=False,
        indicated=Indicated(None, (), "1"),
        open_items=(),
        rationales=(),
        snapshot=(),
        desk_name="Desk 14",
        advisor_name="F. Grant",
    )


def opening(rank: int = 2) -> ask.Open:
    return ask.Open(request(rank), ASKED, "2026-03-01T12:00:00Z", delayed=False, phoned_to=None)


def raising(rank: int) -> ask.Raise:
    raised = desk.GradeRaised(ID, f"g{rank}", f"Grade {rank}", rank, rank < 3, rank == 1, 60, "")
    return ask.Raise(raised, ASKED)


def happens(
    incident: Incident, command: ask.Command, context: ask.Context = CONTEXT
) -> tuple[Incident, Any]:
    decided = decide(incident, command, context)
    if isinstance(decided, Refusal):
        return incident, decided
    for body in decided:
        seq = incident.last_seq + 1
        at = f"2026-03-01T12:{seq % 60:02d}:00.000000Z"
        incident = evolve(incident, Entry(f"e{seq}", ID, seq, at, "hub", body))
    return incident, decided


def opened(rank: int = 2) -> Incident:
    return happens(Incident(ID), opening(rank))[0]


NEW_GRADES = st.builds(ask.NewGrade, st.integers(1, 4), st.booleans(), st.booleans(), st.just(90))
PLACES = st.sampled_from([*TEAMS, "none"])
REASONS = st.sampled_from(["", "why"])
COMMANDS = st.one_of(
    st.builds(opening, st.integers(1, 4)),
    st.builds(raising, st.integers(1, 4)),
    st.builds(
        ask.Lower,
        st.just(desk.LowerGradeRequested(ID, "g3", "Grade 3", "calm", "e", "boss")),
        st.one_of(st.none(), NEW_GRADES),
        st.just(ASKED),
        st.just("F. Grant"),
    ),
    st.builds(
        ask.DeskReRoute,
        st.builds(desk.ReRouteRequested, st.just(ID), PLACES, st.just(""), REASONS),
        st.just(ASKED),
        st.just("F. Grant"),
    ),
    st.just(ask.Correct("14, not 12", ASKED)),
    st.just(ask.StandDown("false alarm", ASKED)),
    st.just(ask.NotePhoned(desk.PhonedThrough(ID, "Sgt", ""), ASKED)),
    st.builds(ask.Link, st.sampled_from(["contact:1", "contact:2"]), st.just(""), st.just("x")),
    st.builds(deeds.Claim, st.sampled_from(["a", "b"]), st.just("A")),
    st.builds(deeds.Accept, st.sampled_from(["a", "b"]), st.just("A")),
    st.builds(deeds.Refuse, st.just("a"), st.just("A"), st.sampled_from(["", "not ours"])),
    st.builds(deeds.ReRoute, st.just("a"), st.just("A"), PLACES, REASONS),
    st.builds(deeds.Close, st.just("a"), st.just("A"), st.sampled_from(["", "done"])),
    st.just(ask.RunOut()),
)


@given(st.lists(COMMANDS, max_size=30))
def test_nobody_but_a_receiver_ever_accepts_and_every_refusal_has_a_sentence(
    commands: list[Any],
) -> None:
    incident = Incident(ID)
    for command in commands:
        before = incident
        incident, decided = happens(incident, command)
        if isinstance(decided, Refusal):
            assert decided.cause.endswith((".", "done")), decided.cause
            assert not isinstance(command, (ask.Raise, ask.Correct, ask.NotePhoned)) or (
                before.opened is None
            )
            continue
        if any(isinstance(body, said.Accepted) for body in decided):
            assert isinstance(command, deeds.Accept)
            assert before.standing == "delivered"
        if any(isinstance(body, said.Refused) for body in decided):
            assert not before.top
        if isinstance(command, ask.Raise):
            assert incident.grade_rank <= before.grade_rank
        assert not incident.grade_rank > before.grade_rank > 0, "no desk lowers a grade"
        if before.standing == "closed" and incident.standing != "closed":
            assert isinstance(command, ask.Raise), "only a raise opens it again"


@given(st.lists(COMMANDS, max_size=20))
def test_reading_the_stream_again_gives_the_same_incident(commands: list[Any]) -> None:
    incident, entries = Incident(ID), []
    for command in [opening(), *commands]:
        decided = decide(incident, command, CONTEXT)
        for body in () if isinstance(decided, Refusal) else decided:
            seq = incident.last_seq + 1
            entries.append(Entry(f"e{seq}", ID, seq, f"t{seq:04d}", "hub", body))
            incident = evolve(incident, entries[-1])
    assert read(ID, entries) == incident
    newer = Entry("n", ID, incident.last_seq + 1, "t9999", "hub", Newer("Unheard", 2))
    assert evolve(incident, newer).newer == (*incident.newer, "Unheard")


def test_the_second_to_accept_learns_who_has_it() -> None:
    incident, _ = happens(opened(), deeds.Accept("a", "A. Reid"))
    again = decide(incident, deeds.Accept("a", "A. Reid"), CONTEXT)
    assert again == ()
    refused = decide(incident, deeds.Accept("b", "B. Reid"), CONTEXT)
    assert isinstance(refused, Refusal)
    assert "A. Reid has accepted it" in refused.cause


def test_the_clock_rings_once_a_wait() -> None:
    incident, rung = happens(opened(), ask.RunOut())
    assert [type(body) for body in rung] == [said.AcceptanceOverdue]
    assert decide(incident, ask.RunOut(), CONTEXT) == ()
    moved, _ = happens(incident, deeds.ReRoute("a", "A", "partner", "theirs"))
    assert decide(moved, ask.RunOut(), CONTEXT) != ()
    taken, _ = happens(moved, deeds.Accept("a", "A"))
    assert decide(taken, ask.RunOut(), CONTEXT) == ()


def test_the_clock_rings_for_what_was_given_back_too() -> None:
    back, _ = happens(opened(), deeds.Refuse("a", "A. Reid", "not ours"))
    assert back.unheld_since == back.refused_at
    late, rung = happens(back, ask.RunOut())
    assert [type(body) for body in rung] == [said.AcceptanceOverdue]
    assert late.standing == "refused"
    assert decide(late, ask.RunOut(), CONTEXT) == ()


def test_only_what_is_open_can_be_asked_about() -> None:
    for command in (raising(1), ask.Correct("x", ASKED), deeds.Accept("a", "A"), ask.RunOut()):
        assert isinstance(decide(Incident(ID), command, CONTEXT), Refusal)


@pytest.mark.parametrize("rank", [1, 2])
def test_the_top_grade_is_passed_on_never_given_back(rank: int) -> None:
    decided = decide(opened(rank), deeds.Refuse("a", "A", "not ours"), CONTEXT)
    assert isinstance(decided, Refusal) is (rank == 1)
    assert decide(opened(rank), deeds.ReRoute("a", "A", "partner", "theirs"), CONTEXT) != ()
