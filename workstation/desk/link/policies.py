"""The policy in force comes from the hub, by the hash of its files; calls stay pinned to theirs."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Protocol

from workstation.desk.answers import FAILURES, Failure, Refused
from workstation.desk.link.back_off import BackOff
from workstation.desk.link.worker import Pause
from workstation.domain.events import PolicyRef

if TYPE_CHECKING:
    from workstation.protocol.messages import WirePolicy

_log = logging.getLogger(__name__)
DAMAGED: Final = (
    "The policy that the hub sent is not whole; calls go on under the one that is here: tell the"
    " administrator."
)
#: Seconds between two looks at which policy is in force.
LOOK_S: Final = 300.0


class PolicyHub(Protocol):
    """The hub as policies are fetched from it."""

    def current_policy(self) -> WirePolicy | Failure:
        """Which policy is in force for new calls."""
        ...

    def policy_package(self, policy_hash: str) -> bytes | Failure:
        """The bytes of a policy package."""
        ...


class PolicyStore(Protocol):
    """Where a desk keeps policy packages; called from the link's thread."""

    def has(self, policy_hash: str) -> bool:
        """Whether the package is here already."""
        ...

    def keep(self, ref: PolicyRef, package: bytes) -> None:
        """Keep a package. Raises ValueError when its files do not have the hash of ``ref``."""
        ...


def fetch_current(hub: PolicyHub, store: PolicyStore) -> PolicyRef | Failure:
    """The policy in force, with its package in ``store`` afterwards."""
    told = hub.current_policy()
    if isinstance(told, FAILURES):
        return told
    ref = PolicyRef(told.id, told.version, told.hash)
    if not store.has(ref.hash):
        package = hub.policy_package(ref.hash)
        if isinstance(package, FAILURES):
            return package
        try:
            store.keep(ref, package)
        except ValueError as fault:
            _log.error("policy %s: %s", ref.hash[:12], type(fault).__name__)
            return Refused("policy_damaged", DAMAGED)
    return ref


class PolicyFetcher:
    """Looks now and then which policy is in force; ``arrived`` hears of each that is new."""

    def __init__(
        self,
        hub: PolicyHub,
        store: PolicyStore,
        arrived: Callable[[PolicyRef], None],
        back_off: BackOff,
    ) -> None:
        self._hub = hub
        self._store = store
        self._arrived = arrived
        self._back_off = back_off
        self._known: PolicyRef | None = None

    def turn(self) -> Pause:
        """Fetch the policy in force, if it is not here."""
        ref = fetch_current(self._hub, self._store)
        if isinstance(ref, FAILURES):
            return Pause(self._back_off.after(ref), backing_off=True)
        self._back_off.reset()
        if ref != self._known:
            self._known = ref
            self._arrived(ref)
        return Pause(LOOK_S)
