"""The way back of one text: scan what the model wrote, then restore placeholders. Whole, or piece by piece.

A stream is cut into segments at places that only its content decides, never the chunks it came in, and each segment is
looked at once with a little of what came before it. So any chunking gives the same result, and no more is held back
than a value that is still open: a word, or a group of words with digits (64 characters), or an unbroken token.
"""

from __future__ import annotations

import re
from typing import Final

from spro.masking import Lookup, StreamRestorer, restore
from spro.model import Finding
from spro.wire.document import quote
from spro.wire.exchange import Exchange
from spro.wire.watch import LeakStream

__all__ = ["HELD", "ReplyText", "StreamText"]

HELD: Final = 64
"""Characters of text with spaces that may be held back."""

_CONTEXT: Final = 64
_LONGEST_VALUE: Final = 42  # an IBAN with its spaces: what a forced cut leaves together
_UNBROKEN: Final = 4096  # tokens without a space (keys, URLs) are held to their end, up to this
_KEY_BLOCK: Final = 16_384
_LONGEST_WORD: Final = 24
_MOST_WORDS: Final = 20_000
# Han, Kana and Thai are written without spaces: each character ends a word.
_SEPARATOR: Final = r"\s\"{}\[\]();<>|,\u0e00-\u0eff\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef"
_WORD: Final = re.compile(rf"[^{_SEPARATOR}]*[{_SEPARATOR}]")
_DIGIT: Final = re.compile(r"[0-9]")
_ALNUM: Final = re.compile(r"\w")
# A word of small letters is no value by itself. Only what is said before can make it one (a password, a user name).
_PLAIN: Final = re.compile(r"[a-z]*[\s.,]")
_QUIET: Final = re.compile(r"([a-z]*[\s,])([a-z]*)")
_TELLING: Final = re.compile(
    r"[:=\"'`]|pass|pwd|pin|secret|token|key|code|login|cred|phrase|user|name|account|handle|mail|kenn|wort|benutzer"
    r"|contras|clave|mot de|senha|utente|wacht|hasł|lösen|şifre|sifre|парол|логин|ключ|密|口令|暗証|パス|비밀|암호",
    re.IGNORECASE,
)
_KEY_BEGINS: Final = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----")
_KEY_ENDS: Final = re.compile(r"-----END [A-Z ]*PRIVATE KEY(?: BLOCK)?-----")


def escaped(value: str) -> str:
    """The value as it stands inside a JSON string."""
    return quote(value)[1:-1]


class ReplyText:
    """Scans and restores whole texts of one reply. ``names``: with the names model."""

    def __init__(self, exchange: Exchange, *, names: bool = False) -> None:
        self._exchange = exchange
        self._names = names
        self.lookup: Lookup = exchange.lookup()

    def whole(self, text: str, *, json: bool = False) -> str:
        """The text for the client. ``json``: it is JSON, or a part of it."""
        text = self._exchange.watch.whole(text)
        findings = self._exchange.find_in_reply(text, json=json, names=self._names)
        if findings:
            text = replaced(self._exchange, text, findings, 0, json=json)
        return restore(text, self.lookup, escape=escaped if json else None)


def _word_end(pending: str, start: int) -> int:
    """Where the word at ``start`` ends, 0 while that is not known; a very long one is cut."""
    match = _WORD.match(pending, start)
    if match is not None and match.end() - start <= _UNBROKEN:
        return match.end()
    return start + _UNBROKEN if len(pending) >= start + _UNBROKEN else 0


def replaced(exchange: Exchange, text: str, findings: list[Finding], start: int, *, json: bool) -> str:
    """The text from ``start`` on with the findings taken out."""
    out: list[str] = []
    done = start
    for item in findings:
        value = text[item.start : item.end]
        label = exchange.label(item, value)
        out.append(text[done : max(done, item.start)])
        # In JSON a bare number must stay one.
        out.append("0" if json and value.isdigit() else escaped(label) if json else label)
        done = item.end
    out.append(text[done:])
    return "".join(out)


class StreamText:
    """Scans and restores one streamed text: `feed` and `flush`, as the restorer's."""

    __slots__ = ("_leaks", "_restorer", "_scanner")

    def __init__(self, exchange: Exchange, lookup: Lookup, *, json: bool = False) -> None:
        self._leaks = LeakStream(exchange)
        self._scanner = _Scanner(exchange, json=json)
        self._restorer = StreamRestorer(lookup, escape=escaped if json else None)

    def feed(self, chunk: str) -> str:
        """Take the next piece; answers what can go out now."""
        return self._restorer.feed(self._scanner.feed(self._leaks.feed(chunk)))

    def flush(self) -> str:
        """The text is over: what was held back."""
        rest = self._scanner.feed(self._leaks.flush()) + self._scanner.flush()
        return self._restorer.feed(rest) + self._restorer.flush()


