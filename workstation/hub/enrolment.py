"""How a machine gets its own credential: once, with a code that an administrator made."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import replace
from typing import Final

from workstation.domain.text import one_line
from workstation.hub.clock import later
from workstation.hub.hub import Hub
from workstation.hub.identifiers import mark, new_id, new_secret
from workstation.hub.problems import Refused
from workstation.hub.store import devices, events
from workstation.hub.store.engine import Database, Transaction
from workstation.protocol.messages import EnrolAsk, EnrolledBefore, EnrolReply

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
    """Give a machine its credential. Raises `Refused` (403) for a code that does not count.

    A desk that was enrolled before and still holds its store whole stays the desk it was, so that
    what waits there can be sent; any other becomes a new one.
    """
    secret = new_secret()
    name = one_line(ask.desk_name, 100)
    with hub.writing() as tx:
        now = hub.clock(tx)
        if not devices.use_code(tx, mark(ask.code.strip().upper()), ask.kind, now):
            raise Refused(
                403,
                "code_refused",
                "This code is unknown, used or too old; ask an administrator for a new one.",
            )
        tx.lock("store", "devices")
        known = _same(tx, ask.kind, ask.before) if ask.before else None
        if known is not None:
            device = replace(known, name=name or known.name, secret_hash=mark(secret))
            devices.renew(tx, device, now)
        else:
            block = devices.next_reference_block(tx)
            device = devices.Device(new_id(), name or "unnamed", ask.kind, mark(secret), block)
            devices.add(tx, device, now)
    return EnrolReply(
        desk_id=device.device_id,
        secret=secret,
        realm=hub.identity.realm,
        hub_id=hub.identity.hub_id,
        recovery_public_key=hub.identity.recovery_public_key,
        reference_block=device.reference_block,
    )


def _same(tx: Transaction, kind: str, before: EnrolledBefore) -> devices.Device | None:
    """The desk that the machine was, unless it is unproven, revoked, or its store is behind.

    A store of which the hub has more than the machine was restored from a copy: going on with it
    would write its numbers twice.
    """
    device = devices.read(tx, before.desk_id)
    store = events.store(tx, before.store_id)
    if device is None or device.kind != kind or store is None:
        return None
    if store.device_id != device.device_id or store.forked_from is not None:
        return None
    salt, newest = events.ends_of(tx, before.store_id)
    said = before.proof.encode("utf-8", "replace")
    proven = salt is not None and hmac.compare_digest(salt.hex().encode("ascii"), said)
    return device if proven and newest <= before.store_seq else None
