"""Which hub is ours, and how this machine shows who it is."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from workstation.domain.events import Realm


class BadAddress(ValueError):
    """The hub's address cannot be used; the message is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class HubIdentity:
    """The one hub a link may speak to. Whatever else answers is refused.

    ``ca_pem`` is the private authority that signs the hub's certificate; without it the system's
    authorities count. ``hub_id`` is ``None`` until the machine is enrolled. Raises `BadAddress`.
    """

    realm: Realm
    url: str
    ca_pem: str | None = None
    hub_id: str | None = None

    def __post_init__(self) -> None:
        """Refuse addresses that would carry personal data in the open."""
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise BadAddress(
                "The hub's address must begin with https:// and name a host; nothing was sent:"
                " correct the address."
            )
        if parts.scheme == "http" and not _is_loopback(parts.hostname):
            raise BadAddress(
                "The hub's address is not encrypted (http:// to another machine); nothing was sent:"
                " use its https:// address."
            )
        if self.ca_pem is not None and not _is_certificate(self.ca_pem):
            raise BadAddress(
                "The file of the hub's certificate authority holds no certificate; nothing was"
                " sent: give the authority.pem that the hub's administrator hands out."
            )


@dataclass(frozen=True, slots=True)
class DeviceCredential:
    """What this machine signs its sending with, whoever is signed in at it."""

    desk_id: str
    secret: str = field(repr=False)

    @property
    def header(self) -> str:
        """The value of ``Authorization``."""
        return f"Device {self.desk_id}:{self.secret}"


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_certificate(pem: str) -> bool:
    import ssl  # only where a private authority is named, away from the demonstration's start

    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cadata=pem)
    except (ssl.SSLError, ValueError):
        return False
    return True
