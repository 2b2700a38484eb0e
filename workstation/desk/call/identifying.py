"""What the advisor establishes of a caller: who they are, and why they had to call again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from workstation.desk.call.consulting import Consulting
from workstation.desk.call.deciding import NO_CALL, Deciding
from workstation.desk.call.open_calls import OpenCalls
from workstation.desk.call.view import Result
from workstation.domain.contact import commands as ask
from workstation.domain.contact.who import (
    FailureDemandNoted,
    FailureKind,
    Said,
    identity_checked,
)
from workstation.domain.text import one_line

CHOOSE_FIRST: Final = "Say first who the caller says they are: Ctrl+W; nothing was changed."
NO_CHECK: Final = (
    "The policy of this call lists no identity check; what is protected stays hidden; ask a "
    "supervisor."
)


class Identifying:
    """Facts about the caller of the call on the screen; the program decides none of them."""

    def __init__(self, calls: OpenCalls, deciding: Deciding, consulting: Consulting) -> None:
        self._calls = calls
        self._deciding = deciding
        self._consulting = consulting

    def check(self, said: Mapping[str, Said], clears: Sequence[str] = ()) -> Result:
        """The check of the policy, as the advisor compared it, for whom the caller says to be."""
        live = self._calls.under_way()
        chosen = self._calls.chosen(live) if live is not None else None
        if live is None:
            return Result(False, NO_CALL)
        if chosen is None:
            return Result(False, CHOOSE_FIRST)
        if not live.policy.identity.items:
            return Result(False, NO_CHECK)
        fact = identity_checked(live.policy.identity, chosen.caller_id, chosen.name, said)
        done = self._deciding.do(live, ask.Record(fact), clears)
        if not done.done:
            return done
        if not fact.established:
            return Result(True, "Identity NOT established; what is protected stays hidden.")
        if chosen.address_protected:
            self._consulting.address_shown(live, chosen.caller_id)
        return Result(True, "Identity established; the address shows, for this call only.")

    def note_failure(self, kind: FailureKind, about: str = "", matter: str = "") -> Result:
        """This call is failure demand of a kind, or is none after all: the advisor's word."""
        live = self._calls.under_way()
        fact = FailureDemandNoted(kind, one_line(about), matter)
        return self._deciding.do(live, ask.Record(fact))
