"""What a desk gave is on the receiver's screen: every field, in words."""

from dataclasses import fields, is_dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QLabel

from tests.domain.contacts import Host, plain_facts
from workstation.content.policies import load_force
from workstation.desk.receive.view import Received
from workstation.domain import catalogue
from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.domain.desk_stream import AppointmentWish, HandOverRequested
from workstation.domain.events import Entry
from workstation.domain.incident.evolve import read as read_incident
from workstation.domain.incident.link_events import NewFactHeard
from workstation.domain.incident.state import Incident
from workstation.domain.incident.tasks import TaskDone, TaskOverdue, TaskSet
from workstation.domain.incident.work_events import LetterLine, LoweringAsked, LoweringDecided
from workstation.domain.location import LocationFixed
from workstation.domain.text import LINE
from workstation.ui.queue.detail import Detail
from workstation.ui.queue.record import sections

POLICY = load_force("police-scotland")
#: Ids and keys that only tie entries together, and codes that the screen says in other words.
TIES = {
    "line_id",
    "replaces",
    "fix_id",
    "person_id",
    "vehicle_id",
    "promise_id",
    "incident_id",
    "caller_id",
}
CODES = {"ending", "wording", "state", "status", "cause", "key", "question", "safe_to_ring",
         "safe_to_text", "result",
         "sign", "how", "step", "kind", "matter"}  # fmt: skip
NOT_SHOWN = (
    facts.TypeChosen,
    facts.QuestionReopened,
    facts.IncidentAttached,
    facts.IncidentDetached,
)


#: Facts whose texts are keys of the policy, or words of the caller.
KEYED = (facts.MarkerSet, facts.GradeChosen)


def words_of(fact):
    """Every text of a fact that a person gave."""
    for field in fields(fact):
        value = getattr(fact, field.name)
        if field.name in TIES | CODES:
            continue
        if isinstance(value, str) and value.strip():
            yield value.strip()
        elif isinstance(value, tuple):
            yield from (v.strip() for v in value if isinstance(v, str) and v.strip())
            yield from (words for v in value if is_dataclass(v) for words in words_of(v))
        elif is_dataclass(value):
            yield from words_of(value)


def shown(host):
    request = next((r for r in host.requests if isinstance(r, HandOverRequested)), None)
    received = Received(Incident("incident:1"), request, (host.contact,), host.entries, frozenset())
    return "\n".join(line.words for part in sections(received) for line in part.lines)


@given(st.lists(plain_facts(POLICY), max_size=8))
def test_every_field_that_was_given_is_in_the_record(recorded):
    host = Host(POLICY)
    host.ring_and_answer()
    for fact in recorded:
        host.do(ask.Record(fact))
    screen = shown(host)
    still_true = {id(f) for f in _current(host)}
    for entry in host.entries:
        if isinstance(entry.body, NOT_SHOWN) or id(entry.body) not in still_true:
            continue
        for words in words_of(entry.body):
            assert words in screen or _as_words(words, entry.body) in screen


def _as_words(key, fact):
    """A key of the policy stands there as words, the first letter a capital one."""
    words = key.replace("_", " ")
    return words[0].upper() + words[1:] if isinstance(fact, KEYED) else key


def _current(host):
    """The facts that are the newest of their kind; what they replaced is not on the screen."""
    c = host.contact
    kept = [*c.answers.values(), *c.markers.values(), *c.people.values(), *c.vehicles.values()]
    kept += [*c.attempts, *c.signs, *c.interpreting]
    kept += [*c.fixes, *c.services, *c.advice, *c.promises, *c.rationales.values()]
    kept += c.identity.values()
    kept += [t for t in (c.officer_safety, c.access, c.standing, c.call_back) if t]
    kept += [t for t in (c.failure_demand,) if t]
    return [t.fact for t in kept]


def test_a_question_already_told_is_shown_with_the_line_as_it_was_corrected():
    host = Host(POLICY)
    host.ring_and_answer()
    host.do(ask.Type("two children upstairs"))
    (line,) = host.contact.narrative
    asked = "Any children?"
    told = facts.QuestionEnded("V.child", "already_told", asked=asked, line_id=line.line_id)
    host.do(ask.Record(told))
    host.do(ask.Record(facts.NarrativeCorrected("again", line.line_id, "three children upstairs")))
    assert "Any children? – already told · “three children upstairs”" in shown(host)


def test_officer_safety_comes_first_and_not_asked_is_said():
    host = Host(POLICY)
    host.ring_and_answer()
    host.do(ask.SendNow(("help",)))
    first = sections(
        Received(Incident("incident:1"), host.requests[-1], (host.contact,), host.entries)
    )[0]
    assert first.heading == "Officer safety"
    assert first.lines[0].words == "Officer safety: not asked"


