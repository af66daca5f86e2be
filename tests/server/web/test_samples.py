"""The playground's samples: every name in them is found, whole and nothing beside it."""

from __future__ import annotations

import pytest

from spro import Spro
from spro.server.web.samples import SAMPLES

NAMES = {
    "Support mail": ["Priya Raman"],
    "One line, no capitals": ["tomasz brzeczek"],
    "On call": [],
    "Table": ["Ines de la Huerta", "Kwame Boateng"],
    "Deutsch": ["Sommer", "Jens Wiegand"],
    "An attack": [],
    "Nothing private": [],
}


@pytest.fixture(scope="module")
def spro() -> Spro:
    return Spro(names=True)  # as `spro serve` has it


def test_all_samples_are_looked_at() -> None:
    assert NAMES.keys() == SAMPLES.keys()


@pytest.mark.parametrize("sample", SAMPLES)
def test_names_are_found(spro: Spro, sample: str) -> None:
    text = SAMPLES[sample]
    assert [text[item.start : item.end] for item in spro.detect(text) if item.type == "PERSON"] == NAMES[sample]
