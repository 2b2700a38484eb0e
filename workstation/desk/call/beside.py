"""Who is on record for a call and everything that is known beside it, as far as it may be shown."""

from __future__ import annotations

from workstation.desk.call.calling import calling_of
from workstation.desk.call.live import LiveCall
from workstation.desk.call.open_calls import OpenCalls
from workstation.desk.call.open_near import Linking
from workstation.desk.call.sheltered_near import sheltered_beside, told_by_hidden
from workstation.desk.call.view import Calling, OpenNear, Wanted
from workstation.domain.callers.caller import OnRecord


def beside_call(
    calls: OpenCalls, live: LiveCall, linking: Linking
) -> tuple[OnRecord, Calling, OpenNear, tuple[Wanted, ...]]:
    """The people, what they are to the call, and what is open near it or wanted of it."""
    found, chosen = live.sheltered(calls.on_record(live), calls.chosen(live))
    open_of, near = linking.of_caller, linking.beside(live.contact_id)
    hidden = told_by_hidden((*found.callers, chosen), live.contact.established, open_of)
    calling = calling_of(live, found, chosen, open_of, hidden)
    return found, calling, *sheltered_beside(*near, hidden)
