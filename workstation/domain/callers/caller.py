"""Who may be calling: what is on record for a number. A number is a hint, never an identity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from workstation.domain.made_often import made_often

#: What stands behind a record: somebody; a number where anybody may be speaking; or a number that
#: nobody known rang from ("unknown"), whose earlier contacts are kept all the same.
Kind = Literal["person", "switchboard", "relay", "payphone", "unknown"]
#: What became of a promise: none was made, it runs, it was kept, or its time passed without that.
Promised = Literal["", "open", "kept", "missed"]


class PastContact(NamedTuple):
    """One earlier contact of a caller, newest first wherever several stand together.

    A tuple, for two thousand of them are made while an advisor waits. ``line``: "999", "101" or
    another way, empty where that is not on record. ``matter`` is the same for contacts about the
    same matter, empty for one that stands alone. ``promise``: what the caller was told would
    happen, until ``promise_due_utc`` where a time was given.
    """

    at_utc: str
    grade: str
    summary: str
    outcome: str
    contact_id: str = ""
    line: str = ""
    matter: str = ""
    promise: str = ""
    promise_due_utc: str | None = None
    promised: Promised = ""


#: Twenty of them are made at every key.
@made_often
class Caller:
    """One person on record. ``markers`` are policy marker keys or plain warnings.

    ``address_protected``: nobody is told or shown where this household lives before the identity
    of whoever asks is established; it is so for everybody of the household. ``household`` is the
    same for people at one address, empty where no address is on record. ``forbidden_contact`` are
    ways in which this person must not be reached. ``same_as`` are records that a person marked as
    possibly the same human being; nothing is ever merged. ``contacts`` counts all earlier contacts
    on record, of which ``history`` may hold fewer; ``last_at_utc`` is the newest of them.
    """

    caller_id: str
    name: str
    born: str | None
    address: str
    address_protected: bool
    phones: tuple[str, ...]
    markers: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    history: tuple[PastContact, ...] = ()
    kind: Kind = "person"
    postcode: str = ""
    household: str = ""
    adjustments: tuple[str, ...] = ()
    forbidden_contact: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    contacts: int = 0
    last_at_utc: str | None = None

    @property
    def marked(self) -> bool:
        """Whether every desk keeps this person, however long ago they rang.

        It is so with a marker, a protected address, a need, a way in which they must not be
        reached, a promise that is still to be kept, and for a number where anybody may speak.
        """
        anybody = self.kind not in ("person", "unknown")
        said = self.markers or self.adjustments or self.forbidden_contact
        promised = any(past.promised == "open" for past in self.history)
        return bool(said) or self.address_protected or promised or anybody


@dataclass(frozen=True, slots=True)
class CopyStanding:
    """How much of the record is at this desk.

    ``as_of_utc``: when the copy was last in step with the hub, ``None`` when it never was.
    ``whole`` is false while the first copy is being made: then "nothing found" says nothing.
    ``have`` of ``total`` people are here; ``total`` is ``None`` before the hub has said it.
    """

    as_of_utc: str | None = None
    whole: bool = False
    have: int = 0
    total: int | None = None


@dataclass(frozen=True, slots=True)
class OnRecord:
    """What the copy holds for a number.

    ``as_of_utc`` is when it was last in step with the hub, ``None`` when it never was; an empty
    ``callers`` means "nothing in the cache", never "no history", and not even that unless
    ``standing.whole``. ``household`` are others at the addresses of ``callers``; nobody of a
    protected household is among them.
    """

    number: str | None
    callers: tuple[Caller, ...]
    as_of_utc: str | None
    household: tuple[Caller, ...] = ()
    standing: CopyStanding = CopyStanding(whole=True)


#: How people were found: by a number, a birth date, a whole name that somebody has, words of name,
#: address or postcode as typed, or words that are spelt alike.
FoundBy = Literal["nothing", "number", "born", "name", "words", "alike"]


@dataclass(frozen=True, slots=True)
class Found:
    """The best people for what was typed, the best first, without their histories.

    Somebody of a protected household is never found by where they live. ``similar``: the ids of
    those who are not called as typed, only alike.
    """

    text: str
    people: tuple[Caller, ...] = ()
    by: FoundBy = "nothing"
    standing: CopyStanding = CopyStanding()
    similar: frozenset[str] = frozenset()
