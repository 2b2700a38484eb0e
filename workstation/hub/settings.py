"""What a hub is started with, and the one way in which starting can fail."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workstation.domain.events import Realm

#: The file in the data folder that holds the port once the hub listens.
PORT_FILE: Final = "hub.port"


class HubCannotStart(Exception):
    """The hub cannot start; the message is one sentence for the person who started it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class HubSettings:
    """``database`` is ``postgresql://…`` or ``sqlite:///PATH``; port 0 takes any free port.

    Durations are seconds, except ``offline_days``: how long a desk may sign people in by itself.
    """

    database: str
    realm: Realm
    data_dir: Path
    host: str = "127.0.0.1"
    port: int = 0
    tls_certificate: Path | None = None
    tls_key: Path | None = None
    offline_days: int = 7
    session_s: int = 12 * 3600
    timer_interval_s: float = 0.5
    heartbeat_s: float = 15.0
    stop_within_s: int = 10
