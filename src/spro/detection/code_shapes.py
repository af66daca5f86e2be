"""Part of DETECT: lines whose place in a text decides, not their words: stack traces, diffs, long comments, logs, JSON.

`code.py` calls `adjust` with the log-odds of all lines, which are changed in place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from spro.detection.code_lines import LONGEST

__all__ = ["adjust", "is_data"]

_CERTAIN: Final = 9.0
_INSIDE: Final = 3.0
# A comment or string that is not closed after so many lines is taken for a stray mark.
_COMMENT_LINES: Final = 80

_FRAME: Final = re.compile(
    r"\s+at (?:async |new )?[\w.$<>\[\]`/@|]+ ?\(.{0,200}\)|\s+at \S+:\d+:\d+$|\s*File \"[^\"]+\", line \d+"
    r"|\s+at .{1,200} in .+:line \d+|Caused by: [\w.$]+|\s+\.\.\. \d+ more$|goroutine \d+ \[|\t\S+\.go:\d+ \+0x"
    r"|\s+from \S+:\d+:in [`']|\s+\d+: 0x[0-9a-f]+ - \S"
)
_HEADER: Final = re.compile(r"(?:Exception in thread |Uncaught |Unhandled |panic: )|[\w.$]*(?:Exception|Error)\b")
_TRACEBACK: Final = "Traceback (most recent call last)"
_HUNK: Final = re.compile(r"@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@")
_DIFF: Final = re.compile(
    r"diff --(?:git|cc) |index [0-9a-f]{6,40}\.\.|--- (?:a/|/dev/null)|\+\+\+ (?:b/|/dev/null)|[+-]{3} \S+\.\w+\t"
)
_LOG: Final = re.compile(
    r"\s*\[?\d{4}[-/]\d\d[-/]\d\d[T ,]\d\d?:\d\d|[A-Z][a-z]{2} +\d+ \d\d:\d\d:\d\d |\d{1,3}(?:\.\d{1,3}){3} - "
    r"|\[?\d\d?:\d\d(?::\d\d)?\]? |\s*\|.*\|\s*$|time=\""
    r"|\"[^\"]*\"(?:[;,\t](?:\"[^\"]*\"|[^\s\";,]*)){2,}\s*$"
)
_QUERY: Final = re.compile(
    r"\s*(?:SELECT|FROM|WHERE|(?:(?:LEFT|RIGHT|INNER|OUTER|FULL|CROSS) )*JOIN|GROUP BY|ORDER BY|HAVING|VALUES|UNION"
    r"|LIMIT \d|INSERT INTO|UPDATE \S+ SET|DELETE FROM|CREATE (?:TABLE|VIEW|INDEX)|ALTER TABLE|AND|ON)\b"
    r"|\s*(?:select\b|from [\w.\"`\[\]]+(?: (?:as )?\w+)?[,;]?\s*$|where \S+ ?(?:[<>=!]|in|is|like)"
    r"|(?:left |inner )?join \w+|group by \w|order by \w|having \w+\(|insert into \w|values \(|update \w+ set"
    r"|delete from \w)"
)
_JSON: Final = re.compile(
    r"\s*(?:[\[\]{}]+,?|(?:\"[^\"]*\"\s*:\s*)?(?:\"(?:[^\"\\]|\\.)*\"|-?[\d.]+|true|false|null|[\[{][\]}]?),?|\"[^\"]*\"\s*:\s*[\[{].*[\]}],?"
    r"|[\[{]+\".*[\]}]+,?)\s*$"
)
_VERBS: Final = ("SELECT ", "select ", "INSERT ", "insert into", "UPDATE ", "update ", "DELETE ", "delete from")
_FIRST: Final = frozenset(("select", "insert", "update", "delete"))
_OPENERS: Final = (("/*", "*/"), ("<!--", "-->"), ('"""', '"""'), ("'''", "'''"))


def adjust(text: str, lines: Sequence[str], scores: list[float]) -> None:
    """Change the log-odds where the surroundings of a line say more than the line."""
    for index, line in enumerate(lines):
        if scores[index] and _LOG.match(line[:LONGEST]):
            scores[index] = -_CERTAIN
    if _TRACEBACK in text:
        _tracebacks(lines, scores)
    if "at " in text or "File " in text or "from " in text or ".go:" in text:
        _frames(lines, scores)
    if "@@ -" in text or "diff --" in text or "+++ " in text:
        _diffs(lines, scores)
    if any(verb in text for verb in _VERBS):
        _queries(lines, scores)
    for opener, closer in _OPENERS:
        if opener in text:
            _comments(lines, scores, opener, closer)


def is_data(lines: Sequence[str]) -> bool:
    """Whether the lines are JSON and nothing else: data, not code."""
    return all(_JSON.match(line[:LONGEST]) for line in lines if line.strip())


def _tracebacks(lines: Sequence[str], scores: list[float]) -> None:
    inside = False
    for index, line in enumerate(lines):
        if _TRACEBACK in line[:LONGEST]:
            inside = True
        elif inside and line[:1] not in (" ", "\t", ">"):
            # The line that ends it names the exception.
            inside = False
        elif not inside:
            continue
        scores[index] = _CERTAIN


def _frames(lines: Sequence[str], scores: list[float]) -> None:
    for index, line in enumerate(lines):
        if _FRAME.match(line[:LONGEST]):
            scores[index] = _CERTAIN
            if index and scores[index - 1] < _INSIDE and _HEADER.match(lines[index - 1][:LONGEST]):
                scores[index - 1] = _CERTAIN


def _diffs(lines: Sequence[str], scores: list[float]) -> None:
    old = new = 0
    for index, line in enumerate(lines):
        hunk = _HUNK.match(line[:LONGEST])
        if hunk:
            old, new = (min(int(count[:6]) if count else 1, len(lines)) for count in hunk.groups())
        elif not _DIFF.match(line[:LONGEST]):
            mark = line[:1] or " "
            if (old <= 0 and new <= 0) or mark not in " +-\t\\":
                old = new = 0
                continue
            old -= mark != "+"
            new -= mark != "-"
        scores[index] = _CERTAIN


def _queries(lines: Sequence[str], scores: list[float]) -> None:
    """Raise the clauses of SQL that follow one another: one line alone is often a sentence."""
    clauses: list[int] = []
    for index, line in enumerate((*lines, "")):
        if line.strip():
            if _QUERY.match(line[:LONGEST]):
                clauses.append(index)
            continue
        if len(clauses) > 1 and lines[clauses[0]].lstrip()[:6].lower() in _FIRST:
            for place in range(clauses[0], clauses[-1] + 1):
                scores[place] = max(scores[place], _INSIDE)
        clauses = []


def _comments(lines: Sequence[str], scores: list[float], opener: str, closer: str) -> None:
    """Raise the lines of a comment or long string that code opens and that is closed."""
    opened = -1
    before = 0.0  # log-odds of the last line with text
    for index, line in enumerate(lines):
        if opened < 0:
            at = line.rfind(opener)
            whole = line.count(opener) % 2 == 0 if opener == closer else at >= 0 and closer in line[at:]
            # Prompts quote prose in triple quotes: only code before the mark, in its line or above, makes it code.
            if at >= 0 and not whole and (opener == "/*" or before > 1.0 or (at > 3 and scores[index] > 1.0)):
                opened = index
        elif closer in line:
            for place in range(opened, index + 1):
                scores[place] = max(scores[place], _INSIDE)
            opened = -1
        elif index - opened > _COMMENT_LINES:
            opened = -1
        if line.strip():
            before = scores[index]
