"""Rows to arrays: word pieces, letter cases, tags, and what a row's source says nothing about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np

from spro.detection.names.wordpiece import WordPiece
from training.names.templates import Row
from training.names.values import LABELS

__all__ = ["TAGS", "UNKNOWN", "Example", "batches", "examples", "silent_tags", "tags_of"]

# BIOES: where an entity begins, goes on, ends, or is a single piece.
TAGS: Final = ("O", *(f"{place}-{label}" for label in LABELS for place in "BIES"))
UNKNOWN: Final = -1
_LONGEST: Final = 190
_CLS, _SEP = 2, 3
_NUMBER: Final = {tag: number for number, tag in enumerate(TAGS)}


@dataclass(frozen=True)
class Example:
    """One window of a row.

    ``tags`` holds UNKNOWN where nothing is to be learned; ``silent`` marks the tags that an O here may stand for.
    """

    ids: np.ndarray[Any, Any]
    cases: np.ndarray[Any, Any]
    tags: np.ndarray[Any, Any]
    silent: np.ndarray[Any, Any]


def examples(rows: Sequence[Row], pieces: WordPiece) -> Iterator[Example]:
    """Windows of at most 192 tokens with [CLS] and [SEP]."""
    for row in rows:
        encoded = pieces.encode(row.text)
        tags = tags_of(row, encoded.starts, encoded.ends)
        for start in range(0, len(tags), _LONGEST):
            part = slice(start, start + _LONGEST)
            yield Example(
                np.array([_CLS, *encoded.ids[part], _SEP], dtype=np.int32),
                np.array([0, *encoded.cases[part], 0], dtype=np.int8),
                np.array([UNKNOWN, *tags[part], UNKNOWN], dtype=np.int16),
                silent_tags(row.known),
            )


@cache
def silent_tags(known: tuple[str, ...]) -> np.ndarray[Any, Any]:
    """The tags that a source marking only ``known`` types says nothing about (none if it marks all: empty)."""
    return np.array([bool(known) and tag != "O" and tag[2:] not in known for tag in TAGS], dtype=bool)


def tags_of(row: Row, starts: Sequence[int], ends: Sequence[int]) -> list[int]:
    """BIOES tag numbers of the tokens at these places; UNKNOWN inside spans of a type nobody learns."""
    tags = [0] * len(starts)
    at = 0
    for start, end, label in sorted(row.spans):
        while at < len(starts) and ends[at] <= start:
            at += 1
        first = at
        while at < len(starts) and starts[at] < end:
            at += 1
        if label == "?":
            tags[first:at] = [UNKNOWN] * (at - first)
        elif at - first == 1:
            tags[first] = _NUMBER[f"S-{label}"]
        elif at > first:
            inside = [_NUMBER[f"I-{label}"]] * (at - first - 2)
            tags[first:at] = [_NUMBER[f"B-{label}"], *inside, _NUMBER[f"E-{label}"]]
    return tags


def batches(found: Sequence[Example], seed: int, rows: int = 32, tokens: int = 2560) -> list[list[int]]:
    """Indices of examples of like length, shuffled; at most ``rows`` rows and ``tokens`` tokens with padding."""
    rng = np.random.default_rng(seed)
    lengths = np.array([len(item.ids) for item in found]) + rng.random(len(found)) * 8
    made: list[list[int]] = [[]]
    for index in np.argsort(lengths):
        batch = made[-1]
        longest = int(lengths[index]) + 1
        if len(batch) == rows or (len(batch) + 1) * longest > tokens:
            made.append([])
        made[-1].append(int(index))
    order = rng.permutation(len(made))
    return [made[number] for number in order if made[number]]
