"""The one table of colours and sizes, and which of them meet: tests hold their contrast.

WCAG 2.2, 1.4.3 and 1.4.11: text 4.5 : 1 or more, parts of controls and shapes 3 : 1 or more.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

ThemeName = Literal["dark", "light", "high_contrast"]
ThemeWish = Literal["system", "dark", "light", "high_contrast"]


class Tokens(NamedTuple):
    """Colours as ``#RRGGBB``. ``rule`` divides only; what can be operated has an ``edge``."""

    canvas: str
    panel: str
    raised: str
    field: str
    rule: str
    edge: str
    text: str
    text2: str
    accent: str
    onaccent: str
    soft: str
    g1: str
    ong1: str
    g2: str
    g3: str
    g4: str
    alarm: str
    onalarm: str
    alarmsoft: str
    alarmedge: str

    def grade(self, rank: int) -> str:
        """The colour of a grade; it never stands without its shape and word."""
        return (self.g1, self.g2, self.g3, self.g4)[min(max(rank, 1), 4) - 1]


THEMES: Final[dict[ThemeName, Tokens]] = {
    "dark": Tokens(
        canvas="#15181B", panel="#1C2024", raised="#272C32", field="#101315", rule="#39414A",
        edge="#7F8A95", text="#E8ECEF", text2="#B4BDC5", accent="#7ABCFF", onaccent="#0B1116",
        soft="#1F3346", g1="#EE7733", ong1="#120A05", g2="#E69F00", g3="#2FB892", g4="#D58BB5",
        alarm="#F0E442", onalarm="#14150A", alarmsoft="#2E2D18",
        alarmedge="#F0E442",
    ),
    "light": Tokens(
        canvas="#ECEFF1", panel="#FFFFFF", raised="#F2F4F6", field="#FFFFFF", rule="#D0D6DB",
        edge="#69747E", text="#14181B", text2="#49535C", accent="#0A5CAB", onaccent="#FFFFFF",
        soft="#DDEBF9", g1="#A33600", ong1="#FFFFFF", g2="#AD7200", g3="#00785A", g4="#A34A7E",
        alarm="#F0E442", onalarm="#14150A", alarmsoft="#FBF8CF",
        alarmedge="#857400",
    ),
    "high_contrast": Tokens(
        canvas="#000000", panel="#000000", raised="#1C1C1C", field="#000000", rule="#9A9A9A",
        edge="#FFFFFF", text="#FFFFFF", text2="#E6E6E6", accent="#6CC0FF", onaccent="#000000",
        soft="#0A2C47", g1="#FF8F52", ong1="#000000", g2="#FFBE2E", g3="#45E3B8", g4="#F5B0D5",
        alarm="#FFF24D", onalarm="#000000", alarmsoft="#2B2900",
        alarmedge="#FFF24D",
    ),
}  # fmt: skip

TEXT_CONTRAST: Final = 4.5
PART_CONTRAST: Final = 3.0

#: What is written or drawn in the colour of a token, and the grounds it may stand on. A pair that
#: is not listed here may not be used.
TEXT_ON: Final[dict[str, tuple[str, ...]]] = {
    "text": ("panel", "canvas", "raised", "field", "soft", "alarmsoft"),
    "text2": ("panel", "canvas", "raised", "field", "soft", "alarmsoft"),
    "canvas": ("text",),
    "onaccent": ("accent",),
    "onalarm": ("alarm",),
    "ong1": ("g1",),
}
PART_ON: Final[dict[str, tuple[str, ...]]] = {
    "text": ("panel", "canvas", "raised"),
    "edge": ("panel", "canvas", "raised", "field", "soft", "alarmsoft"),
    "accent": ("panel", "canvas", "raised", "field", "soft"),
    "onaccent": ("accent",),
    "onalarm": ("alarm",),
    "alarmedge": ("panel", "canvas", "raised", "alarmsoft"),
    "g1": ("panel", "canvas", "raised", "soft"),
    "g2": ("panel", "canvas", "raised", "soft"),
    "g3": ("panel", "canvas", "raised", "soft"),
    "g4": ("panel", "canvas", "raised", "soft"),
}
#: Borders that set a filled ground off from what lies round it, not from the ground itself.
OUTLINE_OF: Final = {"alarmedge": "alarm"}
#: Divides only; nothing is lost where it is not seen.
DECORATION: Final = frozenset({"rule"})

#: Sizes in pixels at 100 % text.
BODY: Final = 14
SMALL: Final = 12
STORY: Final = 16
FIRST: Final = 20
