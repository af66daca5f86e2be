from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from spro.detection.property.winnow import BITS, EXACT, PROSE, SHAPE, WINDOW, K, Sealing, chosen, hashes
from spro.detection.property.words import CODE_BITS

CODES = st.lists(st.integers(0, (1 << CODE_BITS) - 1), max_size=80)
SEALING = Sealing(b"k" * 16)


@given(CODES, CODES, st.lists(st.integers(0, (1 << CODE_BITS) - 1), min_size=K, max_size=40))
def test_a_run_has_the_same_hashes_wherever_it_stands(before: list[int], after: list[int], run: list[int]) -> None:
    whole = hashes([*before, *run, *after], EXACT)
    assert len(whole) == len(before) + len(run) + len(after) - K + 1
    assert whole[len(before) : len(before) + len(run) - K + 1] == hashes(run, EXACT)


def test_the_largest_codes_do_not_spill_over() -> None:
    most = (1 << CODE_BITS) - 1
    values = hashes([most] * 30, SHAPE)
    assert len(set(values)) == 1
    assert hashes([*[most] * 30, 0, 5], SHAPE)[:19] == values


def test_hashes_of_different_kinds_never_meet() -> None:
    codes = list(range(2, 90, 2))
    kinds = [set(hashes(codes, kind)) for kind in (PROSE, EXACT, SHAPE)]
    assert not any(one & other for one in kinds for other in kinds if one is not other)


def test_fewer_words_have_no_hash() -> None:
    assert not hashes([1] * (K - 1), EXACT)
    assert list(chosen([1] * (K - 1), [])) == []
    assert not SEALING([])


@given(st.lists(st.integers(0, 1 << 20), min_size=K + WINDOW - 1, max_size=120, unique=True))
def test_every_window_has_one_that_is_chosen(codes: list[int]) -> None:
    places = set(chosen(codes, hashes(codes, EXACT)))
    for first in range(len(codes) - K - WINDOW + 2):
        assert places & set(range(first, first + WINDOW))


@given(st.lists(st.integers(0, (1 << 64) - 1), min_size=1, max_size=40))
def test_sealing_depends_on_the_key_and_on_each_hash_alone(values: list[int]) -> None:
    sealed = list(SEALING(values))
    assert sealed == [SEALING([value])[0] for value in values]
    assert all(0 <= value < 1 << BITS for value in sealed)
    assert sealed != list(Sealing(b"z" * 16)(values))
