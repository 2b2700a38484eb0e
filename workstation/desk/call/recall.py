"""The calls that were unfinished when the program last stopped, read back from the journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workstation.desk.call.identity import PolicyShelf
from workstation.desk.call.live import LiveCall
from workstation.desk.ports import JournalPort
from workstation.domain.contact.copied import Copied
from workstation.domain.contact.facts import CallAnswered, TakenOver
from workstation.domain.events import Event, Moment, PolicyRef
from workstation.protocol.payloads import entry_of


@dataclass(frozen=True, slots=True)
class Recalled:
    """Unfinished calls, the call shown, and a sentence."""

    calls: tuple[LiveCall, ...]
    current: str | None
    sentence: str


def recall(journal: JournalPort, policies: PolicyShelf) -> Recalled:
    """Read back what this desk had open; nothing is changed."""
    calls = tuple(reopened(journal, policies, one) for one in _unfinished(journal))
    current = _current(journal, calls)
    return Recalled(calls, current, _sentence(calls, current))


def _unfinished(journal: JournalPort) -> tuple[str, ...]:
    """Open contacts, and the one on the screen if something was typed after its end."""
    found = journal.open_contacts()
    was = journal.recall("current")
    if was and was not in found and any(d.text.strip() for d in journal.drafts(was)):
        return (*found, was)
    return found


def reopened(journal: JournalPort, policies: PolicyShelf, contact_id: str) -> LiveCall:
    """A call as the journal holds it, with its half-typed texts."""
    events = journal.stream(contact_id)
    live = LiveCall(contact_id, policies.current)
    live.take(entry_of(e) for e in events)
    for event, entry in zip(events, live.entries, strict=True):
        if event.type != Copied.__name__:
            at = Moment(event.at_utc, event.mono_ns, event.boot_id, event.hub_offset_ms)
            live.timed(entry.body, at)
    if pinned := _pinned(events):
        live.pin(pinned, policies)
    live.drafts = {d.field: d for d in journal.drafts(contact_id)}
    live.saved_at = events[-1].at_utc if events else None
    return live


def _pinned(events: Sequence[Event]) -> PolicyRef | None:
    """A policy is pinned from the answer on; what is decided under another later changes nothing.

    A call taken over is pinned as its first desk had it. ``None`` while nobody answered.
    """
    kinds = (CallAnswered.__name__, TakenOver.__name__)
    answers = (e.policy for e in events if e.type in kinds)
    return next((policy for policy in answers if policy is not None), None)


def _current(journal: JournalPort, calls: tuple[LiveCall, ...]) -> str | None:
    was = journal.recall("current")
    if any(c.contact_id == was for c in calls):
        return was
    return calls[-1].contact_id if calls else None


def _sentence(calls: tuple[LiveCall, ...], current: str | None) -> str:
    live = next((c for c in calls if c.contact_id == current), None)
    if live is None or live.contact.phase in ("none", "ringing"):
        return ""
    line = live.contact.call.line if live.contact.call else ""
    since = (live.contact.answered_at or "")[11:16]
    others = f" {len(calls) - 1} more in the tray." if len(calls) > 1 else ""
    return (
        f"Resumed the {line} call answered at {since} UTC where you were; nothing was lost.{others}"
    )
