from __future__ import annotations

import pytest

from spro.storage.idempotency import IdempotencyError
from spro.storage.platform import Platform
from storage.conftest import Clock


def test_a_claim_is_answered_or_given_up(platform: Platform, clock: Clock) -> None:
    kept = platform.idempotency
    assert kept.begin("key_1", "secure", "a", b"body") is None
    with pytest.raises(IdempotencyError) as running:
        kept.begin("key_1", "secure", "a", b"body")
    assert running.value.status == 409
    clock.now += 121  # whoever claimed it has died
    assert kept.begin("key_1", "secure", "a", b"body") is None
    kept.finish("key_1", "secure", "a", "answer")
    clock.now += 1000
    assert kept.begin("key_1", "secure", "a", b"body") == "answer"
    kept.release("key_1", "secure", "a")  # an answer stays
    assert kept.begin("key_1", "secure", "a", b"body") == "answer"
    clock.now += 86_400
    platform.expire()
    assert kept.begin("key_1", "secure", "a", b"other") is None


def test_nothing_lies_readable_in_the_database(platform: Platform) -> None:
    platform.idempotency.begin("key_1", "secure", "chosen by the caller", b"the body")
    platform.idempotency.finish("key_1", "secure", "chosen by the caller", "the answer")
    ((name, body, answer, _),) = platform.database.rows("SELECT name, body, answer, made FROM idempotency")
    stored = bytes(name) + bytes(body) + bytes(answer)
    assert not any(word in stored for word in (b"chosen", b"the body", b"the answer"))
