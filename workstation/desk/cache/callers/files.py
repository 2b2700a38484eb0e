"""The files of callers in their folder: the newest whole copy is in force, a new one grows beside.

A copy is made under the name of the next number with the end ``.part`` and gets its name when it is
whole. Until there is one, what is held stands in the slice.
"""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from typing import Final

from workstation.desk.cache.opening import damage_mark
from workstation.desk.journal.encrypted_file import sync_file, sync_folder

_NAME: Final = re.compile(r"callers-(\d{6})\.(db|part)")


def in_force(folder: Path) -> Path:
    """The newest whole copy, or the slice."""
    whole = _numbered(folder, "db")
    return whole[max(whole)] if whole else folder / "slice.db"


def growing(folder: Path) -> Path:
    """The file of the first copy that is being made, or that one would begin in."""
    parts, whole = _numbered(folder, "part"), _numbered(folder, "db")
    begun = [number for number in parts if number > max(whole, default=0)]
    return folder / f"callers-{max(begun, default=max(whole, default=0) + 1):06}.part"


def put_in_force(part: Path) -> Path:
    """Give a whole copy its name, durably; its log must have been folded in."""
    whole = part.with_suffix(".db")
    sync_file(part)
    part.replace(whole)
    sync_folder(part.parent)
    return whole


def older(folder: Path, than: Path) -> list[Path]:
    """Copies, slices and unfinished copies that ``than`` makes superfluous."""
    named = _NAME.fullmatch(than.name)
    if named is None:  # the slice, which is in force only while there is no other copy
        return list(_numbered(folder, "part").values())
    found = [*_numbered(folder, "db").items(), *_numbered(folder, "part").items()]
    left = [p for n, p in found if n < int(named[1]) or (n == int(named[1]) and p != than)]
    return [*left, *(path for path in [folder / "slice.db"] if path.exists())]


def remove(path: Path) -> None:
    """Remove a file with its log, as far as the system lets go of them."""
    for gone in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
        with contextlib.suppress(OSError):
            gone.unlink(missing_ok=True)
    damage_mark(path).unlink(missing_ok=True)


def _numbered(folder: Path, kind: str) -> dict[int, Path]:
    if not folder.is_dir():
        return {}
    found = ((path, _NAME.fullmatch(path.name)) for path in folder.iterdir())
    return {int(name[1]): path for path, name in found if name and name[2] == kind}
