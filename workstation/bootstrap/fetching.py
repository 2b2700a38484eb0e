"""The process that fetches pages for a copying, both ends.

It asks the hub, checks what comes and makes rows of it, while the copying inserts the rows of the
page before: both take about as long. What people are found by is made by whoever has less to do. It
never has the key of the file. It is told like a copying, then where to begin, and ends with the
copying, however that ends.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

from workstation.bootstrap import leash
from workstation.bootstrap.children import Child
from workstation.bootstrap.copy_ask import CopyAsk, ask_of
from workstation.bootstrap.faults import CannotGoOn

if TYPE_CHECKING:
    from workstation.desk.cache.callers.ready import ReadyPage
    from workstation.protocol.callers import CopyPage

TOO_SOON: Final = (
    "The pages of people on record ended too soon; what was copied stays, and the desk goes on "
    "with it by itself."
)
#: Bytes in which each page first says how long it is.
_LENGTH: Final = 8


class Pages:
    """At the copying: pages as rows, from a process that is got ready at once."""

    def __init__(self, ask: CopyAsk) -> None:
        self._told = ask.without_key().line()
        self._child: Child | None = self._started()

    def pages(self, cursor: str, have: int) -> Generator[ReadyPage]:
        """Every page from ``cursor`` on, which comes after ``have`` people.

        Raises `CannotGoOn` when the process ends before the last one.
        """
        from workstation.desk.cache.callers.ready import of_bytes

        self._child = child = self._child or self._started()
        try:
            child.tell(json.dumps([cursor, have]))
            while piece := child.read(int.from_bytes(child.read(_LENGTH), "big")):
                page = of_bytes(piece)
                yield page
                if not page.next:
                    return
            raise CannotGoOn(TOO_SOON)
        finally:
            self.close()

    def close(self) -> None:
        """No more pages for now."""
        if self._child is not None:
            self._child.stop()
            self._child.ended()
            self._child = None

    def _started(self) -> Child:
        return Child("fetching", ["fetching"], None, {}, told=self._told, heard=True)


def fetch() -> None:
    """Fetch as the copying that started this process tells. Raises `CannotGoOn`."""
    gc.disable()  # millions of rows pass through and none of them hangs in a circle
    ask = ask_of(leash.next_line())
    from workstation.desk.clock import SystemClock
    from workstation.desk.link.back_off import BackOff
    from workstation.desk.link.fetching import Fetching, Patience
    from workstation.desk.link.hub_client import HubClient

    client = HubClient(ask.hub, SystemClock(), ask.credential)
    client.load()
    place = leash.next_line()
    if not place:
        return  # the copying has ended, or needs no pages
    leash.hold(lambda: os._exit(1))  # nothing has to be put in order
    cursor, have = json.loads(place)
    fetching = Fetching(client, _ready, ask.recent_days, Patience(BackOff()), ask.page)
    try:
        _say_each(fetching.pages(cursor, have))
    except BrokenPipeError:
        os._exit(1)  # nobody hears any more: quietly, and without another try to say something
    os._exit(0)  # whoever hears waits for the end


def _ready(page: CopyPage, first: int) -> ReadyPage:
    from workstation.desk.cache.callers.ready import ready

    return ready(page, first)


def _say_each(pages: Iterable[ReadyPage]) -> None:
    """Say ``pages``: one of them waits to be heard while the next one is made."""
    # Here, for that takes a while and the first page is on its way.
    from workstation.desk.cache.callers.ready import as_bytes, with_words

    said: Future[None] = Future()
    said.set_result(None)
    with ThreadPoolExecutor(1, "say") as saying:
        for page in pages:
            waits = not said.done()  # so the copying has more to do than we have
            piece = as_bytes(with_words(page) if waits else page)
            said.result()
            said = saying.submit(_say, piece)
        said.result()


def _say(piece: bytes) -> None:
    sys.stdout.buffer.write(len(piece).to_bytes(_LENGTH, "big"))
    sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()
