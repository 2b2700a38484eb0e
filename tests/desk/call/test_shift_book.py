"""The shift of a desk: counted as calls are answered, the same after a new start, nothing lost."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.desk.call.seat import GRANT, HandClock, Seat
from workstation.content.policies import load_force
from workstation.domain.call_event import CallEvent
from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.domain.events import Moment

POLICY = load_force("police-scotland")
HOUR = 3600.0


class LongClock(HandClock):
    """A clock that also turns days."""

    def moment(self) -> Moment:
        at = datetime(2026, 11, 21, 6, tzinfo=UTC) + timedelta(seconds=self.seconds)
        return Moment(
            at.isoformat(timespec="microseconds").replace("+00:00", "Z"),
            int(self.seconds * 1e9),
            "boot-1",
        )


@pytest.fixture
def seat(tmp_path):
    sitting = Seat(tmp_path, POLICY, LongClock())
    yield sitting
    sitting.stand_up()


def again(seat, tmp_path):
    """The program stopped and was started anew on the same store."""
    seat.settle()
    seat.stand_up()
    anew = Seat(tmp_path, POLICY, seat.clock)
    anew.calls.resume()
    return anew


def call(seat, name):
    """A 101 call rings and is answered."""
    seat.calls.hear(CallEvent("offered", name, "101", "+447700900318"))
    assert seat.calls.answer(f"contact:{name}").done


def end(seat, disposition):
    danger = ask.Record(facts.QuestionEnded("T.danger", "answered", "no"))
    assert seat.calls.do(ask.Together((danger, ask.Dispose(disposition)))).done


def counted(part):
    return [account.contact_id for account in part]


def test_every_end_is_counted_where_it_belongs(seat):
    seat.calls.sign_in(GRANT)
    for name, does in (
        ("praised", lambda: end(seat, "praise")),
        ("advised", lambda: end(seat, "advice")),
        ("gone", seat.abandon),
        ("talking", lambda: None),
    ):
        call(seat, name)
        does()
    desk = seat.calls.shift().desk
    assert (desk.answered, desk.recorded) == (4, 4)
    assert counted(desk.contact_only) == ["contact:advised", "contact:praised"]
    assert desk.ends == {"praise": 1, "advice given": 1}
    assert counted(desk.abandoned) == ["contact:gone"]
    assert counted(desk.open) == ["contact:talking"]
    assert desk.unexplained == ()


def test_an_incident_that_nobody_has_accepted_keeps_its_call_open(seat, tmp_path):
    seat.calls.sign_in(GRANT)
    call(seat, "sent")
    assert seat.calls.send_now().done
    assert seat.calls.do(ask.Dispose("incidents")).done
    assert counted(seat.calls.shift().desk.open) == ["contact:sent"]
    anew = again(seat, tmp_path)
    assert counted(anew.calls.shift().desk.open) == ["contact:sent"]
    anew.stand_up()


def test_a_new_start_counts_the_same(seat, tmp_path):
    seat.calls.sign_in(GRANT)
    for name in ("a", "b", "c"):
        call(seat, name)
        end(seat, "information")
        seat.clock.seconds += HOUR
    call(seat, "d")
    before = seat.calls.shift()
    anew = again(seat, tmp_path)
    assert anew.calls.shift().own is None
    anew.calls.sign_in(GRANT)
    assert anew.calls.shift() == before
    anew.stand_up()


def test_who_signs_out_ends_their_own_count_but_not_the_desks(seat):
    seat.calls.sign_in(GRANT)
    call(seat, "a")
    end(seat, "advice")
    seat.calls.sign_out()
    seat.clock.seconds += 1
    seat.calls.sign_in(GRANT)
    shift = seat.calls.shift()
    assert (shift.own.answered, shift.desk.answered) == (0, 1)


def test_a_start_reads_no_further_back_than_is_counted(seat, tmp_path):
    seat.calls.sign_in(GRANT)
    for n in range(5):
        call(seat, f"old-{n}")
        end(seat, "advice")
    seat.clock.seconds += 24 * HOUR
    call(seat, "new")
    end(seat, "advice")
    anew = again(seat, tmp_path)
    at_start = anew.journal.events_read
    assert anew.calls.shift().desk.answered == 1
    first_look = anew.journal.events_read
    assert anew.calls.shift().desk.answered == 1
    assert anew.journal.events_read == first_look
    one_call = len(anew.journal.stream("contact:new"))
    assert 0 < first_look - at_start <= 2 * one_call  # its own events, and those of one too old
    anew.stand_up()


def test_a_call_whose_line_closed_a_day_ago_is_still_there_and_on_the_page(seat, tmp_path):
    seat.calls.sign_in(GRANT)
    call(seat, "forgotten")
    seat.calls.hear(CallEvent("ended", "forgotten", cause="caller"))
    for n in range(3):
        call(seat, f"later-{n}")
        end(seat, "advice")
    seat.clock.seconds += 26 * HOUR
    assert_still_there(seat, "contact:forgotten")
    anew = again(seat, tmp_path)
    assert_still_there(anew, "contact:forgotten")
    anew.stand_up()


def assert_still_there(seat, contact_id):
    rows = {row.contact_id: row for row in seat.calls.desk_view().calls}
    assert rows[contact_id].phase == "ended"
    assert rows[contact_id].at_utc.startswith("2026-11-21T06:")
    shift = seat.calls.shift()
    assert counted(shift.open) == [contact_id]
    assert shift.desk.answered == 0


def test_no_way_takes_an_answered_call_without_an_end_out_of_the_tray(seat):
    seat.calls.sign_in(GRANT)
    call(seat, "a")
    seat.calls.hear(CallEvent("ended", "a", cause="desk"))
    seat.calls.sign_out()
    seat.calls.sign_in(GRANT)
    seat.calls.hear(CallEvent("offered", "a", "101", "+447700900318"))  # its id comes again
    seat.calls.tick()
    assert "contact:a" in [row.contact_id for row in seat.calls.desk_view().calls]
    assert counted(seat.calls.shift().desk.open) == ["contact:a"]


def test_a_record_from_the_page_is_shown_though_it_had_ended(seat, tmp_path):
    seat.calls.sign_in(GRANT)
    call(seat, "sent")
    assert seat.calls.send_now().done
    assert seat.calls.do(ask.Dispose("incidents")).done
    anew = again(seat, tmp_path)
    anew.calls.show("contact:sent")
    assert anew.calls.view().contact.contact_id == "contact:sent"
    anew.calls.show("contact:never")
    assert anew.calls.view().contact.contact_id == "contact:sent"
    anew.stand_up()
