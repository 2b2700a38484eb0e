"""Forms that decide something: rationale, appointment wishes, re-routing, corrections."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.domain.desk_stream import AppointmentWish
from workstation.domain.text import cleaned, one_line
from workstation.ui.pieces.form import Field, Form

if TYPE_CHECKING:
    from collections.abc import Callable

    from workstation.desk.call.view import Result
    from workstation.domain.policy import Grade, Policy
    from workstation.ui.pieces.form import NewId, Values


def rationale_form(guard_id: str, sentence: str, noted: str = "") -> Form:
    """One line of reasoning for a guard that asked for it; ``noted`` stands in it already."""
    return Form(
        f"rationale:{guard_id}",
        "Your reasoning",
        (Field("text", "In a line", value=noted),),
        lambda v, _: ask.Record(facts.RationaleGiven(guard_id, cleaned(v["text"]))),
        note=sentence,
    )


def appointment_form(policy: Policy, outcome: str) -> Form:
    """Times and ways of contact the caller wishes. No slot is promised."""
    asked = policy.outcome(outcome)
    team = policy.team(asked.teams[0]).name if asked.teams else policy.force
    return Form(
        "appointment",
        f"{asked.name}: request to {team}",
        (
            Field("times", "Times that suit"),
            Field("contact", "How to confirm it"),
            Field("avoid", "Times or ways to avoid"),
        ),
        lambda v, _: ask.HandOver(
            outcome,
            appointment=AppointmentWish(
                cleaned(v["times"]), cleaned(v["contact"]), cleaned(v["avoid"])
            ),
        ),
        note=f"A request, not a slot: {team} will confirm a time.",
    )


def reroute_form(policy: Policy, incident_id: str, not_to: str) -> Form:
    """Another team for an incident that was refused or sent to the wrong one."""
    teams = tuple((t.key, t.name) for t in policy.teams if t.key != not_to)
    return Form(
        "reroute",
        "Give it to another team",
        (Field("team", "Team", teams), Field("reason", "Why")),
        lambda v, _: ask.ReRoute(incident_id, v["team"], cleaned(v["reason"])),
        "Ctrl+R",
    )


def lower_form(grade: Grade, now: str, choose: Callable[[ask.ChooseGrade], Result]) -> Form:
    """A lower grade after the hand-over: a supervisor decides, and until then it stays."""
    asked = f"Asked: {now} stays until a supervisor approves {grade.name}."

    def make(v: Values, _: NewId) -> Callable[[], Result]:
        def send() -> Result:
            done = choose(ask.ChooseGrade(grade.key, cleaned(v["reason"])))
            return replace(done, sentence=asked) if done.done else done

        return send

    return Form(
        f"lower:{grade.key}",
        f"Ask for {grade.name}",
        (Field("reason", "What is different now, and why it can be lower"),),
        make,
        note=f"{now} stays until a supervisor approves; what you asked since goes along.",
    )


def correct_form(incident_id: str) -> Form:
    """What was sent was wrong; the receiver sees this first."""
    return Form(
        "correct",
        "Correct what was sent",
        (Field("text", "What is right"),),
        lambda v, _: ask.Correct(incident_id, cleaned(v["text"])),
        "Ctrl+G",
    )


def stand_down_form(incident_id: str) -> Form:
    """Police are no longer needed; the receiver decides."""
    return Form(
        "stand_down",
        "Ask to stand down",
        (Field("reason", "Why"),),
        lambda v, _: ask.StandDown(incident_id, cleaned(v["reason"])),
        "Ctrl+D",
    )


def phoned_form(incident_id: str) -> Form:
    """Who was told by telephone, so that the late hand-over is not a second dispatch."""
    return Form(
        "phoned",
        "Phoned through",
        (Field("told", "Told whom: name, role"),),
        lambda v, _: ask.PhoneThrough(
            incident_id, one_line(v["told"]), datetime.now(UTC).isoformat().replace("+00:00", "Z")
        ),
        "Ctrl+T",
    )


def correct_line_form(line_id: str, text: str) -> Form:
    """The last line in newer words; the old ones stay on record."""
    return Form(
        f"line:{line_id}",
        "Correct the last line",
        (Field("text", "Should read", value=text),),
        lambda v, new_id: ask.Record(
            facts.NarrativeCorrected(new_id(), line_id, cleaned(v["text"]))
        ),
        "Alt+Z",
    )
