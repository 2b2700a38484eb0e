"""What a team asks of a caller: at the desk while the line is open, else a list with a clock."""

from dataclasses import replace

import pytest

from tests.desk.call.seat import GRANT, RINGING, Seat
from tests.domain.test_alike import card
from workstation.content.policies import load_force
from workstation.desk.call.call_backs import NOT_ASKED, SAY_IT
from workstation.desk.call.view import Wanted
from workstation.desk.card_changes import CardChanges
from workstation.domain.call_event import CallEvent
from workstation.domain.contact import commands as ask
from workstation.domain.desk_stream import TaskAnswered
from workstation.domain.known import Known
from workstation.domain.open_card import OpenCard, ToDo
from workstation.domain.telling import number_key
from workstation.protocol.payloads import body_of

POLICY = load_force("police-scotland")
NUMBER = RINGING.number or ""
FLOOR = ToDo("fact-3-0", "fact", "Which floor?", "2026-11-21T14:20:00.000000Z")
RINGS = ToDo(
    "promise-p", "promise", "Promised to the caller: we ring today", "2026-11-21T14:00:00Z"
)
LATER = replace(FLOOR, task_id="fact-9-0", text="Which door?", due_at="2026-11-21T14:40:00.000000Z")


@pytest.fixture
def seat(tmp_path):
    made = Seat(tmp_path, POLICY)
    yield made
    made.stand_up()


def told(seat: Seat, *cards: OpenCard) -> None:
    seat.calls.linking.arrived(CardChanges(cards, (), True, "2026-11-21T14:05:00.000000Z"))


def answer(seat: Seat, number: str = NUMBER) -> str:
    """Take a call of this number; the contact's id."""
    seat.calls.sign_in(GRANT)
    seat.calls.hear(replace(RINGING, call_id=f"call-{number}", number=number))
    assert seat.calls.answer().done
    seat.settle()
    view = seat.calls.view()
    assert view is not None
    return view.contact.contact_id


def with_tasks(name: str, *tasks: ToDo, numbers: tuple[str, ...] = ()) -> OpenCard:
    return replace(card(name, Known(numbers=numbers)), to_do=tasks)


def wanted(seat: Seat) -> list[str]:
    view = seat.calls.view()
    assert view is not None
    return [one.task.text for one in view.wanted]


def listed(seat: Seat) -> tuple[Wanted, ...]:
    return seat.calls.linking.call_backs.to_ask()


def test_it_is_asked_of_the_caller_who_is_on_the_line_and_of_nobody_else(seat: Seat) -> None:
    contact_id = answer(seat)
    told(seat, with_tasks("1", replace(FLOOR, contact_id=contact_id)), with_tasks("2", LATER))
    assert wanted(seat) == ["Which floor?"]
    assert [one.task.text for one in listed(seat)] == ["Which floor?", "Which door?"]
    assert seat.calls.desk_view().to_ask == 2
    seat.calls.hear(CallEvent("ended", f"call-{NUMBER}", cause="caller"))
    assert wanted(seat) == [], "the line is closed: somebody rings back"
    assert len(listed(seat)) == 2


def test_the_same_number_ringing_again_is_asked_too(seat: Seat) -> None:
    told(seat, with_tasks("1", FLOOR, numbers=(number_key(NUMBER),)))
    answer(seat, "+447700900999")
    assert wanted(seat) == []
    answer(seat)
    assert wanted(seat) == ["Which floor?"]


def test_a_promise_that_was_not_kept_is_seen_when_the_caller_rings_again(seat: Seat) -> None:
    told(seat, with_tasks("1", RINGS, numbers=(number_key(NUMBER),)))
    answer(seat)
    assert wanted(seat) == [RINGS.text]
    assert listed(seat) == ()


def test_an_answer_is_kept_once_and_leaves_every_list(seat: Seat) -> None:
    answer(seat)
    told(seat, with_tasks("1", FLOOR))
    backs = seat.calls.linking.call_backs
    one = listed(seat)[0]
    named = one.card.incident_id, one.task.task_id
    assert backs.answer(*named, "  ").sentence == SAY_IT
    assert backs.answer(*named, "the third").done
    assert listed(seat) == ()
    assert backs.answer(*named, "the fourth").sentence == NOT_ASKED
    seat.settle()
    written = [body_of(event) for event in seat.journal.stream("desk:store-1")]
    said = [body for body in written if isinstance(body, TaskAnswered)]
    assert [(b.task_id, b.text) for b in said] == [("fact-3-0", "the third")]


def test_it_works_while_nobody_is_on_a_call(seat: Seat) -> None:
    told(seat, with_tasks("1", FLOOR))
    assert seat.calls.view() is None
    one = listed(seat)[0]
    assert seat.calls.linking.call_backs.answer(one.card.incident_id, one.task.task_id, "3rd").done


def test_a_message_is_no_proposal_but_its_promise_is_known(seat: Seat) -> None:
    message = with_tasks("1", RINGS, numbers=(number_key(NUMBER),))
    told(seat, replace(message, kind="message"))
    answer(seat)
    view = seat.calls.view()
    assert view is not None and view.near.proposals == ()
    assert wanted(seat) == [RINGS.text]


def test_nothing_here_delays_send_now(seat: Seat) -> None:
    contact_id = answer(seat)
    told(seat, with_tasks("1", replace(FLOOR, contact_id=contact_id)))
    assert seat.calls.send_now().done
    assert seat.calls.do(ask.Correct(seat.calls.view().contact.incident_id, "third floor")).done
