"""What happened, never a value: the audit event, its canonical bytes, the hash chain and signed checkpoints. No I/O.

Each writer (a process) has a chain of its own. A row's digest is SHA-256 over the digest before it, its header (a JSON
array in a fixed order) and the digest of its details; so details can be erased (GDPR article 17) and the chain still
proves that every row is there, in its order, unchanged. Checkpoints are signed with Ed25519 (RFC 8032) over the heads
of all chains; kept elsewhere, they prove that nothing was cut off later.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from spro.errors import ConfigurationError

__all__ = ["Event", "Row", "Signer", "chained", "details_digest", "start_of", "verify_checkpoint", "written"]

VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Event:
    """One request or administrative act. Names, counts and times; never a value, prompt or credential.

    Attributes:
        organisation, key: who; empty for the operator.
        surface: ``openai``, ``anthropic``, ``gemini``, ``api``, ``playground``, ``admin``, ...
        provider, model, policy: what was used.
        decision: ``masked``, ``clean``, ``blocked``, ``refused``, ``observed``, ``failed``, or the act's name.
        request: the request id.
        policy_digest: SHA-256 of what the policy says (`Policy.digest`).
        counts: entity type -> number masked (or blocked) in the request; ``reply_counts``: in the reply.
        actions: operator -> number.
        status: HTTP status; ``code``: why it was refused.
        milliseconds: from the request to the reply's last byte; ``own``: spent by Spro.
        characters: of the request.
        cost: micro-dollars.
        subjects: keyed digests of data subjects, where a policy asks for them.
        more: further facts of an administrative act.
    """

    organisation: str = ""
    key: str = ""
    surface: str = ""
    provider: str = ""
    model: str = ""
    policy: str = ""
    decision: str = ""
    request: str = ""
    policy_digest: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    reply_counts: Mapping[str, int] = field(default_factory=dict)
    actions: Mapping[str, int] = field(default_factory=dict)
    status: int = 0
    code: str = ""
    milliseconds: float = 0.0
    own: float = 0.0
    characters: int = 0
    cost: int = 0
    subjects: tuple[bytes, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the trail as it is stored. ``details`` is JSON, or None once it was erased; times in ms."""

    writer: str
    number: int
    at_ms: int
    organisation: str
    key: str
    surface: str
    provider: str
    model: str
    policy: str
    decision: str
    request: str
    details: str | None
    details_digest: bytes
    digest: bytes

    @property
    def facts(self) -> dict[str, Any]:
        """The details, without what only protects their digest."""
        found: dict[str, Any] = json.loads(self.details) if self.details is not None else {}
        found.pop("salt", None)
        return found


def start_of(writer: str) -> bytes:
    """The digest before a writer's first row."""
    return hashlib.sha256(b"spro audit v1\0" + writer.encode()).digest()


def written(event: Event, writer: str, number: int, at_ms: int, previous: bytes) -> Row:
    """The event as the next row of a chain."""
    details = _details(event)
    held = details_digest(details)
    row = (writer, number, at_ms, event.organisation, event.key, event.surface, event.provider, event.model)
    more = (event.policy, event.decision, event.request)
    return Row(*row, *more, details, held, chained(previous, (*row, *more), held))


def chained(previous: bytes, header: tuple[Any, ...], held: bytes) -> bytes:
    """The digest of a row.

    Args:
        previous: the digest before it.
        header: writer, number, at_ms, organisation, key, surface, provider, model, policy, decision, request.
        held: the digest of its details.
    """
    return hashlib.sha256(previous + _ENCODE([VERSION, *header]).encode() + held).digest()


def details_digest(details: str) -> bytes:
    """The digest of a row's details, which hold a random salt: from it nobody guesses what was erased."""
    return hashlib.sha256(details.encode()).digest()


_ENCODE: Final = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"), check_circular=False).encode


def _details(event: Event) -> str:
    found: dict[str, Any] = {
        "salt": secrets.token_hex(8),
        "policy_digest": event.policy_digest,
        "counts": dict(event.counts),
        "reply_counts": dict(event.reply_counts),
        "actions": dict(event.actions),
        "status": event.status,
        "code": event.code,
        "ms": round(event.milliseconds, 2),
        "own_ms": round(event.own, 3),
        "characters": event.characters,
        "cost": event.cost,
        "subjects": [digest.hex() for digest in event.subjects],
        **event.more,
    }
    return _ENCODE({name: value for name, value in found.items() if value not in ("", 0, {}, [])})


class Signer:
    """Signs checkpoints.

    Args:
        seed: 32 secret bytes.
    """

    def __init__(self, seed: bytes) -> None:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = self._key.public_key().public_bytes_raw().hex()

    def __repr__(self) -> str:
        return f"Signer(public={self.public!r})"

    def checkpoint(self, heads: Mapping[str, tuple[int, bytes]], at_ms: int) -> str:
        """A signed statement of where all chains stand: writer -> number and digest of its last row. JSON."""
        said = _checkpoint_bytes({name: [number, digest.hex()] for name, (number, digest) in heads.items()}, at_ms)
        signed = {**json.loads(said), "public": self.public, "signature": self._key.sign(said).hex()}
        return json.dumps(signed, sort_keys=True, separators=(",", ":"))


def verify_checkpoint(text: str, public: str) -> dict[str, tuple[int, bytes]]:
    """The heads that a checkpoint names.

    Args:
        text: what `Signer.checkpoint` gave.
        public: the signer's public key in hexadecimal, from a place that one trusts.

    Raises:
        ConfigurationError: it is not signed by this key, or malformed.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        said = json.loads(text)
        message = _checkpoint_bytes(said["heads"], said["at_ms"])
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(said["signature"]), message)
        return {name: (number, bytes.fromhex(digest)) for name, (number, digest) in said["heads"].items()}
    except (InvalidSignature, ValueError, KeyError, TypeError, AttributeError):
        raise ConfigurationError("audit: a checkpoint is not signed by this key, or malformed") from None


def _checkpoint_bytes(heads: Mapping[str, Any], at_ms: int) -> bytes:
    said = {"version": VERSION, "at_ms": at_ms, "heads": dict(heads)}
    return json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
