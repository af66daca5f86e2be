"""The small network: gated dilated convolutions over characters (the expert of other scripts).

ID-CNN (Strubell et al. 2017) reads 34 tokens to each side for a fraction of a transformer's cost. Shifts and matrix
products instead of convolutions, because those quantise to int8 in ONNX Runtime.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np
import torch
from torch import nn

from spro.detection.names.characters import Characters
from training.names.encode import UNKNOWN, Example, silent_tags, tags_of
from training.names.templates import Row

__all__ = ["Convolution", "character_examples", "vocabulary"]

_HIDDEN: Final = 192
_SPREADS: Final = (1, 2, 4, 8, 16, 1, 2, 4)
_LONGEST: Final = 254
_RARE: Final = 3


class Block(nn.Module):
    """Looks at the characters ``spread`` to the left and right; gated, residual."""

    def __init__(self, spread: int) -> None:
        super().__init__()
        self.spread = spread
        self.mix = nn.Linear(3 * _HIDDEN, 2 * _HIDDEN)
        self.out = nn.Linear(_HIDDEN, _HIDDEN)
        self.norm = nn.LayerNorm(_HIDDEN)
        self.dropout = nn.Dropout(0.1)

    def forward(self, states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """``states`` [batch, tokens, hidden], ``mask`` [batch, tokens, 1]."""
        normed = self.norm(states) * mask
        edge = normed[:, :1] * 0
        edge = edge.expand(-1, self.spread, -1)
        left = torch.cat([edge, normed], 1)[:, : -self.spread]
        right = torch.cat([normed, edge], 1)[:, self.spread :]
        value, gate = self.mix(torch.cat([left, normed, right], -1)).chunk(2, -1)
        added: torch.Tensor = states + self.dropout(self.out(value * torch.sigmoid(gate)))
        return added


class Convolution(nn.Module):
    """Tokens to logits; takes what `network.Encoder` takes, so that both are run alike.

    Args:
        vocabulary: number of tokens.
        labels: number of tags.
    """

    def __init__(self, vocabulary: int, labels: int) -> None:
        super().__init__()
        self.exits = (len(_SPREADS),)
        self.words = nn.Embedding(vocabulary, _HIDDEN, padding_idx=0)
        self.blocks = nn.ModuleList(Block(spread) for spread in _SPREADS)
        self.norm = nn.LayerNorm(_HIDDEN)
        self.heads = nn.ModuleDict({"last": nn.Linear(_HIDDEN, labels)})
        self.dropout = nn.Dropout(0.15)

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> tuple[torch.Tensor, ...]:
        """Int64 tensors [batch, tokens] to logits [batch, tokens, labels]."""
        mask = attention_mask[..., None].to(self.words.weight.dtype)
        states = self.dropout(self.words(input_ids))
        for block in self.blocks:
            states = block(states, mask)
        return (self.heads["last"](self.norm(states)),)


def vocabulary(rows: Iterable[Row]) -> list[str]:
    """[PAD], [UNK], [CLS], [SEP], then every character that is not rare, the most frequent first."""
    counts = Counter(sign for row in rows for sign in Characters.folded(row.text))
    return ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *(sign for sign, count in counts.most_common() if count >= _RARE)]


def character_examples(rows: Sequence[Row], characters: Characters) -> Iterator[Example]:
    """Windows of at most 256 tokens with [CLS] and [SEP]."""
    for row in rows:
        encoded = characters.encode(row.text)
        tags = tags_of(row, encoded.starts, encoded.ends)
        for start in range(0, len(tags), _LONGEST):
            part = slice(start, start + _LONGEST)
            ids = [2, *encoded.ids[part], 3]
            yield Example(
                np.array(ids, dtype=np.int32),
                np.zeros(len(ids), dtype=np.int8),
                np.array([UNKNOWN, *tags[part], UNKNOWN], dtype=np.int16),
                silent_tags(row.known),
            )
