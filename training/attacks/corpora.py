"""What the attack expert learns from and is measured on, and which of it is held out.

Twins stand in one fold together: an attack and the harmless text beside it differ in a few words. Folds come from
SHA-256, so they are the same everywhere.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

__all__ = ["FOLDS", "HELD_OUT", "ORDINARY", "OWN", "Row", "development", "fold_of", "own", "public", "templates"]

FOLDS: Final = 5
HELD_OUT: Final = 0
OWN: Final = ("own_en_pairs", "own_indirect", "own_multi")
ORDINARY: Final = ("awesome_prompts", "self_instruct")
_SLOT: Final = re.compile(r"\{\{[^{}\n]{1,60}\}\}")
_HEAD: Final = re.compile(r"^===.*$", re.MULTILINE)
_FILL: Final = (
    "Marta",
    "42",
    "Lindqvist",
    "next Tuesday",
    "Hamburg",
    "0171 555 010",
    "the usual one",
    "anna@example.com",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One text. ``span`` is the attacking passage, where it is known."""

    text: str
    attack: bool
    set: str
    kind: str
    source: str  # user, tool or document
    lang: str
    fold: int
    span: tuple[int, int] | None = None


def fold_of(name: str) -> int:
    """The fold of a text or of a pair of twins."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big") % FOLDS


def own(data: Path) -> Iterator[Row]:
    """Our attacks and their harmless twins, in 20 languages."""
    for name in OWN:
        for entry in _read(data / "injection" / f"{name}.jsonl.gz"):
            pair = re.sub(r"-?[ab]$", "", entry["id"]) if entry["twin"] else entry["id"]
            span = entry["span"]
            source = entry["source"]
            yield Row(
                entry["text"],
                entry["label"] == 1,
                name,
                entry["kind"],
                "user" if source == "user" else "tool" if source == "tool" else "document",
                entry["lang"],
                fold_of(pair),
                (span[0], span[1]) if span else None,
            )


def public(data: Path) -> Iterator[Row]:
    """The public sets. BIPIA's payloads are ordinary questions in a wrong place: no words give them away."""
    for path in sorted((data / "injection").glob("*.jsonl.gz")):
        name = path.name.split(".")[0]
        if name in OWN:
            continue
        for entry in _read(path):
            if entry["label"] != "indirect_payload":
                source = "document" if name == "bipia" else "user"
                attack = entry["label"] != "benign"
                yield Row(
                    entry["text"], attack, name, entry["label"], source, entry.get("lang", ""), fold_of(entry["id"])
                )


def development(data: Path) -> Iterator[Row]:
    """Prompts that nothing is ever trained on. None is an attack."""
    for path in sorted((data / "dev").glob("*.jsonl.gz")):
        for entry in _read(path):
            yield Row(
                entry["text"],
                attack=False,
                set=path.name.split(".")[0],
                kind="",
                source="user",
                lang=entry.get("lang", ""),
                fold=HELD_OUT,
            )


def templates(data: Path) -> Iterator[Row]:
    """Everyday prompts in 25 languages with their slots filled: ordinary, to learn from only."""
    chooser = random.Random(7)
    for path in sorted((data / "templates").iterdir()):
        if path.suffix not in (".txt", ".gz"):
            continue
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode()
        for part in _HEAD.split(text):
            filled = _SLOT.sub(lambda _: chooser.choice(_FILL), part.strip())
            if len(filled) > 30:
                yield Row(
                    filled,
                    attack=False,
                    set="templates",
                    kind=path.stem,
                    source="user",
                    lang="",
                    fold=1 + fold_of(filled) % (FOLDS - 1),
                )


def _read(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
