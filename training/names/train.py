"""Trains the names model: `python -m training.names.train`. Cut short, the same command goes on where it was.

Starts from the Rampart encoder. Writes `var/names/checkpoint.pt` every few minutes.
"""

from __future__ import annotations

import argparse
import itertools
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from tqdm import tqdm

from spro.detection.names.wordpiece import WordPiece
from training.names import rows
from training.names.encode import TAGS, UNKNOWN, Example, batches, examples
from training.names.network import EXITS, Encoder, rampart_weights, shipped_weights

_WARM_UP = 0.05
_EARLY, _TEACH = 0.6, 0.6
_SAVE_EVERY: Final = 300.0
# Twice as fast where the processor has it, and a hundred times slower where it is emulated.
_BF16: Final = bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())  # noqa: SLF001 - nothing public answers that


def padded(found: Sequence[Example], batch: Sequence[int]) -> tuple[torch.Tensor, ...]:
    """Ids, mask, cases, tags [batch, tokens] and silent tags [batch, tags]."""
    longest = max(len(found[index].ids) for index in batch)
    ids, mask, cases = (np.zeros((len(batch), longest), dtype=np.int64) for _ in range(3))
    tags = np.full((len(batch), longest), UNKNOWN, dtype=np.int64)
    for row, index in enumerate(batch):
        item = found[index]
        size = len(item.ids)
        ids[row, :size], mask[row, :size], cases[row, :size], tags[row, :size] = item.ids, 1, item.cases, item.tags
    silent = np.stack([found[index].silent for index in batch])
    return tuple(torch.from_numpy(array) for array in (ids, mask, cases, tags, silent))


def losses(logits: torch.Tensor, tags: torch.Tensor, silent: torch.Tensor) -> torch.Tensor:
    """Cross entropy per labelled token; an O of a source that marks few types may be any type it does not mark."""
    known = tags != UNKNOWN
    scores = torch.log_softmax(logits.float(), -1)[known]
    wanted = tags[known]
    exact = scores.gather(1, wanted[:, None])[:, 0]
    row = torch.arange(len(tags))[:, None].expand_as(tags)[known]
    loose = silent[row].clone()
    loose[:, 0] = True
    outside = torch.logsumexp(scores.masked_fill(~loose, -torch.inf), 1)
    return -torch.where(wanted == 0, outside, exact)


def objective(outputs: Sequence[torch.Tensor], tags: torch.Tensor, silent: torch.Tensor) -> torch.Tensor:
    """The last exit's loss, the earlier exits' loss, and their distance to the last."""
    total = losses(outputs[-1], tags, silent).mean()
    known = tags != UNKNOWN
    teacher = torch.log_softmax(outputs[-1].detach().float(), -1)[known]
    for early in outputs[:-1]:
        total = total + _EARLY * losses(early, tags, silent).mean()
        student = torch.log_softmax(early.float(), -1)[known]
        total = total + _TEACH * torch.nn.functional.kl_div(student, teacher, log_target=True, reduction="batchmean")
    return total


def watch(model: Any, found: Sequence[Example]) -> str:
    """Token F1 of the watched rows, per exit: all types / PERSON only."""
    counts = np.zeros((len(model.exits), 2, 3))
    person = np.array([tag.endswith("-PERSON") for tag in TAGS])
    model.eval()
    with torch.no_grad():
        for batch in batches(found, 0):
            ids, mask, cases, tags, _ = padded(found, batch)
            wanted = tags.numpy()
            for number, logits in enumerate(model(ids, mask, cases)):
                said = logits.argmax(-1).numpy()
                for kind, right in enumerate((wanted > 0, person[np.maximum(wanted, 0)])):
                    claimed = ((said > 0) if kind == 0 else person[said]) & (wanted != UNKNOWN)
                    hit = right & claimed & (said == wanted)
                    counts[number, kind] += hit.sum(), right.sum(), claimed.sum()
    model.train()
    f1 = 2 * counts[..., 0] / np.maximum(counts[..., 1] + counts[..., 2], 1)
    return "  ".join(f"{depth}: {f1[n, 0]:.3f}/{f1[n, 1]:.3f}" for n, depth in enumerate(model.exits))


@dataclass(frozen=True)
class Rates:
    """How long and how fast to learn: epochs, learning rates, and the size of a batch in rows and tokens."""

    epochs: float
    encoder: float = 8e-5
    heads: float = 8e-4
    rows: int = 32
    tokens: int = 2560


