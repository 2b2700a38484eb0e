"""Risk markers suggested from what was just typed: once each, undecided until a person decides."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from workstation.domain.contact.facts import MarkerSet, NarrativeAdded
from workstation.domain.cues.suggest import TypedLine, suggest
from workstation.domain.events import Happened

if TYPE_CHECKING:
    from workstation.domain.contact.state import Contact
    from workstation.domain.cues.patterns import Patterns
    from workstation.domain.policy import Policy

_log = logging.getLogger(__name__)


def suggested(
    contact: Contact,
    policy: Policy,
    happened: tuple[Happened, ...],
    patterns: Patterns | None,
    new_id: Callable[[], str],
) -> tuple[Happened, ...]:
    """What the narrative in ``happened`` suggests for ``contact`` as it was before.

    Nothing while the term lists are not read yet. A fault in them never stops a call: then nothing
    is suggested and the log says so, without any words.
    """
    lines = [
        TypedLine(one.event_id, one.body.text)
        for one in happened
        if isinstance(one.body, NarrativeAdded)
    ]
    if patterns is None or not lines:
        return ()
    decided = {one.body.marker for one in happened if isinstance(one.body, MarkerSet)}
    try:
        found = suggest(lines, patterns, decided | contact.markers.keys())
    except Exception as fault:  # noqa: BLE001 -- an emergency goes out whatever the lists hold
        _log.error("suggesting: %s", type(fault).__name__)
        return ()
    known = {marker.key for marker in policy.markers}
    return tuple(
        Happened(new_id(), contact.contact_id, MarkerSet(one.marker, "undecided", one.words))
        for one in found
        if one.marker in known
    )
