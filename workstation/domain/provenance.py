"""Whether the force published something, or it was written for this product and is shown so."""

from __future__ import annotations

from typing import Literal

Provenance = Literal["published", "product default"]
