"""Policies that this process has read; they never change, so that one reading serves for ever."""

from __future__ import annotations

import logging
from typing import Final

from workstation.content.faults import ContentError
from workstation.content.policies import unpack
from workstation.domain.events import PolicyRef
from workstation.domain.policy import Policy
from workstation.hub.store import policies
from workstation.hub.store.engine import Transaction

_log = logging.getLogger(__name__)
#: Policies kept in memory; a force has a handful.
KEPT: Final = 16


class PolicyShelf:
    """Asked from any thread; reading one twice at the same moment does no harm."""

    def __init__(self) -> None:
        self._read: dict[str, Policy | None] = {}

    def find(self, tx: Transaction, ref: PolicyRef | None) -> Policy | None:
        """The named policy, ``None`` where the hub does not hold it or cannot read it any more."""
        if ref is None:
            return None
        if ref.hash not in self._read:
            package = policies.package(tx, ref.hash)
            if package is None:
                return None
            if len(self._read) >= KEPT:
                self._read.clear()
            self._read[ref.hash] = _unpacked(ref, package)
        return self._read[ref.hash]


def _unpacked(ref: PolicyRef, package: bytes) -> Policy | None:
    try:
        return unpack(package)
    except ContentError as fault:
        _log.error("policy %s %s cannot be read any more: %s", ref.id, ref.version, fault)
        return None
