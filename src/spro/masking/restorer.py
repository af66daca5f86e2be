"""RESTORE: put the real values back into an answer, whole or as it streams.

One pass over the text as the model wrote it: restored text is never looked at again, so a value that happens to look
like a placeholder does no harm. What cannot be looked up stays as it is. The stream gives, chunk by chunk, exactly
what ``restore`` gives for the whole: it holds back only what may still become a token (at most 64 characters for a
placeholder, a token's length for the others).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from typing import Final
from urllib.parse import quote

from spro.errors import ValidationError
from spro.masking.grammar import (
    MAX_OPEN,
    may_hold_placeholder,
    normalise,
    open_pattern,
    pattern_with,
    placeholder_pattern,
)
from spro.masking.lookup import Literals, Lookup
from spro.masking.tokens import MAX_TOKEN, TOKEN_FIRST, TOKEN_MARK, TOKEN_REST

__all__ = ["Escape", "StreamRestorer", "restore"]

Escape = Callable[[str], str]

_SPACES: Final = " \t\u00a0"


def restore(text: str, lookup: Lookup, *, escape: Escape | None = None) -> str:
    """The text with every token that the lookup knows replaced by its value.

    Args:
        text: what the model answered.
        lookup: where values are found.
        escape: applied to each value, for text that is the inside of a JSON string, for example.
    """
    literals = lookup.literals()
    if literals is None and not may_hold_placeholder(text) and TOKEN_MARK not in text:
        return text
    out: list[str] = []
    end = _Matcher(lookup, literals, escape).replace(text, 0, len(text), out)
    if not out:
        return text
    out.append(text[end:])
    return "".join(out)


class StreamRestorer:
    """Restores an answer that arrives in chunks, cut anywhere.

    The tokens that are searched for literally (surrogates) are those known when the stream begins.
    """

    def __init__(self, lookup: Lookup, *, escape: Escape | None = None) -> None:
        self._literals = lookup.literals()
        self._matcher = _Matcher(lookup, self._literals, escape)
        self._begins = _begins()
        # One character that has gone out already, as context for word boundaries, then what is held back.
        self._text = ""
        self._start = 0

    def __repr__(self) -> str:
        return f"StreamRestorer(held={len(self._text) - self._start})"

    def feed(self, chunk: str) -> str:
        """Take the next chunk; answers what can go out now."""
        if not isinstance(chunk, str):
            raise ValidationError(f"a chunk must be a str, not {type(chunk).__name__}")
        if not chunk:
            return ""
        if self._literals is None and len(self._text) == self._start and self._begins(chunk) is None:
            self._text, self._start = chunk[-1], 1
            return chunk
        text = self._text + chunk
        return self._release(text, self._open_at(text))

    def flush(self) -> str:
        """The stream is over: what was held back, restored if it is complete."""
        text = self._text
        out = self._release(text, len(text))
        self._text, self._start = "", 0
        return out

    def _open_at(self, text: str) -> int:
        start = self._start
        at = len(text)
        if self._literals is not None:
            at = self._literals.open_at(text, start)
        match = open_pattern().search(text, max(start, len(text) - MAX_OPEN))
        if match is not None:
            at = min(at, match.start())
        match = _open_token().search(text, max(start, len(text) - MAX_TOKEN))
        return at if match is None else min(at, match.start())

    def _release(self, text: str, cut: int) -> str:
        """Restore up to ``cut``, or to the end of a token that begins before it; hold the rest back."""
        start = self._start
        out: list[str] = []
        end = self._matcher.replace(text, start, cut, out)
        if end < cut:
            out.append(text[end:cut])
            end = cut
        context = min(end, 1)
        self._text, self._start = text[end - context :], context
        return "".join(out)


class _Matcher:
    """The one pass: finds tokens, asks the lookup, escapes the values."""

    __slots__ = ("_escape", "_literals", "_lookup")

    def __init__(self, lookup: Lookup, literals: Literals | None, escape: Escape | None) -> None:
        self._lookup = lookup
        self._literals = literals
        self._escape = escape

    def _pattern(self, text: str) -> re.Pattern[str]:
        if self._literals is not None:
            return self._literals.pattern
        return _with_tokens() if TOKEN_MARK in text else placeholder_pattern()

    def replace(self, text: str, start: int, cut: int, out: list[str]) -> int:
        """Append the restored text to ``out`` for all tokens that begin before ``cut``; answers where it stopped."""
        search = self._pattern(text).search
        done = at = start
        while (match := search(text, at)) is not None and match.start() < cut:
            value = self._value(match)
            if value is None:
                # Not ours, but a real one may begin inside: "<see PERSON_1>".
                at = match.start() + 1
                continue
            if match.start() > done:
                out.append(text[done : match.start()])
            out.append(value)
            done = at = match.end()
        return done

    def _value(self, match: re.Match[str]) -> str | None:
        kind = match.lastgroup
        if kind == "post":
            return self._angle(match)
        if kind == "bare_number":
            name = match[0][0] + match["bare"]
            value = self._lookup.placeholder(name.replace("\\", ""), int(match["bare_number"]))
        elif kind == "square_number":
            value = self._lookup.placeholder(match["square"].replace("\\", ""), int(match["square_number"]))
        elif kind == "token":
            value = self._lookup.decrypt(match[0])
        else:
            value = None if self._literals is None else self._literals.values.get(match[0])
        return value if value is None or self._escape is None else self._escape(value)

    def _angle(self, match: re.Match[str]) -> str | None:
        value = self._lookup.placeholder(normalise(match["name"]), int(match["number"]))
        if value is None:
            return None
        opener = match["open"].lower()
        if opener == "3c":
            value = quote(value, safe="", errors="surrogatepass")
        elif opener == "u003c" and self._escape is None:
            value = json.dumps(value, ensure_ascii=False)[1:-1]
        if self._escape is not None:
            value = self._escape(value)
        # A backslash before a placeholder is the user's own (a Windows path), unless more is escaped like that.
        if opener == "<" and "\\" not in match[0][1:]:
            value = "\\" + value
        # Bold and backticks inside the brackets stay around the value, spaces go.
        return match["pre"].strip(_SPACES) + value + match["post"].strip(_SPACES)


@cache
def _with_tokens() -> re.Pattern[str]:
    return re.compile(pattern_with(TOKEN_FIRST, TOKEN_REST + "|"))


@cache
def _begins() -> Callable[[str], re.Match[str] | None]:
    """What a chunk must hold for any token to begin in it."""
    return re.compile(r"[<&%\\\[A-Z]|e\Z|en\Z|enc\Z|enc:").search


@cache
def _open_token() -> re.Pattern[str]:
    key, body = "[A-Za-z0-9._-]{0,32}", f"[A-Za-z0-9_-]{{0,{MAX_TOKEN}}}"
    begun = "|".join(re.escape(TOKEN_MARK[:end]) for end in range(len(TOKEN_MARK) - 1, 0, -1))
    return re.compile(rf"(?:{re.escape(TOKEN_MARK)}{key}(?::{body})?|{begun})\Z")
