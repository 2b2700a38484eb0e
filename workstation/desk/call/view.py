"""Everything the call screen shows, read in one go; presenters turn it into words and shapes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from workstation.desk.ports import Draft, LinkState
from workstation.domain.alike import Likeness
from workstation.domain.callers.caller import Caller, OnRecord
from workstation.domain.callers.matters import Suggested
from workstation.domain.contact.place import PlaceNow
from workstation.domain.contact.state import Contact
from workstation.domain.grading import Change as WouldChange
from workstation.domain.grading import Held, Indication, OpenItem
from workstation.domain.handover import Alarm, HandOver
from workstation.domain.open_card import OpenCard, ToDo
from workstation.domain.policy import Outcome, Policy, Question
from workstation.domain.shift import Account, Tally
from workstation.domain.shift_hours import ByHour


@dataclass(frozen=True, slots=True)
class OutcomeState:
    """One outcome of the bar and what still holds it; empty ``held`` means it can go now.

    ``approval``: it can go now, and a supervisor decides afterwards.
    """

    outcome: Outcome
    held: tuple[Held, ...]
    approval: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the policy indicates. ``None`` as long as the force setting hides it."""

    indication: Indication
    would_change: tuple[WouldChange, ...]
    needs_reason: bool


@dataclass(frozen=True, slots=True)
class OpenNear:
    """What a call may be about, the likeliest first, and what it is linked to already.

    ``linked`` are ids with their cards, ``None`` where the incident is closed or has not arrived.
    ``as_of_utc`` is the age of the copy, ``None`` before the hub was ever heard.
    """

    proposals: tuple[Likeness, ...] = ()
    linked: tuple[tuple[str, OpenCard | None], ...] = ()
    as_of_utc: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a caller is to be asked, or was promised, about an open incident."""

    card: OpenCard
    task: ToDo


@dataclass(frozen=True, slots=True)
class Calling:
    """Who is calling, beside who is on record for the number.

    ``chosen``: whom on record the caller says to be. ``open_cards``: open incidents by the id of
    each person on record who rang about one. ``failure``: what this call may be, for a person to
    decide.
    """

    chosen: Caller | None = None
    open_cards: tuple[tuple[str, tuple[OpenCard, ...]], ...] = ()
    failure: Suggested | None = None


@dataclass(frozen=True, slots=True)
class CallView:
    """One contact as the screen shows it.

    ``place`` is the incident's as it stands now. ``policy_missing`` is a sentence while ``policy``
    is not the one the call was answered under. ``wanted``: what this caller is to be asked, and was
    promised before.
    """

    policy: Policy
    contact: Contact
    questions: tuple[Question, ...]
    next_question: Question | None
    judgement: Judgement | None
    outcomes: tuple[OutcomeState, ...]
    open_items: tuple[OpenItem, ...]
    on_record: OnRecord
    hand_overs: tuple[HandOver, ...]
    alarms: tuple[Alarm, ...]
    drafts: tuple[Draft, ...]
    unsaved: int
    saved_at: str | None
    fault: str
    unsent_facts: int
    policy_missing: str = ""
    place: PlaceNow | None = None
    near: OpenNear = OpenNear()
    wanted: tuple[Wanted, ...] = ()
    calling: Calling = Calling()


@dataclass(frozen=True, slots=True)
class CallRow:
    """One call of the tray: ringing, live or unfinished.

    ``lost``: its line broke off. ``alarms``: what was handed over from it needs a person now.
    """

    contact_id: str
    phase: str
    line: str
    number: str | None
    at_utc: str
    headline: str
    via: str = ""
    withheld: bool = False
    lost: bool = False
    alarms: bool = False


#: A person's sign-in at the hub: "without" was given by this desk while the hub is out of reach,
#: "lacking" is the same when the hub is there again, "ended" has run out.
HubSignIn = Literal["none", "given", "without", "lacking", "ended"]


@dataclass(frozen=True, slots=True)
class DeskView:
    """What the frame of the window shows: who, which calls, the link, news.

    ``loose`` is half-typed text while there is no call; ``need_attention`` counts what the hub did
    not take and nobody has settled; ``major`` are major incidents, the newest first; ``to_ask``
    counts what callers of the force are to be asked by ringing back.
    """

    desk_name: str
    person: str
    person_name: str
    hub_sign_in: HubSignIn
    calls: tuple[CallRow, ...]
    current: str | None
    link: LinkState
    news: tuple[str, ...]
    resumed: str = ""
    unsent_urgent_of_others: int = 0
    loose: tuple[Draft, ...] = ()
    need_attention: int = 0
    major: tuple[OpenCard, ...] = ()
    to_ask: int = 0


@dataclass(frozen=True, slots=True)
class ShiftView:
    """What came of the calls answered at this desk. ``own`` is None while nobody is signed in.

    ``open``: every record that is still open, however old, the oldest first. ``hours``: the desk by
    the hour, by the hub's clock.
    """

    at_utc: str
    own: Tally | None
    desk: Tally
    open: tuple[Account, ...] = ()
    hours: ByHour | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a command: nothing held, or the guards and one sentence."""

    done: bool
    sentence: str = ""
    held: tuple[Held, ...] = ()
    incident_id: str | None = None
