"""Where secrets of this machine live: the keyring of the operating system, and no other.

The backend is chosen here and not by the keyring library, whose own choice can be a plain file.
"""

from __future__ import annotations

import importlib.util
import sys
from typing import TYPE_CHECKING, Any, Final, Protocol

from workstation.desk.credentials.faults import CredentialFault

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE: Final = "workstation"

#: Platform -> (module, class) in the order they are tried. Nothing else is ever used.
ALLOWED: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "linux": (
        ("keyring.backends.SecretService", "Keyring"),
        ("keyring.backends.kwallet", "DBusKeyring"),
    ),
    "win32": (("keyring.backends.Windows", "WinVaultKeyring"),),
    "darwin": (("keyring.backends.macOS", "Keyring"),),
}


class KeyVault(Protocol):
    """Keeps short secrets by name. Every method raises `CredentialFault`."""

    def get(self, name: str) -> str | None:
        """The secret, ``None`` when there is none of that name."""
        ...

    def put(self, name: str, secret: str) -> None:
        """Keep a secret; it has been read back and compared when this returns."""
        ...


class KeyringVault:
    """The operating system's keyring. Secrets stay below 2,560 bytes in UTF-16 (Windows)."""

    def __init__(self) -> None:
        if plain_text_keyring_installed():
            raise CredentialFault("keyring_unsafe")
        self._backend = _backend()

    def get(self, name: str) -> str | None:
        """The secret, ``None`` when there is none of that name."""
        try:
            return self._backend.get_password(SERVICE, name)
        except Exception as fault:  # each keyring service has faults of its own
            raise _told(fault) from fault

    def put(self, name: str, secret: str) -> None:
        """Keep a secret; it has been read back and compared when this returns."""
        try:
            self._backend.set_password(SERVICE, name, secret)
        except Exception as fault:  # each keyring service has faults of its own
            raise _told(fault) from fault
        if self.get(name) != secret:
            raise CredentialFault("keyring_forgets")


def plain_text_keyring_installed() -> bool:
    """Whether keyrings.alt could be loaded by anything in this process."""
    try:
        return importlib.util.find_spec("keyrings.alt") is not None
    except ModuleNotFoundError:
        return False


def _backend() -> KeyringBackend:
    for module, name in ALLOWED.get(sys.platform, ()):
        kind: Any = getattr(importlib.import_module(module), name)
        if kind.viable:
            backend: KeyringBackend = kind()
            return backend
    raise CredentialFault("no_keyring")


def _told(fault: Exception) -> CredentialFault:
    from keyring.errors import InitError, KeyringLocked, NoKeyringError

    if isinstance(fault, KeyringLocked | InitError):  # Init: never yet opened in this session
        return CredentialFault("keyring_locked")
    if isinstance(fault, NoKeyringError):
        return CredentialFault("no_keyring")
    return CredentialFault("keyring_failed", detail=type(fault).__name__)