class Run:
    """A training that can stop and go on.

    Args:
        model: an encoder with `exits` and `heads`.
        learned: the training windows.
        watched: windows for the curve.
        checkpoint: file that is written now and then, and read at the start if it is there.
        rates: epochs, learning rates, batch size.
        seed: of the order of batches.
    """

    def __init__(
        self,
        model: Any,
        learned: Sequence[Example],
        watched: Sequence[Example],
        checkpoint: Path,
        rates: Rates,
        seed: int,
    ) -> None:
        self.model, self.examples, self.watched = model, learned, watched
        self.checkpoint, self.rates, self.seed = checkpoint, rates, seed
        self.steps = int(len(self._order(0)) * rates.epochs)
        heads = list(model.heads.parameters())
        rest = [item for name, item in model.named_parameters() if not name.startswith("heads.")]
        self.optimizer = torch.optim.AdamW(
            [{"params": rest, "lr": rates.encoder}, {"params": heads, "lr": rates.heads}], weight_decay=0.01
        )
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimizer, self._rate)
        self.step = 0
        if checkpoint.exists():
            self._load(torch.load(checkpoint, weights_only=True))

    def _order(self, epoch: int) -> list[list[int]]:
        return batches(self.examples, self.seed + epoch, self.rates.rows, self.rates.tokens)

    def go(self) -> None:
        """Trains to the end, saving now and then."""
        saved, running = time.monotonic(), 0.0
        bar = tqdm(total=self.steps, initial=self.step, mininterval=10)
        self.model.train()
        for epoch in itertools.count():
            order = self._order(epoch)
            for number, batch in enumerate(order):
                if epoch * len(order) + number < self.step:
                    continue
                running = 0.98 * running + 0.02 * self._learn(batch)
                self.step += 1
                bar.update()
                bar.set_postfix(loss=f"{running:.3f}", refresh=False)
                if self.step % 1000 == 0:
                    bar.write(f"step {self.step}  loss {running:.3f}  F1 {watch(self.model, self.watched)}")
                if time.monotonic() - saved > _SAVE_EVERY or self.step == self.steps:
                    self._save()
                    saved = time.monotonic()
                if self.step == self.steps:
                    bar.write(f"done  F1 {watch(self.model, self.watched)}")
                    return

    def _learn(self, batch: Sequence[int]) -> float:
        ids, mask, cases, tags, silent = padded(self.examples, batch)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=_BF16):
            outputs = self.model(ids, mask, cases)
        loss = objective(outputs, tags, silent)
        self.optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.schedule.step()
        return float(loss.detach())

    def _rate(self, step: int) -> float:
        warm = self.steps * _WARM_UP
        return min((step + 1) / warm, max(0.02, (self.steps - step) / (self.steps - warm)))

    def _save(self) -> None:
        state: dict[str, Any] = {
            "model": self.model.state_dict(), "optimizer": self.optimizer.state_dict(),
            "schedule": self.schedule.state_dict(), "step": self.step, "torch": torch.get_rng_state(),
        }  # fmt: skip
        self.checkpoint.parent.mkdir(parents=True, exist_ok=True)
        new = self.checkpoint.with_suffix(".new")
        torch.save(state, new)
        new.replace(self.checkpoint)

    def _load(self, state: dict[str, Any]) -> None:
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.schedule.load_state_dict(state["schedule"])
        self.step = state["step"]
        torch.set_rng_state(state["torch"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True, help="folder of the Rampart model")
    parser.add_argument("--start", type=Path, help="checkpoint, or model.onnx that ships, to start from")
    parser.add_argument("--folder", type=Path, default=rows.OUT)
    parser.add_argument("--epochs", type=float, default=2.0)
    parser.add_argument(
        "--rate", type=float, default=8e-5, help="learning rate of the encoder; the heads' is ten times that"
    )
    parser.add_argument("--exits", type=int, nargs="+", default=list(EXITS))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    vocabulary = (args.base / "vocab.txt").read_text(encoding="utf-8").splitlines()
    pieces = WordPiece(vocabulary)
    learned, watched = (
        list(examples(rows.read(args.folder / f"{name}.jsonl.gz"), pieces)) for name in ("train", "watch")
    )
    model = Encoder(len(vocabulary), len(TAGS), args.exits)
    model.load_state_dict(rampart_weights(args.base / "onnx/model_q4.onnx"), strict=False)
    if args.start:  # which may have been deeper
        shipped = args.start.suffix == ".onnx"
        state = shipped_weights(args.start) if shipped else torch.load(args.start, weights_only=True)["model"]
        model.load_state_dict(state, strict=False)
    Run(
        model, learned, watched, args.folder / "checkpoint.pt", Rates(args.epochs, args.rate, 10 * args.rate), args.seed
    ).go()


if __name__ == "__main__":
    main()
