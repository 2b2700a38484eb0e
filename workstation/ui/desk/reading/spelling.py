"""Letters and figures as they are said on a telephone: "KX4 2LB" is "Kilo X-ray four, …"."""

from __future__ import annotations

from typing import Final

_SAID: Final = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
        (
            "Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November"
            " Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu"
            " zero one two three four five six seven eight nine"
        ).split(),
        strict=True,
    )
)


def spelt(code: str) -> str:
    """A postcode or a reference, said letter by letter; a pause where there is a gap."""
    parts = code.upper().replace("-", " ").split()
    said = (" ".join(_SAID[c] for c in part if c in _SAID) for part in parts)
    return ", ".join(words for words in said if words)
