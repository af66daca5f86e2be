"""The expert: a linear model over local features, asked for every run of a few sentences.

Made by `python -m training.attacks`. Weights are whole numbers of one byte in a table of hashed features, so scoring is
additions and needs no library.
"""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from spro.detection.attacks.units import BITS
from spro.errors import ConfigurationError

__all__ = ["WINDOWS", "Expert", "Window", "pack", "windows"]

WINDOWS: Final = (1, 2, 3, 5)
"""Sentences that are judged together."""
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


@dataclass(frozen=True, slots=True)
class Expert:
    """Weights, and how their sum becomes a probability."""

    table: bytes
    scale: float
    bias: float
    slope: float
    shift: float
    crowd: float  # what each doubling of the windows of a text takes from their scores

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

    def judge(self, found: Iterable[tuple[int, int]], runs: Sequence[tuple[int, int]], words: int) -> list[Window]:
        """A score in [0, 1] for each window.

        Args:
            found: features, as `units.features` gives them.
            runs: sentences.
            words: how many there are.
        """
        table = self.table
        sums = [0] * (words + 1)
        for number, feature in found:
            weight = table[feature]
            if weight:
                sums[number + 1] += weight if weight < 128 else weight - 256
        for number in range(words):
            sums[number + 1] += sums[number]
        spans = windows(runs)
        crowd = self.crowd * math.log2(max(1, len(spans)))
        judged = []
        for begin, end in spans:
            total = (sums[end] - sums[begin]) * self.scale / math.sqrt(max(_SHORTEST, end - begin)) + self.bias
            judged.append(Window(begin, end, _probability(self.slope * (total - crowd) + self.shift)))
        return judged


def pack(weights: Sequence[float], bias: float, slope: float, shift: float, crowd: float) -> tuple[str, bytes]:
    """Settings (JSON) and weights as files."""
    most = max(map(abs, weights)) or 1.0
    scale = most / 127
    table = bytes(round(weight / scale) & 0xFF for weight in weights)
    settings = {"bits": BITS, "scale": scale, "bias": bias, "slope": slope, "shift": shift, "crowd": crowd}
    return json.dumps(settings, indent=1) + "\n", zlib.compress(table, 9)


def _probability(logit: float) -> float:
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, logit))))
