"""The cache answers what the detector would, holds no text, and stays within its bound."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import pytest

from spro.errors import ValidationError
from spro.findings_cache import CachingDetector
from spro.model import Finding

LONG = "a text that is long enough to be kept"


class Counting:
    def __init__(self) -> None:
        self.calls: list[tuple[str, float]] = []

    def find(self, text: str, floor: float) -> list[Finding]:
        self.calls.append((text, floor))
        return [Finding(0, 1, "EMAIL", 1.0)] * (len(text) % 3)

    def mentions(self, text: str, known: AbstractSet[str], found: Sequence[Finding]) -> list[Finding]:
        return [Finding(0, 1, "PERSON", 0.6) for _ in known]


def test_a_text_is_looked_at_once_for_each_floor() -> None:
    detector = Counting()
    cache = CachingDetector(detector, b"k" * 32)
    first = cache.find(LONG, 0.5)
    first.append(Finding(1, 2, "PHONE", 1.0))  # the caller's list is its own
    assert cache.find(LONG, 0.5) == first[:-1]
    cache.find(LONG, 0.4)
    assert detector.calls == [(LONG, 0.5), (LONG, 0.4)]
    assert (cache.hits, cache.misses) == (1, 2)
    assert LONG not in repr(cache) + str(cache._entries)


def test_what_cannot_hold_anything_is_not_kept() -> None:
    detector = Counting()
    cache = CachingDetector(detector, b"k" * 32)
    for _ in range(3):
        cache.find("ok", 0.5)
    assert len(detector.calls) == 3


def test_what_is_unused_for_longest_goes() -> None:
    detector = Counting()
    cache = CachingDetector(detector, b"k" * 32, max_bytes=2000)
    texts = [f"{LONG} {number}" for number in range(20)]
    for text in texts:
        cache.find(text, 0.5)
    assert len(cache._entries) < 12
    cache.find(texts[-1], 0.5)
    assert cache.hits == 1
    cache.find(texts[0], 0.5)
    assert cache.hits == 1


def test_lone_surrogates_and_bad_arguments() -> None:
    assert CachingDetector(Counting(), b"k" * 32).find(LONG + "\ud800", 0.5) is not None
    with pytest.raises(ValidationError):
        CachingDetector(Counting(), b"short")


def test_what_depends_on_the_conversation_is_never_kept() -> None:
    detector = CachingDetector(Counting(), b"k" * 32)
    text = "a text that is long enough"
    assert len(detector.mentions(text, {"Ada"}, ())) == 1
    assert detector.mentions(text, frozenset(), ()) == []
