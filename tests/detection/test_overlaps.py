"""Resolving never opens a character that some finding covered."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from spro.detection.overlaps import resolve
from spro.model import Finding

findings = st.lists(
    st.builds(
        lambda start, size, type_, score: Finding(start, start + size, type_, score),
        st.integers(0, 60),
        st.integers(1, 20),
        st.sampled_from(["EMAIL", "PHONE", "PERSON"]),
        st.sampled_from([0.3, 0.5, 0.9]),
    ),
    max_size=12,
)


def covered(found: list[Finding]) -> set[int]:
    return {offset for item in found for offset in range(item.start, item.end)}


@given(findings)
def test_disjoint_sorted_and_covering_the_same(found: list[Finding]) -> None:
    resolved = resolve(found)
    assert covered(resolved) == covered(found)
    assert all(a.end <= b.start for a, b in pairwise(resolved))


def test_the_container_wins_over_what_is_in_it() -> None:
    whole, part = Finding(0, 40, "CONNECTION_STRING", 0.7), Finding(10, 18, "PASSWORD", 0.9)
    assert resolve([part, whole]) == [whole]


def test_a_checksum_names_what_the_model_only_guesses() -> None:
    guess, proved = (
        Finding(0, 60, "ORDER_ID", 0.9, proof="model"),
        Finding(20, 36, "CREDIT_CARD", 0.9, proof="checksum"),
    )
    assert resolve([guess, proved]) == [proved._replace(start=0, end=60)]


def test_a_proved_value_gives_its_type_to_a_weak_container() -> None:
    whole, part = Finding(0, 20, "PHONE", 0.4), Finding(1, 17, "CREDIT_CARD", 0.95)
    assert resolve([part, whole]) == [part._replace(start=0, end=20)]
