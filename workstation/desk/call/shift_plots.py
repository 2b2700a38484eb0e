"""Draws the plots of a shift as PNG pictures. The one module that knows matplotlib.

matplotlib is imported when the first picture is drawn, in the thread that draws it. Nothing here
has a display, and nothing is shared between two pictures; one thread draws at a time.
"""

from __future__ import annotations

import math
import textwrap
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from workstation.content.resources import resource_root
from workstation.desk.call.shift_pictures import Drawn, said

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Pixels at 100 %: letters, the parts of a plot above each other, and room at its sides.
LETTERS, SMALL, NUMBERS = 13.0, 12.0, 11.0
TITLE, LEGEND, BARS, AXIS, GAP = 26.0, 24.0, 150.0, 48.0, 14.0
LEFT, RIGHT = 52.0, 10.0
#: The narrowest picture that has what its bars mean in one line, in pixels at 100 %.
ONE_LINE = 480.0
#: Room that a number needs above its bar, in pixels at 100 %.
_NUMBER: Final = {"calls": 11.0, "incidents": 11.0, "seconds": 18.0, "minutes": 31.0}
#: What tells the kinds of bars apart besides their colour.
_HATCHES: Final = ("", "////", "....")
#: The typeface of the windows.
_FACE: Final = "Inter"
_drawing = threading.Lock()


@dataclass(frozen=True, slots=True)
class Ink:
    """Colours as ``#RRGGBB``; ``fills`` are those of the kinds of bars."""

    ground: str
    text: str
    quiet: str
    rule: str
    fills: tuple[str, str, str]


#: For what is kept in a file or printed.
ON_PAPER: Final = Ink("#FFFFFF", "#14181B", "#49535C", "#D0D6DB", ("#0A5CAB", "#AD7200", "#00785A"))
#: Width of a picture that is kept, in pixels at 100 %, and how much finer it is drawn.
KEPT_WIDE, KEPT_FINE = 1120, 1.5


def png_of(
    plots: Sequence[Drawn], ink: Ink, wide: float, fine: float = 1.0, *, caption: bool = True
) -> bytes:
    """The plots below each other, ``wide`` pixels at 100 %, ``fine`` times as many in the file.

    Without ``caption`` the definitions are left to whoever shows them.
    """
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    plots = plots if caption else [replace(one, caption=()) for one in plots]
    with _drawing, rc_context({"font.family": _families(), "hatch.linewidth": 1.2}):
        heights = [_height(one, wide) for one in plots]
        tall = sum(heights)
        figure = Figure(figsize=(wide / 72, tall / 72), dpi=72 * fine, facecolor=ink.ground)
        FigureCanvasAgg(figure)
        top = tall
        for one, high in zip(plots, heights, strict=True):
            _draw(figure, one, ink, (wide, tall, top))
            top -= high
        kept = BytesIO()
        figure.savefig(kept, format="png", metadata={"Software": None})
        return kept.getvalue()


@cache
def _families() -> tuple[str, ...]:
    """The typeface of the windows, then matplotlib's own for what it lacks."""
    from matplotlib import font_manager

    for file in sorted((resource_root() / "fonts").glob("*.otf")):
        font_manager.fontManager.addfont(file)
    return (_FACE, "DejaVu Sans")


def _lines(one: Drawn, wide: float) -> list[str]:
    """The caption in lines that fit."""
    letters = max(24, int((wide - 2 * RIGHT) / (SMALL * 0.54)))
    return [line for words in one.caption for line in textwrap.wrap(words, letters)]


def _height(one: Drawn, wide: float) -> float:
    lines = len(_lines(one, wide)) * SMALL * 1.35
    return TITLE + _key_high(one, wide) + BARS + AXIS + lines + GAP


def _key_high(one: Drawn, wide: float) -> float:
    """Room for what the bars mean."""
    return LEGEND + (_rows(one, wide) - 1) * SMALL * 1.5


def _rows(one: Drawn, wide: float) -> int:
    """Lines that say what the bars mean."""
    return 1 if wide >= ONE_LINE else len(one.plot.series)


