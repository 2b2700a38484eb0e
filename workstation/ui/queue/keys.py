"""Every key of the queue, once: F1 lists them, the window binds them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from workstation.ui.pieces.found import Found

if TYPE_CHECKING:
    from workstation.desk.receive.pinned import GradeOffered


class Key(NamedTuple):
    """A key, what it does in words, and the name of what it does."""

    sequence: str
    words: str
    deed: str


#: The bar, in this order; ACCEPT stands last and largest.
BAR: Final = (
    Key("F4", "Refuse", "refuse"),
    Key("F6", "Re-route", "reroute"),
    Key("F3", "Claim", "claim"),
    Key("Alt+E", "Close", "close"),
    Key("F5", "ACCEPT", "accept"),
)
#: What a team does with what it has accepted; a slim line above the bar.
WORK: Final = (
    Key("F7", "Assign", "assign"),
    Key("F8", "Action", "act"),
    Key("F9", "With the caller", "attend"),
    Key("F10", "Ask the caller", "ask_fact"),
    Key("F11", "Fresh THRIVE", "reassess"),
    Key("Ctrl+T", "To do", "tasks"),
    Key("Ctrl+J", "May be the same", "alike"),
    Key("Alt+N", "News seen", "see_news"),
    Key("F1", "Keys", "keys"),
)
_MORE: Final = (
    *(Key(f"Alt+{n}", f"grade {n}: higher at once, lower asks a supervisor", f"grade:{n}")
      for n in range(1, 10)),
    Key("F2", "to what is late, waits or is new; again to the next", "next"),
    Key("Ctrl+Shift+J", "linked or proposed: it is another matter", "parting"),
    Key("Esc", "back to the queue", "back"),
    Key("Ctrl+L", "sign out", "sign_out"),
)  # fmt: skip
KEYS: Final = (*BAR, *WORK, *_MORE)
_LONG: Final = {
    "assign": "assign it to somebody of the team",
    "act": "add an action: what was done",
    "attend": "somebody is with the caller",
    "ask_fact": "ask for a missing fact: the desk asks the caller",
    "reassess": "fresh THRIVE: one line a letter, and what is different",
    "tasks": "what is still to be done; choose what is done now",
    "alike": "incidents that may be the same: choose one to link",
    "see_news": "what later calls brought has been seen",
    "keys": "these keys",
}


def key_list(grades: tuple[GradeOffered, ...]) -> list[Found]:
    """What each key does, grades in the policy's words."""
    named = {f"grade:{n}": f"grade {g.name}" for n, g in enumerate(grades, start=1)}
    return [
        Found(key.deed, _words(key, named), key=key.sequence)
        for key in KEYS
        if not key.deed.startswith("grade:") or key.deed in named
    ]


def _words(key: Key, named: dict[str, str]) -> str:
    if key.deed in named:
        return f"{named[key.deed]}: higher takes effect at once, lower asks a supervisor"
    return _LONG.get(key.deed, key.words)
