"""People on record on their way to desks: pages of the first copy, pages of what changed since.

A person is one JSON array and each earlier contact another inside it, so that millions of them are
written and read without an object for each. `line_of` and `caller_of` hold the order of fields.
"""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import ConfigDict, Field

from workstation.domain.callers.caller import Caller, Kind, PastContact, Promised
from workstation.protocol.messages import Message

#: at_utc, contact_id, line, grade, summary, outcome, matter, promise, promise_due_utc, promised
PastLine = tuple[str, str, str, str, str, str, str, str, str | None, Promised]
_Texts = list[str]
#: caller_id, no, kind, name, born, address, postcode, household, address_protected, phones (E.164),
#: markers, adjustments, forbidden_contact, notes, same_as, history (newest first)
CallerLine = tuple[
    str,
    int,
    Kind,
    str,
    str | None,
    str,
    str,
    str,
    bool,
    _Texts,
    _Texts,
    _Texts,
    _Texts,
    _Texts,
    _Texts,
    list[PastLine],
]
#: Somebody who is held already: in the line only what is new or changed of the history; then time
#: and id of each contact that left it.
CallerPart = tuple[CallerLine, list[tuple[str, str]]]

#: Days without a contact after which somebody unmarked is out of scope; 0: nobody ever is.
RecentDays = Annotated[int, Field(ge=0, le=36_500)]
#: People in one page at most.
LIMIT: Final = 5_000


class _OfPeople(Message):
    """A page of people. Hardly a text in it comes twice: looking for one that was read before takes
    longer than all the rest of reading it.
    """

    model_config = ConfigDict(cache_strings="none")


class CopyPage(_OfPeople):
    """A page of the first copy: marked and recent people first.

    ``next`` is where the following page begins, empty after the last. ``from_no`` is the number of
    the newest change when this page was read; what changed meanwhile is read as changes after the
    ``from_no`` of the **first** page. ``total`` counts people in scope, about.
    """

    callers: list[CallerLine]
    next: str
    epoch: str
    from_no: int
    total: int
    now_utc: str


class CallerChanges(_OfPeople):
    """People of the scope changed after a number, in the order of their changes, and who is gone.

    A desk whose copy is of another ``epoch`` begins a new one. ``after`` is that number: a copy
    that is not so far yet would miss what is between. ``partly``: people of whose histories only
    what changed after ``since`` is here, the number up to which the desk lacks nothing of anybody.
    That is not ``after`` while it catches up: who changes meanwhile has moved on to a later page. A
    release before said none of these.
    """

    callers: list[CallerLine]
    partly: list[CallerPart] = Field(default_factory=list)
    gone: list[str]
    epoch: str
    after: int = 0
    since: int | None = None
    up_to: int
    more: bool
    now_utc: str


def line_of(caller: Caller, no: int) -> CallerLine:
    """``caller`` as it travels; ``no`` is the number of its last change."""
    return (
        caller.caller_id,
        no,
        caller.kind,
        caller.name,
        caller.born,
        caller.address,
        caller.postcode,
        caller.household,
        caller.address_protected,
        list(caller.phones),
        list(caller.markers),
        list(caller.adjustments),
        list(caller.forbidden_contact),
        list(caller.notes),
        list(caller.same_as),
        [past_line(one) for one in caller.history],
    )


def past_line(one: PastContact) -> PastLine:
    """An earlier contact as it travels."""
    return (
        one.at_utc,
        one.contact_id,
        one.line,
        one.grade,
        one.summary,
        one.outcome,
        one.matter,
        one.promise,
        one.promise_due_utc,
        one.promised,
    )


def caller_of(line: CallerLine) -> Caller:
    """The person who travelled as ``line``."""
    caller_id, _, kind, name, born, address, postcode, household, protected = line[:9]
    phones, markers, adjustments, forbidden, notes, same_as, past = line[9:]
    history = tuple(past_of(one) for one in past)
    return Caller(
        caller_id,
        name,
        born,
        address,
        protected,
        tuple(phones),
        tuple(markers),
        tuple(notes),
        history,
        kind,
        postcode,
        household,
        tuple(adjustments),
        tuple(forbidden),
        tuple(same_as),
        len(history),
        history[0].at_utc if history else None,
    )


def past_of(line: PastLine) -> PastContact:
    """The earlier contact that travelled as ``line``."""
    at_utc, contact_id, way, grade, summary, outcome, matter, promise, due, promised = line
    return PastContact(
        at_utc, grade, summary, outcome, contact_id, way, matter, promise, due, promised
    )
