"""Brings a journal of schema 1 a step forward.

python -m tests.crash.migrant FOLDER
"""

import sys
from pathlib import Path

from tests.crash.committer import KEY
from workstation.desk.journal import Journal
from workstation.desk.journal.tables import STEPS

#: A step of a release to come: rewrites every event, adds a table.
LATER = """
ALTER TABLE event ADD COLUMN noted TEXT;
UPDATE event SET noted = 'noted';
CREATE TABLE later (no INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT;
INSERT INTO later SELECT no, hash FROM event
"""

if __name__ == "__main__":
    Journal.open(Path(sys.argv[1], "journal.db"), KEY, "demo", steps=(*STEPS, LATER)).close()
