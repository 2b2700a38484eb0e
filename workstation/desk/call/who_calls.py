"""Who is calling: found, said to be the caller, added, marked as perhaps the same, identified.

A number is a hint and a name is none either: a person says who the caller is, and nothing is ever
merged. Everything is kept at this desk at once and sent like the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from workstation.desk.call.attendance import Attendance
from workstation.desk.call.consulting import Consulting
from workstation.desk.call.deciding import NO_CALL, SIGN_IN_FIRST, Deciding
from workstation.desk.call.history_check import HistoryCheck
from workstation.desk.call.identifying import Identifying
from workstation.desk.call.live import LiveCall
from workstation.desk.call.open_calls import OpenCalls
from workstation.desk.call.sheltered import Sheltered
from workstation.desk.call.view import Result
from workstation.desk.changes import Change
from workstation.desk.ports import Surroundings
from workstation.domain.callers.caller import Caller, CopyStanding, Found, PastContact
from workstation.domain.callers.register import CallerAdded, SamePersonMarked
from workstation.domain.callers.sheltering import sheltered_person
from workstation.domain.contact import commands as ask
from workstation.domain.contact.facts import PersonRecorded
from workstation.domain.text import one_line

GONE: Final = "That person is not in the copy any more; nothing was changed."
NOT_A_PERSON: Final = "Anybody may be speaking there: that is no person; nothing was changed."
NOBODY_SAID: Final = "Nobody on record is said to be the caller; nothing was changed."
NOBODY_KNOWN: Final = "The caller is nobody on record after all; what was typed of them stays."
NO_REASON: Final = "Say why you look at this person's record; nothing was shown."
NO_NAME: Final = "Type a name; nobody was added."
SAME_RECORD: Final = "These are one and the same record; nothing was changed."


@dataclass(frozen=True, slots=True)
class History:
    """One person and all of their earlier contacts that the copy holds, newest first."""

    caller: Caller
    contacts: tuple[PastContact, ...]
    standing: CopyStanding


class WhoCalls:
    """The use cases of the people on record. ``inbox`` of calls runs in the same thread."""

    def __init__(
        self,
        around: Surroundings,
        calls: OpenCalls,
        deciding: Deciding,
        attendance: Attendance,
    ) -> None:
        self._on = around
        self._calls = calls
        self._deciding = deciding
        self._attendance = attendance
        self._check = HistoryCheck(around.directory, deciding)
        self.consulting = consulting = Consulting(attendance)
        #: What is established of the caller on the line.
        self.identifying = Identifying(calls, deciding, consulting)

    def find(self, text: str, limit: int = 20) -> Found:
        """The best people for what was typed so far; nobody's history is looked at by that."""
        found, live = self._on.directory.find(text, limit), self._calls.under_way()
        if live is not None:
            self._check.sought(live, found)
        return found

    def near(self, found: Found, limit: int = 20) -> Found:
        """The same with people of similar names behind; asked once typing rests."""
        return self._on.directory.near(found, limit)

    def standing(self) -> CopyStanding:
        """How much of the record is here, and how old it is."""
        return self._on.directory.standing()

    @property
    def in_call(self) -> bool:
        """Whether a call is on the screen that is still gone on with: the reason for every look."""
        return self._calls.under_way() is not None

    def look(self, caller_id: str, reason: str = "") -> History | Result:
        """Somebody's whole history, or why it is not shown. The look is on record.

        ``reason``: why one looks while nobody is on the line; a ring meanwhile is none.
        """
        live, why = self._calls.under_way(), one_line(reason)
        if self._attendance.person is None:
            return Result(False, SIGN_IN_FIRST)
        if live is None and not why:
            return Result(False, NO_REASON)
        found = self._on.directory.one(caller_id)
        if found is None:
            return Result(False, GONE)
        if live is None or why:
            self.consulting.without_call(caller_id, why)
        else:
            self.consulting.during(live, (caller_id,))
        shown = replace(found, history=self._on.directory.history(caller_id))
        if live is None:
            shown = sheltered_person(shown)
        else:
            at_number = self._calls.on_record(live)
            shown = Sheltered(at_number, shown, live.contact.established).chosen or shown
        return History(shown, shown.history, self._on.directory.standing())

    def this_is(self, caller_id: str) -> Result:
        """The caller says to be this person on record; they are recorded so, and nothing more."""
        live = self._calls.under_way()
        if live is None:
            return Result(False, NO_CALL)
        found = self._on.directory.one(caller_id)
        if found is None or found.kind != "person":
            return Result(False, NOT_A_PERSON if found else GONE)
        self.consulting.during(live, (caller_id,))
        done = self._deciding.do(live, ask.Record(self._recorded(live, found)))
        if not done.done:
            return done
        self._check.chosen(live, caller_id)
        words = f"{found.name} is recorded as the caller; that says nothing of their identity."
        return Result(True, words)

    def nobody_known(self) -> Result:
        """The caller is nobody of those on record after all; what else was said of them stays."""
        live = self._calls.under_way()
        before = live.contact.caller if live is not None else None
        if live is None or before is None or before.caller_id is None:
            return Result(False, NOBODY_SAID)
        unknown = replace(before, name="", born="", phone="", caller_id=None, forbidden_contact=())
        done = self._deciding.do(live, ask.Record(unknown))
        return Result(True, NOBODY_KNOWN) if done.done else done

    def add(self, person: Caller, clears: Sequence[str] = ()) -> Result:
        """Somebody who is not on record: their id is given here, whatever ``person`` has.

        In a call they are the caller as well. ``clears``: half-typed fields that this commits.
        """
        if self._attendance.person is None:
            return Result(False, SIGN_IN_FIRST)
        name = one_line(person.name)
        if not name:
            return Result(False, NO_NAME)
        from workstation.desk.numbers import e164  # not before the window is painted

        live = self._calls.under_way()
        phones = tuple(e164(phone) or one_line(phone) for phone in person.phones if phone.strip())
        new = replace(person, caller_id=self._on.new_id(), name=name, phones=phones)
        added = CallerAdded(
            new.caller_id, name, new.born, new.address, new.postcode, phones,
            live.contact_id if live else None,
        )  # fmt: skip
        self._attendance.note(added)
        self._on.directory.add_own(new)
        if live is not None:
            self._deciding.do(live, ask.Record(self._recorded(live, new)), clears)
            self._check.not_among_them(live)
        self._on.changes.publish(Change.ON_RECORD)
        return Result(True, f"{name} is added; nobody was merged with them.")

    def mark_same(self, caller_id: str, other_id: str, because: str = "") -> Result:
        """These two may be the same human being; marked so already, they are parted again."""
        if self._attendance.person is None:
            return Result(False, SIGN_IN_FIRST)
        if caller_id == other_id:
            return Result(False, SAME_RECORD)
        one, other = (self._on.directory.one(each) for each in (caller_id, other_id))
        if one is None or other is None:
            return Result(False, GONE)
        apart = other_id in one.same_as
        marked = SamePersonMarked(caller_id, other_id, one_line(because), apart)
        self._attendance.note(marked)
        self._on.directory.mark_same(caller_id, other_id, apart=apart)
        self._calls.callers_changed()
        both = f"{one.name} and {other.name}"
        if apart:
            return Result(True, f"{both} are not taken for the same person any more.")
        return Result(True, f"{both} may be the same person; both records stay as they are.")

    def _recorded(self, live: LiveCall, caller: Caller) -> PersonRecorded:
        """The caller of this call, with what was said of them before."""
        before = live.contact.caller or PersonRecorded(self._on.new_id(), "caller")
        rang = live.contact.call.number if live.contact.call else None
        phone = rang if rang in caller.phones else next(iter(caller.phones), "")
        return replace(
            before,
            name=caller.name,
            born=caller.born or "",
            phone=phone or "",
            caller_id=caller.caller_id,
            forbidden_contact=caller.forbidden_contact,
        )
