"""The demonstration's keys: a file beside a throwaway store, marked so, refused for real work."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Final

from workstation.desk.credentials.faults import CredentialFault
from workstation.domain.events import Realm

NAME: Final = "DEMO-keys.json"
_MARK: Final = "Keys of a throwaway store with made-up people. Never for live work or training."


class DemoVault:
    """Secrets in a file that only its owner may read. Raises `CredentialFault` for other realms."""

    def __init__(self, folder: Path, realm: Realm) -> None:
        if realm != "demo":
            raise CredentialFault("demo_only")
        self._file = folder / NAME

    def get(self, name: str) -> str | None:
        """The secret, ``None`` when there is none of that name."""
        return self._secrets().get(name)

    def put(self, name: str, secret: str) -> None:
        """Keep a secret; it is on the disk when this returns."""
        plain = {"DEMO": _MARK, "secrets": self._secrets() | {name: secret}}
        try:
            self._write(json.dumps(plain, indent=1))
        except OSError as fault:
            raise CredentialFault("vault_unreadable", self._file.name) from fault

    def _write(self, text: str) -> None:
        part = self._file.with_name(NAME + ".part")
        part.unlink(missing_ok=True)
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        part.replace(self._file)

    def _secrets(self) -> dict[str, str]:
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"))
            return {str(name): str(secret) for name, secret in kept["secrets"].items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
            raise CredentialFault("vault_unreadable", self._file.name) from fault
