"""The files of a policy as they are written; each model gives the domain's plain values.

Whatever a model does not name is refused. Texts are bounded and carry no control characters.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from workstation.content.conditions import Key, When
from workstation.domain import policy
from workstation.domain.clocks import Clocks
from workstation.domain.policy import AnyOf, IndicationShown, Is
from workstation.domain.provenance import Provenance
from workstation.domain.text import cleaned


def _plain(text: str) -> str:
    if cleaned(text, len(text)) != text:
        raise ValueError("has control characters, or spaces at its ends")
    return text


Name = Annotated[str, Field(min_length=1, max_length=60), AfterValidator(_plain)]
Sentence = Annotated[str, Field(min_length=1, max_length=300), AfterValidator(_plain)]
Text = Annotated[str, Field(min_length=1, max_length=600), AfterValidator(_plain)]
#: Where something comes from: the document and its place, or that it is not published.
Source = Annotated[str, Field(max_length=300), AfterValidator(_plain)]
Seconds = Annotated[int, Field(strict=True, ge=1, le=7 * 86_400)]
Flag = Annotated[bool, Field(strict=True)]
#: F1 to F4 belong to the desk.
FunctionKey = Annotated[str, Field(pattern=r"^F([5-9]|1[0-2])$")]
Version = Annotated[str, Field(pattern=r"^[0-9]+(\.[0-9]+){0,3}$")]
#: Where on the screen a guard is met.
GoTo = Annotated[
    str, Field(pattern=r"^(grade|location|history|rationale|narrative|line_lost|end|question:.+)$")
]


class Part(BaseModel):
    """A table of a policy file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def values(self) -> dict[str, Any]:
        """The fields by name, tuples and models as they are."""
        return {name: getattr(self, name) for name in type(self).model_fields}


class Letter(Part):
    """``[[letter]]``: one letter of the assessment."""

    key: Key
    name: Name
    prompt: Sentence
    sign: Annotated[str, Field(max_length=2), AfterValidator(_plain)] = ""
    source: Source = ""

    def plain(self) -> policy.Letter:
        """As the domain has it."""
        return policy.Letter(**self.values())


class Grade(Part):
    """``[[grade]]``: a grade with its clocks in seconds; a target may be "not published"."""

    key: Key
    name: Name
    criterion: Sentence
    rank: Annotated[int, Field(strict=True, ge=1, le=20)]
    urgent: Flag
    accept_within_s: Seconds
    accept_within_source: Provenance
    target: Sentence
    review_after_s: Seconds | None = None
    review_source: Provenance = "product default"
    attend_within_s: Seconds | None = None
    attend_source: Provenance = "product default"
    source: Source = ""

    def plain(self) -> policy.Grade:
        """As the domain has it."""
        return policy.Grade(**self.values())


class Choice(Part):
    """One answer of a question."""

    key: Key
    label: Name


class Question(Part):
    """``[[question]]``: with choices it is a question of kind "choice", without one of text."""

    key: Key
    letter: Key
    title: Name
    ask: Sentence
    plain_words: Annotated[Sentence, Field(alias="plain")]
    why: Sentence
    choices: Annotated[tuple[Choice, ...], Field(max_length=9)] = ()
    about: tuple[Key, ...] = ()
    weight: Annotated[int, Field(strict=True, ge=0, le=100)] = 0
    safety_critical: Flag = False
    closing: Flag = False
    source: Source = ""

    def plain(self) -> policy.Question:
        """As the domain has it."""
        told = self.values()
        told["plain"] = told.pop("plain_words")
        told["choices"] = tuple(policy.Choice(c.key, c.label) for c in self.choices)
        return policy.Question(kind="choice" if self.choices else "text", **told)


class IncidentType(Part):
    """``[[incident_type]]``: what matters most for it, and what to tell the caller at once."""

    key: Key
    name: Name
    first: tuple[Key, ...] = ()
    advice: tuple[Key, ...] = ()

    def plain(self) -> policy.IncidentType:
        """As the domain has it."""
        return policy.IncidentType(**self.values())


class Marker(Part):
    """``[[marker]]``: a risk marker."""

    key: Key
    name: Name
    vulnerability: Flag

    def plain(self) -> policy.Marker:
        """As the domain has it."""
        return policy.Marker(**self.values())


class Rule(Part):
    """``[[rule]]``: one sentence that indicates a grade."""

    id: Key
    indicates: Key
    because: Sentence
    source: Provenance
    when: When

    def plain(self) -> policy.Rule:
        """As the domain has it."""
        return policy.Rule(**{**self.values(), "when": self.when.condition()})


class Approval(Part):
    """``approval = {…}`` of a guard: for which risk markers a supervisor decides, and how soon."""

    markers: Annotated[tuple[Key, ...], Field(min_length=1)]
    within_s: Seconds
    keeper: Key
    source: Provenance

    def plain(self) -> policy.Approval:
        """As the domain has it."""
        return policy.Approval(**self.values())


