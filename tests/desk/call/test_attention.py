"""What the hub did not take: listed until an event of this desk answers it, also after a start."""

import stat
import sys

import pytest

from tests.desk.call.seat import GRANT, Seat
from workstation.content.policies import load_force
from workstation.desk.ports import DeliveryState
from workstation.domain import desk_stream as desk
from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.domain.events import Happened
from workstation.domain.mending import Again
from workstation.protocol.payloads import body_of

POLICY = load_force("police-scotland")
OTHER = POLICY.teams[-1].key
DESK = "desk:store-1"
REFUSED = "It is closed; open a new incident instead."
ASIDE = "It holds characters or numbers that cannot be stored."


@pytest.fixture
def seat(tmp_path):
    sitting = Seat(tmp_path, POLICY)
    yield sitting
    sitting.stand_up()


def handed(seat):
    """A 999 call, sent now; the event of its hand-over."""
    seat.answer()
    assert seat.calls.do(ask.Type("he has a bat")).done
    assert seat.calls.send_now().done
    seat.settle()
    return newest(seat, "HandOverRequested")


def newest(seat, kind, stream=DESK):
    return [e for e in seat.journal.stream(stream) if e.type == kind][-1]


def not_taken(seat, event, state="set_aside", cause=ASIDE):
    """The link wrote down the hub's word and told the desk."""
    seat.journal.mark({event.event_id: DeliveryState(state, 1, cause)}).result(10)
    seat.calls.delivered([event.event_id])


def items(seat):
    return seat.calls.mend.attention.items()


def again(seat, tmp_path):
    """The program stopped and was started anew on the same store."""
    seat.settle()
    seat.stand_up()
    anew = Seat(tmp_path, POLICY, seat.clock)
    anew.calls.resume()
    anew.calls.sign_in(GRANT)
    return anew


def test_what_was_set_aside_is_listed_with_reason_reference_and_words_and_told_once(seat):
    event = handed(seat)
    assert seat.calls.desk_view().need_attention == 0
    not_taken(seat, event)
    not_taken(seat, event)
    (item,) = items(seat)
    body = body_of(event)
    assert (item.reason, item.reference, item.words) == (ASIDE, body.reference, "he has a bat")
    assert (item.refused, item.way, item.contact_id) == (False, "team", "contact:call-1")
    assert item.what.startswith("Hand-over to ")
    assert seat.calls.desk_view().need_attention == 1
    told = [n for n in seat.calls.desk_view().news if n.startswith("Not taken by the hub")]
    assert len(told) == 1
    assert ASIDE in told[0]


def test_a_stored_event_needs_nobody(seat):
    event = handed(seat)
    not_taken(seat, event, "stored", "")
    assert items(seat) == ()


def test_a_hand_over_goes_again_to_another_team_with_the_old_words(seat):
    event = handed(seat)
    was = body_of(event)
    not_taken(seat, event)
    assert not seat.calls.mend.again(event.event_id, Again()).done  # no team was named
    assert seat.calls.do(ask.Type("he is inside now")).done
    team = next(t for t in POLICY.teams if t.key != was.team)
    done = seat.calls.mend.again(event.event_id, Again("", team.key, team.name))
    assert done.done
    seat.settle()
    new = newest(seat, "HandOverRequested")
    now = body_of(new)
    assert (new.cause_id, now.replaces) == (event.event_id, event.event_id)
    assert (now.team, now.reference, now.incident_id) == (team.key, was.reference, was.incident_id)
    assert any(s.body.get("text") == "he is inside now" for s in now.snapshot)
    assert items(seat) == ()
    (stands,) = seat.calls.view().hand_overs
    assert (stands.state, stands.team_name) == ("waiting", team.name)


def test_one_that_is_not_taken_again_is_listed_again(seat):
    event = handed(seat)
    not_taken(seat, event)
    seat.calls.mend.again(event.event_id, Again("", OTHER, "Other team"))
    seat.settle()
    new = newest(seat, "HandOverRequested")
    not_taken(seat, new)
    assert [i.event_id for i in items(seat)] == [new.event_id]


