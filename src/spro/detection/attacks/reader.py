"""The reader: a small transformer that is asked about the few passages of which the linear expert is unsure.

MiniLM (Wang et al. 2020), its first four layers, with a smaller vocabulary and a mean-pooled head, in int8. It sees a
passage with what stands around it, and says how likely it is that somebody attacks a model there. Made by
`python -m training.attacks.encoder`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np

from spro.detection.attacks.expert import Window, logit, probability
from spro.detection.names.wordpiece import WordPiece
from spro.errors import ConfigurationError

__all__ = ["REGION", "TOKENS", "Reader", "Weighing", "cut", "doubtful", "legible", "region"]

REGION: Final = 80
"""Words that are read together."""
TOKENS: Final = 128
"""Word pieces of them at most, with [CLS] and [SEP]."""
_MOST: Final = 3  # regions of a text that are read
_WORD: Final = re.compile(r"[^\W\d_]+")
# None of them is a usual word of another language in Latin letters.
_ENGLISH: Final = """the to of and you your with this that are be it its my from what which how can please will would
    should now or if any not have has i all by is was were they their there here who when then than into about out up"""
_FUNCTION_WORDS: Final = frozenset(_ENGLISH.split())
_FUNCTION_WORDS_SHARE: Final = 8  # one in so many


def region(runs: Sequence[tuple[int, int]], begin: int, end: int) -> tuple[int, int]:
    """A window with sentences around it, as word numbers: up to `REGION` words, as many before as after.

    Args:
        runs: all sentences.
        begin: the window's first word, which begins a sentence.
        end: where it ends, with a sentence.
    """
    first = next(number for number, (_, stop) in enumerate(runs) if stop > begin)
    last = next(number for number in range(len(runs) - 1, -1, -1) if runs[number][0] < end)
    grown = True
    while grown:
        grown = False
        if last + 1 < len(runs) and runs[last + 1][1] - runs[first][0] <= REGION:
            last, grown = last + 1, True
        if first and runs[last][1] - runs[first - 1][0] <= REGION:
            first, grown = first - 1, True
    return runs[first][0], runs[last][1]


def cut(pieces: Sequence[int], vocabulary: Sequence[str]) -> list[int]:
    """Word pieces as the model takes them; of a long passage the middle is left out."""
    room = TOKENS - 2
    kept = pieces if len(pieces) <= room else [*pieces[: room // 2], *pieces[-(room - room // 2) :]]
    return [vocabulary.index("[CLS]"), *kept, vocabulary.index("[SEP]")]


@dataclass(frozen=True, slots=True)
class Weighing:
    """When the reader is asked, and what its answer counts beside the linear expert's.

    ``said`` and ``brought`` are added to the sum: for what users say, and for what they bring along.
    """

    low: float
    high: float
    linear: float
    reader: float
    said: float
    brought: float

    @classmethod
    def of(cls, settings: str) -> Weighing:
        """From `reader.json`.

        Raises:
            ConfigurationError: the file is broken.
        """
        try:
            values = json.loads(settings)
            return cls(*[float(values[item.name]) for item in fields(cls)])
        except (ValueError, KeyError, TypeError):
            raise ConfigurationError("the settings of the attack reader are broken") from None


class Reader:
    """The model in ONNX Runtime. Safe to share between threads.

    Args:
        weighing: see `Weighing`.
        vocabulary: the lines of `vocab.txt`.
        model: the bytes of `reader.onnx`.
    """

    def __init__(self, weighing: Weighing, vocabulary: Sequence[str], model: bytes) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        self.weighing = weighing
        self._vocabulary = vocabulary
        self._tokenizer = WordPiece(vocabulary)
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def judge(self, text: str, source: str) -> float:
        """A logit. ``source``: ``u`` for what users say, ``d`` for what they bring along."""
        ids = np.array([cut(self._tokenizer.encode(text).ids, self._vocabulary)], dtype=np.int64)
        feed: dict[str, Any] = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.full_like(ids, source == "d"),
        }
        (logit,) = self._session.run(None, feed)
        return float(logit[0])

    def reread(
        self,
        judged: Sequence[Window],
        runs: Sequence[tuple[int, int]],
        passage: Callable[[int, int], str],
        source: str,
    ) -> list[Window]:
        """The expert's windows, those around its doubts judged together with the reader.

        Args:
            judged: windows with the expert's scores.
            runs: sentences.
            passage: the text between two words (numbers, end exclusive).
            source: see `judge`.
        """
        weighing, changed = self.weighing, list(judged)
        for begin, end in doubtful(judged, runs, weighing.low, weighing.high):
            text = passage(begin, end)
            if not legible(text):
                continue
            shift = weighing.said if source == "u" else weighing.brought
            said = weighing.reader * self.judge(text, source) + shift
            for number, window in enumerate(judged):
                if begin <= window.begin and window.end <= end:
                    total = weighing.linear * _bounded(window.score) + said
                    changed[number] = window._replace(score=probability(total))
        return changed


def doubtful(
    judged: Sequence[Window], runs: Sequence[tuple[int, int]], low: float = 0.0, high: float = 1.0
) -> list[tuple[int, int]]:
    """Regions around the strongest windows that are neither clear one way nor the other; none overlaps another."""
    found: list[tuple[int, int]] = []
    for window in sorted(judged, key=lambda item: -item.score):
        if window.score < low or len(found) == _MOST:
            break
        begin, end = region(runs, window.begin, window.end)
        if window.score <= high and all(end <= first or begin >= last for first, last in found):
            found.append((begin, end))
    return found


def legible(text: str) -> bool:
    """Whether the reader knows the language: it learned English, whose function words are every third to fifth word."""
    words = _WORD.findall(text.lower())
    return _FUNCTION_WORDS_SHARE * sum(word in _FUNCTION_WORDS for word in words) >= len(words)


def _bounded(score: float) -> float:
    """The logit of a score, none of them endless."""
    return logit(min(max(score, 1e-9), 1 - 1e-9))
