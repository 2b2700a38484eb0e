"""Where a link finds the desk that runs: a file beside its stores that only its user can read."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

NAME: Final = "link-door.json"
#: Bytes of the file at most.
_LIMIT: Final = 1_000


@dataclass(frozen=True, slots=True)
class LinkDoor:
    """The port that a desk listens on, and the nonce of its door for links."""

    port: int
    nonce: str


class NoDesk(Exception):
    """No desk runs there."""


def new_nonce() -> str:
    """A nonce that nobody can guess."""
    return secrets.token_urlsafe(24)


def leave(folder: Path, door: LinkDoor) -> None:
    """Say where ``door`` is; whatever an earlier run said is replaced."""
    written = folder / f"{NAME}.part"
    written.unlink(missing_ok=True)
    handle = os.open(written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as out:
        json.dump(asdict(door), out)
    written.replace(folder / NAME)


def take_away(folder: Path) -> None:
    """The desk no longer listens."""
    (folder / NAME).unlink(missing_ok=True)


def left_in(folder: Path) -> LinkDoor:
    """What a desk left there, which may have ended since. Raises `NoDesk`."""
    try:
        with (folder / NAME).open("rb") as file:
            plain = json.loads(file.read(_LIMIT))
    except (OSError, ValueError, RecursionError) as fault:
        raise NoDesk from fault
    match plain:
        case {"port": int(port), "nonce": str(nonce)} if 0 < port < 65_536:
            return LinkDoor(port, nonce)
    raise NoDesk
