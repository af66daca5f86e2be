"""Signs that a key is used to copy a model or to harvest data: what single requests do not show.

A state machine without a clock: it is told the time of each request. It keeps hashes and numbers, no text, and no more
than `KEYS` keys with `REMEMBERED` requests each.
"""

from __future__ import annotations

import math
import re
from collections import Counter, OrderedDict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final, NamedTuple

__all__ = ["KEYS", "REMEMBERED", "SIGNALS", "AbuseLimits", "AbuseMonitor", "Signal"]

SIGNALS: Final = {
    "NEAR_DUPLICATES": "many requests that differ in a few words",
    "TEMPLATE_SWEEP": "one template filled with many different values",
    "RATE": "far more requests than this key makes otherwise",
    "ENTROPY": "many texts that no language looks like: random strings or one character over and over",
}

KEYS: Final = 10_000
REMEMBERED: Final = 1_000

_WORD: Final = re.compile(r"\w+")
_SLOT: Final = re.compile(r"\d+|\"[^\"\n]{0,80}\"|'[^'\n]{0,80}'|<[A-Z_]+_\d+>|\b[A-Z]\w+")
_LONGEST: Final = 2_000  # characters of a request that are looked at
_ALL: Final = (1 << 64) - 1  # bits of a hash
_NEAR: Final = 6  # bits that may differ
_BANDS: Final = 7  # more bands than bits that may differ: near texts share one whole
_EDGE: Final = 4  # words at both ends of a template
_END: Final = 200  # characters in which these words stand
_PAIRS: Final = 64  # word pairs of a text that are compared
_TOLD: Final = 500  # characters that tell whether a text is of a language
_DECAY: Final = 0.9  # of the rate that a key is used to, per window
_LEARNED: Final = 3  # windows before a rate counts as usual
_LOW, _HIGH = 2.0, 5.2  # bits per character of texts in any alphabet that people write
_SHORTEST: Final = 40  # characters, to speak of an entropy


@dataclass(frozen=True, slots=True)
class AbuseLimits:
    """When a sign counts. 0 switches one off.

    Attributes:
        window: seconds that are looked back.
        near_duplicates: requests that resemble one another.
        sweep: different fillings of one template.
        rate: how many times the usual number of requests in a window; at least ``least`` of them.
        least: requests in a window below which no rate is odd.
        entropy: texts that no language looks like.
    """

    window: float = 600.0
    near_duplicates: int = 40
    sweep: int = 60
    rate: float = 8.0
    least: int = 120
    entropy: int = 20

    @classmethod
    def of(cls, limits: Mapping[str, float]) -> AbuseLimits:
        """With these limits of a policy instead of the defaults."""
        known = {item.name: getattr(cls(), item.name) for item in fields(cls)}
        values: dict[str, Any] = {name: type(known[name])(value) for name, value in limits.items()}
        return cls(**values)


class Signal(NamedTuple):
    """A sign: its kind (see `SIGNALS`), how many requests show it, and the limit it passed."""

    kind: str
    number: int
    limit: int


class _Seen(NamedTuple):
    at: float
    simhash: int
    template: int
    filling: int
    odd: bool


class _Key:
    """What is remembered of one key."""

    __slots__ = ("bands", "odd", "quiet", "seen", "since", "templates", "usual", "windows")

    def __init__(self, now: float) -> None:
        self.seen: deque[_Seen] = deque()
        self.bands: dict[tuple[int, int], Counter[int]] = {}
        self.templates: dict[int, Counter[int]] = {}
        self.odd = 0
        self.usual = 0.0
        self.windows = 0
        self.since = now
        self.quiet: dict[str, float] = {}  # a sign is told once in a window


