"""All of attack detection behind one call: read the text in every way, ask rules and expert, say where and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from spro.detection.attacks.concepts import Hit, Lexicon
from spro.detection.attacks.decode import DEPTH, INVISIBLE, Reading, readings
from spro.detection.attacks.expert import Expert, Window
from spro.detection.attacks.finding import Attack, Source
from spro.detection.attacks.fold import View, fold
from spro.detection.attacks.rules import AttackRule, matches
from spro.detection.attacks.units import Token, sentences, tokens
from spro.errors import DetectionError, SProError

if TYPE_CHECKING:
    from spro.detection.attacks.reader import Reader  # NumPy comes with the `names` extra

__all__ = ["AttackDetector"]

_PART: Final = 40_000  # characters judged at once; longer texts come in parts
_OVERLAP: Final = 1_000
_READINGS: Final = 48  # other readings of one part, at all depths together
_BUDGET: Final = 4  # characters of other readings, as a multiple of the part's
_LEAST: Final = 262_144
_HIDDEN_SENTENCE: Final = 16  # invisible characters: a flag has up to seven
_HIDDEN_SCORE: Final = 0.95
_DOUBT: Final = 0.05  # a score below which no reader is loaded
_SAID: Final = {
    "DROP": "sets something aside",
    "PRIOR": "speaks of what came before",
    "RULES": "speaks of a model's rules",
    "SYSTEM": "speaks of the system prompt",
    "SHOW": "asks to show something",
    "VERBATIM": "wants it word for word",
    "SECRET": "wants what is hidden",
    "MACHINE": "speaks to a machine",
    "MAKER": "claims authority",
    "FREE": "asks for no limits",
    "PERSONA": "assigns another role",
    "HUSH": "asks to keep it from the user",
    "SEND": "sends something",
    "DATA": "is after data",
    "ACT": "orders a deed",
    "BEND": "dictates what to tell the user",
    "MASKED": "speaks of masked values",
    "CIPHER": "uses a way round",
    "MEMORY": "wants to be remembered",
    "TRAINED": "is after training data",
    "NOTE": "addresses whoever reads it",
}
_KIND_OF: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("MASKING_BYPASS", ("MASKED",)),
    ("DATA_HARVESTING", ("TRAINED",)),
    ("MEMORY_POISONING", ("MEMORY",)),
    ("PROMPT_EXTRACTION", ("SYSTEM", "SHOW")),
    ("EXFILTRATION", ("SEND", "DATA")),
    ("PROMPT_INJECTION", ("DROP", "RULES")),
    ("PROMPT_INJECTION", ("DROP", "PRIOR")),
    ("JAILBREAK", ("FREE",)),
    ("JAILBREAK", ("PERSONA",)),
    ("TOOL_ABUSE", ("ACT", "HUSH")),
)


class AttackDetector:
    """Finds attacks. Safe to call from several threads.

    Args:
        lexicon: words by meaning.
        rules: what leaves little doubt.
        expert: weighs the rest.
        reader: loads the model that is asked where the expert is unsure; without it the expert decides. It is called
            when a text first raises a doubt, since a model takes some tens of megabytes.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        rules: Sequence[AttackRule],
        expert: Expert,
        reader: Callable[[], Reader] | None = None,
    ) -> None:
        self._lexicon = lexicon
        self._rules = tuple(rules)
        self.expert = expert
        self._reader = reader

    def find(self, text: str, source: Source = "user", threshold: float = 0.5) -> list[Attack]:
        """Attacks of at least ``threshold``, by position, without overlap.

        Raises:
            DetectionError: something failed; the text must be treated as the policy treats failures.
        """
        try:
            found: list[Attack] = []
            for offset in range(0, max(1, len(text)), _PART):
                part = text[max(0, offset - _OVERLAP) : offset + _PART]
                shift = max(0, offset - _OVERLAP)
                for item in self._part(part, source, threshold):
                    found.append(item._replace(start=item.start + shift, end=item.end + shift))  # noqa: PERF401  # reads better
            return _joined(found)
        except SProError:
            raise
        except Exception as error:  # noqa: BLE001  # whatever fails in there, nothing may pass as clean
            raise DetectionError(f"attack detection failed ({type(error).__name__})") from None

    def score(self, text: str, source: Source = "user") -> float:
        """How likely the text holds an attack at all."""
        return max((item.score for item in self.find(text, source, 0.0)), default=0.0)

    def _part(self, text: str, source: Source, threshold: float) -> Iterator[Attack]:
        yield from self._read(fold(text), source, threshold, joined=False)
        budget = [max(_LEAST, _BUDGET * len(text)), _READINGS]
        for chain in _all_readings(text, budget, DEPTH):
            last = chain[-1]
            if last.how == INVISIBLE and len(last.text) >= _HIDDEN_SENTENCE and threshold <= _HIDDEN_SCORE:
                _, start, end = last.pieces[0]
                yield Attack(
                    start, end, "INDIRECT_INJECTION", _HIDDEN_SCORE, (f"hidden by {INVISIBLE}",), "invisible-text"
                )
            for item in self._read(fold(last.text), source, threshold, joined=last.joined):
                start, end = item.start, item.end
                for reading in reversed(chain):
                    start, end = reading.origin(start, end)
                how = ", ".join(dict.fromkeys(reading.how for reading in chain))
                if end > start:
                    yield item._replace(start=start, end=end, why=(f"hidden by {how}", *item.why))

    def _read(self, view: View, source: Source, threshold: float, *, joined: bool) -> Iterator[Attack]:
        """Attacks in one reading, with offsets into what it was folded from."""
        hits = self._lexicon.find(view.text, joined=joined)
        for rule in self._rules:
            if rule.score >= threshold and source in rule.sources:
                for start, end in matches(rule, view.text, hits):
                    low, high = view.span(start, end)
                    yield Attack(low, high, rule.kind, rule.score, (rule.name,), rule.id)
        if not hits:
            return
        words = tokens(view.text) if not joined else _split(view.text, hits)
        runs = sentences(view.text, words)
        kind = "u" if source == "user" else "d"
        judged = self.expert.judge(words, hits, runs, kind, min(threshold, _DOUBT))
        if self._reader is not None and not joined and any(item.score >= _DOUBT for item in judged):

            def passage(begin: int, end: int) -> str:
                return view.text[words[begin].start : words[end - 1].end]

            judged = self._reader().reread(judged, runs, passage, kind)
        for window in _best(item for item in judged if item.score >= threshold):
            start, stop = words[window.begin].start, words[window.end - 1].end
            inside = [hit.concept for hit in hits if start <= hit.start and hit.end <= stop]
            low, high = view.span(start, stop)
            yield Attack(low, high, _kind(inside, source), window.score, _why(inside))


