"""What a screen reader is to say of the desk when it begins: alarms, a fault, a call that rings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workstation.ui.desk.callers.matter_words import broken, promise_words, told
from workstation.ui.desk.reading.near import spoken
from workstation.ui.desk.reading.wanted import aloud
from workstation.ui.pieces.announcer import Standing, Words
from workstation.ui.pieces.call_words import way_words
from workstation.ui.pieces.numbers import national, no_number

if TYPE_CHECKING:
    from workstation.desk.call.view import CallRow, CallView, DeskView


def standing(desk: DeskView, call: CallView | None) -> dict[Standing, Words]:
    """Everything that stands now, of the desk and of the call on the screen."""
    found = {
        Standing("", row.contact_id, "ringing"): Words(_ringing(row), False)
        for row in desk.calls
        if row.phase == "ringing"
    }
    if desk.resumed:
        found[Standing("", "desk", "resumed")] = Words(desk.resumed, False)
    if call is None:
        return found
    own = call.contact.contact_id
    if call.fault:
        found[Standing(own, "store", "fault")] = Words(call.fault, True)
    for alarm in call.alarms:
        found[Standing(own, alarm.incident_id, alarm.kind)] = Words(alarm.sentence, True)
    people = (*told(call), *call.on_record.household)
    for one, past in broken(people, call.contact.offered_at or ""):
        about = Standing(own, one.caller_id, "promise")
        words = f"Promise not kept to {one.name}: {promise_words(past)}"
        found[about] = Words(words, False)
    for asked in call.wanted:
        about = Standing(own, asked.card.incident_id, asked.task.task_id)
        found[about] = Words(aloud(asked), False)
    for near in call.near.proposals[:1]:
        words = spoken(near, call.near.as_of_utc)
        found[Standing(own, near.card.incident_id, "near")] = Words(words, False)
    return found


def _ringing(row: CallRow) -> str:
    number = national(row.number) if row.number else no_number(row.withheld)
    return f"Ringing: {row.line} from {number}{way_words(row.via)}"
