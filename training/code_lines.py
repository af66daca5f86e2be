"""Learns the weights of the code recognizer: `python -m training.code_lines` writes detection/code_weights.py.

Two linear models over the features that `spro.detection.code_lines` computes: code or prose for a line (logistic
regression), and the language of a block (softmax regression). Words are kept only if several repositories or prose
sources use them, so that no project's own names get into the weights. Standard library only, fixed seed, minutes.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import exp, log, sqrt
from pathlib import Path
from typing import Any, Final

from spro.detection.code_language import block_features
from spro.detection.code_lines import features
from training.code_corpus import Sources, sources
from training.code_documents import Document, documents, excerpt

_SEED: Final = 20261122
_TARGET: Final = Path(__file__).parents[1] / "src/spro/detection/code_weights.py"
_LINE_FEATURES: Final = 900
_LANGUAGE_FEATURES: Final = 520
_KEPT: Final = 0.5


class _Everything(dict[str, float]):
    """Knows every word: shows which words there are."""

    def __contains__(self, key: object) -> bool:
        return True


def _entropy(*counts: float) -> float:
    total = sum(counts)
    return -sum(c / total * log(c / total) for c in counts if c) if total else 0.0


def _lines(made: Sequence[Document]) -> list[tuple[str, int, str]]:
    """Judged lines, each with its label and where it comes from."""
    return [
        (line, label, origin)
        for document in made
        for line, label, origin in zip(document.lines, document.labels, document.origins, strict=True)
        if label is not None
    ]


def _informative(lines: Sequence[tuple[str, int, str]], most: int) -> list[str]:
    """Features that tell code from prose, used in at least three repositories or prose sources."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    seen: dict[str, set[str]] = defaultdict(set)
    totals = [0, 0]
    for line, label, source in lines:
        totals[label] += 1
        for name in features(line, _Everything()):
            counts[name][label] += 1
            seen[name].add(source)
    whole = sum(totals)
    base = _entropy(*totals)

    def gain(name: str) -> float:
        prose, code = counts[name]
        n = prose + code
        rest = _entropy(totals[0] - prose, totals[1] - code)
        return base - n / whole * _entropy(prose, code) - (whole - n) / whole * rest

    chosen = [name for name, sides in counts.items() if sum(sides) >= 20 and len(seen[name] - {""}) >= 3 and _fit(name)]
    return sorted(chosen, key=lambda name: (-gain(name), name))[:most]


def _fit(name: str) -> bool:
    """A single letter is a variable here and a word there."""
    word = name.strip("^$")
    return name.isascii() and not (len(word) == 1 and word.isalpha())


def _logistic(rows: list[tuple[list[str], int]], rounds: int, shrink: float) -> tuple[dict[str, float], float]:
    """AdaGrad logistic regression with L1 shrinking; classes weigh the same."""
    rng = random.Random(_SEED)
    weights: dict[str, float] = defaultdict(float)
    squares: dict[str, float] = defaultdict(lambda: 1e-3)
    share = sum(label for _, label in rows) / len(rows)
    balance = (0.5 / (1 - share), 0.5 / share)
    for _ in range(rounds):
        rng.shuffle(rows)
        for names, label in rows:
            margin = weights["*"] + sum([weights[name] for name in names])
            error = (1 / (1 + exp(-max(-30.0, min(30.0, margin)))) - label) * balance[label]
            for name in (*names, "*"):
                squares[name] += error * error
                rate = 0.2 / sqrt(squares[name])
                moved = weights[name] - rate * error
                cut = rate * shrink
                weights[name] = moved - cut if moved > cut else moved + cut if moved < -cut else 0.0
    bias = weights.pop("*")
    return {name: weight for name, weight in weights.items() if abs(weight) >= 0.05}, bias


def train_lines(made: Sequence[Document]) -> tuple[dict[str, float], float]:
    """Weights and bias of the line model."""
    lines = _lines(made)
    known = dict.fromkeys(_informative(lines, _LINE_FEATURES), 0.0)
    rows = [(sorted(features(line, known)), label) for line, label, _ in lines]
    return _logistic(rows, 8, 2e-4)


def _excerpts(parts: Sources, count: int) -> list[tuple[str, str, list[str]]]:
    """(language, repository, lines)."""
    rng = random.Random(_SEED)
    found = []
    for _ in range(count):
        language = rng.choice(sorted(parts.code))
        repository, text = rng.choice(parts.code[language])
        lines = excerpt(text, rng, language)
        if lines:
            found.append((language, repository, lines))
    return found


