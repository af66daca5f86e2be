"""One model: text in, typed spans out. Windows with overlap for long text; several windows are run as one batch."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, Self

import numpy as np

from spro.detection.names.characters import Characters
from spro.detection.names.decode import Tags
from spro.detection.names.wordpiece import Encoding, WordPiece
from spro.errors import ConfigurationError

__all__ = ["Expert", "ModelSettings", "Span"]

_OVERLAP: Final = 32
# More windows at once are no faster on one thread, and cost memory (docs/why.md).
_BATCH: Final = 2
_TOKENIZERS: Final[dict[str, Callable[[Sequence[str]], WordPiece | Characters]]] = {
    "wordpiece": WordPiece,
    "chars": Characters,
}


class Span(NamedTuple):
    """What the model says of characters ``start`` to ``end``; ``score`` 0 to 1."""

    start: int
    end: int
    type: str
    score: float


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """`model.json`.

    How the text is cut, what the tags are called, which scripts the model reads, from which score on it is believed:
    ``thresholds`` by type, ``alone`` where nothing else in the text is surely of that type (a general question about a
    public figure looks like that). ``outside_bias`` is taken from the logit of O, to hear of doubtful names at all.
    """

    version: str
    tokenizer: str
    labels: tuple[str, ...]
    letter_case: bool
    max_tokens: int
    scripts: tuple[str, ...]
    thresholds: Mapping[str, float]
    alone: Mapping[str, float]
    outside_bias: float

    @classmethod
    def of(cls, text: str) -> Self:
        """From JSON.

        Raises:
            ConfigurationError: something is missing.
        """
        try:
            raw: dict[str, Any] = json.loads(text)
            return cls(
                str(raw["version"]), raw["tokenizer"], tuple(raw["labels"]), bool(raw["letter_case"]),
                int(raw["max_tokens"]), tuple(raw["scripts"]), dict(raw["thresholds"]),
                dict(raw["alone"]), float(raw["outside_bias"]),
            )  # fmt: skip
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            raise ConfigurationError(f"names model: model.json: {type(error).__name__}: {error}") from None


class Expert:
    """A token classification model in ONNX Runtime.

    Args:
        settings: what `model.json` says.
        vocabulary: the lines of `vocab.txt`.
        model: the bytes of `model.onnx`.
        threads: ONNX Runtime's threads for one call. Calls from several Python threads run side by side.
    """

    def __init__(self, settings: ModelSettings, vocabulary: Sequence[str], model: bytes, threads: int = 1) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self.settings = settings
        self._tokenizer = _TOKENIZERS[settings.tokenizer](vocabulary)
        self._special = [vocabulary.index(name) for name in ("[CLS]", "[SEP]")]
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        wanted = {item.name for item in self._session.get_inputs()}
        self._inputs = [name for name in ("input_ids", "attention_mask", "token_type_ids") if name in wanted]
        self._tags = Tags(settings.labels)

    def spans(self, text: str) -> list[Span]:
        """Spans in ``text`` of whatever score, by position."""
        encoded = self._tokenizer.encode(text)
        if not encoded.ids:
            return []
        logits = self._logits(encoded)
        logits[:, self._tags.outside] -= self.settings.outside_bias
        return [
            Span(encoded.starts[item.first], encoded.ends[item.last], item.type, item.score)
            for item in self._tags.spans(logits)
        ]

    def _logits(self, encoded: Encoding) -> np.ndarray[Any, Any]:
        """Logits [tokens, labels]. Of a token in two windows, the one that sees more of its surroundings counts."""
        count, room = len(encoded.ids), self.settings.max_tokens - 2
        if count <= room:
            return self._run(encoded, [(0, count)])[0].copy()
        step = room - _OVERLAP
        windows = [(start, min(start + room, count)) for start in range(0, count - _OVERLAP, step)]
        parts: list[np.ndarray[Any, Any]] = []
        for first in range(0, len(windows), _BATCH):
            parts += self._run(encoded, windows[first : first + _BATCH])
        half = _OVERLAP // 2
        last = len(parts) - 1
        return np.concatenate(
            [
                part[(half if number else 0) : (len(part) - half if number < last else len(part))]
                for number, part in enumerate(parts)
            ]
        )

    def _run(self, encoded: Encoding, windows: Sequence[tuple[int, int]]) -> list[np.ndarray[Any, Any]]:
        longest = max(end - start for start, end in windows) + 2
        ids, mask, cases = (np.zeros((len(windows), longest), dtype=np.int64) for _ in range(3))
        for row, (start, end) in enumerate(windows):
            size = end - start
            ids[row, : size + 2] = [self._special[0], *encoded.ids[start:end], self._special[1]]
            mask[row, : size + 2] = 1
            if self.settings.letter_case:
                cases[row, 1 : size + 1] = encoded.cases[start:end]
        feed = dict(zip(("input_ids", "attention_mask", "token_type_ids"), (ids, mask, cases), strict=True))
        (logits,) = self._session.run(None, {name: feed[name] for name in self._inputs})
        return [logits[row, 1 : end - start + 1] for row, (start, end) in enumerate(windows)]
