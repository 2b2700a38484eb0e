"""The disposable store of a desk: the hub's changes and open incidents, as last heard.

What a caller uses:

- `Cache.open(path, key, realm)`, `close`, or as a context manager. A file that cannot be used is
  renamed (`Cache.set_aside` says to what) and a new, empty one begun: the hub fills it again. Only
  a disk that refuses to be written raises `CacheFault` (``sentence``).
- Writing: `put_changes` and `put_open_cards`, a page and its place in one transaction each;
  futures.
- Reading, from any thread and never failing a call: `incident_entries`, `events_of`,
  `seen_hub_no`, `feed_token`, `open_cards`, `open_cards_at`, `open_cards_as_of`; `damaged` says
  that a damaged page was met.
"""

from workstation.desk.cache.cache import Cache
from workstation.desk.cache.opening import CacheFault

__all__ = ["Cache", "CacheFault"]