def _all_readings(
    text: str, budget: list[int], depth: int, chain: tuple[Reading, ...] = ()
) -> Iterator[tuple[Reading, ...]]:
    for reading in readings(text):
        budget[0] -= len(reading.text)
        budget[1] -= 1
        if budget[0] < 0 or budget[1] < 0:
            return
        longer = (*chain, reading)
        yield longer
        if depth > 1 and not reading.aligned:
            yield from _all_readings(reading.text, budget, depth - 1, longer)


def _split(text: str, hits: Iterable[Hit]) -> list[Token]:
    """Words of a text without spaces: those that the lexicon knows, longest first, and what lies between."""
    words: list[Token] = []
    done = 0
    for hit in hits:
        if hit.start >= done and hit.end > hit.start:
            words += _between(text, done, hit.start)
            words.append(Token(text[hit.start : hit.end], hit.start, hit.end))
            done = hit.end
    return words + _between(text, done, len(text))


def _between(text: str, start: int, end: int) -> list[Token]:
    """The words of a part of a text, with offsets into the whole."""
    return [Token(item.word, item.start + start, item.end + start) for item in tokens(text[start:end])]


def _best(windows: Iterable[Window]) -> Iterator[Window]:
    """The strongest windows, without overlap; of equals the shortest."""
    taken = bytearray()
    for window in sorted(windows, key=lambda item: (-round(item.score, 3), item.end - item.begin)):
        if len(taken) < window.end:
            taken.extend(bytes(window.end - len(taken)))
        if not any(taken[window.begin : window.end]):
            taken[window.begin : window.end] = b"\1" * (window.end - window.begin)
            yield window


def _kind(concepts: Sequence[str], source: Source) -> str:
    if source != "user":
        return "INDIRECT_INJECTION"
    here = set(concepts)
    return next((kind for kind, needed in _KIND_OF if here.issuperset(needed)), "PROMPT_INJECTION")


def _why(concepts: Iterable[str]) -> tuple[str, ...]:
    counted = Counter(concept for concept in concepts if concept in _SAID)
    return tuple(_SAID[concept] for concept, _ in counted.most_common(4))


def _joined(found: Iterable[Attack]) -> list[Attack]:
    """Overlapping findings become one, with the strongest one's kind and reasons."""
    out: list[Attack] = []
    for item in sorted(found):
        if out and item.start < out[-1].end:
            last = out[-1]
            best = item if item.score > last.score else last
            out[-1] = best._replace(start=last.start, end=max(last.end, item.end))
        else:
            out.append(item)
    return out
