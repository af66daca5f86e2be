"""Spro beside other detectors on the same texts: `python -m benchmarks.detection_quality [DATA] [--json FILE]`.

Each engine runs in a process of its own (benchmarks/detection_engines.py), peers in `.venv-peers` (`make peers`).
Texts: prompts_dev, prompts_dev_ml, benign_dev and secrets_prose_dev of data/dev; wnut17 and uner_en_ewt of data/ner
(people to the character); 1,500 sentences that presidio-evaluator makes from its own templates
(benchmarks/generated_sentences.py), scored over the types that Presidio and Spro share. Figures are those of
benchmarks/span_figures.py. Peers get every text as English, which is all that they know.

`Spro` is what the default policy masks; it keeps dates, ages, places, organisations and URLs. `Spro, all types` adds
what is found of these: peers always show them. `Spro, rules only` runs with SPRO_NAMES=off and is left out if that
changes nothing. A process's CPU time counts all its threads; it is the best of `--rounds` runs.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from rich.box import MARKDOWN
from rich.console import Console
from rich.table import Table

from benchmarks.detection_engines import ENGINES
from benchmarks.rules_quality import Row, rows_of
from benchmarks.span_figures import exact, false_per_100, figures, findings
from benchmarks.speed import PEERS
from benchmarks.tables import Panel, environment_line, picture, save

GENERATED: Final = Path("var/benchmarks/generated.jsonl.gz")
_LABELLED: Final = ("prompts_dev", "prompts_dev_ml", "secrets_prose_dev")
_EXACT: Final = ("wnut17.dev", "uner_en_ewt.dev")
_SHARED_TYPES: Final = frozenset(("PERSON", "ADDRESS", "LOCATION", "ORGANIZATION", "DATE", "PHONE", "EMAIL", "URL")) | {
    *("CREDIT_CARD", "IBAN", "NATIONAL_ID", "IP_ADDRESS")
}
_RULES_ONLY: Final = "Spro, rules only"
_BASE: Final = "Presidio + spaCy md"
# Runs detection twice for each text: its cost says nothing.
_NO_COST: Final = "Spro, all types"

Tables = dict[str, tuple[str, dict[str, tuple[str, ...]]]]
# Title -> note and columns, each with its place in an engine's figures.
TABLES: Final[Tables] = {
    "English prompts": (
        "prompts_dev; leak: share of sensitive characters left unmasked; typed: of the right group of types",
        {
            "leak": ("prompts_dev", "leak"),
            "found": ("prompts_dev", "found"),
            "precision": ("prompts_dev", "precision"),
            "F1": ("prompts_dev", "f1"),
            "F2": ("prompts_dev", "f2"),
            "typed found": ("prompts_dev", "typed"),
            "typed precision": ("prompts_dev", "precision_typed"),
            "typed F1": ("prompts_dev", "f1_typed"),
            "typed F2": ("prompts_dev", "f2_typed"),
        },
    ),
    "English prompts by type": (
        "prompts_dev, share found; precision of masked types: without dates, ages, places, organisations, URLs",
        {
            "PERSON": ("prompts_dev", "by", "PERSON", "found"),
            "lower case": ("prompts_dev", "by", "PERSON, lower case", "found"),
            "PERSON precision": ("prompts_dev", "precision_person"),
            "ADDRESS": ("prompts_dev", "by", "ADDRESS", "found"),
            "PASSWORD": ("prompts_dev", "by", "PASSWORD", "found"),
            "API_KEY": ("prompts_dev", "by", "API_KEY", "found"),
            "USERNAME": ("prompts_dev", "by", "USERNAME", "found"),
            "precision, masked types": ("prompts_dev", "precision_masked"),
        },
    ),
    "Prompts in 15 languages, and secrets in prose": (
        "prompts_dev_ml, secrets_prose_dev; PERSON found by script",
        {
            "leak": ("prompts_dev_ml", "leak"),
            "found": ("prompts_dev_ml", "found"),
            "precision": ("prompts_dev_ml", "precision"),
            "PERSON Latin": ("prompts_dev_ml", "by", "PERSON, script LATIN", "found"),
            "PERSON others": ("prompts_dev_ml", "by", "PERSON, scripts but Latin", "found"),
            "ADDRESS": ("prompts_dev_ml", "by", "ADDRESS", "found"),
            "secrets leak": ("secrets_prose_dev", "leak"),
            "secrets found": ("secrets_prose_dev", "found"),
            "secrets precision": ("secrets_prose_dev", "precision"),
        },
    ),
    "Harmless prompts, public sets, generated sentences": (
        "false spans per 100 benign prompts; F1 of PERSON to the character; generated: typed, by overlap or covered",
        {
            "false, all": ("benign_dev", "all"),
            "false, masked types": ("benign_dev", "masked"),
            "wnut17": ("wnut17.dev", "f1"),
            "uner_en_ewt": ("uner_en_ewt.dev", "f1"),
            "generated: precision": ("generated", "precision_overlap"),
            "recall": ("generated", "overlap"),
            "F2, overlap": ("generated", "f2_overlap"),
            "F2, covered": ("generated", "f2_typed"),
        },
    ),
    "Cost": (
        "characters per CPU second; start-up: CPU seconds from process start to the first answer",
        {
            "English prompts": ("cost", "prompts_dev"),
            "faster than Presidio": ("cost", "prompts_dev_ratio"),
            "harmless prompts": ("cost", "benign_dev"),
            "faster": ("cost", "benign_dev_ratio"),
            "RSS, MB": ("cost", "rss_mb"),
            "start-up, s": ("cost", "start_cpu_s"),
        },
    ),
}


def load(data: Path, python: Path) -> dict[str, list[Row]]:
    """All sets; sentences are generated once, if the peers' environment is there."""
    sets = {name: rows_of(data / "dev" / f"{name}.jsonl.gz") for name in (*_LABELLED, "benign_dev")}
    sets |= {name: rows_of(data / "ner" / f"{name}.jsonl.gz") for name in _EXACT}
    if not GENERATED.exists() and python.exists():
        command = [str(python), "-m", "benchmarks.generated_sentences", str(GENERATED)]
        subprocess.run(command, check=True, capture_output=True)
    if GENERATED.exists():
        sets["generated"] = rows_of(GENERATED)
    return sets


