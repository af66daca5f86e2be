"""Models for names by accuracy and cost: ``python -m benchmarks.names_models FOLDER... [--json FILE]``.

Each folder holds a model as `training.names.export` writes it; without one, the shipped models. The whole engine runs
(rules, labels, model; default policy) over the development prompts (``SPRO_DATA``):
  PERSON   share of people of whom the PERSON findings cover at least 80 % of the characters; lower: in small letters
  right    share of all findings of which at least half of the characters are marked in the prompts
  leak     share of sensitive characters that no finding covers (kept types do not count)
  benign   findings per 100 harmless prompts
  ms       CPU milliseconds of one thread for 128 tokens, the median of 50
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import statistics
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from benchmarks.tables import environment_line, save
from spro.assets import fields, model_folder, policy_named, rule_set
from spro.config import Settings
from spro.detection.detector import Detector
from spro.detection.names.expert import Expert, ModelSettings
from spro.detection.names.recognizer import NamesRecognizer
from spro.engine import Engine
from spro.plan import Plan

DATA: Final = Path(os.environ.get("SPRO_DATA", "../shared/data")) / "dev"
OPTIONAL: Final = frozenset(["DATE", "AGE", "LOCATION", "URL", "ORG", "ORGANIZATION"])
OTHER_SCRIPTS: Final = frozenset(["ru", "el", "ar", "hi", "ja", "ko", "zh"])

Row = dict[str, Any]


def rows(name: str) -> Iterator[Row]:
    """The labelled prompts of a development set."""
    with gzip.open(DATA / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def expert(folder: Path) -> Expert:
    """The model in a folder."""
    settings = ModelSettings.of((folder / "model.json").read_text(encoding="utf-8"))
    vocabulary = (folder / "vocab.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n")
    return Expert(settings, vocabulary, (folder / "model.onnx").read_bytes())


def engine(experts: Sequence[Expert]) -> Engine:
    """The default engine with these experts."""
    rules = rule_set(Settings.from_environment().cache_dir)
    names = NamesRecognizer({item.settings.scripts: lambda item=item: item for item in experts})  # type: ignore[misc]
    return Engine(Detector([rules.recognizer, fields(), names], rules.everywhere))


def measure(found_by: Engine, prompts: Sequence[Row]) -> dict[str, float]:
    """The figures of one set, as counts that can be added up."""
    plan = Plan(policy_named("default"))
    counts = dict.fromkeys(
        ["people", "found", "lower", "lower_found", "sensitive", "open", "findings", "right", "prompts"], 0.0
    )
    for row in prompts:
        found = found_by.detect(row["text"], plan)
        covered = {at for item in found for at in range(item.start, item.end)}
        people = {at for item in found if item.type == "PERSON" for at in range(item.start, item.end)}
        gold = {at for span in row["spans"] for at in range(span["start"], span["end"])}
        for span in row["spans"]:
            places = range(span["start"], span["end"])
            if not span["type"].startswith("PUBLIC") and span["type"] not in OPTIONAL:
                counts["sensitive"] += len(places)
                counts["open"] += sum(at not in covered for at in places)
            if span["type"] == "PERSON":
                hit = sum(at in people for at in places) >= 0.8 * len(places)
                small = row["text"][span["start"] : span["end"]].islower()
                counts["people"] += 1
                counts["found"] += hit
                counts["lower"] += small
                counts["lower_found"] += small and hit
        counts["findings"] += len(found)
        counts["right"] += sum(2 * sum(at in gold for at in range(f.start, f.end)) >= f.end - f.start for f in found)
        counts["prompts"] += 1
    return counts


def milliseconds(model: Expert) -> float:
    """CPU time for a text of 128 tokens."""
    sample = " ".join(["the"] * 126) if model.settings.tokenizer == "wordpiece" else "а" * 126
    times = []
    for _ in range(50):
        began = time.process_time()
        model.spans(sample)
        times.append(time.process_time() - began)
    return 1000 * statistics.median(times)


def figures(folders: Sequence[Path]) -> dict[str, float]:
    """One line of the table."""
    experts = [expert(folder) for folder in folders]
    made = engine(experts)
    english = measure(made, list(rows("prompts_dev")))
    several = list(rows("prompts_dev_ml"))
    latin = measure(made, [row for row in several if row["lang"] not in OTHER_SCRIPTS])
    others = measure(made, [row for row in several if row["lang"] in OTHER_SCRIPTS])
    benign = measure(made, list(rows("benign_dev")))
    return {
        "PERSON": english["found"] / english["people"],
        "lower": english["lower_found"] / english["lower"],
        "right": english["right"] / english["findings"],
        "leak": english["open"] / english["sensitive"],
        "PERSON Latin": latin["found"] / latin["people"],
        "PERSON others": others["found"] / others["people"],
        "leak others": others["open"] / others["sensitive"],
        "benign": 100 * benign["findings"] / benign["prompts"],
        "ms": milliseconds(experts[0]),
        "MB": sum((folder / "model.onnx").stat().st_size for folder in folders) / 1e6,
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints a line per model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="*", help="a model, or several joined by commas")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args(arguments)
    print(environment_line())
    shipped = [Path(str(model_folder(name))) for name in ("names", "scripts") if model_folder(name).is_dir()]
    lines = {str(item): [Path(part) for part in str(item).split(",")] for item in args.folders} or {"shipped": shipped}
    results = {name: figures(folders) for name, folders in lines.items()}
    for name, line in results.items():
        print(name.ljust(24), "  ".join(f"{key} {value:.3f}" for key, value in line.items()))
    save(results, args.json)


if __name__ == "__main__":
    main()
