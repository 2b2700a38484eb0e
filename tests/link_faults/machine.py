"""What may happen, in any order: people at work, a network at fault, programs that die."""

from __future__ import annotations

import uuid
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.hub.control_room import GRADES, PARTNER, RESOLUTION, ROOM, hand_over, raised
from tests.link_faults import verdict
from tests.link_faults.desk_end import DeskEnd
from tests.link_faults.hub_side import PROCESSES
from tests.link_faults.log import Op
from tests.link_faults.network import KINDS, Fault, Network
from tests.link_faults.world import World
from workstation.desk.answers import StepAsk, StepWords
from workstation.domain import desk_stream as said
from workstation.domain.contact import facts

DESK = st.integers(0, 1)
PICK = st.integers(0, 9)
TEAMS = st.sampled_from([(ROOM,), (PARTNER,), (ROOM, PARTNER), (ROOM, PARTNER, RESOLUTION)])
FAULTS = st.builds(Fault, st.sampled_from(KINDS), st.sampled_from([0, 2, 30, 240]))
#: What a network may do for as long as it likes; nobody dies for ever.
LASTING = st.builds(
    Fault, st.sampled_from([k for k in KINDS if not k.startswith("dies")]), st.sampled_from([0, 30])
)
#: Seconds by which a wall clock jumps.
JUMPS = st.sampled_from([-7200.0, -40.0, 3.0, 1800.0, 90000.0])


