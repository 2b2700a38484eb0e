"""Whatever network, disks, clocks and programs do: nothing lost, nothing doubled, all told."""

from collections.abc import Callable

import pytest

from tests.link_faults.running import run_machine

#: The seeds that `make test` runs from, and what each gets.
CHANCES, EXAMPLES, STEPS = range(5), 40, 20


@pytest.mark.timeout(600)
@pytest.mark.parametrize("chance", CHANCES)
def test_whatever_happens(chance: int) -> None:
    run_machine(chance, EXAMPLES, STEPS)


@pytest.mark.soak
@pytest.mark.timeout(6 * 3600)
@pytest.mark.parametrize("chance", range(1000, 1004))
def test_whatever_happens_for_long(
    chance: int, record_property: Callable[[str, object], None]
) -> None:
    run_machine(chance, 500, 50)
    record_property("examples", 500)
    record_property("steps", 50)
