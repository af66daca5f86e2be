"""Hyperscan and the portable scanner lead to the same findings."""

from __future__ import annotations

import threading
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spro.assets import rule_files
from spro.detection.patterns import RuleRecognizer, shapes_of
from spro.detection.rules import DATABASES, load_rules
from spro.detection.samples import parse_sample
from spro.detection.scanner import HyperscanScanner, PortableScanner, compile_database
from spro.detection.text import prepare

RULES = load_rules(rule_files())
SAMPLES = [parse_sample(text, rule.id).text for rule in RULES for text in (*rule.examples, *rule.near_misses)]


@cache
def recognizers() -> tuple[RuleRecognizer, RuleRecognizer]:
    shapes = shapes_of(RULES)
    databases = [compile_database(shapes, name) for name in DATABASES if any(s.database == name for s in shapes)]
    return RuleRecognizer(shapes, HyperscanScanner(databases)), RuleRecognizer(shapes, PortableScanner(shapes))


@pytest.mark.slow
def test_every_sample_alone() -> None:
    fast, portable = recognizers()
    for sample in SAMPLES:
        text = prepare(sample).text
        assert sorted(set(fast.find(text, 0.3))) == sorted(set(portable.find(text, 0.3)))


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(
    parts=st.lists(st.sampled_from(SAMPLES) | st.text(max_size=12), min_size=1, max_size=5),
    glue=st.sampled_from(["", " ", "\n", " é ", "中", "."]),
)
def test_samples_glued_together(parts: list[str], glue: str) -> None:
    fast, portable = recognizers()
    text = prepare(glue.join(parts)).text
    assert sorted(set(fast.find(text, 0.3))) == sorted(set(portable.find(text, 0.3)))


@pytest.mark.slow
def test_threads_do_not_share_scratch_space() -> None:
    fast, _ = recognizers()
    text = prepare("\n".join(SAMPLES[:200])).text
    expected = sorted(fast.find(text, 0.5))
    results: list[bool] = []

    def work() -> None:
        results.extend(sorted(fast.find(text, 0.5)) == expected for _ in range(5))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [True] * 20
