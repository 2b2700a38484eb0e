"""The desk under other forces' policies: letters, grades, teams and keys are the policy's own."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QPushButton

from tests.desk.call.seat import Seat
from tests.ui.conftest import Hands
from workstation.content.policies import load_force, load_policy
from workstation.ui.desk.keys import keys_for

#: Three letters, two grades, one team: as little as a policy can be.
TINY = {
    "policy.toml": """
        id = "tiny"
        version = "1"
        force = "Tiny Police"
        name = "ABC"
        indication = "never"
        source = "Made up for a test."
        letter = [
          { key = "A", name = "Alpha", prompt = "What?" },
          { key = "B", name = "Beta", prompt = "Where?" },
          { key = "A2", sign = "A", name = "Again", prompt = "What else?" },
        ]""",
    "grades.toml": """
        grade = [
          { key = "red", name = "Red", criterion = "Go", rank = 1, urgent = true,
            accept_within_s = 30, accept_within_source = "product default", target = "5 minutes" },
          { key = "white", name = "White", criterion = "Wait", rank = 2, urgent = false,
            accept_within_s = 60, accept_within_source = "product default",
            target = "not published" },
        ]""",
    "questions.toml": """
        question = [
          { key = "A.1", letter = "A", title = "One", ask = "One?", plain = "1?", why = "First.",
            source = "written for a test" },
          { key = "B.1", letter = "B", title = "Two", ask = "Two?", plain = "2?", why = "Next." },
          { key = "A2.1", letter = "A2", title = "Three", ask = "Three?", plain = "3?",
            why = "Last." },
          { key = "Z", letter = "A", title = "Safe?", ask = "Safe?", plain = "Safe?", why = "End.",
            closing = true,
            choices = [{ key = "yes", label = "No" }, { key = "no", label = "Yes" }] },
        ]""",
    "incident_types.toml": 'incident_type = [{ key = "any", name = "Anything" }]',
    "markers.toml": 'marker = [{ key = "dog", name = "Dog", vulnerability = false }]',
    "rules.toml": """
        rule = [{ id = "R1", indicates = "red", because = "A dog", source = "product default",
                  when = { marker = "dog" } }]""",
    "guards.toml": "",
    "routes.toml": """
        disposition = [{ key = "advice", name = "words", promise = "Words." }]
        team = [{ key = "everybody", name = "Everybody", closes_incidents = true }]
        outcome = [
          { key = "advice", name = "Words", function_key = "F5", attends = false,
            promise = "Words." },
          { key = "visit", name = "Visit", function_key = "F10", teams = ["everybody"],
            attends = true, promise = "We come.", wants_appointment = true },
          { key = "send_now", name = "Send now", function_key = "F12", teams = ["everybody"],
            attends = true, promise = "Now." },
        ]""",
    "advice.toml": "",
}


def written(folder, texts):
    folder.mkdir()
    for name, text in texts.items():
        lines = [line.strip() for line in text.strip().split("\n")]
        (folder / name).write_text(_joined(lines), encoding="utf-8")
    return load_policy(folder)


def _joined(lines):
    """Each table of a list on one line."""
    whole, open_ = [], 0
    for line in lines:
        if open_:
            whole[-1] += f" {line}"
        else:
            whole.append(line)
        open_ += line.count("{") - line.count("}")
    return "\n".join(whole) + "\n"


@pytest.fixture
def policy(request, tmp_path):
    name = request.param
    return written(tmp_path / "tiny", TINY) if name == "tiny" else load_force(*name.split("/"))


@pytest.fixture
def seat(tmp_path, policy):
    sitting = Seat(tmp_path, policy)
    yield sitting
    sitting.stand_up()


def under(*names):
    return pytest.mark.parametrize("policy", names, indirect=True)


EVERY = under("west-midlands/2024", "essex/2018", "police-scotland/3.2", "tiny")


def buttons(panel, *, named):
    """Accessible names of a panel's buttons that carry ``named``, as they stand."""
    QApplication.processEvents()
    found = panel.findChildren(QPushButton)
    return [b.accessibleName() for b in found if named in b.accessibleName() and b.isVisible()]


def shown(hands):
    """Everything that stands in the window in labels."""
    return "\n".join(label.text() for label in hands.window.findChildren(QLabel))


def listed(hands):
    """What the finder lists."""
    (found,) = hands.window.finder.findChildren(QListWidget)
    return [found.item(n).text() for n in range(found.count())]


@under("west-midlands/2024")
def test_west_midlands_has_eight_letters_on_eight_keys(hands: Hands, seat):
    hands.take_the_call()
    letters = buttons(hands.window.questions, named="Ctrl+")
    assert [one.split(":")[0] for one in letters] == [
        "Threat, current, Ctrl+1", "Harm, Ctrl+2", "Risk, Ctrl+3", "Investigation, Ctrl+4",
        "Vulnerability, Ctrl+5", "Engagement, Ctrl+6", "Prevention, Ctrl+7", "Intervention, Ctrl+8",
    ]  # fmt: skip
    every = hands.window.questions.findChildren(QPushButton)
    chips = [b for b in every if "Ctrl+" in b.accessibleName()]
    signs = [
        label.text() for b in chips for label in b.findChildren(QLabel) if len(label.text()) == 1
    ]
    assert "".join(sign for sign in signs if sign.isalpha()) == "THRIVEPI"
    hands.ctrl(Qt.Key.Key_8)
    assert hands.window.questions.current.letter == "PI"
    assert any(label.text().startswith("I   Who can help") for label in _labels(hands))


