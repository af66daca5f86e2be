"""All recognizers behind one call: prepare the text, ask each, add repeated values, give original offsets back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, Protocol

from spro.detection import known as known_people
from spro.detection.surroundings import beside_emails, speakers
from spro.detection.terms import AllowList
from spro.detection.text import prepare
from spro.errors import DetectionError, SProError
from spro.model import Finding

__all__ = ["Detector", "Recognizer"]

# A value that only its context gave away is looked for elsewhere too, if it is too long to be a word by chance.
_SHORTEST_REPEATED: Final = 6
_ONE_PASS: Final = 100_000


class Recognizer(Protocol):
    """Finds one kind of thing in prepared text. Must be safe to call from several threads."""

    def find(self, text: str, floor: float) -> list[Finding]:
        """Findings of at least ``floor``; offsets into ``text``; they may overlap."""
        ...


class Detector:
    """Runs recognizers over a text.

    Args:
        recognizers: in any order; their findings are only collected here, not weighed.
        everywhere: ids of rules whose values are masked wherever they occur (secrets).
        allow: values that are never findings.
    """

    def __init__(
        self, recognizers: Sequence[Recognizer], everywhere: Collection[str] = (), allow: AllowList | None = None
    ) -> None:
        self._recognizers = tuple(recognizers)
        self._everywhere = frozenset(everywhere)
        self._allow = allow or AllowList()

    def find(self, text: str, floor: float) -> list[Finding]:
        """All findings of at least ``floor`` (0 to 1), by position; they may overlap.

        Raises:
            DetectionError: a recognizer failed; the text must not be sent.
        """
        prepared = prepare(text)
        try:
            found = [item for recognizer in self._recognizers for item in recognizer.find(prepared.text, floor)]
        except SProError:
            raise
        except Exception as error:  # noqa: BLE001  # whatever fails in there, nothing may leave
            # The cause may quote the text in its message: name its class only, and cut the chain.
            raise DetectionError(f"detection failed ({type(error).__name__})") from None
        if found:
            around = [*beside_emails(prepared.text, found), *speakers(prepared.text, found)]
            found += [item for item in around if item.score >= floor]
            found.extend(self._repeated(prepared.text, found))
        if self._allow:
            found = [item for item in found if prepared.text[item.start : item.end] not in self._allow]
        if prepared.removed:
            found = [
                item._replace(start=prepared.original(item.start), end=prepared.original(item.end, end=True))
                for item in found
            ]
        return found

    def mentions(self, text: str, known: AbstractSet[str], found: Sequence[Finding]) -> list[Finding]:
        """Names in ``known``, of people whom the conversation has named before, where ``found`` has nothing."""
        return [
            item
            for item in known_people.mentions(text, known, found)
            if not self._allow or text[item.start : item.end] not in self._allow
        ]

    def _repeated(self, text: str, found: Sequence[Finding]) -> Iterable[Finding]:
        """Other places of values that were recognised by their surroundings, or that are secrets."""
        values: dict[str, Finding] = {}
        for item in found:
            if item.proof == "context" or item.rule in self._everywhere:
                value = text[item.start : item.end]
                if len(value) >= _SHORTEST_REPEATED and not value.isalpha():
                    values.setdefault(value, item)
        known = {(item.start, item.end) for item in found}
        for value, start, end in _places(text, list(values)):
            if (start, end) not in known and not _continues(text, start) and not _continues(text, end):
                yield values[value]._replace(start=start, end=end, proof="occurrence")


def _places(text: str, values: Sequence[str]) -> Iterable[tuple[str, int, int]]:
    """Where any of the values stands. Many values in a long text are looked for in one pass."""
    if len(values) * len(text) > _ONE_PASS:
        import ahocorasick_rs

        automaton = ahocorasick_rs.AhoCorasick(values)
        for number, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
            yield values[number], start, end
        return
    for value in values:
        start = text.find(value)
        while start >= 0:
            end = start + len(value)
            yield value, start, end
            start = text.find(value, end)


def _continues(text: str, edge: int) -> bool:
    return 0 < edge < len(text) and text[edge - 1].isalnum() and text[edge].isalnum()
