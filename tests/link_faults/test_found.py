"""What the machine found, each as the short way that leads there."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.hub.control_room import PARTNER, hand_over, new_contact
from tests.link_faults import verdict
from tests.link_faults.network import Fault
from tests.link_faults.world import World
from workstation.domain.desk_stream import Consulted, Corrected, ReRouteRequested


@pytest.fixture
def world() -> Iterator[World]:
    made = World()
    yield made
    made.close()


def write(world: World, which: int, body: Any) -> None:
    """A desk puts something on record."""
    desk = world.desks[which]
    world.log.saw(desk.name, desk.write(body, f"desk:{desk.device.desk_id}"), body)


def ask(world: World, which: int = 0) -> str:
    """A desk asks for a hand-over; the incident."""
    body = hand_over(new_contact())
    write(world, which, body)
    return body.incident_id


def test_a_hub_that_was_restored_while_nobody_asked_has_everything_again_within_a_minute(
    world: World,
) -> None:
    world.back_up()
    ask(world)
    world.run(1.0)
    world.restore()
    world.heal()
    verdict.at_the_end(world)


def test_a_desk_that_spoke_before_the_other_desks_hand_over_came_hears_what_became_of_it(
    world: World,
) -> None:
    world.desks[0].network.lasting = Fault("no_name")
    incident = ask(world, 0)
    write(world, 1, Consulted((), None, "a fact that is still to come", None))
    write(world, 1, ReRouteRequested(incident, PARTNER, "Partner desk", "it is theirs"))
    write(world, 1, Corrected(incident, "number 14, not 12"))
    world.run(5.0)
    world.heal()
    assert {row.type for row in world.book.stream(incident)} >= {"ReRouted", "CorrectionArrived"}
    verdict.at_the_end(world)


def test_a_proxys_wish_to_be_left_alone_for_minutes_does_not_outlive_it(world: World) -> None:
    world.run(20.0)
    world.desks[0].network.lasting = Fault("503", 240)
    ask(world)
    world.run(2.0)
    world.heal()
    verdict.at_the_end(world)


def test_a_late_hand_over_is_delayed_although_the_desks_clock_was_set_forward(
    world: World,
) -> None:
    world.run(20.0)
    world.desks[0].network.lasting = Fault("no_name")
    world.desks[0].clock.wrong_by_s += 7200.0
    world.log.jumped.add("desk-0")
    incident = ask(world)
    world.sleep(1000.0)
    world.heal()
    assert world.book.stream(incident)[0].body["delayed"] is True
    verdict.at_the_end(world)
