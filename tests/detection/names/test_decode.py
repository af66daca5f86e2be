from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from spro.detection.names.decode import Tagged, Tags

LABELS = ("O", "B-PERSON", "I-PERSON", "E-PERSON", "S-PERSON", "B-ADDRESS", "I-ADDRESS", "E-ADDRESS", "S-ADDRESS")
TAGS = Tags(LABELS)


def logits(*labels: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    found = np.zeros((len(labels), len(LABELS)))
    for row, label in enumerate(labels):
        found[row, LABELS.index(label)] = 9.0
    return found


def spans(*labels: str) -> list[tuple[int, int, str]]:
    return [(item.first, item.last, item.type) for item in TAGS.spans(logits(*labels))]


def test_one_token_and_several() -> None:
    assert spans("O", "S-PERSON", "O", "B-ADDRESS", "I-ADDRESS", "E-ADDRESS") == [(1, 1, "PERSON"), (3, 5, "ADDRESS")]


def test_neighbours_stay_apart() -> None:
    assert spans("S-PERSON", "S-PERSON", "B-PERSON", "E-PERSON") == [
        (0, 0, "PERSON"),
        (1, 1, "PERSON"),
        (2, 3, "PERSON"),
    ]


def test_impossible_sequences_are_mended() -> None:
    assert spans("B-PERSON", "I-PERSON", "O") in ([(0, 1, "PERSON")], [(0, 2, "PERSON")])


def _possible(tags: tuple[int, ...]) -> bool:
    inside = ""
    for tag in tags:
        place, _, kind = LABELS[tag].partition("-")
        if inside:
            if place not in "IE" or kind != inside:
                return False
            inside = "" if place == "E" else inside
        elif place in ("I", "E"):
            return False
        elif place == "B":
            inside = kind
    return not inside


def _found(tags: tuple[int, ...]) -> list[tuple[int, int, str]]:
    found, first = [], 0
    for at, tag in enumerate(tags):
        place, _, kind = LABELS[tag].partition("-")
        first = at if place in ("B", "S") else first
        if place in ("E", "S"):
            found.append((first, at, kind))
    return found


@given(st.lists(st.lists(st.floats(-4, 4), min_size=9, max_size=9), min_size=1, max_size=4))
def test_the_best_possible_sequence_is_found(rows: list[list[float]]) -> None:
    values = np.array(rows)
    values[:, 0] -= 8.0  # no token is settled beforehand
    best = max(
        (tags for tags in itertools.product(range(len(LABELS)), repeat=len(rows)) if _possible(tags)),
        key=lambda tags: sum(values[at, tag] for at, tag in enumerate(tags)),
    )
    score = sum(values[at, tag] for at, tag in enumerate(best))
    got = TAGS.spans(values)
    expected = _found(best)
    if [(item.first, item.last, item.type) for item in got] != expected:  # then it must be as good
        assert abs(_score(values, got) - score) < 1e-6
    assert all(0 <= item.score <= 1 + 1e-9 for item in got)


def _score(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]], spans: list[Tagged]) -> float:
    tags = ["O"] * len(values)
    for item in spans:
        if item.first == item.last:
            tags[item.first] = f"S-{item.type}"
        else:
            for at in range(item.first, item.last + 1):
                tags[at] = f"I-{item.type}"
            tags[item.first], tags[item.last] = f"B-{item.type}", f"E-{item.type}"
    return float(sum(values[at, LABELS.index(tag)] for at, tag in enumerate(tags)))
