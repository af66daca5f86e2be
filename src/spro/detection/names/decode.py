"""From tag probabilities to spans: the best sequence of tags that is possible (Viterbi 1967) under BIOES.

Most tokens are surely outside. They are settled at once, and only the stretches between them are decoded.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np

__all__ = ["Tagged", "Tags"]

# A token whose probability of being outside is higher is outside.
_SURELY_OUTSIDE: Final = 0.97
_NEVER: Final = -1e9

Array = np.ndarray[Any, Any]


class Tagged(NamedTuple):
    """Tokens ``first`` to ``last`` (inclusive) are one entity of a type; ``score`` is their mean probability of it."""

    first: int
    last: int
    type: str
    score: float


class Tags:
    """The tags of a model: ``O`` and, type by type, ``B- I- E- S-``.

    Args:
        labels: as the model gives them.
    """

    def __init__(self, labels: Sequence[str]) -> None:
        types = list(dict.fromkeys(label[2:] for label in labels if label != "O"))
        number = {label: at for at, label in enumerate(labels)}
        self.types = types
        # columns of the logits, ordered: one row per place (B, I, E, S), one column per type
        self._order = np.array([[number[f"{place}-{type_}"] for type_ in types] for place in "BIES"])
        self.outside = number["O"]

    def spans(self, logits: Array) -> list[Tagged]:
        """Entities in logits [tokens, labels], in order."""
        shifted = logits - logits.max(1, keepdims=True)
        scores = shifted - np.log(np.exp(shifted).sum(1, keepdims=True))
        outside = scores[:, self.outside]
        open_ = np.flatnonzero(outside < np.log(_SURELY_OUTSIDE))
        found: list[Tagged] = []
        for stretch in np.split(open_, np.flatnonzero(np.diff(open_) > 1) + 1):
            if len(stretch):
                first = int(stretch[0])
                found += self._decode(scores[first : int(stretch[-1]) + 1], first)
        return found

    def _decode(self, scores: Array, offset: int) -> list[Tagged]:
        """The best possible sequence of one stretch [tokens, labels]."""
        begin, inside, end, single = (scores[:, columns] for columns in self._order)
        out = scores[:, self.outside]
        count, kinds = begin.shape
        back: list[tuple[Any, ...]] = []
        # best score of a sequence that ends outside of or with a closed entity, and of one that is inside type x
        closed = 0.0
        opened = np.full(kinds, _NEVER)
        for at in range(count):
            start = closed + begin[at]
            going = opened + inside[at]
            now_open = np.maximum(start, going)
            finished = opened + end[at]
            alone = closed + single[at]
            ends, singles = int(finished.argmax()), int(alone.argmax())
            options = (closed + out[at], finished[ends], alone[singles])
            choice = int(np.argmax(options))
            back.append((choice, ends, singles, start > going))
            closed, opened = float(options[choice]), now_open
        return self._trace(back, scores, offset)

    def _trace(self, back: Sequence[tuple[Any, ...]], scores: Array, offset: int) -> list[Tagged]:
        found: list[Tagged] = []
        at = len(back) - 1
        while at >= 0:
            choice, ends, singles, _ = back[at]
            if choice == 0:
                at -= 1
                continue
            last, kind = at, ends if choice == 1 else singles
            if choice == 1:
                at -= 1
                while not back[at][3][kind]:
                    at -= 1
            columns = self._order[:, kind]
            sure = np.exp(scores[at : last + 1][:, columns]).sum(1)
            found.append(Tagged(offset + at, offset + last, self.types[kind], float(sure.mean())))
            at -= 1
        return found[::-1]
