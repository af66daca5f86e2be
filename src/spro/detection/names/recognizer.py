"""The names recognizer: routes text to the experts of its scripts and turns what they say into findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from threading import Lock
from typing import Final

from spro.detection.names.expert import Expert, ModelSettings, Span
from spro.detection.names.gate import parts
from spro.detection.names.spans import mentions, tidied
from spro.model import Finding

__all__ = ["NamesRecognizer"]

_RULE: Final = "names-model"
_PROOF: Final = "model"
# A model is never as sure as a check digit.
_MOST: Final = 0.9
_USUAL: Final = 0.55
# One person that is surely there makes others likely.
_SURE: Final = 0.95
_SCRIPTS: Final = {
    "Cyrillic": "\u0400-\u052f",
    "Greek": "\u0370-\u03ff\u1f00-\u1fff",
    "Arabic": "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff",
    "Devanagari": "\u0900-\u097f",
    "Han": "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff",
    "Hiragana": "\u3040-\u309f",
    "Katakana": "\u30a0-\u30ff",
    "Hangul": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af",
    "Latin": "A-Za-z\u00aa\u00b5\u00ba\u00c0-\u024f\u1e00-\u1eff",
}


class NamesRecognizer:
    """Finds people, places, organisations, addresses and ids by the sense of the sentence.

    Args:
        experts: scripts that an expert reads -> how to load it. It is loaded when a text first needs it.
    """

    def __init__(self, experts: Mapping[tuple[str, ...], Callable[[], Expert]]) -> None:
        self._experts = [(_any_of(scripts), _Lazy(load)) for scripts, load in experts.items()]

    def find(self, text: str, floor: float) -> list[Finding]:
        """Findings with offsets into ``text``; scores up to 0.9."""
        found: list[Finding] = []
        for letters, lazy in self._experts:
            if letters.search(text):
                expert = lazy.expert
                read = [
                    span._replace(start=span.start + start, end=span.end + start)
                    for start, end in parts(text)
                    if letters.search(text, start, end)
                    for span in expert.spans(text[start:end])
                ]
                believed = _believed(tidied(text, read), expert.settings)
                found += map(_finding, [*believed, *mentions(text, believed)])
        return [item for item in found if item.score >= floor]


class _Lazy:
    """Loads its expert once, whichever thread asks first."""

    def __init__(self, load: Callable[[], Expert]) -> None:
        self._load = load
        self._lock = Lock()
        self._expert: Expert | None = None

    @property
    def expert(self) -> Expert:
        if self._expert is None:
            with self._lock:
                if self._expert is None:
                    self._expert = self._load()
        return self._expert


def _believed(spans: Sequence[Span], settings: ModelSettings) -> list[Span]:
    sure = {span.type for span in spans if span.score >= _SURE}
    found = []
    for span in spans:
        threshold = settings.thresholds.get(span.type, _USUAL)
        if span.type not in sure:
            threshold = settings.alone.get(span.type, threshold)
        if span.score >= threshold:
            found.append(span)
    return found


def _any_of(scripts: Sequence[str]) -> re.Pattern[str]:
    return re.compile(f"[{''.join(_SCRIPTS[script] for script in scripts)}]")


def _finding(span: Span) -> Finding:
    return Finding(span.start, span.end, span.type, round(_MOST * span.score, 3), "", _RULE, _PROOF)
