"""Part of DETECT: source code in a prompt, fenced or not, one finding for each block.

Fences are read as Markdown reads them. Outside them each line gets log-odds of being code (`code_lines.py`), and the
likeliest course of code and prose over all lines (Viterbi) gives the blocks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import exp
from typing import Final, NamedTuple

from spro.detection import code_weights
from spro.detection.code_language import named
from spro.detection.code_lines import LONGEST, line_score
from spro.model import Finding

__all__ = ["CodeRecognizer"]

_FENCE: Final = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,3}[.)])[ \t]+)?(`{3,}|~{3,})[ \t]*([^`\n]*)$")
_SIGNS: Final = ("{", "}", "=", ";", "_", "<", ">", "()", "`", "$", "#", "\\", "|", "):", "[", "\n  ", "\n\t", "~~~", "@", "(")
_WEIGHTS: Final = {k: int(v) / 100 for k, _, v in (row.partition("\t") for row in code_weights.LINES.split("\n"))}
_SWITCH: Final = 3.0
_CLOSED: Final = 1e9
_SURE: Final = 6.0


class _Fence(NamedTuple):
    """Lines of a fenced block; ``first`` is the opening fence, ``last`` the closing one or the number of lines."""

    first: int
    last: int
    language: str | None
    closed: bool


class CodeRecognizer:
    """Finds SOURCE_CODE; the subtype is the language. Holds nothing: one may serve all threads."""

    def find(self, text: str, floor: float) -> list[Finding]:
        """Disjoint findings by position, of at least ``floor``."""
        if not any(sign in text for sign in _SIGNS):
            return []
        lines = text.split("\n")
        starts = [0]
        for line in lines:
            starts.append(starts[-1] + len(line) + 1)
        scores = [line_score(line, _WEIGHTS, code_weights.BIAS) for line in lines]
        blocks: list[tuple[int, int, str, float]] = []
        for fence in _fences(lines) if "```" in text or "~~~" in text else ():
            for index in (fence.first, fence.last):
                if index < len(lines):
                    scores[index] = -_CLOSED
            if fence.language and fence.closed:
                scores[fence.first : fence.last] = [-_CLOSED] * (fence.last - fence.first)
                blocks.append((fence.first + 1, fence.last, fence.language, 0.97))
            elif fence.language is not None:
                for index in range(fence.first + 1, fence.last):
                    scores[index] += 1.0
        for first, last in _runs(scores):
            total = sum(scores[first:last])
            filled = sum(1 for line in lines[first:last] if line.strip())
            if filled > 1 or total > _SURE:
                blocks.append((first, last, "", 1 / (1 + exp(-min(total, 30) / 3))))
        found = []
        for first, last, language, score in sorted(blocks):
            while first < last and not lines[first].strip():
                first += 1
            while first < last and not lines[last - 1].strip():
                last -= 1
            if first < last and score >= floor:
                end = starts[last] - 1 - (lines[last - 1][-1] == "\r")
                found.append(Finding(starts[first], end, "SOURCE_CODE", score, language, "code", "model"))
        return found


def _fences(lines: Sequence[str]) -> list[_Fence]:
    found = []
    mark, first, language = "", 0, ""
    for index, line in enumerate(lines):
        if "```" not in line and "~~~" not in line or len(line) > LONGEST:
            continue
        match = _FENCE.match(line)
        if not match:
            continue
        if not mark:
            said = named(match[2])
            mark, first, language = match[1], index, said
        elif match[1].startswith(mark) and not match[2].strip():
            found.append(_Fence(first, index, language, closed=True))
            mark = ""
    if mark:
        found.append(_Fence(first, len(lines), language, closed=False))
    return found


def _runs(scores: Sequence[float]) -> list[tuple[int, int]]:
    """Half-open ranges of lines that the likeliest course calls code."""
    prose, code = 0.0, -_SWITCH
    back: list[tuple[bool, bool]] = []
    for score in scores:
        stay, enter = code >= prose - _SWITCH, code - _SWITCH > prose
        back.append((stay, enter))
        prose, code = max(prose, code - _SWITCH), max(code, prose - _SWITCH) + score
    state = code > prose
    runs = []
    end = len(scores) if state else 0
    for index in range(len(scores) - 1, -1, -1):
        stay, enter = back[index]
        before = stay if state else enter
        if state and not before:
            runs.append((index, end))
        elif before and not state:
            end = index
        state = before
    if state:
        runs.append((0, end))
    return runs[::-1]
