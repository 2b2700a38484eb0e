"""Every control of the running program as a screen reader hears it: name, role, state."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.endtoend.demonstration import Demonstration
from tests.fixtures.processes import end, need, tied_to_us, unmarked_environment

PROBE = Path(__file__).with_name("at_spi_probe.py")
#: Debian's own Python: its bindings cannot be installed into a virtual environment.
SYSTEM_PYTHON = "/usr/bin/python3"
PATIENCE_S = 45
#: Seconds within which an urgent hand-over is to be accepted, by the demonstration's policy.
ACCEPTED_WITHIN_S = 60
#: Roles of what can be operated, as AT-SPI names them.
OPERABLE = {
    "push button",
    "toggle button",
    "check box",
    "radio button",
    "combo box",
    "text",
    "password text",
    "list",
    "list item",
    "menu item",
    "spin button",
    "slider",
    "page tab",
}
Heard = list[dict[str, Any]]


@contextmanager
def accessibility_bus() -> Iterator[dict[str, str]]:
    """A D-Bus session of its own, on which the accessibility bus starts when it is asked for."""
    need("dbus-daemon", SYSTEM_PYTHON)
    binding = "import gi; gi.require_version('Atspi', '2.0')"
    if subprocess.run([SYSTEM_PYTHON, "-c", binding], capture_output=True).returncode:
        pytest.fail("gir1.2-atspi-2.0 not found; `make test` installs it", pytrace=False)
    home = tempfile.mkdtemp(prefix="workstation-at-spi-")
    variables = {"XDG_RUNTIME_DIR": home, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
    bus = subprocess.Popen(
        [*tied_to_us(), "dbus-daemon", "--session", "--nofork", "--print-address"],
        env=unmarked_environment(**variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert bus.stdout
        yield variables | {"DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().strip()}
    finally:
        end(bus)
        shutil.rmtree(home, ignore_errors=True)


class Listener:
    """A screen reader on one demonstration."""

    def __init__(self, shown: Demonstration, variables: dict[str, str]) -> None:
        self.shown, self._variables = shown, variables
        self.said: Heard = []

    def hear(self) -> Heard:
        """Everything that shows now, in both windows."""
        done = subprocess.run(
            [SYSTEM_PYTHON, PROBE, "Workstation", str(PATIENCE_S)],
            env=os.environ | self._variables,
            capture_output=True,
            text=True,
            timeout=2 * PATIENCE_S,
        )
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Keep what is announced from now on in ``said``, as it is heard."""
        probe = subprocess.Popen(
            [*tied_to_us(), SYSTEM_PYTHON, str(PROBE), "--announced"],
            env=os.environ | self._variables,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert probe.stdout
        assert probe.stdout.readline() == "ready\n"
        lines = iter(probe.stdout.readline, "")
        reader = threading.Thread(target=lambda: self.said.extend(map(json.loads, lines)))
        reader.start()
        try:
            yield
        finally:
            end(probe)
            reader.join()

    def until(self, name: str, role: str = "", patience_s: float = PATIENCE_S) -> Heard:
        """Listen until something called ``name`` shows."""
        end_s = time.monotonic() + patience_s
        while time.monotonic() < end_s:
            heard = self.hear()
            if any(name in one["name"] and role in one["role"] for one in heard):
                return heard
        raise AssertionError(f"nobody said {name!r}: {[one['name'] for one in heard]}")

    def clock(self) -> str:
        """The time of day that the desk's window shows."""
        times = [one["name"] for one in self.hear() if one["window"] == "Workstation"]
        return max(name for name in times if re.fullmatch(r"\d\d:\d\d:\d\d", name))


@pytest.fixture(scope="module")
def listener(tmp_path_factory: pytest.TempPathFactory, xserver: str) -> Iterator[Listener]:
    """Both windows of the demonstration with a call that was answered, graded and sent."""
    need("xdotool")
    with accessibility_bus() as variables:
        folder = tmp_path_factory.mktemp("at-spi")
        shown = Demonstration(folder, xserver, receiver=True, around=variables)
        reader = Listener(shown, variables)
        try:
            with reader.listening():
                shown.start()
                shown.to_window("^Workstation$")
                reader.until("07700 900")
                shown.press("F4")
                reader.until("on call")
                shown.press("alt+1")
                shown.press("F12")
                yield reader
        finally:
            shown.end()


def nameless(heard: Heard) -> Heard:
    """What can take the focus, be pressed or changed, and has no name or no role.

    Scroll bars have no name of their own in any toolkit; what scrolls by the keyboard is a "filler"
    to Qt, and must have one.
    """
    return [
        one
        for one in heard
        if (one["role"] in OPERABLE or "focusable" in one["states"] or one["actions"])
        and one["role"] != "scroll bar"
        and (not one["name"].strip() or one["role"] in ("unknown", "invalid"))
    ]


def named(heard: Heard, role: str, words: str) -> dict[str, Any]:
    """The one object of that role whose name has these words."""
    found = [one for one in heard if one["role"] == role and words in one["name"]]
    assert len(found) == 1, [(one["role"], one["name"]) for one in heard]
    return found[0]


def test_every_control_of_a_call_has_name_role_and_state(listener: Listener) -> None:
    heard = listener.until("Immediate")
    assert nameless(heard) == []
    controls = [one for one in heard if one["role"] in OPERABLE]
    assert len(controls) >= 30
    assert all("sensitive" in one["states"] for one in controls)


def test_what_can_be_chosen_says_whether_it_is(listener: Listener) -> None:
    heard = listener.until("Immediate")
    grades = [one for one in heard if "checkable" in one["states"] and "Grade" in one["name"]]
    assert len(grades) == 4
    chosen = [one["name"] for one in grades if "checked" in one["states"]]
    assert [name.split(",")[0] for name in chosen] == ["Grade Immediate"]
    markers = [one for one in heard if one["name"].startswith("Risk marker ")]
    assert markers
    assert all("checkable" in one["states"] for one in markers)
    assert not any("checked" in one["states"] for one in markers)


def test_each_panel_says_what_it_is_about(listener: Listener) -> None:
    heard = listener.until("Immediate")
    named_parts = {one["name"] for one in heard if one["role"] == "filler"}
    assert {
        "Who may be calling",
        "Location",
        "Narrative",
        "Questions",
        "Risk markers",
        "Hand-over",
    } <= named_parts


def test_the_focus_is_where_typing_belongs(listener: Listener) -> None:
    listener.shown.press("Escape")
    heard = listener.until("Narrative: type here")
    own = [one for one in heard if one["window"] == "Workstation"]
    focused = [one for one in own if "focused" in one["states"]]
    assert [(one["role"], one["name"]) for one in focused] == [("text", "Narrative: type here")]
    assert "editable" in focused[0]["states"]


def test_a_form_says_what_each_field_is(listener: Listener) -> None:
    listener.shown.press("alt+l")
    heard = listener.until("Postcode")
    assert nameless(heard) == []
    assert "editable" in named(heard, "text", "Postcode")["states"]
    assert [one["name"] for one in heard if one["role"] == "combo box"]
    listener.shown.press("Escape")


def test_the_finder_can_be_heard(listener: Listener) -> None:
    listener.shown.press("ctrl+k")
    heard = listener.until("Find a form or a key")
    assert nameless(heard) == []
    assert "focused" in named(heard, "text", "Find a form or a key")["states"]
    listener.shown.press("Escape")


def test_each_window_is_a_window_with_its_own_name(listener: Listener) -> None:
    heard = listener.hear()
    windows = {one["window"]: one["role"] for one in reversed(heard) if not one["parent"]}
    assert windows == {"Workstation": "frame", "Workstation – queue": "frame"}


def test_the_queue_says_each_incident_and_the_open_record(listener: Listener) -> None:
    heard = listener.until("Immediate", "list item")
    queue = [one for one in heard if one["window"] == "Workstation – queue"]
    rows = [one["name"] for one in queue if one["role"] == "list item"]
    assert any("Immediate" in name for name in rows)
    assert nameless(queue) == []
    assert named(queue, "filler", "Record of the chosen incident")["states"].count("focusable")


def test_the_supervisors_window_can_be_heard(listener: Listener) -> None:
    window = "Workstation – supervisor"
    with listener.shown.with_program("supervisor"):
        listener.until("Needs you now", "list item")
        heard = [one for one in listener.hear() if one["window"] == window]
        assert nameless(heard) == []
        rows = [one["name"] for one in heard if one["role"] == "list item"]
        assert any("Immediate" in name for name in rows), rows
        for words in ("Approve", "Reviewed", "Major"):
            assert any(one["role"] == "push button" and words in one["name"] for one in heard)
        listener.shown.to_window(f"^{window}$")
        listener.shown.press("alt+m")
        form = [o for o in listener.until("Which incident") if o["window"] == window]
        assert nameless(form) == []
        assert "focused" in named(form, "text", "Which incident")["states"]
    listener.shown.to_window("^Workstation$")


def test_no_image_is_without_a_name(listener: Listener) -> None:
    images = [one for one in listener.hear() if one["role"] in ("image", "icon")]
    assert [one for one in images if not one["name"].strip()] == []


def test_the_letter_of_now_is_current_and_none_is_checked(listener: Listener) -> None:
    heard = listener.until(", current, Ctrl+")
    letters = [one for one in heard if ", Ctrl+" in one["name"] and one["role"] in OPERABLE]
    assert len(letters) >= 6
    assert {one["role"] for one in letters} == {"push button"}
    assert not any({"checkable", "checked"} & set(one["states"]) for one in letters)
    assert [", current, " in one["name"] for one in letters].count(True) == 1


def test_the_shift_page_can_be_heard(listener: Listener) -> None:
    listener.shown.press("shift+F3")
    heard = listener.until("Answered = on record", "list item")
    assert nameless(heard) == []
    page = named(heard, "list", "This shift")
    rows = [one for one in heard if one["role"] == "list item" and one["parent"] == "list"]
    assert "Unexplained: 0 since sign-in, 0 in 12 hours" in [one["name"] for one in rows]
    chosen = [one["name"] for one in rows if "selected" in one["states"]]
    assert len([name for name in chosen if name.startswith("999 from ")]) == 1
    assert "focused" in page["states"] or any("focused" in one["states"] for one in rows)
    listener.shown.press("Escape")


def test_news_and_alarms_are_announced_once(listener: Listener) -> None:
    """Nobody accepts the urgent hand-over: both windows alarm, and their clocks run on."""
    listener.until("▲ NOT CONFIRMED", patience_s=ACCEPTED_WITHIN_S + PATIENCE_S)
    seen = {listener.clock()}
    while len(seen) < 3:
        seen.add(listener.clock())
    said = listener.said
    urgent = {one["window"]: one["words"] for one in said if one["urgent"]}
    assert set(urgent) == {"Workstation", "Workstation – queue"}, said
    assert urgent["Workstation"].startswith("NOT CONFIRMED – phone it through")
    assert "is not accepted" in urgent["Workstation – queue"]
    polite = [(one["window"], one["words"]) for one in said if not one["urgent"]]
    assert len([words for _, words in polite if words.startswith("Ringing: 999")]) == 1, said
    arrived = [w for w, words in polite if words.startswith("New: Immediate")]
    assert arrived == ["Workstation – queue"], said
    assert len({(one["window"], one["words"]) for one in said}) == len(said), said