class LinkFaults(RuleBasedStateMachine):
    """Two desks at work over two faulty networks, until `teardown` lets every fault end."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        self.contacts: list[list[str]] = [[], []]
        self.incidents: list[tuple[int, str]] = []
        self.teams: tuple[str, ...] = (ROOM, PARTNER)
        self.supervises = False

    # -- at the desks -----------------------------------------------------------------------------

    def write(self, which: int, body: Any, stream_id: str) -> None:
        """Put something on record, and log it once the journal says that it is saved."""
        desk = self.desk(which)
        self.world.log.saw(desk.name, desk.write(body, stream_id), body)

    def desk(self, which: int) -> DeskEnd:
        return self.world.desks[which]

    def of_desk(self, which: int) -> str:
        return f"desk:{self.desk(which).device.desk_id}"

    def contact(self, which: int, pick: int) -> str:
        if not self.contacts[which]:
            self.contacts[which].append(f"contact:{uuid.uuid4()}")
        return self.contacts[which][pick % len(self.contacts[which])]

    @initialize(which=DESK)
    def a_first_call(self, which: int) -> None:
        self.a_contact(which)
        self.lines(which, 0, 2)

    @rule(which=DESK)
    def a_contact(self, which: int) -> None:
        contact = f"contact:{uuid.uuid4()}"
        self.contacts[which].append(contact)
        self.write(which, facts.CallOffered(contact, "999", None, withheld=True), contact)

    @rule(which=DESK, pick=PICK, count=st.integers(1, 4))
    def lines(self, which: int, pick: int, count: int) -> None:
        for n in range(count):
            line = facts.NarrativeAdded(f"l{n}", "he has a bat")
            self.write(which, line, self.contact(which, pick))

    @rule(which=DESK, pick=PICK, urgent=st.booleans(), to=st.sampled_from([ROOM, PARTNER]))
    def hands_over(self, which: int, pick: int, urgent: bool, to: str) -> None:
        grade = GRADES[1] if urgent else GRADES[2]
        asked = hand_over(self.contact(which, pick), to, grade)
        self.incidents.append((which, asked.incident_id))
        self.write(which, asked, self.of_desk(which))

    @precondition(lambda self: self.incidents)
    @rule(
        which=DESK,
        pick=PICK,
        what=st.sampled_from(["raise", "phone", "correct", "reroute", "down", "attach", "again"]),
    )
    def says_more(self, which: int, pick: int, what: str) -> None:
        _, incident = self.incidents[pick % len(self.incidents)]
        contact = self.contact(which, pick)
        told: dict[str, Any] = {
            "raise": raised(incident),
            "phone": said.PhonedThrough(
                incident, "Sgt Reid", self.desk(which).clock.moment().at_utc
            ),
            "correct": said.Corrected(incident, "number 14, not 12"),
            "reroute": said.ReRouteRequested(incident, PARTNER, "Partner desk", "it is theirs"),
            "down": said.StandDownRequested(incident, "he has left"),
            "attach": facts.IncidentAttached(incident),
            "again": hand_over(contact, incident_id=incident),
        }
        self.write(which, told[what], contact if what == "attach" else self.of_desk(which))

    @rule(which=DESK, pick=PICK)
    def ends(self, which: int, pick: int) -> None:
        contact = self.contact(which, pick)
        self.write(which, facts.ContactDisposed("incidents"), contact)
        self.contacts[which].remove(contact)

    # -- at the hub -------------------------------------------------------------------------------

    @precondition(lambda self: self.incidents)
    @rule(
        pick=PICK,
        step=st.sampled_from(["claim", "accept", "refuse", "reroute", "close"]),
        to=st.sampled_from([ROOM, PARTNER]),
    )
    def a_step(self, pick: int, step: Any, to: str) -> None:
        op_id = str(uuid.uuid4())
        _, incident = self.incidents[pick % len(self.incidents)]
        team = to if step == "reroute" else ""
        op = Op(StepAsk(op_id, incident, step, StepWords(f"because of {op_id}", team)))
        self.world.log.ops[op_id] = op
        self.world.receiver.step(op)

    @precondition(lambda self: self.world.log.ops)
    @rule(pick=PICK)
    def the_same_step_again(self, pick: int) -> None:
        ops = list(self.world.log.ops.values())
        self.world.receiver.step(ops[pick % len(ops)])

    @rule()
    def the_receiver_reads(self) -> None:
        self.world.receiver.pull()

    @precondition(lambda self: self.world.hub.hubs())
    @rule(teams=TEAMS, supervises=st.booleans())
    def another_scope(self, teams: tuple[str, ...], supervises: bool) -> None:
        self.teams, self.supervises = teams, supervises
        self.world.hub.receives_for(teams, supervises=supervises)

    @precondition(lambda self: self.world.hub.hubs())
    @rule(number=PICK, name=st.sampled_from(["once more", "under another name"]))
    def somebody_is_put_on_record(self, number: int, name: str) -> None:
        self.world.hub.puts_on_record(number, name)

    @precondition(lambda self: self.world.hub.hubs())
    @rule(number=PICK)
    def somebody_is_taken_off_record(self, number: int) -> None:
        self.world.hub.takes_off_record(number)

    # -- faults -----------------------------------------------------------------------------------

    def network(self, which: int) -> Network:
        return self.world.networks[which]

    @rule(which=DESK, coming=st.lists(FAULTS, min_size=1, max_size=4))
    def the_network_fails(self, which: int, coming: list[Fault]) -> None:
        self.network(which).coming.extend(coming)

    @rule(fault=LASTING)
    def the_receivers_network_fails(self, fault: Fault) -> None:
        self.network(2).coming.append(fault)

    @rule(which=DESK, fault=LASTING)
    def the_network_is_gone(self, which: int, fault: Fault) -> None:
        self.network(which).lasting = fault

    @rule(which=DESK, pick=PICK)
    def one_is_poison(self, which: int, pick: int) -> None:
        network, waiting = self.network(which), self.desk(which).journal.undelivered()
        if waiting and len(network.poison) < 3:
            network.poison.add(waiting[pick % len(waiting)].event.event_id)

    @rule(which=DESK)
    def the_network_is_back(self, which: int) -> None:
        self.network(which).heals()

    @rule(which=st.integers(0, 2))
    def what_was_held_up_arrives(self, which: int) -> None:
        self.network(which).late_ones_arrive()

    @rule(which=DESK, by_s=JUMPS)
    def a_desks_clock_jumps(self, which: int, by_s: float) -> None:
        self.desk(which).clock.wrong_by_s += by_s
        self.world.log.jumped.add(self.desk(which).name)

    @rule(by_s=JUMPS)
    def the_hubs_clock_jumps(self, by_s: float) -> None:
        self.world.hub_clock.wrong_by_s += by_s
        self.world.log.jumped.add("hub")

    @rule(which=DESK, booted=st.booleans())
    def a_desk_dies(self, which: int, booted: bool) -> None:
        self.world.desk_dies(self.desk(which), booted=booted)

    @rule(process=st.integers(0, PROCESSES - 1))
    def a_hub_process_dies(self, process: int) -> None:
        self.world.hub.kill(process)

    @rule(after=st.integers(0, 12))
    def a_hub_process_dies_at_work(self, after: int) -> None:
        self.world.hub_clock.dies_after = after

    @rule()
    def the_hub_is_started(self) -> None:
        for process in range(PROCESSES):
            self.world.hub.start(process)

    @rule()
    def the_hub_is_backed_up(self) -> None:
        self.world.back_up()

    @precondition(lambda self: self.world.backup is not None)
    @rule()
    def the_hub_is_restored(self) -> None:
        self.world.restore()
        # The backup holds what the receiver was then; an administrator says it again.
        self.world.hub.receives_for(self.teams, supervises=self.supervises)

    @rule(which=DESK)
    def an_image_is_taken(self, which: int) -> None:
        self.world.take_image(self.desk(which))

    @precondition(lambda self: self.world.images)
    @rule(pick=PICK)
    def an_image_is_put_back(self, pick: int) -> None:
        self.world.put_image_back(pick % len(self.world.images))

    # -- time -------------------------------------------------------------------------------------

    @rule(seconds=st.sampled_from([0.0, 1.0, 5.0, 20.0, 70.0]))
    def time_passes(self, seconds: float) -> None:
        self.world.run(seconds)

    @rule(seconds=st.sampled_from([150.0, 1000.0]))
    def much_time_passes(self, seconds: float) -> None:
        self.world.sleep(seconds)

    @invariant()
    def all_is_well_so_far(self) -> None:
        verdict.at_every_moment(self.world)

    def teardown(self) -> None:
        try:
            self.world.heal()
            verdict.at_the_end(self.world)
            assert self.world.receiver.pull() or self.world.receiver.pull(), "it cannot read"
            verdict.receiver_agrees(self.world, self.teams, supervises=self.supervises)
        finally:
            self.world.close()
