from __future__ import annotations

import heapq
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spro import ConfigurationError
from spro.assets import public_code
from spro.detection.property.documents import grams
from spro.detection.property.public import PublicCode


@given(st.sets(st.integers(0, (1 << 64) - 1), max_size=300))
def test_every_member_is_found_after_writing_and_reading(values: set[int]) -> None:
    read = PublicCode.load(PublicCode.of(sorted(values)).dump())
    assert all(value in read for value in values)


def test_few_others_are_found_and_a_member_costs_little_more_than_a_byte() -> None:
    chooser = random.Random(1)
    made = PublicCode.of([chooser.getrandbits(64) for _ in range(20_000)])
    assert len(made.dump()) < 1.35 * 20_000
    assert sum(chooser.getrandbits(64) in made for _ in range(20_000)) < 20_000 / 128
    assert "a word" not in made


@pytest.mark.parametrize("place", [0, 7, 9, 17, 21, 30, -1])
def test_a_changed_byte_is_refused(place: int) -> None:
    data = bytearray(PublicCode.of(range(50)).dump())
    data[place] ^= 1
    with pytest.raises(ConfigurationError, match="filter"):
        PublicCode.load(bytes(data))


@pytest.mark.parametrize("size", [0, 5, 24, 40, 60])
def test_a_cut_filter_is_refused(size: int) -> None:
    with pytest.raises(ConfigurationError, match="filter"):
        PublicCode.load(PublicCode.of(range(50)).dump()[:size])


def test_the_same_hash_twice_is_an_error() -> None:
    with pytest.raises(ValueError, match="different"):
        PublicCode.of([7, 7])


def test_python_s_own_library_is_public() -> None:
    found = grams(Path(heapq.__file__).read_text(encoding="utf-8"), code=True)
    assert len(found) > 100
    assert sum(value in public_code() for value in found) > 0.8 * len(found)  # made of another version, perhaps
