"""Trains the small models: `python -m training.names.small scripts`, and `... gate --base DIR` after `rows`.

`scripts` is the expert of the scripts beyond Latin, `gate` the tagger that decides which sentences the main model must
read. Cut short, the same command goes on where it was.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

import torch

from spro.detection.names.characters import Characters
from spro.detection.names.wordpiece import WordPiece
from training.names import rows
from training.names.convolution import Convolution, character_examples, vocabulary
from training.names.encode import TAGS, examples
from training.names.train import Rates, Run

_CASES: Final = 4


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


def gate(base: Path, epochs: float, seed: int) -> Run:
    """The gate, on the main model's word pieces and rows."""
    pieces = (base / "vocab.txt").read_text(encoding="utf-8").splitlines()
    cut = WordPiece(pieces)
    learned, watched = (list(examples(rows.read(rows.OUT / f"{name}.jsonl.gz"), cut)) for name in ("train", "watch"))
    rates = Rates(epochs, encoder=1e-3, heads=1e-3, rows=64, tokens=6000)
    return Run(
        Convolution(len(pieces), len(TAGS), _CASES), learned, watched, rows.OUT / "gate/checkpoint.pt", rates, seed
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("which", choices=("scripts", "gate"))
    parser.add_argument("--base", type=Path, help="folder of the Rampart model, for its vocabulary")
    parser.add_argument("--epochs", type=float, default=4.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    run = scripts(args.epochs, args.seed) if args.which == "scripts" else gate(args.base, args.epochs, args.seed)
    run.go()


if __name__ == "__main__":
    main()
