"""Figures of the protocol that both sides keep to; read without loading the messages."""

from __future__ import annotations

from typing import Final

#: Versions this release speaks, newest first; the hub accepts N and N-1.
VERSIONS: Final[tuple[int, ...]] = (1,)
#: Events in one batch at most.
BATCH: Final = 200
#: Characters of one event's payload at most.
PAYLOAD_LIMIT: Final = 2_000_000
