"""Trains the reader: `python -m training.attacks.encoder DATA MINILM --minutes 26` writes var/attacks/reader.pt.

Starts from MiniLM (folder with model.safetensors and vocab.txt or tokenizer.json; Apache-2.0), first layers only, with
the words that English and Latin-script training texts need. The schedule follows the clock, so it ends in time;
`--shipped` goes on from the reader that ships.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import struct
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import torch
from torch import nn

from spro.assets import attack_detector
from spro.detection.attacks.concepts import Lexicon, load_concepts
from spro.detection.attacks.expert import Expert
from spro.detection.attacks.fold import fold
from spro.detection.attacks.reader import REGION, TOKENS, cut, doubtful, legible, region
from spro.detection.attacks.units import sentences, tokens
from spro.detection.names.wordpiece import WordPiece
from training.attacks.corpora import ORDINARY, OWN, Row, fold_of
from training.attacks.train import DATA, learned_rows
from training.names.network import Encoder, shipped_weights

__all__ = ["LAYERS", "Judge", "calibration", "regions"]

LAYERS: Final = 4
OUT: Final = Path("var/attacks")
_WORDS: Final = 16_500  # of the vocabulary that are kept
_PLACES: Final = TOKENS
_BATCH: Final = 1_600  # tokens
_RATE: Final = 1.2e-4
_TEXT: Final = 6_000
_PER_TEXT: Final = 2  # regions


class Passage(NamedTuple):
    """What is learned from."""

    ids: list[int]
    source: int
    attack: bool
    weight: float


class Judge(nn.Module):
    """Mean of the last layer, one logit."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.body = Encoder(vocabulary, 1, (LAYERS,))

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> torch.Tensor:
        """Three int64 tensors [batch, tokens] to logits [batch]."""
        logits = self.body(input_ids, attention_mask, token_type_ids)[-1][:, :, 0]
        mask = attention_mask.to(logits.dtype)
        return (logits * mask).sum(1) / mask.sum(1)


def calibration(row: Row) -> bool:
    """Rows that neither the reader nor the linear expert beside it learns from: they show how to weigh the two."""
    return (
        row.set in (*OWN, *ORDINARY)
        and fold_of(f"calibration {row.kind} {row.fold} {row.text[:24]}") == 0
        and (row.set in ORDINARY or fold_of(f"{row.text[:24]}") < 3)
    )


def regions(row: Row, expert: Expert, lexicon: Lexicon) -> Iterator[tuple[str, bool]]:
    """Passages of a text as they are read at run time, and whether they hold the attack."""
    view = fold(row.text[:_TEXT])
    words = tokens(view.text)
    if not words:
        return
    runs = sentences(view.text, words)
    hits = lexicon.find(view.text)
    judged = expert.judge(words, hits, runs, "u" if row.source == "user" else "d")
    chosen = doubtful(judged, runs)[:_PER_TEXT]
    if row.span is not None:
        inside = [n for n, word in enumerate(words) if row.span[0] <= view.span(word.start, word.end)[0] < row.span[1]]
        if inside:
            chosen.append(region(runs, inside[0], inside[-1] + 1))
    for begin, end in dict.fromkeys(chosen):
        start, stop = view.span(words[begin].start, words[end - 1].end)
        if not row.attack:
            yield row.text[start:stop], False
        elif row.span is None:
            if len(words) <= REGION * 1.5 or (begin, end) == chosen[0]:
                yield row.text[start:stop], True
        else:
            common = max(0, min(stop, row.span[1]) - max(start, row.span[0]))
            if common >= 0.6 * (row.span[1] - row.span[0]) or not common:
                yield row.text[start:stop], bool(common)


def _pretrained(folder: Path) -> tuple[dict[str, np.ndarray[Any, Any]], list[str]]:
    raw = (folder / "model.safetensors").read_bytes()
    (size,) = struct.unpack("<Q", raw[:8])
    table = json.loads(raw[8 : 8 + size])
    weights = {}
    for name, entry in table.items():
        if entry.get("dtype") == "F32":
            low, high = entry["data_offsets"]
            weights[name] = np.frombuffer(raw[8 + size + low : 8 + size + high], dtype="<f4").reshape(entry["shape"])
    vocabulary = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    return weights, sorted(vocabulary, key=vocabulary.__getitem__)


_PARTS: Final = {
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "out",
    "attention.output.LayerNorm": "attention_norm",
    "intermediate.dense": "wide",
    "output.dense": "narrow",
    "output.LayerNorm": "norm",
}


def _start(model: Judge, weights: dict[str, np.ndarray[Any, Any]], kept: Sequence[int]) -> None:
    """MiniLM's weights under `Encoder`'s names."""
    state = model.body.state_dict()
    words = weights["embeddings.word_embeddings.weight"]
    state["words.weight"] = torch.tensor(words[list(kept)])
    state["positions.weight"][: len(weights["embeddings.position_embeddings.weight"])] = torch.tensor(
        weights["embeddings.position_embeddings.weight"]
    )
    types = torch.tensor(weights["embeddings.token_type_embeddings.weight"])
    state["cases.weight"][:] = types[0]
    for part in ("weight", "bias"):
        state[f"norm.{part}"] = torch.tensor(weights[f"embeddings.LayerNorm.{part}"])
        for layer in range(LAYERS):
            for theirs, ours in _PARTS.items():
                state[f"layers.{layer}.{ours}.{part}"] = torch.tensor(weights[f"encoder.layer.{layer}.{theirs}.{part}"])
    model.body.load_state_dict(state)


