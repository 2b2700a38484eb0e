"""What hands did at a keyboard, counted: actions, and the time of a keystroke-level estimate.

The operators, after Card, Moran and Newell, "The Keystroke-Level Model for User Performance Time
with Interactive Systems", Communications of the ACM 23 (7), 1980, 396-410:

======== ======== ================================================================================
operator seconds  where
======== ======== ================================================================================
K        0.20     each key of an average skilled typist (55 words a minute); a chord is two
M        1.35     mental preparation: before each function key or chord, and before a digit that
                  chooses an answer; not before the key that ends a field, not within typed text
======== ======== ================================================================================

Hands never leave the keyboard (no H, no P), and the program answers within a key's time (no R).
Typed words are K a character and told apart: they depend on the call, not on the screen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

KEY_S: Final = 0.20
THINK_S: Final = 1.35

#: "word": a character of what was said; "letter": one that finds or chooses something.
Kind = Literal["word", "letter", "digit", "key", "function", "chord"]


@dataclass(frozen=True, slots=True)
class Stroke:
    """One key or chord, by its name."""

    kind: Kind
    name: str


@dataclass(frozen=True, slots=True)
class Effort:
    """``actions``: keys and chords that are no character of words; times are seconds."""

    actions: int = 0
    characters: int = 0
    keystroke_s: float = 0.0
    words_s: float = 0.0

    def __add__(self, other: Effort) -> Effort:
        return Effort(
            self.actions + other.actions,
            self.characters + other.characters,
            self.keystroke_s + other.keystroke_s,
            self.words_s + other.words_s,
        )


def pressed(sequence: str) -> Stroke:
    """The stroke of a key or chord, as "F2", "Alt+K", "Down"."""
    if "+" in sequence:
        return Stroke("chord", sequence)
    if sequence.startswith("F") and sequence[1:].isdigit():
        return Stroke("function", sequence)
    return Stroke("digit" if sequence.isdigit() else "key", sequence)


def effort(strokes: Iterable[Stroke]) -> Effort:
    """What ``strokes`` cost."""
    total = Effort()
    for stroke in strokes:
        if stroke.kind == "word":
            total += Effort(characters=1, words_s=KEY_S)
        else:
            keys = 2 if stroke.kind == "chord" else 1
            thinks = stroke.kind in ("chord", "function", "digit")
            total += Effort(actions=1, keystroke_s=keys * KEY_S + thinks * THINK_S)
    return total
