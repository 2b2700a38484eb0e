"""Answers short requests on the loopback address: many at once, and none can make it wait.

One thread looks after every connection. Each has `PATIENCE_S` in all, however slowly it talks, and
when there are `MOST` the oldest gives way. One answer a connection; what else was sent is dropped.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final

from workstation.desk.telephony.http_head import HEAD_LIMIT, Asked, Refused, head_of

#: Seconds that a connection may last.
PATIENCE_S: Final = 2.0
#: Connections at a time.
MOST: Final = 32
#: Bytes that are read of a connection that was answered, so that the answer arrives.
_DROPPED: Final = 65_536


@dataclass(frozen=True, slots=True)
class Answer:
    """HTTP status and a body of a few ASCII characters."""

    status: int
    body: str = ""

    def as_bytes(self) -> bytes:
        """What goes over the connection."""
        lines = [f"HTTP/1.1 {self.status} {HTTPStatus(self.status).phrase}"]
        if self.status != HTTPStatus.NO_CONTENT:
            lines.append(f"Content-Length: {len(self.body)}")
        lines += ["Cache-Control: no-store", "Connection: close", "", self.body]
        return "\r\n".join(lines).encode("ascii")


@dataclass(slots=True)
class _Talk:
    connection: socket.socket
    until: float
    received: bytearray = field(default_factory=bytearray)
    is_answered: bool = False
    dropped: int = 0


class Loopback:
    """A listener on 127.0.0.1. ``answer`` is called in its thread and must not wait."""

    def __init__(self, port: int, answer: Callable[[Asked], Answer]) -> None:
        """``port`` 0 takes a free one. Raises OSError when the port is taken."""
        self._answer = answer
        self._listening = _listening_at(port)
        self.port = int(self._listening.getsockname()[1])
        self._ready = selectors.DefaultSelector()
        self._talks: dict[socket.socket, _Talk] = {}
        self._woken, self._wake = socket.socketpair()
        self._thread = threading.Thread(target=self._run, name="screen-pop", daemon=True)

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """End every connection and the thread."""
        self._wake.close()
        if self._thread.ident is not None:
            self._thread.join()
        for open_one in (*self._talks, self._listening, self._woken):
            open_one.close()
        self._ready.close()

    def _run(self) -> None:
        self._ready.register(self._listening, selectors.EVENT_READ)
        self._ready.register(self._woken, selectors.EVENT_READ)
        while True:
            for key, _ in self._ready.select(self._time_left()):
                if key.fileobj is self._woken:
                    return
                if key.fileobj is self._listening:
                    self._accept()
                elif talk := self._talks.get(key.fileobj):  # type: ignore[call-overload]
                    self._read(talk)
            now = time.monotonic()
            for talk in [t for t in self._talks.values() if t.until <= now]:
                self._end(talk)

    def _time_left(self) -> float | None:
        """Seconds until the first connection has had its time; connections are kept by age."""
        oldest = next(iter(self._talks.values()), None)
        return None if oldest is None else max(0.0, oldest.until - time.monotonic())

    def _accept(self) -> None:
        try:
            connection, _ = self._listening.accept()
        except OSError:  # it went again; or no more files may be opened, then one is given up
            if self._talks:
                self._end(next(iter(self._talks.values())))
            return
        connection.setblocking(False)
        if len(self._talks) >= MOST:
            self._end(next(iter(self._talks.values())))
        self._talks[connection] = _Talk(connection, time.monotonic() + PATIENCE_S)
        self._ready.register(connection, selectors.EVENT_READ)

    def _read(self, talk: _Talk) -> None:
        try:
            some = talk.connection.recv(HEAD_LIMIT)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            some = b""
        if not some:
            self._end(talk)
        elif talk.is_answered:
            talk.dropped += len(some)
            if talk.dropped > _DROPPED:
                self._end(talk)
        else:
            talk.received += some
            self._answer_whole(talk)

    def _answer_whole(self, talk: _Talk) -> None:
        try:
            asked = head_of(bytes(talk.received))
            if asked is None:
                return
            answer = self._answer(asked)
        except Refused as refused:
            answer = Answer(refused.status)
        talk.is_answered = True
        try:
            # A few hundred bytes always fit into what the system keeps for a new connection.
            talk.connection.send(answer.as_bytes())
            talk.connection.shutdown(socket.SHUT_WR)
        except OSError:
            self._end(talk)

    def _end(self, talk: _Talk) -> None:
        del self._talks[talk.connection]
        self._ready.unregister(talk.connection)
        with contextlib.suppress(OSError):
            talk.connection.close()


def _listening_at(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        else:  # on Windows that would let another program take the port over
            listening.setsockopt(socket.SOL_SOCKET, getattr(socket, "SO_EXCLUSIVEADDRUSE", -5), 1)
        listening.bind(("127.0.0.1", port))
        listening.listen(MOST)
        listening.setblocking(False)
    except OSError:
        listening.close()
        raise
    return listening
