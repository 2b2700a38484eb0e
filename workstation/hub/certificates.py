"""A private certificate authority for one hub, and the certificate that the hub shows."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from workstation.hub.settings import HubCannotStart

AUTHORITY_DAYS: Final = 3650
SERVER_DAYS: Final = 397


@dataclass(frozen=True, slots=True)
class Certificates:
    """Files in PEM. ``authority`` goes to every machine; ``authority_key`` is locked away."""

    authority: Path
    authority_key: Path
    certificate: Path
    key: Path


def make_certificates(folder: Path, names: Sequence[str]) -> Certificates:
    """A certificate for ``names`` (host names, addresses) by the authority in ``folder``.

    The authority is made when there is none; a server certificate that stands is replaced. Keys are
    readable by their owner only. Raises `HubCannotStart` where the folder cannot be used.
    """
    files = Certificates(
        folder / "authority.pem",
        folder / "authority-key.pem",
        folder / "hub.pem",
        folder / "hub-key.pem",
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not files.authority.exists():
            _make_authority(files)
        authority = x509.load_pem_x509_certificate(files.authority.read_bytes())
        signing = serialization.load_pem_private_key(files.authority_key.read_bytes(), None)
        if not isinstance(signing, ec.EllipticCurvePrivateKey):
            raise ValueError("not our key")
        _make_server(files, names, authority, signing)
    except (OSError, ValueError) as fault:
        raise HubCannotStart(
            f"Certificates cannot be made in {folder}; what stands there was kept: correct the"
            " folder, or name an empty one."
        ) from fault
    return files


def _make_authority(files: Certificates) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name("Workstation hub authority")
    usage = x509.KeyUsage(
        digital_signature=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=True,
        crl_sign=True,
        encipher_only=False,
        decipher_only=False,
    )
    made = (
        _begun(name, name, key, AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    _write_private(files.authority_key, _key_bytes(key))
    files.authority.write_bytes(made.public_bytes(serialization.Encoding.PEM))


def _make_server(
    files: Certificates,
    names: Sequence[str],
    authority: x509.Certificate,
    signing: ec.EllipticCurvePrivateKey,
) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    trusted = x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key())
    purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    made = (
        _begun(_name(names[0] if names else "hub"), authority.subject, key, SERVER_DAYS)
        .add_extension(x509.SubjectAlternativeName([_general(n) for n in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(purpose, critical=False)
        .add_extension(trusted, critical=False)
        .sign(signing, hashes.SHA256())
    )
    _write_private(files.key, _key_bytes(key))
    files.certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, days: int
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        # An hour back: the clocks of desks differ.
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common[:64])])


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _key_bytes(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _write_private(file: Path, content: bytes) -> None:
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(content)
