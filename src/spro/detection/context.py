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
_HUMP = re.compile(r"[a-z0-9](?=[A-Z])")
# Han, kana, Hangul, Thai, Lao, Khmer, Myanmar: no spaces between words, so a word list would find nothing.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_EDGE: Final = "\n"


class Neighbourhood:
    """The words around one candidate, worked out once for all rules that ask.

    ``words`` holds single words, ``joined`` all of them in order for phrases, ``folded`` the text itself for scripts
    without spaces.
    """

    __slots__ = ("folded", "joined", "words")

    def __init__(self, before: str, after: str) -> None:
        near = f"{before} {_EDGE} {after}"
        self.folded = folded = near.casefold()
        listed = _WORD.findall(folded)
        self.words = set(listed)
        if folded != near and _HUMP.search(near):
            split = _WORD.findall(_HUMP.sub(r"\g<0> ", near).casefold())
            self.words.update(split)
            listed = [*split, _EDGE, *listed]
        # A phrase must not reach over the value, nor over its own beginning: the edge is no word.
        self.joined = f" {' '.join(listed)} "


class ContextWords:
    """The context words of a rule, ready for comparison."""

    __slots__ = ("_parts", "_substrings", "_words")

    def __init__(self, entries: Iterable[str]) -> None:
        words, parts, substrings = set(), [], []
        for entry in entries:
            folded = entry.casefold()
            listed = _WORD.findall(folded)
            if _UNSPACED.search(folded):
                substrings.append(folded.rstrip("*"))
            elif folded.endswith("*"):
                parts.append(" " + " ".join(listed))
            elif len(listed) == 1:
                words.add(listed[0])
            else:
                parts.append(f" {' '.join(listed)} ")
        self._words = frozenset(words)
        self._parts = tuple(parts)
        self._substrings = tuple(substrings)

    def __bool__(self) -> bool:
        return bool(self._words or self._parts or self._substrings)

    def near(self, place: Neighbourhood) -> bool:
        """Whether any of these words stands near."""
        if not self._words.isdisjoint(place.words):
            return True
        joined, folded = place.joined, place.folded
        for part in self._parts:
            if part in joined:
                return True
        # Unspaced scripts need a character beyond ASCII in the text.
        return not folded.isascii() and any(part in folded for part in self._substrings)
