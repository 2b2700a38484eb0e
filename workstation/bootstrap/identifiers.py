"""New ids of this machine."""

from __future__ import annotations

import uuid_utils


def new_id() -> str:
    """A time-ordered id (UUIDv7)."""
    return str(uuid_utils.uuid7())
