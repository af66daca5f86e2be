"""Recognizers together: failure closes, repeated values, allow list, offsets."""

from __future__ import annotations

import traceback

import pytest

from spro.detection.detector import Detector
from spro.detection.terms import AllowList
from spro.errors import DetectionError
from spro.model import Finding

CANARY = "canary-4711-value"


class Fixed:
    def __init__(self, value: str, rule: str = "fixed", proof: str = "pattern") -> None:
        self.value, self.rule, self.proof = value, rule, proof

    def find(self, text: str, floor: float) -> list[Finding]:
        start = text.find(self.value)
        found = Finding(start, start + len(self.value), "API_KEY", 0.9, "", self.rule, self.proof)
        return [found] if start >= 0 and floor <= found.score else []


class Broken:
    def find(self, text: str, floor: float) -> list[Finding]:
        raise ValueError(f"{floor} {text}")


def test_a_failing_recognizer_closes_and_says_nothing_of_the_text() -> None:
    with pytest.raises(DetectionError) as caught:
        Detector([Broken()]).find(CANARY, 0.5)
    assert CANARY not in "".join(traceback.format_exception(caught.value))


def test_every_occurrence_of_a_secret() -> None:
    found = Detector([Fixed(CANARY)], everywhere={"fixed"}).find(f"key {CANARY}, again {CANARY}; x{CANARY}", 0.5)
    assert [(item.start, item.proof) for item in found] == [(4, "pattern"), (29, "occurrence")]


def test_a_value_known_by_context_is_found_elsewhere_too() -> None:
    found = Detector([Fixed("882-117", proof="context")]).find("account 882-117 and later 882-117", 0.5)
    assert len(found) == 2


def test_allowed_values_are_no_findings() -> None:
    assert Detector([Fixed("Heron42")], allow=AllowList(["heron42"])).find("Heron42", 0.5) == []


def test_offsets_are_those_of_the_text_given() -> None:
    text = "\u200bx\u200b 4\u200b7\u200b11 "
    (item,) = Detector([Fixed("4711")]).find(text, 0.5)
    assert text[item.start : item.end] == "4\u200b7\u200b11"
