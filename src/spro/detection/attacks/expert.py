"""The expert: a linear model over local features, asked for every run of a few sentences.

Made by `python -m training.attacks`. Weights are whole numbers of one byte in a table of hashed features, so scoring is
additions and needs no library.
"""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any, Final, NamedTuple

from spro.detection.attacks.concepts import Hit
from spro.detection.attacks.units import BITS, MASK, Token, hashed, of_concepts
from spro.errors import ConfigurationError

__all__ = ["SOURCES", "WINDOWS", "Expert", "Scaling", "Window", "logit", "pack", "probability", "windows"]

SOURCES: Final = ("u", "d")
WINDOWS: Final = (1, 2, 3, 5)
"""Sentences that are judged together."""
_CACHED: Final = 1 << 15
_SHORTEST: Final = 8  # words; shorter windows are judged as if they had so many


class Scaling(NamedTuple):
    """What one unit of a weight is worth, what is added to the sum, and slope and shift of the calibration."""

    scale: float
    bias: float
    slope: float
    shift: float


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


class _Known(dict[str, tuple[int, int, int, int, int, int, int]]):
    """Word -> its weight by itself, and what numbers its features with others: words repeat."""

    def __init__(self, weights: Sequence[int]) -> None:
        super().__init__()
        self.weights = weights

    def __missing__(self, word: str) -> tuple[int, int, int, int, int, int, int]:
        own, *numbers = hashed(word)
        first, middle, earlier, last, stem_first, stem = numbers
        found = sum(self.weights[number] for number in own), first, middle, earlier, last, stem_first, stem
        if len(self) >= _CACHED:
            self.clear()
        self[word] = found
        return found


class Expert:
    """Weights for each source, and how their sum becomes a probability. Safe to share between threads.

    Sources are ``u``, what users say, and ``d``, what they bring along: an order to the model is suspect in a document
    and the rule in a prompt, so each has weights of its own.

    Args:
        tables: the weights by source, one byte each.
        settings: by source, see `Scaling`.
        crowd: what each doubling of the windows of a text takes from their scores.
    """

    def __init__(self, tables: Mapping[str, bytes], settings: Mapping[str, Scaling], crowd: float) -> None:
        self._known = {
            kind: _Known([weight if weight < 128 else weight - 256 for weight in table])
            for kind, table in tables.items()
        }
        self._settings, self._crowd = settings, crowd

    @classmethod
    def of(cls, settings: str, packed: bytes) -> Expert:
        """From what `pack` made.

        Raises:
            ConfigurationError: the files are broken.
        """
        try:
            values: dict[str, Any] = json.loads(settings)
            table = zlib.decompress(packed)
            crowd = float(values["crowd"])
            scalings = {kind: Scaling(*[float(values[kind][name]) for name in Scaling._fields]) for kind in SOURCES}
            size = 1 << BITS
            fits = len(table) == size * len(SOURCES) and values["bits"] == BITS
        except (ValueError, KeyError, TypeError, zlib.error):
            fits = False
        if not fits:
            raise ConfigurationError("the weights of the attack expert are broken")
        tables = {kind: table[size * number : size * (number + 1)] for number, kind in enumerate(SOURCES)}
        return cls(tables, scalings, crowd)

    def judge(
        self,
        words: Sequence[Token],
        hits: Sequence[Hit],
        runs: Sequence[tuple[int, int]],
        source: str,
        least: float = 0.0,
    ) -> list[Window]:
        """A score in [0, 1] for each window that has at least the ``least``.

        Args:
            words: of the text.
            hits: its meanings.
            runs: its sentences.
            source: ``u`` for what users say, ``d`` for what they bring along.
            least: what a window must reach to be returned.
        """
        known, mask = self._known[source], MASK
        weights = known.weights
        sums = [0]
        _, first, middle, earlier, _, stem_first, _ = known["^"]
        before = earlier
        for word, _, _ in words:
            weight, next_first, next_middle, next_earlier, last, next_stem, stem = known[word]
            weight += weights[first + last & mask] + weights[before + middle + last & mask]
            if stem:
                weight += weights[stem_first + stem & mask]
            sums.append(weight)
            before, earlier = earlier, next_earlier
            first, middle, stem_first = next_first, next_middle, next_stem
        for number, feature in of_concepts(words, hits, runs, source):
            sums[number + 1] += weights[feature]
        sums = list(accumulate(sums))
        spans = windows(runs)
        scale, bias, slope, shift = self._settings[source]
        shift += slope * (bias - self._crowd * math.log2(max(1, len(spans))))
        steep, lowest = slope * scale, logit(least)
        out = []
        for begin, end in spans:
            length = end - begin
            said = steep * (sums[end] - sums[begin]) / math.sqrt(max(_SHORTEST, length)) + shift
            if said >= lowest:
                out.append(Window(begin, end, probability(said)))
        return out


def pack(weights: Mapping[str, Sequence[float]], settings: Mapping[str, Scaling], crowd: float) -> tuple[str, bytes]:
    """Settings (JSON) and weights as files. The scale of ``settings`` is set here."""
    values: dict[str, Any] = {"bits": BITS, "crowd": crowd}
    tables = []
    for kind in SOURCES:
        scale = (max(map(abs, weights[kind])) or 1.0) / 127
        tables.append(bytes(round(weight / scale) & 0xFF for weight in weights[kind]))
        values[kind] = settings[kind]._replace(scale=scale)._asdict()
    return json.dumps(values, indent=1) + "\n", zlib.compress(b"".join(tables), 9)


def probability(logit: float) -> float:
    """The logistic function."""
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, logit))))


def logit(score: float) -> float:
    """The sum of which `probability` makes a score; 0 and 1 have none, so they stand for bounds that all sums meet."""
    if score <= 0 or score >= 1:
        return -math.inf if score <= 0 else math.inf
    return math.log(score / (1 - score))