def _vocabulary(pieces: Sequence[str], texts: Sequence[str]) -> list[int]:
    """Numbers of the pieces that are kept: single signs, what the texts use, then the most frequent of BERT."""
    tokenizer = WordPiece(pieces)
    used = Counter(number for text in texts for number in tokenizer.encode(text).ids)
    special = [pieces.index(name) for name in ("[PAD]", "[UNK]", "[CLS]", "[SEP]")]
    single = [n for n, piece in enumerate(pieces) if len(piece.removeprefix("##")) == 1 and ord(piece[-1]) < 0x250]
    frequent = [number for number, count in used.most_common() if count > 1]
    rest = [n for n, piece in enumerate(pieces) if n >= 1000 and piece.isascii()]
    return list(dict.fromkeys([*special, *single, *frequent, *rest]))[:_WORDS]


def _batches(passages: Sequence[Passage], chooser: random.Random) -> Iterator[list[Passage]]:
    order = sorted(passages, key=lambda item: len(item.ids) + chooser.random() * 12)
    batches: list[list[Passage]] = [[]]
    for item in order:
        if len(item.ids) * (len(batches[-1]) + 1) > _BATCH:
            batches.append([])
        batches[-1].append(item)
    chooser.shuffle(batches)
    yield from batches


def _tensors(batch: Sequence[Passage]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    longest = max(len(item.ids) for item in batch)
    ids = torch.tensor([item.ids + [0] * (longest - len(item.ids)) for item in batch])
    mask = torch.tensor([[1] * len(item.ids) + [0] * (longest - len(item.ids)) for item in batch])
    source = torch.tensor([[item.source] * longest for item in batch])
    return ids, mask, source


def _train(model: Judge, passages: Sequence[Passage], minutes: float) -> None:
    chooser = random.Random(3)
    model.body.words.weight.requires_grad_(requires_grad=False)
    parameters = [item for item in model.parameters() if item.requires_grad]
    optimizer = torch.optim.AdamW(parameters, lr=_RATE, weight_decay=0.01)
    began, step, losses = time.time(), 0, []
    model.train()
    while True:
        for batch in _batches(passages, chooser):
            passed = (time.time() - began) / (60 * minutes)
            if passed >= 1:
                return
            for group in optimizer.param_groups:
                group["lr"] = _RATE * min(1.0, step / 100) * (1 - passed)
            labels = torch.tensor([0.97 if item.attack else 0.03 for item in batch])
            worth = torch.tensor([item.weight for item in batch])
            logits = model(*_tensors(batch))
            loss = (nn.functional.binary_cross_entropy_with_logits(logits, labels, reduction="none") * worth).mean()
            loss.backward()
            nn.utils.clip_grad_norm_(parameters, 1.0)
            optimizer.step()
            optimizer.zero_grad()
            step += 1
            losses.append(loss.item())
            if step % 100 == 0:
                print(step, f"{passed:.2f}", round(sum(losses[-100:]) / 100, 4), flush=True)
                torch.save(model.state_dict(), OUT / "reader.pt")


def main() -> None:
    """Prepare, train, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("minilm", type=Path)
    parser.add_argument("--minutes", type=float, default=26)
    parser.add_argument("--resume", action="store_true", help="go on from var/attacks/reader.pt")
    parser.add_argument("--shipped", action="store_true", help="start from the reader that ships, with its words")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(5)
    OUT.mkdir(parents=True, exist_ok=True)
    lexicon = Lexicon(load_concepts((DATA / "concepts.toml").read_text(encoding="utf-8")))
    expert = attack_detector().expert
    rows = [row for row in learned_rows(arguments.data) if not calibration(row)]
    made = [(text, row, attack) for row in rows for text, attack in regions(row, expert, lexicon) if legible(text)]
    weights, pieces = _pretrained(arguments.minilm)
    if arguments.shipped:
        shutil.copy(DATA / "vocab.txt", OUT / "vocab.txt")
    if arguments.resume or arguments.shipped:
        vocabulary = (OUT / "vocab.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n")
    else:
        vocabulary = [pieces[number] for number in _vocabulary(pieces, [text for text, _, _ in made])]
        (OUT / "vocab.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    tokenizer = WordPiece(vocabulary)
    passages = [
        Passage(cut(tokenizer.encode(text).ids, vocabulary), int(row.source != "user"), attack, worth(row))
        for text, row, attack in made
    ]
    print(len(passages), "passages", sum(map(len, (item.ids for item in passages))), "tokens", flush=True)
    model = Judge(len(vocabulary))
    _start(model, weights, [pieces.index(piece) for piece in vocabulary])
    if arguments.shipped:
        shipped = shipped_weights(DATA / "reader.onnx", "body")
        model.body.positions.weight.data[:_PLACES] = shipped.pop("positions.weight")
        model.body.load_state_dict(shipped, strict=False)
    if arguments.resume:
        model.load_state_dict(torch.load(OUT / "reader.pt", weights_only=True))
    _train(model, passages, arguments.minutes)
    torch.save(model.state_dict(), OUT / "reader.pt")


def worth(row: Row) -> float:
    """Our own rows are few and hard."""
    return 3.0 if row.set in OWN else 1.0 if row.set in ("grammar", "phrases", *ORDINARY) else 0.6


if __name__ == "__main__":
    main()
