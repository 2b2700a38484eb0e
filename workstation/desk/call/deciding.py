"""Decides what is asked of a call, shows it at once and has it written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, TypeGuard

from workstation.desk.call.attendance import Attendance
from workstation.desk.call.half_typed import words
from workstation.desk.call.hand_overs import HandOvers
from workstation.desk.call.identity import DeskIdentity
from workstation.desk.call.live import LiveCall
from workstation.desk.call.saving import Saving
from workstation.desk.call.shift_book import ShiftBook
from workstation.desk.call.suggesting import suggested
from workstation.desk.call.view import Result
from workstation.desk.changes import Change
from workstation.desk.ports import Surroundings
from workstation.domain import desk_stream as desk
from workstation.domain.contact import commands as ask
from workstation.domain.contact.decide import NotNow, decide
from workstation.domain.contact.facts import CallAnswered, CallEnded, ContactDisposed
from workstation.domain.events import Happened
from workstation.domain.reference import reference

SIGN_IN_FIRST: Final = "Sign in to take the call; it keeps ringing and nothing is lost."
NO_CALL: Final = "There is no call here; nothing was changed."
#: What needs nobody signed in: what the telephone tells, facts, and an emergency.
_BY_ANYBODY: Final = (ask.Offer, ask.Record, ask.SendNow)

_Committing = ask.HandOver | ask.Dispose | ask.Record | ask.Together


class Deciding:
    """The one way in which something comes to be in a call."""

    def __init__(
        self,
        around: Surroundings,
        identity: DeskIdentity,
        attendance: Attendance,
        hand_overs: HandOvers,
        saving: Saving,
        shift: ShiftBook,
    ) -> None:
        self._on = around
        self._identity = identity
        self._attendance = attendance
        self._hand_overs = hand_overs
        self._saving = saving
        self._shift = shift

    def do(self, live: LiveCall | None, command: ask.Command, clears: Sequence[str] = ()) -> Result:
        """Decide ``command`` for ``live``; ``clears`` names the half-typed fields it commits.

        An outcome and a line that was lost commit all text; what is chosen in a form that was not
        kept stays half-done until the contact ends.
        """
        if live is None:
            return Result(False, NO_CALL)
        if self._attendance.person is None and not _by_anybody(command):
            return Result(False, SIGN_IN_FIRST)
        if _commits(command):
            half = words(d for d in live.drafts.values() if d.field not in clears)
            command = replace(command, typed=tuple(half.values()))
            clears = (*clears, *half)
        try:
            decided = decide(live.contact, live.entries, command, self._context(live))
        except NotNow as why:
            return Result(False, str(why))
        except KeyError as unknown:
            return Result(False, f"The policy of this call has no {unknown}; nothing was changed.")
        if any(isinstance(h.body, ContactDisposed) for h in decided.events):
            clears = (*clears, *live.drafts)  # what is half-chosen ends with the contact
        context = (live.contact, live.policy, decided.events)
        more = suggested(*context, self._on.cues(), self._on.new_id)
        self._write((*decided.events, *more), live, clears)
        incident_id = live.contact.incident_id
        return Result(not decided.held, held=decided.held, incident_id=incident_id)

    def send_now(self, live: LiveCall | None) -> Result:
        """Everything known of a call goes at once, half-typed texts included."""
        if live is None:
            return Result(False, NO_CALL)
        half = words(live.drafts.values())
        return self.do(live, ask.SendNow(tuple(half.values())), tuple(half))

    def _context(self, live: LiveCall) -> ask.Context:
        person = self._attendance.person
        return ask.Context(
            policy=live.policy,
            desk_stream=self._identity.stream_id,
            desk_name=self._identity.desk_name,
            actor=self._attendance.author.actor,
            advisor_name=person.name if person else "",
            at_utc=self._on.clock.moment().at_utc,
            new_id=self._on.new_id,
            next_reference=self._reference,
            unheld=self._hand_overs.unheld(live.contact_id),
            referrals=self._hand_overs.referrals(live.contact_id),
        )

    def _reference(self) -> str:
        return reference(self._identity.reference_block, self._hand_overs.count() + 1)

    def _write(self, happened: tuple[Happened, ...], live: LiveCall, clears: Sequence[str]) -> None:
        if not happened:
            return
        author = self._attendance.author
        at = self._on.clock.moment()
        self._saving.append(happened, author, live, clears)  # what it refuses is never shown
        live.decided(happened, at.at_utc, author.actor)
        for name in clears:
            live.drafts.pop(name, None)
        for one in happened:
            live.timed(one.body, at)
            if isinstance(one.body, desk.HandOverRequested):
                self._hand_overs.asked(one.event_id, one.body)
            elif isinstance(one.body, desk.GradeRaised):
                self._hand_overs.raised(one.event_id, one.body)
            elif isinstance(one.body, desk.PhonedThrough):
                self._hand_overs.phoned(one.event_id, one.body)
            elif isinstance(one.body, CallAnswered):
                self._shift.answered(live.contact_id, at.at_utc)
        self._on.changes.publish(Change.CONTACT, Change.HAND_OVER)


def _by_anybody(command: ask.Command) -> bool:
    if isinstance(command, ask.Together):
        return all(_by_anybody(part) for part in command.commands)
    return isinstance(command, _BY_ANYBODY)


def _commits(command: ask.Command) -> TypeGuard[_Committing]:
    """Outcomes, and a line that broke off while somebody spoke: what was being typed is part."""
    if isinstance(command, ask.Together):
        return any(_commits(part) for part in command.commands)
    if isinstance(command, ask.Record) and isinstance(command.fact, CallEnded):
        return command.fact.cause == "lost"
    return isinstance(command, ask.HandOver | ask.Dispose)
