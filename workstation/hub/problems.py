"""Every error answers with one sentence for a person and one word for a program; values are never
echoed."""

from __future__ import annotations

import logging
from typing import Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from workstation.hub.store.engine import StoreUnreachable, Unstorable
from workstation.protocol.messages import Problem

_log = logging.getLogger(__name__)

_WORDS: Final = {
    400: ("unreadable", "The hub could not read this request; nothing was stored."),
    404: ("not_found", "The hub has nothing under this address."),
    405: ("not_allowed", "This address does not take that kind of request."),
}


class Refused(Exception):
    """The hub answers no; ``sentence`` is for a person, ``word`` for a program."""

    def __init__(
        self, status: int, word: str, sentence: str, headers: dict[str, str] | None = None
    ) -> None:
        super().__init__(sentence)
        self.status = status
        self.word = word
        self.sentence = sentence
        self.headers = headers


def problem(
    status: int, word: str, sentence: str, headers: dict[str, str] | None = None
) -> JSONResponse:
    """The body of an error."""
    body = Problem(word=word, sentence=sentence).model_dump()
    return JSONResponse(body, status, headers)


def answer_problems(app: FastAPI) -> None:
    """Let every fault of ``app`` answer with a `Problem`."""

    @app.exception_handler(Refused)
    def _refused(_: Request, fault: Refused) -> JSONResponse:
        return problem(fault.status, fault.word, fault.sentence, fault.headers)

    @app.exception_handler(RequestValidationError)
    def _unreadable(_: Request, fault: RequestValidationError) -> JSONResponse:
        where = _first_place(fault)
        return problem(422, "unreadable", f"The hub could not read {where}; nothing was stored.")

    @app.exception_handler(Unstorable)
    def _unstorable(_: Request, fault: Unstorable) -> JSONResponse:
        sentence = "The request holds characters or numbers that cannot be stored; nothing was."
        return problem(422, "unreadable", sentence)

    @app.exception_handler(StoreUnreachable)
    def _unreachable(_: Request, fault: StoreUnreachable) -> JSONResponse:
        _log.error("database: %s", fault)
        sentence = (
            "The hub's database does not answer; nothing was stored, it is safe to try again."
        )
        return problem(503, "later", sentence, {"Retry-After": "2"})

    @app.exception_handler(HTTPException)
    def _http(_: Request, fault: HTTPException) -> JSONResponse:
        word, sentence = _WORDS.get(fault.status_code, _WORDS[400])
        return problem(fault.status_code, word, sentence)

    @app.exception_handler(Exception)
    def _ours(_: Request, fault: Exception) -> JSONResponse:
        sentence = "The hub made a mistake of its own; nothing was confirmed, try again."
        return problem(500, "hub_fault", sentence)


def _first_place(fault: RequestValidationError) -> str:
    """Where the first fault is, by our own names for it and never by what was sent."""
    errors = fault.errors()
    place = errors[0].get("loc", ()) if errors else ()
    named = [str(part) for part in place[1:] if isinstance(part, str) and part.isidentifier()]
    kind = str(place[0]) if place else "body"
    known = {
        "body": "the body",
        "query": "the address",
        "path": "the address",
        "header": "a header",
    }
    field = f" (field {named[0][:40]})" if named and errors[0].get("type") != "extra" else ""
    return f"{known.get(kind, 'the request')}{field}"
