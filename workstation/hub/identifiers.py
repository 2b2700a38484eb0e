"""New ids, salts and secrets of the hub."""

from __future__ import annotations

import hashlib
import secrets

import uuid_utils


def new_id() -> str:
    """A time-ordered id (UUIDv7)."""
    return str(uuid_utils.uuid7())


def new_salt() -> bytes:
    """Salt for a payload's digest."""
    return secrets.token_bytes(16)


def new_secret() -> str:
    """A secret that nobody can guess; only its `mark` is stored."""
    return secrets.token_urlsafe(32)


def mark(secret: str) -> str:
    """What is stored of a random secret."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