def run(name: str, python: Path, texts: Mapping[str, Sequence[str]], rounds: int) -> dict[str, Any]:
    """An engine's spans, and the best of its costs over some processes."""
    environment = {**os.environ, "SPRO_NAMES": "off"} if name == _RULES_ONLY else None
    command = [str(python), "-m", "benchmarks.detection_engines", "Spro" if name == _RULES_ONLY else name]
    best: dict[str, Any] = {}
    for _ in range(rounds):
        done = subprocess.run(
            command, input=json.dumps(texts), capture_output=True, text=True, check=False, env=environment
        )
        if done.returncode:
            return {"absent": (done.stderr.strip().splitlines() or ["no answer"])[-1][:200]}
        answer = json.loads(done.stdout)
        best = best or answer
        for key in ("start_cpu_s", "start_s", "rss_mb"):
            best[key] = min(best[key], answer[key])
        for key, figures_ in answer["sets"].items():
            for cost in ("cpu_s", "wall_s"):
                best["sets"][key][cost] = min(best["sets"][key][cost], figures_[cost])
    return best


def scored(sets: Mapping[str, Sequence[Row]], answer: dict[str, Any], *, cost: bool) -> dict[str, Any]:
    """An engine's figures for every set."""
    found = {name: [findings(spans) for spans in part["spans"]] for name, part in answer["sets"].items()}
    result: dict[str, Any] = {name: figures(sets[name], found[name]) for name in _LABELLED}
    result["benign_dev"] = false_per_100(found["benign_dev"])
    result |= {name: exact(sets[name], found[name]) for name in _EXACT}
    if "generated" in sets:
        result["generated"] = figures(sets["generated"], found["generated"], wanted=_SHARED_TYPES)
    if cost:
        speed = {
            name: round(sum(len(row["text"]) for row in sets[name]) / part["cpu_s"])
            for name, part in answer["sets"].items()
        }
        result["cost"] = {**speed, **{key: round(answer[key], 2) for key in ("start_cpu_s", "start_s", "rss_mb")}}
    return result


