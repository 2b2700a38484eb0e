"""Who is calling and why they had to call again: facts of the stream of a contact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from workstation.domain.provenance import Provenance

if TYPE_CHECKING:
    from workstation.domain.identity_check import IdentityCheck

#: Why a contact would not have been needed, had something been done before: somebody asks after
#: what is still to come; what was promised or agreed was not done; the same matter once more.
FailureKind = Literal["none", "chaser", "missed_promise", "missed_appointment", "repeat"]


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing that was asked: what the caller ``said``, and whether it ``agrees`` by the
    advisor's own comparing. The program compares nothing.
    """

    key: str
    name: str
    said: str = ""
    agrees: bool = False


@dataclass(frozen=True, slots=True)
class IdentityChecked:
    """The check of the policy for one person on record. It holds for this contact alone.

    ``needed`` and ``private_needed`` say how much had to agree then, ``source`` who said so. A
    newer check of the same person takes the place of the one before.
    """

    caller_id: str
    name: str
    established: bool
    compared: tuple[Compared, ...] = ()
    needed: int = 1
    private_needed: int = 0
    source: Provenance = "product default"


@dataclass(frozen=True, slots=True)
class FailureDemandNoted:
    """This contact is failure demand of a kind, or is none after all; the advisor decides.

    ``matter`` ties it to earlier contacts about the same; ``about`` says what those were about.
    """

    kind: FailureKind
    about: str = ""
    matter: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What the caller said to one item, and whether it agrees."""

    text: str = ""
    agrees: bool = False


_NOTHING: Final = Said()


def identity_checked(
    check: IdentityCheck, caller_id: str, name: str, said: Mapping[str, Said]
) -> IdentityChecked:
    """The fact of a check by ``check``; ``said`` is by the keys of its items."""
    heard = [(item, said.get(item.key, _NOTHING)) for item in check.items]
    agreeing = [item.key for item, one in heard if one.agrees]
    return IdentityChecked(
        caller_id,
        name,
        check.established_by(agreeing),
        tuple(
            Compared(item.key, item.name, one.text, one.agrees)
            for item, one in heard
            if one.text or one.agrees
        ),
        check.needed,
        check.private_needed,
        check.source,
    )
