"""Every key of the desk, once: F1 lists them, the window binds them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from workstation.domain.policy import Policy


class Key(NamedTuple):
    """A key, what it does in words, and the name of what it does."""

    sequence: str
    words: str
    deed: str


KEYS: Final = (
    Key("Esc", "back to the narrative", "narrative"),
    Key("F1", "these keys", "keys"),
    Key("F2", "next open question; up and down walk, Ctrl+Enter adds a line", "next_question"),
    Key("Shift+F2", "needs attention: what the hub did not take", "attention"),
    Key("F3", "other calls: who rings or is on a line, the only other, or their list", "next_call"),
    Key("F4", "answer: the ring on the screen, else the longest waiting", "answer"),
    Key("Shift+F4", "take over a call of another desk", "elsewhere"),
    Key("Shift+F1", "this policy: where it comes from, what is not published", "policy"),
    Key("Shift+F3", "this shift: what came of every answered call", "shift"),
    *(Key(f"F{n}", f"outcome on F{n}", f"outcome:F{n}") for n in range(5, 12)),
    Key("Shift+F5", "call-back list: what callers are to be asked", "call_backs"),
    Key("F12", "SEND NOW: what is known, top grade, at once", "send_now"),
    *(Key(f"Alt+{n}", f"grade {n}", f"grade:{n}") for n in range(1, 10)),
    *(Key(f"Ctrl+{n}", f"letter {n} of the assessment", f"letter:{n}") for n in range(1, 10)),
    *(
        Key(f"Ctrl+Shift+{n}", f"question: choice {n} with the words; so each digit", f"choice:{n}")
        for n in range(1, 10)
    ),
    *(
        Key(f"Alt+Shift+{n}", f"question: choice {n} was already told; so each digit", f"told:{n}")
        for n in range(1, 10)
    ),
    Key("Alt+K", "question: asked, not known", "ending:not_known"),
    Key("Alt+R", "question: refused", "ending:refused"),
    Key("Alt+U", "question: unsafe to ask now", "ending:unsafe"),
    Key("Alt+Shift+U", "every open question: unsafe to ask now", "all_unsafe"),
    Key("Alt+A", "question: already told", "ending:already_told"),
    Key("Alt+W", "question: plainer words", "plainer"),
    Key("Alt+Q", "question: why ask", "why"),
    Key("Alt+M", "risk markers; then a digit sets one", "markers"),
    Key("Alt+Y", "suggested risk marker: yes", "suggested:yes"),
    Key("Alt+N", "suggested risk marker: no", "suggested:no"),
    Key("Alt+0", "officer safety: asked, none known", "none_known"),
    Key("Alt+C", "caller and history, in a small window", "unfold"),
    Key("Alt+B", "place was read back and is right", "read_back"),
    Key("Ctrl+W", "who is calling: find people, Enter says who it is", "people"),
    Key(
        "Ctrl+Shift+W", "who is calling: a digit says which at this number, 0 none", "people_choose"
    ),
    Key("Ctrl+H", "a person's whole history", "history"),
    Key("Ctrl+I", "identity: what the caller says, compared with the record", "identity"),
    Key("Ctrl+Shift+N", "new person, from the line of people", "new_person"),
    Key("Ctrl+M", "may be the same person; on the other again", "same"),
    Key("Ctrl+Shift+F", "failure demand: as suggested; again: another kind", "failure"),
    Key("Alt+T", "incident type", "form:type"),
    Key("Alt+L", "place", "form:place"),
    Key("Alt+P", "person", "form:person"),
    Key("Alt+V", "vehicle", "form:vehicle"),
    Key("Alt+H", "hazard: officer safety", "form:hazard"),
    Key("Alt+O", "told to the caller", "form:promise"),
    Key("Ctrl+F", "first-minute advice that was given", "form:advice"),
    Key("Ctrl+S", "other service asked or told", "form:service"),
    Key("Ctrl+N", "access needs and ways of contact", "form:access"),
    Key("Ctrl+Shift+B", "how to ring back, whether that is safe", "form:line_lost"),
    Key("Alt+Z", "correct the last line", "correct_line"),
    Key("Ctrl+K", "find: every form and every key", "find"),
    Key("Ctrl+J", "join: link this call to the first open incident near here", "join"),
    Key("Ctrl+Shift+J", "open near here: choose another, or separate again", "join_list"),
    Key("Ctrl+Shift+E", "enquiry: answer what a team asks of this caller", "answer_asked"),
    Key("Ctrl+R", "give a hand-over to another team", "reroute"),
    Key("Ctrl+G", "put right what was sent", "correct"),
    Key("Ctrl+D", "ask to stand down", "stand_down"),
    Key("Ctrl+T", "phoned through: who was told", "phoned"),
    Key("Ctrl+Shift+T", "sheet to read aloud; again: the arrows move it", "phone_sheet"),
    Key("Ctrl+Shift+P", "print the sheet to read aloud", "print_sheet"),
    Key("Alt+D", "line lost: grade again, then how to ring back", "line_lost"),
    Key("Alt+S", "silent call: what tells something, though nobody speaks", "silent"),
    Key("Ctrl+P", "answers by taps, or by voice again", "taps"),
    Key("Alt+G", "hold, or take up again", "hold"),
    Key("Alt+I", "interpreter: asked for, joined, left", "form:interpreter"),
    Key("Alt+J", "junior: a child is calling, or is not", "child"),
    Key("Alt+F", "for whom: a professional, or somebody else speaks", "form:standing"),
    Key("Alt+X", "abandoned before anybody spoke: rung back?, and the end", "abandoned"),
    Key("Ctrl+B", "rang back: how it went", "form:rang_back"),
    Key("Alt+E", "end this contact", "end"),
    Key("Ctrl+Shift+L", "sign in at the hub again; the call goes on", "sign_in"),
    Key("Ctrl+L", "sign out: the next person sits down", "sign_out"),
)
_THE_POLICYS: Final = ("grade", "letter", "outcome")
#: Nine keys that do alike stand in the list as one.
_LISTED_ONCE: Final = ("choice:", "told:")


def keys_for(policy: Policy | None) -> tuple[Key, ...]:
    """The keys that do something under ``policy``, in its own words; every key while there is none.

    Grades and letters have their keys by the policy's order. Keys that do alike are listed once.
    """
    if policy is None:
        return KEYS
    named = {f"outcome:{o.function_key}": o.name for o in policy.outcomes}
    named |= {f"grade:{n}": f"grade {g.name}" for n, g in enumerate(policy.grades, start=1)}
    named |= {f"letter:{n}": f"{x.shown}: {x.name}" for n, x in enumerate(policy.letters, start=1)}
    return tuple(
        Key(key.sequence, named.get(key.deed, key.words), key.deed)
        for key in KEYS
        if (key.deed in named or not key.deed.startswith(_THE_POLICYS))
        and (key.deed.endswith(":1") or not key.deed.startswith(_LISTED_ONCE))
    )
