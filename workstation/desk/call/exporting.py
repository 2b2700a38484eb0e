"""All the words of one item, as a plain text file that a person chooses to keep."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from workstation.desk.call.attention import Item
from workstation.domain.events import Event, Gone, Newer
from workstation.domain.mending import every_word

#: A new file or none; Windows would change line ends without the last.
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
#: Characters of a file: more than any event that the journal takes.
_LIMIT: Final = 4_000_000


def export_text(item: Item, event: Event, body: Any) -> bytes:
    """Everything that is known of the item, one field a line; its words as they were written."""
    text = "\n".join([*_head(item, event), "", *_words(event, body), ""])
    return text[:_LIMIT].encode("utf-8", "replace")


def kept_in(path: Path, content: bytes) -> str:
    """Write a new file that only this user may read; a sentence when that cannot be done.

    What is there already is never written over.
    """
    if not path.is_absolute():
        return "Name the file with its whole path; nothing was written."
    try:
        handle = os.open(path, _NEW, 0o600)
    except FileExistsError:
        return "There is a file of that name already; nothing was written: give it another name."
    except (OSError, ValueError) as fault:
        return f"The file cannot be made ({_why(fault)}); nothing was written: choose another path."
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as fault:
        path.unlink(missing_ok=True)
        return (
            f"The file cannot be written ({_why(fault)}); it stays in the list: try another disk."
        )
    return ""


def _why(fault: Exception) -> str:
    return str(getattr(fault, "strerror", None) or "no such path")


def _head(item: Item, event: Event) -> Iterator[str]:
    yield f"{item.what}, not taken by the hub"
    yield f"Reason: {item.reason}"
    yield f"Incident reference: {item.reference or 'none'}"
    yield f"Written: {event.at_utc} by {event.actor}"
    yield f"Entry: {event.event_id} of {event.stream_id}, number {event.stream_seq}"
    yield f"Realm: {event.realm}"


def _words(event: Event, body: Any) -> Iterator[str]:
    if isinstance(body, Gone):
        yield "Its words were erased by retention."
    elif isinstance(body, Newer):
        yield (event.payload or b"").decode("utf-8", "replace")
    else:
        for name, words in every_word(body):
            yield f"{name}: {words}"
