"""What is kept of a shift: a table that reads back as it was counted, and real pictures."""

import csv
import struct
import zlib
from io import StringIO

import pytest

from workstation.desk.call.shift_csv import COLUMNS, UNSURE, WHOLE, csv_of
from workstation.desk.call.shift_pictures import PLOTS, drawn, said
from workstation.desk.call.shift_plots import ON_PAPER, png_of
from workstation.domain.events import Moment
from workstation.domain.shift import Account, Tally, tally
from workstation.domain.shift_figures import BY_KEY, FIGURES
from workstation.domain.shift_hours import by_hour
from workstation.domain.shift_times import CallTimes, IncidentTimes

SINCE, UNTIL = "2026-11-21T06:30:00.000000Z", "2026-11-21T09:10:00.000000Z"


def at(clock, mono, boot="boot-1"):
    return Moment(f"2026-11-21T{clock}.000000Z", mono * 10**9, boot)


CALLS = (
    CallTimes("contact:1", at("07:00:00", 0), at("07:00:09", 9), at("07:05:09", 309), "caller"),
    CallTimes("contact:2", at("08:00:00", 50), at("08:00:33", 3, "boot-2")),
    CallTimes("contact:3", at("08:10:00", 50), None, at("08:10:20", 70), "caller"),
)
INCIDENTS = (
    IncidentTimes(
        "incident:1",
        "2026-11-21T07:02:00.000000Z",
        "2026-11-21T07:04:30.000000Z",
        ("2026-11-21T07:03:00.000000Z",),
        raised=("2031-01-01T00:00:00.000000Z",),
    ),
)


def counted():
    accounts = [Account(c.contact_id, c.answered.at_utc, end="advice") for c in CALLS if c.answered]
    heard = {a.contact_id: a.answered_at for a in accounts}
    return by_hour(tally(SINCE, heard, accounts, ()), UNTIL, CALLS, INCIDENTS)


def test_the_table_reads_back_as_it_was_counted():
    found = counted()
    text = csv_of(found).decode("utf-8")
    rows = list(csv.DictReader(StringIO(text, newline="")))
    assert tuple(rows[0]) == COLUMNS
    by_place = {(row["from_utc"], row["figure"]): row for row in rows}
    parts = [(h.at_utc or UNSURE, h.figures) for h in found.hours]
    assert len(rows) == len(FIGURES) * (len(parts) + 1) == len(by_place)
    for at_utc, figures in (*parts, (WHOLE, found.whole)):
        for figure in FIGURES:
            row, one = by_place[at_utc, figure.name], figures[figure.key]
            assert int(row["count"]) == one.count
            assert row["definition"] == BY_KEY[figure.key].meaning
            for name in ("mean_s", "median_s", "longest_s"):
                kept = float(row[name]) if row[name] else None
                assert kept == getattr(one, name)
    assert by_place[WHOLE, "Wait"]["unsure"] == "1"
    assert by_place[UNSURE, "Grade raised"]["count"] == "1"


def test_the_table_holds_nobodys_data():
    text = csv_of(counted()).decode("utf-8")
    assert "contact:" not in text
    assert "incident:" not in text


def test_the_words_beside_a_picture_say_its_figures_and_what_is_unsure():
    found = counted()
    wait = drawn(PLOTS[1], found)
    assert "median 9, longest 9" in wait.spoken
    assert any("1 with a time that no clock can say" in line for line in wait.caption)
    watch = drawn(PLOTS[4], found)
    assert any("1 at an hour that no clock can say" in line for line in watch.caption)
    assert "overdue 1" in watch.spoken
    assert drawn(PLOTS[0], by_hour(Tally(SINCE, 0, 0), UNTIL, (), ())).empty


@pytest.mark.parametrize(
    ("unit", "value", "words"),
    [("calls", 3.0, "3"), ("seconds", 8.6, "9"), ("minutes", 10.25, "10:15"), ("calls", None, "–")],
)
def test_a_number_is_said_in_its_unit(unit, value, words):
    assert said(unit, value) == words


def pixels(png):
    """Width, height and the distinct colours of an 8-bit RGBA picture, read by hand."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    place, data, size = 8, b"", (0, 0)
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        kind, body = png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
        (check,) = struct.unpack(">I", png[place + 8 + length : place + 12 + length])
        assert check == zlib.crc32(kind + body)
        if kind == b"IHDR":
            size = struct.unpack(">II", body[:8])
            assert body[8:10] == b"\x08\x06"
        data += body if kind == b"IDAT" else b""
        place += 12 + length
    raw = zlib.decompress(data)
    assert len(raw) == size[1] * (1 + 4 * size[0])
    return (*size, len({raw[n : n + 16] for n in range(0, len(raw) - 16, 64)}))


def test_a_picture_is_one_with_everything_in_it():
    plots = [drawn(plot, counted()) for plot in PLOTS]
    wide, high, colours = pixels(png_of(plots[:2], ON_PAPER, 600, 1.5))
    assert wide == 900
    assert high > 600
    assert colours > 10
    one = pixels(png_of(plots[:1], ON_PAPER, 600, caption=False))
    assert one[1] < pixels(png_of(plots[:1], ON_PAPER, 600))[1]
    empty = drawn(PLOTS[0], by_hour(Tally(SINCE, 0, 0), UNTIL, (), ()))
    assert pixels(png_of([empty], ON_PAPER, 200))[0] == 200


def test_what_the_definitions_say_is_drawn_as_it_is_written():
    one = drawn(PLOTS[0], counted())
    for text in ("$x^2$", "a_b", "100 %", "<b>"):
        hostile = one.__class__(one.plot, one.hours, one.values, (text,))
        assert pixels(png_of([hostile], ON_PAPER, 300))[2] > 10
