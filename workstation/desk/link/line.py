"""One HTTP line: a question, and its answer or one of the few kinds of failure."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Generator, Iterator, Mapping
from typing import Any, Final, TypeVar

import httpx
from pydantic import ValidationError

from workstation.desk.answers import Failure, Later, NotOurHub, Refused, SignInNeeded, Unreachable
from workstation.desk.link.identity import HubIdentity
from workstation.desk.link.question import (
    BUSY,
    CONNECT_S,
    CUT_OFF,
    NO_ANSWER,
    NOT_OURS,
    Question,
    Silent,
)
from workstation.domain.text import one_line
from workstation.protocol.limits import VERSIONS
from workstation.protocol.messages import Message, Problem

M = TypeVar("M", bound=Message)

#: Bytes of one answer at most.
ANSWER_LIMIT: Final = 64_000_000


class Line:
    """Speaks to one address. Safe for several threads; `cut` ends whatever they wait for.

    ``transport`` carries the requests; TCP with the identity's trust where none is given.
    """

    def __init__(self, identity: HubIdentity, transport: httpx.BaseTransport | None = None) -> None:
        self._client = httpx.Client(
            base_url=identity.url,
            transport=transport or _tcp(identity),
            trust_env=False,
            follow_redirects=False,
            headers={"X-Workstation-Protocol": str(VERSIONS[0]), "Accept": "application/json"},
        )
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []
        self._cut = False

    @property
    def is_cut(self) -> bool:
        """Whether this line has been ended for good."""
        return self._cut

    def ask(self, question: Question, reads: type[M]) -> M | Failure:
        """The answer as ``reads``, or why there is none."""
        body = self.fetch(question)
        if not isinstance(body, bytes):
            return body
        try:
            return reads.model_validate_json(body)
        except ValidationError as fault:
            broken = any(e["type"] == "json_invalid" for e in fault.errors(include_input=False))
            return Unreachable(CUT_OFF, True) if broken else NotOurHub(NOT_OURS)

    def fetch(self, question: Question, kind: str = "application/json") -> bytes | Failure:
        """The bytes of an answer whose content type is ``kind`` (empty: an empty answer)."""
        try:
            with self._asked(question) as response:
                body = _capped(response)
                return failure_of(response, body, kind) or body
        except httpx.HTTPError as fault:
            return _no_answer(fault)

    @contextlib.contextmanager
    def listen(self, question: Question) -> Generator[Iterator[str] | Failure]:
        """The lines of a server-sent stream; iterating raises `Silent` when it ends badly."""
        try:
            with self._asked(question) as response:
                kind = "text/event-stream"
                if failure := failure_of(response, b"", kind):
                    yield failure_of(response, _capped(response), kind) or failure
                else:
                    yield _lines(response)
        except httpx.HTTPError as fault:
            yield _no_answer(fault)

    def cut(self) -> None:
        """End the line for good: everything under way fails now, everything later at once."""
        with self._lock:
            self._cut = True
            for sock in self._sockets:
                _end(sock)
            self._sockets.clear()

    def close(self) -> None:
        """Let go of what is idle; call after `cut`, when no thread asks any more."""
        self._client.close()

    @contextlib.contextmanager
    def _asked(self, question: Question) -> Generator[httpx.Response]:
        if self._cut:
            raise httpx.ConnectError("the line was cut")
        headers = {"Authorization": question.auth} if question.auth else {}
        if question.body is not None:
            headers["Content-Type"] = "application/json"
        with self._client.stream(
            question.method,
            question.path,
            params=question.params,
            content=question.body.encode("utf-8") if question.body is not None else None,
            headers=headers,
            timeout=httpx.Timeout(question.read_s, connect=CONNECT_S),
            extensions={"trace": self._trace},
        ) as response:
            yield response

    def _trace(self, event: str, told: Mapping[str, Any]) -> None:
        """Keep the sockets, so that `cut` can end a read that a server leaves hanging."""
        if not event.endswith(("connect_tcp.complete", "start_tls.complete")):
            return
        sock = told["return_value"].get_extra_info("socket")
        with self._lock:
            self._sockets = [s for s in self._sockets if s.fileno() >= 0] + [sock]
            if self._cut:
                _end(sock)


def failure_of(response: httpx.Response, body: bytes, kind: str) -> Failure | None:
    """What ``response`` means when it is not an answer of ``kind``; ``None`` when it is one."""
    status = response.status_code
    told = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if 200 <= status < 300:
        empty = not kind and status == 204
        return None if empty or (kind and told == kind) else NotOurHub(NOT_OURS)
    problem = _problem(body) if told == "application/json" else None
    if status in (408, 425, 429) or 500 <= status < 511:
        return Later(problem.sentence if problem else BUSY, _retry_after(response))
    if problem is None:
        return NotOurHub(NOT_OURS)
    if status == 401:
        return SignInNeeded(problem.sentence)
    return Refused(problem.word, problem.sentence, status)


def _end(sock: socket.socket) -> None:
    """Wake whoever reads from ``sock``; it belongs to the client, which closes it."""
    with contextlib.suppress(OSError):  # an SSLSocket's own shutdown would wait for the other side
        socket.socket.shutdown(sock, socket.SHUT_RDWR)


def _problem(body: bytes) -> Problem | None:
    try:
        told = Problem.model_validate_json(body)
    except ValidationError:
        return None
    return Problem(word=one_line(told.word, 60), sentence=one_line(told.sentence, 500))


def _retry_after(response: httpx.Response) -> float | None:
    text = response.headers.get("retry-after", "")
    return min(float(text), 300.0) if text.isascii() and text.isdigit() else None


def _no_answer(fault: httpx.HTTPError) -> Failure:
    before = isinstance(fault, (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout))
    if isinstance(fault.__cause__, ssl.SSLError) or _names_certificate(fault):
        return NotOurHub(NOT_OURS)
    return Unreachable(NO_ANSWER, may_have_arrived=not before)


def _names_certificate(fault: httpx.HTTPError) -> bool:
    return isinstance(fault, httpx.ConnectError) and "CERTIFICATE_VERIFY_FAILED" in str(fault)


def _capped(response: httpx.Response) -> bytes:
    parts: list[bytes] = []
    size = 0
    for part in response.iter_bytes():
        size += len(part)
        if size > ANSWER_LIMIT:
            raise httpx.DecodingError("the answer is too large")
        parts.append(part)
    return b"".join(parts)


def _lines(response: httpx.Response) -> Iterator[str]:
    try:
        yield from response.iter_lines()
    except httpx.HTTPError as fault:
        raise Silent(type(fault).__name__) from fault


def _tcp(identity: HubIdentity) -> httpx.BaseTransport:
    limits = httpx.Limits(max_connections=16, max_keepalive_connections=4)
    return httpx.HTTPTransport(verify=_trust(identity), trust_env=False, limits=limits)


def _trust(identity: HubIdentity) -> ssl.SSLContext:
    context = ssl.create_default_context(cadata=identity.ca_pem)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
