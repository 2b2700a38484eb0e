"""Which keys are worth showing now: those of where the call stands, and those that always help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from workstation.domain.contact.state import Contact

Moment = Literal["none", "ringing", "talking", "held", "lost", "wrap_up", "over"]


class Hint(NamedTuple):
    """A key that is hard to guess. ``moments`` are those it is shown at; none: always."""

    words: str
    key: str
    deed: str
    moments: tuple[Moment, ...] = ()


_LATER: Final[tuple[Moment, ...]] = ("none", "over")
#: The last ones that fit the moment are shown in a small window too.
HINTS: Final = (
    Hint("Shift", "Shift+F3", "shift", _LATER),
    Hint("Call-back list", "Shift+F5", "call_backs", _LATER),
    Hint("Interpreter", "Alt+I", "form:interpreter", ("talking",)),
    Hint("Hold", "Alt+G", "hold", ("talking",)),
    Hint("Silent call", "Alt+S", "silent", ("talking",)),
    Hint("Line lost", "Alt+D", "line_lost", ("talking", "held")),
    Hint("Line is back", "Alt+G", "hold", ("lost",)),
    Hint("Take up again", "Alt+G", "hold", ("held",)),
    Hint("Abandoned", "Alt+X", "abandoned", ("ringing", "wrap_up")),
    Hint("How to ring back", "Ctrl+Shift+B", "form:line_lost", ("lost", "wrap_up")),
    Hint("Rang back", "Ctrl+B", "form:rang_back", ("lost", "wrap_up")),
    Hint("Answer", "F4", "answer", ("ringing",)),
    Hint("End", "Alt+E", "end", ("talking", "held", "lost", "wrap_up")),
    Hint("Find", "Ctrl+K", "find"),
    Hint("Keys", "F1", "keys"),
)


def moment(contact: Contact | None) -> Moment:
    """Where the call on the screen stands, as far as keys are concerned."""
    if contact is None or contact.phase == "none":
        return "none"
    if contact.phase == "ringing":
        return "ringing"
    if contact.disposition is not None:
        return "over"
    if contact.phase != "ended":
        return "held" if contact.phase == "held" else "talking"
    return "lost" if contact.end_cause == "lost" else "wrap_up"