def test_a_refused_re_route_is_asked_again_with_a_fresh_reason(seat):
    handed(seat)
    incident_id = seat.calls.view().contact.incident_id
    assert seat.calls.do(ask.ReRoute(incident_id, OTHER, "nearer")).done
    seat.settle()
    asked = newest(seat, "ReRouteRequested")
    not_taken(seat, asked, "refused", REFUSED)
    assert (items(seat)[0].refused, items(seat)[0].words) == (True, "nearer")
    mend = seat.calls.mend
    assert not mend.again(asked.event_id, Again(" ", OTHER, "Other team")).done
    assert items(seat)
    assert mend.again(asked.event_id, Again("they know him", OTHER, "Other team")).done
    seat.settle()
    assert body_of(newest(seat, "ReRouteRequested")).reason == "they know him"


def written(seat, body, stream=DESK):
    """An event that an earlier release or another part wrote."""
    happened = Happened(f"made-up-{type(body).__name__}", stream, body)
    author = seat.calls._attendance.author
    (event,) = seat.journal.append((happened,), author, seat.clock.moment(), policy=None).result(10)
    return event


LOWER = desk.LowerGradeRequested("incident:1", "standard", "Standard", "", "a1", None)


def test_a_refused_lowering_is_asked_again_with_what_was_missing(seat):
    handed(seat)
    event = written(seat, LOWER)
    not_taken(seat, event, "refused", "Lowering a grade needs a reason; the grade stays as it is.")
    assert items(seat)[0].way == "words"
    assert seat.calls.mend.again(event.event_id, Again("he has left, nobody hurt")).done
    seat.settle()
    now = body_of(newest(seat, "LowerGradeRequested"))
    assert (now.reason, now.replaces) == ("he has left, nobody hurt", event.event_id)


@pytest.mark.parametrize(
    "body",
    [
        desk.StandDownRequested("incident:1", "was"),
        desk.Corrected("incident:1", "was"),
        desk.PhonedThrough("incident:1", "was", "2026-11-21T14:02:31.000000Z"),
        desk.GradeRaised("incident:1", "immediate", "Immediate", 1, True, True, 60, "was"),
    ],
    ids=lambda body: type(body).__name__,
)
def test_what_the_desk_said_is_said_again_in_other_words(seat, body):
    handed(seat)
    event = written(seat, body)
    not_taken(seat, event)
    assert items(seat)[0].words == "was"
    assert seat.calls.mend.again(event.event_id, Again("is now")).done
    seat.settle()
    now = body_of(newest(seat, type(body).__name__))
    assert "is now" in (getattr(now, name, "") for name in ("reason", "text", "told"))
    assert now.replaces == event.event_id
    assert items(seat) == ()


def test_a_line_of_the_narrative_goes_again_as_a_new_line(seat):
    handed(seat)
    line = newest(seat, "NarrativeAdded", "contact:call-1")
    not_taken(seat, line)
    assert items(seat)[0].reference == seat.calls.mend.attention.items()[0].reference != ""
    assert seat.calls.mend.again(line.event_id, Again("he has a baseball bat")).done
    assert seat.calls.view().contact.narrative[-1].text == "he has a baseball bat"
    seat.settle()
    new = newest(seat, "NarrativeAdded", "contact:call-1")
    assert new.cause_id == line.event_id
    settled = body_of(newest(seat, "ItemSettled"))
    assert (settled.event_id, settled.how) == (line.event_id, "replaced")


def test_a_correction_of_a_line_goes_again_as_a_line_that_every_reader_can_place(seat):
    handed(seat)
    first = seat.calls.view().contact.narrative[0]
    corrected = ask.Record(facts.NarrativeCorrected("l9", first.line_id, "he has an axe"))
    assert seat.calls.do(corrected).done
    seat.settle()
    event = newest(seat, "NarrativeCorrected", "contact:call-1")
    not_taken(seat, event)
    assert seat.calls.mend.again(event.event_id, Again("he has a hammer")).done
    assert [n.text for n in seat.calls.view().contact.narrative][-1] == "he has a hammer"


