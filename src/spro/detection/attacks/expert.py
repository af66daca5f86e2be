"""The expert: a linear model over local features, asked for every run of a few sentences.

Made by `python -m training.attacks`. Weights are whole numbers of one byte in a table of hashed features, so scoring is
additions and needs no library.
"""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Any, Final, NamedTuple

from spro.detection.attacks.concepts import Hit
from spro.detection.attacks.units import BITS, Hashed, Token, hashed, numbered, of_concepts, of_neighbours, of_word
from spro.errors import ConfigurationError

__all__ = ["WINDOWS", "Expert", "Window", "pack", "probability", "windows"]

WINDOWS: Final = (1, 2, 3, 5)
"""Sentences that are judged together."""
_CACHED: Final = 1 << 15
_SHORTEST: Final = 8  # words; shorter windows are judged as if they had so many


class Window(NamedTuple):
    """A run of words (numbers, end exclusive) and how likely it is an attack."""

    begin: int
    end: int
    score: float


def windows(runs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Every run of a few neighbouring sentences, as word numbers."""
    count = len(runs)
    made = []
    for size in WINDOWS:
        if size > count and size > 1:
            break
        made += [(runs[first][0], runs[first + size - 1][1]) for first in range(count - size + 1)]
    if count and count not in WINDOWS and count < WINDOWS[-1]:
        made.append((runs[0][0], runs[-1][1]))
    return made


class Expert:
    """Weights, and how their sum becomes a probability. Safe to share between threads.

    Args:
        table: the weights, one byte each.
        scale: what one of their units is worth.
        bias: added to the sum.
        slope: of the calibration.
        shift: of the calibration.
        crowd: what each doubling of the windows of a text takes from their scores.
    """

    def __init__(self, table: bytes, scale: float, bias: float, slope: float, shift: float, crowd: float) -> None:
        self._weights = [weight if weight < 128 else weight - 256 for weight in table]
        self._scale, self._bias, self._slope, self._shift, self._crowd = scale, bias, slope, shift, crowd
        self._word = lru_cache(_CACHED)(self._known)

    @classmethod
    def of(cls, settings: str, packed: bytes) -> Expert:
        """From what `pack` made.

        Raises:
            ConfigurationError: the files are broken.
        """
        try:
            values: dict[str, Any] = json.loads(settings)
            table = zlib.decompress(packed)
            numbers = [float(values[name]) for name in ("scale", "bias", "slope", "shift", "crowd")]
            fits = len(table) == 1 << BITS and values["bits"] == BITS
        except (ValueError, KeyError, TypeError, zlib.error):
            fits = False
        if not fits:
            raise ConfigurationError("the weights of the attack expert are broken")
        return cls(table, *numbers)

    def _known(self, word: str) -> tuple[int, Hashed]:
        """The weight of a word by itself, and what numbers its features with others: words repeat."""
        return sum(self._weights[numbered(name)] for name in of_word(word)), hashed(word)

    def judge(
        self, words: Sequence[Token], hits: Sequence[Hit], runs: Sequence[tuple[int, int]], source: str
    ) -> list[Window]:
        """A score in [0, 1] for each window.

        Args:
            words: of the text.
            hits: its meanings.
            runs: its sentences.
            source: ``u`` for what users say, ``d`` for what they bring along.
        """
        weights, known, number_of = self._weights, self._word, of_neighbours
        sums = [0]
        earlier = before = hashed("^")
        for word, _, _ in words:
            weight, here = known(word)
            for feature in number_of(earlier, before, here):
                weight += weights[feature]
            sums.append(weight)
            earlier, before = before, here
        for number, name in of_concepts(words, hits, source):
            sums[number + 1] += weights[numbered(name)]
        sums = list(accumulate(sums))
        spans = windows(runs)
        shift = self._shift + self._slope * (self._bias - self._crowd * math.log2(max(1, len(spans))))
        steep = self._slope * self._scale
        return [
            Window(
                begin,
                end,
                probability(steep * (sums[end] - sums[begin]) / math.sqrt(max(_SHORTEST, end - begin)) + shift),
            )
            for begin, end in spans
        ]


def pack(weights: Sequence[float], bias: float, slope: float, shift: float, crowd: float) -> tuple[str, bytes]:
    """Settings (JSON) and weights as files."""
    most = max(map(abs, weights)) or 1.0
    scale = most / 127
    table = bytes(round(weight / scale) & 0xFF for weight in weights)
    settings = {"bits": BITS, "scale": scale, "bias": bias, "slope": slope, "shift": shift, "crowd": crowd}
    return json.dumps(settings, indent=1) + "\n", zlib.compress(table, 9)


def probability(logit: float) -> float:
    """The logistic function."""
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, logit))))
