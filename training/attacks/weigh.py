"""Ships the reader: `python -m training.attacks.weigh DATA` writes reader.onnx, vocab.txt and reader.json.

Learns on rows that neither of the two has seen (`encoder.calibration`) what the reader's logit counts beside the linear
expert's: logistic regression over both. ONNX in int8, see `training.names.export`.
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnx
import torch
from sklearn.linear_model import LogisticRegression

from spro.detection.attacks.concepts import Lexicon, load_concepts
from spro.detection.attacks.expert import SOURCES, Expert, Scaling, pack
from spro.detection.attacks.fold import fold
from spro.detection.attacks.reader import Reader, Weighing, doubtful, legible
from spro.detection.attacks.units import sentences, tokens
from training.attacks.corpora import ORDINARY, Row
from training.attacks.encoder import OUT, Judge, calibration
from training.attacks.train import AT, DATA, FALSE_HARD, FALSE_ORDINARY, fitted, kind_of, learned_rows, prepared
from training.names.export import small_embeddings

_INPUTS: Final = ("input_ids", "attention_mask", "token_type_ids")
_LOW, _HIGH = 0.05, 0.99
_PLACES: Final = 128
_ORDINARY_WORTH: Final = 3.0


def export(folder: Path) -> None:
    """`reader.onnx` and `vocab.txt` from what was trained."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    state = torch.load(OUT / "reader.pt", weights_only=True)
    model = Judge(state["body.words.weight"].shape[0])
    model.load_state_dict(state)
    model.body.positions.weight = torch.nn.Parameter(model.body.positions.weight[:_PLACES].detach().clone())
    sample = torch.ones((2, 16), dtype=torch.int64)
    axes = {name: {0: "batch", 1: "tokens"} for name in _INPUTS} | {"logits": {0: "batch"}}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model.eval(), (sample, sample, sample * 0), str(OUT / "float.onnx"), input_names=list(_INPUTS),
            output_names=["logits"], dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
    quantize_dynamic(
        str(OUT / "float.onnx"), str(OUT / "half.onnx"), op_types_to_quantize=["MatMul", "Gemm"],
        weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
    )  # fmt: skip
    graph = onnx.load(str(OUT / "half.onnx"))
    small_embeddings(graph)
    onnx.save(graph, str(folder / "reader.onnx"))
    shutil.copy(OUT / "vocab.txt", folder / "vocab.txt")


def linear(rows: list[Row], lexicon: Lexicon) -> Expert:
    """The linear expert without the rows that weigh it, calibrated as the shipped one."""
    texts = [item for row in rows if not calibration(row) and (item := prepared(row, lexicon)) is not None]
    shipped = json.loads((DATA / "expert.json").read_text(encoding="utf-8"))
    weights, settings = {}, {}
    for kind in SOURCES:
        found, bias = fitted([item for item in texts if kind_of(item.row) == kind])
        weights[kind] = found.tolist()
        settings[kind] = Scaling(**shipped[kind])._replace(bias=bias)
    return Expert.of(*pack(weights, settings, shipped["crowd"]))


def pair(row: Row, expert: Expert, reader: Reader, lexicon: Lexicon) -> tuple[float, float] | None:
    """Logits of the most doubtful region by both; None where the reader would not be asked."""
    view = fold(row.text)
    words = tokens(view.text)
    runs = sentences(view.text, words)
    kind = kind_of(row)
    judged = expert.judge(words, lexicon.find(view.text), runs, kind)
    best: tuple[float, float] | None = None
    for begin, end in doubtful(judged, runs, _LOW, 1.0):
        text = view.text[words[begin].start : words[end - 1].end]
        if legible(text):
            score = max(item.score for item in judged if begin <= item.begin and item.end <= end)
            both = (float(np.log(score / (1 - min(score, 1 - 1e-9)))), reader.judge(text, kind))
            if best is None or sum(both) > sum(best):
                best = both
    return best


def main() -> None:
    """Export, weigh, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=DATA)
    parser.add_argument("--keep", action="store_true", help="only weigh the reader that is there, beside a new expert")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    if not arguments.keep:
        export(arguments.out)
    vocabulary = (arguments.out / "vocab.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n")
    reader = Reader(Weighing(0, 1, 1, 1, 0, 0), vocabulary, (arguments.out / "reader.onnx").read_bytes())
    lexicon = Lexicon(load_concepts((DATA / "concepts.toml").read_text(encoding="utf-8")))
    rows = learned_rows(arguments.data)
    expert = linear(rows, lexicon)
    found: list[tuple[Row, tuple[float, float]]] = []
    for row in rows:
        if calibration(row) and (both := pair(row, expert, reader, lexicon)) is not None:
            found.append((row, both))
    logits = np.array([both for _, both in found])
    labels = np.array([row.attack for row, _ in found])
    worth = [_ORDINARY_WORTH if row.set in ORDINARY else 1.0 for row, _ in found]
    model = LogisticRegression(C=1e2).fit(logits, labels, sample_weight=worth)
    sums = model.decision_function(logits)
    weighing: dict[str, Any] = {
        "low": _LOW, "high": _HIGH, "linear": round(float(model.coef_[0][0]), 3),
        "reader": round(float(model.coef_[0][1]), 3),
        "said": round(_shift(sums, found, rows, float(model.intercept_[0]), user=True), 3),
        "brought": round(_shift(sums, found, rows, float(model.intercept_[0]), user=False), 3),
    }  # fmt: skip
    (arguments.out / "reader.json").write_text(json.dumps(weighing, indent=1) + "\n", encoding="utf-8")
    for name, column in (("linear", logits[:, 0]), ("reader", logits[:, 1]), ("both", sums)):
        print(name, "right:", _right(column, labels))
    print(len(found), int(labels.sum()), weighing)


def _shift(sums: Any, found: Sequence[tuple[Row, Any]], rows: Sequence[Row], base: float, *, user: bool) -> float:
    """The intercept, or less where too many harmless texts of the source would pass the policies' threshold."""
    held = [row for row in rows if calibration(row) and not row.attack and (row.source == "user") == user]
    least = -math.inf
    for share, ordinary in ((FALSE_ORDINARY, True), (FALSE_HARD, False)):
        group = {row for row in held if (row.set in ORDINARY) == ordinary}
        mine = [float(total) for total, (row, _) in zip(sums, found, strict=True) if row in group]
        least = max(least, _least(mine, int(share * len(group))))
    return min(base, base + math.log(AT / (1 - AT)) - least)


def _least(sums: Sequence[float], place: int) -> float:
    """The sum that so many pass."""
    ordered = sorted(sums, reverse=True)
    return ordered[place] + 1e-6 if place < len(ordered) else min(ordered, default=-math.inf)


def _right(scores: Any, labels: Any) -> float:
    """Share of pairs of an attack and a harmless text that stand in the right order."""
    return round(float((scores[labels][:, None] > scores[~labels][None]).mean()), 3)


if __name__ == "__main__":
    main()
