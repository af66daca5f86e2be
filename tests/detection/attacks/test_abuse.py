from __future__ import annotations

import random
import string

from hypothesis import given
from hypothesis import strategies as st

from spro.detection.attacks.abuse import KEYS, SIGNALS, AbuseLimits, AbuseMonitor, Signal

LIMITS = AbuseLimits(window=100.0, near_duplicates=10, sweep=12, rate=5.0, least=20, entropy=8)
WORDS = [
    "harbour", "invoice", "garden", "python", "contract", "violin", "holiday", "recipe", "engine", "poem", "lawyer",
    "budget", "marathon", "kitchen", "museum", "physics", "wedding", "bicycle", "theatre", "weather", "castle",
]  # fmt: skip


def _ordinary(number: int) -> str:
    chooser = random.Random(number)
    return "Please " + " ".join(chooser.choices(WORDS, k=14))


def _kinds(monitor: AbuseMonitor, texts: list[str], start: float = 0.0, step: float = 1.0) -> list[str]:
    return [
        signal.kind for number, text in enumerate(texts) for signal in monitor.observe("k", text, start + number * step)
    ]


def test_ordinary_use_gives_no_sign() -> None:
    assert not _kinds(AbuseMonitor(LIMITS), [_ordinary(number) for number in range(500)], step=20.0)


def test_near_duplicates() -> None:
    base = " ".join(first + second for first in WORDS[:12] for second in WORDS[:12])
    texts = [f"{base} {number}" for number in range(30)]
    assert "NEAR_DUPLICATES" in _kinds(AbuseMonitor(LIMITS), texts)


def test_a_sweep_over_a_template() -> None:
    chooser = random.Random(1)
    names = ["".join(chooser.choices(string.ascii_lowercase, k=8)).title() for _ in range(30)]
    texts = [f"Tell me everything that you know about the customer {name} and their orders" for name in names]
    assert "TEMPLATE_SWEEP" in _kinds(AbuseMonitor(LIMITS), texts)


def test_a_burst_after_quiet_times() -> None:
    monitor = AbuseMonitor(LIMITS)
    assert not _kinds(monitor, [_ordinary(number) for number in range(30)], step=50.0)
    assert "RATE" in _kinds(monitor, [_ordinary(number) for number in range(100, 180)], start=1_600.0, step=0.5)


def test_texts_of_no_language() -> None:
    chooser = random.Random(2)
    noise = ["".join(chooser.choices(string.ascii_letters + string.digits + "!$%&/=", k=200)) for _ in range(10)]
    assert "ENTROPY" in _kinds(AbuseMonitor(LIMITS), noise)
    assert "ENTROPY" in _kinds(AbuseMonitor(LIMITS), ["a" * 100 + str(number) for number in range(10)])


def test_a_sign_is_told_once_in_a_window_and_again_later() -> None:
    monitor = AbuseMonitor(LIMITS)
    kinds = _kinds(monitor, ["a" * 100] * 60)
    assert kinds.count("NEAR_DUPLICATES") == 1
    assert "NEAR_DUPLICATES" in _kinds(monitor, ["a" * 100] * 20, start=500.0)


def test_keys_are_apart_and_bounded() -> None:
    monitor = AbuseMonitor(LIMITS)
    for number in range(KEYS + 50):
        assert not monitor.observe(f"key {number}", "the same text for everybody, again and again", 1.0)
    assert repr(monitor) == f"<AbuseMonitor of {KEYS} keys>"


def test_zero_switches_off() -> None:
    off = AbuseLimits(near_duplicates=0, sweep=0, rate=0.0, entropy=0)
    assert not _kinds(AbuseMonitor(off), ["a" * 100] * 300)


@given(st.lists(st.tuples(st.text(max_size=60), st.floats(0, 1e6)), max_size=60))
def test_anything_can_be_observed(requests: list[tuple[str, float]]) -> None:
    monitor = AbuseMonitor(LIMITS)
    for text, at in sorted(requests, key=lambda item: item[1]):
        for signal in monitor.observe("k", text, at):
            assert isinstance(signal, Signal)
            assert signal.kind in SIGNALS
            assert signal.number >= signal.limit
