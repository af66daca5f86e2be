"""What the shipped rules find, without any model: ``python -m benchmarks.rules_quality [DATA] [--json FILE]``.

Metrics over the labelled prompts (offsets in code points; overlaps resolved: highest score, then longest):
  found      share of gold spans of which the findings cover at least 80 % of the characters, whatever their type
  typed      the same, and a finding that overlaps is of the same group of types
  precision  share of findings of which at least half of the characters lie in gold spans
  false      findings per 100 harmless prompts, without DATE, AGE, LOCATION and URL and without private and reserved
             addresses, which the default policy does not act on
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from benchmarks.tables import Panel, picture
from spro.assets import rule_files
from spro.detection.patterns import RuleRecognizer, Scanner, shapes_of
from spro.detection.rules import load_rules
from spro.detection.scanner import HyperscanScanner, PortableScanner, compile_database
from spro.detection.text import prepare
from spro.model import Finding

__all__ = ["build", "main", "measure", "resolve"]

FLOOR: Final = 0.5
OPTIONAL: Final = frozenset(["DATE", "AGE", "LOCATION", "URL", "ORG", "ORGANIZATION"])
NOT_ACTED_ON: Final = frozenset(["DATE", "AGE", "LOCATION", "URL"])
# The labelled sets leave card expiries unmarked on purpose: such a finding is neither right nor wrong.
UNMARKED: Final = frozenset(("CARD_EXPIRY",))
# Loopback, documentation and private ranges are kept by the default policy.
KEPT_SUBTYPES: Final = frozenset(("PRIVATE", "RESERVED"))
SETS: Final = ("prompts_dev", "prompts_dev_ml", "benign_dev")
_GROUPS: Final = {
    name: group
    for group, names in {
        "PERSON": "PERSON",
        "EMAIL": "EMAIL",
        "PHONE": "PHONE",
        "PLACE": "ADDRESS LOCATION",
        "ORG": "ORG ORGANIZATION",
        "DATE": "DATE DATE_OF_BIRTH AGE",
        "CARD": "CREDIT_CARD CVV CARD_EXPIRY",
        "BANK": "BANK_ACCOUNT IBAN SWIFT ROUTING_NUMBER",
        "SECRET": "PASSWORD API_KEY PRIVATE_KEY CONNECTION_STRING",
        "NET": "IP_ADDRESS MAC_ADDRESS URL",
        "USER": "USERNAME",
    }.items()
    for name in names.split()
}

Row = dict[str, Any]


def build(*, portable: bool = False) -> RuleRecognizer:
    """A recognizer of all shipped rules."""
    shapes = shapes_of(load_rules(rule_files()))
    scanner: Scanner = PortableScanner(shapes)
    if not portable:
        databases = sorted({shape.database for shape in shapes})
        scanner = HyperscanScanner([compile_database(shapes, name) for name in databases])
    return RuleRecognizer(shapes, scanner)


def resolve(findings: Iterable[Finding]) -> list[Finding]:
    """Findings without overlaps: the highest score wins, then the longest."""
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda f: (-f.score, f.start - f.end, f.start)):
        if all(finding.end <= other.start or finding.start >= other.end for other in kept):
            kept.append(finding)
    return sorted(kept)


def group(type_: str) -> str:
    """Types of one group count as the same: every identifier is an ID."""
    return _GROUPS.get(type_.removeprefix("PUBLIC_"), "ID")


def rows_of(path: Path) -> list[Row]:
    """The rows of a gzipped JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def predict(recognizer: RuleRecognizer, text: str) -> list[Finding]:
    """Findings with offsets of the original text."""
    prepared = prepare(text)
    return [
        f._replace(start=prepared.original(f.start), end=prepared.original(f.end, end=True))
        for f in resolve(recognizer.find(prepared.text, FLOOR))
    ]


