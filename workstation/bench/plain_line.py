"""The least that speaks to a hub: one connection kept open, JSON there and back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from typing import Any, Final, Self
from urllib.parse import urlsplit

from workstation.protocol.limits import VERSIONS

#: Seconds to wait for an answer: no program's patience is measured where none other is named.
ANSWER_S: Final = 600.0
#: What a line that failed raises; whoever asked may ask again.
LINE_FAULTS: Final = (OSError, HTTPException)


class NotTaken(OSError):
    """The hub answered, and the answer was no."""


class PlainLine:
    """Asks one hub. ``authorization`` is the value of that header, ``answer_s`` its patience."""

    def __init__(self, url: str, authorization: str = "", answer_s: float = ANSWER_S) -> None:
        self._host = urlsplit(url).netloc
        self._headers = {
            "X-Workstation-Protocol": str(VERSIONS[0]),
            "Content-Type": "application/json",
        }
        if authorization:
            self._headers["Authorization"] = authorization
        self._connection = HTTPConnection(self._host, timeout=answer_s)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def post(self, path: str, asked: Any) -> Any:
        """The answer to a message. Raises `LINE_FAULTS`."""
        return self.post_bytes(path, json.dumps(asked).encode())

    def post_bytes(self, path: str, asked: bytes) -> Any:
        """As `post`, of a message that is JSON already."""
        return self._ask("POST", path, asked)

    def get(self, path: str) -> Any:
        """What is at ``path``. Raises `LINE_FAULTS`."""
        return self._ask("GET", path, None)

    def lines(self, path: str) -> Iterator[bytes]:
        """The lines of a stream, until it ends or `close`. Raises `LINE_FAULTS`."""
        self._connection.request("GET", path, headers=self._headers)
        response = self._connection.getresponse()
        if response.status != 200:
            raise NotTaken(f"status {response.status}")
        while line := response.readline():
            yield line

    def close(self) -> None:
        """Let go."""
        with suppress(OSError):
            self._connection.close()

    def _ask(self, method: str, path: str, asked: bytes | None) -> Any:
        """The answer; a connection that the hub has closed meanwhile is opened again, once."""
        used = self._connection.sock is not None
        try:
            return self._answer(method, path, asked)
        except ConnectionError:
            if not used:
                raise
            return self._answer(method, path, asked)

    def _answer(self, method: str, path: str, asked: bytes | None) -> Any:
        try:
            self._connection.request(method, path, asked, self._headers)
            response = self._connection.getresponse()
            body = response.read()
        except LINE_FAULTS:
            self._connection.close()  # the next question opens it again
            raise
        if response.status != 200:
            raise NotTaken(f"status {response.status}")
        return json.loads(body)
