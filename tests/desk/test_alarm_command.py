"""The force's own alarm command: started with the sentence, never in the way."""

import sys
from pathlib import Path

from workstation.desk.alarm_command import AT_ONCE, AlarmCommand
from workstation.desk.sound import Silence

WRITER = "import sys; open(sys.argv[1], 'a').write(sys.argv[2] + '\\n')"


def command(file: Path, program: str = WRITER) -> str:
    script = file.with_suffix(".py")
    script.write_text(program)
    return f'"{sys.executable}" "{script}" "{file}"'


def ended(alarm: AlarmCommand) -> None:
    for process in alarm._running:
        process.wait(30)


def test_the_command_gets_the_sentence_as_one_plain_argument(tmp_path: Path) -> None:
    told = tmp_path / "told"
    sentence = 'NOT CONFIRMED – phone it through; "$(touch x)" `id` & more'
    alarm = AlarmCommand(Silence(), command(told), lambda: sentence)
    alarm.alarm()
    ended(alarm)
    assert told.read_text() == sentence + "\n"


def test_a_command_that_does_not_exist_stops_nothing(tmp_path: Path) -> None:
    alarm = AlarmCommand(Silence(), str(tmp_path / "no-such-program"), lambda: "now")
    alarm.alarm()
    assert not alarm.available


def test_a_command_that_hangs_is_not_started_without_end(tmp_path: Path) -> None:
    hanging = f'"{sys.executable}" -c "import signal; signal.pause()"'
    alarm = AlarmCommand(Silence(), hanging, lambda: "now")
    try:
        for _ in range(AT_ONCE + 3):
            alarm.alarm()
        assert len(alarm._running) == AT_ONCE
    finally:
        for process in alarm._running:
            process.kill()
        ended(alarm)
