"""This machine at its hub: where its files are, which keys open them, who it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.bootstrap.faults import CannotGoOn
from workstation.desk.clock import SystemClock
from workstation.desk.credentials.device import Device, Kind, device_of, enrolled, secret_of
from workstation.desk.link.hub_client import HubClient
from workstation.desk.link.identity import BadAddress, DeviceCredential, HubIdentity
from workstation.desk.link.policies import fetch_current
from workstation.desk.policy_folder import PolicyFolder
from workstation.domain.events import PolicyRef, Realm
from workstation.protocol.messages import EnrolledBefore, EnrolReply

if TYPE_CHECKING:
    from workstation.desk.credentials.vault import KeyVault


@dataclass(frozen=True, slots=True)
class Machine:
    """An enrolled machine: its folder, its vault, and what the hub knows it by."""

    folder: Path
    vault: KeyVault
    device: Device

    @property
    def realm(self) -> Realm:
        """What its records are marked."""
        return self.device.realm

    @property
    def hub(self) -> HubIdentity:
        """The one hub it speaks to."""
        known = self.device
        return HubIdentity(known.realm, known.hub_url, known.ca_pem, known.hub_id)

    @property
    def credential(self) -> DeviceCredential:
        """What it shows that hub. Raises `CredentialFault`."""
        return DeviceCredential(self.device.desk_id, secret_of(self.vault, self.device))

    @property
    def policies(self) -> PolicyFolder:
        """The policies it was given."""
        return PolicyFolder(self.folder / "policies")


def vault_for(folder: Path, realm: Realm) -> KeyVault:
    """Where this realm's keys are kept: the keyring, or the demonstration's own file."""
    if realm == "demo":
        from workstation.desk.credentials.demo_vault import DemoVault

        return DemoVault(folder, realm)
    from workstation.desk.credentials.vault import KeyringVault

    return KeyringVault()


def machine_in(folder: Path, realm: Realm) -> Machine:
    """The machine enrolled in ``folder``. Raises `CredentialFault`, `CannotGoOn`."""
    device = device_of(folder)
    if device.realm != realm:
        raise CannotGoOn(
            f"This machine is enrolled for {device.realm} and the program was started for {realm}; "
            "nothing was opened; start the program that belongs to it."
        )
    return Machine(folder, vault_for(folder, realm), device)


def enrol_machine(
    folder: Path,
    realm: Realm,
    url: str,
    ca_pem: str | None,
    code: str,
    name: str,
    kind: Kind,
    before: EnrolledBefore | None = None,
) -> Machine:
    """Give the machine in ``folder`` its own credential and the policy in force.

    ``before``: which desk it was, to stay the same where the hub agrees.

    Raises `CannotGoOn` with the hub's words, `CredentialFault`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    vault = vault_for(folder, realm)
    try:
        identity = HubIdentity(realm, url, ca_pem)
    except BadAddress as fault:
        raise CannotGoOn(str(fault)) from fault
    client = HubClient(identity, SystemClock())
    try:
        reply = client.enrol(code, name, kind, before)
    finally:
        client.cut()
        client.close()
    if not isinstance(reply, EnrolReply):
        raise CannotGoOn(reply.sentence)
    device = Device(
        reply.desk_id,
        name,
        kind,
        reply.realm,
        url,
        reply.hub_id,
        ca_pem,
        reply.recovery_public_key,
        reply.reference_block,
    )
    enrolled(folder, vault, device, reply.secret)
    machine = Machine(folder, vault, device)
    _fetch_policy(machine)
    return machine


def _fetch_policy(machine: Machine) -> None:
    """Keep the policy in force, without which no call can be taken."""
    client = HubClient(machine.hub, SystemClock(), machine.credential)
    kept = machine.policies
    try:
        ref = fetch_current(client, kept)
    finally:
        client.cut()
        client.close()
    if not isinstance(ref, PolicyRef):
        raise CannotGoOn(ref.sentence)
    kept.choose(ref)
