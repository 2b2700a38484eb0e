"""The hub as a process whose clock a test moves: two of them on one database share it.

    python -m tests.race.clocked_hub DATABASE FOLDER PORT CLOCK

CLOCK is a file of two lines: where the clock stands (UTC), and the database's own time when it was
set so. By itself it runs a thousand times slower than the database's, so that nothing runs out
while nobody moves it and no two moments are the same.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from workstation.bootstrap import leash
from workstation.hub.clock import later, seconds_between
from workstation.hub.serve import HubServer
from workstation.hub.settings import PORT_FILE, HubSettings
from workstation.hub.store.engine import Transaction

SLOWER = 1_000
#: No session ends while the clock is moved about.
SESSION_S = 300 * 86_400


@dataclass(frozen=True)
class HandClock:
    """The clock in a file."""

    file: Path

    def set(self, at_utc: str, real_utc: str) -> None:
        """Let it stand at ``at_utc`` when the database says ``real_utc``."""
        beside = self.file.with_suffix(".new")
        beside.write_text(f"{at_utc}\n{real_utc}\n", encoding="ascii")
        beside.replace(self.file)

    def read(self, real_utc: str) -> str:
        """Where it stands when the database says ``real_utc``."""
        at_utc, since = self.file.read_text(encoding="ascii").split()
        return later(at_utc, seconds_between(since, real_utc) / SLOWER)

    def __call__(self, tx: Transaction) -> str:
        return self.read(tx.now())


def main(database: str, folder: Path, port: int, clock: HandClock) -> None:
    """Serve until killed or until standard input ends."""
    folder.mkdir(exist_ok=True)
    settings = HubSettings(
        database=database, realm="demo", data_dir=folder, port=port, session_s=SESSION_S
    )

    def listening(port: int | None) -> None:
        (folder / PORT_FILE).write_text(str(port), encoding="ascii")

    server = HubServer(settings, listening, clock)
    leash.hold(server.stop)
    server.run()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), HandClock(Path(sys.argv[4])))