def measure(rows: Sequence[Row], recognizer: RuleRecognizer) -> dict[str, Any]:
    """Counts per type, the spans that were missed and the findings that are wrong."""
    by: dict[str, Counter[str]] = defaultdict(Counter)
    missed: list[tuple[str, str, str]] = []
    false: list[tuple[str, str, str]] = []
    for row in rows:
        text: str = row["text"]
        found = predict(recognizer, text)
        gold = row["spans"]
        covered = {i for f in found for i in range(f.start, f.end)}
        marked = {i for s in gold for i in range(s["start"], s["end"])}
        for span in gold:
            start, end, type_ = span["start"], span["end"], span["type"]
            ok = sum(i in covered for i in range(start, end)) >= 0.8 * (end - start)
            same = any(f.start < end and f.end > start and group(f.type) == group(type_) for f in found)
            by[type_].update(gold=1, found=ok, typed=ok and same)
            if not ok:
                missed.append((type_, _snippet(text, start, end), row["id"]))
        for f in found:
            right = sum(i in marked for i in range(f.start, f.end)) >= 0.5 * (f.end - f.start)
            if not right and (f.type in UNMARKED or f.subtype in KEPT_SUBTYPES):
                continue
            by[f.type].update(predicted=1, right=right)
            if not right:
                false.append((f"{f.type} {f.rule} {f.score}", _snippet(text, f.start, f.end), row["id"]))
    return {"rows": len(rows), "types": by, "missed": missed, "false": false}


def _snippet(text: str, start: int, end: int) -> str:
    shown = f"{text[max(0, start - 35) : start]}«{text[start:end]}»{text[end : end + 20]}"
    return shown.replace("\n", "⏎")


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def table(result: dict[str, Any]) -> dict[str, Any]:
    """The counts as shares, with a last row over all types that are not optional."""
    by = result["types"]
    lines: dict[str, Any] = {}
    total: Counter[str] = Counter()
    for type_, counts in sorted(by.items()):
        lines[type_] = _line(counts)
        total.update({key: counts[key] for key in ("predicted", "right")})
        if type_ not in OPTIONAL and not type_.startswith("PUBLIC_"):
            total.update({key: counts[key] for key in ("gold", "found", "typed")})
    acted_on = sum(c["predicted"] - c["right"] for t, c in by.items() if t not in NOT_ACTED_ON)
    return {
        "rows": result["rows"],
        "types": lines,
        "all": _line(total),
        "false_per_100": round(100 * acted_on / result["rows"], 2),
    }


def _line(counts: Counter[str]) -> dict[str, Any]:
    return {
        "gold": counts["gold"],
        "found": _share(counts["found"], counts["gold"]),
        "typed": _share(counts["typed"], counts["gold"]),
        "predicted": counts["predicted"],
        "precision": _share(counts["right"], counts["predicted"]),
    }


def show(name: str, summary: dict[str, Any]) -> None:
    """Print one set's table."""
    print(f"\n{name}: {summary['rows']} prompts, {summary['false_per_100']} false findings per 100")
    print(f"{'type':16} {'gold':>5} {'found':>6} {'typed':>6} {'pred':>5} {'prec':>6}")
    for type_, line in [*summary["types"].items(), ("ALL", summary["all"])]:
        cells = ("" if line[key] is None else line[key] for key in ("gold", "found", "typed", "predicted", "precision"))
        print("{:16} {:>5} {:>6} {:>6} {:>5} {:>6}".format(type_, *cells))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rules_quality", description=__doc__)
    parser.add_argument("data", nargs="?", default=os.environ.get("SPRO_DATA", "../shared/data"))
    parser.add_argument("--json", metavar="FILE", help="write the tables to FILE")
    parser.add_argument("--picture", type=Path, help="SVG or PNG file")
    parser.add_argument("--portable", action="store_true", help="without Hyperscan: slow, nothing to compile")
    parser.add_argument("--misses", metavar="TYPE,...", help="list what was missed of these types (or `all`)")
    parser.add_argument("--false", action="store_true", help="list the false findings")
    options = parser.parse_args(arguments)
    recognizer = build(portable=options.portable)
    report: dict[str, Any] = {}
    for name in SETS:
        result = measure(rows_of(Path(options.data) / "dev" / f"{name}.jsonl.gz"), recognizer)
        report[name] = table(result)
        show(name, report[name])
        wanted = set((options.misses or "").split(","))
        for miss in result["missed"]:
            if miss[0] in wanted or wanted == {"all"}:
                print("MISS", *miss)
        for wrong in result["false"] if options.false else ():
            print("FALSE", *wrong)
    if options.json:
        Path(options.json).write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    types = report["prompts_dev"]["types"]
    shown = {f"Spro: {name}": line["found"] for name, line in types.items() if line["gold"]}
    picture(options.picture, Panel("Rules only, found by type (prompts_dev)", "share found", shown))
    return 0


if __name__ == "__main__":
    sys.exit(main())