class _Scanner:
    __slots__ = ("_context", "_digits", "_exchange", "_in_key", "_json", "_pending", "_quiet", "_searched", "_told")

    def __init__(self, exchange: Exchange, *, json: bool) -> None:
        self._exchange = exchange
        self._quiet = exchange.protector.quiet
        self._json = json
        self._pending = ""
        self._searched = 0  # words of the pending text before this have been looked at
        self._digits = False  # the last of them held a digit
        self._context = ""
        self._in_key = False
        self._told = 0  # for so many characters what was said before can make a plain word a value

    def feed(self, chunk: str) -> str:
        pending = self._pending = self._pending + chunk
        if self._told <= 0 and not self._digits and not self._in_key and len(pending) < HELD:
            # What most of every stream is made of: a word that is nothing, and the beginning of the next one.
            words = _QUIET.fullmatch(pending)
            if words is not None and words[1] in self._quiet:
                self._searched = 0
                self._context = (self._context + words[1])[-_CONTEXT:]
                self._pending = words[2]
                return words[1]
        out = ""
        while (cut := self._cut()) > 0:
            out += self._release(self._pending[:cut])
            self._pending = self._pending[cut:]
            self._searched, self._digits = 0, False
            if not self._pending:
                break
        return out

    def flush(self) -> str:
        rest, self._pending, self._searched, self._digits = self._pending, "", 0, False
        return self._release(rest) if rest else ""

    def _cut(self) -> int:
        """Where the next segment ends, or 0 when it cannot be told yet."""
        pending = self._pending
        if self._in_key:
            end = _KEY_ENDS.search(pending)
            return end.end() if end is not None else _KEY_BLOCK if len(pending) >= _KEY_BLOCK else 0
        while (match := _WORD.match(pending, self._searched)) is not None and match.end() <= HELD:
            self._searched = match.end()
            word = match[0]
            digits = _DIGIT.search(word) is not None
            if not digits and not self._digits:
                return match.end()
            if _ALNUM.search(word) is not None:
                self._digits = digits
        return self._forced(pending) if len(pending) >= HELD else 0

    def _forced(self, pending: str) -> int:
        """A cut in text that has no natural one: beside a value, never through it."""
        window = pending[:HELD]
        ends = [match.end() for match in _WORD.finditer(window)]
        if not ends:
            return _word_end(pending, 0)
        early = [end for end in ends if end <= HELD - _LONGEST_VALUE]
        cut = early[-1] if early else ends[0]
        size = len(self._context)
        for item in self._exchange.find_in_reply(self._context + window, json=self._json):
            start, end = item.start - size, item.end - size
            if start < cut < end:
                cut = start if start > 0 else end if end < HELD else _word_end(pending, HELD)
        return cut

    def _release(self, segment: str) -> str:
        before = self._context
        plain = self._told <= 0 and not self._in_key
        if plain and segment in self._quiet:
            self._context = (before + segment)[-_CONTEXT:]
            return segment
        if self._told <= 0 and _PLAIN.fullmatch(segment) is not None:
            before = ""
        else:
            plain = False
        telling = _TELLING.search(segment) is not None
        self._told = _CONTEXT if telling else self._told - len(segment)
        size = len(before)
        text = before + segment
        self._context = (self._context + segment)[-_CONTEXT:]
        if _ALNUM.search(segment) is None:
            if plain and not telling:
                self._remember(segment)
            return segment
        if not self._in_key and segment.endswith(("-----", "----- ", "-----\n")):
            self._in_key = _KEY_BEGINS.search(text) is not None
        elif self._in_key:
            self._in_key = False
            return self._key(segment)
        findings = [item for item in self._exchange.find_in_reply(text, json=self._json) if item.end > size]
        if findings:
            return replaced(self._exchange, text, findings, size, json=self._json)
        if plain and not telling:
            self._remember(segment)
        return segment

    def _remember(self, segment: str) -> None:
        """A plain word that is nothing by itself need not be looked at again."""
        if len(segment) <= _LONGEST_WORD and len(self._quiet) < _MOST_WORDS:
            self._quiet.add(segment)

    def _key(self, segment: str) -> str:
        whole = "-----BEGIN PRIVATE KEY-----" + segment
        findings = self._exchange.find_in_reply(whole, json=self._json)
        size = len(whole) - len(segment)
        if any(item.type == "PRIVATE_KEY" and item.start <= size for item in findings):
            return self._exchange.label(findings[0], segment)
        return segment
