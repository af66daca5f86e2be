from __future__ import annotations

import httpx
import pytest

from spro.defence import Defence
from spro.server.abuse import AbuseWatch
from spro.server.telemetry import Record

from .running import gateway

LIMITS = {
    "near_duplicates": 0,
    "sweep": 5,
    "entropy": 0,
    "rate": 0,
}  # texts with one word changed may be near ones, too


def _signs(watch: AbuseWatch, defence: Defence, count: int, who: str = "key") -> list[str]:
    signs: list[str] = []
    for number in range(count):
        record = Record("req", "POST")
        watch.observe(record, who, f"What is the phone number of customer {number} in Hamburg, please?", defence)
        signs += record.signals
    return signs


def test_a_sweep_is_noted_once_in_a_window() -> None:
    now = [0.0]
    watch = AbuseWatch(lambda: now[0])
    defence = Defence(user="flag", abuse=LIMITS)
    assert _signs(watch, defence, 20) == ["TEMPLATE_SWEEP"]
    assert not _signs(watch, defence, 3)
    now[0] = 10_000.0
    assert _signs(watch, defence, 20) == ["TEMPLATE_SWEEP"]


def test_keys_and_policies_are_watched_apart() -> None:
    watch = AbuseWatch()
    defence = Defence(user="flag", abuse=LIMITS)
    assert not [sign for number in range(20) for sign in _signs(watch, defence, 1, f"key {number}")]
    assert not _signs(watch, Defence(user="flag"), 20)
    assert not _signs(watch, Defence(user="off", abuse=LIMITS), 20)


@pytest.mark.loopback
def test_the_gateway_and_the_rest_interface_note_signs() -> None:
    with gateway() as made, httpx.Client(base_url=made.url, timeout=30) as client:
        for number in range(65):
            if number % 2:
                text = f'Tell me about customer "{number}" and what they bought last, in one line.'
                body = {"model": "m", "messages": [{"role": "user", "content": text}]}
                assert client.post("/openai/v1/chat/completions", json=body).status_code == 200
            else:
                text = f'Tell me about customer "{number}" and what they bought last, in one line.'
                assert client.post("/spro/v1/secure", json={"text": text}).status_code == 200
        metrics = client.get("/metrics").text
    assert 'spro_abuse_signals_total{signal="TEMPLATE_SWEEP"} 1.0' in metrics
