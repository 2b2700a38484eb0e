"""Contrast, computed from the tokens, for every pair of colours that the style sheet uses."""

import re

import pytest

from workstation.ui.theme.sheet import sheet
from workstation.ui.theme.tokens import (
    DECORATION,
    OUTLINE_OF,
    PART_CONTRAST,
    PART_ON,
    TEXT_CONTRAST,
    TEXT_ON,
    THEMES,
    Tokens,
)

#: Tokens whose values are their own names: the sheet made of them says which token stands where.
NAMES = Tokens(*Tokens._fields)


def luminance(colour):
    """Relative luminance of ``#RRGGBB`` (WCAG 2.2)."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """The contrast ratio of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_wcag_says():
    assert contrast("#000000", "#FFFFFF") == 21
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)
    assert contrast("#7A6A00", "#7A6A00") == 1


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("table", "least"), [(TEXT_ON, TEXT_CONTRAST), (PART_ON, PART_CONTRAST)])
def test_every_listed_pair_can_be_told_apart(theme, table, least):
    tokens = THEMES[theme]._asdict()
    weak = {
        f"{ink} on {ground}": round(contrast(tokens[ink], tokens[ground]), 2)
        for ink, grounds in table.items()
        for ground in grounds
        if contrast(tokens[ink], tokens[ground]) < least
    }
    assert weak == {}


def rules(style):
    """The rules of a style sheet: selector, and its declarations."""
    for selector, inner in re.findall(r"([^{}]+)\{([^{}]*)\}", style):
        pairs = (part.split(":", 1) for part in inner.split(";") if ":" in part)
        yield " ".join(selector.split()), {name.strip(): value.split() for name, value in pairs}


def token(words):
    """The token among the words of a declaration, if any."""
    return next((word for word in words if word in Tokens._fields), None)


def unlisted(style):
    """Every use of tokens in ``style`` that the tables do not allow, in words."""
    for selector, said in rules(style):
        ground = token(said.get("background", ()))
        ink = token(said.get("color", ()))
        if ink and ground and ground not in TEXT_ON.get(ink, ()):
            yield f"{selector}: text {ink} on {ground}"
        if ink and not ground and ink not in TEXT_ON:
            yield f"{selector}: text {ink}"
        if ground and not ink and not _carries_text(ground) and ground not in DECORATION:
            yield f"{selector}: {ground} as a ground"
        chosen = token(said.get("selection-color", ()))
        if chosen and token(said["selection-background-color"]) not in TEXT_ON.get(chosen, ()):
            yield f"{selector}: selected text {chosen}"
        faint = token(said.get("placeholder-text-color", ()))
        if faint and ground not in TEXT_ON.get(faint, ()):
            yield f"{selector}: placeholder {faint} on {ground}"
        for name, words in said.items():
            edge = token(words) if name.startswith("border") else None
            if edge and edge != ground and not _may_edge(edge, ground):
                yield f"{selector}: {name} {edge} on {ground or 'any ground'}"


def _carries_text(ground):
    return ground in PART_ON or any(ground in grounds for grounds in TEXT_ON.values())


def _may_edge(edge, ground):
    if edge in DECORATION or (ground and OUTLINE_OF.get(edge) == ground):
        return True
    return ground in PART_ON.get(edge, ()) if ground else edge in PART_ON


def test_the_style_sheet_uses_listed_pairs_only():
    assert list(unlisted(sheet(NAMES))) == []


@pytest.mark.parametrize(
    "mistake",
    [
        "QLabel { color: edge; }",
        "QLabel { color: text2; background: alarm; }",
        "QFrame { background: rule2; border: 1px solid g1; background: alarm; }",
        "QPushButton { background: panel; border: 1px solid alarm; }",
        "QLineEdit { background: field; placeholder-text-color: edge; }",
        "QLineEdit { selection-background-color: accent; selection-color: text; }",
    ],
)
def test_a_pair_that_is_not_listed_is_noticed(mistake):
    assert list(unlisted(mistake))
