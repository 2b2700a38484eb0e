"""The desk without a window: its stores, its link and its use cases, opened and closed together."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Final

from workstation.bootstrap.callers_here import (
    Keeping,
    Weeder,
    callers_here,
    keeping,
    open_directory,
)
from workstation.bootstrap.enrol import key_place
from workstation.bootstrap.faults import CannotGoOn
from workstation.bootstrap.gazetteer import places_of
from workstation.bootstrap.identifiers import new_id
from workstation.bootstrap.machine import Machine
from workstation.bootstrap.term_lists import TermLists
from workstation.desk.cache import Cache
from workstation.desk.call.calls import Calls
from workstation.desk.call.identity import DeskIdentity, PolicyShelf
from workstation.desk.changes import Change
from workstation.desk.clock import SystemClock
from workstation.desk.credentials.journal_key import cache_key, journal_key
from workstation.desk.credentials.offline import OfflineSignIn
from workstation.desk.elsewhere import Elsewhere
from workstation.desk.journal import Journal, JournalFault
from workstation.desk.link.hub_client import HubClient
from workstation.desk.link.link import Link
from workstation.desk.link.ports import LinkClock
from workstation.desk.link.reporter import AtDesk
from workstation.desk.ports import Inbox, Sound, Surroundings
from workstation.desk.signing_in import SigningIn
from workstation.domain.desk_stream import StoreOpened
from workstation.domain.events import Author, Happened, PolicyRef
from workstation.settings.declared import Settings

if TYPE_CHECKING:
    from workstation.domain.policy import Policy

#: Whom a desk keeps a copy of where nothing else is set.
KEPT: Final = keeping(Settings())
#: Seconds that closing waits for what is not saved yet.
CLOSE_S: Final = 10.0


class OpenDesk:
    """One desk, open: ``calls`` and ``signing_in`` are what screens and players drive.

    Raises `JournalFault`, `CredentialFault`, `CannotGoOn` at opening, with everything closed again.
    """

    def __init__(
        self,
        machine: Machine,
        inbox: Inbox,
        sound: Sound,
        clock: LinkClock | None = None,
        *,
        kept: Keeping = KEPT,
    ) -> None:
        """``kept``: of whom the copy of the people on record is, and for how long."""
        self.machine = machine
        self.inbox = inbox
        self.clock = clock or SystemClock()
        self._policies = machine.policies
        policy = self._policy()
        place = key_place(machine)
        key = journal_key(machine.vault, place)
        with ExitStack() as opening:
            self.journal = opening.enter_context(
                Journal.open(
                    place.journal, key, machine.realm, on_trouble=self._trouble_from_writer
                )
            )
            self.cache = opening.enter_context(
                Cache.open(machine.folder / "cache.db", cache_key(key), machine.realm)
            )
            self.directory = opening.enter_context(open_directory(machine, key, self.journal))
            self._callers = callers_here(machine, key, self.directory, kept.recent_days)
            self._weeder = Weeder(self.directory, kept, self.clock)
            self.places = opening.enter_context(places_of(machine))
            self.term_lists = TermLists()
            self._begin(policy, sound)
            self._stores = opening.pop_all()

    def _begin(self, policy: Policy, sound: Sound) -> None:
        machine = self.machine
        self.client = HubClient(machine.hub, self.clock, machine.credential)
        self.link = Link(
            self.client,
            self.journal,
            self.cache,
            self.clock,
            self.inbox,
            policies=self._policies,
            policy_arrived=self._policy_arrived,
            cards=self.cache,
            cards_arrived=lambda changes: self.calls.linking.arrived(changes),
            callers=self._callers,
        )
        identity = self._identity()
        around = Surroundings(
            self.journal,
            self.cache,
            self.link,
            self.clock,
            self.inbox,
            sound,
            new_id,
            places=self.places,
            directory=self.directory,
            cues=self.term_lists,
        )
        shelf = PolicyShelf(policy, self._policies.find)
        self.calls = Calls(around, shelf, identity)
        self.signing_in = SigningIn(
            self.client, lambda: OfflineSignIn(self.journal), self.calls, self.inbox, new_id
        )
        self.calls.changes.subscribe(self._at_desk)
        self.elsewhere = Elsewhere(self.client, self.calls.taking_over, self.inbox)
        self.resumed = self.calls.resume()

    def start(self) -> None:
        """Begin to talk to the hub."""
        self.link.start(self.calls)
        self._weeder.start()
        self.term_lists.start()

    def close(self) -> bool:
        """Save, end the link, close the stores; whether everything was saved."""
        saved = self.calls.wait_saved(CLOSE_S)
        self.link.stop()
        self._weeder.close()
        self.signing_in.close()
        self.elsewhere.close()
        self.term_lists.close()
        self._stores.close()
        return saved

    def _policy(self) -> Policy:
        policy = self._policies.current()
        if policy is None:
            raise CannotGoOn(
                "This desk has no policy to take calls by; nothing was opened; enrol it while the "
                "hub can be reached, which fetches the policy."
            )
        return policy

    def _identity(self) -> DeskIdentity:
        device = self.machine.device
        position = self.journal.last()
        stream_id = f"desk:{position.store_id}"
        if position.store_seq == 0:
            opened = Happened(new_id(), stream_id, StoreOpened(device.desk_id, device.desk_name))
            author = Author(device.realm, device.desk_id, "")
            self.journal.append((opened,), author, self.clock.moment(), policy=None).result()
        return DeskIdentity(
            device.desk_id, device.desk_name, device.realm, stream_id, device.reference_block
        )

    def _at_desk(self, changed: frozenset[Change]) -> None:
        if changed & {Change.CALL, Change.SIGN_IN, Change.ATTENTION}:
            view = self.calls.desk_view()
            on_call = any(call.phase in ("talking", "held") for call in view.calls)
            self._weeder.hold(on_call=on_call)
            self.link.at_desk(AtDesk(view.person, on_call, view.need_attention))

    def _policy_arrived(self, ref: PolicyRef) -> None:
        self._policies.choose(ref)
        self.calls.use(PolicyShelf(self._policy(), self._policies.find))

    def _trouble_from_writer(self, trouble: Exception | None) -> None:
        sentence = trouble.sentence if isinstance(trouble, JournalFault) else str(trouble or "")
        self.inbox.post(lambda: self.calls.saving_trouble(sentence))