@under("west-midlands/2024")
def test_west_midlands_has_its_own_grades_and_says_what_is_not_published(hands: Hands, seat):
    hands.take_the_call()
    grades = buttons(hands.window.columns.grade, named="Grade")
    assert [g.split(",")[0] for g in grades] == [f"Grade P{n}" for n in range(1, 10)]
    hands.alt(Qt.Key.Key_2)
    assert "target: 60 minutes" in shown(hands)
    hands.alt(Qt.Key.Key_9)
    assert seat.calls.view().contact.grade.grade == "P9"
    assert "What it is for: not published · target: not published" in shown(hands)


@under("essex/2018")
def test_essex_has_numbered_grades_and_the_resolution_centre(hands: Hands, seat):
    hands.take_the_call()
    grades = buttons(hands.window.columns.grade, named="Grade")
    assert [g.split(",")[0] for g in grades] == [f"Grade Grade {n}" for n in range(1, 5)]
    hands.alt(Qt.Key.Key_4)
    assert "Police attendance within 24 hours; managed by the Resolution Centre" in shown(hands)
    assert "F7\nResolution Centre" in shown(hands)
    assert "F12 sends now to Force Control Room" in shown(hands)
    hands.press(Qt.Key.Key_F12)
    handed = seat.calls.view().contact.handed[-1]
    assert (handed.team, seat.calls.view().contact.grade.grade) == (
        "force_control_room",
        "grade_1",
    )


@under("tiny")
def test_a_tiny_policy_works_from_its_letters_to_its_outcome(hands: Hands, seat):
    hands.take_the_call()
    letters = buttons(hands.window.questions, named="Ctrl+")
    assert letters == [
        "Alpha, current, Ctrl+1: What?",
        "Beta, Ctrl+2: Where?",
        "Again, Ctrl+3: What else?",
    ]
    hands.ctrl(Qt.Key.Key_3)
    hands.type("it barks")
    hands.ctrl(Qt.Key.Key_9)
    hands.alt(Qt.Key.Key_3)
    assert seat.calls.view().contact.grade is None
    hands.alt(Qt.Key.Key_2)
    hands.press(Qt.Key.Key_F10)
    assert hands.window.entry.form.title == "Visit: request to Everybody"
    hands.type("mornings")
    hands.type("by letter")
    hands.type("")
    contact = seat.calls.view().contact
    assert contact.answers["A2.1"].fact.text == "it barks"
    assert (contact.grade.grade, contact.handed[0].team) == ("white", "everybody")


@EVERY
def test_every_letter_grade_and_outcome_is_on_its_key_in_the_policys_words(hands, seat, policy):
    hands.take_the_call()
    for n, letter in enumerate(policy.letters, start=1):
        hands.ctrl(getattr(Qt.Key, f"Key_{n}"))
        assert hands.window.questions.current.letter == letter.key
    for n, grade in enumerate(policy.grades, start=1):
        hands.alt(getattr(Qt.Key, f"Key_{n}"))
        assert seat.calls.view().contact.grade.grade == grade.key
    hands.press(Qt.Key.Key_F1)
    keys = [(found.key, found.words) for found in hands.window.finder.every]
    assert [w for k, w in keys if k.startswith("Alt+") and k[4:] in "123456789"] == [
        f"grade {g.name}" for g in policy.grades
    ]
    assert [w for k, w in keys if k.startswith("Ctrl+") and k[5:].isdigit()] == [
        f"{x.shown}: {x.name}" for x in policy.letters
    ]
    own = {o.function_key: o.name for o in policy.outcomes if o.key != "send_now"}
    assert {k: w for k, w in keys if k in {f"F{n}" for n in range(5, 12)}} == own


@EVERY
def test_words_of_another_force_are_nowhere_on_the_screen(hands, seat, policy):
    """Only what the policy says of letters, grades, teams and outcomes is on the desk."""
    hands.take_the_call()
    hands.alt(Qt.Key.Key_1)
    hands.press(Qt.Key.Key_F1)
    words = "\n".join([shown(hands), *listed(hands)]).lower()
    names = {g.name for g in policy.grades} | {t.name for t in policy.teams}
    names |= {o.name for o in policy.outcomes}
    others = {
        "immediate",
        "other resolution",
        "area control room",
        "local policing",
        "partner desk",
    }
    for other in others:
        if not any(other in name.lower() for name in names):
            assert other not in words


@under("west-midlands/2024", "essex/2018")
def test_why_is_one_sentence_and_where_it_comes_from_stands_on_the_policys_page(hands, seat):
    hands.take_the_call()
    question = hands.window.questions.current
    hands.alt(Qt.Key.Key_Q)
    assert question.why in shown(hands)
    assert question.source and question.source not in shown(hands)
    hands.press(Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert question.source in "\n".join(listed(hands))


@under("west-midlands/2024", "essex/2018")
def test_shift_f1_lists_every_source_and_what_is_not_published(hands, seat, policy):
    hands.take_the_call()
    hands.press(Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    text = "\n".join(listed(hands))
    assert f"{policy.force}: {policy.name}, version {policy.ref.version}" in text
    assert all(words in text for _, words in policy.sources)
    assert all(g.source in text and g.target in text for g in policy.grades)


def test_before_a_call_every_key_is_listed():
    assert [k.sequence for k in keys_for(None) if k.sequence.startswith("F")][-1] == "F12"


def _labels(hands):
    return hands.window.questions.findChildren(QLabel)