def test_dealt_with_needs_a_line_and_names_the_person(seat):
    event = handed(seat)
    not_taken(seat, event)
    assert not seat.calls.mend.dealt_with(event.event_id, "  ").done
    assert len(items(seat)) == 1
    assert seat.calls.mend.dealt_with(event.event_id, "given to J. Muir by telephone").done
    seat.settle()
    settled = body_of(newest(seat, "ItemSettled"))
    assert settled == desk.ItemSettled(
        event.event_id, "dealt_with", "given to J. Muir by telephone", "F. Grant"
    )
    assert items(seat) == ()
    assert not seat.calls.mend.dealt_with(event.event_id, "twice").done


def test_nobody_settles_an_item_unnamed_but_an_emergency_goes_again(seat, tmp_path):
    event = handed(seat)
    not_taken(seat, event)
    seat.calls.sign_out()
    file = tmp_path / "kept.txt"
    assert not seat.calls.mend.dealt_with(event.event_id, "somebody did").done
    assert not seat.calls.mend.export(event.event_id, str(file)).done
    assert not file.exists()
    assert seat.calls.mend.again(event.event_id, Again("", OTHER, "Other team")).done


def test_an_export_is_a_new_file_for_this_user_alone(seat, tmp_path):
    event = handed(seat)
    not_taken(seat, event)
    file = tmp_path / "kept.txt"
    file.write_text("somebody's own")
    taken = seat.calls.mend.export(event.event_id, str(file))
    assert not taken.done
    assert "already" in taken.sentence
    assert file.read_text() == "somebody's own"
    assert len(items(seat)) == 1
    file = tmp_path / "kept-2.txt"
    assert seat.calls.mend.export(event.event_id, str(file)).done
    words = file.read_text(encoding="utf-8")
    for part in (ASIDE, body_of(event).reference, "he has a bat", event.event_id):
        assert part in words
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    seat.settle()
    assert body_of(newest(seat, "ItemSettled")).note == "kept-2.txt"
    assert items(seat) == ()


@pytest.mark.parametrize("path", ["", "kept.txt", "/no/such/folder/kept.txt", "\0"])
def test_an_export_that_cannot_be_made_leaves_the_item(seat, path):
    event = handed(seat)
    not_taken(seat, event)
    result = seat.calls.mend.export(event.event_id, path)
    assert not result.done
    assert "nothing was written" in result.sentence
    assert len(items(seat)) == 1


def test_the_list_is_the_same_after_a_new_start_and_what_was_settled_stays_settled(seat, tmp_path):
    event = handed(seat)
    line = newest(seat, "NarrativeAdded", "contact:call-1")
    not_taken(seat, line)
    not_taken(seat, event)
    before = items(seat)
    assert len(before) == 2
    anew = again(seat, tmp_path)
    try:
        assert items(anew) == before
        assert anew.calls.mend.dealt_with(line.event_id, "told the division").done
        once = again(anew, tmp_path)
        twice = again(once, tmp_path)  # the bookmark has passed the event that settled it
        assert [i.event_id for i in items(twice)] == [event.event_id]
        twice.stand_up()
    finally:
        anew.stand_up()


def test_a_hand_over_that_was_replaced_is_followed_alone_after_a_new_start(seat, tmp_path):
    event = handed(seat)
    not_taken(seat, event)
    assert seat.calls.mend.again(event.event_id, Again("", OTHER, "Other team")).done
    anew = again(seat, tmp_path)
    try:
        assert items(anew) == ()
        assert [h.state for h in anew.calls.view().hand_overs] == ["waiting"]
    finally:
        anew.stand_up()


def test_bytes_that_this_release_cannot_read_can_be_kept_and_noted(seat, tmp_path):
    event = handed(seat)
    newer = written(seat, desk.Consulted((), None, "why", None))
    not_taken(seat, newer)
    (item,) = items(seat)
    assert (item.way, item.what) == ("none", "Consulted")
    assert not seat.calls.mend.again(newer.event_id, Again("x")).done
    assert seat.calls.mend.export(newer.event_id, str(tmp_path / "c.txt")).done
    assert event.event_id
