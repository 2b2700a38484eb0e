"""What West Midlands and Essex publish is in their policies, and what they do not is said so."""

import pytest

from workstation.content.policies import load_force, named_folder
from workstation.content.policy_files import FILES
from workstation.domain.grading import guards_for, indicate
from workstation.domain.thrive import AnswerFact, CaseFacts, Ending

WEST_MIDLANDS = load_force("west-midlands", "2024")
ESSEX = load_force("essex", "2018")
BOTH = pytest.mark.parametrize("policy", [WEST_MIDLANDS, ESSEX], ids=lambda p: p.ref.id)
EVERY = [WEST_MIDLANDS, ESSEX, load_force("police-scotland")]
NOT_PUBLISHED = "not published"


def case(**answers):
    told = {key.replace("__", "."): choice for key, choice in answers.items()}
    return CaseFacts(answers={k: AnswerFact(Ending.ANSWERED, c) for k, c in told.items()})


def test_thrive_plus_has_prevention_and_intervention_after_the_six():
    assert "".join(letter.shown for letter in WEST_MIDLANDS.letters) == "THRIVEPI"
    assert [x.name for x in WEST_MIDLANDS.letters[-2:]] == ["Prevention", "Intervention"]
    assert len({letter.key for letter in WEST_MIDLANDS.letters}) == 8


def test_west_midlands_publishes_the_times_of_two_of_nine_grades():
    targets = {g.name: g.target for g in WEST_MIDLANDS.grades}
    assert list(targets) == [f"P{n}" for n in range(1, 10)]
    assert (targets.pop("P1"), targets.pop("P2")) == ("15 minutes", "60 minutes")
    assert set(targets.values()) == {NOT_PUBLISHED}
    assert all(NOT_PUBLISHED in g.criterion for g in WEST_MIDLANDS.grades)


def test_essex_publishes_what_grade_4_is_and_who_manages_it():
    fourth = ESSEX.grade("grade_4")
    assert fourth.name == "Grade 4"
    assert "within 24 hours" in fourth.target
    assert "PFCC/100/2018" in fourth.source
    assert ESSEX.team(ESSEX.outcome("resolution_centre").teams[0]).name == "Resolution Centre"
    assert {ESSEX.grade(f"grade_{n}").target for n in (2, 3)} == {NOT_PUBLISHED}


@pytest.mark.parametrize("policy", EVERY, ids=lambda p: p.ref.id)
def test_every_file_names_where_it_comes_from(policy):
    assert [file for file, _ in policy.sources] == list(FILES)
    assert all(g.source for g in policy.grades)
    assert all(letter.source for letter in policy.letters)


@BOTH
def test_what_we_wrote_ourselves_says_so(policy):
    assert all("written for this product, not published" in q.source for q in policy.questions)
    assert {g.accept_within_source for g in policy.grades} == {"product default"}
    assert {r.source for r in (*policy.rules, *policy.guards)} == {"product default"}


@BOTH
def test_every_letter_has_a_question_and_every_type_its_first_ones(policy):
    assert {q.letter for q in policy.questions} == {letter.key for letter in policy.letters}
    for kind in policy.incident_types:
        assert kind.first


@BOTH
def test_nothing_is_indicated_of_a_grade_that_nothing_is_published_of(policy):
    said = {g.key for g in policy.grades if g.target != NOT_PUBLISHED}
    assert {rule.indicates for rule in policy.rules} <= said


@BOTH
def test_a_threat_that_is_happening_now_indicates_the_top(policy):
    assert indicate(policy, case(T__time="now")).grade == policy.top_grade.key


@BOTH
def test_no_guard_holds_an_emergency(policy):
    judged = guards_for(policy, CaseFacts(), "send_now", policy.top_grade.key)
    assert judged.held == ()
    assert "Place of the incident not known" in {item.text for item in judged.open_items}


@BOTH
def test_advice_alone_is_held_until_somebody_asked_whether_it_is_happening_now(policy):
    lowest = max(policy.grades, key=lambda g: g.rank).key
    held = {h.guard_id for h in guards_for(policy, CaseFacts(), "advice", lowest).held}
    assert "danger-not-asked" in held


def test_the_resolution_centre_wants_a_reason_while_it_is_happening_now():
    held = guards_for(ESSEX, case(T__time="now"), "resolution_centre", "grade_4").held
    assert "danger-to-centre" in {h.guard_id for h in held}


def test_a_policy_is_named_with_or_without_its_version():
    assert named_folder("essex/2018") == named_folder("essex")
