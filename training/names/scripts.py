"""Trains the second expert (other scripts): `python -m training.names.scripts`; goes on where it was cut short."""

from __future__ import annotations

import argparse

import torch
from spro.detection.names.characters import Characters

from training.names import rows
from training.names.characters import CharacterEncoder, character_examples, vocabulary
from training.names.encode import TAGS
from training.names.train import Rates, Run


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=float, default=6.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    folder = rows.OUT / "scripts"
    learned = rows.read(folder / "train.jsonl.gz")
    signs = vocabulary(learned)
    (folder / "vocab.txt").write_text("".join(f"{sign}\n" for sign in signs), encoding="utf-8")
    characters = Characters(signs)
    run = Run(
        CharacterEncoder(len(signs), len(TAGS)),
        list(character_examples(learned, characters)),
        list(character_examples(rows.read(folder / "watch.jsonl.gz"), characters)),
        folder / "checkpoint.pt",
        Rates(args.epochs, encoder=1e-3, heads=1e-3, rows=64, tokens=6000),
        args.seed,
    )
    run.go()


if __name__ == "__main__":
    main()
