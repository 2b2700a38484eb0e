"""Plays the advisor of a scenario through the use cases that the window drives, and no others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Protocol

from workstation.content import scenario_steps as steps
from workstation.content.scenarios import Caller
from workstation.desk.call.calls import Calls
from workstation.desk.call.view import CallView, Result
from workstation.desk.ports import Clock
from workstation.domain.call_event import CallEvent
from workstation.domain.grading import Held
from workstation.domain.handover import HandOver
from workstation.simulator.deeds import Scene, command_of

#: Seconds to wait for anything that the hub or a receiver has to say.
PATIENCE_S: Final = 60.0
#: States in which the hub has given its durable receipt.
_ARRIVED: Final = frozenset({"delivered", "accepted", "refused"})


class Turn(Protocol):
    """Lets the desk work until ``done()``; says whether that came within ``timeout_s`` seconds."""

    def __call__(self, done: Callable[[], bool], timeout_s: float) -> bool: ...


class Pace(Protocol):
    """Called before each step, with its time in the call; may wait, may tell somebody."""

    def __call__(self, step: steps.Step) -> None: ...


class CannotPlay(Exception):
    """A step could not be done; ``sentence`` is for a person."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Played:
    """How the advisor's part ended. ``held``: the guards that stopped it, empty when none did.

    Times are milliseconds from the last choice of an outcome or team until the desk knew; ``None``
    where it never did.
    """

    contact_id: str
    incident_ids: tuple[str, ...]
    held: tuple[Held, ...]
    delivered_after_ms: float | None
    accepted_after_ms: float | None


class Player:
    """One advisor playing one call. Runs in the thread that owns the desk."""

    def __init__(
        self, calls: Calls, clock: Clock, turn: Turn, new_id: Callable[[], str], pace: Pace
    ) -> None:
        self._calls = calls
        self._clock = clock
        self._turn = turn
        self._new_id = new_id
        self._pace = pace
        self._contact_id = ""
        self._chosen_at: float | None = None
        self._chosen_team: str | None = None
        self._after_ms: dict[str, float] = {}

    def play(self, caller: Caller, script: Iterable[steps.Step]) -> Played:
        """The call from its first ring to the last step, or to the guard that stops it.

        Raises `CannotPlay` when a step does not fit, or nobody answers in `PATIENCE_S`.
        """
        call_id = self._new_id()
        self._contact_id = f"contact:{call_id}"
        number = None if caller.withheld else caller.number
        self._calls.hear(CallEvent("offered", call_id, caller.line, number, caller.withheld))
        end_watching = self._calls.changes.subscribe(lambda _: self._watch())
        try:
            held = self._through(script, call_id, caller)
        finally:
            end_watching()
        return Played(
            self._contact_id,
            tuple(handed.incident_id for handed in self._view.contact.handed),
            held,
            self._after_ms.get("delivered"),
            self._after_ms.get("accepted"),
        )

    def _through(
        self, script: Iterable[steps.Step], call_id: str, caller: Caller
    ) -> tuple[Held, ...]:
        """Every step, each saved before the next: people are slower than disks."""
        for step in script:
            self._pace(step)
            held = self._take(step, call_id, caller)
            self._save()
            if held:
                return held
        return ()

    @property
    def _view(self) -> CallView:
        view = self._calls.view(self._contact_id)
        if view is None:
            raise CannotPlay("The desk no longer shows the call; what was saved is safe.")
        return view

    def _take(self, step: steps.Step, call_id: str, caller: Caller) -> tuple[Held, ...]:
        """Do one step; what held it, if anything did."""
        match step:
            case steps.Answer():
                return self._done(step, self._calls.answer(self._contact_id))
            case steps.HalfTyped(field=field, text=text):
                self._calls.draft(field, text, len(text), self._contact_id)
                return ()
            case steps.SendNow():
                self._choose(None)
                return self._done(step, self._calls.send_now())
            case steps.Telephone(event=event, cause=cause):
                self._calls.hear(CallEvent(event, call_id, caller.line, cause=cause))
                return ()
            case steps.WaitFor(state=state):
                self._wait_for(state)
                return ()
        return self._ask(step)

    def _ask(self, step: steps.Step) -> tuple[Held, ...]:
        view = self._view
        at = self._clock.moment().at_utc
        scene = Scene(view.policy, at, self._new_id, view.contact.incident_id)
        command = command_of(step, scene)
        if isinstance(step, steps.HandOver | steps.ReRoute):
            self._choose(step.team)
        return self._done(step, self._calls.do(command, self._contact_id))

    def _choose(self, team: str | None) -> None:
        """An outcome or another team is chosen now: times count from here."""
        self._chosen_at, self._chosen_team = self._clock.monotonic(), team
        self._after_ms.clear()

    def _done(self, step: steps.Step, result: Result) -> tuple[Held, ...]:
        if result.done or result.held:
            return result.held
        raise CannotPlay(
            f"The step “{step.do}” at {step.at:g} s could not be done: {result.sentence} What was "
            "recorded before it is safe; correct the scenario."
        )

    def _wait_for(self, state: str) -> None:
        if not self._turn(lambda: self._stands(state), PATIENCE_S):
            now = self._newest()
            raise CannotPlay(
                f"The hand-over was not {state} within {PATIENCE_S:g} s: it is "
                f"{now.state if now else 'not made'}; it is stored and goes on being sent."
            )

    def _stands(self, state: str) -> bool:
        newest = self._newest()
        if newest is None:
            return False
        return newest.state in _ARRIVED if state == "delivered" else newest.state == state

    def _watch(self) -> None:
        """Note when the hand-over chosen last got where."""
        newest = self._newest()
        if newest is None or self._chosen_team not in (None, newest.team):
            return
        if newest.state in _ARRIVED:
            self._note("delivered")
        if newest.state == "accepted":
            self._note("accepted")

    def _newest(self) -> HandOver | None:
        view = self._view
        mine = [h for h in view.hand_overs if h.incident_id == view.contact.incident_id]
        return mine[-1] if mine else None

    def _note(self, what: str) -> None:
        if self._chosen_at is not None and what not in self._after_ms:
            self._after_ms[what] = (self._clock.monotonic() - self._chosen_at) * 1_000

    def _save(self) -> None:
        if not self._turn(lambda: self._view.unsaved == 0, PATIENCE_S):
            raise CannotPlay("The journal could not save the call; it is kept in memory only.")
