"""``Marlowe, Ada`` is one person and ``Ada, Tom and Lena`` are three: what a comma between names means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spro.detection.names.expert import Span

__all__ = ["inverted"]

# A field of a form, list or table begins and ends here; a list's number may stand before it.
_BEGINS = re.compile(r"(?:^|[\n;|\"\t])[ ]*(?:(?:\d{1,3}[.)]|[-*•])[ ]+)?$")
_ENDS = re.compile(r"[ ]*(?:$|[\n;|\")(\t])")
_COMMA = re.compile(r",[ ]+")
_INITIALS = re.compile(r"(?:[^\W\d_]+[ ])?(?:[^\W\d_]\.[ -]?)+")
_GOES_ON = re.compile(r"[ ]*(?:,[ ]+[^\W\d_a-zß-ÿ]|&|,?[ ]*(?:and|und|et|y|e|i|en|och|og|ja|ve)\b)")
_LOOK_BACK = 12


def inverted(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Joins last and first name, and takes enumerated people apart. ``spans`` are in order, without overlap."""
    held: Span | None = None
    for span in spans:
        if held is not None and held.type == span.type == "PERSON" and _one_person(text, held, span):
            held = held._replace(end=span.end, score=max(held.score, span.score))
            continue
        if held is not None:
            yield from _enumerated(text, held)
        held = span
    if held is not None:
        yield from _enumerated(text, held)


def _one_person(text: str, last: Span, first: Span) -> bool:
    return _COMMA.fullmatch(text, last.end, first.start) is not None and _is_inverted(
        text, (last.start, last.end), (first.start, first.end)
    )


def _is_inverted(text: str, last: tuple[int, int], first: tuple[int, int]) -> bool:
    surname, given = text[slice(*last)], text[slice(*first)]
    if " " in surname or given.count(" ") > 2:
        return False
    if _INITIALS.fullmatch(given) or (surname.isupper() and len(surname) > 1 and not given.isupper()):
        return True
    before = text[max(0, last[0] - _LOOK_BACK) : last[0]]
    return _BEGINS.search(before) is not None and _ENDS.match(text, first[1]) is not None


def _enumerated(text: str, span: Span) -> Iterator[Span]:
    """Two people of one word each that the tags took for one, where more follow."""
    comma = _COMMA.search(text, span.start, span.end) if span.type == "PERSON" else None
    if comma is not None and " " not in text[span.start : comma.start()] + text[comma.end() : span.end]:
        places = (span.start, comma.start()), (comma.end(), span.end)
        if places[1][0] < span.end and _GOES_ON.match(text, span.end) and not _is_inverted(text, *places):
            yield from (span._replace(start=start, end=end) for start, end in places)
            return
    yield span
