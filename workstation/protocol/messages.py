"""The messages between desk, receiver and hub, version 1: JSON over HTTP, pydantic at this edge."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from workstation.domain.events import Event, Moment, PolicyRef, Realm
from workstation.domain.incident.steps import StepName
from workstation.domain.incident.tasks import Kind as TaskKind
from workstation.protocol.limits import BATCH, PAYLOAD_LIMIT, VERSIONS


class Message(BaseModel):
    """Unknown keys are ignored, so that a newer side may say more. Faults never quote values."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)


class Hello(Message):
    """Who the hub is. ``epoch`` changes when the hub was restored; ``now_utc`` is its clock."""

    product: Literal["workstation-hub"] = "workstation-hub"
    realm: Realm
    hub_id: str
    epoch: str
    versions: tuple[int, ...] = VERSIONS
    now_utc: str


class WirePolicy(Message):
    """`workstation.domain.events.PolicyRef` on the wire."""

    id: str
    version: str
    hash: str


class WireEvent(Message):
    """A sealed event on the wire; ``payload`` is its UTF-8 text, never parsed and re-written."""

    event_id: str = Field(max_length=64)
    stream_id: str = Field(max_length=120)
    store_id: str = Field(max_length=64)
    store_seq: int = Field(ge=1, lt=2**63)
    stream_seq: int = Field(ge=1, lt=2**63)
    prev_hash: str = Field(max_length=64)
    type: str = Field(max_length=80)
    v: int = Field(ge=1, lt=2**31)
    realm: Realm
    actor: str = Field(max_length=200)
    sign_in: str = Field(max_length=64)
    cause_id: str | None = Field(default=None, max_length=64)
    seen_hub_no: int = Field(ge=0, lt=2**63)
    at_utc: str = Field(max_length=40)
    mono_ns: int = Field(ge=0, lt=2**63)
    boot_id: str = Field(max_length=64)
    hub_offset_ms: int | None = Field(default=None, gt=-(2**53), lt=2**53)
    policy: WirePolicy | None = None
    payload: str | None = Field(default=None, max_length=PAYLOAD_LIMIT)
    payload_salt: str | None = Field(default=None, max_length=128)
    payload_digest: str = Field(max_length=64)
    hash: str = Field(max_length=64)

    @classmethod
    def of(cls, event: Event) -> WireEvent:
        """``event`` ready to be sent."""
        plain = {name: getattr(event, name) for name in _SAME}
        pinned = event.policy
        return cls(
            **plain,
            policy=WirePolicy(id=pinned.id, version=pinned.version, hash=pinned.hash)
            if pinned
            else None,
            payload=event.payload.decode("utf-8") if event.payload is not None else None,
            payload_salt=event.payload_salt.hex() if event.payload_salt is not None else None,
        )

    def event(self) -> Event:
        """The sealed event that was sent. Raises ValueError when the salt is not hexadecimal."""
        plain = {name: getattr(self, name) for name in _SAME}
        return Event(
            **plain,
            policy=PolicyRef(self.policy.id, self.policy.version, self.policy.hash)
            if self.policy
            else None,
            payload=self.payload.encode("utf-8") if self.payload is not None else None,
            payload_salt=bytes.fromhex(self.payload_salt) if self.payload_salt else None,
        )


_SAME: Final = tuple(
    n for n in WireEvent.model_fields if n not in ("policy", "payload", "payload_salt")
)


class WireMoment(Message):
    """`workstation.domain.events.Moment` on the wire, by the clocks that the events were made by.

    How far the hub's clock is away is each event's own word.
    """

    at_utc: str = Field(max_length=40)
    mono_ns: int = Field(ge=0, lt=2**63)
    boot_id: str = Field(max_length=64)

    def moment(self) -> Moment:
        """The moment that was sent."""
        return Moment(self.at_utc, self.mono_ns, self.boot_id)


class EventBatch(Message):
    """Events of one store in store order. Each is judged by itself; none holds up the others.

    The items are read one by one, so that one unreadable item is set aside and not the batch.
    ``sent``: the desk's own time while it sends, which tells how old its events are; older desks
    do not say it.
    """

    store_id: str = Field(max_length=64)
    sent: WireMoment | None = None
    events: tuple[dict[str, object], ...] = Field(max_length=BATCH)


Status = Literal[
    "stored", "stored_before", "refused", "unreadable", "wrong_realm", "gone", "forked", "later"
]


class EventReply(Message):
    """What the hub did with one event. ``hub_no`` is the change number it became."""

    event_id: str
    status: Status
    cause: str = ""
    hub_no: int | None = None


class BatchReply(Message):
    """One reply for each event, in order. ``backed_up_to`` is the store number safe in a backup."""

    replies: tuple[EventReply, ...]
    now_utc: str
    backed_up_to: int = 0


class Change(Message):
    """One number of the change feed: an event, or the tombstone of one that left the scope."""

    no: int
    kind: Literal["event", "gone"]
    event: WireEvent | None = None
    stream_id: str


class ChangesPage(Message):
    """Changes after a token, oldest first. ``token`` is (epoch, scope hash, number) as text.

    ``reset`` says that the token was of another epoch or scope: forget the copy, read from here.
    """

    changes: tuple[Change, ...]
    token: str
    up_to: int
    more: bool
    reset: bool = False


class SignInAsk(Message):
    """A person signs in at an enrolled machine."""

    user: str = Field(max_length=200)
    password: str = Field(max_length=1000)


