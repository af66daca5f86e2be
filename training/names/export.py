"""Writes a trained checkpoint as the model that ships: `python -m training.names.export names --exit 3 --out DIR`.

ONNX with int8 matrix products (dynamic quantisation, one scale per column) and int8 embeddings (one scale per row),
so that file and memory stay small; `model.json` says what the run time needs to know (`spro.detection.names.model`).
"""

from __future__ import annotations

import argparse
import json
import shutil
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper

from training.names import rows
from training.names.convolution import Convolution
from training.names.encode import TAGS
from training.names.network import Encoder
from training.names.values import LABELS

_INPUTS: Final = ("input_ids", "attention_mask", "token_type_ids")
_LATIN: Final = ("Latin",)
# Mean probability from which a type is believed, from the development prompts. Where rules know the formats, the model
# only adds what it is sure of.
_SURE: Final = 0.97
_THRESHOLDS: Final = {
    **dict.fromkeys(LABELS, _SURE), "PERSON": 0.45, "ORGANIZATION": 0.6, "LOCATION": 0.75, "ADDRESS": 0.75, "DATE": 0.8, "AGE": 0.8,
    "USERNAME": 0.9, "DIAGNOSIS": 0.8, "MEDICATION": 0.8, "ORDER_ID": 0.95, "CUSTOMER_ID": 0.95, "CASE_NUMBER": 0.95,
}  # fmt: skip
_ALONE: Final = {"wordpiece": 0.88, "chars": 0.9}
_BIAS: Final = 1.0
_OTHERS: Final = ("Cyrillic", "Greek", "Arabic", "Devanagari", "Han", "Hiragana", "Katakana", "Hangul")


class _LastExit(torch.nn.Module):
    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> torch.Tensor:
        logits: torch.Tensor = self.model(input_ids, attention_mask, token_type_ids)[-1]
        return logits


def main_model(checkpoint: Path, depth: int) -> torch.nn.Module:
    """The encoder up to one exit."""
    state = torch.load(checkpoint, weights_only=True)["model"]
    model = Encoder(state["words.weight"].shape[0], len(TAGS), (depth,))
    kept = {name: value for name, value in state.items() if name in model.state_dict()}
    model.load_state_dict(kept)
    return model.eval()


def small_model(checkpoint: Path) -> torch.nn.Module:
    """The second expert."""
    state = torch.load(checkpoint, weights_only=True)["model"]
    model = Convolution(state["words.weight"].shape[0], len(TAGS))
    model.load_state_dict(state)
    return model.eval()


def write(model: torch.nn.Module, folder: Path) -> None:
    """`model.onnx` in int8, and the float one beside it under `var/` for comparison."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    full = rows.OUT / "float.onnx"
    sample = torch.ones((2, 16), dtype=torch.int64)
    axes = {name: {0: "batch", 1: "tokens"} for name in (*_INPUTS, "logits")}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            _LastExit(model), (sample, sample, sample * 0), str(full), input_names=list(_INPUTS),
            output_names=["logits"], dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
    half = rows.OUT / "half.onnx"
    quantize_dynamic(
        str(full), str(half), op_types_to_quantize=["MatMul", "Gemm"], weight_type=QuantType.QInt8, per_channel=True,
        reduce_range=True,
    )  # fmt: skip
    graph = onnx.load(str(half))
    small_embeddings(graph)
    onnx.save(graph, str(folder / "model.onnx"))
    for path in (full, half):
        print(path.name, path.stat().st_size)
    print("model.onnx", (folder / "model.onnx").stat().st_size)


def small_embeddings(model: Any) -> None:
    """Gather from float rows becomes Gather from int8 rows times their scale."""
    graph = model.graph
    tensors = {item.name: item for item in graph.initializer}
    for node in list(graph.node):
        if node.op_type != "Gather" or node.input[0] not in tensors:
            continue
        table = numpy_helper.to_array(tensors[node.input[0]])
        if table.ndim != 2 or table.dtype != np.float32 or table.shape[0] < 8:
            continue
        stem = node.input[0]
        scale = np.maximum(np.abs(table).max(1, keepdims=True) / 127.0, 1e-12).astype(np.float32)
        small = np.clip(np.round(table / scale), -127, 127).astype(np.int8)
        graph.initializer.remove(tensors[stem])
        graph.initializer.extend(
            [numpy_helper.from_array(small, f"{stem}_i8"), numpy_helper.from_array(scale, f"{stem}_s")]
        )
        at = list(graph.node).index(node)
        made = [
            helper.make_node("Gather", [f"{stem}_i8", node.input[1]], [f"{stem}_rows"]),
            helper.make_node("Cast", [f"{stem}_rows"], [f"{stem}_float"], to=onnx.TensorProto.FLOAT),
            helper.make_node("Gather", [f"{stem}_s", node.input[1]], [f"{stem}_scales"]),
            helper.make_node("Mul", [f"{stem}_float", f"{stem}_scales"], [node.output[0]]),
        ]
        graph.node.remove(node)
        for offset, item in enumerate(made):
            graph.node.insert(at + offset, item)


def describe(folder: Path, *, tokenizer: str, letter_case: bool, scripts: Sequence[str], version: str) -> None:
    """`model.json`."""
    settings = {
        "version": version, "tokenizer": tokenizer, "labels": TAGS, "letter_case": letter_case, "max_tokens": 192 if letter_case else 256,
        "scripts": scripts, "thresholds": _THRESHOLDS, "alone": {"PERSON": _ALONE[tokenizer]}, "outside_bias": _BIAS,
    }  # fmt: skip
    (folder / "model.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("which", choices=("names", "scripts"))
    parser.add_argument("--exit", type=int, default=6, help="depth of the main model")
    parser.add_argument("--checkpoint", type=Path)
    parser.add_argument("--vocab", type=Path, help="vocab.txt of the main model")
    parser.add_argument("--version", default="1")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    main_one = args.which == "names"
    checkpoint = args.checkpoint or rows.OUT / ("" if main_one else args.which) / "checkpoint.pt"
    write(main_model(checkpoint, args.exit) if main_one else small_model(checkpoint), args.out)
    if args.which == "scripts":
        shutil.copy(rows.OUT / "scripts/vocab.txt", args.out)
        describe(args.out, tokenizer="chars", letter_case=False, scripts=_OTHERS, version=args.version)
    else:
        shutil.copy(args.vocab, args.out)
        describe(args.out, tokenizer="wordpiece", letter_case=True, scripts=_LATIN, version=args.version)


if __name__ == "__main__":
    main()
