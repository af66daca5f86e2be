"""Prompts that the rules' authors had not seen: ``python -m benchmarks.unseen [--json FILE] [--show]``.

benchmarks/data/unseen.txt was written by people who had not read the rules; rules were fixed afterwards for classes it
showed, so the first-run figure is the honest one: FIRST_RUN below. Later figures come from texts that the rules were
fixed on. After the first look 14 labels were corrected (accounts of services and a few dates became `?`, one user name
was marked) and the first run was repeated on the corrected labels with the rules still untouched. All values are
invented; what would look like a secret is put together when the file is read.

Format: ``=== register | language``, then the text, with ``«TYPE|value»`` for each value. ``«?|value»`` may be found or
not. Slots ``{{class:n}}`` are those of rule samples; ``{{b64:text}}`` and ``{{jwt}}`` are made here.
Metrics are those of `benchmarks.rules_quality`.
"""

from __future__ import annotations

import argparse
import base64
import json
import re
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from benchmarks.rules_quality import Row, build, measure, show, table
from spro.detection.samples import expand

__all__ = ["FIRST_RUN", "load", "main", "parse"]

# Before any rule was changed: share of spans found, with the right type, precision, false findings per 100 harmless.
FIRST_RUN: Final = {"found": 0.857, "typed": 0.857, "precision": 0.998, "false_per_100": 7.59}
TEXTS: Final = Path(__file__).with_name("data") / "unseen.txt"
_HEAD = re.compile(r"^=== (\w+) \| (\S+)\n", re.MULTILINE)
_SPAN = re.compile(r"«([A-Z_]+|\?)\|([^»]*)»")
_BASE64 = re.compile(r"\{\{b64:([^}]*)\}\}")


def parse(source: str) -> list[Row]:
    """The rows of a source text: id, register (`category`), text and spans."""
    _, *parts = _HEAD.split(source)
    rows = []
    for number, (register, language, body) in enumerate(zip(parts[::3], parts[1::3], parts[2::3], strict=True)):
        marked = _filled(body.rstrip("\n"), str(number))
        text, spans, end = "", [], 0
        for match in _SPAN.finditer(marked):
            text += marked[end : match.start()]
            spans.append({"start": len(text), "end": len(text) + len(match[2]), "type": match[1]})
            text += match[2]
            end = match.end()
        name = f"{register}-{language}-{number}"
        rows.append({"id": name, "category": register, "lang": language, "text": text + marked[end:], "spans": spans})
    return rows


def _filled(body: str, seed: str) -> str:
    body = _BASE64.sub(lambda slot: base64.b64encode(slot[1].encode()).decode(), body)
    if "{{jwt}}" in body:
        parts = [json.dumps(part).encode() for part in ({"alg": "HS256", "typ": "JWT"}, {"sub": "4418", "adm": True})]
        head = ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts)
        body = body.replace("{{jwt}}", head + ".{{base64url:43}}")
    return expand(body, seed)


def load(path: Path = TEXTS) -> list[Row]:
    """The rows of a file."""
    return parse(path.read_text(encoding="utf-8"))


def by_register(rows: Sequence[Row], recognizer: Any) -> dict[str, Any]:
    """The last row of the table for each register."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["category"]].append(row)
    result = {}
    for name, group in sorted(groups.items()):
        counts = measure(group, recognizer)
        counts["types"].pop("?", None)
        result[name] = table(counts)["all"]
    return result


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.unseen", description=__doc__)
    parser.add_argument("--json", metavar="FILE", help="write the tables to FILE")
    parser.add_argument("--show", action="store_true", help="list what was missed and what was found wrongly")
    parser.add_argument("--portable", action="store_true", help="without Hyperscan")
    options = parser.parse_args(arguments)
    recognizer = build(portable=options.portable)
    rows = load()
    harmless = [row for row in rows if row["category"] == "benign"]
    result = measure([row for row in rows if row["category"] != "benign"], recognizer)
    result["types"].pop("?", None)
    result["missed"] = [miss for miss in result["missed"] if miss[0] != "?"]
    false = measure(harmless, recognizer)
    summary, calm = table(result), table(false)
    show("unseen prompts", summary)
    report = {"prompts": summary, "harmless": calm, "registers": by_register(rows, recognizer), "first_run": FIRST_RUN}
    print(f"\nharmless: {calm['rows']} prompts, {calm['false_per_100']} false findings per 100")
    print(f"\n{'register':16} {'gold':>5} {'found':>6} {'typed':>6} {'pred':>5} {'prec':>6}")
    for name, line in report["registers"].items():
        cells = ("" if line[key] is None else line[key] for key in ("gold", "found", "typed", "predicted", "precision"))
        print("{:16} {:>5} {:>6} {:>6} {:>5} {:>6}".format(name, *cells))
    for miss in result["missed"] if options.show else ():
        print("MISS", *miss)
    for wrong in [*result["false"], *false["false"]] if options.show else ():
        print("FALSE", *wrong)
    if options.json:
        Path(options.json).write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
