"""Labelled values in structured text: ``key: value``, JSON, tables with a header, SQL inserts, XML elements.

Only the layout is read here; what a label means is `fields`' business.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

__all__ = ["Cell", "Labels", "cells", "plain"]


class Cell(NamedTuple):
    """A value and the label it stands under; offsets into the text. ``table``: the label heads a column."""

    label: str
    start: int
    end: int
    table: bool


_SEPARATOR: Final = re.compile(r":=|=>|[:=：]")
_LONGEST_LABEL: Final = 44
_ENDING: Final = 3
_LABEL: Final = re.compile(r"""(?:^|[,;{(|\[&?\n\t>*•\-])[ \t>*\-•]*["'`]?\**([^\W\d_][\w .'/°#\-]{0,38})$""")
_VALUE: Final = re.compile(
    r"""\**[ \t]*(?:N?"(?P<double>[^"\n]{1,200})"|N?'(?P<single>(?:[^'\n]|''){1,200})'|"""
    r"""(?P<bare>[^\s"'\[{(][^\n\t|;]{0,199}))"""
)
_ELEMENT: Final = re.compile(r"<([A-Za-z][\w:.\-]{0,38})(?:\s[^<>]{0,200})?>([^<>\n]{1,200})</\1>")
_INSERT: Final = re.compile(
    r"\bINSERT\s{1,9}INTO\s{1,9}[\w.\[\]\"`]{1,80}\s{0,9}\(([^()]{1,600})\)\s{0,9}VALUES\s{0,9}"
    r"((?:\((?:[^()']|'(?:[^']|'')*+')*+\)\s*+,?+\s*+)++)",
    re.IGNORECASE,
)
_TUPLE: Final = re.compile(r"\((?:[^()']|'(?:[^']|'')*+')*+\)")
_QUOTED: Final = re.compile(r"^N?(['\"`])(.*)\1$", re.DOTALL)
# Where a bare value ends if the line goes on with something else.
_BEHIND: Final = re.compile(r"[,;|&]\s*[\"']?[^\W\d_][\w .'/()#\-]{0,38}[\"']?\s*[:=]|\s{2,}|,\s|,?$|[}\])]\s*$|&")
_SIGNS: Final = ("|", "\t", ";", ",")
_MIN_COLUMNS: Final = 2
# What no column is called.
_NO_NAME: Final = re.compile(r"\d{3}|[@:?!=]|.{31}")
_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_JOINTS: Final = re.compile(r"[\s_.\-/*]+")


def plain(label: str) -> str:
    """A label as people would say it: ``lastName``, ``LAST_NAME`` and ``Last name`` are ``last name``."""
    return _JOINTS.sub(" ", _CAMEL.sub(" ", label)).strip(" :#()'\"`[]").casefold()


class Labels:
    """The labels to look for (as `plain` writes them), and their endings, which rule out most words at once."""

    def __init__(self, labels: Iterable[str]) -> None:
        self._labels = frozenset(labels)
        self._endings = frozenset(label[-_ENDING:] for label in self._labels)

    def __contains__(self, label: str) -> bool:
        return label in self._labels

    def may_end(self, text: str) -> bool:
        """Whether a label may stand at the end of ``text``."""
        return text[-_ENDING:].casefold() in self._endings


def cells(text: str, labels: Labels) -> Iterator[Cell]:
    """Every value under one of ``labels``, layout by layout; they may overlap."""
    yield from _pairs(text, labels)
    if "</" in text:
        for element in _ELEMENT.finditer(text):
            label = plain(element.group(1).rpartition(":")[2])
            if label in labels:
                yield Cell(label, *_trimmed(text, *element.span(2)), table=False)
    if "VALUES" in text or "values" in text:
        yield from _inserts(text, labels)
    if "\n" in text:
        yield from _tables(text, labels)


def _pairs(text: str, labels: Labels) -> Iterator[Cell]:
    for separator in _SEPARATOR.finditer(text):
        at = separator.start()
        before = text[max(0, at - _LONGEST_LABEL) : at].rstrip(" \t\"'`*")
        if not labels.may_end(before) or (found := _LABEL.search(before)) is None:
            continue
        label = plain(found.group(1))
        value = _VALUE.match(text, separator.end()) if label in labels else None
        if value is None:
            continue
        start, end = value.span(str(value.lastgroup))
        if value.lastgroup == "bare":
            behind = _BEHIND.search(text, start, end)
            end = behind.start() if behind else end
        yield Cell(label, *_trimmed(text, start, end), table=False)


def _inserts(text: str, labels: Labels) -> Iterator[Cell]:
    for insert in _INSERT.finditer(text):
        header = [plain(part) for part in insert.group(1).split(",")]
        for row in _TUPLE.finditer(text, *insert.span(2)):
            parts = list(_split(text, row.start() + 1, row.end() - 1, ","))
            yield from _row(text, header, parts, labels)


def _tables(text: str, labels: Labels) -> Iterator[Cell]:
    header: list[str] = []
    sign = ""
    lines = _lines(text)
    for number, (start, end) in enumerate(lines):
        if not text[start:end].strip(" |-:+=\t"):
            if "-" not in text[start:end]:
                header = []  # an empty line ends a table, a ruler under its header does not
            continue
        if header:
            parts = list(_split(text, start, end, sign))
            if abs(len(parts) - len(header)) <= (sign == ","):
                yield from _row(text, header, parts, labels)
                continue
            header = []
        if number + 1 < len(lines):
            header, sign = _header(text, (start, end), lines[number + 1], labels)


def _lines(text: str) -> list[tuple[int, int]]:
    at, found = 0, []
    for line in text.splitlines(keepends=True):
        found.append((at, at + len(line.rstrip("\r\n"))))
        at += len(line)
    return found


def _header(text: str, line: tuple[int, int], below: tuple[int, int], labels: Labels) -> tuple[list[str], str]:
    for sign in _SIGNS:
        count = text.count(sign, *line)
        if not count or abs(count - text.count(sign, *below)) > (sign == ","):
            continue
        if not any(plain(part) in labels for part in text[slice(*line)].split(sign)):
            continue
        names = [plain(text[first:last]) for first, last in _split(text, *line, sign)]
        if sum(map(bool, names)) >= _MIN_COLUMNS and not any(map(_NO_NAME.search, names)):
            return names, sign
    return [], ""


def _row(text: str, header: Sequence[str], parts: Sequence[tuple[int, int]], labels: Labels) -> Iterator[Cell]:
    for label, (start, end) in zip(header, parts, strict=False):
        if start < end and label in labels:
            yield Cell(label, start, end, table=True)


def _split(text: str, start: int, end: int, sign: str) -> Iterator[tuple[int, int]]:
    """Cells between separators, without the spaces and quotes around them; a quoted separator does not count."""
    if sign == "|":  # Markdown has one at both ends, too
        start += text[start:end].startswith("|")
        end -= text[start:end].rstrip().endswith("|") * (1 + len(text[start:end]) - len(text[start:end].rstrip()))
    quote, first = "", start
    for at in range(start, end):
        letter = text[at]
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'" and not text[first:at].strip(" N"):
            quote = letter
        elif letter == sign:
            yield _trimmed(text, first, at)
            first = at + 1
    yield _trimmed(text, first, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    quoted = _QUOTED.match(text[start:end])
    if quoted and quoted.group(2):
        return start + quoted.start(2), start + quoted.end(2)
    return start, end
