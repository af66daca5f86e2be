"""What a system with a Presidio address in its settings asks and gets."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from server.api.conftest import call
from server.api.test_rest import MAIL
from server.running import Running, gateway

pytestmark = pytest.mark.loopback


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    with gateway() as running:
        yield running


def analyzed(server: Running, **body: Any) -> Any:
    return call(server, "/analyze", {"language": "en", **body})[1]


def test_analyze_speaks_presidios_names(server: Running) -> None:
    (found,) = analyzed(server, text=f"mail {MAIL}")
    assert (found["entity_type"], found["start"], found["end"]) == ("EMAIL_ADDRESS", 5, 5 + len(MAIL))
    assert found["analysis_explanation"] is None
    (found,) = analyzed(server, text="my ssn is 219-09-9940", entities=["US_SSN"])
    assert found["entity_type"] == "US_SSN"


def test_analyze_filters(server: Running) -> None:
    assert analyzed(server, text=f"mail {MAIL}", entities=["PHONE_NUMBER"]) == []
    assert analyzed(server, text=f"mail {MAIL}", score_threshold=0.99) == []
    assert analyzed(server, text=f"mail {MAIL}", allow_list=[MAIL]) == []
    assert len(analyzed(server, text=[f"mail {MAIL}", "nothing"])) == 2
    ad_hoc = [{"name": "ours", "supported_entity": "PRODUCT", "deny_list": ["Gannet"]}]
    (found,) = analyzed(server, text="the Gannet is late", ad_hoc_recognizers=ad_hoc)
    assert found["entity_type"] == "PRODUCT"


def test_anonymize(server: Running) -> None:
    text = f"mail {MAIL} or 4539 1488 0343 6467"
    results = analyzed(server, text=text)
    _, said = call(server, "/anonymize", {"text": text, "analyzer_results": results})
    assert said["text"] == "mail <EMAIL_ADDRESS> or <CREDIT_CARD>"
    assert said["items"][0]["entity_type"] == "CREDIT_CARD"
    mask = {"type": "mask", "masking_char": "*", "chars_to_mask": 14, "from_end": False}
    anonymizers = {"DEFAULT": {"type": "redact"}, "CREDIT_CARD": mask}
    _, said = call(server, "/anonymize", {"text": text, "analyzer_results": results, "anonymizers": anonymizers})
    assert said["text"] == "mail  or ************** 6467"


def test_encrypted_values_can_be_read_with_the_key(server: Running) -> None:
    result = [{"start": 0, "end": len(MAIL), "entity_type": "EMAIL_ADDRESS", "score": 1.0}]
    key = "WmZq4t7w!z%C&F)J"
    anonymizers = {"DEFAULT": {"type": "encrypt", "key": key}}
    _, said = call(server, "/anonymize", {"text": MAIL, "analyzer_results": result, "anonymizers": anonymizers})
    raw = base64.urlsafe_b64decode(said["text"])
    reader = Cipher(algorithms.AES(key.encode()), modes.CBC(raw[:16])).decryptor()
    padded = reader.update(raw[16:]) + reader.finalize()
    assert padded[: -padded[-1]].decode() == MAIL


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/analyze", {"text": ""}),
        (
            "/analyze",
            {"text": "a", "ad_hoc_recognizers": [{"supported_entity": "X", "patterns": [{"regex": "(a+)+"}]}]},
        ),
        ("/anonymize", {"text": "ab", "analyzer_results": [{"start": 0, "end": 9, "entity_type": "X"}]}),
        ("/anonymize", {"text": "ab", "analyzer_results": [{}]}),
        ("/anonymize", {"text": "ab", "analyzer_results": [], "anonymizers": "x"}),
    ],
)
def test_what_is_wrong_is_said(server: Running, path: str, body: Any) -> None:
    status, said = call(server, path, body)
    assert status in (400, 422)
    assert said["error"]


def test_lists(server: Running) -> None:
    assert "EMAIL_ADDRESS" in call(server, "/supportedentities?language=en")[1]
    assert call(server, "/recognizers?language=en")[1]
