"""Which desk this is, who sits at it, and which policies it can read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workstation.domain.events import PolicyRef, Realm
from workstation.domain.policy import Policy


@dataclass(frozen=True, slots=True)
class DeskIdentity:
    """The desk as enrolled. ``stream_id`` is "desk:" and the id of its store."""

    desk_id: str
    desk_name: str
    realm: Realm
    stream_id: str
    reference_block: str


@dataclass(frozen=True, slots=True)
class PersonAtDesk:
    """Who is signed in. ``offline`` when the hub could not be asked.

    ``good_for_s``: seconds until the hub's sign-in ends, ``None`` where it does not say.
    """

    user: str
    name: str
    roles: frozenset[str]
    teams: tuple[str, ...]
    sign_in: str
    offline: bool = False
    good_for_s: float | None = None


@dataclass(frozen=True, slots=True)
class PolicyShelf:
    """The policy for new calls, and ``find`` for the ones that earlier calls pinned, by hash."""

    current: Policy
    find: Callable[[str], Policy | None] = lambda _: None

    def pinned(self, ref: PolicyRef) -> Policy | None:
        """The policy a call was answered under, ``None`` when it is not at this desk."""
        return self.current if ref.hash == self.current.ref.hash else self.find(ref.hash)
