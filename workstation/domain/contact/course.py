"""How the call itself went where it was no tidy conversation: facts of the stream of a contact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: How an attempt to ring back went. A voicemail can put a caller at risk, so not leaving one, and
#: not ringing because the caller said so, are results of their own.
Tried = Literal["answered", "no_answer", "engaged", "voicemail_unsafe", "told_not_to_ring"]
#: What tells something of a caller who does not speak.
Sign = Literal["operator_passed", "pressed_55", "open_line", "landline", "sounds", "code_word"]


@dataclass(frozen=True, slots=True)
class CallBackTried:
    """One attempt to ring a caller back, at the time of its envelope, and how it went."""

    number: str
    result: Tried
    note: str = ""


@dataclass(frozen=True, slots=True)
class SilentSign:
    """One sign on a call where nobody speaks; ``words`` are what was heard, or the code word.

    55 can be pressed on a mobile only, and says nothing of where the caller is.
    """

    sign: Sign
    words: str = ""


@dataclass(frozen=True, slots=True)
class AnswersBy:
    """From here on the caller answers by taps, or by voice again."""

    how: Literal["taps", "voice"]


@dataclass(frozen=True, slots=True)
class InterpreterStep:
    """An interpreter was asked for, joined the call or left it, at the time of the envelope.

    ``interpreter_id`` is the number they give; never somebody of the caller's family.
    """

    step: Literal["asked", "joined", "left"]
    language: str = ""
    interpreter_id: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ChildCalling:
    """A child is on the line, or it turned out that the caller is none."""

    child: bool = True
