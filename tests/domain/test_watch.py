"""The watchdog's book: what is to be done by when, what follows when it is not, what closes it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.test_incident import ASKED, ID, TEAMS, happens, raising, request
from workstation.content.policies import load_force
from workstation.domain import desk_stream as desk
from workstation.domain.contact.facts import PromiseMade
from workstation.domain.incident import commands as ask
from workstation.domain.incident import deeds, tasks
from workstation.domain.incident import events as said
from workstation.domain.incident import work_events as work
from workstation.domain.incident.decide import Refusal
from workstation.domain.incident.state import Incident
from workstation.domain.policy import Policy

SCOTLAND, MIDLANDS = load_force("police-scotland"), load_force("west-midlands")
RECEIVER, OTHER = ("r.kerr", "R. Kerr"), ("j.muir", "J. Muir")
SUPERVISOR = ("a.reid", "A. Reid")
KINDS = tuple(tasks.OWNER)


def under(policy: Policy) -> ask.Context:
    return ask.Context(TEAMS, frozenset({"room"}), policy=policy)


def opened(policy: Policy = SCOTLAND, grade: str = "prompt", **more: Any) -> Incident:
    graded = policy.grade(grade)
    wish = replace(
        request(graded.rank),
        grade=graded.key,
        grade_name=graded.name,
        urgent=graded.urgent,
        outcome=next(o.key for o in policy.outcomes if o.attends),
        **more,
    )
    command = ask.Open(wish, ASKED, "2026-03-01T12:00:00Z", delayed=False, phoned_to=None)
    return happens(Incident(ID), command, under(policy))[0]


def accepted(policy: Policy = SCOTLAND, grade: str = "prompt", **more: Any) -> Incident:
    return happens(opened(policy, grade, **more), deeds.Accept(*RECEIVER), under(policy))[0]


def letters(policy: Policy = SCOTLAND) -> tuple[work.LetterLine, ...]:
    return tuple(work.LetterLine(x.key, x.name, "he has gone, nobody hurt") for x in policy.letters)


@pytest.mark.parametrize("late_s", [0, 2400])
@pytest.mark.parametrize("closed", [False, True])
def test_a_raise_that_arrives_late_moves_it_as_delayed_and_says_by_how_much(
    late_s: int, closed: bool
) -> None:
    senders = next(o.teams for o in SCOTLAND.outcomes if o.key == "send_now")
    names = {**TEAMS, senders[0]: "Those who send"}
    context = ask.Context(names, frozenset({"room"}), policy=SCOTLAND)
    incident = accepted()
    if closed:
        incident = replace(incident, standing="closed", closed_how="no trace", tasks=())
    incident, told = happens(incident, replace(raising(1), late_s=late_s), context)
    (moved,) = (one for one in told if isinstance(one, said.ReRouted | said.Reopened))
    assert (incident.team, incident.standing) == (senders[0], "delivered")
    assert incident.delayed is (late_s > 0)
    assert ("40 minutes before this arrived" in moved.reason) is (late_s > 0)
    assert incident.news[-1].fact.text.startswith("DELAYED by 40 minutes") is (late_s > 0)


def open_kinds(incident: Incident) -> list[str]:
    return [task.fact.kind for task in tasks.still_open(incident.tasks)]


def overdue(incident: Incident, kind: tasks.Kind, policy: Policy = SCOTLAND) -> Incident:
    (task,) = tasks.still_open(incident.tasks, kind)
    return happens(incident, ask.TaskRunOut(task.fact.task_id), under(policy))[0]


def test_a_prompt_is_reviewed_by_a_supervisor_after_45_minutes() -> None:
    (task,) = tasks.still_open(opened().tasks)
    assert (task.fact.kind, task.fact.within_s, task.fact.source) == ("review", 2700, "published")
    assert tasks.OWNER["review"] == "supervisor"


def test_the_review_comes_again_until_somebody_attends_or_closes() -> None:
    incident = overdue(accepted(), "review")
    (task,) = tasks.still_open(incident.tasks, "review")
    assert task.overdue_since is not None
    refused = happens(incident, deeds.Review(*SUPERVISOR, " "), under(SCOTLAND))[1]
    assert isinstance(refused, Refusal)
    incident, _ = happens(
        incident, deeds.Review(*SUPERVISOR, "a unit is free at 3"), under(SCOTLAND)
    )
    (again,) = tasks.still_open(incident.tasks, "review")
    assert again.overdue_since is None and again.fact.task_id != task.fact.task_id
    incident, _ = happens(incident, deeds.Attend(*RECEIVER, "KL12"), under(SCOTLAND))
    assert open_kinds(incident) == []
    assert incident.attended_at is not None


def test_a_target_that_passes_asks_for_a_fresh_assessment() -> None:
    incident = accepted(MIDLANDS, "P1")
    assert open_kinds(incident) == ["attend", "review"]
    assert tasks.still_open(incident.tasks, "attend")[0].fact.within_s == 900
    incident = overdue(incident, "attend", MIDLANDS)
    assert open_kinds(incident) == ["attend", "review", "thrive"]
    held = happens(incident, deeds.Close(*RECEIVER, "all quiet"), under(MIDLANDS))[1]
    assert isinstance(held, Refusal) and "assess it afresh" in held.cause
    part = happens(incident, deeds.Reassess(*RECEIVER, letters(MIDLANDS)[:2], "x"), under(MIDLANDS))
    assert isinstance(part[1], Refusal) and "missing" in part[1].cause
    deed = deeds.Reassess(*RECEIVER, letters(MIDLANDS), "he has left")
    incident, _ = happens(incident, deed, under(MIDLANDS))
    assert "thrive" not in open_kinds(incident)
    assert incident.assessed[-1].fact.reason == "he has left"


def test_raising_takes_effect_at_once_and_owes_a_reason() -> None:
    incident, _ = happens(accepted(), deeds.RaiseGrade(*RECEIVER, "immediate", ""), under(SCOTLAND))
    assert (incident.grade, incident.top) == ("immediate", True)
    assert open_kinds(incident).count("reason") == 1
    assert open_kinds(incident).count("review") == 2, "what ran before runs on"
    whole = deeds.RaiseGrade(*RECEIVER, "immediate", "a knife", letters())
    reasoned, _ = happens(accepted(), whole, under(SCOTLAND))
    assert "reason" not in open_kinds(reasoned)
    assert reasoned.grades[-1].letters == letters()


def test_a_raise_that_is_none_is_refused() -> None:
    for grade in ("prompt", "standard", "nothing"):
        deed = deeds.RaiseGrade(*RECEIVER, grade, "")
        assert isinstance(happens(accepted(), deed, under(SCOTLAND))[1], Refusal)


def test_an_urgent_one_passed_on_in_haste_owes_a_reason_to_the_team_that_did() -> None:
    deed = deeds.ReRoute(*RECEIVER, "partner", "")
    incident, _ = happens(accepted(), deed, under(SCOTLAND))
    (why,) = tasks.still_open(incident.tasks, "reason")
    assert (incident.team, incident.standing, why.fact.team) == ("partner", "delivered", "room")
    assert isinstance(happens(accepted(grade="standard"), deed, under(SCOTLAND))[1], Refusal)


def test_a_top_grade_alarms_where_it_was_until_the_other_team_accepts() -> None:
    deed = deeds.ReRoute(*RECEIVER, "partner", "theirs")
    incident, _ = happens(accepted(grade="immediate"), deed, under(SCOTLAND))
    (waits,) = tasks.still_open(incident.tasks, "handed_on")
    assert (waits.fact.team, waits.fact.within_s) == ("room", incident.accept_within_s)
    (again,) = tasks.still_open(overdue(incident, "handed_on").tasks, "handed_on")
    assert again.overdue_since is not None
    taken, _ = happens(incident, deeds.Accept(*OTHER), under(SCOTLAND))
    assert tasks.still_open(taken.tasks, "handed_on") == ()
    prompt, _ = happens(accepted(), deed, under(SCOTLAND))
    assert tasks.still_open(prompt.tasks, "handed_on") == ()


def test_a_desk_that_raised_without_a_word_is_asked_for_one() -> None:
    incident, _ = happens(accepted(), raising(1), under(SCOTLAND))
    (asked,) = tasks.still_open(incident.tasks, "fact")
    assert (asked.fact.contact_id, asked.fact.within_s) == ("contact:1", 600)
    assert "reason" not in open_kinds(incident), "the team did not raise it"


def at_partner(standing: str) -> Incident:
    """A Standard incident at a team that sends nobody."""
    incident = opened(grade="standard", team="partner", team_name="Partner desk")
    if standing != "delivered":
        deed = deeds.Accept(*OTHER) if standing != "refused" else deeds.Refuse(*OTHER, "not ours")
        incident, _ = happens(incident, deed, SENDING)
    if standing == "closed":
        incident, _ = happens(incident, deeds.Close(*OTHER, "all quiet"), SENDING)
    assert incident.standing == standing
    return incident


#: A control room whose policy sends people from one team, and where the partner may close.
SENDING = ask.Context(
    {"area_control_room": "Area control room", "partner": "Partner desk"},
    frozenset({"area_control_room", "partner"}),
    policy=SCOTLAND,
)


@pytest.mark.parametrize("standing", ["delivered", "accepted", "refused", "closed"])
def test_what_a_desk_raises_to_the_top_goes_to_those_who_send_people(standing: str) -> None:
    before = at_partner(standing)
    incident, told = happens(before, raising(1), SENDING)
    assert (incident.team, incident.standing) == ("area_control_room", "delivered")
    assert incident.accepted_by is None and incident.waiting_since != before.waiting_since
    waits = tasks.still_open(incident.tasks, "handed_on")
    had_it = standing in ("delivered", "accepted")
    assert [task.fact.team for task in waits] == (["partner"] if had_it else [])
    taken, _ = happens(incident, deeds.Accept(*RECEIVER), SENDING)
    assert tasks.still_open(taken.tasks, "handed_on") == ()
    assert any(isinstance(one, said.Reopened) for one in told) is (standing == "closed")
    assert ("all quiet" in incident.deeds[-1].text) is (standing == "closed")


def test_a_raise_moves_nothing_from_those_who_send_people_and_nothing_below_the_top() -> None:
    there, _ = happens(at_partner("accepted"), raising(1), SENDING)
    there, _ = happens(there, deeds.Accept(*RECEIVER), SENDING)
    again, told = happens(there, raising(1), SENDING)
    assert (again.standing, again.accepted_by_name) == ("accepted", "R. Kerr")
    assert not any(isinstance(one, said.ReRouted) for one in told)
    prompt, _ = happens(at_partner("accepted"), raising(2), SENDING)
    assert (prompt.team, prompt.standing) == ("partner", "accepted")
    unknown, _ = happens(at_partner("accepted"), raising(1), replace(SENDING, policy=None))
    assert unknown.team == "partner", "without its policy nobody knows who sends"


def test_a_raise_opens_again_what_was_closed_and_its_clocks_run() -> None:
    incident = at_partner("closed")
    assert isinstance(happens(incident, deeds.Accept(*OTHER), SENDING)[1], Refusal)
    prompt = replace(raising(2).raised, grade="prompt", grade_name="Prompt")
    incident, _ = happens(incident, replace(raising(2), raised=prompt), SENDING)
    assert (incident.team, incident.standing, incident.closed_how) == ("partner", "delivered", "")
    assert "review" in open_kinds(incident)
    assert incident.deeds[-1].text.startswith("opened again: A desk raised it")


def test_what_another_team_owes_holds_nobody_else() -> None:
    incident, _ = happens(accepted(), deeds.ReRoute(*RECEIVER, "partner", ""), under(SCOTLAND))
    incident, _ = happens(incident, deeds.ReRoute(*OTHER, "room", "back"), under(SCOTLAND))
    owed_here = tasks.why_open(incident.tasks, "room")
    owed_there = tasks.why_open(incident.tasks, "partner")
    assert owed_here is not None and owed_there is None


def test_lowering_waits_for_letters_reason_and_another_persons_word() -> None:
    incident = accepted()
    for deed in (
        deeds.AskLower(*RECEIVER, "standard", " ", letters()),
        deeds.AskLower(*RECEIVER, "standard", "he left", ()),
        deeds.AskLower(*RECEIVER, "standard", "he left", letters()[:-1]),
        deeds.AskLower(*RECEIVER, "immediate", "he left", letters()),
    ):
        assert isinstance(happens(incident, deed, under(SCOTLAND))[1], Refusal), deed
    wish = deeds.AskLower(*RECEIVER, "standard", "he left", letters())
    incident, _ = happens(incident, wish, under(SCOTLAND))
    assert (incident.grade, incident.lowering is not None) == ("prompt", True)
    own = happens(incident, deeds.DecideLower(*RECEIVER, True, "yes"), under(SCOTLAND))[1]
    assert isinstance(own, Refusal)
    kept, _ = happens(
        incident, deeds.DecideLower(*SUPERVISOR, False, "he returns"), under(SCOTLAND)
    )
    assert (kept.grade, kept.lowering) == ("prompt", None)
    lowered, _ = happens(incident, deeds.DecideLower(*SUPERVISOR, True, "agreed"), under(SCOTLAND))
    change = lowered.grades[-1]
    assert (change.was, change.grade, change.reason) == ("prompt", "standard", "he left")
    assert (change.by, change.approved_by, change.letters) == ("r.kerr", "a.reid", letters())
    assert [t.fact.within_s for t in tasks.still_open(lowered.tasks, "review")] == [86_400]


def test_old_and_new_stand_side_by_side_whatever_follows() -> None:
    incident, _ = happens(
        accepted(), deeds.RaiseGrade(*RECEIVER, "immediate", "knife"), under(SCOTLAND)
    )
    wish = deeds.AskLower(*RECEIVER, "standard", "toy knife", letters())
    incident, _ = happens(incident, wish, under(SCOTLAND))
    incident, _ = happens(incident, deeds.DecideLower(*SUPERVISOR, True, "ok"), under(SCOTLAND))
    told = [(c.was_name, c.grade_name, c.reason) for c in incident.grades]
    assert told == [("Prompt", "Immediate", "knife"), ("Immediate", "Standard", "toy knife")]
    assert len(incident.graded_at) == 2


def test_a_fact_is_asked_of_the_caller_and_the_answer_reaches_the_team() -> None:
    incident, _ = happens(accepted(), deeds.AskFact(*RECEIVER, "Which floor?"), under(SCOTLAND))
    (task,) = tasks.still_open(incident.tasks, "fact")
    assert (task.fact.contact_id, task.fact.within_s) == ("contact:1", 900)
    answer = ask.AnswerTask(task.fact.task_id, "the third", ASKED, "F. Grant")
    incident, _ = happens(incident, answer, under(SCOTLAND))
    (done,) = (t for t in incident.tasks if t.fact.kind == "fact")
    assert done.done is not None and done.done.text == "the third"
    incident, events = happens(incident, answer, under(SCOTLAND))
    assert isinstance(events[0], said.CorrectionArrived), "a second answer is not lost"


def test_a_promise_keeps_it_open_until_it_is_kept_or_explained() -> None:
    incident = accepted(grade="standard")
    made = PromiseMade("p1", "ring you today", None, 3600)
    incident, _ = happens(incident, ask.Hear((), (made,), "2026-03-01T12:00:00Z"), under(SCOTLAND))
    incident, twice = happens(
        incident, ask.Hear((), (made,), "2026-03-01T12:00:00Z"), under(SCOTLAND)
    )
    assert twice == ()
    (task,) = tasks.still_open(incident.tasks, "promise")
    assert isinstance(
        happens(incident, deeds.Close(*RECEIVER, "done"), under(SCOTLAND))[1], Refusal
    )
    kept = deeds.FinishTask(*RECEIVER, task.fact.task_id, "rang her at four")
    incident, _ = happens(incident, kept, under(SCOTLAND))
    incident, _ = happens(incident, deeds.Close(*RECEIVER, "done"), under(SCOTLAND))
    assert incident.standing == "closed" and open_kinds(incident) == []


def test_a_promised_time_is_counted_from_the_hand_over() -> None:
    due = PromiseMade("p1", "by two", "2026-03-01T14:00:00Z")
    plain = {"promise_id": "p1", "text": due.text, "due_utc": due.due_utc}
    one = desk.Snapshot("e", 3, "PromiseMade", 1, "2026-03-01T12:00:00Z", "f.grant", plain)
    (task,) = tasks.still_open(opened(snapshot=(one,)).tasks, "promise")
    assert task.fact.within_s == 7200


def test_a_message_is_answered_by_any_team_and_falls_back() -> None:
    incident = opened(grade="standard", kind="message", fallback_team="partner", reply_within_s=60)
    assert open_kinds(incident) == ["reply"]
    late, events = happens(incident, ask.RunOut(), under(SCOTLAND))
    assert [type(e).__name__ for e in events] == ["AcceptanceOverdue", "ReRouted"]
    assert (late.team, late.standing) == ("partner", "delivered")
    _, events = happens(late, ask.RunOut(), under(SCOTLAND))
    assert [type(e).__name__ for e in events] == ["AcceptanceOverdue"]
    taken, _ = happens(late, deeds.Accept(*OTHER), under(SCOTLAND))
    assert isinstance(happens(taken, deeds.Close(*OTHER, "rang"), under(SCOTLAND))[1], Refusal)
    (task,) = tasks.still_open(taken.tasks, "reply")
    taken, _ = happens(taken, deeds.FinishTask(*OTHER, task.fact.task_id, "rang"), under(SCOTLAND))
    taken, _ = happens(taken, deeds.Close(*OTHER, "answered"), under(SCOTLAND))
    assert taken.standing == "closed"


def test_no_emergency_falls_back_by_a_clock() -> None:
    _, events = happens(opened(), ask.RunOut(), under(SCOTLAND))
    assert [type(e).__name__ for e in events] == ["AcceptanceOverdue"]


@given(
    st.lists(
        st.sampled_from(["attend", "review", "lower", "raise", "close", "run_out"]), max_size=12
    )
)
def test_a_task_ends_by_a_word_or_with_the_incident(walk: list[str]) -> None:
    """Whatever is done in whatever order: each task is set once, overdue once, done once."""
    incident, context = accepted(MIDLANDS, "P2"), under(MIDLANDS)
    for step in walk:
        deed: Any = {
            "attend": deeds.Attend(*RECEIVER, "unit 4"),
            "review": deeds.Review(*SUPERVISOR, "seen"),
            "lower": deeds.AskLower(*RECEIVER, "P4", "x", letters(MIDLANDS)),
            "raise": deeds.RaiseGrade(*RECEIVER, "P1", ""),
            "close": deeds.Close(*RECEIVER, "over"),
        }.get(step)
        for task in tasks.still_open(incident.tasks) if deed is None else ():
            incident, _ = happens(incident, ask.TaskRunOut(task.fact.task_id), context)
            _, twice = happens(incident, ask.TaskRunOut(task.fact.task_id), context)
            assert twice == ()
        if deed is not None:
            incident, _ = happens(incident, deed, context)
    names = [task.fact.task_id for task in incident.tasks]
    assert len(names) == len(set(names))
    if incident.standing == "closed":
        assert not tasks.still_open(incident.tasks)
    else:
        assert incident.attended_at or tasks.still_open(incident.tasks, "review")
