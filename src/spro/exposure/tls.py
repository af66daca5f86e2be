"""What is wrong with a server's TLS: expiry, names, protocol, self-signed, weak keys. Reads the certificate only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import rsa

from spro.exposure.gate import Handshake
from spro.exposure.model import Finding, Severity, Target

__all__ = ["tls_findings"]

_SOON: Final = timedelta(days=21)
_RSA_BITS: Final = 2048
_REFERENCES: Final = ("https://www.rfc-editor.org/rfc/rfc9325",)


def tls_findings(target: Target, handshake: Handshake, *, old: bool, now: datetime) -> Iterator[Finding]:
    """Findings of one TLS port; ``now`` with a time zone; ``old``: it also accepts TLS 1.0 or 1.1."""
    if old:
        yield _finding(
            "tls-old-protocol", target, Severity.MEDIUM, "accepts TLS 1.0 or 1.1", "CWE-327",
            "Both were deprecated by RFC 8996.", "Allow TLS 1.2 and 1.3 only.",
        )  # fmt: skip
    try:
        certificate = x509.load_der_x509_certificate(handshake.certificate)
        yield from _certificate(target, certificate, now)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        yield _finding(
            "tls-unreadable", target, Severity.LOW, "certificate cannot be read", "CWE-295",
            "The server sent no certificate, or one that is malformed.", "Install a valid certificate.",
        )  # fmt: skip


def _certificate(target: Target, certificate: x509.Certificate, now: datetime) -> Iterator[Finding]:
    expires = certificate.not_valid_after_utc
    if expires < now:
        yield _finding(
            "tls-expired", target, Severity.MEDIUM, "certificate has expired", "CWE-298",
            f"It was valid until {expires.date().isoformat()}.", "Renew the certificate, and automate its renewal.",
        )  # fmt: skip
    elif expires - now < _SOON:
        yield _finding(
            "tls-expires-soon", target, Severity.LOW, "certificate expires soon", "CWE-298",
            f"It is valid until {expires.date().isoformat()}.", "Renew the certificate, and automate its renewal.",
        )  # fmt: skip
    if _self_signed(certificate):
        yield _finding(
            "tls-self-signed", target, Severity.LOW, "certificate is self-signed", "CWE-295",
            "Clients cannot tell this server from an impostor.", "Use a certificate of an authority you trust.",
        )  # fmt: skip
    strangers = [name for name in target.names if not _covers(certificate, name)]
    if strangers:
        yield _finding(
            "tls-wrong-name", target, Severity.MEDIUM, "certificate is for other names", "CWE-297",
            f"It does not cover {', '.join(strangers)}.", "Issue a certificate for the names that are in use.",
        )  # fmt: skip
    key = certificate.public_key()
    if isinstance(key, rsa.RSAPublicKey) and key.key_size < _RSA_BITS:
        yield _finding(
            "tls-weak-key", target, Severity.MEDIUM, f"RSA key of {key.key_size} bits", "CWE-326",
            "Keys below 2048 bits can be broken.", "Use a new key: RSA of 2048 bits or more, or ECDSA P-256.",
        )  # fmt: skip


def _self_signed(certificate: x509.Certificate) -> bool:
    if certificate.issuer != certificate.subject:
        return False
    try:
        certificate.verify_directly_issued_by(certificate)
    except (InvalidSignature, ValueError, TypeError, UnsupportedAlgorithm):
        return False
    return True


def _covers(certificate: x509.Certificate, name: str) -> bool:
    """RFC 9525: SANs only, a wildcard stands for the whole first label."""
    try:
        alternative = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return False
    try:
        return ip_address(name) in alternative.get_values_for_type(x509.IPAddress)
    except ValueError:
        pass
    names = [entry.lower().rstrip(".") for entry in alternative.get_values_for_type(x509.DNSName)]
    return name in names or f"*.{name.partition('.')[2]}" in names


def _finding(  # noqa: PLR0917  # one for each column of a finding
    kind: str, target: Target, severity: Severity, title: str, cwe: str, detail: str, remedy: str
) -> Finding:
    return Finding(
        kind=kind,
        place=str(target),
        title=f"{target}: {title}",
        severity=severity,
        detail=detail,
        remedy=remedy,
        tags=(cwe, "ASVS-5.0-12.1.1" if kind == "tls-old-protocol" else "ASVS-5.0-12.3.2"),
        references=_REFERENCES,
    )
