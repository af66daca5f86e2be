"""Findings of texts seen before: a chat's tenth turn costs one message, an agent's long prompt is paid once.

Only what a text alone decides is kept: the recognizers' findings, before any policy. Texts are known by a keyed hash
and findings are offsets, so the cache holds nothing that could be read.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from threading import Lock
from typing import Final, Protocol

from spro.detection.attacks.finding import Attack, Source
from spro.errors import ValidationError
from spro.model import Finding

__all__ = ["AttackFinder", "CachedAttacks", "CachingDetector", "Finder"]

_SHORTEST: Final = 3  # with the names model even "hi" costs more than finding it here
_ENTRY: Final = 200  # bytes that an entry takes, roughly
_FINDING: Final = 160
_SHORTEST_ATTACK: Final = 12  # an order to a model is longer
_ATTACK_ENTRIES: Final = 20_000


class Finder(Protocol):
    """What the engine asks for findings."""

    def find(self, text: str, floor: float) -> list[Finding]:
        """Findings of at least ``floor``, by position; they may overlap."""
        ...

    def mentions(self, text: str, known: AbstractSet[str], found: Sequence[Finding]) -> list[Finding]:
        """Names that the conversation has heard before, where ``found`` has nothing. Never cached."""
        ...


class CachingDetector:
    """A detector that remembers. Belongs to one detector with one configuration: neither is part of the key.

    Args:
        detector: does the work.
        key: 32 random bytes of this process.
        max_bytes: bound of the cache's size, roughly; beyond it what was unused for longest goes.
    """

    def __init__(self, detector: Finder, key: bytes, *, max_bytes: int = 32 * 1024 * 1024) -> None:
        if len(key) < 16 or max_bytes < 0:
            raise ValidationError("findings cache: the key must have at least 16 bytes, max_bytes not be negative")
        self._detector = detector
        self._key = key
        self._max = max_bytes
        self._size = 0
        self._lock = Lock()
        self._entries: OrderedDict[tuple[float, bytes], tuple[Finding, ...]] = OrderedDict()
        self.hits = 0
        self.misses = 0

    def __repr__(self) -> str:
        return f"<CachingDetector: {len(self._entries)} texts, {self.hits} hits>"

    def find(self, text: str, floor: float) -> list[Finding]:
        """As the detector's own."""
        if len(text) < _SHORTEST:
            return self._detector.find(text, floor)
        raw = text.encode("utf-8", "surrogatepass")
        name = (floor, hashlib.blake2b(raw, digest_size=16, key=self._key).digest())
        with self._lock:
            held = self._entries.get(name)
            if held is not None:
                self._entries.move_to_end(name)
                self.hits += 1
                return list(held)
        found = self._detector.find(text, floor)
        with self._lock:
            self.misses += 1
            if name not in self._entries:
                self._entries[name] = tuple(found)
                self._size += _ENTRY + _FINDING * len(found)
            while self._size > self._max and self._entries:
                _, dropped = self._entries.popitem(last=False)
                self._size -= _ENTRY + _FINDING * len(dropped)
        return found

    def mentions(self, text: str, known: AbstractSet[str], found: Sequence[Finding]) -> list[Finding]:
        """As the detector's own: what depends on the conversation is not kept."""
        return self._detector.mentions(text, known, found)


class AttackFinder(Protocol):
    """What is asked for attacks."""

    def find(self, text: str, source: Source, threshold: float) -> list[Attack]:
        """Attacks by position, without overlap."""
        ...


class CachedAttacks:
    """A detector that remembers the texts it has seen, by keyed hash: a chat's tenth turn costs one message.

    Args:
        detector: does the work.
        key: random bytes of this process.
    """

    def __init__(self, detector: AttackFinder, key: bytes) -> None:
        self._detector = detector
        self._key = key
        self._lock = Lock()
        self._entries: OrderedDict[tuple[bytes, str, float], tuple[Attack, ...]] = OrderedDict()

    def find(self, text: str, source: Source, threshold: float) -> list[Attack]:
        """As the detector's own."""
        if len(text) < _SHORTEST_ATTACK:
            return []
        digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16, key=self._key[:64]).digest()
        name = (digest, source, threshold)
        with self._lock:
            held = self._entries.get(name)
            if held is not None:
                self._entries.move_to_end(name)
                return list(held)
        found = self._detector.find(text, source, threshold)
        with self._lock:
            self._entries[name] = tuple(found)
            if len(self._entries) > _ATTACK_ENTRIES:
                self._entries.popitem(last=False)
        return found
