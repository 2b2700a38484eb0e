"""The fixtures themselves do what the other tests rely on."""

import os
import socket
import subprocess
import sys
import threading

import psycopg
import pytest

from tests.fixtures.guards import _strangers
from tests.fixtures.keyring_session import (
    KeyringSession,
    open_keyring_session,
    run_in_keyring_session,
)

on_linux = pytest.mark.skipif(sys.platform == "win32", reason="speaks of Linux services")

REMEMBER = """
import keyring
keyring.set_password("workstation-test", "desk", "secret")
print(keyring.get_password("workstation-test", "desk"))
"""
RECALL = "import keyring; print(keyring.get_password('workstation-test', 'desk'))"


def test_each_test_gets_an_empty_database(postgres_url: str) -> None:
    url = postgres_url.replace("+psycopg", "")
    with psycopg.connect(url) as connection:
        rows = connection.execute("select count(*) from pg_stat_user_tables").fetchone()
        assert rows == (0,)
        version = connection.execute("show server_version_num").fetchone()
    assert version is not None
    assert int(version[0]) >= 150000


def test_the_keyring_outlives_the_process_that_used_it(keyring_session: KeyringSession) -> None:
    remembered = keyring_session.run([sys.executable, "-c", REMEMBER])
    assert remembered.stdout == "secret\n", remembered.stderr
    recalled = keyring_session.run([sys.executable, "-c", RECALL])
    assert recalled.stdout == "secret\n", recalled.stderr


def test_every_keyring_session_begins_empty() -> None:
    recalled = run_in_keyring_session([sys.executable, "-c", RECALL])
    assert recalled.stdout == "None\n", recalled.stderr


def test_a_locked_keyring_says_so() -> None:
    with open_keyring_session(locked=True) as session:
        refused = session.run([sys.executable, "-c", REMEMBER])
    assert refused.returncode == 1
    assert "keyring.errors." in refused.stderr


@on_linux
def test_without_a_session_there_is_no_keyring() -> None:
    assert "DBUS_SESSION_BUS_ADDRESS" not in os.environ
    found = subprocess.run([sys.executable, "-c", REMEMBER], capture_output=True, text=True)
    assert "NoKeyringError" in found.stderr


def test_the_xserver_takes_a_window_with_the_focus(xserver: str) -> None:
    show = """
from PySide6.QtWidgets import QApplication, QLineEdit
application = QApplication([])
class Line(QLineEdit):
    def focusInEvent(self, event):
        super().focusInEvent(event)
        print(application.platformName(), self.isActiveWindow())
        application.quit()
line = Line()
line.show()
application.exec()
"""
    environment = os.environ | {"DISPLAY": xserver, "QT_QPA_PLATFORM": "xcb"}
    shown = subprocess.run(
        [sys.executable, "-c", show], env=environment, capture_output=True, text=True, timeout=60
    )
    assert shown.stdout == "xcb True\n", shown.stderr


def test_strangers_are_refused_and_remembered() -> None:
    with socket.socket() as line, pytest.raises(PermissionError):
        line.connect(("192.0.2.1", 80))
    with socket.socket() as line, pytest.raises(PermissionError):
        line.bind(("0.0.0.0", 0))
    with pytest.raises(PermissionError):
        socket.getaddrinfo("example.org", 80)
    assert len(_strangers) == 3
    _strangers.clear()
    with pytest.raises(socket.gaierror):
        socket.getaddrinfo("hub.invalid", 80)


GUARDED = """
import subprocess, sys, threading
import pytest

def hold(): threading.Event().wait({seconds})

def test_thread():
    threading.Thread(target=hold).start()

def test_product_daemon():
    product = {{"__name__": "workstation.desk", "threading": threading, "hold": hold}}
    exec("threading.Thread(target=hold, daemon=True).start()", product)

def test_foreign_daemon():
    threading.Thread(target=hold, daemon=True).start()

def test_process():
    held = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    globals()["kept"] = held
"""


@on_linux
def test_threads_and_processes_left_behind_fail(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytester.makeconftest(
        "from tests.fixtures import guards, processes\n"
        "from tests.fixtures.guards import no_thread_left_running\n"
        "from tests.fixtures.processes import no_process_left_behind\n"
        "guards.install(); guards.GRACE_SECONDS = processes.GRACE_SECONDS = 0.2\n"
    )
    pytester.makepyfile(GUARDED.format(seconds=1.5))
    monkeypatch.setenv("WORKSTATION_TEST_WORKER", "inner")
    ran = pytester.runpytest_subprocess("-p", "no:cacheprovider", "-q")
    ran.assert_outcomes(passed=4, errors=3)
    ran.stdout.fnmatch_lines(["*threads left running*", "*processes left behind*"])


def test_the_main_thread_is_alone() -> None:
    assert threading.current_thread() is threading.main_thread()
