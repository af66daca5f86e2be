"""Which words of a text mean what an attack is made of, in any language of the lexicon (data/attacks/concepts.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from spro.detection.attacks.fold import plain
from spro.errors import ConfigurationError

__all__ = ["Hit", "Lexicon", "load_concepts"]

_UNSPACED: Final = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SPACES: Final = re.compile(r"\s+")
_ARABIC: Final = re.compile("[\u0600-\u06ff]")
# Words that Arabic writes together with the next: and, so, by, to, like, the.
_ATTACHED: Final = re.compile("(?<![\u0600-\u06ff])[\u0648\u0641\u0628\u0644\u0643\u06a9]{0,2}(?:\u0627\u0644)?$")
_ATTACHED_MOST: Final = 4


class Hit(NamedTuple):
    """A word that has a meaning; offsets into the folded text."""

    start: int
    end: int
    concept: str


class _Entry(NamedTuple):
    concepts: tuple[str, ...]
    beginning: tuple[str, ...]  # concepts for which more letters may follow
    anywhere: bool


def load_concepts(text: str) -> dict[str, tuple[str, ...]]:
    """The lexicon's words by concept.

    Raises:
        ConfigurationError: the file is malformed.
    """
    try:
        table: Mapping[str, Any] = tomllib.loads(text)["concept"]
        return {name: tuple(str(word) for word in words) for name, words in table.items()}
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError):
        raise ConfigurationError("the attack lexicon is malformed") from None


class Lexicon:
    """Finds concepts in folded text, all words in one Aho-Corasick pass."""

    def __init__(self, concepts: Mapping[str, Sequence[str]]) -> None:
        import ahocorasick_rs

        table: dict[str, tuple[set[str], set[str]]] = {}
        for concept, words in concepts.items():
            for word in words:
                literal = _SPACES.sub(" ", plain(word.removesuffix("*"))).strip()
                if literal:
                    table.setdefault(literal, (set(), set()))[word.endswith("*")].add(concept)
        literals = sorted(table)
        self.names = tuple(concepts)
        self._entries = [
            _Entry(
                tuple(sorted(table[literal][0] | table[literal][1])),
                tuple(sorted(table[literal][1])),
                _UNSPACED.search(literal) is not None,
            )
            for literal in literals
        ]
        self._automaton = ahocorasick_rs.AhoCorasick(literals)

    def find(self, text: str, *, joined: bool = False) -> list[Hit]:
        """Hits by position, longer ones first. ``joined``: the text has no word boundaries."""
        if "\n" in text or "\t" in text or "  " in text:
            # Same length, so that offsets stay: runs of spaces inside a phrase are rare and may be missed.
            text = text.replace("\n", " ").replace("\t", " ").replace("\r", " ")
        hits: list[Hit] = []
        entries, size = self._entries, len(text)
        for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            entry = entries[number]
            concepts = entry.concepts
            if not entry.anywhere:
                if joined:
                    if end - start <= _ATTACHED_MOST:
                        continue
                else:
                    if start and text[start - 1].isalnum() and text[start].isalnum() and not _attached(text, start):
                        continue
                    if end < size and text[end].isalnum() and text[end - 1].isalnum():
                        concepts = entry.beginning
            hits.extend(Hit(start, end, concept) for concept in concepts)
        hits.sort(key=lambda hit: (hit.start, -hit.end))
        return hits


def _attached(text: str, start: int) -> bool:
    if _ARABIC.match(text, start) is None:
        return False
    return _ATTACHED.search(text[max(0, start - _ATTACHED_MOST - 1) : start]) is not None
