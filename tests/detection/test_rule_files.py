"""Every shipped rule does what its own examples and near misses say."""

from __future__ import annotations

import pytest

from spro.assets import rule_files
from spro.detection.rulecheck import check_rule
from spro.detection.rules import Rule, load_rules

RULES = load_rules(rule_files())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_does_what_its_samples_say(rule: Rule) -> None:
    assert [str(fault) for fault in check_rule(rule)] == []
