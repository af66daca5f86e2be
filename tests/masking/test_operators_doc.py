"""docs/operators.md names every operator and parameter, and its examples are what the operators do."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from spro.masking import OPERATORS, REVERSIBLE

from .masking_strategies import apply

ROWS = {
    cells[0].strip("`"): cells
    for line in (Path(__file__).parents[2] / "docs/operators.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| `") and (cells := [cell.strip() for cell in line.strip("|").split("|")])
}


def test_every_operator_has_a_row() -> None:
    assert ROWS.keys() == OPERATORS.keys()


@pytest.mark.parametrize("name", sorted(OPERATORS))
def test_parameters_and_reversibility(name: str) -> None:
    cls: Any = OPERATORS[name]
    parameters = {field.name.rstrip("_") for field in fields(cls)} - {"keys"}
    _, _, _, documented, back = ROWS[name]
    assert set(re.findall(r"`([a-z_]+)` \(", documented)) == parameters
    assert back.startswith("yes") == (name in REVERSIBLE)


@pytest.mark.parametrize("name", ["placeholder", "surrogate", "char", "label", "enhanced", "keep", "partial"])
def test_examples(name: str) -> None:
    _, value, becomes, *_ = ROWS[name]
    type_ = "CREDIT_CARD" if value[1].isdigit() else "PERSON"
    assert apply(name, value.strip("`"), type_) == becomes.strip("`")
