"""The gazetteer of a desk: addresses, streets, postcodes, buildings and areas, completed offline.

- `load(file, folder, at_utc)` reads a CSV file of a BS 7666 gazetteer (docs/gazetteer.md) into a
  read-only SQLite file in ``folder`` and puts it in the place of the last one, whole or not at all.
- `Gazetteer(folder)` completes what is typed from the newest file there, from any thread; it never
  fails a call, and notices by itself that another file was loaded.
- `held(folder)` says what is in force there.

Nothing in it is personal: the file is not encrypted.
"""

from workstation.desk.cache.gazetteer.completing import Gazetteer
from workstation.desk.cache.gazetteer.files import GazetteerFault, Held, held
from workstation.desk.cache.gazetteer.loading import Loaded, digest_of, load
from workstation.desk.cache.gazetteer.refusing import Refused

__all__ = [
    "Gazetteer",
    "GazetteerFault",
    "Held",
    "Loaded",
    "Refused",
    "digest_of",
    "held",
    "load",
]