def _telling(samples: Sequence[tuple[str, str, list[str]]], most: int) -> list[str]:
    """Features that tell languages apart and that more than one repository uses, or a repository all over."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    places: dict[str, Counter[str]] = defaultdict(Counter)
    totals: Counter[str] = Counter()
    samples_of: Counter[str] = Counter()
    for language, repository, lines in samples:
        totals[language] += 1
        samples_of[repository] += 1
        for name in block_features(lines, _Everything()):
            counts[name][language] += 1
            places[name][repository] += 1
    whole = sum(totals.values())
    base = _entropy(*totals.values())

    def gain(name: str) -> float:
        n = sum(counts[name].values())
        rest = _entropy(*(totals[key] - counts[name][key] for key in totals))
        return base - n / whole * _entropy(*counts[name].values()) - (whole - n) / whole * rest

    def general(name: str) -> bool:
        often = sum(1 for place, n in places[name].items() if n >= 3)
        return often >= 2 or any(n > 0.15 * samples_of[place] for place, n in places[name].items())

    fit = [name for name in counts if general(name) and name.isascii() and "\t" not in name]
    return sorted(fit, key=lambda name: (-gain(name), name))[:most]


def train_languages(parts: Sources) -> tuple[list[str], dict[str, list[float]]]:
    """Languages in order, and for each feature a weight for each language; "*" is the bias."""
    samples = _excerpts(parts, 14000)
    known = dict.fromkeys(_telling(samples, _LANGUAGE_FEATURES), 0.0)
    languages = sorted(parts.code)
    size = range(len(languages))
    rows = [(sorted(block_features(ls, known)), languages.index(language)) for language, _, ls in samples]
    weights = {name: [0.0] * len(languages) for name in ("*", *known)}
    squares = {name: [1e-2] * len(languages) for name in weights}
    rng = random.Random(_SEED)
    for _ in range(8):
        rng.shuffle(rows)
        for every, label in rows:
            # Leaving out features at random keeps a few words of the training repositories from carrying it all.
            names = ["*", *(name for name in every if rng.random() < _KEPT)]
            picked = [weights[name] for name in names]
            margins = [sum(column) for column in zip(*picked, strict=True)]
            top = max(margins)
            powers = [exp(margin - top) for margin in margins]
            total = sum(powers)
            errors = [(k, powers[k] / total - (k == label)) for k in size]
            errors = [(k, error) for k, error in errors if abs(error) > 0.01]
            for name in names:
                row, square = weights[name], squares[name]
                for k, error in errors:
                    square[k] += error * error
                    row[k] -= 0.15 * (error + 2e-4 * row[k]) / sqrt(square[k])
    return languages, weights


def _pack(items: Iterable[str]) -> list[str]:
    """Items, joined by tabs, as string literals of at most 118 characters."""
    rows, row = [], ""
    for item in items:
        if row and len(_quoted(row + item + "\t")) > 115:
            rows.append(row)
            row = ""
        row += item + "\t"
    return [*rows, row]


def _module(
    lines: Mapping[str, float], bias: float, languages: Sequence[str], table: Mapping[str, Sequence[float]]
) -> str:
    def block(items: Iterable[str]) -> str:
        return "(\n" + "".join(f"    {_quoted(row)}\n" for row in _pack(items)) + ")"

    def letters(row: Sequence[float]) -> str:
        return "".join(chr(65 + max(0, min(57, round(value * 8) + 28))) for value in row)

    ordered = sorted(lines.items(), key=lambda item: (-item[1], item[0]))
    tables = [f"{name}\t{letters(row)}" for name, row in sorted(table.items())]
    return f'''"""Weights of the code recognizer; made by `python -m training.code_lines`, not edited by hand.

LINES: feature, weight in hundredths; LANGUAGE_TABLE: feature, one letter for each language, chr(65 + 28 + 8 * weight).
"""

from __future__ import annotations

from typing import Final

BIAS: Final = {bias:.2f}
LANGUAGES: Final = (
{"".join(f'    "{name}",{chr(10)}' for name in languages)})
# fmt: off
LINES: Final = {block(f"{name}{chr(9)}{round(100 * weight)}" for name, weight in ordered)}
LANGUAGE_TABLE: Final = {block(tables)}
'''


def _quoted(text: str) -> str:
    """A literal as ruff wants it: the quotes that need no escape."""
    quote = "'" if '"' in text and "'" not in text else '"'
    return quote + text.replace("\\", "\\\\").replace(quote, "\\" + quote).replace("\t", "\\t") + quote


def main(arguments: Sequence[str] | None = None) -> None:
    """Train and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=14000)
    options: Any = parser.parse_args(arguments)
    parts = sources("train")
    lines, bias = train_lines(documents(parts, options.documents, _SEED))
    languages, table = train_languages(parts)
    _TARGET.write_text(_module(lines, bias, languages, table), encoding="utf-8")
    print(f"{len(lines)} line features, {len(table)} language features -> {_TARGET.name}")


if __name__ == "__main__":
    main()
