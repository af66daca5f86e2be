"""The main path joins its stages: what one stage says reaches the next."""

from __future__ import annotations

import time

import pytest

from spro.detection.detector import Detector
from spro.engine import Engine
from spro.errors import BlockedError, ValidationError
from spro.model import Finding
from spro.plan import Plan
from spro.policy import Policy, load_policy
from spro.vault import MemoryVault, Scope


class Words:
    """Finds given words, as a recognizer does."""

    def __init__(self, **types: tuple[str, float]) -> None:
        self.types = types

    def find(self, text: str, floor: float) -> list[Finding]:
        found = []
        for word, (type_, score) in self.types.items():
            start = text.find(word)
            if start >= 0 and score >= floor:
                found.append(Finding(start, start + len(word), type_, score))
        return found


def policy(text: str) -> Policy:
    def none(name: str) -> Policy:
        raise KeyError(name)

    return load_policy(text, "own.toml", none)


def scope() -> Scope:
    return Scope("s", MemoryVault(time.monotonic))


def test_a_kept_finding_does_not_hide_one_inside_it() -> None:
    engine = Engine(Detector([Words(**{"see mail now": ("URL", 0.9), "mail": ("EMAIL", 0.6)})]))
    plan = Plan(policy('[request]\nURL = "keep"\n'))
    assert engine.secure("see mail now", plan, scope()).text == "see <EMAIL_1> now"


def test_weak_findings_wait_for_their_threshold() -> None:
    engine = Engine(Detector([Words(mail=("EMAIL", 0.6))]))
    assert engine.detect("mail", Plan(policy("threshold = 0.7"))) == []
    assert len(engine.detect("mail", Plan(policy("threshold = 0.5")))) == 1
    assert len(engine.detect("mail", Plan(policy("threshold = 0.7")), everything=True)) == 1


def test_blocking_keeps_nothing() -> None:
    vault = MemoryVault(time.monotonic)
    engine = Engine(Detector([Words(mail=("EMAIL", 0.9), key=("API_KEY", 0.9))]))
    with pytest.raises(BlockedError):
        engine.secure("mail key", Plan(policy('[request]\nAPI_KEY = "block"\n')), Scope("s", vault))
    assert list(vault.entries("s")) == []


def test_directions_differ() -> None:
    own = policy('[request]\nEMAIL = "placeholder"\n[response]\nEMAIL = "keep"\n')
    engine = Engine(Detector([Words(mail=("EMAIL", 0.9))]))
    assert engine.secure("mail", Plan(own, "response"), scope()).text == "mail"
    assert engine.secure("mail", Plan(own), scope()).text == "<EMAIL_1>"


def test_tokens_are_those_of_reversible_operators() -> None:
    engine = Engine(Detector([Words(mail=("EMAIL", 0.9), phone=("PHONE", 0.9))]))
    secured = engine.secure("mail phone", Plan(policy('[request]\nPHONE = "redact"\n')), scope())
    assert secured.tokens() == {"<EMAIL_1>": "mail"}
    assert "mail" not in repr(secured)


def test_text_must_be_text() -> None:
    with pytest.raises(ValidationError):
        Engine(Detector([])).detect(b"bytes", Plan(policy("")))  # type: ignore[arg-type]


def test_explaining_covers_what_is_left() -> None:
    engine = Engine(Detector([Words(mail=("EMAIL", 0.9), phone=("PHONE", 0.35))]))
    verdicts = engine.explain("mail phone", Plan(policy("")))
    assert [(verdict.finding.type, verdict.acted) for verdict in verdicts] == [("EMAIL", True), ("PHONE", False)]
