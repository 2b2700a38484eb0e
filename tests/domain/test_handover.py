"""Hand-over states in true words, and the alarms on a controlled clock."""

import pytest

from workstation.domain.handover import RECEIPT_WITHIN_S, HandOver, alarm, stands
from workstation.domain.incident.state import Incident


def handed(state, *, urgent=True, within=60, overdue=False):
    return HandOver(
        "incident:1", state, "area_control_room", "Area control room", "Immediate", urgent, within,
        overdue=overdue,
    )  # fmt: skip


def due(handover, *, request=0.0, delivery=0.0, down=False):
    found = alarm(handover, since_request_s=request, since_delivery_s=delivery, link_down=down)
    return found.kind if found else None


def test_an_urgent_hand_over_alarms_at_once_when_the_link_is_down():
    assert due(handed("waiting"), down=True) == "link_down"


@pytest.mark.parametrize(
    ("age", "kind"), [(RECEIPT_WITHIN_S - 0.1, None), (RECEIPT_WITHIN_S, "no_receipt")]
)
def test_an_urgent_hand_over_alarms_after_ten_seconds_without_receipt(age, kind):
    assert due(handed("sent"), request=age) == kind


@pytest.mark.parametrize(("age", "kind"), [(59.9, None), (60.0, "not_accepted")])
def test_delivered_is_not_accepted_and_alarms_at_the_policys_clock(age, kind):
    assert due(handed("delivered"), delivery=age) == kind


def test_the_hubs_word_that_it_is_overdue_alarms_too():
    assert due(handed("delivered", overdue=True)) == "not_accepted"


@pytest.mark.parametrize("state", ["accepted", "closed"])
def test_what_a_person_took_does_not_alarm(state):
    assert due(handed(state), request=9e9, delivery=9e9, down=True) is None


@pytest.mark.parametrize(("urgent", "kind"), [(True, "refused"), (False, None)])
def test_an_urgent_hand_over_that_nobody_has_alarms(urgent, kind):
    assert due(handed("refused", urgent=urgent)) == kind


@pytest.mark.parametrize("urgent", [True, False])
def test_a_waiting_item_that_is_not_urgent_does_not_shout(urgent):
    kind = due(handed("waiting", urgent=urgent), request=600, down=True)
    assert kind == ("link_down" if urgent else None)


@pytest.mark.parametrize(
    ("delivery", "state"),
    [
        ("waiting", "waiting"),
        ("sent", "sent"),
        ("stored", "delivered"),
        ("refused", "refused"),
        ("set_aside", "refused"),
    ],
)
def test_before_the_hub_speaks_the_desks_own_delivery_counts(delivery, state):
    found = stands(
        "incident:1", ("t", "Team"), delivery, None,
        grade_name="Immediate", urgent=True, accept_within_s=60, cause="why",
    )  # fmt: skip
    assert found.state == state
    assert found.cause == ("why" if state == "refused" else "")


def test_an_incident_without_its_opening_is_not_yet_the_hubs_word():
    found = stands(
        "incident:1", ("t", "Team"), "sent", Incident("incident:1"),
        grade_name="Immediate", urgent=True, accept_within_s=60,
    )  # fmt: skip
    assert found.state == "sent"
