"""Answers written where they are made: not checked and converted a second time by the framework."""

from __future__ import annotations

from fastapi import Response
from pydantic import BaseModel


def written(message: BaseModel) -> Response:
    """``message`` as JSON; the route names its type for the hub's document."""
    return Response(message.model_dump_json(), media_type="application/json")
