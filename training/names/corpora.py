"""Public annotated text (`ner/` in the data) and text with nothing to find, as rows. Share-alike sets stay out.

Half of the annotated rows get other people, places and companies put in their place, so that the model learns the
sentence and not who was in the news.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from training.code_corpus import sources
from training.names.records import benign
from training.names.templates import Row
from training.names.values import LABELS, Values

__all__ = ["SHARE_ALIKE", "SOURCES", "annotated", "code", "negatives"]

# source: (types that it marks, its names for them)
_PLO: Final = ("PERSON", "ORGANIZATION", "LOCATION")
SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "wnut17": _PLO,
    "btc": _PLO,
    "wikigold": _PLO,
    "crossner": _PLO,
    "gum_silver": _PLO,
    "meddocan_es": ("PERSON", "LOCATION", "AGE", "ADDRESS", "ORGANIZATION"),  # its dates may be years only
}
SHARE_ALIKE: Final[dict[str, tuple[str, ...]]] = {
    "uner_zh_gsd": _PLO,
    "ja_wikipedia_ner": _PLO,
    "klue_ner_ko": _PLO,
}
_LANGUAGE: Final = {"uner_zh_gsd": "zh", "ja_wikipedia_ner": "ja", "klue_ner_ko": "ko"}
_SAME: Final = {"STREET_ADDRESS": "ADDRESS"}
_LONGEST: Final = 600
_CREDIT: Final = re.compile(r"author|copyright|licen[sc]e|@|#\s*\w+ \w+$|//.*[A-Z]\w+ [A-Z]|todo", re.IGNORECASE)
_CAPITAL_INSIDE: Final = re.compile(r"[a-z,;:]\s+[A-Z][a-z]")


def annotated(
    data: Path, values: Values, sources: Mapping[str, tuple[str, ...]], split: str = "train"
) -> Iterator[Row]:
    """Rows of ``sources``: SOURCES ask for no more than attribution, SHARE_ALIKE for their licence."""
    for source, known in sources.items():
        for entry in _read(data / f"ner/{source}.{split}.jsonl.gz"):
            if "BY-SA" in entry.get("licence", "") and source == "gum_silver":
                continue
            for text, spans in _pieces(entry):
                row = _row(text, spans, source, known)
                yield _swapped(row, values) if values.rng.random() < 0.5 else row


def negatives(data: Path, rng: random.Random, count: int) -> Iterator[Row]:
    """Harmless requests: written, put together, and taken from public prompts that name nobody."""
    for _ in range(count):
        yield Row(benign(rng), [], "benign")
    public = [entry["text"] for entry in _read(data / "injection/self_instruct.train.jsonl.gz")]
    public += [entry["text"] for entry in _read(data / "injection/awesome_prompts.train.jsonl.gz")]
    plain = [text[:_LONGEST] for text in public if not _CAPITAL_INSIDE.search(text[:_LONGEST])]
    for text in rng.sample(plain, min(count, len(plain))):
        yield Row(text, [], "public_prompts")


def code(count: int, rng: random.Random) -> Iterator[Row]:
    """Pieces of public source code (`training.code_corpus`), without lines that may name somebody."""
    files = [lines for group in sources("train").code.values() for _, lines in group]
    for _ in range(count):
        lines = rng.choice(files)
        start = rng.randrange(max(1, len(lines) - 12))
        kept = [line for line in lines[start : start + rng.randint(1, 12)] if not _CREDIT.search(line)]
        yield Row("\n".join(kept)[:_LONGEST], [], "code")


def _read(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _pieces(entry: dict[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    text, spans = entry["text"], entry["spans"]
    start = 0
    while start < len(text):
        end = len(text)
        if end - start > _LONGEST:
            end = max(text.rfind("\n", start, start + _LONGEST), text.rfind(". ", start, start + _LONGEST) + 1)
            end = end if end > start else start + _LONGEST
        inside = [
            {**span, "start": span["start"] - start, "end": span["end"] - start}
            for span in spans
            if start <= span["start"] and span["end"] <= end
        ]
        yield text[start:end], inside
        start = end


def _row(text: str, spans: list[dict[str, Any]], source: str, known: tuple[str, ...]) -> Row:
    labelled = []
    for span in spans:
        label = _SAME.get(span["type"], span["type"])
        if label in known:
            labelled.append((span["start"], span["end"], label))
        else:  # marked, but as something else: say nothing about it
            labelled.append((span["start"], span["end"], "?"))
    labelled.sort()
    clean: list[tuple[int, int, str]] = []
    for item in labelled:
        if not clean or item[0] >= clean[-1][1]:
            clean.append(item)
    return Row(text, clean, source, known)


def _swapped(row: Row, values: Values) -> Row:
    out, at = "", 0
    spans: list[tuple[int, int, str]] = []
    for start, end, label in row.spans:
        out += row.text[at:start]
        text = _instead(row.text[start:end], label, values, _LANGUAGE.get(row.source, "en"))
        spans.append((len(out), len(out) + len(text), label))
        out += text
        at = end
    return Row(out + row.text[at:], spans, row.source, row.known)


def _instead(text: str, label: str, values: Values, lang: str) -> str:
    if label == "PERSON":
        who = values.person(lang)
        longer = " " in text.strip() or (lang in ("zh", "ja", "ko") and len(text) > 2)
        new = who.full if longer else values.rng.choice([who.first, who.last])
    elif label in ("ORGANIZATION", "LOCATION") and values.rng.random() < 0.7:
        new = values.make("ORG" if label == "ORGANIZATION" else label, "", lang)[0]
    else:
        return text
    return new.lower() if text.islower() else new.upper() if text.isupper() and len(text) > 3 else new


assert set(_PLO) <= set(LABELS)
