r"""Attacks and harmless texts from templates in *.txt beside this, for training only.

A template holds `(one|another)` and `{list}`; a line `list = one|another` gives a list. `+` is an attack and `-` harmless,
followed by `u` for what users say or `d` for what stands in a document. In documents.txt `+` and `-` are passages, and `~` documents with `[[]]` where a
passage stands; every passage is put into some of them, and its place is the row's span. `\n` is a new line.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from training.attacks.corpora import FOLDS, Row, fold_of

__all__ = ["documents", "said"]

_HERE: Final = Path(__file__).parent
_DRAWN: Final = 24  # texts of one template
# Files of what users say, the set that their rows belong to, and texts of one template.
_SAID: Final = (
    ("grammar", "grammar", _DRAWN), ("languages", "languages", _DRAWN // 2), ("latin", "languages", _DRAWN // 2),
    ("scripts", "languages", _DRAWN // 2),
)  # fmt: skip
_PASSAGES: Final = 60  # of one template of a document's passage
_LIST: Final = re.compile(r"([a-z]+) = (.*)")
_NAME: Final = re.compile(r"\{([a-z]+)\}")
# Brackets without a choice are the text's own.
_INNER: Final = re.compile(r"\(([^()|]*\|[^()]*)\)")
# Marks of chat formats hold the sign between choices.
_MARKUP: Final = (("<|", "\x01"), ("|>", "\x02"))
_PLACE: Final = "[[]]"


def said() -> Iterator[Row]:
    """What users say, and lines of documents in other languages."""
    chooser = random.Random(17)
    for name, made, drawn in _SAID:
        lists, lines = _read(f"{name}.txt")
        for number, line in enumerate(lines):
            source = "user" if line[1] == "u" else "document"
            for text in _drawn(line[3:], lists, chooser, drawn) if line[:1] in ("+", "-") else ():
                yield Row(text, line[0] == "+", made, f"{name} {number}", source, "", _fold(f"{name}{number}"))


def documents() -> Iterator[Row]:
    """Documents and tool results with a passage for a model, and the same ones without."""
    chooser = random.Random(19)
    lists, lines = _read("documents.txt")
    carriers = [line[2:] for line in lines if line.startswith("~ ")]
    for number, line in enumerate(lines):
        if line[:2] not in ("+ ", "- "):
            continue
        attack = line[0] == "+"
        for passage in _drawn(line[2:], lists, chooser, _PASSAGES):
            carrier = _expand(chooser.choice(carriers), lists, chooser)
            start = carrier.index(_PLACE)
            span = (start, start + len(passage)) if attack else None
            text = carrier.replace(_PLACE, passage)
            source = "tool" if carrier[:1] == "{" or carrier.startswith("Tool:") else "document"
            yield Row(text, attack, "grammar", f"passage {number}", source, "en", _fold(f"d{number}"), span)


def _fold(name: str) -> int:
    """What one template makes stands in one fold, none of it in the held-out one."""
    return 1 + fold_of(name) % (FOLDS - 1)


def _read(name: str) -> tuple[dict[str, list[str]], list[str]]:
    lists: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in (_HERE / name).read_text(encoding="utf-8").splitlines():
        for mark, stand_in in _MARKUP:
            line = line.replace(mark, stand_in)  # noqa: PLW2901
        found = _LIST.fullmatch(line)
        if found:
            lists[found[1]] = found[2].split("|")
        elif line and not line.startswith("#"):
            lines.append(line)
    return lists, lines


def _drawn(template: str, lists: Mapping[str, list[str]], chooser: random.Random, number: int) -> list[str]:
    made = dict.fromkeys(_expand(template, lists, chooser) for _ in range(number))
    return [text for text in made if len(text) > 8]


def _expand(template: str, lists: Mapping[str, list[str]], chooser: random.Random) -> str:
    """One text of a template: names first, then choices from the inside out."""
    text = template
    while (name := _NAME.search(text)) is not None:
        text = text[: name.start()] + chooser.choice(lists[name[1]]) + text[name.end() :]
    while (choice := _INNER.search(text)) is not None:
        text = text[: choice.start()] + chooser.choice(choice[1].split("|")) + text[choice.end() :]
    for mark, stand_in in _MARKUP:
        text = text.replace(stand_in, mark)
    text = re.sub(r" +([.,;:?!])", r"\1", re.sub(r" {2,}", " ", text)).strip().replace("\\n", "\n")
    small = chooser.random()
    return text.lower() if small < 0.1 else text[:1].upper() + text[1:] if small < 0.7 else text
