"""Which hand-overs need a person now, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workstation.desk.call.hand_overs import HandOvers
from workstation.desk.ports import Clock, LinkPort
from workstation.domain.handover import Alarm, alarm, before_the_hub


class Alarms:
    """A reading over the hand-overs, the link and the clock."""

    def __init__(self, hand_overs: HandOvers, link: LinkPort, clock: Clock) -> None:
        self._hand_overs = hand_overs
        self._link = link
        self._clock = clock

    def due(self) -> tuple[tuple[str, Alarm], ...]:
        """(contact id, alarm) for every hand-over that needs a person now."""
        down = self._link.state().state == "lost"
        due = tuple(self._of_hand_overs(link_down=down))
        told = {found.incident_id for _, found in due}
        return (*due, *self._of_raises(told, link_down=down))

    def of_contact(self, contact_id: str) -> tuple[Alarm, ...]:
        """The alarms of one contact."""
        return tuple(found for of, found in self.due() if of == contact_id)

    def in_need(self) -> frozenset[str]:
        """Contacts with a hand-over that nobody has or that alarms."""
        anew = self._hand_overs.given_anew()
        refused = {
            known.body.contact_id
            for known in self._hand_overs.all_asked()
            if not known.taken
            and known.phoned is None
            and known.body.incident_id not in anew
            and known.stands().state == "refused"
        }
        return frozenset(refused | {contact_id for contact_id, _ in self.due()})

    def _of_hand_overs(self, *, link_down: bool) -> Iterator[tuple[str, Alarm]]:
        now = self._clock.monotonic()
        anew = self._hand_overs.given_anew()
        for known in self._hand_overs.all_asked():
            if known.taken or known.body.incident_id in anew:
                continue
            since_delivery = now - known.waiting_mono if known.waiting_since is not None else 0.0
            found = alarm(
                known.stands(),
                since_request_s=now - known.asked_mono,
                since_delivery_s=since_delivery,
                link_down=link_down,
            )
            if found is not None:
                yield known.body.contact_id, found

    def _of_raises(self, told: set[str], *, link_down: bool) -> Iterator[tuple[str, Alarm]]:
        """A raise on its way alarms as a hand-over does, unless its incident alarms already."""
        for known, one in self._hand_overs.raises():
            if one.incident_id in told:
                continue
            on_its_way = replace(
                known.stands(),
                state=before_the_hub(one.delivery.state),
                urgent=True,
                refused_by="",
                phoned=known.phoned if known.phoned_mono >= one.mono else None,
            )
            age = self._clock.monotonic() - one.mono
            found = alarm(on_its_way, since_request_s=age, since_delivery_s=0, link_down=link_down)
            if found is not None:
                yield known.body.contact_id, found
