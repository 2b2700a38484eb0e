"""A test that cannot fail proves nothing: each planted mistake must be seen."""

import pytest

from tests.link_faults.mistakes import MISTAKES, made
from tests.link_faults.running import beginning_with, run_machine

#: Examples that the machine may take to see a mistake, and their steps after the scene.
EXAMPLES, STEPS = 6, 4
SCENES = {mistake.scene: name for name, mistake in MISTAKES.items()}


@pytest.mark.parametrize("name", MISTAKES)
def test_it_is_seen(name: str) -> None:
    machine = beginning_with(MISTAKES[name].scene)
    with made(name), pytest.raises(AssertionError):
        run_machine(1, EXAMPLES, STEPS, machine)


@pytest.mark.parametrize("name", SCENES.values())
def test_the_scene_is_innocent(name: str) -> None:
    run_machine(1, 1, 1, beginning_with(MISTAKES[name].scene))