def _draw(figure: Figure, one: Drawn, ink: Ink, place: tuple[float, float, float]) -> None:
    """One plot; ``place``: how wide and tall the whole is, and where this begins from below."""
    wide, tall, top = place
    below = top - TITLE - _key_high(one, wide) - BARS
    axes = figure.add_axes(
        (LEFT / wide, below / tall, (wide - LEFT - RIGHT) / wide, BARS / tall), facecolor=ink.ground
    )
    text: dict[str, Any] = {"fontsize": LETTERS, "color": ink.text, "parse_math": False}
    title = (top - TITLE * 0.75) / tall
    figure.text(RIGHT / wide, title, one.plot.title, fontfamily=_FACE, fontweight=600, **text)
    _bars(axes, one, ink, wide - LEFT - RIGHT)
    _dress(axes, one, ink, wide)
    lines = "\n".join(_lines(one, wide))
    small = {**text, "fontsize": SMALL, "color": ink.quiet}
    figure.text(RIGHT / wide, (below - AXIS) / tall, lines, va="top", linespacing=1.05, **small)


def _bars(axes: Axes, one: Drawn, ink: Ink, wide: float) -> None:
    kinds = len(one.values)
    across = 0.8 / kinds
    room = wide / max(1, len(one.hours)) * across >= _NUMBER[one.plot.unit]
    for n, row in enumerate(one.values):
        some = [(hour, value) for hour, value in enumerate(row) if value]
        bars = axes.bar(
            [hour + (n - (kinds - 1) / 2) * across for hour, _ in some],
            [value for _, value in some],
            across * 0.9,
            **_look(ink, n),
        )
        if room:
            words = [said(one.plot.unit, value) for _, value in some]
            axes.bar_label(bars, words, fontsize=NUMBERS, color=ink.text, padding=1)
    if one.empty:
        middle: dict[str, Any] = {"ha": "center", "va": "center", "transform": axes.transAxes}
        axes.text(0.5, 0.5, "Nothing in these hours", color=ink.quiet, fontsize=LETTERS, **middle)


def _look(ink: Ink, n: int) -> dict[str, Any]:
    """The first kind of bars is filled, the others are hatched, each in its own way."""
    colour = ink.fills[n]
    face = ink.ground if n else colour
    return {"facecolor": face, "edgecolor": colour, "hatch": _HATCHES[n], "linewidth": 1.5}


def _dress(axes: Axes, one: Drawn, ink: Ink, wide: float) -> None:
    """Axes with their units, and what each kind of bar means."""
    from matplotlib.patches import Patch
    from matplotlib.ticker import MaxNLocator

    step = max(1, math.ceil(24 * len(one.hours) / (wide - LEFT - RIGHT)))
    ticks = range(0, len(one.hours), step)
    axes.set_xticks(list(ticks), [one.hours[n] for n in ticks])
    axes.set_xlim(-0.6, max(1, len(one.hours)) - 0.4)
    axes.set_ylim(0, 1.18 * max((v or 0 for row in one.values for v in row), default=0) or 1)
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.set_xlabel("hour that begins then, local time", fontsize=SMALL, color=ink.quiet)
    axes.set_ylabel(one.plot.unit, fontsize=SMALL, color=ink.quiet)
    axes.tick_params(colors=ink.quiet, labelsize=SMALL, length=3)
    axes.grid(axis="y", color=ink.rule, linewidth=0.8)
    axes.set_axisbelow(True)
    for side, spine in axes.spines.items():
        spine.set_visible(side in ("left", "bottom"))
        spine.set_color(ink.quiet)
    axes.legend(
        handles=[Patch(label=s.name, **_look(ink, n)) for n, s in enumerate(one.plot.series)],
        loc="lower left",
        bbox_to_anchor=(0, 1),
        ncols=len(one.plot.series) // _rows(one, wide),
        frameon=False,
        fontsize=SMALL,
        labelcolor=ink.text,
        borderaxespad=0.2,
        borderpad=0.2,
        handlelength=1.6,
        columnspacing=1.2,
        labelspacing=0.25,
    )
