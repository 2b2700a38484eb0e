"""What every desk is told of the incidents that are open: in short, in step, and only what is."""

from __future__ import annotations

import uuid
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.hub.control_room import ControlRoom, DeskStore, hand_over, new_contact, raised
from workstation.domain.contact import facts
from workstation.domain.desk_stream import HandOverRequested, Snapshot
from workstation.domain.location import LocationFixed
from workstation.hub import installation, open_cards
from workstation.hub.settings import HubSettings
from workstation.hub.store import tables

AT = "2026-03-01T12:00:00.000000Z"
TOLD = (
    facts.CallOffered("c1", "999", "+447700900123"),
    facts.NarrativeAdded("n1", "A red van at the school gates, SN12 ABC"),
    LocationFixed("f1", "incident", "gazetteer", "Fir Road", 55.866, -3.98, 15.0, "ML6 0AA"),
)


def carried(*bodies: Any) -> tuple[Snapshot, ...]:
    """What a hand-over's snapshot holds of ``bodies``."""
    return tuple(
        Snapshot(f"e{n}", n, type(body).__name__, 1, AT, "f.grant", asdict(body))
        for n, body in enumerate(bodies, start=1)
    )


def page(room: ControlRoom, desk: DeskStore, after: int = 0, **more: Any) -> dict[str, Any]:
    reply = room.get("/v1/open-incidents", desk.authorization, after=after, **more)
    assert reply.status_code == 200, reply.text
    return dict(reply.json())


def go_on(room: ControlRoom, desk: DeskStore, page_before: dict[str, Any]) -> dict[str, Any]:
    return page(room, desk, page_before["up_to"], epoch=page_before["epoch"])


def opened(room: ControlRoom, desk: DeskStore, *told: Any, **more: Any) -> HandOverRequested:
    asked = hand_over(new_contact(), snapshot=carried(*told), **more)
    room.send(desk, desk.write(asked))
    return asked


def test_an_opened_incident_is_a_card_for_every_desk(room: ControlRoom) -> None:
    asked = opened(room, room.desk(), *TOLD)
    (card,) = page(room, room.desk())["cards"]
    assert card["incident_id"] == asked.incident_id
    assert (card["reference"], card["headline"]) == (asked.reference, asked.headline)
    assert (card["grade_name"], card["grade_rank"]) == ("Prompt", 2)
    assert (card["standing"], card["team_name"]) == ("delivered", "Area control room")
    known = card["known"]
    assert known["numbers"] == ["7700900123"]
    assert known["registrations"] == ["SN12ABC"]
    assert known["words"][:4] == ["red", "van", "school", "gates"]
    assert [spot["text"] for spot in known["spots"]] == ["Fir Road, ML6 0AA"]


def test_a_hand_over_without_words_has_at_least_its_place(room: ControlRoom) -> None:
    opened(room, room.desk())
    (card,) = page(room, room.desk())["cards"]
    assert [spot["text"] for spot in card["known"]["spots"]] == ["12 Fir Road"]


def test_a_card_follows_its_incident_and_leaves_when_it_is_closed(room: ControlRoom) -> None:
    """Who looks at it changes nothing that a card shows, and gets no number."""
    desk = room.desk()
    asked = opened(room, desk, *TOLD)
    first = page(room, desk)
    receiver = room.person("receiver", teams=(asked.team,))
    room.step(receiver, asked.incident_id, "claim")
    assert go_on(room, desk, first)["up_to"] == first["up_to"]
    room.send(desk, desk.write(raised(asked.incident_id)))
    room.step(receiver, asked.incident_id, "accept")
    second = go_on(room, desk, first)
    assert [(c["grade_name"], c["standing"]) for c in second["cards"]] == [
        ("Immediate", "accepted")
    ]
    room.step(receiver, asked.incident_id, "close", cause="Done")
    third = go_on(room, desk, second)
    assert (third["cards"], third["gone"]) == ([], [asked.incident_id])
    whole = page(room, desk)
    assert (whole["cards"], whole["gone"]) == ([], [])


def test_what_another_call_adds_joins_the_card(room: ControlRoom) -> None:
    first, second = room.desk(), room.desk()
    asked = opened(room, first, *TOLD)
    contact = new_contact()
    told = (
        facts.CallOffered("c2", "999", "+447700900456"),
        facts.NarrativeAdded("n2", "A man with a crossbow"),
        facts.IncidentAttached(asked.incident_id),
    )
    room.send(second, *(second.write(body, contact) for body in told))
    (card,) = page(room, second)["cards"]
    assert card["calls"] == 2
    assert card["known"]["numbers"] == ["7700900123", "7700900456"]
    assert "crossbow" in card["known"]["words"]
    room.send(second, second.write(facts.NarrativeAdded("n3", "He ran to the viaduct"), contact))
    (card,) = page(room, second)["cards"]
    assert "viaduct" in card["known"]["words"]


