"""Each fact of a contact in words: every field that was given is in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from workstation.domain.contact.place import place_now
from workstation.domain.contact.state import Contact, Timed
from workstation.domain.contact.told import words_told
from workstation.domain.incident.news import WEAPON
from workstation.ui.pieces.call_words import (
    ANSWERS_BY,
    CHILD,
    SAFE,
    attempt_parts,
    call_back_parts,
    failure_parts,
    hold_words,
    identity_parts,
    in_one_line,
    interpreter_parts,
    person_parts,
    service_parts,
    sign_parts,
    vehicle_parts,
    way_words,
)
from workstation.ui.pieces.numbers import national, no_number
from workstation.ui.pieces.times import clock

if TYPE_CHECKING:
    from workstation.domain.contact import facts

#: (time, words, id of the event) for each line.
Line = tuple[str, str, str]
Lines = Callable[[Contact], Iterator[Line]]


def safety(c: Contact) -> Iterator[Line]:
    """What officers must know first; "none known" was asked."""
    if c.officer_safety is not None:
        noted = c.officer_safety
        asked = {"none_known": "Asked: none known", "not_asked": "Not asked", "known": ""}
        yield _line(noted, asked[noted.fact.status], noted.fact.text)


def weapons(c: Contact) -> Iterator[Line]:
    """What officers must know of a weapon, also where the advisor has not decided yet."""
    for marker in (c.markers.get(WEAPON),):
        if marker is not None and marker.fact.state != "cleared":
            suggested = "suggested, NOT DECIDED" if marker.fact.state == "undecided" else ""
            yield _line(marker, "Weapon", suggested, marker.fact.words and f"“{marker.fact.words}”")


def unsure(c: Contact) -> str:
    """What is not sure of the place, in words; empty where it is."""
    now = place_now(c)
    if not c.fixes:
        return "no place yet"
    if now is not None and now.changed:
        return "place CHANGED"
    return "" if "incident" in c.read_back else "place NOT READ BACK"


def places(c: Contact) -> Iterator[Line]:
    """Every fix with source, radius and time, then whether it was read back."""
    for fix in c.fixes:
        f = fix.fact
        at = f"{f.lat}, {f.lon}" if f.lat is not None and f.lon is not None else ""
        radius = f"±{f.radius_m} m" if f.radius_m is not None else ""
        yield _line(
            fix,
            f"{f.about}'s place:",
            f.text,
            f.postcode,
            at,
            radius,
            f.uprn and f"UPRN {f.uprn}",
            f"by {f.source}",
            clock(f.fixed_at_utc) if f.fixed_at_utc else "",
        )
    now = place_now(c)
    if c.fixes and "incident" not in c.read_back:
        yield ("", "NOT READ BACK", "")
    if now is not None and now.changed:
        yield ("", "CHANGED since it was read back or handed over", "")
    for about, back in c.read_back.items():
        words = "read back, confirmed" if back.fact.confirmed else "read back, WRONG"
        yield _line(back, f"{about}'s place {words}")


def story(c: Contact) -> Iterator[Line]:
    """The lines as they read now, with the words they had before."""
    for one in c.narrative:
        words = f"“{one.text}”" if one.verbatim else one.text
        marks = ["half-typed when sent"] if one.interrupted else []
        marks += ["arrived after the take-over"] if one.late else []
        marks += [f"was: {earlier}" for earlier in one.earlier]
        yield (one.at_utc, "   ‹ ".join([words, *marks]), one.event_id)


def answers(c: Contact) -> Iterator[Line]:
    """Each question as it was asked, how it ended, and the line that told it already."""
    for question, timed in c.answers.items():
        a = timed.fact
        ending = {
            "answered": "",
            "already_told": "already told",
            "not_known": "asked, not known",
            "refused": "refused",
            "unsafe": "unsafe to ask",
        }[a.ending]
        taps = "by taps" if a.by_taps else ""
        told = words_told(c.narrative, a.line_id)
        yield _line(timed, f"{a.asked or question} –", ending, a.choice, taps, a.text, told)


def people(c: Contact) -> Iterator[Line]:
    """Everybody in the story, with role, injuries and where they are now."""
    for timed in c.people.values():
        yield _line(timed, *person_parts(timed.fact))
    for check in c.identity.values():
        yield _line(check, *identity_parts(check.fact))
    if c.child_calling is not None:
        yield _line(c.child_calling, CHILD[c.child])
    if c.standing is not None:
        s = c.standing.fact
        speaks = "speaks for somebody else" if s.third_party else "speaks for themselves"
        hidden = "asked to stay anonymous" if s.anonymous else ""
        works = f"calls as {s.profession}" if s.profession else ""
        yield _line(c.standing, "caller", speaks, s.on_behalf_of, works, hidden)


def vehicles(c: Contact) -> Iterator[Line]:
    """Vehicles as described."""
    for timed in c.vehicles.values():
        yield _line(timed, *vehicle_parts(timed.fact))


def markers(c: Contact) -> Iterator[Line]:
    """Set, cleared and undecided markers, each said to be so."""
    for timed in c.markers.values():
        m = timed.fact
        state = {"set": "", "cleared": "cleared", "undecided": "suggested, NOT DECIDED"}[m.state]
        yield _line(timed, _words(m.marker), state, m.words and f"“{m.words}”")


def grades(c: Contact) -> Iterator[Line]:
    """Every grade that was chosen, with what was indicated beside it."""
    for timed in c.grades:
        g = timed.fact
        by = "by SEND NOW" if g.by_send_now else ""
        reasons = "; ".join(f"{r.because} {r.rule}" for r in g.indicated.reasons)
        indicated = f"indicated: {_words(g.indicated.grade or 'nothing')}"
        grade, reason = _words(g.grade), g.reason and f"reason: {g.reason}"
        yield _line(timed, grade, by, indicated, reasons, reason)


def _words(key: str) -> str:
    """A key of the policy as people read it."""
    words = key.replace("_", " ")
    return words[:1].upper() + words[1:]


def rationales(c: Contact) -> Iterator[Line]:
    """The advisor's own reasoning."""
    for timed in c.rationales.values():
        yield _line(timed, f"Reasoning ({timed.fact.about}):", timed.fact.text)