class AbuseMonitor:
    """Watches keys. Not thread-safe: its owner calls it from one thread, or under a lock."""

    def __init__(self, limits: AbuseLimits | None = None) -> None:
        self._limits = limits or AbuseLimits()
        self._keys: OrderedDict[str, _Key] = OrderedDict()

    def __repr__(self) -> str:
        return f"<AbuseMonitor of {len(self._keys)} keys>"

    def observe(self, key: str, text: str, now: float) -> list[Signal]:
        """Take a request; answers the signs that it completes.

        Args:
            key: whose request it is.
            text: what the user says in it.
            now: seconds on any clock that does not go back.
        """
        state = self._keys.get(key)
        if state is None:
            state = self._keys[key] = _Key(now)
            if len(self._keys) > KEYS:
                self._keys.popitem(last=False)
        self._keys.move_to_end(key)
        self._forget(state, now)
        made = _seen(text[:_LONGEST], now)
        near = self._remember(state, made)
        return list(self._signals(state, made, near, now))

    def _forget(self, state: _Key, now: float) -> None:
        window = self._limits.window
        while state.seen and (now - state.seen[0].at > window or len(state.seen) >= REMEMBERED):
            old = state.seen.popleft()
            for band in _bands(old.simhash):
                _less(state.bands, band, old.simhash)
            _less(state.templates, old.template, old.filling)
            state.odd -= old.odd
        passed = int((now - state.since) / window)
        if passed > 0:
            count = len(state.seen)
            state.usual = count if not state.windows else state.usual * _DECAY + count * (1 - _DECAY)
            state.usual *= _DECAY ** min(passed - 1, 100)
            state.windows += passed
            state.since += passed * window

    def _remember(self, state: _Key, made: _Seen) -> int:
        """Answers how many of the remembered requests resemble this one, itself included."""
        state.seen.append(made)
        similar: dict[int, int] = {}
        for band in _bands(made.simhash):
            counts = state.bands.setdefault(band, Counter())
            counts[made.simhash] += 1
            similar.update(
                (other, count) for other, count in counts.items() if (other ^ made.simhash).bit_count() <= _NEAR
            )
        state.templates.setdefault(made.template, Counter())[made.filling] += 1
        state.odd += made.odd
        return sum(similar.values())

    def _signals(self, state: _Key, made: _Seen, near: int, now: float) -> Iterator[Signal]:
        limits = self._limits
        fillings = len(state.templates[made.template])
        usual = max(limits.least, int(state.usual * limits.rate)) if limits.rate else 0
        for kind, count, limit in (
            ("NEAR_DUPLICATES", near, limits.near_duplicates),
            ("TEMPLATE_SWEEP", fillings, limits.sweep),
            ("RATE", len(state.seen) if state.windows >= _LEARNED else 0, usual),
            ("ENTROPY", state.odd, limits.entropy),
        ):
            if limit and count >= limit and now - state.quiet.get(kind, -math.inf) > limits.window:
                state.quiet[kind] = now
                yield Signal(kind, count, limit)


def _less(table: dict[tuple[int, int], Counter[int]] | dict[int, Counter[int]], name: object, value: int) -> None:
    counts = table.get(name)  # type: ignore[call-overload]
    if counts is None:
        return
    counts[value] -= 1
    if counts[value] <= 0:
        del counts[value]
    if not counts:
        del table[name]  # type: ignore[arg-type]


def _seen(text: str, now: float) -> _Seen:
    words = _WORD.findall(text.lower())
    ends = text if len(text) <= 2 * _END else f"{text[:_END]} {text[-_END:]}"
    slotted = _WORD.findall(_SLOT.sub("_", ends))
    template = hash((*slotted[:_EDGE], "...", *slotted[-_EDGE:]))
    return _Seen(now, _simhash(words), template, hash(tuple(words)), _is_odd(text))


def _simhash(words: Sequence[str]) -> int:
    """Charikar 2002: texts that share most of their word pairs differ in few bits.

    Of a long text the pairs with the smallest hashes stand for all (bottom-k sampling, Cohen and Kaplan 2007): texts
    that share most of their pairs share most of these.
    Python's own hash will do: it is keyed anew in each process, so nobody can choose texts that collide, and what is
    remembered here ends with the process.
    """
    # All bits' counters side by side: ``sums[n]`` holds bit n of the 64 counts, and a hash is added with carry.
    sums = [0] * _PAIRS.bit_length()
    pairs = sorted({hash(pair) & _ALL for pair in zip(["", *words], words, strict=False)})[:_PAIRS]
    for pair in pairs:
        carry, place = pair, 0
        while carry:
            sums[place], carry = sums[place] ^ carry, sums[place] & carry
            place += 1
    # The majority, by comparing all counts with one number from the highest place down.
    half, above, even = len(pairs) // 2, 0, _ALL
    for place in reversed(range(len(sums))):
        if half >> place & 1:
            even &= sums[place]
        else:
            above |= even & sums[place]
            even &= ~sums[place]
    return above


def _bands(simhash: int) -> Iterator[tuple[int, int]]:
    for number in range(_BANDS):
        yield number, simhash >> number * 9 & 0x1FF


def _is_odd(text: str) -> bool:
    text = text[:_TOLD]
    size = len(text)
    if size < _SHORTEST:
        return False
    counts = Counter(text)
    bits = math.log2(size) - sum(count * math.log2(count) for count in counts.values()) / size
    if bits <= _HIGH or not text.isascii() or counts[" "] * 20 >= size:
        return bits < _LOW
    return sum(count for char, count in counts.items() if char.isalpha() or char.isspace()) < 0.9 * size
