"""Attacks and harmless texts written for training only, beside the data sets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from training.attacks.corpora import FOLDS, Row, fold_of

__all__ = ["phrases"]

_FILE: Final = Path(__file__).with_name("phrases.txt")


def phrases() -> Iterator[Row]:
    r"""One a line: `+` attack or `-` harmless, `u` user or `d` document, a space, the text (`\n` for a new line)."""
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line[:1] in ("+", "-"):
            text = line[3:].replace("\\n", "\n")
            source = "user" if line[1] == "u" else "document"
            yield Row(text, line[0] == "+", "phrases", "", source, "", 1 + fold_of(text) % (FOLDS - 1))
