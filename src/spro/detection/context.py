"""Which words stand near a candidate. A label such as `SSN:` turns nine digits into an identifier.

Context entries of a rule come in three forms: a word or phrase (``social security``), the beginning of a word
(``rentenversicherung*``, for languages that compound or inflect), and, in scripts written without spaces, any
substring. All are compared after case folding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

__all__ = ["ContextWords", "Neighbourhood"]

_WORD = re.compile(r"[^\W_]+")
# camelCase identifiers are several words: `customerPhone` is a phone's label.
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
# Han, kana, Hangul, Thai, Lao, Khmer, Myanmar: no spaces between words, so a word list would find nothing.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_PHRASE_WORDS: Final = 4


class Neighbourhood:
    """The words around one candidate, worked out once for all rules that ask."""

    __slots__ = ("folded", "words")

    def __init__(self, before: str, after: str) -> None:
        near = f"{before} \n {after}"
        split = _HUMP.sub(" ", near)
        self.folded = near.casefold()
        listed = _WORD.findall(split.casefold())
        words = set(listed)
        for size in range(2, _PHRASE_WORDS + 1):
            words.update(map(" ".join, zip(*(listed[i:] for i in range(size)), strict=False)))
        if split is not near:
            words.update(_WORD.findall(self.folded))
        self.words = words


class ContextWords:
    """The context words of a rule, ready for comparison."""

    __slots__ = ("_prefixes", "_substrings", "_words")

    def __init__(self, entries: Iterable[str]) -> None:
        words, prefixes, substrings = set(), [], []
        for entry in entries:
            folded = entry.casefold()
            if _UNSPACED.search(folded):
                substrings.append(folded.rstrip("*"))
            elif folded.endswith("*"):
                prefixes.append(folded[:-1])
            else:
                words.add(" ".join(_WORD.findall(folded)))
        self._words = frozenset(words)
        self._prefixes = tuple(prefixes)
        self._substrings = tuple(substrings)

    def __bool__(self) -> bool:
        return bool(self._words or self._prefixes or self._substrings)

    def near(self, place: Neighbourhood) -> bool:
        """Whether any of these words stands near."""
        if not self._words.isdisjoint(place.words):
            return True
        if self._prefixes and any(word.startswith(self._prefixes) for word in place.words):
            return True
        return any(part in place.folded for part in self._substrings)