def test_a_desk_of_another_epoch_or_far_behind_begins_anew(
    room: ControlRoom, monkeypatch: Any
) -> None:
    desk = room.desk()
    first, second = opened(room, desk, *TOLD), opened(room, desk)
    stands = page(room, desk)
    assert not stands["reset"]
    ids = {first.incident_id, second.incident_id}
    for asked in (
        page(room, desk, stands["up_to"], epoch="another"),
        page(room, desk, stands["up_to"] + 5, epoch=stands["epoch"]),
    ):
        assert asked["reset"]
        assert {card["incident_id"] for card in asked["cards"]} == ids
    monkeypatch.setattr(open_cards, "REMEMBERED", 0)
    behind = page(room, desk, stands["up_to"] - 1, epoch=stands["epoch"])
    assert behind["reset"] and len(behind["cards"]) == 2


def test_what_is_closed_is_forgotten_at_last(room: ControlRoom, monkeypatch: Any) -> None:
    monkeypatch.setattr(open_cards, "REMEMBERED", 0)
    desk = room.desk()
    asked = opened(room, desk)
    receiver = room.person("receiver", teams=(asked.team,))
    room.step(receiver, asked.incident_id, "accept")
    room.step(receiver, asked.incident_id, "close", cause="Done")
    with room.hub.reading() as tx:
        assert not list(tx.sql.execute(tables.OPEN_INCIDENTS.select()))


def test_pages_hold_every_card_once(room: ControlRoom) -> None:
    desk = room.desk()
    ids = [opened(room, desk).incident_id for _ in range(5)]
    seen: list[str] = []
    told = page(room, desk, limit=2)
    while True:
        seen += [card["incident_id"] for card in told["cards"]]
        if not told["more"]:
            break
        told = page(room, desk, told["up_to"], epoch=told["epoch"], limit=2)
    assert seen == ids


def test_only_desks_keep_copies(room: ControlRoom) -> None:
    _, receiver = room.enrol("receiver")
    assert room.get("/v1/open-incidents", receiver).status_code == 403
    assert room.get("/v1/open-incidents", room.person("supervisor")).status_code in (401, 403)


def test_hostile_words_and_places_stay_bounded(room: ControlRoom) -> None:
    desk = room.desk()
    told = (
        *(facts.NarrativeAdded(f"n{n}", f"w{n}x " * 500) for n in range(90)),
        LocationFixed("f1", "incident", "caller", "P" * 3000, float("nan"), float("inf"), 1e300),
        *(facts.VehicleRecorded(f"v{n}", f"AB{n:02}CDE") for n in range(30)),
        *(facts.PersonRecorded(f"p{n}", "other", phone=f"07700900{n:03}") for n in range(30)),
    )
    opened(room, desk, *told, headline="H" * 9000, place="Q" * 9000)
    reply = room.get("/v1/open-incidents", desk.authorization)
    assert len(reply.content) < 6_000
    (card,) = reply.json()["cards"]
    assert len(card["known"]["words"]) == 60


def test_incidents_of_an_older_release_get_their_cards(
    room: ControlRoom, hub_settings: HubSettings, tmp_path: Path
) -> None:
    desk = room.desk()
    asked = opened(room, desk, *TOLD)
    with room.hub.writing() as tx:
        tx.sql.execute(tables.OPEN_INCIDENTS.delete())
    assert not page(room, desk)["cards"]
    installation.migrate(hub_settings.database, "demo", tmp_path / f"{uuid.uuid4()}.pem")
    (card,) = page(room, desk)["cards"]
    assert card["incident_id"] == asked.incident_id


def test_a_contact_that_is_separated_takes_its_words_along(room: ControlRoom) -> None:
    """The receiver reads it no more, and the incident's own stream says that it was separated."""
    first, second = room.desk(), room.desk()
    asked = opened(room, first, *TOLD)
    contact = new_contact()
    told = (
        facts.NarrativeAdded("n2", "A man with a crossbow"),
        facts.IncidentAttached(asked.incident_id),
    )
    room.send(second, *(second.write(body, contact) for body in told))
    receiver = room.person("receiver", teams=(asked.team,))
    before = room.changes(receiver)
    detached = facts.IncidentDetached(asked.incident_id, "another street")
    room.send(second, second.write(detached, contact))
    (card,) = page(room, second)["cards"]
    assert card["calls"] == 1
    assert "crossbow" not in card["known"]["words"] and "van" in card["known"]["words"]
    news = room.changes(receiver, before["token"])["changes"]
    assert ("gone", contact) in [(c["kind"], c["stream_id"]) for c in news]
    assert "ContactSeparated" in [c["event"]["type"] for c in news if c["event"]]
    assert [s["text"] for s in card["known"]["spots"]] == ["Fir Road, ML6 0AA"]
    room.send(second, second.write(facts.NarrativeAdded("n3", "He ran to the viaduct"), contact))
    assert "viaduct" not in page(room, second)["cards"][0]["known"]["words"]


def test_a_major_incident_carries_its_briefing_until_it_is_over(room: ControlRoom) -> None:
    desk = room.desk()
    asked = opened(room, desk, *TOLD)
    supervisor = room.person("supervisor")
    briefing = "Train derailed at the viaduct: link every call to it"
    assert room.step(supervisor, asked.incident_id, "declare_major", cause=briefing)["done"]
    (card,) = page(room, desk)["cards"]
    assert card["briefing"] == briefing
    assert room.step(supervisor, asked.incident_id, "end_major", cause="line is clear")["done"]
    (card,) = page(room, desk)["cards"]
    assert card["briefing"] == ""
