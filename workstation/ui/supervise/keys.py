"""Every key of the supervisor's window, once: F1 lists them, the window binds them."""

from __future__ import annotations

from typing import Final, NamedTuple


class Key(NamedTuple):
    """A key, what it does in words, and the name of what it does."""

    sequence: str
    words: str
    deed: str


KEYS: Final = (
    Key("F1", "these keys", "keys"),
    Key("Alt+A", "approve: nobody attends, or the lower grade, of the chosen line", "yes"),
    Key("Alt+R", "refuse: somebody attends, or the grade stays", "no"),
    Key("Alt+V", "reviewed: what is to happen with the chosen incident", "review"),
    Key("Alt+M", "declare a major incident, or give it a newer briefing", "declare_major"),
    Key("Alt+Shift+M", "end a major incident", "end_major"),
    Key("F5", "read the control room again", "refresh"),
    Key("Ctrl+L", "sign out", "sign_out"),
    Key("Esc", "leave a form or this list; back to the control room", "back"),
)
#: Keys that no short-cut binds: the list and the text beside it have them of themselves.
WALKING: Final = (
    ("Up, Down", "walk the control room"),
    ("Tab", "to the text of the chosen line; arrows and Page Down read on"),
)
#: (key, words, deed) of the bar.
BAR: Final = (
    ("Alt+A", "Approve …", "yes"),
    ("Alt+R", "Refuse …", "no"),
    ("Alt+V", "Reviewed …", "review"),
    ("Alt+M", "Major …", "declare_major"),
    ("Alt+Shift+M", "End major …", "end_major"),
    ("F5", "Read again", "refresh"),
    ("F1", "Keys", "keys"),
    ("Ctrl+L", "Sign out", "sign_out"),
)
#: What stays in the bar where there is little room.
SHORT: Final = ("yes", "no", "review", "keys")
