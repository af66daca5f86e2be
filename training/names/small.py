"""Trains the expert of the scripts beyond Latin: `python -m training.names.small` after `rows`.

Cut short, the same command goes on where it was.
"""

from __future__ import annotations

import argparse

import torch

from spro.detection.names.characters import Characters
from training.names import rows
from training.names.convolution import Convolution, character_examples, vocabulary
from training.names.encode import TAGS
from training.names.train import Rates, Run


def scripts(epochs: float, seed: int) -> Run:
    """The second expert, on characters."""
    folder = rows.OUT / "scripts"
    learned = rows.read(folder / "train.jsonl.gz")
    signs = vocabulary(learned)
    (folder / "vocab.txt").write_text("".join(sign.replace("\n", "\\n") + "\n" for sign in signs), encoding="utf-8")
    characters = Characters(signs)
    return Run(
        Convolution(len(signs), len(TAGS)),
        list(character_examples(learned, characters)),
        list(character_examples(rows.read(folder / "watch.jsonl.gz"), characters)),
        folder / "checkpoint.pt",
        Rates(epochs, encoder=1e-3, heads=1e-3, rows=64, tokens=6000),
        seed,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=float, default=4.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    scripts(args.epochs, args.seed).go()


if __name__ == "__main__":
    main()
