"""How a machine gets its own credential: once, with a code that an administrator made."""

from __future__ import annotations

import secrets
from typing import Final

from workstation.domain.text import one_line
from workstation.hub.clock import later
from workstation.hub.hub import Hub
from workstation.hub.identifiers import mark, new_id, new_secret
from workstation.hub.problems import Refused
from workstation.hub.store import devices
from workstation.hub.store.engine import Database
from workstation.protocol.messages import EnrolAsk, EnrolReply

#: Seconds for which an enrolment code counts.
CODE_S: Final = 24 * 3600.0
_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def make_code(database: Database, kind: str, made_by: str) -> str:
    """A code for one machine of ``kind`` (desk, receiver, supervisor), to be typed there."""
    code = "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))
    with database.writing() as tx:
        devices.put_code(tx, mark(code), kind, made_by, later(tx.now(), CODE_S))
    return code


def enrol(hub: Hub, ask: EnrolAsk) -> EnrolReply:
    """Give a machine its credential. Raises `Refused` (403) for a code that does not count."""
    secret = new_secret()
    name = one_line(ask.desk_name, 100) or "unnamed"
    with hub.writing() as tx:
        now = hub.clock(tx)
        if not devices.use_code(tx, mark(ask.code.strip().upper()), ask.kind, now):
            raise Refused(
                403,
                "code_refused",
                "This code is unknown, used or too old; ask an administrator for a new one.",
            )
        tx.lock("store", "devices")
        block = devices.next_reference_block(tx)
        device = devices.Device(new_id(), name, ask.kind, mark(secret), block)
        devices.add(tx, device, now)
    return EnrolReply(
        desk_id=device.device_id,
        secret=secret,
        realm=hub.identity.realm,
        hub_id=hub.identity.hub_id,
        recovery_public_key=hub.identity.recovery_public_key,
        reference_block=block,
    )
