"""How well source code is found in prompts: `python -m benchmarks.source_code [--documents N] [--json FILE]`.

Builds documents of prose and code (`training/code_documents.py`) from repositories and prose sources that neither
training nor anyone who wrote the recognizer has looked at, with a fixed seed, and compares line by line. Blank lines
and fence lines are not judged. "unfenced" are the lines outside fences: there the classifier decides alone.
`benign_dev` are the project's own harmless prompts, never trained on; a few do hold a line of code.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from spro.detection.code import CodeRecognizer
from spro.model import Finding
from training.code_corpus import DATA, sources
from training.code_documents import Document, documents

_SEED: Final = 7
_FLOOR: Final = 0.5
_PLAIN: Final = "Dear Ana, thank you (and Ben) for the report: it reads well.\nWe shall talk about it on Monday!\n" * 10
_FAMILY: Final = {"CPP": "C", "TYPESCRIPT": "JAVASCRIPT"}


@dataclass
class _Tally:
    """Lines by (is code, called code)."""

    counts: Counter[tuple[int, bool]] = field(default_factory=Counter)

    def figures(self) -> dict[str, float]:
        hit, miss, false = self.counts[1, True], self.counts[1, False], self.counts[0, True]
        precision, recall = hit / max(1, hit + false), hit / max(1, hit + miss)
        return {
            "lines": sum(self.counts.values()),
            "precision": precision,
            "recall": recall,
            "f1": 2 * precision * recall / max(1e-9, precision + recall),
        }


def _called(document: Document, found: Sequence[Finding]) -> list[Finding | None]:
    """For each line the finding that covers it."""
    marks: list[Finding | None] = []
    position = 0
    for line in document.lines:
        end = position + len(line)
        marks.append(next((f for f in found if f.start < max(end, position + 1) and f.end > position), None))
        position = end + 1
    return marks


def measure(made: Sequence[Document]) -> dict[str, Any]:
    """All figures for documents."""
    recognizer = CodeRecognizer()
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    recalls: dict[str, Counter[bool]] = defaultdict(Counter)
    named: dict[str, Counter[str]] = defaultdict(Counter)
    clean: dict[str, Counter[bool]] = defaultdict(Counter)
    false_lines: dict[str, Counter[bool]] = defaultdict(Counter)
    scores: dict[int, Counter[bool]] = defaultdict(Counter)
    for document in made:
        found = recognizer.find(document.text, _FLOOR)
        marks = _called(document, found)
        if document.kind != "mixed":
            clean[document.kind][bool(found)] += 1
            clean[f"{document.kind}: {document.source}"][bool(found)] += 1
        right: dict[Finding, Counter[int]] = defaultdict(Counter)
        rows = zip(marks, document.labels, document.languages, document.fenced, strict=True)
        for mark, label, language, fenced in rows:
            if label is None:
                continue
            tallies["all"].counts[label, mark is not None] += 1
            if not fenced:
                tallies["unfenced"].counts[label, mark is not None] += 1
            if label:
                if not fenced:
                    recalls[language][mark is not None] += 1
                if mark:
                    named[language][mark.subtype] += 1
            else:
                false_lines["all"][mark is not None] += 1
                false_lines[document.kind][mark is not None] += 1
            if mark:
                right[mark][label] += 1
        for finding, lines in right.items():
            scores[min(9, int(finding.score * 10))][lines[1] * 2 >= lines.total()] += 1
    return {
        "lines": {name: tally.figures() for name, tally in tallies.items()},
        "recall by language (unfenced)": {k: v[True] / v.total() for k, v in sorted(recalls.items())},
        "language accuracy": sum(v[k] for k, v in named.items()) / max(1, sum(v.total() for v in named.values())),
        "language accuracy, C = C++, JavaScript = TypeScript": sum(
            n for k, v in named.items() for said, n in v.items() if _FAMILY.get(said, said) == _FAMILY.get(k, k)
        )
        / max(1, sum(v.total() for v in named.values())),
        "language accuracy by language": {k: v[k] / v.total() for k, v in sorted(named.items())},
        "taken for": {k: dict(v.most_common(3)) for k, v in sorted(named.items())},
        "false lines": {k: v[True] / v.total() for k, v in sorted(false_lines.items())},
        "documents without code that have a finding": {
            k: v[True] / v.total() for k, v in sorted(clean.items()) if ":" not in k or v[True] > 0.02 * v.total()
        },
        "share right by score": {f"{k / 10:.1f}": [v[True] / v.total(), v.total()] for k, v in sorted(scores.items())},
    }


def _cpu(texts: Sequence[str]) -> float:
    """Microseconds per 1,000 characters."""
    recognizer = CodeRecognizer()
    size = sum(map(len, texts))
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        for text in texts:
            recognizer.find(text, _FLOOR)
        best = min(best, time.process_time() - began)
    return best / size * 1e9


def _benign() -> dict[str, Any]:
    with gzip.open(DATA / "dev/benign_dev.jsonl.gz", "rt", encoding="utf-8") as rows:
        texts = [json.loads(row)["text"] for row in rows]
    recognizer = CodeRecognizer()
    return {"prompts": len(texts), "with a finding": sum(1 for text in texts if recognizer.find(text, _FLOOR))}


def _show(figures: Any, name: str = "", depth: int = 0) -> None:
    if isinstance(figures, dict) and any(isinstance(value, dict) for value in figures.values()):
        print("  " * depth + name)
        for key, value in figures.items():
            _show(value, key, depth + 1)
        return
    if isinstance(figures, dict):
        figures = "  ".join(f"{k} {v:.4g}" if isinstance(v, float) else f"{k} {v}" for k, v in figures.items())
    said = f"{figures:.4f}" if isinstance(figures, float) else figures
    print("  " * depth + f"{name}: {said}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Quality and cost of code recognition on held-out documents.")
    parser.add_argument("--documents", type=int, default=4000)
    parser.add_argument("--dev", action="store_true", help="the sources that errors were looked up in")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(arguments)
    made = documents(sources("dev" if options.dev else "final"), options.documents, _SEED)
    figures = measure(made)
    figures["benign_dev"] = _benign()
    figures["CPU us per 1,000 characters"] = {
        kind: _cpu([document.text for document in made if document.kind == kind]) for kind in ("prose", "hard", "mixed")
    }
    figures["CPU us per 1,000 characters"]["prose without signs"] = _cpu([_PLAIN] * 200)
    for name, value in figures.items():
        _show(value, name)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
