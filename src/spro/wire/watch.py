"""What a reply gives away: the system prompt, and links that carry data of the request to somebody else.

Whole replies are looked at at once. A stream is looked at as it goes by, so that a leak ends the stream a few words
into it; links are held back until they are whole.
"""

from __future__ import annotations

import hashlib
import re
from functools import cached_property
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from spro.detection.attacks.decode import readings
from spro.detection.attacks.finding import REMOVED
from spro.detection.attacks.leaks import LeakDetector, canary, canary_line
from spro.errors import BlockedError
from spro.model import Finding
from spro.wire.attacks import STRIPPED

if TYPE_CHECKING:
    from spro.wire.exchange import Exchange

__all__ = ["LEAK", "LINK", "LeakStream", "ReplyWatch"]

LEAK: Final = "PROMPT_LEAK"
LINK: Final = "DATA_LINK"
_PROMPT: Final = 16  # characters; a shorter system prompt gives nothing away
_STEP: Final = 48  # characters of a stream between two looks
_WINDOW: Final = 1_200  # characters that are looked at again
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"'`)\]}|]{4,4096}", re.IGNORECASE)
_FETCHED: Final = re.compile(
    r"!\[[^\]\n]{0,200}\]\(\s{0,2}$|(?:src|background|poster|data)\s{0,2}=\s{0,2}[\"']?$|url\([\"']?$", re.IGNORECASE
)
_FETCHED_BEFORE: Final = 220
_LONG: Final = 16  # characters of a value that may carry data
_WORD: Final = re.compile(r"[^\W\d_]{4,}|\d{5,}")
_WORDS: Final = 3


class ReplyWatch:
    """One request's system prompts and words, and what of them its reply gives away."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self._prompts: list[str] = []  # as they are sent
        self._asked: list[str] = []
        self._canaries: list[str] = []
        self._words: frozenset[str] | None = None
        self._links: set[bytes] = set()

    def sent(self, masked: str, source: str) -> str:
        """A masked text as it is sent. System prompts are remembered, and get a canary word if the policy says so."""
        if source == "operator" and len(masked) >= _PROMPT:
            protector = self._exchange.protector
            if protector.defence.canary and not self._canaries and not protector.options.observe:
                word = canary(protector.hash_key, masked)
                self._canaries.append(word)
                self._prompts.append(masked)
                return masked + canary_line(word)
            self._prompts.append(masked)
        elif source == "user":
            self._asked.append(masked)
        return masked

    @cached_property
    def leaks(self) -> LeakDetector | None:
        """Looks for the system prompts in a reply, if the policy wants that and there are any."""
        defence = self._exchange.protector.defence
        if not self._prompts or not (defence.canary or defence.leak != "off"):
            return None
        return LeakDetector(
            self._prompts if defence.leak != "off" else [], self._asked, self._canaries, self._exchange.tokens
        )

    def whole(self, text: str) -> str:
        """A whole text of the reply under the policy's ``leak``.

        Raises:
            BlockedError: the policy blocks replies that give the system prompt away.
        """
        spans = self.leaks.find(text) if self.leaks is not None else []
        if spans and self.caught() == "strip":
            for start, end in reversed(spans):
                text = text[:start] + REMOVED + text[end:]
        return text

    def caught(self) -> str:
        """Count a leak; answers the policy's action.

        Raises:
            BlockedError: it is ``block``.
        """
        self._exchange.attack_counts[LEAK] += 1
        action = self._exchange.protector.defence.leak
        if action == "block":
            raise BlockedError({LEAK: 1})
        return action

    def links(self, found: list[Finding], text: str) -> list[Finding]:
        """The findings of a reply with those links that the policy takes out. Each link is counted once.

        Raises:
            BlockedError: the policy blocks such links.
        """
        action = self._exchange.protector.defence.links
        if action == "off" or "://" not in text:
            return found
        links = [
            Finding(match.start(), match.end(), STRIPPED, 1.0, LINK, "data-link", "pattern")
            for match in _ADDRESS.finditer(text)
            if self._carries(match[0], text[max(0, match.start() - _FETCHED_BEFORE) : match.start()])
        ]
        for item in links:
            digest = hashlib.blake2b(text[item.start : item.end].encode("utf-8", "surrogatepass")).digest()
            if digest not in self._links:  # a stream is looked at more than once
                self._links.add(digest)
                self._exchange.attack_counts[LINK] += 1
        if links and action == "block" and not self._exchange.protector.options.observe:
            raise BlockedError({LINK: len(links)})
        if not links or action != "strip":
            return found
        clear = [item for item in found if all(item.end <= at.start or item.start >= at.end for at in links)]
        return sorted([*clear, *links])

    def _carries(self, address: str, before: str) -> bool:
        exchange = self._exchange
        if exchange.was_said(address):
            return False
        try:
            parts = urlsplit(address)
        except ValueError:
            return True  # no two readers of links agree on it
        carried = unquote(f"{parts.query} {parts.fragment} {parts.path}").replace("+", " ")
        fetched = _FETCHED.search(before) is not None
        pieces = [piece for piece in re.split(r"[?&=/#;, ]", carried) if len(piece) >= _LONG]
        if fetched and any(not exchange.was_said(piece) for piece in pieces if "." not in piece[-6:]):
            return True
        if any(token in carried for token in exchange.tokens):
            return True
        decoded = [reading.text for piece in pieces for reading in readings(piece)]
        sent = " ".join([unquote(parts.query).replace("+", " "), *decoded]).lower()
        told = sum(self._was_asked(word) for word in set(_WORD.findall(sent)))
        return told >= (_WORDS if fetched or decoded else 2 * _WORDS)

    def _was_asked(self, word: str) -> bool:
        if self._words is None:
            self._words = frozenset(_WORD.findall(self._exchange.said().lower()))
        return word in self._words


class LeakStream:
    """Watches one streamed text, in front of what scans and restores it."""

    __slots__ = ("_caught", "_exchange", "_held", "_new", "_seen", "_strip")

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self._seen = ""
        self._held = ""
        self._new = 0
        self._caught = False
        self._strip = exchange.protector.defence.leak in ("block", "strip")

    def feed(self, piece: str) -> str:
        """What may go on of what has come."""
        if self._exchange.watch.leaks is None:
            return piece
        if self._caught:
            return "" if self._strip else piece
        self._seen = (self._seen + piece)[-_WINDOW - len(piece) :]
        self._new += len(piece)
        if not self._strip:
            if self._new >= _STEP:
                self._look()
            return piece
        self._held += piece
        if len(self._held) < _STEP:
            return ""
        return self._release()

    def flush(self) -> str:
        """The text is over."""
        if self._exchange.watch.leaks is None or self._caught:
            return ""
        return self._release()

    def _release(self) -> str:
        held, self._held = self._held, ""
        return REMOVED if self._look() and self._strip else held

    def _look(self) -> bool:
        self._new = 0
        watch = self._exchange.watch.leaks
        if watch is not None and watch.find(self._seen):
            self._caught = True
            self._exchange.watch.caught()
        return self._caught
