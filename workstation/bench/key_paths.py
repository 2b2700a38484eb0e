"""A step of a scenario as keys: the shortest way through the desk's window that an expert takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, Any, Final

from workstation.bench import asking_paths
from workstation.bench.wanted import HEARD, is_signed
from workstation.content import scenario_steps as steps
from workstation.ui.pieces.numbers import national

if TYPE_CHECKING:
    from workstation.bench.keyboard import Keyboard
    from workstation.desk.call.calls import Calls
    from workstation.desk.call.view import CallView
    from workstation.ui.desk.window import DeskWindow

_NARRATIVE: Final = "Narrative: type here"


class KeyPaths:
    """Does the steps of ``script`` by keys at one window.

    ``put_off`` are steps that wait for a form which asks for them anyway.
    """

    def __init__(
        self, keys: Keyboard, window: DeskWindow, calls: Calls, script: Sequence[steps.Step]
    ) -> None:
        self._keys, self._window, self._calls = keys, window, calls
        self._script = script
        self._reasons: dict[str, str] = {}
        self.put_off: list[steps.Step] = []

    def do(self, step: steps.Step) -> None:
        """Do ``step``. KeyError for a step that no key does."""
        _PATHS[type(step)](self, step)

    @property
    def _call(self) -> CallView:
        call = self._calls.view()
        if call is None:
            raise KeyError("call")
        return call

    @property
    def _focus(self) -> str:
        focus = self._window.focusWidget()
        return focus.accessibleName() if focus is not None else ""

    def _form(self, key: str, /, **values: str) -> None:
        self._keys.press(key) if key else None
        self._keys.fill(**values)

    def _line(self, step: steps.Line) -> None:
        """From an answer too; a quotation mark keeps a digit in front from choosing."""
        in_answer = self._focus == asking_paths.ANSWER and self._window.questions.current
        if not in_answer and self._focus != _NARRATIVE:
            self._keys.press("Esc")
        if step.verbatim:
            self._keys.letters('"')
        elif in_answer and step.text[0].isdigit():
            self._keys.letters(" ")
        self._keys.words(step.text)
        self._keys.press("Ctrl+Return" if in_answer else "Return")

    def _half_typed(self, step: steps.HalfTyped) -> None:
        if self._focus != _NARRATIVE:
            self._keys.press("Esc")
        self._keys.words(step.text)

    # -- facts --------------------------------------------------------------------------------

    def _type(self, step: steps.WorkBy) -> None:
        self._form("Alt+T", type=step.incident_type)

    def _marker(self, step: steps.Marker) -> None:
        contact = self._call.contact
        order = [m.key for m in self._call.policy.markers]
        if (step.marker in contact.set_markers) == (step.state == "set"):
            return
        asked = [key for key in order if key in contact.undecided_markers]
        if asked[:1] == [step.marker]:
            self._keys.press("Alt+Y" if step.state == "set" else "Alt+N")
            return
        self._keys.press("Alt+M")
        self._keys.press(f"{order.index(step.marker) + 1}")

    def _place(self, step: steps.Place) -> None:
        self._keys.press("Alt+L")
        if step.source == "gazetteer" and self._from_the_list(step):
            return
        source = "caller" if step.source == "gazetteer" else step.source
        self._keys.fill(
            text=step.text, postcode=step.postcode or "", about=step.about, source=source
        )

    def _from_the_list(self, step: steps.Place) -> bool:
        """Type until the address stands first, and take it; whether it ever did."""
        address = step.text.split(",")[0]
        for n, character in enumerate(step.text, start=1):
            self._keys.words(character)
            first = "".join(self._window.entry.offered[:1])
            if n >= len(address) and address in first and (step.postcode or "") in first:
                self._keys.press("Down")
                self._keys.press("Return")
                return True
        return False

    def _person(self, step: steps.Person) -> None:
        self._form(
            "Alt+P", role=step.role, name=step.name, born=step.born, description=step.description,
            injuries=step.injuries, where_now=step.where_now, relation=step.relation,
            phone=step.phone,
        )  # fmt: skip

    def _vehicle(self, step: steps.Vehicle) -> None:
        self._form(
            "Alt+V", registration=step.registration, description=step.description,
            direction=step.direction,
        )  # fmt: skip

    def _safety(self, step: steps.OfficerSafety) -> None:
        if step.status == "none_known":
            self._keys.press("Alt+0")
        else:
            self._form("Alt+H", text=step.text)

    def _service(self, step: steps.Service) -> None:
        self._form("Ctrl+S", service=step.service, reference=step.reference, note=step.note)

    def _advice(self, step: steps.Advice) -> None:
        self._form("Ctrl+F", key=step.key, text=step.text)

    def _access(self, step: steps.Access) -> None:
        self._form(
            "Ctrl+N", adjustments=", ".join(step.adjustments),
            forbidden=", ".join(step.forbidden_contact), ring=step.safe_to_ring,
            text=step.safe_to_text,
        )  # fmt: skip

    def _standing(self, step: steps.Standing) -> None:
        self._form(
            "Alt+F", third="yes" if step.third_party else "", behalf=step.on_behalf_of,
            anonymous="yes" if step.anonymous else "",
        )  # fmt: skip

    def _call_back(self, step: steps.CallBack) -> None:
        lost = self._call.contact.end_cause == "lost"
        self._form(
            "Alt+D" if lost else "Ctrl+Shift+B", number=national(step.number),
            ring=step.safe_to_ring,
            text=step.safe_to_text,
            **{k: v for k, v in (("who", step.who_rings), ("when", step.when)) if v},
        )  # fmt: skip

    def _rang_back(self, step: steps.RangBack) -> None:
        self._form("Ctrl+B", result=step.result, number=national(step.number), note=step.note)

    def _sign(self, step: steps.SilentSign) -> None:
        """All signs that were noticed together go into one form."""
        if is_signed(self._call.contact, step):
            return
        coming = self._script[self._script.index(step) :]
        unasked = takewhile(lambda s: not isinstance(s, steps.Question), coming)
        taps = any(isinstance(s, steps.AnswersBy) and s.how == "taps" for s in unasked)
        values = {"taps": "yes" if taps else ""}
        for one in takewhile(lambda s: isinstance(s, steps.SilentSign), coming):
            if isinstance(one, steps.SilentSign) and one.sign not in values:
                values[one.sign] = one.words if one.sign in HEARD else "yes"
        self._form("Alt+S", **values)

    def _answers_by(self, step: steps.AnswersBy) -> None:
        if self._call.contact.by_taps != (step.how == "taps"):
            self._keys.press("Ctrl+P")

    # -- judgement ----------------------------------------------------------------------------

    def _grade(self, step: steps.Grade) -> None:
        order = [grade.key for grade in self._call.policy.grades]
        self._reasons["grade"] = self._reasons["below-indicated"] = step.reason
        self._keys.press(f"Alt+{order.index(step.grade) + 1}")

    def _rationale(self, step: steps.Rationale) -> None:
        """Typed where a guard asks for it; for a letter there is the narrative."""
        if any(step.about == letter.key for letter in self._call.policy.letters):
            self._line(steps.Line(at=step.at, do="line", text=step.text))
            return
        self._reasons[step.about] = step.text
        self.put_off.append(step)

    def _hand_over(self, step: steps.HandOver) -> None:
        outcome = self._call.policy.outcome(step.outcome)
        self._keys.press(outcome.function_key)
        while (form := self._window.entry.form) is not None and not self._went(form.key, step):
            pass

    def _went(self, form: str, step: steps.HandOver) -> bool:
        """Whether all that the outcome asked for is given; gives what is asked first."""
        guard = form.removeprefix("rationale:")
        if form == "appointment" and step.appointment is not None:
            wish = step.appointment
            self._keys.fill(times=wish.times, contact=wish.contact, avoid=wish.avoid)
            return False
        if guard != form and self._reasons.get(guard):
            self._keys.fill(text=self._reasons.pop(guard))
            return False
        return True

    def _promise(self, step: steps.Promise) -> None:
        form = self._window.entry.form
        self._form("" if form and form.key == "promise" else "Alt+O", text=step.text)

    def _dispose(self, step: steps.Dispose) -> None:
        told = {"told": step.told} if step.told else {}
        danger = {"danger": step.danger} if step.danger else {}
        self._form("Alt+E", disposition=step.disposition, note=step.note, **danger, **told)


Path = Callable[[KeyPaths, Any], None]
_PATHS: Final[Mapping[type, Path]] = {
    steps.Answer: lambda on, _: on._keys.press("F4"),
    steps.Line: KeyPaths._line,
    steps.HalfTyped: KeyPaths._half_typed,
    steps.WorkBy: KeyPaths._type,
    steps.Question: lambda on, s: asking_paths.end(s, on._call, on._window, on._keys),
    steps.Marker: KeyPaths._marker,
    steps.Place: KeyPaths._place,
    steps.ReadBack: lambda on, _: on._keys.press("Alt+B"),
    steps.Person: KeyPaths._person,
    steps.Vehicle: KeyPaths._vehicle,
    steps.OfficerSafety: KeyPaths._safety,
    steps.Service: KeyPaths._service,
    steps.Advice: KeyPaths._advice,
    steps.Access: KeyPaths._access,
    steps.Standing: KeyPaths._standing,
    steps.CallBack: KeyPaths._call_back,
    steps.RangBack: KeyPaths._rang_back,
    steps.SilentSign: KeyPaths._sign,
    steps.AnswersBy: KeyPaths._answers_by,
    steps.Promise: KeyPaths._promise,
    steps.Grade: KeyPaths._grade,
    steps.Rationale: KeyPaths._rationale,
    steps.HandOver: KeyPaths._hand_over,
    steps.SendNow: lambda on, _: on._keys.press("F12"),
    steps.ReRoute: lambda on, s: on._form("Ctrl+R", team=s.team, reason=s.reason),
    steps.Correct: lambda on, s: on._form("Ctrl+G", text=s.text),
    steps.StandDown: lambda on, s: on._form("Ctrl+D", reason=s.reason),
    steps.Dispose: KeyPaths._dispose,
}
