"""What the machine found, each as the short way that leads there."""

from collections.abc import Iterator

import pytest

from tests.hub.control_room import hand_over, new_contact
from tests.link_faults import verdict
from tests.link_faults.world import World


@pytest.fixture
def world() -> Iterator[World]:
    made = World()
    yield made
    made.close()


def ask(world: World, which: int = 0) -> str:
    """A desk asks for a hand-over; the incident."""
    desk, body = world.desks[which], hand_over(new_contact())
    world.log.saw(desk.name, desk.write(body, f"desk:{desk.device.desk_id}"), body)
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
