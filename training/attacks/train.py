"""Trains the attack expert: `python -m training.attacks.train DATA` writes src/spro/data/attacks/{expert.json,expert.bin}.

Logistic regression over the hashed features of windows. Only folds other than `corpora.HELD_OUT` are used; the
calibration comes from predictions on folds that a model did not see. A quarter of an hour on one core.
"""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from spro.detection.attacks.concepts import Lexicon, load_concepts
from spro.detection.attacks.decode import readings
from spro.detection.attacks.expert import SOURCES, Scaling, pack, windows
from spro.detection.attacks.fold import fold
from spro.detection.attacks.units import BITS, features, sentences, tokens
from training.attacks.corpora import FOLDS, HELD_OUT, ORDINARY, OWN, Row, own, public, templates
from training.attacks.grammar import documents, said
from training.attacks.phrases import phrases

DATA: Final = Path(__file__).parents[2] / "src/spro/data/attacks"
_LONGEST: Final = 6_000  # characters of a text that are learned from
_PER_TEXT: Final = 12  # windows of a text that are learned from
_REGULAR: Final = 1.0
_ROUNDS: Final = 2
_CROWD: Final = 0.5
_KEPT: Final = 0.01  # smaller weights become 0
FALSE_ORDINARY, FALSE_HARD = 0.01, 0.04
AT: Final = 0.85
"""The policies' threshold."""
WRITTEN: Final = ("phrases", "grammar", "languages")
"""Sets that were written to be learned from: they say nothing of how often texts are attacks."""
_ENCODED: Final = ("encoded_block", "encoded_letters")


@dataclass(slots=True)
class Judged:
    """A text's windows: features [windows, 2**BITS], and the label of each, None where it says nothing."""

    row: Row
    matrix: Any
    labels: list[bool | None]


def kind_of(row: Row) -> str:
    """Which of the two models judges a text."""
    return "u" if row.source == "user" else "d"


def prepared(row: Row, lexicon: Lexicon) -> Judged | None:
    """Windows, features and labels of a text, exactly as they are judged at run time."""
    view = fold(row.text[:_LONGEST])
    words = tokens(view.text)
    runs = sentences(view.text, words)
    if not words:
        return None
    spans = windows(runs)
    found = np.array(list(features(words, lexicon.find(view.text), runs, kind_of(row))), dtype=np.int64).reshape(-1, 2)
    found = found[np.argsort(found[:, 0], kind="stable")]
    rows, columns, values, labels = [], [], [], []
    for number, (begin, end) in enumerate(spans):
        low, high = np.searchsorted(found[:, 0], begin), np.searchsorted(found[:, 0], end)
        rows.append(np.full(high - low, number))
        columns.append(found[low:high, 1])
        values.append(np.full(high - low, 1 / math.sqrt(max(8, end - begin)), dtype=np.float32))
        place = view.span(words[begin].start, words[end - 1].end)
        labels.append(_label(row, place, end - begin, len(runs), whole=(begin, end) == (0, len(words))))
    shape = (len(spans), 1 << BITS)
    joined = sparse.csr_matrix((np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))), shape=shape)
    return Judged(row, joined, labels)


def _label(row: Row, place: tuple[int, int], words: int, runs: int, *, whole: bool) -> bool | None:
    if not row.attack:
        return False
    if row.span is None:
        return True if (whole if runs <= 3 else words > 25) else None
    start, end = row.span
    common = max(0, min(end, place[1]) - max(start, place[0]))
    if common >= 0.6 * (end - start):
        return True if common >= 0.4 * (place[1] - place[0]) else None
    return False if not common and (end - start) < 0.7 * len(row.text) else None


def samples(texts: Sequence[Judged], judge: Callable[[Any], Any] | None = None) -> tuple[Any, Any, Any]:
    """Features, labels and weights to learn from.

    Of a text with many windows some are taken: those that ``judge`` (a first model) thinks most like an attack, so that
    long harmless texts teach what is hard about them; without it by chance.
    """
    chooser = np.random.default_rng(11)
    blocks, labels, weights = [], [], []
    for item in texts:
        usable = [number for number, label in enumerate(item.labels) if label is not None]
        if len(usable) > _PER_TEXT:
            if judge is None or item.row.attack:
                usable = sorted(chooser.choice(usable, _PER_TEXT, replace=False).tolist())
            else:
                usable = np.argsort(-judge(item.matrix), kind="stable")[:_PER_TEXT].tolist()
        if not usable:
            continue
        blocks.append(item.matrix[usable])
        labels += [bool(item.labels[number]) for number in usable]
        weights += [_worth(item.row) / len(usable) ** (0.7 if item.row.attack else 0.5)] * len(usable)
    return sparse.vstack(blocks).tocsr(), np.array(labels), np.array(weights)


def _worth(row: Row) -> float:
    """Our own rows are few and hard; ordinary prompts must stay free."""
    return 3.0 if row.set in (*OWN, "phrases") else 2.0 if row.set in ORDINARY else 1.0


