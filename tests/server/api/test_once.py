"""`Idempotency-Key`: done once, paid once, answered again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from server.api.conftest import Two, call
from server.api.test_rest import MAIL

pytestmark = pytest.mark.loopback
ASKED = {"text": f"mail {MAIL}", "values": True}


def ask(two: Two, who: int, key: str, path: str, body: Any) -> tuple[int, Any]:
    return call(two.server, path, body, headers={"x-spro-key": two.keys[who], "idempotency-key": key})


def spent(two: Two) -> int:
    return sum(row["amount"] < 0 for row in two.ask(0, "/spro/v1/credits")[1]["entries"])


def test_a_repeated_call_is_answered_again_and_paid_once(two: Two) -> None:
    first = ask(two, 0, "a", "/spro/v1/secure", ASKED)
    assert first[0] == 200
    assert ask(two, 0, "a", "/spro/v1/secure", ASKED) == first
    assert spent(two) == 1
    assert ask(two, 0, "b", "/spro/v1/secure", ASKED)[1]["request_id"] != first[1]["request_id"]
    assert spent(two) == 2


def test_a_key_of_another_caller_or_operation_is_another_key(two: Two) -> None:
    first = ask(two, 0, "a", "/spro/v1/secure", ASKED)
    assert ask(two, 1, "a", "/spro/v1/secure", ASKED)[1]["scope"] != first[1]["scope"]
    assert ask(two, 0, "a", "/spro/v1/detect", {"text": MAIL})[0] == 200


def test_another_body_is_refused(two: Two) -> None:
    ask(two, 0, "a", "/spro/v1/secure", ASKED)
    status, said = ask(two, 0, "a", "/spro/v1/secure", {"text": "something else"})
    assert (status, said["type"].rpartition("/")[2]) == (422, "idempotency_key_in_use")
    assert MAIL not in str(said)
    assert ask(two, 0, "x" * 256, "/spro/v1/secure", ASKED)[0] == 400


def test_a_failed_call_may_be_tried_again(two: Two) -> None:
    wrong = {"text": "a", "policy": "none-such"}
    assert ask(two, 0, "a", "/spro/v1/secure", wrong)[0] == 422
    assert ask(two, 0, "a", "/spro/v1/secure", ASKED)[0] == 200


def test_a_key_is_made_once_and_its_secret_shown_once(two: Two) -> None:
    _, made = ask(two, 0, "a", "/spro/v1/keys", {"name": "bot"})
    _, again = ask(two, 0, "a", "/spro/v1/keys", {"name": "bot"})
    assert made["secret"]
    assert again == {**made, "secret": ""}
    assert len(two.ask(0, "/spro/v1/keys")[1]["items"]) == 2


def test_of_parallel_calls_one_is_done(two: Two) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: ask(two, 0, "a", "/spro/v1/secure", ASKED), range(24)))
    done = [said["request_id"] for status, said in found if status == 200]
    assert {status for status, _ in found} <= {200, 409}
    assert len(set(done)) == 1
    assert spent(two) == 1
