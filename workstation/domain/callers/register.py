"""What desks add to the record of people. Facts of the desk's stream: the hub always keeps them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CallerAdded:
    """A person who was not on record is now; ``caller_id`` is minted at the desk.

    Nobody is looked for who may be the same: that is said by `SamePersonMarked`, by a person.
    """

    caller_id: str
    name: str
    born: str | None = None
    address: str = ""
    postcode: str = ""
    phones: tuple[str, ...] = ()
    contact_id: str | None = None


@dataclass(frozen=True, slots=True)
class SamePersonMarked:
    """Two records may be the same human being, or (``apart``) are not after all.

    Both records stay as they are; each names the other until somebody says otherwise.
    """

    caller_id: str
    other_id: str
    because: str = ""
    apart: bool = False
