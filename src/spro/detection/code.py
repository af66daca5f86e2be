"""Part of DETECT: source code in a prompt, fenced or not, one finding for each block.

Fences are read as Markdown reads them (`code_fences.py`). Outside them each line gets log-odds of being code
(`code_lines.py`, `code_shapes.py`); the likeliest course of code and prose over all lines (Viterbi) gives the blocks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from math import exp
from operator import attrgetter
from typing import Final

from spro.detection import code_weights
from spro.detection.code_fences import Fence, fences
from spro.detection.code_language import classified
from spro.detection.code_lines import LONGEST, line_score
from spro.detection.code_shapes import adjust, is_data
from spro.model import Finding

__all__ = ["CodeRecognizer"]

# A text with none of these holds no code that is worth a look: `in` takes a tenth of a microsecond for each.
_SIGNS: Final = (*"{}=;_<>[$\\`", "~~~", "\n  ", "\n\t", "import ", "SELECT", "#include", "@@ -", "diff --")
_CALL: Final = re.compile(r"\((?<=\w\()")
# A long line without any of these is prose; it need not be taken apart. A comment is prose too, but in its place.
_LINE_SIGN: Final = re.compile(r"[{}=;_<>\[\]$\\`(]")
_COMMENT_SIGNS: Final = frozenset(" \t#/*-")
_LONG: Final = 60
_PROSE: Final = -8.0

_WORDS_ONLY: Final = 1.0
# Statements that consist of words.
_WORDS: Final = (
    "import package return from end module use using namespace class select delete update insert where and or join "
    "left inner group order echo export SELECT FROM WHERE AND ORDER GROUP JOIN LEFT CREATE"
)
_STATEMENTS: Final = tuple(f"{word} " for word in _WORDS.split())
_TALKING: Final = 1.2

_ITEMS: Final = code_weights.LINES.rstrip("\t").split("\t")
_WEIGHTS: Final = {name: int(value) / 100 for name, value in zip(_ITEMS[::2], _ITEMS[1::2], strict=True)}

# Tuned on training documents: what a change of state costs, after a line with text and after a blank one; how much of a
# line's log-odds counts, and at most; what every line must bring to be code, for prose taken for code annoys most.
_SWITCH: Final = 1.5
_SWITCH_BLANK: Final = 0.5
_SCALE: Final = 0.9
_MOST: Final = 5.0
_DOUBT: Final = 0.75
_SURE: Final = 4.5
# Four plain words in a row: a single line that also talks is not sure enough.
_TALK: Final = re.compile(r"(?:\b[A-Za-z][a-z']+ ){3}[a-z]")
_BREAK: Final = -1e9
_FENCED: Final = 0.97
_FIRST: Final = attrgetter("first")


class CodeRecognizer:
    """Finds SOURCE_CODE; the subtype is the language. Holds nothing of a text: one may serve all threads."""

    def find(self, text: str, floor: float) -> list[Finding]:
        """Disjoint findings by position, of at least ``floor``."""
        if not any(sign in text for sign in _SIGNS) and not _CALL.search(text):
            return []
        lines = text.split("\n")
        marked = sorted(fences(lines), key=_FIRST) if "```" in text or "~~~" in text else []
        scores = [_score(line) for line in lines]
        adjust(text, lines, scores)
        scores = [max(-_MOST, min(_MOST, score * _SCALE - _DOUBT)) if score else 0.0 for score in scores]
        stated = [fence for fence in marked if _apply(fence, scores)]
        blocks = [(fence.first + 1, fence.last, fence.language or "", _FENCED) for fence in stated]
        for run in _runs(lines, scores):
            first, last = _trimmed(lines, *run)
            fence = _around(first, marked)
            if fence and fence.closed and 2 * (last - first) >= fence.last - fence.first:
                # The writer set this apart: what is mostly code is all code.
                first, last = _trimmed(lines, fence.first + 1, fence.last)
            part = lines[first:last]
            total = sum(scores[first:last])
            sure = last - first > 1 or (total >= _SURE and not _TALK.search(part[0], 0, LONGEST))
            if sure and not is_data(part):
                blocks.append((first, last, (fence and fence.language) or classified(part), _confidence(total)))
        return _findings(lines, _outermost(blocks), floor)


def _score(line: str) -> float:
    if len(line) > _LONG and line[0] not in _COMMENT_SIGNS and not _LINE_SIGN.search(line, 0, LONGEST):
        return _PROSE
    score = line_score(line, _WEIGHTS, code_weights.BIAS)
    # Words alone may be "end" or "rewrite this": only their neighbours tell. At the edge of a block they are talk.
    if score > -_WORDS_ONLY and not line.startswith(" ") and line.replace(" ", "").isalpha():
        if " " in line and not line.startswith(_STATEMENTS):
            return min(score, _WORDS_ONLY) - _TALKING
        return min(score, _WORDS_ONLY) if " " not in line else score
    return score


def _apply(fence: Fence, scores: list[float]) -> bool:
    """Put a fence into the log-odds; True if it says itself that it holds code and where that ends."""
    for index in (fence.first, fence.last):
        if index < len(scores):
            scores[index] = _BREAK
    if fence.language is None:
        return False
    inside = range(fence.first + 1, fence.last)
    if fence.language and fence.closed:
        for index in inside:
            scores[index] = _BREAK
        return True
    for index in inside:
        scores[index] += 1.0
    return False


def _around(line: int, marked: Sequence[Fence]) -> Fence | None:
    """The fence for code that a line stands in; the inner one of two."""
    index = bisect_right(marked, line, key=_FIRST) - 1
    return marked[index] if index >= 0 and line < marked[index].last and marked[index].language is not None else None


def _confidence(total: float) -> float:
    return 1 / (1 + exp(-min(total, 30.0) / 3))


def _trimmed(lines: Sequence[str], first: int, last: int) -> tuple[int, int]:
    """The range without blank lines at its ends."""
    while first < last and not lines[first].strip():
        first += 1
    while first < last and not lines[last - 1].strip():
        last -= 1
    return first, last


def _outermost(blocks: Iterable[tuple[int, int, str, float]]) -> list[tuple[int, int, str, float]]:
    """Blocks by position without those inside another: one run of a fence may stand for all of it, a second not."""
    kept: list[tuple[int, int, str, float]] = []
    for block in sorted(set(blocks), key=lambda block: (block[0], -block[1], block[2:])):
        if not kept or block[0] >= kept[-1][1]:
            kept.append(block)
    return kept


def _findings(lines: Sequence[str], blocks: Sequence[tuple[int, int, str, float]], floor: float) -> list[Finding]:
    if not blocks:
        return []
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    found = []
    for begin, stop, language, score in blocks:
        first, last = _trimmed(lines, begin, stop)
        if first < last and score >= floor:
            end = starts[last] - 1 - lines[last - 1].endswith("\r")
            found.append(Finding(starts[first], end, "SOURCE_CODE", score, language, "code", "model"))
    return found


def _runs(lines: Sequence[str], scores: Sequence[float]) -> list[tuple[int, int]]:
    """Half-open ranges of lines that the likeliest course calls code."""
    # Code that begins or ends a text pays as after a blank line: else it would draw its introduction in.
    prose, code = 0.0, -_SWITCH_BLANK
    back: list[tuple[bool, bool]] = []
    cost = _SWITCH_BLANK
    for line, score in zip(lines, scores, strict=True):
        stay, enter = code >= prose - cost, code - cost > prose
        back.append((stay, enter))
        prose, code = code - cost if enter else prose, (code if stay else prose - cost) + score
        cost = _SWITCH if line and not line.isspace() else _SWITCH_BLANK
    state = code - _SWITCH_BLANK > prose
    runs = []
    end = len(scores)
    for index in range(len(scores) - 1, -1, -1):
        before = back[index][0] if state else back[index][1]
        before = before and index > 0
        if state and not before:
            runs.append((index, end))
        elif before and not state:
            end = index
        state = before
    return runs[::-1]
