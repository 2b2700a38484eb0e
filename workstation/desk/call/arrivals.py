"""What the telephone tells: calls ring, are taken, held and end."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from workstation.desk.call.alarms import Alarms
from workstation.desk.call.attendance import Attendance
from workstation.desk.call.consulting import Consulting
from workstation.desk.call.deciding import NO_CALL, SIGN_IN_FIRST, Deciding
from workstation.desk.call.half_typed import HalfTyped
from workstation.desk.call.live import LiveCall
from workstation.desk.call.open_calls import OpenCalls
from workstation.desk.call.view import Result
from workstation.desk.changes import Change
from workstation.desk.ports import Surroundings
from workstation.domain.call_event import CallEvent
from workstation.domain.callers.caller import OnRecord
from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.domain.contact.state import Contact


class Arrivals:
    """Turns the steps of calls, from whichever source, into what is on record."""

    def __init__(
        self,
        around: Surroundings,
        calls: OpenCalls,
        attendance: Attendance,
        deciding: Deciding,
        half_typed: HalfTyped,
        consulting: Consulting,
        alarms: Alarms,
    ) -> None:
        self._on = around
        self._calls = calls
        self._attendance = attendance
        self._deciding = deciding
        self._half_typed = half_typed
        self._consulting = consulting
        self._alarms = alarms

    def hear(self, event: CallEvent) -> None:
        """One step of a call; one that comes again or late, or of no call here, is no news."""
        if not event.call_id:
            if event.kind != "offered" or self._rings_already(event):
                return
            event = replace(event, call_id=self._on.new_id())
        live = self._calls.of_telephone(event.call_id)
        if event.kind == "offered":
            self._offered(live, event)
        elif event.kind == "answered":
            self.answer(live)
        elif live is not None:
            self._record_step(live, event)

    def show(self, contact_id: str) -> None:
        """Make a call the current one; whoever stood beside one that rang was looked at."""
        before = self._calls.find()
        if before and before.contact_id != contact_id and before.contact.answered_at is None:
            self._seen(before, self._calls.on_record(before))
        self._calls.show(contact_id)

    def answer(self, live: LiveCall | None) -> Result:
        """Take a call that rings."""
        if self._attendance.person is None:
            return Result(False, SIGN_IN_FIRST)
        if live is None or live.contact.phase != "ringing":
            return Result(False, NO_CALL)
        result = self._deciding.do(live, ask.Answer())
        if result.done:
            self.show(live.contact_id)
            self._half_typed.keep_lines(live, self._deciding.do)
            self._check_history(live)
        return result

    def _rings_already(self, event: CallEvent) -> bool:
        """Whether a call that has no id is most likely one that is here: by its number.

        Of withheld ones only those that ring, lest a second caller be taken for the first.
        """
        phases = ("ringing", "talking", "held") if event.number else ("ringing",)
        told = [live.contact for live in self._calls if live.contact.phase in phases]
        return any(c.call and c.call.number == event.number and not c.disposition for c in told)

    def _offered(self, known: LiveCall | None, event: CallEvent) -> None:
        """A ring of a call that is in hand already is no news."""
        if known and known.contact.phase != "ended" and known.contact.disposition is None:
            return
        contact_id = f"contact:{event.call_id}"
        if known or self._on.journal.stream(contact_id):
            contact_id = f"contact:{self._on.new_id()}"
        with self._on.changes.together():
            self._begin(contact_id, event)

    def _begin(self, contact_id: str, event: CallEvent) -> None:
        live = self._calls.begin(contact_id)
        offered = facts.CallOffered(
            event.call_id, event.line, event.number, event.withheld, event.dialled, event.via
        )
        self._deciding.do(live, ask.Offer(offered))
        self._calls.look_up(live)
        if self._calls.is_free and self._calls.current not in self._alarms.in_need():
            self.show(contact_id)
            self._half_typed.adopt(live)
        self._on.changes.publish(Change.CALL)

    def _record_step(self, live: LiveCall, event: CallEvent) -> None:
        if not _is_news(event, live.contact):
            return
        rang_off = event.kind == "ended" and live.contact.answered_at is None
        if rang_off and live.on_record and live.contact_id == self._calls.current:
            self._seen(live, live.on_record)
        steps: dict[str, Any] = {
            "held": facts.CallHeld(),
            "resumed": facts.CallResumed(),
            "ended": facts.CallEnded(event.cause),
        }
        self._deciding.do(live, ask.Record(steps[event.kind]))
        self._on.changes.publish(Change.CALL)

    def _check_history(self, live: LiveCall) -> None:
        """Looking at what is on record is itself on record.

        Nobody found in a part of the record is no check: nothing is said of what is not here yet.
        Nor is it one where there is no number to look for.
        """
        shown = self._calls.look_up(live)
        self._seen(live, shown)
        seen = tuple(c.caller_id for c in shown.callers)
        if shown.number and shown.as_of_utc is not None and (seen or shown.standing.whole):
            checked = facts.HistoryChecked(len(seen), shown.as_of_utc, seen)
            self._deciding.do(live, ask.Record(checked))

    def _seen(self, live: LiveCall, shown: OnRecord) -> None:
        people = (*shown.callers, *shown.household)
        self._consulting.during(live, (one.caller_id for one in people))


def _is_news(event: CallEvent, contact: Contact) -> bool:
    """Whether what is told of a call in hand changes it; a line that was lost may be back."""
    phase = contact.phase
    if event.kind == "ended":
        return phase != "ended"
    if contact.disposition is not None:
        return False
    if event.kind == "held":
        return phase == "talking"
    return phase == "held" or (phase == "ended" and contact.end_cause == "lost")
