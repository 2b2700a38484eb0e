"""What a desk tells the process that copies the people on record, as one line.

Key, address and credential go over standard input, never into a command line or an environment that
others can read.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final, Self

from workstation.bootstrap.children import Child
from workstation.bootstrap.faults import CannotGoOn
from workstation.desk.link.fetching import PAGE
from workstation.desk.link.identity import DeviceCredential, HubIdentity
from workstation.domain.events import Realm

NOT_TOLD: Final = (
    "The copying of people on record is started by a desk, which tells it what to copy; nothing "
    "was done; open the desk instead."
)


@dataclass(frozen=True, slots=True)
class CopyAsk:
    """Everything a copying process needs: ``folder`` holds the files, ``key`` opens them, ``page``
    people are asked for at once.
    """

    folder: Path
    key: bytes = field(repr=False)
    hub: HubIdentity
    credential: DeviceCredential
    recent_days: int
    page: int = PAGE

    @property
    def realm(self) -> Realm:
        """What the records are marked."""
        return self.hub.realm

    def without_key(self) -> Self:
        """For the process that only asks the hub."""
        return replace(self, key=b"")

    def start(self, log: Path) -> Child:
        """Begin copying; what goes wrong is said in ``log``."""
        told = self.line()
        return Child("copying", ["copying"], log, {}, told=told, heard=True, gives_way=True)

    def line(self) -> str:
        """As one line of JSON."""
        told: dict[str, Any] = {
            "folder": str(self.folder),
            "key": self.key.hex(),
            "hub": asdict(self.hub),
            "credential": asdict(self.credential),
            "recent_days": self.recent_days,
            "page": self.page,
        }
        return json.dumps(told)


def ask_of(line: bytes) -> CopyAsk:
    """What a desk told. Raises `CannotGoOn` when that is nothing of the kind."""
    try:
        told = json.loads(line)
        return CopyAsk(
            Path(told["folder"]),
            bytes.fromhex(told["key"]),
            HubIdentity(**told["hub"]),
            DeviceCredential(**told["credential"]),
            int(told["recent_days"]),
            int(told["page"]),
        )
    except (ValueError, TypeError, KeyError):
        raise CannotGoOn(NOT_TOLD) from None
