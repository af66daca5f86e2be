"""TLS: found where it is not expected, plain where TLS is, and certificates judged."""

from __future__ import annotations

import ssl
import warnings
from datetime import UTC, datetime, timedelta
from socket import socket

import pytest
import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from spro.exposure.gate import Handshake, Limits
from spro.exposure.model import Target, Verdict
from spro.exposure.tls import tls_findings

from . import fakes
from .conftest import RunCheck

NOW = datetime(2026, 11, 23, tzinfo=UTC)
FAST = Limits(requests_per_second=0, greeting=0.05, timeout=5.0)
AUTHORITY = trustme.CA()


def context(*names: str) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    AUTHORITY.issue_cert(*names).configure_cert(made)
    return made


def certificate(days: int = 90, names: tuple[str, ...] = ("ai.example.org",), bits: int = 0, issuer: str = "") -> bytes:
    key = rsa.generate_private_key(65537, bits) if bits else ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "server")])
    signer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer or "server")])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(signer)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(NOW - timedelta(days=365))
        .not_valid_after(NOW + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name) for name in names]), critical=False)
    )
    return made.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)


def kinds(der: bytes, names: tuple[str, ...] = ("ai.example.org",), *, old: bool = False) -> list[str]:
    target = Target("192.0.2.1", 443, names)
    return [finding.kind for finding in tls_findings(target, Handshake("TLSv1.3", der), old=old, now=NOW)]


@pytest.mark.parametrize(
    ("der", "names", "expected"),
    [
        (certificate(issuer="ca"), ("ai.example.org",), []),
        (certificate(issuer="ca", names=("*.example.org",)), ("ai.example.org",), []),
        (certificate(issuer="ca", names=("*.example.org",)), ("x.ai.example.org",), ["tls-wrong-name"]),
        (certificate(issuer="ca"), (), []),
        (certificate(issuer="ca"), ("AI.example.org".lower(), "db.example.org"), ["tls-wrong-name"]),
        (certificate(-1, issuer="ca"), ("ai.example.org",), ["tls-expired"]),
        (certificate(5, issuer="ca"), ("ai.example.org",), ["tls-expires-soon"]),
        (certificate(), ("ai.example.org",), ["tls-self-signed"]),
        (certificate(issuer="ca", bits=1024), ("ai.example.org",), ["tls-weak-key"]),
        (b"", ("ai.example.org",), ["tls-unreadable"]),
        (b"\x30\x82garbage", ("ai.example.org",), ["tls-unreadable"]),
    ],
)
def test_certificates(der: bytes, names: tuple[str, ...], expected: list[str]) -> None:
    assert kinds(der, names) == expected


def test_old_protocols() -> None:
    assert kinds(certificate(issuer="ca"), old=True) == ["tls-old-protocol"]


@given(st.binary(max_size=300))
def test_any_certificate_ends_in_findings(der: bytes) -> None:
    assert kinds(der) == ["tls-unreadable"]


def test_tls_on_an_unexpected_port(run_check: RunCheck) -> None:
    answers = {"/": (200, {}, "Ollama is running"), "/api/tags": (200, fakes.JSON, '{"models": []}')}
    with fakes.http(answers, context=context("other.example.org")) as port:
        report = run_check(port, limits=FAST)
    (seen,) = report.observations
    assert (seen.service, seen.verdict, seen.tls) == ("ollama", Verdict.OPEN, True)


def test_the_certificate_is_judged_by_the_name_that_led_there(run_check: RunCheck) -> None:
    with fakes.http({}, context=context("other.example.org")) as port:
        report = run_check(port, limits=FAST, hosts='["ai.example.org"]')
    assert "tls-wrong-name" in {finding.kind for finding in report.findings}


def test_a_server_that_takes_tls_1_0(run_check: RunCheck) -> None:
    made = context("ai.example.org")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        made.minimum_version = ssl.TLSVersion.TLSv1
    made.set_ciphers("DEFAULT:@SECLEVEL=0")
    with fakes.http({}, context=made) as port:
        report = run_check(port, limits=FAST)
    assert "tls-old-protocol" in {finding.kind for finding in report.findings}


def test_postgres_that_offers_tls_is_asked_over_tls(run_check: RunCheck) -> None:
    made = context("db.example.org")

    def talk(line: socket) -> None:
        if not line.recv(8).endswith(b"\x04\xd2\x16\x2f"):
            return
        line.sendall(b"S")
        with made.wrap_socket(line, server_side=True) as secure:
            secure.recv(1000)
            secure.sendall(b"R\x00\x00\x00\x17\x00\x00\x00\x0aSCRAM-SHA-256\x00\x00")
            secure.recv(1000)

    with fakes.tcp(talk) as port:
        (seen,) = run_check(port, limits=FAST).observations
    assert (seen.service, seen.verdict) == ("postgresql", Verdict.AUTH_REQUIRED)
