"""A step of a scenario as what an advisor asks for at the desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from workstation.content import scenario_steps as steps
from workstation.domain.contact import commands as ask
from workstation.domain.contact import course, facts
from workstation.domain.contact.ending import closing_answer
from workstation.domain.desk_stream import AppointmentWish
from workstation.domain.location import LocationFixed
from workstation.domain.policy import Policy

#: Steps that the player performs by other use cases: they are no command to a contact.
BY_THE_PLAYER: Final = (
    steps.Answer,
    steps.HalfTyped,
    steps.SendNow,
    steps.Telephone,
    steps.WaitFor,
)

Make = Callable[[Any, "Scene"], Any]


class Scene:
    """What a step may need to know: the pinned policy, the time, new ids, the newest incident."""

    def __init__(
        self, policy: Policy, at_utc: str, new_id: Callable[[], str], incident_id: str | None
    ) -> None:
        self.policy = policy
        self.at_utc = at_utc
        self.new_id = new_id
        self.incident_id = incident_id or ""


def command_of(step: steps.Step, scene: Scene) -> ask.Command:
    """The command that ``step`` stands for. KeyError for the steps of `BY_THE_PLAYER`."""
    if make := FACTS.get(type(step)):
        return ask.Record(make(step, scene))
    command: ask.Command = COMMANDS[type(step)](step, scene)
    return command


def _question(step: steps.Question, scene: Scene) -> facts.QuestionEnded:
    asked = scene.policy.question(step.question)
    return facts.QuestionEnded(
        step.question,
        step.ending,
        step.choice,
        step.text,
        asked=asked.plain if step.wording == "plain" else asked.ask,
        wording=step.wording,
        by_taps=step.by_taps,
    )


def _place(step: steps.Place, scene: Scene) -> LocationFixed:
    return LocationFixed(
        scene.new_id(),
        step.about,
        step.source,
        step.text,
        step.lat,
        step.lon,
        step.radius_m,
        step.postcode,
        scene.at_utc,
    )


def _person(step: steps.Person, scene: Scene) -> facts.PersonRecorded:
    return facts.PersonRecorded(
        step.person,
        step.role,
        step.name,
        step.born,
        step.description,
        step.injuries,
        step.where_now,
        step.relation,
        step.phone,
    )


def _access(step: steps.Access, scene: Scene) -> facts.AccessNoted:
    return facts.AccessNoted(
        step.interpreter_language,
        "",
        step.adjustments,
        step.forbidden_contact,
        step.safe_to_ring,
        step.safe_to_text,
    )


def _promise(step: steps.Promise, scene: Scene) -> facts.PromiseMade:
    due = None
    if step.within_min is not None:
        moment = datetime.fromisoformat(scene.at_utc) + timedelta(minutes=step.within_min)
        due = moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return facts.PromiseMade(scene.new_id(), step.text, due)


def _dispose(step: steps.Dispose, scene: Scene) -> ask.Command:
    end = ask.Dispose(step.disposition, step.note, step.told)
    question = scene.policy.closing_question
    if step.danger is None or question is None:
        return end
    return ask.Together((ask.Record(closing_answer(question, step.danger)), end))


def _hand_over(step: steps.HandOver, scene: Scene) -> ask.HandOver:
    wish = step.appointment
    appointment = AppointmentWish(wish.times, wish.contact, wish.avoid) if wish else None
    return ask.HandOver(step.outcome, step.team, appointment)


FACTS: Final[Mapping[type, Make]] = {
    steps.WorkBy: lambda s, _: facts.TypeChosen(s.incident_type),
    steps.Question: _question,
    steps.Marker: lambda s, _: facts.MarkerSet(s.marker, s.state, s.words),
    steps.Place: _place,
    steps.ReadBack: lambda s, _: facts.PlaceReadBack(s.about, s.confirmed),
    steps.Person: _person,
    steps.Vehicle: lambda s, _: facts.VehicleRecorded(
        s.vehicle, s.registration, s.description, s.direction
    ),
    steps.OfficerSafety: lambda s, _: facts.OfficerSafetyNoted(s.status, s.text),
    steps.Service: lambda s, _: facts.ServiceAsked(s.service, s.reference, s.note),
    steps.Advice: lambda s, _: facts.AdviceGiven(s.text, s.key),
    steps.Access: _access,
    steps.Standing: lambda s, _: facts.CallerStanding(s.third_party, s.on_behalf_of, s.anonymous),
    steps.CallBack: lambda s, _: facts.CallBackGiven(
        s.number, s.note, s.safe_to_ring, s.safe_to_text, s.who_rings, s.when
    ),
    steps.RangBack: lambda s, _: course.CallBackTried(s.number, s.result, s.note),
    steps.SilentSign: lambda s, _: course.SilentSign(s.sign, s.words),
    steps.AnswersBy: lambda s, _: course.AnswersBy(s.how),
    steps.Promise: _promise,
    steps.Rationale: lambda s, _: facts.RationaleGiven(s.about, s.text),
}

COMMANDS: Final[Mapping[type, Make]] = {
    steps.Line: lambda s, _: ask.Type(s.text, s.verbatim),
    steps.Grade: lambda s, _: ask.ChooseGrade(s.grade, s.reason),
    steps.HandOver: _hand_over,
    steps.ReRoute: lambda s, scene: ask.ReRoute(scene.incident_id, s.team, s.reason),
    steps.Correct: lambda s, scene: ask.Correct(scene.incident_id, s.text),
    steps.StandDown: lambda s, scene: ask.StandDown(scene.incident_id, s.reason),
    steps.Dispose: _dispose,
}
