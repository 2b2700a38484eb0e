"""What the running application wears: its tokens, and lengths at its text scale."""

from __future__ import annotations

from typing import NamedTuple

from workstation.ui.theme.tokens import THEMES, Tokens


class _Worn(NamedTuple):
    tokens: Tokens
    scale: float


#: Qt keeps such things as properties of the application; asked a thousand times a window, that is
#: a tenth of the time until it is painted.
_now = _Worn(THEMES["dark"], 1.0)


def put_on(tokens: Tokens, scale: float) -> None:
    """From now on the application wears these."""
    global _now
    _now = _Worn(tokens, scale)


def tokens() -> Tokens:
    """The tokens in force; the dark ones before anything was dressed."""
    return _now.tokens


def scale() -> float:
    """The text scale, 1.0 for 100 %."""
    return _now.scale


def px(size: int) -> int:
    """``size`` pixels at 100 %, at the text scale in force."""
    return round(size * _now.scale)
