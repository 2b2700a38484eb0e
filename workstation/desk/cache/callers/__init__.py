"""The people on record at this desk: encrypted, searchable as one types, copied from the hub.

What the desk uses, in its own process:

- `Directory.open(folder, key, realm)`, `close`, or as a context manager: the newest whole copy in
  ``folder``, else a slice that is empty at first. It is the desk's `DirectoryPort`: `on_record`,
  `find`, `near`, `one`, `history`, `standing`, `add_own`, `mark_same`; from any thread, never
  failing a call. An unusable file is renamed (`Directory.set_aside`) and an empty one begun; only a
  disk that refuses to be written raises `CacheFault`.
- `extent` says how far it reaches: ``epoch``, ``recent_days``, ``up_to`` (where changes go on),
  ``whole``, ``cursor``. It is replaced as pages are committed.
- `put_page(page, recent_days, anew=...)` takes one of the first pages of a copy into the slice,
  searchable at once, and the last one makes it whole; `put_changes(changes)` takes what changed, a
  page and its number in one transaction; futures. A page that does not go on from here is left
  alone; `holds(caller_ids)` says whether parts of histories can be added. `growing(have, total)`
  says how far a copy is that is made beside.
- `swap()` goes over to a newer whole copy, with what this desk added, and removes the older files.
- `weed(now_utc, recent_days)` removes expired people from the tables, the search index, the log and
  the free space (`Weeded`); in small transactions, by a thread that may wait.

What the process of a first copy uses:

- `Build.begin(folder, key, realm, anew=False)` goes on where a crash ended, or begins; then, in
  this order, `add_page(page, recent_days)` until ``page.next`` is empty (``extent.cursor`` is
  ``page.next``, ``extent.have`` how many are here), `finish()`, `put_changes` after
  ``extent.up_to`` until there are no more, and `complete()`, after which `Directory.swap` finds it.
  `workstation.desk.cache.callers.ready` makes rows of a page in a process beside.
"""

from workstation.desk.cache.callers.building import Build
from workstation.desk.cache.callers.directory import Directory
from workstation.desk.cache.callers.standing import Extent, extent_in
from workstation.desk.cache.callers.weeding import Weeded

__all__ = ["Build", "Directory", "Extent", "Weeded", "extent_in"]
