"""The encoder: BERT as in MiniLM-L6, with letter case as token type and a tagging head after several of its layers.

Heads after layers 3, 4 and 6 are trained together, the earlier ones also towards what the last one says
(self-distillation, Zhang et al. 2019, "Be Your Own Teacher"): one training gives models of three costs.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from torch import nn

__all__ = ["EXITS", "Encoder", "rampart_weights", "shipped_weights"]

EXITS: Final = (3, 4, 6)
_HIDDEN, _HEADS, _INNER, _CASES = 384, 12, 1536, 4


class Layer(nn.Module):
    """One transformer layer, post-norm as in BERT (Devlin et al. 2019)."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(_HIDDEN, _HIDDEN) for _ in range(4))
        self.attention_norm, self.norm = nn.LayerNorm(_HIDDEN, eps=1e-12), nn.LayerNorm(_HIDDEN, eps=1e-12)
        self.wide, self.narrow = nn.Linear(_HIDDEN, _INNER), nn.Linear(_INNER, _HIDDEN)
        self.dropout = nn.Dropout(0.1)

    def forward(self, states: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        """``states`` [batch, tokens, 384]; ``bias`` [batch, 1, 1, tokens] is added to the attention scores."""
        batch, tokens, _ = states.shape

        def heads(projected: torch.Tensor) -> torch.Tensor:
            return projected.view(batch, tokens, _HEADS, _HIDDEN // _HEADS).transpose(1, 2)

        query, key, value = heads(self.query(states)), heads(self.key(states)), heads(self.value(states))
        scores = query @ key.transpose(-1, -2) / math.sqrt(_HIDDEN // _HEADS) + bias
        mixed = (torch.softmax(scores, -1) @ value).transpose(1, 2).reshape(batch, tokens, _HIDDEN)
        states = self.attention_norm(states + self.dropout(self.out(mixed)))
        inner: torch.Tensor = self.narrow(nn.functional.gelu(self.wide(states)))
        normed: torch.Tensor = self.norm(states + self.dropout(inner))
        return normed


class Encoder(nn.Module):
    """Token ids, mask and letter cases to logits after each of ``exits``.

    Args:
        vocabulary: number of word pieces.
        labels: number of tags.
        exits: after which layers a head stands; the last is the depth.
    """

    def __init__(self, vocabulary: int, labels: int, exits: Sequence[int] = EXITS) -> None:
        super().__init__()
        self.exits = tuple(exits)
        self.words = nn.Embedding(vocabulary, _HIDDEN, padding_idx=0)
        self.positions = nn.Embedding(512, _HIDDEN)
        self.cases = nn.Embedding(_CASES, _HIDDEN)
        self.norm = nn.LayerNorm(_HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(max(exits)))
        self.heads = nn.ModuleDict({str(depth): nn.Linear(_HIDDEN, labels) for depth in exits})

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> tuple[torch.Tensor, ...]:
        """Three int64 tensors [batch, tokens] to logits [batch, tokens, labels] per exit."""
        places = torch.arange(input_ids.shape[1], device=input_ids.device)
        states = self.words(input_ids) + self.positions(places) + self.cases(token_type_ids)
        states = self.dropout(self.norm(states))
        bias = (1.0 - attention_mask[:, None, None, :].to(states.dtype)) * -1e4
        found = []
        for depth, layer in enumerate(self.layers, 1):
            states = layer(states, bias)
            if depth in self.exits:
                found.append(self.heads[str(depth)](states))
        return tuple(found)


def rampart_weights(model: Path) -> dict[str, torch.Tensor]:
    """The Rampart encoder (4-bit blocks and 8-bit embeddings) as float tensors under `Encoder`'s names."""
    import onnx
    from onnx import numpy_helper

    graph: Any = onnx.load(str(model)).graph
    tensors = {item.name: numpy_helper.to_array(item) for item in graph.initializer}
    weights: dict[str, np.ndarray[Any, Any]] = {}
    for name, ours in (("word", "words"), ("position", "positions"), ("token_type", "cases")):
        stem = f"bert.embeddings.{name}_embeddings.weight"
        raw = tensors[f"{stem}_quantized"].astype(np.float32) - tensors[f"{stem}_zero_point"].astype(np.float32)
        weights[f"{ours}.weight"] = raw * tensors[f"{stem}_scale"]
    weights["cases.weight"] = np.repeat(weights["cases.weight"][:1], _CASES, axis=0)
    for part in ("weight", "bias"):
        weights[f"norm.{part}"] = tensors[f"bert.embeddings.LayerNorm.{part}"]
    for node in graph.node:
        if node.op_type == "MatMulNBits" and "/layer." in node.name:
            layer, ours = _place(node.name)
            weights[f"layers.{layer}.{ours}.weight"] = _four_bit(tensors[node.input[1]], tensors[node.input[2]])
    for layer in range(6):
        stem = f"bert.encoder.layer.{layer}"
        for theirs, ours in _PLACES.items():
            weights[f"layers.{layer}.{ours}.bias"] = tensors[f"{stem}.{theirs}.bias"]
        for part in ("weight", "bias"):
            weights[f"layers.{layer}.attention_norm.{part}"] = tensors[f"{stem}.attention.output.LayerNorm.{part}"]
            weights[f"layers.{layer}.norm.{part}"] = tensors[f"{stem}.output.LayerNorm.{part}"]
    return {name: torch.from_numpy(np.array(value, dtype=np.float32)) for name, value in weights.items()}


def shipped_weights(model: Path, part: str = "model") -> dict[str, torch.Tensor]:
    """An int8 model as `training.names.export` wrote it, as float tensors: training goes on from what ships.

    ``part`` is what the encoder is called in the model. Rounding to int8 moves a weight by less than a percent of its column's largest; a few hundred steps undo that.
    """
    import onnx
    from onnx import numpy_helper

    graph: Any = onnx.load(str(model)).graph
    tensors = {item.name: numpy_helper.to_array(item) for item in graph.initializer}
    weights = {name.removeprefix(f"{part}."): value for name, value in tensors.items() if name.startswith(f"{part}.")}
    for table in ("words", "positions"):
        rows = weights.pop(f"{table}.weight_i8").astype(np.float32)
        weights[f"{table}.weight"] = rows * weights.pop(f"{table}.weight_s")
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            stem = node.input[1].removesuffix("_quantized")
            whole = tensors[node.input[1]].astype(np.float32) - tensors[node.input[3]].astype(np.float32)
            ours = ".".join(node.name.split("/")[2:-1])
            weights[f"{ours}.weight"] = (whole * tensors[f"{stem}_scale"]).T
    return {name: torch.from_numpy(np.array(value, dtype=np.float32)) for name, value in weights.items()}


_PLACES: Final = {
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "out",
    "intermediate.dense": "wide",
    "output.dense": "narrow",
}


def _place(node: str) -> tuple[int, str]:
    parts = node.split("/")
    layer = int(next(part for part in parts if part.startswith("layer.")).removeprefix("layer."))
    dotted = ".".join(parts[parts.index(f"layer.{layer}") + 1 : -1])
    return layer, _PLACES[dotted]


def _four_bit(packed: np.ndarray[Any, Any], scales: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """ONNX Runtime's MatMulNBits: blocks of 32, low nibble first, zero point 8."""
    low, high = packed & 15, packed >> 4
    values = np.stack([low, high], -1).reshape(packed.shape[0], packed.shape[1], -1).astype(np.float32) - 8.0
    whole: np.ndarray[Any, Any] = values * scales.reshape(packed.shape[0], packed.shape[1], 1)
    return whole.reshape(packed.shape[0], -1)
