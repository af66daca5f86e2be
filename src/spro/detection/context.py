"""Which words stand near a candidate. A label such as `SSN:` turns nine digits into an identifier.

Context entries of a rule come in three forms: a word or phrase (``social security``), the beginning of a word
(``rentenversicherung*``, for languages that compound or inflect), and, in scripts written without spaces, any
substring. Case does not matter. All entries of all rules are found in one Aho-Corasick pass over the text, and only
when a candidate asks.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from spro.detection.terms import lower

__all__ = ["Context", "ContextIndex"]

# Han, kana, Hangul, Thai, Lao, Khmer, Myanmar: no spaces between words, so a word list would find nothing.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# `social security` is also written social-security, social_security and socialSecurity.
_JOINTS: Final = (" ", "-", "_", "", ". ", "\n")
_SPACES = re.compile(r"[\s_-]+")
_NOTHING: Final[frozenset[int]] = frozenset()
_SHORT: Final = 2
# Lower-cases letters and turns all else into a gap.
_GAPS: Final = bytes(ord(chr(code).lower()) if code < 128 and chr(code).isalpha() else 32 for code in range(256))


class _Entry(NamedTuple):
    """Who asks for a literal: as a whole word, as the beginning of a word, anywhere."""

    word: set[int]
    beginning: set[int]
    anywhere: set[int]


class ContextIndex:
    """All context words of all rules.

    Args:
        wanted: number of a rule -> its entries. A number may be any int; `Context.near` answers in these numbers.
    """

    def __init__(self, wanted: Mapping[int, Iterable[str]]) -> None:
        table: dict[str, _Entry] = {}
        for number, entries in wanted.items():
            for entry in entries:
                for literal, form in _literals(entry):
                    table.setdefault(literal, _Entry(set(), set(), set()))[form].add(number)
        short = {f" {word} ": entry for word, entry in table.items() if _is_short(word)}
        self._long = _Automaton({word: entry for word, entry in table.items() if not _is_short(word)})
        self._short = _Automaton(short)

    def find(self, text: str) -> Context:
        """Where in ``text`` which rules' words stand."""
        hits: list[tuple[int, int, frozenset[int]]] = []
        for number, start, end in self._long.find(lower(text)):
            word, beginning, anywhere = self._long.owners[number]
            if start and text[start - 1].isalnum() and not _begins(text, start):
                if anywhere:
                    hits.append((start, end, anywhere))
                continue
            owners = anywhere | beginning
            if word and _begins(text, end, behind=True):
                owners = owners | word
            if owners:
                hits.append((start, end, owners))
        # Two letters are in every second word: they are looked for with the gaps around them.
        gaps = (" " + text + " ").encode("ascii", "replace").translate(_GAPS).decode("ascii")
        short = self._short
        hits.extend((start, end - 2, short.owners[number][0]) for number, start, end in short.find(gaps))
        return Context(hits)


class _Automaton:
    """Aho-Corasick over literals. ``owners`` says who asks for each: as a word, as its beginning, anywhere."""

    def __init__(self, table: Mapping[str, _Entry]) -> None:
        import ahocorasick_rs

        self.owners = [(frozenset(word), frozenset(start), frozenset(any_)) for word, start, any_ in table.values()]
        implementation = ahocorasick_rs.Implementation.DFA
        self._automaton = ahocorasick_rs.AhoCorasick(list(table), implementation=implementation) if table else None

    def find(self, text: str) -> Sequence[tuple[int, int, int]]:
        """``(number, start, end)`` of every literal, overlapping ones too."""
        return self._automaton.find_matches_as_indexes(text, overlapping=True) if self._automaton else ()


class Context:
    """The context words of one text."""

    __slots__ = ("_cache", "_hits", "_starts")

    def __init__(self, hits: list[tuple[int, int, frozenset[int]]]) -> None:
        hits.sort(key=lambda hit: hit[0])
        self._hits = hits
        self._starts = [hit[0] for hit in hits]
        self._cache: dict[tuple[int, int, tuple[int, int]], frozenset[int]] = {}

    def near(self, start: int, end: int, window: tuple[int, int]) -> frozenset[int]:
        """The rules with a word in the window before ``start`` or behind ``end``, not inside the value itself."""
        key = (start, end, window)
        found = self._cache.get(key)
        if found is None:
            found = self._cache[key] = self._collect(start, end, window)
        return found

    def between(self, low: int, high: int, numbers: frozenset[int]) -> bool:
        """Whether a word of any of these rules begins between two offsets."""
        hits = self._hits
        for index in range(bisect_left(self._starts, low), len(hits)):
            start, _, owners = hits[index]
            if start >= high:
                return False
            if not owners.isdisjoint(numbers):
                return True
        return False

    def _collect(self, start: int, end: int, window: tuple[int, int]) -> frozenset[int]:
        hits = self._hits
        last = end + window[1]
        found = _NOTHING
        for index in range(bisect_left(self._starts, start - window[0]), len(hits)):
            hit_start, hit_end, owners = hits[index]
            if hit_start >= last:
                break
            if hit_end <= start or (hit_start >= end and hit_end <= last):
                found = found | owners
        return found


def _literals(entry: str) -> Iterable[tuple[str, int]]:
    """The literals to look for and their form (index into `_Entry`)."""
    folded = lower(entry).strip()
    if _UNSPACED.search(folded):
        yield folded.rstrip("*"), 2
        return
    form = 1 if folded.endswith("*") and len(folded) > _SHORT + 1 else 0
    words = _SPACES.split(folded.rstrip("*"))
    for joint in _JOINTS if len(words) > 1 else ("",):
        yield joint.join(words), form


def _is_short(literal: str) -> bool:
    return len(literal) <= _SHORT and literal.isascii() and literal.isalpha()


def _begins(text: str, edge: int, *, behind: bool = False) -> bool:
    """Whether a word begins at ``edge`` (``behind``: ends there); a hump of camelCase is such a place too."""
    if not 0 < edge < len(text):
        return True
    before, after = text[edge - 1], text[edge]
    if not before.isalnum() or not after.isalnum():
        return True
    if before.isdigit() != after.isdigit() and behind:
        return True
    return after.isupper() and not before.isupper()
