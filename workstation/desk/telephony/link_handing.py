"""Hands a link to the desk that runs, once that desk has proved that it is the one."""

from __future__ import annotations

import hmac
import http.client
import secrets
from collections.abc import Mapping
from contextlib import closing
from typing import Final
from urllib.parse import urlencode

from workstation.desk.telephony.link_door import LinkDoor, NoDesk
from workstation.desk.telephony.screen_pop import LINK, PROOF, proof_of

#: Seconds that a running desk may take to answer.
PATIENCE_S: Final = 3.0
#: Bytes of an answer at most.
_LIMIT: Final = 1_000


def hand_in(door: LinkDoor, query: str) -> int:
    """Tell the desk at ``door`` what a link says; its HTTP status.

    The desk that left ``door`` may have been killed and its port may be another program's: neither
    the number nor the nonce is told before it has proved that it is that desk. Raises `NoDesk`.
    """
    challenge = secrets.token_hex(16)
    status, said = _get(door.port, PROOF, {"challenge": challenge})
    if status != 200 or not hmac.compare_digest(said, proof_of(door.nonce, challenge).encode()):
        raise NoDesk
    nonce = urlencode({"nonce": door.nonce})
    return _get(door.port, f"{LINK}?{nonce}&{query}", {})[0]


def _get(port: int, path: str, fields: Mapping[str, str]) -> tuple[int, bytes]:
    address = f"{path}?{urlencode(fields)}" if fields else path
    asking = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    try:
        with closing(asking):
            asking.request("GET", address)
            reply = asking.getresponse()
            return reply.status, reply.read(_LIMIT)
    except (OSError, http.client.HTTPException) as fault:
        raise NoDesk from fault
