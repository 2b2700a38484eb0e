"""A desk dies in the middle of a call, and another goes on with it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.endtoend.seated import Seated, hub, sitting
from workstation.desk.answers import CallElsewhere, CallsElsewhere
from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.domain.contact.state import Contact
from workstation.domain.location import LocationFixed


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[tuple[Seated, Seated]]:
    """Two desks at one hub."""
    with (
        hub(tmp_path / "hub") as room,
        sitting(room, tmp_path / "one") as one,
        sitting(room, tmp_path / "two") as two,
    ):
        yield one, two


def story(here: Seated) -> None:
    """A call with a few facts, all of them at the hub."""
    here.ring_and_answer()
    assert here.desk.calls.do(ask.Type("He is at the door with a bat", verbatim=True)).done
    for fact in (
        facts.QuestionEnded("T.now", "answered", "yes"),
        facts.MarkerSet("weapon", "set"),
        LocationFixed("fix-1", "incident", "caller", "12 Fir Road"),
    ):
        assert here.desk.calls.do(ask.Record(fact)).done


def sent(here: Seated) -> bool:
    return here.desk.calls.wait_saved(0) and here.desk.journal.waiting().count == 0


def cut(here: Seated) -> None:
    """The desk's line is cut for good; the program still runs."""
    here.desk.link.stop()


def contact(here: Seated) -> Contact:
    view = here.desk.calls.view()
    assert view is not None
    return view.contact


def listed(here: Seated) -> tuple[CallElsewhere, ...]:
    told: list[CallsElsewhere | str] = []
    here.desk.elsewhere.look(told.append)
    here.until(lambda: bool(told))
    assert isinstance(told[0], CallsElsewhere), told
    return told[0].calls


def take(here: Seated, contact_id: str) -> str:
    told: list[str] = []
    here.desk.elsewhere.take(contact_id, told.append)
    here.until(lambda: bool(told))
    return told[0]


def test_everything_the_hub_holds_is_on_the_other_desk(desks: tuple[Seated, Seated]) -> None:
    """Words, times, author, the pinned policy; and the call can be handed over from there."""
    one, two = desks
    story(one)
    one.until(lambda: sent(one))
    before = contact(one)
    (call,) = listed(two)
    assert (call.words, call.line) == ("He is at the door with a bat", "999")
    assert take(two, call.contact_id) == ""
    after = contact(two)
    assert after.contact_id != before.contact_id
    assert after.continues is not None
    assert after.continues.contact_id == before.contact_id
    assert [(x.text, x.at_utc, x.actor) for x in after.narrative] == [
        (x.text, x.at_utc, x.actor) for x in before.narrative
    ]
    assert dict(after.answers).keys() == dict(before.answers).keys()
    assert after.set_markers == before.set_markers
    assert after.answered_at == before.answered_at
    two.until(lambda: sent(two))  # at the hub the first desk's call is over from here on
    assert take(two, call.contact_id) == ""
    assert len(two.desk.calls.desk_view().calls) == 1
    assert two.desk.calls.do(ask.ChooseGrade("immediate")).done
    assert two.desk.calls.do(ask.HandOver("dispatch")).done
    view = two.desk.calls.view()
    assert view is not None
    two.until(lambda: view is not None and two.desk.calls.view().hand_overs[-1].delivered_at)  # type: ignore[union-attr]
    assert two.desk.calls.shift().desk.unexplained == ()


def test_the_first_desk_hears_of_it_and_its_late_words_join(
    desks: tuple[Seated, Seated],
) -> None:
    """What contradicts nothing joins, marked late; a grade chosen there changes nothing here."""
    one, two = desks
    story(one)
    one.until(lambda: sent(one))
    (call,) = listed(two)
    assert take(two, call.contact_id) == ""
    assert two.desk.calls.do(ask.ChooseGrade("prompt", "as it is told")).done
    two.until(lambda: sent(two))
    one.until(lambda: contact(one).elsewhere is not None)
    assert "took over the call" in one.desk.calls.desk_view().news[-1]
    assert one.desk.calls.do(ask.Type("There is a child inside")).done
    assert one.desk.calls.do(ask.ChooseGrade("immediate")).done
    two.until(lambda: len(contact(two).narrative) == 2)
    two.until(lambda: any("grade chosen there" in s for s in two.desk.calls.desk_view().news))
    assert contact(two).narrative[-1].late
    assert contact(two).narrative[-1].text == "There is a child inside"
    assert contact(two).grade is not None
    assert contact(two).grade.grade == "prompt"  # type: ignore[union-attr]
    assert one.desk.calls.do(ask.Dispose(facts.ELSEWHERE)).done
    assert one.desk.calls.shift().desk.unexplained == ()


def test_an_incident_that_a_team_has_is_followed_by_the_desk_that_goes_on(
    desks: tuple[Seated, Seated],
) -> None:
    """It is not handed over twice; it stands on the second desk as it stands at the hub."""
    one, two = desks
    story(one)
    assert one.desk.calls.do(ask.ChooseGrade("immediate")).done
    assert one.desk.calls.do(ask.HandOver("dispatch")).done
    one.until(lambda: sent(one))
    (call,) = listed(two)
    assert take(two, call.contact_id) == ""
    two.until(lambda: bool(two.desk.calls.view().hand_overs))  # type: ignore[union-attr]
    view = two.desk.calls.view()
    assert view is not None
    assert [h.state for h in view.hand_overs] == ["delivered"]
    assert view.contact.incident_id == contact(one).incident_id
    assert two.desk.calls.do(ask.Type("He has gone in")).done


def test_without_the_hub_it_is_said_and_nothing_changes(desks: tuple[Seated, Seated]) -> None:
    """There is nowhere else to read another desk's call from."""
    _, two = desks
    cut(two)
    told: list[object] = []
    two.desk.elsewhere.look(told.append)
    two.until(lambda: bool(told))
    assert isinstance(told[0], str)
    assert told[0].startswith("Calls of other desks can be seen only while the hub answers.")
    assert "contact" not in told[0]