class Guard(Part):
    """``[[guard]]``: ``until`` may be left out where a rationale or a referral is what meets it."""

    id: Key
    holds: Annotated[tuple[Key, ...], Field(min_length=1)]
    when: When
    until: When | None = None
    takes_rationale: Flag = False
    sentence: Sentence
    go_to: GoTo
    open_item: Sentence
    source: Provenance
    referral: tuple[Key, ...] = ()
    approval: Approval | None = None

    def plain(self) -> policy.Guard:
        """As the domain has it: a line about it meets it where it takes one, so does a referral."""
        met: list[policy.Condition] = [self.until.condition()] if self.until else []
        if self.takes_rationale:
            met.append(Is("has_rationale", self.id))
        met += [Is("referral_accepted", team) for team in self.referral]
        told = self.values()
        told["when"] = self.when.condition()
        told["until"] = met[0] if len(met) == 1 else AnyOf(tuple(met))
        told["approval"] = self.approval.plain() if self.approval else None
        return policy.Guard(**told)


class Team(Part):
    """``[[team]]``: a team with a queue."""

    key: Key
    name: Name
    closes_incidents: Flag
    phone: Annotated[str, Field(pattern=r"^$|^[0-9 +()]{3,24}$")] = ""

    def plain(self) -> policy.Team:
        """As the domain has it."""
        return policy.Team(**self.values())


class Outcome(Part):
    """``[[outcome]]``: what can happen with an incident, and what the caller is told of it."""

    key: Key
    name: Name
    function_key: FunctionKey
    teams: tuple[Key, ...] = ()
    attends: Flag
    wants_appointment: Flag = False
    promise: Text
    promise_within_s: Seconds | None = None

    def plain(self) -> policy.Outcome:
        """As the domain has it."""
        return policy.Outcome(**self.values())


class Disposition(Part):
    """``[[disposition]]``: how a contact ends without an incident; a clock only if published."""

    key: Key
    name: Name
    promise: Text
    team: Key | None = None
    reply_within_s: Seconds | None = None
    fallback: Key | None = None

    def plain(self) -> policy.Disposition:
        """As the domain has it."""
        return policy.Disposition(**self.values())


class Advice(Part):
    """``[[advice]]``: first-minute advice to read out."""

    key: Key
    text: Text

    def plain(self) -> policy.Advice:
        """As the domain has it."""
        return policy.Advice(**self.values())


class Situation(Part):
    """``[[situation]]``: the advice to say first, and the risk markers that it offers."""

    key: Literal["child_calling"]
    advice: tuple[Key, ...] = ()
    offers: tuple[Key, ...] = ()

    def plain(self) -> policy.Situation:
        """As the domain has it."""
        return policy.Situation(**self.values())


def _many(least: int = 1, most: int = 400) -> Any:
    return Field(default=(), min_length=least, max_length=most, validate_default=True)


#: Letters are on Ctrl+1 to Ctrl+9, grades on Alt+1 to Alt+9.
KEYS: Final = 9


class File(Part):
    """A file of a policy; ``source`` holds for whatever in it names none of its own."""

    source: Source = ""


class ClocksTable(Part):
    """``[clocks]``: how long things wait where no grade says so, seconds; product defaults."""

    reassess_within_s: Seconds = Clocks().reassess_within_s
    call_back_within_s: Seconds = Clocks().call_back_within_s
    take_message_within_s: Seconds = Clocks().take_message_within_s
    reply_within_s: Seconds = Clocks().reply_within_s

    def plain(self) -> Clocks:
        """As the domain has it."""
        return Clocks(**self.values())


class PolicyFile(File):
    """``policy.toml``: whose policy it is, and its letters in the order of their keys."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    version: Version
    force: Name
    name: Name
    indication: IndicationShown
    letter: tuple[Letter, ...] = _many(most=KEYS)
    clocks: ClocksTable = ClocksTable()


class GradesFile(File):
    """``grades.toml``."""

    grade: tuple[Grade, ...] = _many(most=KEYS)


class QuestionsFile(File):
    """``questions.toml``."""

    question: tuple[Question, ...] = _many()


class TypesFile(File):
    """``incident_types.toml``."""

    incident_type: tuple[IncidentType, ...] = _many()


class MarkersFile(File):
    """``markers.toml``."""

    marker: tuple[Marker, ...] = _many()


class RulesFile(File):
    """``rules.toml``."""

    rule: tuple[Rule, ...] = _many()


class GuardsFile(File):
    """``guards.toml``."""

    guard: tuple[Guard, ...] = _many(0)


class RoutesFile(File):
    """``routes.toml``: teams, the outcomes that lead to them, and ends without an incident."""

    team: tuple[Team, ...] = _many()
    outcome: tuple[Outcome, ...] = _many()
    disposition: tuple[Disposition, ...] = _many()


class AdviceFile(File):
    """``advice.toml``."""

    advice: tuple[Advice, ...] = _many(0)
    situation: tuple[Situation, ...] = _many(0)
