"""The policy packages this desk has been given: every one it may still need, by hash."""

from __future__ import annotations

import logging
from functools import lru_cache
from pathlib import Path
from typing import Final

from workstation.content.policies import unpack
from workstation.domain.events import PolicyRef
from workstation.domain.policy import Policy

_log = logging.getLogger(__name__)
_CURRENT: Final = "current"


class PolicyFolder:
    """`workstation.desk.link.policies.PolicyStore` in a folder. Safe for several threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def has(self, policy_hash: str) -> bool:
        """Whether the package is here already, and whole."""
        return self.find(policy_hash) is not None

    def keep(self, ref: PolicyRef, package: bytes) -> None:
        """Keep a package. Raises ValueError when its files do not have the hash of ``ref``."""
        if unpack(package).ref.hash != ref.hash:
            raise ValueError("the package is not the one that was named")
        self._folder.mkdir(parents=True, exist_ok=True)
        self._write(self._file(ref.hash), package)

    def choose(self, ref: PolicyRef) -> None:
        """Make a kept package the one for new calls, also after the next start."""
        self._write(self._folder / _CURRENT, ref.hash.encode("ascii"))

    def current(self) -> Policy | None:
        """The policy for new calls, ``None`` before the hub has named one that is here."""
        try:
            return self.find((self._folder / _CURRENT).read_text(encoding="ascii"))
        except FileNotFoundError:
            return None

    def find(self, policy_hash: str) -> Policy | None:
        """A kept policy, ``None`` when it is not here or its file is not what it was."""
        try:
            return _policy_in(self._file(policy_hash), policy_hash)
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as fault:
            _log.error("policy %s: %s", policy_hash[:12], type(fault).__name__)
            return None

    def _file(self, policy_hash: str) -> Path:
        if not (len(policy_hash) == 64 and policy_hash.isalnum()):
            raise ValueError("not the hash of a package")
        return self._folder / f"{policy_hash}.json"

    def _write(self, file: Path, content: bytes) -> None:
        part = file.with_name(file.name + ".part")
        part.write_bytes(content)
        part.replace(file)


@lru_cache(maxsize=8)
def _policy_in(file: Path, policy_hash: str) -> Policy:
    policy = unpack(file.read_bytes())
    if policy.ref.hash != policy_hash:
        raise ValueError("the package is not the one that was kept")
    return policy
