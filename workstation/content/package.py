"""A policy package: the texts of its files, their hash, and the bytes that travel to desks."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from workstation.content.faults import ContentError, ContentFault
from workstation.content.policy_files import FILES, REQUIRED

#: Bytes of one file and of a whole package; a policy of 40 questions is about 60,000.
FILE_LIMIT: Final = 400_000
PACKAGE_LIMIT: Final = 2_000_000

Texts = Mapping[str, str]


def package_hash(texts: Texts) -> str:
    """SHA-256 over the sorted file names and their bytes with LF line ends, hexadecimal."""
    running = hashlib.sha256()
    for name in sorted(texts):
        content = _unified(texts[name]).encode("utf-8")
        running.update(f"{name}\n{len(content)}\n".encode())
        running.update(content)
    return running.hexdigest()


def texts_in(folder: Path, shown: str) -> tuple[dict[str, str], list[ContentFault]]:
    """The files of the policy in ``folder``, and what is wrong with them as files.

    ``shown`` is the folder as faults name it, "policies/FORCE/VERSION/" or empty.
    """
    faults: list[ContentFault] = []
    texts: dict[str, str] = {}
    for place in sorted(folder.iterdir()):
        name = place.name
        if name not in FILES:
            faults.append(ContentFault(shown + name, 0, "is not a file of a policy"))
            continue
        try:
            if place.stat().st_size > FILE_LIMIT:
                faults.append(ContentFault(shown + name, 0, f"is over {FILE_LIMIT:,} bytes"))
                continue
            texts[name] = _unified(place.read_bytes().decode("utf-8"))
        except UnicodeDecodeError as bad:
            line = place.read_bytes()[: bad.start].count(b"\n") + 1
            faults.append(ContentFault(shown + name, line, "is not UTF-8 text"))
        except OSError as bad:
            faults.append(ContentFault(shown + name, 0, f"cannot be read ({bad.strerror})"))
    known = {Path(fault.file).name for fault in faults}
    missing = [name for name in FILES if name in REQUIRED and name not in {*texts, *known}]
    faults += [ContentFault(shown + name, 0, "is missing") for name in missing]
    return texts, faults


def packed(texts: Texts) -> bytes:
    """The bytes that carry a package to a desk: the same for the same hash."""
    files = {name: _unified(texts[name]) for name in sorted(texts)}
    return json.dumps({"files": files}, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def unpacked(package: bytes) -> dict[str, str]:
    """The texts in ``package``. Raises ContentError for anything that is not a package."""
    refusal = "A policy package arrived that is not one; calls go on under the policy at hand; {}"
    if len(package) > PACKAGE_LIMIT:
        raise ContentError(refusal.format(f"it is over {PACKAGE_LIMIT:,} bytes."))
    try:
        read = json.loads(package)
    except (ValueError, RecursionError) as bad:
        raise ContentError(refusal.format("ask the hub to install the policy again.")) from bad
    files = read.get("files") if isinstance(read, dict) and len(read) == 1 else None
    if not isinstance(files, dict) or not REQUIRED <= set(files) <= set(FILES):
        raise ContentError(refusal.format("its files are not those of a policy."))
    if not all(isinstance(text, str) for text in files.values()):
        raise ContentError(refusal.format("one of its files is not text."))
    return {name: _unified(text) for name, text in files.items()}


def _unified(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