def test_an_appointment_wish_is_shown_word_for_word():
    host = Host(POLICY)
    host.ring_and_answer()
    host.do(ask.Record(LocationFixed("f", "incident", "caller", "9 Sallow Court")))
    host.do(ask.Record(facts.HistoryChecked(0, "2026-11-21T14:00:00Z")))
    for question in POLICY.questions:
        choice = question.choices[-1].key if question.choices else None
        host.do(ask.Record(facts.QuestionEnded(question.key, "answered", choice, "no")))
    grade = next(g for g in POLICY.grades if not g.urgent)
    host.do(ask.ChooseGrade(grade.key, "as agreed"))
    wish = AppointmentWish("Tuesday after six", "text message", "never by telephone")
    decided = host.do(ask.HandOver("appointment", appointment=wish))
    for guard in decided.held:
        host.do(ask.Record(facts.RationaleGiven(guard.guard_id, "agreed with the caller")))
    if decided.held:
        host.do(ask.HandOver("appointment", appointment=wish))
    screen = shown(host)
    for words in ("Tuesday after six", "text message", "never by telephone"):
        assert words in screen


def test_what_is_new_is_marked_new():
    host = Host(POLICY)
    host.ring_and_answer()
    host.do(ask.SendNow(("help",)))
    host.do(ask.Type("he is going round the back"))
    newest = host.entries[-1].event_id
    received = Received(
        Incident("incident:1"), host.requests[-1], (host.contact,), host.entries,
        frozenset({newest}),
    )  # fmt: skip
    new = [line.words for part in sections(received) for line in part.lines if line.new]
    assert new == ["he is going round the back"]


def test_the_longest_line_that_can_be_typed_is_shown_whole(qtbot):
    host = Host(POLICY)
    host.ring_and_answer()
    longest = ("she says he is back " * LINE)[:LINE].strip()
    host.do(ask.Type(longest))
    host.do(ask.SendNow(()))
    detail = Detail()
    qtbot.addWidget(detail)
    received = Received(Incident("incident:1"), host.requests[-1], (host.contact,), host.entries)
    detail.show_record(received)
    assert any(longest in label.text() for label in detail.findChildren(QLabel))


#: Types of the hub's stream that happen to an incident after it came, and what only ties them.
LATER = [
    kind
    for kind in catalogue.INCIDENT
    if kind.__module__.endswith((".tasks", ".work_events", ".link_events"))
]
TIED = {"task_id", "contact_id", "request_id", "letter", "grade", "other_id", "upto_seq", "team"}
#: Said in the list as soon as it is so, or by what it changes.
ELSEWHERE = {"TaskOverdue", "NewFactsSeen"}


def made_up(kind, mark):
    """An event of ``kind`` in which every text is its own."""
    texts = {f.name: f"{f.name} {mark}" for f in fields(kind) if f.type == "str"}
    more = {"kind": "vehicle" if kind is NewFactHeard else "note"}
    more |= {"letters": (LetterLine("T", "Threat", f"letter {mark}"),), "given": True}
    more |= {"source": "published", "within_s": 61, "upto_seq": 1}
    named = {f.name for f in fields(kind)}
    whole = {**texts, **{k: v for k, v in more.items() if k in named}}
    return kind(**{**whole, "kind": "fact"} if kind is TaskSet else whole)


@pytest.mark.parametrize("kind", LATER, ids=lambda kind: kind.__name__)
def test_what_happens_to_it_later_is_in_the_record_word_for_word(kind):
    before = [made_up(LoweringAsked, "b")] if kind is LoweringDecided else []
    before += [made_up(TaskSet, "b")] if kind in (TaskDone, TaskOverdue) else []
    body = made_up(kind, "a")
    if kind in (TaskDone, TaskOverdue):
        body = replace(body, task_id=before[0].task_id)
    entries = [
        Entry(f"e{n}", "incident:1", n, "2026-03-01T12:00:00.000000Z", "hub", one)
        for n, one in enumerate([*before, body], start=1)
    ]
    incident = read_incident("incident:1", entries)
    received = Received(incident, None, (), tuple(entries), frozenset())
    screen = "\n".join(line.words for part in sections(received) for line in part.lines)
    if kind.__name__ in ELSEWHERE:
        assert ("OVERDUE" in screen) is (kind is TaskOverdue)
        return
    for field in fields(kind):
        value = getattr(body, field.name)
        name_stands = field.name == "by" and getattr(body, "by_name", "")
        if isinstance(value, str) and field.name not in TIED | {"by", "kind"} and not name_stands:
            assert value in screen, field.name
        for line in value if isinstance(value, tuple) else ():
            assert f"{line.name}: {line.text}" in screen
