"""Questions by keys: which is nearest, how an expert gets to it, and how it ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from workstation.ui.desk.reading.asking import after_in_letter, next_to_ask, rows

if TYPE_CHECKING:
    from workstation.bench.keyboard import Keyboard
    from workstation.content.scenario_steps import Question
    from workstation.desk.call.view import CallView
    from workstation.ui.desk.window import DeskWindow

ANSWER: Final = "Answer to the current question"
_ENDINGS: Final = {"not_known": "Alt+K", "refused": "Alt+R", "unsafe": "Alt+U"}
EVERY_OPEN_UNSAFE: Final = "Alt+Shift+U"


def nearest(steps: Sequence[Question], call: CallView, window: DeskWindow) -> Question:
    """Of questions that are asked one after another, the one that the fewest keys lead to.

    Callers answer what they are asked, so the order is the advisor's; what can be ended together
    with the rest is left for the end.
    """
    single = [step for step in steps if not _is_bare(step)]
    together = single and {step.question for step in steps} >= _still_open(call)
    left = single if together else steps
    listed = [step for step in left if step.question in {q.key for q in call.questions}]
    ways = {step.question: len(way_to(step.question, call, window)) for step in listed}
    return min(listed or left, key=lambda step: ways.get(step.question, 0))


def rest_is_unsafe(steps: Sequence[Question], call: CallView) -> bool:
    """Whether ``steps`` are all that is open, several, and end as unsafe to ask without words."""
    asked = {step.question for step in steps}
    return len(steps) > 1 and all(map(_is_bare, steps)) and asked == _still_open(call)


def _still_open(call: CallView) -> set[str]:
    return {q.key for q in call.questions if q.key not in call.contact.answers}


def _is_bare(step: Question) -> bool:
    return step.ending == "unsafe" and not step.text and not step.choice


def way_to(question: str, call: CallView, window: DeskWindow) -> list[str]:
    """The shortest: stay, go to the one that matters most, or to its letter; then walk the list.

    ValueError for a question that is not listed for the incident type.
    """
    order = [row.key for row in rows(call)]
    asked = call.policy.question(question)
    letters = [letter.key for letter in call.policy.letters]
    current, upcoming = window.questions.current, next_to_ask(call)
    focus = window.focusWidget()
    here = current if focus is not None and focus.accessibleName() == ANSWER else None
    starts = [([], here), (["F2"], upcoming or current)]
    jump, at = f"Ctrl+{letters.index(asked.letter) + 1}", here
    for n in range(1, len(order)):
        at = after_in_letter(call, asked.letter, at)
        starts.append(([jump] * n, at))
    ways = [
        [*start, *_walk(order, at.key, question)]
        for start, at in starts
        if at is not None and at.key in order
    ]
    return min(ways, key=len)


def _walk(order: list[str], start: str, goal: str) -> list[str]:
    """Arrows from ``start`` to ``goal``, down or up, round the end."""
    there = order.index(goal) - order.index(start)
    steps = min((there, there - len(order), there + len(order)), key=abs)
    return ["Down" if steps > 0 else "Up"] * abs(steps)


def end(step: Question, call: CallView, window: DeskWindow, keys: Keyboard) -> None:
    """Go to the question of ``step`` and end it as the step says."""
    if step.question in {q.key for q in call.questions}:
        for key in way_to(step.question, call, window):
            keys.press(key)
    else:
        _find(step.question, call, window, keys)
    asked = call.policy.question(step.question)
    digit = [c.key for c in asked.choices].index(step.choice) + 1 if step.choice else 0
    if step.wording == "plain" and not window.questions.is_plain:
        keys.press("Alt+W")
    if step.text:
        if step.text[0].isdigit() and asked.choices:
            keys.letters(" ")  # a digit in the empty line would choose
        keys.words(step.text)
    keys.press(_last_key(step, digit))


def _find(question: str, call: CallView, window: DeskWindow, keys: Keyboard) -> None:
    """By the longest word of its title, letter by letter until it stands first."""
    keys.press("Ctrl+K")
    for letter in max(call.policy.question(question).title.lower().split(), key=len):
        keys.letters(letter)
        if window.finder.found == f"ask:{question}":
            break
    keys.press("Return")


def _last_key(step: Question, digit: int) -> str:
    if step.ending == "already_told":
        return f"Alt+Shift+{digit}" if digit else "Alt+A"
    if step.ending != "answered":
        return _ENDINGS[step.ending]
    if not digit:
        return "Return"
    return f"Ctrl+Shift+{digit}" if step.text else f"{digit}"
