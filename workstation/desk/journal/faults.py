"""What can be wrong with the journal, each in one sentence for the person at the desk."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Final, Literal

Kind = Literal[
    "in_use",
    "unreadable",
    "unencrypted",
    "damaged",
    "behind",
    "wal_missing",
    "tape_missing",
    "wrong_realm",
    "newer",
    "old_sqlite",
    "not_durable",
    "full",
    "io",
    "read_only",
    "closed",
]

_SENTENCES: Final[dict[Kind, str]] = {
    "in_use": "Another workstation is using the journal {name}; nothing was changed: go on in its"
    " window, or close it and start again.",
    "unreadable": "The journal {name} cannot be opened with this desk's key: the key was replaced"
    " or the file is damaged; the file was kept as it is: recover the key with `workstation enrol"
    " --recover`, or set the file aside for the administrator.",
    "unencrypted": "The journal {name} is not encrypted, so this is not a file this desk wrote;"
    " it was left untouched: ask the administrator where it came from.",
    "damaged": "A part of the journal {name} cannot be read; the file was kept and the rest of it"
    " is safe: copy it with the files beside it for the administrator and go on at another desk.",
    "behind": "The journal {name} no longer holds what it had saved; nothing was deleted by this"
    " program: copy it with the files beside it for the administrator and go on at another desk.",
    "wal_missing": "The file {name}-wal, which holds what was saved last, is missing; the journal"
    " was kept as it is: put that file back beside it, or open without it and accept the loss.",
    "tape_missing": "The file {name}-tape, which may hold what was saved last, is missing or cut"
    " short; the journal was kept as it is: put that file back beside it, or open without it and"
    " accept the loss.",
    "wrong_realm": "The journal {name} belongs to another realm than this program was started for;"
    " it was left untouched: start the program for the realm of the file.",
    "newer": "The journal {name} was written by a newer release; it was left untouched: start the"
    " newer release.",
    "old_sqlite": "The SQLite in this installation is older than 3.51.3 and could damage {name};"
    " the file was left untouched: install this release again.",
    "not_durable": "The journal {name} could not be set to survive a power cut; nothing was"
    " written: move it to a local disk.",
    "full": "The disk is full: what you type is kept on the screen and in memory, not yet in"
    " {name}; make room and saving resumes by itself.",
    "io": "The disk refuses to write {name}; what was saved before is safe and what you type is"
    " kept in memory: saving is tried again every second; note the call on paper meanwhile.",
    "read_only": "The folder of {name} may not be written to; what was saved before is safe and"
    " what you type is kept in memory: give the folder back its rights and saving resumes.",
    "closed": "The journal {name} is closed; this was not saved: start the program again.",
}


class JournalFault(Exception):
    """The journal cannot be opened, or cannot save now. ``sentence`` is for a person."""

    def __init__(self, kind: Kind, path: Path, detail: str = "") -> None:
        self.kind: Kind = kind
        self.sentence = _SENTENCES[kind].format(name=path.name)
        #: For the log of the administrator; never holds what was typed.
        self.detail = detail
        super().__init__(f"{self.sentence} [{kind}{': ' + detail if detail else ''}]")


#: SQLite's primary result codes and what they mean for a person.
_BY_CODE: Final[dict[int, Kind]] = {
    5: "io",
    6: "io",
    8: "read_only",
    10: "io",
    11: "damaged",
    13: "full",
    14: "read_only",
    26: "damaged",
}


#: The same for what the system says to Python; anything else is "io".
_BY_ERRNO: Final[dict[int | None, Kind]] = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EROFS: "read_only",
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
    errno.ENOENT: "read_only",
}


def storage_kind(fault: BaseException) -> Kind | None:
    """Which trouble of the storage ``fault`` is, ``None`` when it is not the storage's."""
    if isinstance(fault, OSError):
        return _BY_ERRNO.get(fault.errno, "io")
    if isinstance(fault, MemoryError):  # SQLCipher's word for some reads that fail within a commit
        return "io"
    code = getattr(fault, "sqlite_errorcode", None)
    return _BY_CODE.get(code & 0xFF) if isinstance(code, int) else None
