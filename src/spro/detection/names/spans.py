"""What the tags leave to do: whole words, titles and possessives outside, nothing that cannot be of its type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from spro.detection.names.expert import Span
from spro.detection.names.inverted import inverted

__all__ = ["mentions", "tidied"]

_TITLE_WORDS: Final = """
mr mrs ms miss mx dr prof professor sir
madam dame lord lady rev fr sgt capt col lt maj gen judge officer nurse herr frau
dipl mag m mme mlle maître me mtre sr sra srta dra don doña sig sigra dott dottssa avv ing dhr mevr pan pani pán paní dl
dna hr fru bay sayın shri smt sri adv pak bu bapak ibu anh chị ông bà г-н г-жа господин госпожа κ κα κος
السيد السيدة श्री श्रीमती डॉ
"""
_TITLES: Final = frozenset(_TITLE_WORDS.split())
_EDGE: Final = " \t\r\n\"'`“”‘’«»„,;:!?()[]{}<>*|/\\#=~•–—-_.…@+&"
_POSSESSIVE: Final = re.compile(r"['’]s?$", re.IGNORECASE)
_INITIAL: Final = re.compile(r"(?:^|[\s.])\w\.$")
_TITLE: Final = re.compile(r"([^\W\d_][\w-]*)\.?[ \t]+")
_PLACEHOLDER: Final = re.compile(r"<[A-Z][A-Z_]*_\d+>")
_JOINTS: Final = frozenset(("", " ", "-", "'", "’", ". "))
_UNSPACED: Final = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]"
)

# What a span of a type must hold to be believed.
_DIGITS: Final = {
    "PHONE": 6, "LICENSE_PLATE": 1, "NATIONAL_ID": 4, "PASSPORT": 4, "DRIVER_LICENSE": 4, "BANK_ACCOUNT": 4,
    "EMPLOYEE_ID": 2, "CUSTOMER_ID": 3, "ORDER_ID": 3, "CASE_NUMBER": 2, "MEDICAL_RECORD": 3, "HEALTH_PLAN_ID": 4,
    "DATE": 1, "DATE_OF_BIRTH": 1, "AGE": 1,
}  # fmt: skip
_LETTERS: Final = {"PERSON": 1, "ORGANIZATION": 2, "LOCATION": 2, "DIAGNOSIS": 2, "MEDICATION": 3}
_ACRONYM: Final = re.compile(r"[A-Z]{2,5}|[A-Z]\.?|([a-z])\1+")
_WORD: Final = re.compile(r"[^\W\d_]{2}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SHAKY: Final = 0.7
_NICKNAME: Final = re.compile(r"\s?[\"“'‘(][^\W\d_][\w .-]{0,18}[\"”'’)]\s?")
_ONE_WORD: Final = frozenset(("USERNAME",))
_VERSION: Final = re.compile(r"@[v^~]?\d+\.\d")  # of a package


def tidied(text: str, spans: Iterable[Span]) -> list[Span]:
    """Spans as people would mark them."""
    reserved = [match.span() for match in _PLACEHOLDER.finditer(text)] if "<" in text else []
    found = []
    for span in _joined(text, (_whole(text, span) for span in spans)):
        start, end = _trimmed(text, span)
        inside = any(first < end and start < last for first, last in reserved)
        inside = inside or (span.type == "USERNAME" and _VERSION.match(text, end) is not None)
        if start < end and not inside and _possible(text[start:end], span.type):
            found.append(Span(start, end, span.type, span.score * _trust(text[start:end], span.type)))
    return list(inverted(text, found))


def _whole(text: str, span: Span) -> Span:
    """Out to the edges of the words it touches; scripts without spaces have none."""
    start, end = span.start, span.end
    while start and _goes_on(text, start):
        start -= 1
    while end < len(text) and _goes_on(text, end):
        end += 1
    return span._replace(start=start, end=end)


def _goes_on(text: str, edge: int) -> bool:
    left, right = text[edge - 1], text[edge]
    if not (left.isalnum() or left == "_") or not (right.isalnum() or right == "_"):
        return False
    return not _UNSPACED.match(left) and not _UNSPACED.match(right)


def _joined(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Parts of one name that the tags took apart, and words that two spans share."""
    held: Span | None = None
    for span in spans:
        if held is None:
            held = span
        elif span.start < held.end or (span.type == held.type == "PERSON" and _one_name(text[held.end : span.start])):
            longer = max(held, span, key=lambda item: item.end - item.start)
            held = Span(held.start, max(held.end, span.end), longer.type, max(held.score, span.score))
        else:
            yield held
            held = span
    if held is not None:
        yield held


def _one_name(between: str) -> bool:
    return between in _JOINTS or _NICKNAME.fullmatch(between) is not None


def _trimmed(text: str, span: Span) -> tuple[int, int]:
    start, end = span.start, span.end
    while start < end and text[start] in _EDGE and not (span.type == "PHONE" and text[start] in "+("):
        start += 1
    while start < end and text[end - 1] in _EDGE and not _INITIAL.search(text[start:end]):
        end -= 1
    if span.type != "PERSON":
        return start, end
    while (title := _TITLE.match(text, start, end)) and title.group(1).casefold() in _TITLES:
        start = title.end()
    if text[start:end].rstrip(".").casefold() in _TITLES:
        return start, start
    possessive = _POSSESSIVE.search(text[start:end])
    return start, end - len(possessive.group()) if possessive else end


def _possible(value: str, type_: str) -> bool:
    if type_ in _ONE_WORD and any(letter.isspace() for letter in value):
        return False
    letters = sum(letter.isalpha() for letter in value)
    digits = sum(letter.isdigit() for letter in value)
    if type_ == "PERSON" and digits > letters:
        return False
    return letters >= _LETTERS.get(type_, 0) and digits >= _DIGITS.get(type_, 0)


def _trust(value: str, type_: str) -> float:
    """Less in what looks like an abbreviation: a name in capitals is seldom alone and short."""
    shaky = type_ == "PERSON" and (_ACRONYM.fullmatch(value) or not _WORD.search(value))
    return _SHAKY if shaky else 1.0


_PART: Final = re.compile(r"[^\W\d_][\w'’]*(?:-[^\W\d_][\w'’]*)*")
_SHORTEST_PART: Final = 3


def mentions(text: str, found: Iterable[Span]) -> Iterator[Span]:
    """Later (and missed earlier) mentions by a part of a name that was found in full.

    ``Ada Lovelace`` makes every ``Lovelace`` and ``Ada`` of the text a person, if it is written with a capital there.
    """
    people = [span for span in found if span.type == "PERSON"]
    parts: dict[str, Span] = {}
    for span in people:
        words = _PART.findall(text[span.start : span.end])
        if len(words) > 1:
            for word in words:
                if len(word) >= _SHORTEST_PART and word[0].isupper():
                    parts.setdefault(word, span)
    taken = {(span.start, span.end) for span in people}
    for word, span in parts.items():
        for place in re.finditer(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text):
            covered = any(start <= place.start() and place.end() <= end for start, end in taken)
            if not covered:
                yield Span(place.start(), place.end(), "PERSON", span.score)
