"""What can be wrong with keys and sign-ins, each in one sentence for the person at the desk."""

from __future__ import annotations

from typing import Final, Literal

Kind = Literal[
    "no_keyring",
    "keyring_locked",
    "keyring_failed",
    "keyring_unsafe",
    "keyring_forgets",
    "demo_only",
    "vault_unreadable",
    "key_missing",
    "key_replaced",
    "recovery_unreadable",
    "recovery_key_unfit",
    "recovery_unwritable",
    "not_enrolled",
    "enrolment_unreadable",
    "secret_missing",
    "sign_in_refused",
    "sign_in_expired",
    "clock_behind",
]

_SENTENCES: Final[dict[Kind, str]] = {
    "no_keyring": "This machine offers no keyring to hold the desk's key; nothing was changed:"
    " start the session's keyring service (GNOME Keyring, KWallet) and try again.",
    "keyring_locked": "The keyring is locked, so the desk's key cannot be read; the journal is"
    " safe: unlock the keyring and start again.",
    "keyring_failed": "The keyring did not answer as it should; the journal is safe: sign in to"
    " this machine again and start once more.",
    "keyring_unsafe": "A keyring that stores secrets in plain text (keyrings.alt) is installed;"
    " nothing was read or changed: remove that package and start again.",
    "keyring_forgets": "The keyring did not keep the key it was given; no journal was made and"
    " nothing was lost: check the keyring service and enrol again.",
    "demo_only": "A key beside the store is for demonstrations only and was refused for this"
    " realm; nothing was read or changed: use the keyring of the machine.",
    "vault_unreadable": "The demonstration's key file {about} cannot be used; it was kept as it"
    " is: set the demonstration's folder aside and start again.",
    "key_missing": "The keyring no longer holds the key of this desk's journal; the journal was"
    " kept as it is: bring the key back with `workstation enrol --recover`.",
    "key_replaced": "The keyring holds another key than this desk's journal was made with; the"
    " journal was kept as it is: bring the right key back with `workstation enrol --recover`.",
    "recovery_unreadable": "The recovery file {about} is missing or damaged; the journal was kept"
    " as it is: fetch the file from this desk's last backup.",
    "recovery_key_unfit": "The private key in {about} does not open this desk's recovery file;"
    " nothing was changed: use the force's recovery key that this desk was enrolled with.",
    "recovery_unwritable": "The recovery file {about} cannot be written, so no journal was made;"
    " nothing was lost: give its folder room and rights and try again.",
    "not_enrolled": "This machine is not enrolled at a hub; nothing was changed: ask an"
    " administrator for a code and run `workstation enrol`.",
    "enrolment_unreadable": "The enrolment in {about} cannot be read; the journal is safe: enrol"
    " this machine again with a new code.",
    "secret_missing": "The keyring no longer holds this machine's credential; the journal is safe:"
    " enrol this machine again with a new code.",
    "sign_in_refused": "Without the link this desk knows nobody by that name and password;"
    " nothing was lost: try again, or let somebody sign in who has signed in here before.",
    "sign_in_expired": "It is too long since the hub last confirmed this person here; unsent work"
    " is safe and still goes out: let somebody sign in whom the hub confirmed more recently.",
    "clock_behind": "The clock of this machine stands before this person's last sign-in here;"
    " nothing was lost: set the clock right and sign in again.",
}


class CredentialFault(Exception):
    """A key, a credential or a sign-in cannot be had. ``sentence`` is for a person."""

    def __init__(self, kind: Kind, about: object = "", *, detail: str = "") -> None:
        self.kind: Kind = kind
        self.sentence = _SENTENCES[kind].format(about=about)
        #: For the administrator's log; never a secret.
        self.detail = detail
        super().__init__(f"{self.sentence} [{kind}{': ' + detail if detail else ''}]")
