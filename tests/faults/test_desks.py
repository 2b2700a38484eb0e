"""Two writers, or one that did not hear: both are kept, refusals are shown, drafts never stray."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.call.seat import GRANT, Seat
from tests.endtoend.seated import Seated, seated
from tests.hub.control_room import ROOM, ControlRoom, hand_over, new_contact
from workstation.content.policies import load_force
from workstation.desk.call.attention import Item
from workstation.domain.call_event import CallEvent
from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.domain.desk_stream import Corrected
from workstation.domain.incident.events import CorrectionArrived

POLICY = load_force("police-scotland")
SECOND = CallEvent("offered", "call-2", "101", "+447700900417")


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Seated]:
    with seated(tmp_path) as made:
        yield made


def only_item(here: Seated) -> Item:
    """What needs attention, once something does."""
    calls = here.desk.calls
    here.until(lambda: calls.desk_view().need_attention > 0)
    (item,) = calls.mend.attention.items()
    return item


def test_fault_05_a_re_route_that_comes_too_late_is_refused_with_its_cause_and_orphans_nothing(
    here: Seated,
) -> None:
    here.ring_and_answer()
    calls = here.desk.calls
    assert calls.do(ask.Type("he has a bat")).done
    incident_id = calls.send_now().incident_id

    def stands() -> tuple[str, str]:
        (one,) = calls.view().hand_overs  # type: ignore[union-attr]
        return one.state, one.team

    here.until(lambda: stands()[0] == "delivered")
    team = stands()[1]
    other = next(t.key for t in POLICY.teams if t.key != team)
    receiver = here.room.person("receiver", teams=(team,))
    assert here.room.step(receiver, incident_id, "accept")["done"]
    assert calls.do(ask.ReRoute(incident_id, other, "nearer")).done  # it has not heard of it yet

    item = only_item(here)
    assert (item.refused, item.way, item.words) == (True, "team", "nearer")
    assert "has accepted it" in item.reason
    assert any("has accepted it" in line for line in calls.desk_view().news)
    here.until(lambda: stands()[0] == "accepted")
    assert stands() == ("accepted", team)
    (line,) = here.room.queue(receiver, team)
    assert (line["incident_id"], line["standing"]) == (incident_id, "accepted")
    assert line["accepted_by"]
    assert calls.mend.dealt_with(item.event_id, "told the team by telephone").done
    assert calls.desk_view().need_attention == 0


def test_fault_14_what_the_hub_has_erased_since_is_shown_and_can_be_kept(
    here: Seated, tmp_path: Path
) -> None:
    contact_id = here.ring_and_answer()
    calls = here.desk.calls
    assert calls.do(ask.Type("first words")).done
    here.until(lambda: calls.wait_saved(0) and here.desk.journal.waiting().count == 0)
    with here.room.hub.database.writing() as tx:
        erase = "update streams set erased_at = ? where stream_id = ?"
        tx.sql.exec_driver_sql(erase, ("2026-03-01T12:00:00.000000Z", contact_id))
    assert calls.do(ask.Type("words that came late")).done

    item = only_item(here)
    assert (item.refused, item.words) == (False, "words that came late")
    assert "erased by retention" in item.reason
    file = tmp_path / "kept.txt"
    assert calls.mend.export(item.event_id, str(file)).done
    kept = file.read_text(encoding="utf-8")
    assert "words that came late" in kept
    assert item.reason in kept
    assert calls.desk_view().need_attention == 0
    assert [line.text for line in calls.view().contact.narrative] == [  # type: ignore[union-attr]
        "first words",
        "words that came late",
    ]


@pytest.mark.parametrize("turned", [False, True])
def test_fault_21_what_two_desks_say_of_one_incident_is_kept_from_both(
    room: ControlRoom, turned: bool
) -> None:
    first, second = room.desk(), room.desk()
    asked, joins = hand_over(new_contact()), new_contact()
    assert room.send(first, first.write(asked))[0]["status"] == "stored"
    receiver = room.person("receiver", teams=(ROOM,))
    of_first = [
        first.write(facts.NarrativeAdded("l1", "he is inside"), asked.contact_id),
        first.write(Corrected(asked.incident_id, "number 14, not 12")),
    ]
    of_second = [
        second.write(facts.IncidentAttached(asked.incident_id, "neighbour"), joins),
        second.write(facts.NarrativeAdded("l1", "he is outside"), joins),
        second.write(Corrected(asked.incident_id, "number 16, not 12")),
    ]
    both = [(first, of_first), (second, of_second)]
    for store, written in reversed(both) if turned else both:
        assert {r["status"] for r in room.send(store, *written)} == {"stored"}

    record = room.get(f"/v1/incidents/{asked.incident_id}", receiver).json()
    held = {e["event_id"] for of in record["contacts"].values() for e in of}
    held |= {e["event_id"] for e in record["requests"]}
    assert held >= {e.event_id for e in of_first + of_second}
    said = {
        body.text
        for body in room.incident(receiver, asked.incident_id)
        if isinstance(body, CorrectionArrived)
    }
    assert said == {"number 14, not 12", "number 16, not 12"}
    heard = [c["event"]["event_id"] for c in room.changes(receiver)["changes"]]
    assert len(heard) == len(set(heard))
    assert set(heard) >= {e.event_id for e in of_first + of_second}


def drafts(seat: Seat, contact_id: str) -> dict[str, str]:
    view = seat.calls.view(contact_id)
    assert view is not None
    return {draft.field: draft.text for draft in view.drafts}


def test_fault_31_a_draft_of_one_call_never_stands_on_another(tmp_path: Path) -> None:
    one, two = "contact:call-1", "contact:call-2"
    seat = Seat(tmp_path, POLICY)
    seat.answer()
    seat.calls.draft("narrative", "of the first", 12)
    seat.calls.draft("answer:T.now", "first too", 9)
    seat.calls.hear(SECOND)
    assert drafts(seat, two) == {}
    assert seat.calls.answer(two).done
    assert drafts(seat, two) == {}
    seat.calls.draft("narrative", "of the second", 13)
    seat.calls.show(one)
    seat.calls.draft("narrative", "of the first, more", 18)
    seat.calls.draft("narrative", "of the second, late", 19, two)  # the screen had not turned yet
    firsts = {"narrative": "of the first, more", "answer:T.now": "first too"}
    assert (drafts(seat, one), drafts(seat, two)) == (firsts, {"narrative": "of the second, late"})
    seat.settle()
    seat.stand_up()

    again = Seat(tmp_path, POLICY, seat.clock)
    try:
        again.calls.resume()
        again.calls.sign_in(GRANT)
        assert drafts(again, one) == firsts
        assert drafts(again, two) == {"narrative": "of the second, late"}
        again.calls.show(two)
        assert again.calls.do(ask.Type("of the second"), clears=("narrative",)).done
        again.settle()
        assert (drafts(again, one), drafts(again, two)) == (firsts, {})
        view = again.calls.view(one)
        assert view is not None
        assert view.contact.narrative == ()
    finally:
        again.stand_up()
