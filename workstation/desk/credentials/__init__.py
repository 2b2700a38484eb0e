"""Keys and credentials of this machine, and signing in without the link.

What a caller uses, each raising `CredentialFault` (``kind``, ``sentence``):

- `vault.KeyringVault()` for live work and training, `demo_vault.DemoVault(folder, realm)` else.
- `journal_key.journal_key(vault, KeyPlace(…))` before opening the journal, `cache_key` for the
  cache, `restore` for ``workstation enrol --recover``.
- `device.enrolled`, `device_of`, `secret_of`: this machine's credential at the hub.
- `offline.OfflineSignIn(journal)`: `remember` after each sign-in that the hub confirmed, `verify`
  while it cannot be asked, `forget` when it refuses.
"""

from workstation.desk.credentials.faults import CredentialFault

__all__ = ["CredentialFault"]
