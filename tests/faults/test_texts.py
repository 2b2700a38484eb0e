"""Texts that break screens and stores: cleaned where they are entered, and never a fault."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.call.seat import Seat
from tests.desk.link.test_sender import Bench
from tests.hub.control_room import ROOM, ControlRoom, batch, hand_over, new_contact
from workstation.content.policies import load_force
from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.domain.text import LINE

POLICY = load_force("police-scotland")
HUGE = "He went towards the canal. " * 400_000
#: What was typed, and what of it is put on record.
TYPED = {
    "bidi override": ("\u202egnp.exe\u202c he said", "gnp.exe he said"),
    "NUL": ("he has\x00 a bat\x00", "he has a bat"),
    "lone surrogate": ("he has \ud83d a bat \udfff", "he has  a bat"),
    "10 MB": (HUGE, HUGE[:LINE].rstrip()),
}
cases = pytest.mark.parametrize(("text", "kept"), TYPED.values(), ids=TYPED)


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    sitting = Seat(tmp_path, POLICY)
    yield sitting
    sitting.stand_up()


@cases
def test_fault_33_what_is_typed_is_put_on_record_cleaned_and_bounded(
    seat: Seat, text: str, kept: str
) -> None:
    seat.answer()
    seat.calls.draft("narrative", text, len(text))
    assert seat.calls.do(ask.Type(text), clears=("narrative",)).done
    assert seat.calls.do(ask.Type("and the next line")).done
    assert seat.calls.send_now().done
    seat.settle()
    view = seat.calls.view()
    assert view is not None
    assert [line.text for line in view.contact.narrative] == [kept, "and the next line"]
    assert view.fault == ""
    assert seat.journal.first_break() is None


@cases
def test_fault_33_half_typed_text_is_there_again_after_a_crash(
    seat: Seat, tmp_path: Path, text: str, kept: str
) -> None:
    seat.answer()
    seat.calls.draft("narrative", text, 3)
    seat.calls.draft("answer:T.now", "he is still there", 3)
    seat.settle()
    seat.stand_up()
    again = Seat(tmp_path, POLICY, seat.clock)
    try:
        again.calls.resume()
        view = again.calls.view()
        assert view is not None
        drafts = {draft.field: draft.text for draft in view.drafts}
        assert drafts["answer:T.now"] == "he is still there"
        assert len(drafts["narrative"]) == len(text)
        drafts["narrative"].encode()  # it can be shown: nothing of half a character is in it
    finally:
        again.stand_up()


def test_fault_33_a_narrative_that_is_too_large_to_be_sent_stops_nothing(
    room: ControlRoom, bench: Bench
) -> None:
    contact = new_contact()
    huge = bench.write(facts.NarrativeAdded("l1", HUGE), contact)
    (next_one,) = bench.lines(1)
    bench.drain()
    assert (bench.state(huge)[0], bench.state(next_one)[0]) == ("set_aside", "stored")

    store, asked = room.desk(), hand_over(contact)
    written = (store.write(facts.NarrativeAdded("l1", "small"), contact), store.write(asked))
    sent = batch(store, *written)
    sent["events"][0]["payload"] = HUGE
    reply = room.post("/v1/events", store.authorization, sent)
    assert [r["status"] for r in reply.json()["replies"]] == ["unreadable", "stored"]
    sent["events"][1]["payload"] = HUGE
    assert room.post("/v1/events", store.authorization, sent).status_code == 413
    (item,) = room.queue(room.person("receiver", teams=(ROOM,)))
    assert item["incident_id"] == asked.incident_id


@pytest.mark.parametrize("bad", ["\u202egnp.exe", "he has\x00 a bat", "he has \ud83d a bat"])
def test_fault_33_what_another_program_sends_is_stored_or_set_aside_and_the_rest_is_taken(
    room: ControlRoom, bad: str
) -> None:
    store, contact = room.desk(), new_contact()
    written = [store.write(facts.NarrativeAdded("l", text), contact) for text in ("he", "left")]
    asked = store.write(hand_over(contact))
    body = batch(store, *written, asked)
    whole = json.loads(body["events"][0]["payload"])
    body["events"][0]["payload"] = json.dumps({**whole, "text": bad}, ensure_ascii=False)
    content = json.dumps(body).encode()  # lone surrogates as escapes, as a program would
    headers = {"X-Workstation-Protocol": "1", "Authorization": store.authorization}
    headers["Content-Type"] = "application/json"
    reply = room.client.post("/v1/events", content=content, headers=headers)
    assert reply.status_code == 200, reply.text
    assert [r["status"] for r in reply.json()["replies"]] == ["unreadable", "stored", "stored"]
