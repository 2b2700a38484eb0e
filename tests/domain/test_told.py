"""A question already told points at the line that told it."""

import pytest

from workstation.content.policies import load_force
from workstation.domain.contact.state import Line
from workstation.domain.contact.told import line_that_tells

POLICY = load_force("police-scotland")


def line(n, text):
    return Line(f"line-{n}", f"2026-11-21T14:00:0{n}Z", "f.grant", text, False, False, f"event-{n}")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["two children upstairs", "he is at the door", "he has gone"], "line-0"),
        (["he is at the door", "she is crying"], "line-1"),
    ],
    ids=["the line that shares its words", "the newest where none does"],
)
def test_it_points_at(words, told):
    question = next(q for q in POLICY.questions if "hildren" in q.title)
    lines = [line(n, text) for n, text in enumerate(words)]
    assert line_that_tells(question, lines).line_id == told


def test_nothing_typed_nothing_told():
    assert line_that_tells(POLICY.questions[0], []) is None
