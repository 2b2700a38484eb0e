"""What was typed as a line of the story."""

from __future__ import annotations

from workstation.domain.contact import commands as ask


def line_of(text: str) -> ask.Type:
    """The line of the story that was typed; a quotation mark in front marks the caller's words."""
    verbatim = text.lstrip().startswith('"')
    return ask.Type(text.strip().strip('"') if verbatim else text, verbatim)
