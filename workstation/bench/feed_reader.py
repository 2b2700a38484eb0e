"""Another person's screen as far as the wire: follows the stream of news, reads the change feed."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from typing import Final
from urllib.parse import urlencode

from workstation.bench.plain_line import LINE_FAULTS, PlainLine

PAGE: Final = 200
AGAIN_S: Final = 0.2


class FeedReader:
    """Two threads, as a desk has them: one is woken by the stream, the other reads on from a token.

    ``seen_ms`` tells of every line of a story how many milliseconds after it was made it was read.
    """

    def __init__(self, url: str, session: str) -> None:
        self._url = url
        self._session = session
        self._rung = threading.Event()
        self.seen_ms: dict[str, float] = {}
        self.pages = 0

    def start(self) -> None:
        """Begin; both threads end with the process."""
        for turn in (self._listen, self._read):
            threading.Thread(target=turn, daemon=True).start()

    def _listen(self) -> None:
        while True:
            with suppress(*LINE_FAULTS), PlainLine(self._url, self._session) as line:
                for said in line.lines("/v1/changes/stream"):
                    if said.startswith(b"data:"):
                        self._rung.set()
            time.sleep(AGAIN_S)

    def _read(self) -> None:
        token = ""
        with PlainLine(self._url, self._session) as line:
            while True:
                self._rung.wait()
                self._rung.clear()
                more = True
                while more:
                    asked = urlencode({"token": token, "limit": PAGE})
                    try:
                        page = line.get(f"/v1/changes?{asked}")
                    except LINE_FAULTS:
                        time.sleep(AGAIN_S)
                        continue
                    token, more = page["token"], page["more"]
                    self._note(page["changes"])

    def _note(self, changes: list[dict[str, dict[str, object]]]) -> None:
        self.pages += 1
        at = time.monotonic_ns()
        for event in (change["event"] for change in changes if change["event"]):
            if event["type"] == "NarrativeAdded":
                made = int(str(event["mono_ns"]))
                self.seen_ms.setdefault(str(event["event_id"]), (at - made) / 1e6)
