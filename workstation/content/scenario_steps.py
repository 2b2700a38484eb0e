"""The steps of a scripted call: what the advisor does, in the words of a scenario file.

Each class is one value of ``do``. ``at`` is seconds of call time since the call was answered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import Field

from workstation.domain.contact.course import Sign, Tried
from workstation.domain.contact.facts import Ending, Role, Safe, Safety, YesNo
from workstation.domain.location import About, Source

#: Read by pydantic: a key that a step does not have is a fault of the file, not a surplus.
STRICT: Final = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    __pydantic_config__: ClassVar[Any] = STRICT
    at: Annotated[float, Field(ge=0, le=7_200)]
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(_Step):
    """Take the ringing call."""

    do: Literal["answer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(_Step):
    """Type a line of the story; ``verbatim`` marks the caller's own words."""

    do: Literal["line"]
    text: str
    verbatim: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkBy(_Step):
    """Choose the incident type that orders the questions."""

    do: Literal["type"]
    incident_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(_Step):
    """End a question, in any order; ``by_taps`` where nobody spoke."""

    do: Literal["question"]
    question: str
    ending: Ending = "answered"
    choice: str | None = None
    text: str = ""
    wording: Literal["ask", "plain"] = "ask"
    by_taps: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker(_Step):
    """Set or clear a risk marker."""

    do: Literal["marker"]
    marker: str
    state: Literal["set", "cleared", "undecided"] = "set"
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(_Step):
    """A fix arrives or is told. ``radius_m`` is metres."""

    do: Literal["place"]
    about: About = "incident"
    source: Source
    text: str
    lat: float | None = None
    lon: float | None = None
    radius_m: float | None = None
    postcode: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBack(_Step):
    """Read a place back to the caller."""

    do: Literal["read_back"]
    about: About = "incident"
    confirmed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(_Step):
    """Put a person on record; the same ``person`` again gives the newer words."""

    do: Literal["person"]
    person: str
    role: Role
    name: str = ""
    born: str = ""
    description: str = ""
    injuries: str = ""
    where_now: str = ""
    relation: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vehicle(_Step):
    """Put a vehicle on record; the same ``vehicle`` again gives the newer words."""

    do: Literal["vehicle"]
    vehicle: str
    registration: str = ""
    description: str = ""
    direction: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerSafety(_Step):
    """What officers must know first."""

    do: Literal["officer_safety"]
    status: Safety
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service(_Step):
    """Ask or tell another service."""

    do: Literal["service"]
    service: Literal["ambulance", "fire", "coastguard", "council", "other"]
    reference: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice(_Step):
    """Give the caller advice; ``key`` names the policy's advice."""

    do: Literal["advice"]
    text: str
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access(_Step):
    """How this person can be reached and heard."""

    do: Literal["access"]
    interpreter_language: str = ""
    adjustments: tuple[str, ...] = ()
    forbidden_contact: tuple[str, ...] = ()
    safe_to_ring: YesNo = "not_asked"
    safe_to_text: YesNo = "not_asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing(_Step):
    """Who speaks, and for whom."""

    do: Literal["standing"]
    third_party: bool = False
    on_behalf_of: str = ""
    anonymous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CallBack(_Step):
    """How to reach the caller again: the number, whether that is safe, who does it and when."""

    do: Literal["call_back"]
    number: str
    note: str = ""
    safe_to_ring: Safe = "not_asked"
    safe_to_text: Safe = "not_asked"
    who_rings: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RangBack(_Step):
    """One attempt to ring the caller back, and how it went."""

    do: Literal["rang_back"]
    number: str
    result: Tried
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SilentSign(_Step):
    """A sign of a caller who does not speak: 55 pressed, sounds, a code word."""

    do: Literal["sign"]
    sign: Sign
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersBy(_Step):
    """From here on the caller answers by taps, or by voice again."""

    do: Literal["answers_by"]
    how: Literal["taps", "voice"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise(_Step):
    """Tell the caller what will happen; ``within_min`` is absent where no time is given."""

    do: Literal["promise"]
    text: str
    within_min: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfTyped(_Step):
    """Text typed into a field and not yet committed."""

    do: Literal["half_typed"]
    field: str = "narrative"
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade(_Step):
    """The advisor's decision."""

    do: Literal["grade"]
    grade: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rationale(_Step):
    """A line of the advisor's reasoning; ``about`` is a guard's id or a letter."""

    do: Literal["rationale"]
    about: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """Times and ways of contact the caller wishes; no slot is promised."""

    __pydantic_config__: ClassVar[Any] = STRICT
    times: str
    contact: str
    avoid: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver(_Step):
    """Give the incident to a team by an outcome of the policy; no team: the outcome's first."""

    do: Literal["hand_over"]
    outcome: str
    team: str | None = None
    appointment: Appointment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SendNow(_Step):
    """F12: send what is known, half-typed text included."""

    do: Literal["send_now"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReRoute(_Step):
    """Give the refused incident to another team."""

    do: Literal["reroute"]
    team: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct(_Step):
    """Correct what was sent."""

    do: Literal["correct"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandDown(_Step):
    """Police are no longer needed; the receiver decides."""

    do: Literal["stand_down"]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Telephone(_Step):
    """The line itself: put on hold, taken back, or closed by somebody."""

    do: Literal["telephone"]
    event: Literal["held", "resumed", "ended"]
    cause: Literal["caller", "desk", "lost"] = "caller"


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitFor(_Step):
    """Go on only when the newest hand-over has come to this state."""

    do: Literal["wait_for"]
    state: Literal["delivered", "accepted", "refused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispose(_Step):
    """End the contact: whether anyone is in danger is asked here at the latest, and ``told`` is
    what the caller was promised with the end.
    """

    do: Literal["dispose"]
    disposition: str
    note: str = ""
    danger: Literal["yes", "no", "not_known"] | None = None
    told: str = ""


Step = (
    Answer | Line | WorkBy | Question | Marker | Place | ReadBack | Person | Vehicle
    | OfficerSafety | Service | Advice | Access | Standing | CallBack | RangBack
    | SilentSign | AnswersBy | Promise | HalfTyped | Grade | Rationale | HandOver | SendNow
    | ReRoute | Correct | StandDown | Telephone | WaitFor | Dispose
)  # fmt: skip

#: A step as a file says it: ``do`` tells which.
StepInFile = Annotated[Step, Field(discriminator="do")]
