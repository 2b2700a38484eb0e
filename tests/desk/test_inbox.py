"""The inbox without a window: jobs of any thread, run by the owner, in order."""

import threading

import pytest

from workstation.desk.inbox import QueueInbox


def test_jobs_run_in_the_owners_thread_in_the_order_of_posting() -> None:
    inbox, ran = QueueInbox(), list[tuple[int, int]]()

    def post_all() -> None:
        for n in range(100):
            inbox.post(lambda n=n: ran.append((n, threading.get_ident())))  # type: ignore[misc]

    thread = threading.Thread(target=post_all)
    thread.start()
    assert inbox.run_until(lambda: len(ran) == 100, 20)
    thread.join()
    assert ran == [(n, threading.get_ident()) for n in range(100)]


def test_running_what_waits_does_not_wait_for_more() -> None:
    inbox, ran = QueueInbox(), list[str]()
    inbox.post(lambda: ran.append("first"))
    inbox.post(lambda: inbox.post(lambda: ran.append("from within")))
    assert inbox.run_pending() == 3
    assert inbox.run_pending() == 0
    assert ran == ["first", "from within"]


def test_a_wish_that_does_not_come_true_ends_in_time_and_ticks_meanwhile() -> None:
    inbox, ticks = QueueInbox(), list[int]()
    assert not inbox.run_until(lambda: False, 0.05, every_s=0.01, tick=lambda: ticks.append(1))
    assert ticks


def test_what_a_job_raises_is_raised_where_it_runs() -> None:
    inbox = QueueInbox()
    inbox.post(lambda: [].pop())
    with pytest.raises(IndexError):
        inbox.run_until(lambda: False, 1)
