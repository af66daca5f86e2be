"""Keeps the written sentences apart from the development prompts: none may hold a longer run of theirs.

Whoever writes sentences after reading what was missed there would otherwise teach the test.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from training.names.everyday import PLAY
from training.names.frames import FRAMES
from training.names.frames_latin import LATIN_FRAMES
from training.names.frames_more import MORE_FRAMES
from training.names.native import PLAY as NATIVE_PLAY
from training.names.talk import LINES, LISTS, SAID

__all__ = ["too_close", "written"]

_SLOT: Final = re.compile(r"\{.*?\}\}?|(?<![A-Za-z])P(?![A-Za-z])(?:\.(?:dat|gen|acc|ins))?|\\n|\n")
_DENSE: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SETS: Final = ("prompts_dev", "prompts_dev_ml", "benign_dev")
# Formulas that anybody writes.
_COMMON: Final = frozenset(
    {
        "Mit freundlichen Grüßen\nP",
        "Corrige les fautes",
        "Traduis en anglais : bonne journée",
        "Pythonで関数を書いて",
        "文章を直してください",
        "用Python写一个函数",
    }
)
# Characters in a row that two texts hardly share by chance; scripts without alphabets say more with fewer.
_LONGEST, _LONGEST_DENSE = 16, 6


def written() -> set[str]:
    """All sentences written for the training."""
    lists = [*FRAMES.values(), *MORE_FRAMES.values(), *LATIN_FRAMES.values(), list(LISTS)]
    joined = [*SAID.values(), *LINES.values(), *PLAY.values(), *NATIVE_PLAY.values()]
    return {item for group in lists for item in group} | {item for text in joined for item in text.split("|")}


def too_close(data: Path, sentences: Iterable[str]) -> list[tuple[str, str]]:
    """Sentences and the run of a development prompt (or its folded form) that they hold."""
    prompts = []
    for name in _SETS:
        with gzip.open(data / f"dev/{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            prompts += [_folded(json.loads(line)["text"]) for line in lines]
    everything = "\n".join(prompts)
    found = []
    for sentence in set(sentences) - _COMMON:
        for part in _SLOT.split(sentence):
            run = _folded(part)
            size = _LONGEST_DENSE if _DENSE.search(run) else _LONGEST
            runs = (run[at : at + size] for at in range(len(run) - size + 1))
            shared = next((item for item in runs if item in everything), "")
            if shared:
                found.append((sentence, shared))
                break
    return found


def _folded(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()
