"""One scenario driven through the desk's window by keys alone, with a hub and a receiver behind it.

After each step the call must stand as the step wants it; at the end the hub's record is judged as
that of a play without a window is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workstation.bench.asking_paths import EVERY_OPEN_UNSAFE, nearest, rest_is_unsafe
from workstation.bench.key_paths import KeyPaths
from workstation.bench.keyboard import Keyboard
from workstation.bench.strokes import Stroke
from workstation.bench.wanted import missing
from workstation.bootstrap.demo_people import ADVISOR, PASSWORD
from workstation.bootstrap.desk import sit_down
from workstation.bootstrap.desk_parts import OpenDesk
from workstation.bootstrap.faults import CannotGoOn
from workstation.bootstrap.identifiers import new_id
from workstation.bootstrap.play import control_room, stored_record
from workstation.content import scenario_steps as steps
from workstation.content.lines import line_of
from workstation.content.scenarios import Scenario, read
from workstation.desk.sound import Silence
from workstation.domain.call_event import CallEvent
from workstation.simulator import verdict
from workstation.simulator.deeds import Scene, command_of
from workstation.simulator.player import PATIENCE_S

if TYPE_CHECKING:
    from workstation.bootstrap.control_room import ControlRoom
    from workstation.desk.call.view import CallView
    from workstation.ui.desk.window import DeskWindow
    from workstation.ui.hands import Hands

#: What networks tell of a place needs no key.
_BY_THE_NETWORK: Final = frozenset({"aml", "eisec"})
_OF_THE_INCIDENT: Final = (steps.ReRoute, steps.Correct, steps.StandDown)
_ARRIVED: Final = frozenset({"delivered", "accepted", "refused"})


@dataclass(frozen=True, slots=True)
class Typed:
    """A step and the strokes it took."""

    step: steps.Step
    strokes: tuple[Stroke, ...]


@dataclass(frozen=True, slots=True)
class KeyedCall:
    """A whole call by keys.

    ``still_open``: questions listed for its type that never ended; ``own``: those that the type
    names itself.
    """

    scenario: Scenario
    typed: tuple[Typed, ...]
    still_open: tuple[str, ...]
    own: tuple[str, ...]


def drive(file: Path) -> KeyedCall:
    """Drive the right path of the scenario in ``file``. A Qt application must be there.

    Raises `CannotGoOn` with file and line of the first step that the keys did not bring about.
    """
    scenario = read(file)
    with control_room(scenario, file, "right") as room, _seated(room) as seat:
        seat.sign_in()
        call = _Driven(seat, scenario, file)
        typed = tuple(call.through())
        view = call.view
        still = tuple(q.key for q in view.questions if q.key not in view.contact.answers)
        kind = view.contact.incident_type
        own = view.policy.incident_type(kind).first if kind else ()
        seat.deliver()
        handed = (one.incident_id for one in view.contact.handed)
        stored, _ = stored_record(seat.desk, call.contact_id, handed)
    judged = verdict.of_right_path(stored, scenario.expected, ())
    if not judged.as_expected:
        raise CannotGoOn(f"{file} by keys: {judged.sentence}")
    return KeyedCall(scenario, typed, still, own)


class _Seat:
    """An open desk, its window and the hands at it."""

    def __init__(self, desk: OpenDesk, window: DeskWindow, hands: Hands) -> None:
        self.desk, self.window, self.hands = desk, window, hands
        self.keys = Keyboard(hands, window)

    def sign_in(self) -> None:
        """By keys, before any call; nobody counts these."""
        self.keys.fill(user=ADVISOR.user, password=PASSWORD)
        self.wait(lambda: bool(self.desk.calls.desk_view().person), "nobody could sign in")
        self.wait(lambda: self.desk.directory.standing().whole, "the callers did not arrive")
        self.keys.taken()

    def deliver(self) -> None:
        """Until the hub has everything."""
        self.wait(lambda: self.desk.journal.waiting().count == 0, "the hub did not take everything")

    def wait(self, done: Callable[[], bool], otherwise: str) -> None:
        """Raises `CannotGoOn`."""
        if not self.hands.wait(done, PATIENCE_S):
            raise CannotGoOn(f"The call by keys cannot go on: {otherwise}.")


@contextmanager
def _seated(room: ControlRoom) -> Iterator[_Seat]:
    from workstation.ui.bridge import Bridge
    from workstation.ui.desk.window import DeskWindow
    from workstation.ui.hands import Hands

    bridge = Bridge()
    desk = OpenDesk(room.machine("desk"), bridge, Silence())
    window = DeskWindow()
    try:
        hands = Hands(window)
        sit_down(window, desk)
        yield _Seat(desk, window, hands)
    finally:
        window.close()
        bridge.close()
        desk.close()


class _Driven:
    """The call, step by step."""

    def __init__(self, seat: _Seat, scenario: Scenario, file: Path) -> None:
        self._seat, self._scenario, self._file = seat, scenario, file
        self._calls = seat.desk.calls
        self._script = scenario.steps("right")
        self._paths = KeyPaths(seat.keys, seat.window, self._calls, self._script)
        self._call_id = new_id()
        self.contact_id = f"contact:{self._call_id}"

    @property
    def view(self) -> CallView:
        """The call as it stands."""
        view = self._calls.view(self.contact_id)
        if view is None:
            raise CannotGoOn("The desk no longer shows the call.")
        return view

    def through(self) -> Iterator[Typed]:
        """Every step; each is saved and looked at before the next."""
        caller = self._scenario.caller
        number = None if caller.withheld else caller.number
        self._calls.hear(CallEvent("offered", self._call_id, caller.line, number, caller.withheld))
        for is_asked, group in groupby(self._script, lambda s: isinstance(s, steps.Question)):
            if is_asked:
                yield from self._asked([s for s in group if isinstance(s, steps.Question)])
            else:
                for step in group:
                    yield self._done(step)
        for step in self._paths.put_off:
            self._check(step)

    def _asked(self, left: list[steps.Question]) -> Iterator[Typed]:
        """Questions one after another: the nearest first, and together what ends alike."""
        while left and not rest_is_unsafe(left, self.view):
            step = nearest(left, self.view, self._seat.window)
            left.remove(step)
            yield self._done(step)
        if left:
            self._seat.keys.press(EVERY_OPEN_UNSAFE)
        for step in left:
            self._check(step)
            yield Typed(step, self._seat.keys.taken())

    def _done(self, step: steps.Step) -> Typed:
        try:
            self._take(step)
        except (KeyError, ValueError) as fault:
            self._fail(step, f"no keys lead there ({fault})")
        self._seat.wait(lambda: self.view.unsaved == 0, "the journal could not save the call")
        if step not in self._paths.put_off:
            self._check(step)
        return Typed(step, self._seat.keys.taken())

    def _take(self, step: steps.Step) -> None:
        match step:
            case steps.Telephone(event=event, cause=cause):
                line = self._scenario.caller.line
                self._calls.hear(CallEvent(event, self._call_id, line, cause=cause))
            case steps.WaitFor(state=state):
                self._seat.wait(lambda: self._stands(state), f"the hand-over was not {state}")
            case steps.Place(source=source) if source in _BY_THE_NETWORK:
                self._calls.do(command_of(step, self._scene()), self.contact_id)
            case _:
                self._paths.do(step)

    def _check(self, step: steps.Step) -> None:
        if lacks := missing(step, self.view.contact, self._scene()):
            self._fail(step, lacks)
        if isinstance(step, _OF_THE_INCIDENT) and self._seat.window.entry.form is not None:
            self._fail(step, f"“{step.do}” was not taken")

    def _fail(self, step: steps.Step, what: str) -> None:
        text = self._file.read_text(encoding="utf-8")
        line = line_of(text, ("step", self._script.index(step)))
        raise CannotGoOn(f"{self._file}:{line}: {what}; the call by keys stops here.")

    def _stands(self, state: str) -> bool:
        view = self.view
        mine = [h for h in view.hand_overs if h.incident_id == view.contact.incident_id]
        if not mine:
            return False
        return mine[-1].state in _ARRIVED if state == "delivered" else mine[-1].state == state

    def _scene(self) -> Scene:
        view = self.view
        at = self._seat.desk.clock.moment().at_utc
        return Scene(view.policy, at, new_id, view.contact.incident_id)
