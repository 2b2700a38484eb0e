"""One transaction on a connection that is worked by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from workstation.desk.journal.encrypted_file import Connection


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """What is done inside stands whole or not at all."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
