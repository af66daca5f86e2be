from __future__ import annotations

import gzip
import itertools
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spro.detection.names.gate import parts


def read(text: str) -> str:
    return "".join(text[start:end] for start, end in parts(text))


@given(st.text(st.sampled_from("aB1 \n+/=-."), max_size=400))
def test_stretches_are_in_order_and_inside(text: str) -> None:
    found = parts(text)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(left[1] < right[0] for left, right in itertools.pairwise(found))


def test_blobs_and_columns_of_numbers_are_left_out() -> None:
    blob = "Zm9v" * 40
    assert read(f"key for Ada: {blob} thanks") == "key for Ada:  thanks"
    numbers = "".join(f"{n}, {n * n}, {n / 7:.3f}\n" for n in range(20))
    assert read(f"Ada's data\n{numbers}Bob's data") == "Ada's data\nBob's data"


def test_short_numbers_between_words_are_read() -> None:
    text = "Ada\n12\nBob\n34\n"
    assert read(text) == text


DATA = Path(os.environ.get("SPRO_DATA", "../shared/data")) / "dev"


@pytest.mark.parametrize("name", ["prompts_dev", "prompts_dev_ml", "secrets_prose_dev"])
def test_the_gate_loses_nothing_on_the_development_prompts(name: str) -> None:
    path = DATA / f"{name}.jsonl.gz"
    if not path.exists():  # the development prompts are not part of the repository
        return
    kinds = {"PERSON", "ADDRESS", "USERNAME", "LOCATION", "ORG", "CUSTOM_ID", "AGE", "DATE"}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            kept = parts(row["text"])
            for span in row["spans"]:
                if span["type"] in kinds:
                    assert any(start <= span["start"] and span["end"] <= end for start, end in kept), row["id"]
