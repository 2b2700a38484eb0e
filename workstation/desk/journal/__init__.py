"""The precious store of a desk: what happened here, sealed, encrypted and durable.

What a caller uses:

- `Journal.open(path, key, realm, on_saved=…, on_trouble=…)`, `close`, or as a context manager.
- Writing, returns at once: `append` (future of sealed events), `set_draft`, `remember`, `mark`,
  `erase`, `reissue`, `put_verifier`, `drop_verifier`; `given` and `trouble` say how saving stands.
  A future ends only when what it stands for is durable, on the tape or in the file. Settings of
  the desk are remembered things, too.
- Reading, from any thread: `stream`, `streams`, `open_contacts`, `event`, `last`, `drafts`,
  `recall`, `delivery`, `undelivered`, `set_aside`, `waiting`, `verifier`, `first_break`.
- `JournalFault` (``kind``, ``sentence``) is everything that can be wrong with the file.
- While `last` gives number 0 the store is new or re-issued: append `StoreOpened` first.

The tables are plain SQL in `tables` and SQLAlchemy is not loaded: importing it takes longer than
all of this, and the desk opens the file on the way to its first window.
"""

from workstation.desk.journal.faults import JournalFault
from workstation.desk.journal.journal import Journal
from workstation.desk.journal.outbound import Undelivered, Waiting
from workstation.desk.journal.people import Verifier

__all__ = ["Journal", "JournalFault", "Undelivered", "Verifier", "Waiting"]
