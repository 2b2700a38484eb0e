"""The link against a real hub: what is written arrives, what the hub says comes back."""

from tests.desk.link.desk_side import DeskSide
from tests.hub.control_room import ROOM, ControlRoom, new_contact


def test_a_hand_over_arrives_and_the_acceptance_comes_back(
    desk: DeskSide, room: ControlRoom
) -> None:
    contact = new_contact()
    lines = desk.say(contact, "man at the door with a bat", "he has gone round the back")
    request, asked = desk.ask(contact)
    desk.link.start(desk.told)
    desk.until(lambda: {desk.state(e) for e in (*lines, request)} == {"stored"})

    receiver = room.person("receiver", teams=(ROOM,))
    assert room.step(receiver, asked.incident_id, "accept")["done"]
    desk.until(lambda: len(desk.cache.incident_entries(asked.incident_id)) == 2)
    desk.until(lambda: desk.told.incidents[-1:] == [asked.incident_id])
    said = [type(e.body).__name__ for e in desk.cache.incident_entries(asked.incident_id)]
    assert said == ["IncidentOpened", "Accepted"]
    assert set(desk.told.delivered_ids) == {e.event_id for e in (*lines, request)}
    state = desk.link.state()
    assert (state.state, state.waiting, state.sentence) == ("live", 0, "")
    assert desk.clock.moment().hub_offset_ms is not None
