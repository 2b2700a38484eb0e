"""Who signed in at this desk while the hub could be asked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verifier:
    """What lets a person sign in without the link: an argon2id hash, never a password.

    ``signed_in_utc`` is the last time the hub itself let the person in, ``until_utc`` how long this
    desk may do so by itself after that; ISO 8601 UTC.
    """

    user: str
    name: str
    roles: tuple[str, ...]
    teams: tuple[str, ...]
    hash: str
    signed_in_utc: str
    until_utc: str
