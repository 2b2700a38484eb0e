"""The use cases of taking calls, driven alike by the window, the simulator and the player.

Lives in the thread that owns the screens. What is decided is shown at once and written by the
journal's own thread; nothing here waits for a disk or a network.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from workstation.desk.call.hand_overs import HandOvers
from workstation.desk.call.identity import DeskIdentity, PersonAtDesk, PolicyShelf
from workstation.desk.call.live import LiveCall
from workstation.desk.call.reading import call_row, call_view
from workstation.desk.call.recall import recall, reopened
from workstation.desk.call.saving import Saving
from workstation.desk.call.view import CallView, DeskView, Result
from workstation.desk.call.watch import Watch
from workstation.desk.changes import Change, Changes
from workstation.desk.ports import Draft, Surroundings
from workstation.domain import desk_stream as desk
from workstation.domain.call_event import CallEvent
from workstation.domain.caller import OnRecord
from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.domain.contact.decide import NotNow, decide
from workstation.domain.events import Author, Happened
from workstation.domain.reference import reference

_SIGN_IN_FIRST: Final = "Sign in to take the call; it keeps ringing and nothing is lost."
#: What needs nobody signed in: what the telephone tells, facts, and an emergency.
_BY_ANYBODY: Final = (ask.Offer, ask.Record, ask.SendNow)
_NO_CALL: Final = "There is no call here; nothing was changed."


class Calls:
    """All calls of one desk: what can be done, and what the screens read."""

    def __init__(self, around: Surroundings, policies: PolicyShelf, identity: DeskIdentity) -> None:
        self._on = around
        self._policies = policies
        self._identity = identity
        self._person: PersonAtDesk | None = None
        self._calls: dict[str, LiveCall] = {}
        self._on_record: dict[str, OnRecord] = {}
        self._current: str | None = None
        self._loose: dict[str, Draft] = {}
        self._resumed = ""
        self._hand_overs = HandOvers(around.journal, around.cache, around.link, around.clock)
        self._watch = Watch(around, self._hand_overs)
        self._saving = Saving(around, self._watch.tell)

    @property
    def changes(self) -> Changes:
        """Where screens subscribe."""
        return self._on.changes

    # -- people -------------------------------------------------------------------------------

    def sign_in(self, person: PersonAtDesk) -> None:
        """``person`` takes the desk; what the last person left unsent goes on being sent."""
        self._person = person
        roles = tuple(sorted(person.roles))
        self._write_desk(desk.SignedIn(person.user, person.name, roles, person.offline))
        if left := self._hand_overs.undelivered_urgent():
            self._watch.tell(f"{left} urgent hand-over from before your shift has no receipt yet.")
        self.changes.publish(Change.SIGN_IN)

    def sign_out(self) -> None:
        """The person leaves; calls, drafts and what waits stay where they are."""
        if self._person is None:
            return
        self._write_desk(desk.SignedOut(self._person.user))
        self._person = None
        self.changes.publish(Change.SIGN_IN)

    # -- telephony ----------------------------------------------------------------------------

    def hear(self, event: CallEvent) -> None:
        """One step of a call, from whichever source of calls."""
        contact_id = self._contact_of(event.call_id)
        if event.kind == "offered":
            self._offered(contact_id, event)
        elif event.kind == "answered":
            self.answer(contact_id)
        elif contact_id in self._calls:
            self._record_step(contact_id, event)

    def answer(self, contact_id: str | None = None) -> Result:
        """Take a ringing call, the longest waiting one when none is named."""
        if self._person is None:
            return Result(False, _SIGN_IN_FIRST)
        ringing = [c for c in self._calls.values() if c.contact.phase == "ringing"]
        chosen = self._calls.get(contact_id) if contact_id else next(iter(ringing), None)
        if chosen is None or chosen.contact.phase != "ringing":
            return Result(False, _NO_CALL)
        result = self.do(ask.Answer(), chosen.contact_id)
        if result.done:
            self.show(chosen.contact_id)
            self._check_history(chosen)
        return result

    # -- the call -----------------------------------------------------------------------------

    def do(
        self, command: ask.Command, contact_id: str | None = None, *, clears: Sequence[str] = ()
    ) -> Result:
        """Decide ``command`` for a call, the current one when none is named.

        ``clears`` names the half-typed fields that the command commits; an outcome commits all.
        """
        live = self._calls.get(contact_id or self._current or "")
        if live is None:
            return Result(False, _NO_CALL)
        if self._person is None and not isinstance(command, _BY_ANYBODY):
            return Result(False, _SIGN_IN_FIRST)
        if isinstance(command, ask.HandOver | ask.Dispose):
            half = {d.field: d.text for d in live.drafts.values() if d.field not in clears}
            command = replace(command, typed=tuple(half.values()))
            clears = (*clears, *half)
        try:
            decided = decide(live.contact, live.entries, command, self._context(live))
        except NotNow as why:
            return Result(False, str(why))
        except KeyError as unknown:
            return Result(False, f"The pinned policy has no {unknown}; nothing was changed.")
        self._write(decided.events, live, clears)
        incident_id = live.contact.incident_id
        return Result(not decided.held, held=decided.held, incident_id=incident_id)

    def send_now(self) -> Result:
        """Everything known of the current call goes at once, half-typed texts included."""
        live = self._calls.get(self._current or "")
        if live is None:
            return Result(False, _NO_CALL)
        typed = tuple(d.text for d in live.drafts.values() if d.text.strip())
        return self.do(ask.SendNow(typed), live.contact_id, clears=tuple(live.drafts))

    def draft(self, name: str, text: str, cursor: int, contact_id: str | None = None) -> None:
        """Keep half-typed text of the field ``name``; durable within a second.

        Without any call it is kept for the next one.
        """
        kept = Draft(name, text, cursor, self._on.clock.moment().at_utc)
        live = self._calls.get(contact_id or self._current or "")
        drafts = self._loose if live is None else live.drafts
        drafts[name] = kept
        self._on.journal.set_draft(live.contact_id if live else self._identity.stream_id, kept)
        self.changes.publish(Change.DRAFT)

    def show(self, contact_id: str) -> None:
        """Make a call the current one; the one before stays in the tray as it is."""
        if contact_id in self._calls:
            self._current = contact_id
            self._on.journal.remember("current", contact_id)
            self.changes.publish(Change.CALL)

    def at(self, place: str) -> None:
        """Where the advisor is on the screen, to open there again."""
        self._on.journal.remember("place", place)

    def place(self) -> str:
        """Where the advisor was on the screen last."""
        return self._on.journal.recall("place") or "narrative"

    def resume(self) -> str:
        """Open what was unfinished when this program last stopped; a sentence, or nothing."""
        found = recall(self._on.journal, self._policies, self._identity.stream_id)
        for live in found.calls:
            self._calls[live.contact_id] = live
            self._look_up(live)
        for event, body in found.requests:
            self._hand_overs.recalled(event, body)
        for raised, body_of_it in found.raises:
            self._hand_overs.recalled_raise(raised, body_of_it)
        self._bring_back()
        self._loose = {d.field: d for d in self._on.journal.drafts(self._identity.stream_id)}
        self._current = found.current
        self._resumed = found.sentence
        self.changes.publish(Change.CALL, Change.HAND_OVER)
        return found.sentence

    # -- news from the threads, in the owning thread --------------------------------------------

    def delivered(self, event_ids: Sequence[str]) -> None:
        """The hub answered for these events of this desk."""
        self._hand_overs.refresh()
        self._bring_back()
        self.changes.publish(Change.HAND_OVER, Change.LINK)

    def hub_news(self, incident_ids: Iterable[str]) -> None:
        """The hub's copy of these incidents changed."""
        self._watch.hub_news(incident_ids)
        self._bring_back()

    def callers_changed(self) -> None:
        """The cache took in callers; what is on record for open calls is read again."""
        for live in self._calls.values():
            self._look_up(live)
        self.changes.publish(Change.ON_RECORD)

    def link_changed(self) -> None:
        """The link came, went, or has another number waiting."""
        self.tick()
        self.changes.publish(Change.LINK)

    def saving_trouble(self, sentence: str) -> None:
        """Why nothing can be saved at the moment; empty when saving has resumed."""
        self._saving.trouble(sentence)

    def use(self, policies: PolicyShelf) -> None:
        """Another policy is in force: for calls that come, never for those under way."""
        self._policies = policies

    def tick(self) -> None:
        """About once a second: alarms that have become due."""
        self._watch.tick()
        self._bring_back()

    # -- readings -------------------------------------------------------------------------------

    def view(self, contact_id: str | None = None) -> CallView | None:
        """What the screen shows of a call, the current one when none is named."""
        live = self._calls.get(contact_id or self._current or "")
        if live is None:
            return None
        on_record = self._on_record.get(live.contact_id) or self._look_up(live)
        return call_view(live, on_record, self._hand_overs, self._saving.fault)

    def desk_view(self) -> DeskView:
        """What the frame of the window shows."""
        person = self._person
        need = self._hand_overs.in_need()
        shown = (c for c in self._calls.values() if not c.contact.disposition)
        back = (c for i, c in self._calls.items() if c.contact.disposition and i in need)
        return DeskView(
            desk_name=self._identity.desk_name,
            person=person.user if person else "",
            person_name=person.name if person else "",
            signed_in_offline=bool(person and person.offline),
            calls=tuple(call_row(c) for c in (*shown, *back)),
            current=self._current,
            link=self._on.link.state(),
            news=self._watch.news,
            resumed=self._resumed,
            loose=tuple(self._loose.values()),
            unsent_urgent_of_others=self._hand_overs.undelivered_urgent(),
        )

    def wait_saved(self, timeout_s: float) -> bool:
        """Wait until everything is durable; for programs without a window, and for closing one."""
        return self._saving.wait(timeout_s)

    # -- within -----------------------------------------------------------------------------------

    def _contact_of(self, call_id: str) -> str:
        """The newest contact of a call; telephony may offer one again, or use its id again."""
        calls = reversed(self._calls.values())
        known = (
            c.contact_id for c in calls if c.contact.call and c.contact.call.call_id == call_id
        )
        return next(known, f"contact:{call_id}")

    def _offered(self, contact_id: str, event: CallEvent) -> None:
        known = self._calls.get(contact_id)
        if known and known.contact.phase != "ended" and known.contact.disposition is None:
            return
        if known or self._on.journal.stream(contact_id):
            contact_id = f"contact:{self._on.new_id()}"
        live = LiveCall(contact_id, self._policies.current)
        self._calls[contact_id] = live
        offered = facts.CallOffered(
            event.call_id, event.line, event.number, event.withheld, event.dialled
        )
        self.do(ask.Offer(offered), contact_id)
        self._look_up(live)
        if self._current is None:
            self.show(contact_id)
            self._adopt_loose(live)
        self.changes.publish(Change.CALL)

    def _bring_back(self) -> None:
        """An ended contact of an earlier run is here again as soon as its hand-over needs us."""
        missing = sorted(self._hand_overs.in_need() - self._calls.keys())
        for contact_id in missing:
            live = reopened(self._on.journal, self._policies, contact_id)
            self._calls[contact_id] = live
            self._look_up(live)
        if missing:
            self.changes.publish(Change.CALL)

    def _adopt_loose(self, live: LiveCall) -> None:
        """What was typed before any call belongs to the first that comes."""
        for name, kept in self._loose.items():
            if kept.text:
                self.draft(name, kept.text, kept.cursor, live.contact_id)
                emptied = Draft(name, "", 0, kept.at_utc)
                self._on.journal.set_draft(self._identity.stream_id, emptied)
        self._loose.clear()

    def _record_step(self, contact_id: str, event: CallEvent) -> None:
        steps: dict[str, Any] = {
            "held": facts.CallHeld(),
            "resumed": facts.CallResumed(),
            "ended": facts.CallEnded(event.cause),
        }
        self.do(ask.Record(steps[event.kind]), contact_id)
        self.changes.publish(Change.CALL)

    def _look_up(self, live: LiveCall) -> OnRecord:
        number = live.contact.call.number if live.contact.call else None
        found = self._on.cache.on_record(number)
        self._on_record[live.contact_id] = found
        return found

    def _check_history(self, live: LiveCall) -> None:
        shown = self._look_up(live)
        seen = tuple(c.caller_id for c in shown.callers)
        if shown.as_of_utc is not None:
            checked = facts.HistoryChecked(len(seen), shown.as_of_utc, seen)
            self.do(ask.Record(checked), live.contact_id)
        if seen:
            number = live.contact.call.number if live.contact.call else None
            self._write_desk(desk.Consulted(seen, number, "live call", live.contact_id))

    def _context(self, live: LiveCall) -> ask.Context:
        return ask.Context(
            policy=live.policy,
            desk_stream=self._identity.stream_id,
            desk_name=self._identity.desk_name,
            actor=self._author().actor,
            advisor_name=self._person.name if self._person else "",
            at_utc=self._on.clock.moment().at_utc,
            new_id=self._on.new_id,
            next_reference=self._reference,
            unheld=self._hand_overs.unheld(live.contact_id),
        )

    def _reference(self) -> str:
        return reference(self._identity.reference_block, self._hand_overs.count() + 1)

    def _author(self) -> Author:
        person = self._person
        if person is None:
            return Author(self._identity.realm, self._identity.desk_id, "")
        return Author(self._identity.realm, person.user, person.sign_in)

    def _write_desk(self, body: Any) -> None:
        happened = Happened(self._on.new_id(), self._identity.stream_id, body)
        self._saving.append((happened,), self._author())

    def _write(self, happened: tuple[Happened, ...], live: LiveCall, clears: Sequence[str]) -> None:
        if not happened:
            return
        author = self._author()
        at_utc = self._on.clock.moment().at_utc
        self._saving.append(happened, author, live, clears)  # what it refuses is never shown
        live.decided(happened, at_utc, author.actor)
        for name in clears:
            live.drafts.pop(name, None)
        for one in happened:
            if isinstance(one.body, desk.HandOverRequested):
                self._hand_overs.asked(one.event_id, one.body, self._on.clock.monotonic())
            elif isinstance(one.body, desk.GradeRaised):
                self._hand_overs.raised(one.event_id, one.body, self._on.clock.monotonic())
        self.changes.publish(Change.CONTACT, Change.HAND_OVER)