def fitted(texts: Sequence[Judged]) -> tuple[Any, float]:
    """Weights and bias, of a model that has seen its hardest windows."""
    judge = None
    for _ in range(_ROUNDS):
        learned, labels, weights = samples(texts, judge)
        model = LogisticRegression(C=_REGULAR, solver="liblinear", max_iter=300)
        model.fit(learned, labels, sample_weight=weights)
        coefficients, bias = model.coef_[0], float(model.intercept_[0])
        judge = lambda matrix, by=coefficients: matrix @ by  # noqa: E731
    return coefficients, bias


def logit(item: Judged, weights: Any, bias: float) -> float:
    """The strongest window's sum, less what the number of windows takes."""
    return float((item.matrix @ weights).max() + bias - _CROWD * math.log2(max(1, len(item.labels))))


def decoded(row: Row) -> list[Row]:
    """What an encoded attack says: learned from instead of its letters."""
    if row.kind not in _ENCODED or not row.attack:
        return [row]
    return [replace(row, text=reading.text, span=None) for reading in readings(row.text)][:1]


def learned_rows(data: Path, keep: Callable[[Row], bool] = lambda _row: True) -> list[Row]:
    """Everything that may be learned from."""
    rows = [*own(data), *public(data), *templates(data), *phrases(), *said(), *documents()]
    rows = [row for row in rows if row.fold != HELD_OUT and row.set != "bipia" and keep(row)]
    made = [one for row in rows for one in decoded(row)]
    return [*made, *brought_along(made)]


def brought_along(rows: Sequence[Row]) -> list[Row]:
    """What users say as it would stand in a document or tool result, between sentences that are none of it."""
    chooser = random.Random(5)
    harmless = [row.text for row in rows if not row.attack and row.source != "user" and len(row.text) < 400]
    made = []
    for row in rows:
        if row.source != "user" or row.set not in (*OWN, "phrases", "languages", "spikee") or len(row.text) > 1500:
            continue
        before, after = chooser.choice(harmless), chooser.choice(harmless)
        text = f"{before}\n{row.text}\n{after}" if chooser.random() < 0.6 else row.text
        start = text.index(row.text)
        low, high = row.span or (0, len(row.text))
        span = (start + low, start + high) if row.attack else None
        made.append(replace(row, text=text, span=span, source="document"))
    return made


def calibrated(texts: Sequence[Judged]) -> tuple[float, float]:
    """Slope and shift that make a text's score a probability, from folds that the model did not see.

    Logistic regression (Platt 1999), moved down where at the policies' threshold more than 1 % of ordinary prompts or 4 %
    of hard harmless texts would be called attacks. Never up: templates were written after looking at these folds, so
    they flatter.
    """
    judged: list[tuple[float, Row]] = []
    for out in [number for number in range(FOLDS) if number != HELD_OUT]:
        weights, bias = fitted([item for item in texts if item.row.fold != out])
        judged += [
            (logit(item, weights, bias), item.row)
            for item in texts
            if item.row.fold == out and item.row.set not in WRITTEN
        ]
        print("fold", out, flush=True)
    return _moved(judged)


def _moved(judged: Sequence[tuple[float, Row]]) -> tuple[float, float]:
    sums = np.array([value for value, _ in judged])[:, None]
    model = LogisticRegression(C=1e3).fit(sums, [row.attack for _, row in judged])
    slope, shift = float(model.coef_[0][0]), float(model.intercept_[0])
    ordinary = [value for value, row in judged if row.set in ORDINARY]
    hard = [value for value, row in judged if row.set in OWN and not row.attack]
    least = max(_least(ordinary, FALSE_ORDINARY), _least(hard, FALSE_HARD))
    print("threshold", least, "by itself", (math.log(AT / (1 - AT)) - shift) / slope)
    for name in OWN:
        found = [value > least for value, row in judged if row.attack and row.set == name]
        print(" ", name, len(found), round(sum(found) / max(1, len(found)), 3))
    return slope, min(shift, math.log(AT / (1 - AT)) - slope * least)


def _least(values: Sequence[float], share: float) -> float:
    """The least sum that at most this share of the values pass."""
    return sorted(values, reverse=True)[int(share * len(values))] if values else -math.inf


def main() -> None:
    """Train, calibrate, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with injection/ and templates/")
    arguments = parser.parse_args()
    lexicon = Lexicon(load_concepts((DATA / "concepts.toml").read_text(encoding="utf-8")))
    texts = [item for row in learned_rows(arguments.data) if (item := prepared(row, lexicon)) is not None]
    print(f"{len(texts)} texts, {sum(item.row.attack for item in texts)} attacks")
    weights, settings = {}, {}
    for kind in SOURCES:
        mine = [item for item in texts if kind_of(item.row) == kind]
        slope, shift = calibrated(mine)
        found, bias = fitted(mine)
        weights[kind] = np.where(np.abs(found) < _KEPT, 0.0, found).tolist()
        settings[kind] = Scaling(1.0, bias, slope, shift)
    written, packed = pack(weights, settings, _CROWD)
    (DATA / "expert.json").write_text(written, encoding="utf-8")
    (DATA / "expert.bin").write_bytes(packed)
    print(written, len(packed), "bytes")


if __name__ == "__main__":
    main()
