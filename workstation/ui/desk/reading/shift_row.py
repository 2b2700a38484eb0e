"""One row of the shift page."""

from __future__ import annotations

from typing import Literal, NamedTuple

Look = Literal["head", "figure", "part", "named", "alarm", "hour"]


class ShiftRow(NamedTuple):
    """One row. ``own`` and ``desk`` are figures; Enter on a row with a ``deed`` does it.

    ``said`` is what a screen reader says of it where that is more; ``picture``: the plot it shows.
    """

    look: Look
    words: str
    own: str = ""
    desk: str = ""
    deed: str = ""
    said: str = ""
    picture: str = ""

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        if self.said:
            return self.said
        if self.look == "head" or not self.desk:
            return " · ".join(part for part in (self.words, self.own, self.desk) if part)
        return f"{self.words}: {self.own} since sign-in, {self.desk} in 12 hours"
