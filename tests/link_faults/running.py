"""Running the machine: so many examples of so many steps from a seed, as it is or with a scene."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import initialize, run_state_machine_as_test

from tests.link_faults.machine import LinkFaults
from tests.link_faults.mistakes import Scene


def run_machine(
    chance: int, examples: int, steps: int, machine: type[LinkFaults] = LinkFaults
) -> None:
    """Raises what the first bad example raised; it is printed as it is, for a smaller one takes
    minutes to find: add ``Phase.shrink`` by hand then.
    """
    run_state_machine_as_test(
        seed(chance)(lambda: machine()),
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            phases=[Phase.generate],
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def beginning_with(scene: Scene) -> type[LinkFaults]:
    """The machine, whose examples begin with ``scene``."""

    class Staged(LinkFaults):
        @initialize()
        def a_first_call(self) -> None:
            self.a_contact(0)
            self.a_contact(1)
            self.lines(0, 0, 2)
            scene(self)

    return Staged