def silent(c: Contact) -> Iterator[Line]:
    """What tells something of a caller who does not speak."""
    for sign in c.signs:
        yield _line(sign, *sign_parts(sign.fact))
    if c.answers_by is not None:
        yield _line(c.answers_by, ANSWERS_BY[c.answers_by.fact.how])


def reach(c: Contact) -> Iterator[Line]:
    """How this person can be reached and heard, and how not."""
    if c.call_back is not None:
        yield _line(c.call_back, *call_back_parts(c.call_back.fact))
    for attempt in c.attempts:
        yield _line(attempt, *attempt_parts(attempt.fact))
    for step in c.interpreting:
        yield _line(step, *interpreter_parts(step.fact))
    if c.access is not None:
        a = c.access.fact
        yield _line(
            c.access,
            a.interpreter_language and f"interpreter: {a.interpreter_language}",
            a.interpreter_id,
            ", ".join(a.adjustments),
            a.forbidden_contact and f"NEVER by: {', '.join(a.forbidden_contact)}",
            f"safe to ring: {SAFE[a.safe_to_ring]}",
            f"safe to text: {SAFE[a.safe_to_text]}",
        )


def told(c: Contact) -> Iterator[Line]:
    """Promises, other services, advice."""
    for promise in c.promises:
        due = promise.fact.due_utc
        yield _line(promise, "promised:", promise.fact.text, due and f"by {due}")
    for service in c.services:
        yield _line(service, *service_parts(service.fact))
    for advice in c.advice:
        yield _line(advice, "advised:", advice.fact.text)


def call(c: Contact) -> Iterator[Line]:
    """The call itself: line, number, check of what is on record, its end."""
    offered = c.call
    if offered is not None:
        number = national(offered.number) if offered.number else no_number(offered.withheld)
        rang = f"{offered.line} from {number} {offered.dialled}".strip()
        yield (c.offered_at or "", f"{rang}{way_words(offered.via)}", "")
    if c.incident_type is not None:
        yield ("", f"incident type: {_words(c.incident_type)}", "")
    if c.failure_demand is not None:
        yield _line(c.failure_demand, *failure_parts(c.failure_demand.fact))
    if c.history_check is not None:
        h: facts.HistoryChecked = c.history_check.fact
        yield _line(c.history_check, f"on record: {h.found} found, as of {h.as_of_utc or 'never'}")
    for hold in c.holds:
        yield (hold.from_utc, hold_words(hold), "")
    if c.phase == "ended":
        yield (c.ended_at or "", f"line closed: {c.end_cause}", "")
    elif c.phase in ("talking", "held"):
        yield ("", f"caller still on the line at {c.desk_name}", "")
    if (before := c.continues) is not None:
        yield ("", f"{before.by_desk_name} took this call over from {before.desk_name}", "")
        if before.left_out:
            yield ("", "A HAND-OVER CHOSEN THERE HAD NOT ARRIVED; it may still come", "")
    if c.elsewhere is not None:
        yield _line(c.elsewhere, f"goes on at {c.elsewhere.fact.desk_name}")


def _line(timed: Timed[Any], *parts: object) -> Line:
    words = in_one_line(tuple(str(part) for part in parts if part))
    return (timed.at_utc, words, timed.event_id)