class Person(Message):
    """A signed-in person: roles from the one table, teams they receive for."""

    user: str
    name: str
    roles: tuple[str, ...]
    teams: tuple[str, ...] = ()


class SignInReply(Message):
    """A session. ``token`` goes into the header ``Authorization: Session TOKEN``.

    ``good_for_s``: seconds until it ends; an older hub does not say.
    """

    sign_in: str
    token: str
    person: Person
    offline_days: int
    good_for_s: float | None = None


class EnrolledBefore(Message):
    """Which desk a machine was, and the store that it still holds whole.

    ``store_seq`` is the number of the store's newest event; ``proof`` the payload salt of its first
    one, hexadecimal, which nobody but this machine and its hub has ever seen.
    """

    desk_id: str = Field(max_length=64)
    store_id: str = Field(max_length=64)
    store_seq: int = Field(ge=1, lt=2**63)
    proof: str = Field(max_length=128)


class EnrolAsk(Message):
    """A machine asks for its own credential with a code that an administrator made.

    ``before``: it was enrolled already and goes on as the same desk, if the hub knows it so.
    """

    code: str = Field(max_length=200)
    desk_name: str = Field(max_length=100)
    kind: Literal["desk", "receiver", "supervisor"] = "desk"
    before: EnrolledBefore | None = None


class EnrolReply(Message):
    """The credential goes into ``Authorization: Device DESK_ID:SECRET``; the key wraps journals."""

    desk_id: str
    secret: str
    realm: Realm
    hub_id: str
    recovery_public_key: str
    reference_block: str


class WireLetter(Message):
    """`workstation.domain.incident.work_events.LetterLine` on the wire."""

    letter: str = Field(max_length=20)
    name: str = Field(max_length=80)
    text: str = Field(max_length=4000)


class WireTask(Message):
    """A task that nobody has done yet; ``owner`` does it, ``team`` owes it where it is named."""

    task_id: str
    kind: TaskKind
    text: str
    since: str
    within_s: int
    overdue: bool = False
    owner: Literal["team", "supervisor", "advisors"] = "team"
    team: str = ""
    contact_id: str = ""


class QueueItem(Message):
    """One incident as a team's queue shows it; the whole record is read by its id.

    ``unseen`` is what alarms until the team has seen it; ``added`` is how much else came after the
    hand-over and was not seen, with the newest of it; ``major`` is a major incident's briefing;
    ``lowering_to`` the lower grade that waits for a supervisor.
    """

    incident_id: str
    reference: str
    team: str
    team_name: str
    standing: Literal["delivered", "accepted", "refused", "closed"]
    grade: str
    grade_name: str
    grade_rank: int
    urgent: bool
    top: bool
    headline: str
    place: str
    vulnerable: bool
    delivered_at: str
    waiting_since: str
    accept_within_s: int
    overdue: bool
    claimed_by: str = ""
    accepted_by: str = ""
    desk_name: str = ""
    delayed: bool = False
    approval: Literal["", "pending", "given", "refused", "met"] = ""
    approval_since: str = ""
    approval_overdue: bool = False
    approval_because: str = ""
    approval_rationale: str = ""
    approval_by: str = ""
    kind: Literal["incident", "message"] = "incident"
    assigned_to: str = ""
    attended_at: str = ""
    lowering_to: str = ""
    lowering_by: str = ""
    lowering_reason: str = ""
    lowering_since: str = ""
    lowering_letters: tuple[WireLetter, ...] = ()
    major: str = ""
    unseen: tuple[str, ...] = ()
    added: int = 0
    added_last: str = ""
    tasks: tuple[WireTask, ...] = ()


class Queue(Message):
    """A team's queue in the order it is to be worked, as of a change number."""

    items: tuple[QueueItem, ...]
    up_to: int
    now_utc: str


class Step(Message):
    """A step of a receiver or a supervisor on one incident; ``cause`` are the words it needs.

    ``grade`` is a key of the policy; ``to`` is who it is assigned to; ``other`` names another
    incident; ``upto_seq`` is the newest event that was seen. ``op_id`` makes a repeated step count
    once.
    """

    op_id: str = Field(max_length=64)
    step: StepName
    cause: str = Field(default="", max_length=4000)
    team: str = Field(default="", max_length=80)
    team_name: str = Field(default="", max_length=200)
    grade: str = Field(default="", max_length=80)
    to: str = Field(default="", max_length=200)
    task_id: str = Field(default="", max_length=80)
    other: str = Field(default="", max_length=120)
    upto_seq: int = Field(default=0, ge=0, lt=2**31)
    letters: tuple[WireLetter, ...] = Field(default=(), max_length=20)


class StepReply(Message):
    """Whether the step took effect; if not, why, in words for the receiver."""

    done: bool
    cause: str = ""
    item: QueueItem | None = None


class Record(Message):
    """The hub's stored record of one incident: every event of it, its contacts and its requests."""

    incident_id: str
    incident: tuple[WireEvent, ...]
    contacts: dict[str, tuple[WireEvent, ...]]
    requests: tuple[WireEvent, ...]


class ContactRecord(Message):
    """The hub's stored record of one contact."""

    contact_id: str
    events: tuple[WireEvent, ...]
    requests: tuple[WireEvent, ...] = ()


class Problem(Message):
    """Every error body: one sentence for a person, one word for a program."""

    word: str
    sentence: str
