"""What the hub can be asked, one method each: an answer is a value or a `Failure`."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

from workstation.desk.answers import (
    Alike,
    CallsElsewhere,
    ContactRecord,
    Failure,
    IncidentRecord,
    NotOurHub,
    QueuePage,
    Session,
    StepAnswer,
    StepAsk,
    TakenCall,
)
from workstation.desk.link.identity import DeviceCredential, HubIdentity
from workstation.desk.link.later import later
from workstation.desk.link.ports import LinkClock
from workstation.desk.link.question import COPY_S, NOT_OURS, READ_S, STREAM_QUIET_S, Question
from workstation.desk.supervising import Supervision
from workstation.domain.text import LINE

if TYPE_CHECKING:
    import httpx

    from workstation.desk.link import our_hub, reading
    from workstation.protocol import alike, open_cards, supervising, taking_over
    from workstation.protocol import callers as people
    from workstation.protocol import messages as wire
else:
    alike = later("workstation.protocol.alike")
    our_hub = later("workstation.desk.link.our_hub")
    people = later("workstation.protocol.callers")
    reading = later("workstation.desk.link.reading")
    wire = later("workstation.protocol.messages")
    supervising = later("workstation.protocol.supervising")
    taking_over = later("workstation.protocol.taking_over")

MachineKind = Literal["desk", "receiver", "supervisor"]


class HubClient:
    """The one link to one hub. Safe for several threads; `cut` ends whatever they wait for.

    The line itself is made by the thread that asks first; ``transport`` carries what is
    asked, TCP where none is given.
    """

    def __init__(
        self,
        identity: HubIdentity,
        clock: LinkClock,
        device: DeviceCredential | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._transport = transport
        self._identity = identity
        self._clock = clock
        self._building = threading.Lock()
        self._built: our_hub.OurHub | None = None
        self._is_cut = False
        self._device = device.header if device else None

    @property
    def hello(self) -> wire.Hello | None:
        """What our hub last said of itself, ``None`` since a failure."""
        return self._built.hello if self._built else None

    def ready(self) -> Failure | None:
        """Why our hub is not there; asked anew only after a failure."""
        return self._hub.ready()

    # -- as this machine --------------------------------------------------------------------------

    def enrol(
        self,
        code: str,
        desk_name: str,
        kind: MachineKind,
        before: wire.EnrolledBefore | None = None,
    ) -> wire.EnrolReply | Failure:
        """A credential for this machine, for a code that an administrator made."""
        ask = wire.EnrolAsk(code=code[:200], desk_name=desk_name[:100], kind=kind, before=before)
        return self._hub.ask(_post("/v1/enrol", None, ask), wire.EnrolReply)

    def send(self, batch: wire.EventBatch) -> wire.BatchReply | Failure:
        """The hub's reply to each event of ``batch``."""
        return self._hub.ask(_post("/v1/events", self._device, batch), wire.BatchReply)

    def report(self, told: supervising.DeskReport, read_s: float = READ_S) -> Failure | None:
        """Tell how this desk stands; ``read_s``: seconds to wait for the hub's word."""
        question = Question(
            "POST", "/v1/desks/report", self._device, told.model_dump_json(), read_s=read_s
        )
        answer = self._hub.ask(question, supervising.ReportReply)
        return None if isinstance(answer, supervising.ReportReply) else answer

    def changes(self, token: str, limit: int) -> wire.ChangesPage | Failure:
        """The page of changes after ``token``; an empty token begins at the beginning.

        A hub that begins anew by itself may have been restored: it is asked again who it is.
        """
        asked: dict[str, str | int] = {"token": token, "limit": limit}
        answer = self._hub.ask(
            Question("GET", "/v1/changes", self._device, params=asked), reading.WireFeedPage
        )
        if not isinstance(answer, reading.WireFeedPage):
            return answer
        if answer.reset:
            self._hub.doubt()
        return reading.feed_page(answer)

    def calls_elsewhere(self) -> CallsElsewhere | Failure:
        """Calls under way at other desks."""
        question = Question("GET", "/v1/calls-elsewhere", self._device)
        answer = self._hub.ask(question, taking_over.CallsElsewhere)
        if not isinstance(answer, taking_over.CallsElsewhere):
            return answer
        return reading.calls_elsewhere(answer)

    def take_over(self, contact_id: str) -> TakenCall | Failure:
        """Everything the hub holds of another desk's call; the same again counts once."""
        path = f"/v1/contacts/{_part(contact_id)}/take-over"
        answer = self._hub.ask(Question("POST", path, self._device), taking_over.TakeOverReply)
        if not isinstance(answer, taking_over.TakeOverReply):
            return answer
        try:
            return reading.taken_call(contact_id, answer)
        except ValueError:
            return NotOurHub(NOT_OURS)

    def callers_copy(
        self, begin: str, recent_days: int, limit: int, *, packed: bool = False
    ) -> people.CopyPage | Failure:
        """A page of the first copy of the people in scope; an empty ``begin``: the first page.

        ``packed``: for a thin line.
        """
        asked: dict[str, str | int] = {"begin": begin, "recent_days": recent_days, "limit": limit}
        if packed:
            asked["packed"] = "true"
        question = Question("GET", "/v1/callers/copy", self._device, params=asked, read_s=COPY_S)
        return self._hub.ask(question, people.CopyPage)

    def caller_changes(
        self, after: int, recent_days: int, limit: int, since: int | None = None
    ) -> people.CallerChanges | Failure:
        """People in scope that changed after a number, and who is gone.

        Of their histories what is new after ``since``, unless the hub is of a release before.
        """
        asked: dict[str, str | int] = {"after": after, "recent_days": recent_days, "limit": limit}
        if since is not None:
            asked["since"] = since
        question = Question("GET", "/v1/callers/changes", self._device, params=asked)
        return self._hub.ask(question, people.CallerChanges)

    def open_incidents(
        self, after: int, epoch: str, limit: int
    ) -> open_cards.OpenIncidentsPage | Failure:
        """The force's open incidents that changed after a number of an epoch, in short."""
        asked: dict[str, str | int] = {"after": after, "epoch": epoch, "limit": limit}
        question = Question("GET", "/v1/open-incidents", self._device, params=asked)
        answer = self._hub.ask(question, reading.WireCardsPage)
        return reading.cards_page(answer) if isinstance(answer, reading.WireCardsPage) else answer

    def current_policy(self) -> wire.WirePolicy | Failure:
        """Which policy is in force for new calls."""
        question = Question("GET", "/v1/policies/current", self._device)
        return self._hub.ask(question, wire.WirePolicy)

    def policy_package(self, policy_hash: str) -> bytes | Failure:
        """The bytes of a policy package."""
        question = Question("GET", f"/v1/policies/{_part(policy_hash)}", self._device)
        return self._hub.fetch(question, "application/octet-stream")

    # -- as a person ------------------------------------------------------------------------------

    def sign_in(self, user: str, password: str) -> Session | Failure:
        """A session for a person at this machine."""
        ask = wire.SignInAsk(user=user[:200], password=password[:1000])
        answer = self._hub.ask(_post("/v1/sign-in", self._device, ask), wire.SignInReply)
        return reading.session(answer) if isinstance(answer, wire.SignInReply) else answer

    def sign_out(self, token: str) -> Failure | None:
        """End a session."""
        answer = self._hub.fetch(Question("POST", "/v1/sign-out", _person(token)), "")
        return None if isinstance(answer, bytes) else answer

    def queue(self, team: str, token: str) -> QueuePage | Failure:
        """A team's queue as of now."""
        question = Question("GET", f"/v1/queues/{_part(team)}", _person(token))
        answer = self._hub.ask(question, wire.Queue)
        return reading.queue_page(answer) if isinstance(answer, wire.Queue) else answer

    def supervision(self, token: str) -> Supervision | Failure:
        """The whole control room as of now, for a supervisor."""
        question = Question("GET", "/v1/supervision", _person(token))
        answer = self._hub.ask(question, supervising.WireSupervision)
        if not isinstance(answer, supervising.WireSupervision):
            return answer
        return reading.supervision(answer)

    def step(self, ask: StepAsk, token: str) -> StepAnswer | Failure:
        """Take a receiver's step; the same ``op_id`` again counts once."""
        path = f"/v1/incidents/{_part(ask.incident_id)}/steps"
        said = replace(
            ask.words,
            cause=ask.words.cause[:LINE],
            letters=tuple(replace(one, text=one.text[:LINE]) for one in ask.words.letters),
        )
        step = wire.Step.model_validate({"op_id": ask.op_id, "step": ask.step, **asdict(said)})
        answer = self._hub.ask(_post(path, _person(token), step), wire.StepReply)
        return reading.step_answer(answer) if isinstance(answer, wire.StepReply) else answer

    def alike(self, incident_id: str, token: str) -> tuple[Alike, ...] | Failure:
        """Other open incidents that may be the same as one of the person's team."""
        path = f"/v1/incidents/{_part(incident_id)}/alike"
        answer = self._hub.ask(Question("GET", path, _person(token)), alike.AlikeReply)
        return reading.alike(answer) if isinstance(answer, alike.AlikeReply) else answer

    # -- as either --------------------------------------------------------------------------------

    def record(self, incident_id: str, token: str = "") -> IncidentRecord | Failure:
        """The hub's record of an incident, as a person or as this machine may read it."""
        path = f"/v1/incidents/{_part(incident_id)}"
        answer = self._hub.ask(Question("GET", path, self._either(token)), wire.Record)
        if not isinstance(answer, wire.Record):
            return answer
        try:
            return reading.record(answer)
        except ValueError:
            return NotOurHub(NOT_OURS)

    def contact_record(self, contact_id: str, token: str = "") -> ContactRecord | Failure:
        """The hub's record of a contact, as a person or as this machine may read it."""
        path = f"/v1/contacts/{_part(contact_id)}"
        answer = self._hub.ask(Question("GET", path, self._either(token)), wire.ContactRecord)
        if not isinstance(answer, wire.ContactRecord):
            return answer
        try:
            return reading.contact_record(answer)
        except ValueError:
            return NotOurHub(NOT_OURS)

    def news(self, token: str = "") -> AbstractContextManager[Iterator[str] | Failure]:
        """The lines of the stream that tells a person or this machine that there is news."""
        auth = self._either(token)
        return self._hub.listen(Question("GET", "/v1/changes/stream", auth, read_s=STREAM_QUIET_S))

    def load(self) -> None:
        """Load what is asked with, which the first question would wait for."""
        _ = self._hub, people.CopyPage

    def cut(self) -> None:
        """End the line for good: everything under way fails now, everything later at once."""
        with self._building:
            self._is_cut = True
            if self._built is not None:
                self._built.cut()

    def close(self) -> None:
        """Let go of the connections; after `cut`, when no thread asks any more."""
        if self._built is not None:
            self._built.close()

    @property
    def _hub(self) -> our_hub.OurHub:
        with self._building:
            if self._built is None:
                self._built = our_hub.OurHub(self._identity, self._clock, self._transport)
                if self._is_cut:
                    self._built.cut()
            return self._built

    def _either(self, token: str) -> str | None:
        return _person(token) if token else self._device


def _post(path: str, auth: str | None, message: wire.Message) -> Question:
    return Question("POST", path, auth, body=message.model_dump_json())


def _person(token: str) -> str:
    return f"Session {token}"


def _part(text: str) -> str:
    return quote(text, safe="")