def compare(sets: Mapping[str, Sequence[Row]], python: Path, rounds: int) -> dict[str, Any]:
    """Every engine's figures, or why there are none."""
    texts = {name: [row["text"] for row in rows] for name, rows in sets.items()}
    engines: dict[str, Any] = {}
    shipped: Any = None
    for name in ("Spro", _RULES_ONLY, *(name for name in ENGINES if name != "Spro")):
        ours = name.startswith("Spro")
        if not ours and not python.exists():
            engines[name] = {"absent": "run `make peers`"}
            continue
        answer = run(name, Path(sys.executable) if ours else python, texts, rounds)
        if "absent" in answer:
            engines[name] = answer
            continue
        spans = {key: part["spans"] for key, part in answer["sets"].items()}
        if name == _RULES_ONLY and spans == shipped:
            continue
        shipped = shipped or spans
        engines[name] = scored(sets, answer, cost=name != _NO_COST)
        print(f"  {name}: done", file=sys.stderr, flush=True)
    base = engines.get(_BASE, {}).get("cost")
    for costs in (engine["cost"] for engine in engines.values() if base and "cost" in engine):
        costs |= {f"{name}_ratio": round(costs[name] / base[name], 1) for name in sets}
    return engines


def show(engines: Mapping[str, Any]) -> None:
    """Tables on the terminal, in Markdown so that docs/benchmarks.md can take them as they are."""
    console = Console(width=200)
    for title, (note, columns) in TABLES.items():
        console.print(f"\n### {title}\n{note}\n", highlight=False)
        table = Table("engine", *columns, box=MARKDOWN)
        for name, result in engines.items():
            cells = [_at(result, path) for path in columns.values()]
            if any(cell is not None for cell in cells):
                table.add_row(name, *("" if cell is None else f"{cell:,}" for cell in cells))
        console.print(table)
    for name, result in engines.items():
        if "absent" in result:
            console.print(f"{name}: absent, {result['absent']}")


def _at(result: Any, path: Sequence[str]) -> Any:
    for key in path:
        result = result.get(key) if isinstance(result, dict) else None
    return result


def _panels(engines: Mapping[str, Any]) -> list[Panel]:
    leak, false, fast = (
        {
            name: value
            for name, result in engines.items()
            if (value := _at(result, path)) is not None and name != _NO_COST
        }
        for path in (("prompts_dev", "leak"), ("benign_dev", "masked"), ("cost", "prompts_dev"))
    )
    thousands = {name: value / 1000 for name, value in fast.items()}
    return [
        Panel("English prompts", "share of sensitive characters left unmasked", leak),
        Panel("Harmless prompts", "false spans per 100 prompts, masked types", false),
        Panel("English prompts", "thousand characters per CPU second (log)", thousands, logarithmic=True),
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.detection_quality",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("data", nargs="?", default=os.environ.get("SPRO_DATA", "../shared/data"), type=Path)
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    parser.add_argument("--picture", type=Path, help="SVG or PNG file")
    parser.add_argument("--peers", default=PEERS, type=Path, help="Python of the peers' environment")
    parser.add_argument("--rounds", default=2, type=int, help="processes for each engine")
    options = parser.parse_args(arguments)
    sets = load(options.data, options.peers)
    engines = compare(sets, options.peers, options.rounds)
    print(environment_line())
    show(engines)
    sizes = {name: {"texts": len(rows), "spans": sum(len(r["spans"]) for r in rows)} for name, rows in sets.items()}
    save({"environment": environment_line(), "sets": sizes, "engines": engines}, options.json)
    picture(options.picture, *_panels(engines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
