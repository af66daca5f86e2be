"""One token per character, for the expert of the scripts of which the word pieces know only letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from spro.detection.names.wordpiece import Encoding

__all__ = ["Characters"]


_LINE_END: Final = {"\\n": "\n"}


class Characters:
    r"""Splits text into characters, compatibility forms folded (NFKC) where they stay one character.

    Args:
        vocabulary: characters in the order of their ids, after [PAD], [UNK], [CLS] and [SEP]; ``\n`` is a line's end.
    """

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._ids = {_LINE_END.get(sign, sign): number for number, sign in enumerate(vocabulary)}
        self._unknown = self._ids["[UNK]"]

    def encode(self, text: str) -> Encoding:
        """A token for every character of ``text``."""
        count = len(text)
        ids = [self._ids.get(sign, self._unknown) for sign in self.folded(text)]
        places = list(range(count))
        return Encoding(ids, places, list(range(1, count + 1)), [0] * count, places)

    @staticmethod
    def folded(text: str) -> list[str]:
        """The characters as the vocabulary has them."""
        return [_folded(sign) for sign in text]


@lru_cache(8192)
def _folded(sign: str) -> str:
    folded = unicodedata.normalize("NFKC", sign)
    if len(folded) != 1:
        return sign
    return " " if folded.isspace() and folded != "\n" else folded
