"""What is read aloud when a hand-over is given by telephone, built from what is known now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from workstation.ui.desk.reading.asking import answer_words
from workstation.ui.desk.reading.spelling import spelt
from workstation.ui.desk.reading.who import CONFIRMED, number_words, read_back_words
from workstation.ui.pieces.call_words import SAFE, in_one_line, person_parts, vehicle_parts
from workstation.ui.pieces.numbers import national
from workstation.ui.pieces.shown import shown, shown_line
from workstation.ui.pieces.times import clock

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView, DeskView
    from workstation.domain.handover import HandOver

#: Characters of one line that is read aloud; the record holds all of them.
SAID: Final = 4_000
NO_NUMBER: Final = "number not set"


class Said(NamedTuple):
    """One thing to say. ``label`` tells the eye what it is, ``loud`` that it must not be missed."""

    label: str
    words: str
    loud: bool = False


class PhoneSheet(NamedTuple):
    """The sheet of one hand-over. ``alarms``: nobody has it and nobody was told; ``told`` says who
    was told of it already.
    """

    incident_id: str
    reference: str
    alarms: bool
    title: str
    number: str
    whom: str
    told: str
    lines: tuple[Said, ...]


def phone_sheet(desk: DeskView, call: CallView) -> PhoneSheet | None:
    """The sheet of what alarms, else of the newest hand-over; ``None`` before any."""
    if not call.hand_overs:
        return None
    alarmed = {alarm.incident_id for alarm in call.alarms}
    newest = call.hand_overs[-1]
    about = next((h for h in reversed(call.hand_overs) if h.incident_id in alarmed), newest)
    team = next((t for t in call.policy.teams if t.key == about.team), None)
    return PhoneSheet(
        about.incident_id,
        about.reference,
        about.incident_id in alarmed,
        _title(call, about),
        team.phone if team and team.phone else NO_NUMBER,
        shown_line(about.team_name),
        _told(about),
        tuple(
            Said(one.label, shown(one.words, SAID), one.loud)
            for one in _lines(desk, call, about)
            if one.words
        ),
    )


def sheet_text(sheet: PhoneSheet) -> tuple[str, ...]:
    """The sheet as paragraphs, for paper."""
    head = (sheet.title, f"Ring {sheet.number}: {sheet.whom}", sheet.told)
    said = (f"{one.label.upper()}: {one.words}" for one in sheet.lines)
    return tuple(part for part in (*head, *said) if part)


def _title(call: CallView, about: HandOver) -> str:
    alarm = next((a.sentence for a in call.alarms if a.incident_id == about.incident_id), "")
    return shown_line(alarm or f"{about.grade_name} to {about.team_name}: {about.state}")


def _told(about: HandOver) -> str:
    if about.phoned is None:
        return ""
    return shown_line(f"Told {about.phoned.told} at {clock(about.phoned.told_at_utc)}")


def _lines(desk: DeskView, call: CallView, about: HandOver) -> Iterator[Said]:
    who = ", ".join(part for part in (desk.desk_name, desk.person_name) if part)
    yield Said("Say", f"{who}. {about.grade_name} incident, by telephone.", loud=True)
    if about.reference:
        yield Said("Reference", f"{about.reference}   {spelt(about.reference)}", loud=True)
    yield _place(call)
    yield _safety(call)
    yield from _happened(call)
    yield from _risk(call)
    yield from _caller(call)
    told = " · ".join(timed.fact.text for timed in call.contact.promises)
    yield Said("Promised to the caller", told or "nothing yet")
    yield Said("Not known", " · ".join(item.text for item in call.open_items))
    yield Said("Ask", "Please give me your name and your role; I record it with the time.")


def _place(call: CallView) -> Said:
    if call.place is None:
        return Said("Place", "NOT KNOWN", loud=True)
    fix = call.place.fix
    at = f"{fix.lat:.5f}, {fix.lon:.5f}" if None not in (fix.lat, fix.lon) else ""
    where = fix.text or at
    code = f"{fix.postcode}: {spelt(fix.postcode)}" if fix.postcode else ""
    back = read_back_words(call)
    parts = (where, code, "Read back" if back == CONFIRMED else back)
    return Said("Place", ". ".join(part for part in parts if part) + ".", loud=True)


def _safety(call: CallView) -> Said:
    noted = call.contact.officer_safety
    words = {
        "known": noted.fact.text if noted else "",
        "none_known": "asked, none known",
        "not_asked": "NOT ASKED",
    }[call.contact.safety]
    return Said("Officer safety", words, loud=call.contact.safety == "known")


def _happened(call: CallView) -> Iterator[Said]:
    for n, line in enumerate(call.contact.narrative):
        words = f"“{line.text}”" if line.verbatim else line.text
        yield Said("What happened" if n == 0 else "", f"{clock(line.at_utc)}  {words}")
    asked = [
        f"{q.title} {answer_words(q, timed.fact)}"
        for q in call.policy.questions
        if (timed := call.contact.answers.get(q.key)) and timed.fact.ending == "answered"
    ]
    yield Said("Answers", " · ".join(asked))
    people = (in_one_line(person_parts(p.fact)) for p in call.contact.people.values())
    vehicles = (in_one_line(vehicle_parts(v.fact)) for v in call.contact.vehicles.values())
    yield Said("People, vehicles", " · ".join((*people, *vehicles)))


def _risk(call: CallView) -> Iterator[Said]:
    names = {marker.key: marker.name for marker in call.policy.markers}
    in_order = [key for key in names if key in call.contact.markers]
    marked = [names[k] for k in in_order if k in call.contact.set_markers]
    asked = [names[k] for k in in_order if k in call.contact.undecided_markers]
    yield Said("Risk markers", ", ".join(marked) or "none set", loud=bool(marked))
    yield Said("Suggested, NOT DECIDED", ", ".join(asked))


def _caller(call: CallView) -> Iterator[Said]:
    contact = call.contact
    standing = contact.standing.fact if contact.standing else None
    who = [p.fact.name for p in contact.people.values() if p.fact.role == "caller" and p.fact.name]
    own = (standing.profession, standing.on_behalf_of and f"for {standing.on_behalf_of}",
           "asked to stay anonymous" if standing.anonymous else "") if standing else ()  # fmt: skip
    yield Said("Caller", ", ".join(part for part in (*who, *own) if part))
    given = contact.call_back.fact.number if contact.call_back else ""
    number = national(given) if given else number_words(call)
    safe = contact.safe_to_ring
    words = f"{number}. Safe to ring: {SAFE[safe]}."
    yield Said("Call back on", words, loud=safe == "no")
