"""The form that keeps the figures of a shift in a new file, as a table or as pictures."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workstation.desk.call.exporting import kept_in
from workstation.desk.call.shift_csv import csv_of
from workstation.desk.call.shift_pictures import PLOTS, drawn
from workstation.desk.call.shift_plots import KEPT_FINE, KEPT_WIDE, ON_PAPER, png_of
from workstation.desk.call.view import Result
from workstation.ui.desk.attention_forms import proposed_path
from workstation.ui.pieces.form import Field, Form

if TYPE_CHECKING:
    from workstation.desk.ports import Inbox
    from workstation.domain.shift_hours import ByHour

NOTE: Final = (
    "Counts, times and definitions only, nobody's data; a new file that only you may read."
)
THERE: Final = "There is a file of that name already; nothing was written: give it another name."


def keep_form(kind: str, found: ByHour, inbox: Inbox, told: Callable[[str], None]) -> Form:
    """Ask for the path of a "csv" or a "png"; ``told`` hears what came of pictures, which take a
    moment to draw.
    """
    at = datetime.now().astimezone().strftime("%Y%m%d-%H%M")
    field = Field("path", "New file", value=proposed_path(f"shift-{at}", kind))
    keep = _table if kind == "csv" else _pictures
    title = "Keep the figures as a table" if kind == "csv" else "Keep the figures as pictures"
    return Form(
        f"shift:{kind}",
        title,
        (field,),
        lambda values, _: (
            lambda: keep(Path(values["path"].strip()).expanduser(), found, inbox, told)
        ),
        note=NOTE,
        of_call=False,
    )


def _table(path: Path, found: ByHour, _: Inbox, __: Callable[[str], None]) -> Result:
    fault = kept_in(path, csv_of(found))
    return Result(False, fault) if fault else Result(True, f"The figures are kept in {path}.")


def _pictures(path: Path, found: ByHour, inbox: Inbox, told: Callable[[str], None]) -> Result:
    """Draws in a thread of its own."""
    if path.exists():
        return Result(False, THERE)

    def draw() -> None:
        png = png_of([drawn(plot, found) for plot in PLOTS], ON_PAPER, KEPT_WIDE, KEPT_FINE)
        sentence = kept_in(path, png) or f"The pictures are kept in {path}."
        inbox.post(lambda: told(sentence))

    threading.Thread(target=draw, name="keep-plots").start()
    return Result(True, "Drawing the pictures …")
