"""An organisation's own terms: words and phrases to find always (deny list) or never (allow list).

100,000 terms cost no more than ten: one Aho-Corasick pass (Aho & Corasick 1975; the `ahocorasick-rs` package).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from spro.errors import ValidationError
from spro.model import Finding, canonical

__all__ = ["AllowList", "TermRecognizer", "lower"]

# A listed term is certain: no threshold is above it.
_SCORE = 1.0


class AllowList:
    """Values that are never findings, compared after case folding."""

    def __init__(self, terms: Iterable[str] = ()) -> None:
        self._terms = frozenset(_checked(term).casefold() for term in terms)

    def __bool__(self) -> bool:
        return bool(self._terms)

    def __contains__(self, value: str) -> bool:
        return value.casefold() in self._terms

    def __repr__(self) -> str:
        return f"<AllowList of {len(self._terms)}>"


class TermRecognizer:
    """Finds listed terms as whole words. Scripts without spaces match anywhere.

    Args:
        terms: term -> entity type (``TERM`` where nothing better is known), ``TYPE/SUBTYPE`` or alias.
        exact_case: compare case exactly instead of folding it.
    """

    def __init__(self, terms: Mapping[str, str], *, exact_case: bool = False) -> None:
        import ahocorasick_rs

        self._exact = exact_case
        labels = {
            _checked(term) if exact_case else lower(_checked(term)): canonical(label) for term, label in terms.items()
        }
        self._labels = [labels[term] for term in labels]
        self._automaton = ahocorasick_rs.AhoCorasick(list(labels), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    def __repr__(self) -> str:
        return f"<TermRecognizer of {len(self._labels)}>"

    def find(self, text: str, floor: float) -> list[Finding]:
        """Findings with offsets into ``text``."""
        searched = text if self._exact else lower(text)
        found = []
        for number, start, end in self._automaton.find_matches_as_indexes(searched):
            if _inside_word(searched, start) or _inside_word(searched, end):
                continue
            type_, subtype = self._labels[number]
            found.append(Finding(start, end, type_, _SCORE, subtype, "deny-list", "term"))
        return found


def _checked(term: str) -> str:
    if not isinstance(term, str) or not term.strip():
        raise ValidationError("a term must be a non-empty string")
    return term


def lower(text: str) -> str:
    """Lower case of the same length: a few letters (such as a dotted capital I) grow, which would move offsets."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def _inside_word(text: str, edge: int) -> bool:
    """Whether ``edge`` lies between two characters of one word of a spaced script."""
    return 0 < edge < len(text) and _spaced(text[edge - 1]) and _spaced(text[edge])


def _spaced(char: str) -> bool:
    return (char.isalnum() or char == "_") and not "\u0e00" <= char <= "\u0eff" and not "\u3040" <= char <= "\ud7af"
