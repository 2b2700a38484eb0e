"""Where grading is judged: what was not asked never lowers, urgent is never held."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.content.policies import load_force
from workstation.content.possible import can_hold
from workstation.domain.grading import guards_for, indicate, needs_reason, would_change_if
from workstation.domain.thrive import AnswerFact, CaseFacts, Ending, next_question, questions_for

POLICY = load_force("police-scotland")
RANK = {grade.key: grade.rank for grade in POLICY.grades} | {None: 99}


def an_answer(question):
    choices = [AnswerFact(Ending.ANSWERED, c.key) for c in question.choices]
    return st.sampled_from([*choices, *(AnswerFact(ending) for ending in Ending)])


CASES = st.builds(
    CaseFacts,
    handed=st.booleans(),
    incident_type=st.sampled_from([None, *(t.key for t in POLICY.incident_types)]),
    answers=st.fixed_dictionaries({}, optional={q.key: an_answer(q) for q in POLICY.questions}),
    markers=st.frozensets(st.sampled_from([m.key for m in POLICY.markers])),
    undecided_markers=st.frozensets(st.sampled_from([m.key for m in POLICY.markers])),
    place_known=st.booleans(),
    place_read_back=st.booleans(),
    history_checked=st.booleans(),
    rationales=st.frozensets(st.sampled_from([g.id for g in POLICY.guards])),
)


@given(CASES)
def test_a_question_nobody_asked_never_lowers(case):
    """Forgetting an answer can only leave the indication that the remaining rules give."""
    for key in case.answers:
        without = replace(case, answers={k: v for k, v in case.answers.items() if k != key})
        fired = {r.rule_id for r in indicate(POLICY, without).reasons}
        still = {r.rule_id for r in indicate(POLICY, case).reasons}
        assert RANK[indicate(POLICY, case).grade] <= min(
            (RANK[POLICY_RULES[rule].indicates] for rule in fired & still), default=99
        )


POLICY_RULES = {rule.id: rule for rule in POLICY.rules}


@given(CASES)
def test_the_indication_is_the_highest_of_its_reasons(case):
    found = indicate(POLICY, case)
    ranks = [RANK[reason.grade] for reason in found.reasons]
    assert RANK[found.grade] == min(ranks, default=99)
    assert all(reason.because and reason.rule_id for reason in found.reasons)


@given(CASES, st.sampled_from([o.key for o in POLICY.outcomes]))
def test_an_urgent_outcome_is_never_held(case, outcome):
    for grade in POLICY.grades:
        judged = guards_for(POLICY, case, outcome, grade.key)
        tells = bool(POLICY.outcome(outcome).teams)
        if outcome == "send_now" or (grade.urgent and tells):
            assert judged.held == ()
        elif grade.urgent:
            assert ("urgent-nobody-told" in {h.guard_id for h in judged.held}) is not case.handed


@given(CASES, st.sampled_from([g.key for g in POLICY.grades]))
def test_a_place_that_was_not_read_back_is_open_and_holds_nothing(case, grade):
    judged = guards_for(POLICY, case, "dispatch", grade)
    is_open = "place-read-back" in {item.about for item in judged.open_items}
    assert is_open is (case.place_known and not case.place_read_back)
    assert "place-read-back" not in {held.guard_id for held in judged.held}


@given(CASES)
def test_what_holds_a_standard_outcome_travels_with_an_urgent_one(case):
    standard = next(g.key for g in POLICY.grades if not g.urgent)
    held = {h.guard_id for h in guards_for(POLICY, case, "resolution", standard).held}
    items = {
        i.about for i in guards_for(POLICY, case, "resolution", POLICY.top_grade.key).open_items
    }
    assert held - {"below-indicated"} <= items


@given(CASES)
def test_what_would_change_it_is_true(case):
    now = indicate(POLICY, case)
    for change in would_change_if(POLICY, case):
        assert change.grade != now.grade
        assert change.words
        assert set(change.rule_ids) <= set(POLICY_RULES)


@given(CASES)
def test_only_going_below_needs_a_reason(case):
    found = indicate(POLICY, case)
    for grade in POLICY.grades:
        assert needs_reason(POLICY, found, grade.key) == (
            found.grade is not None and grade.rank > RANK[found.grade]
        )


@pytest.mark.parametrize("rule", POLICY.rules, ids=lambda rule: rule.id)
def test_every_rule_can_fire(rule):
    assert can_hold(POLICY, rule.when)


@given(CASES)
def test_the_next_question_is_open_and_fits_the_incident_type(case):
    upcoming = next_question(POLICY, case)
    open_ones = [q for q in questions_for(POLICY, case.incident_type) if q.key not in case.answers]
    assert upcoming == (open_ones[0] if open_ones else None)


def test_silence_lowers_nothing():
    told = CaseFacts(answers={"H.injury": AnswerFact(Ending.ANSWERED, "serious")})
    silent = replace(
        told, answers={**told.answers, **{q.key: AnswerFact(Ending.UNSAFE) for q in POLICY.questions
                                          if q.key != "H.injury"}},
    )  # fmt: skip
    assert indicate(POLICY, told).grade == indicate(POLICY, silent).grade == "immediate"


def test_safety_critical_questions_nobody_asked_travel_by_name():
    judged = guards_for(POLICY, CaseFacts(), "send_now", POLICY.top_grade.key)
    named = {item.about for item in judged.open_items}
    critical = {q.key for q in POLICY.questions if q.safety_critical and not q.about}
    assert critical <= named


def test_a_suggested_marker_that_nobody_decided_travels_too():
    case = CaseFacts(undecided_markers=frozenset({"weapon"}))
    judged = guards_for(POLICY, case, "send_now", POLICY.top_grade.key)
    assert any(item.about == "weapon" and "not decided" in item.text for item in judged.open_items)
