"""How well attacks on models are found: `python -m benchmarks.attacks [--peers PYTHON] [--vard FOLDER] [--json FILE]`.

Texts: the fold of the data sets that `training/attacks` never learns from (twins stand in one fold together), and the
development prompts, which nothing is trained on. Figures stand at the policy's threshold and at the one that calls 1 %
of ordinary prompts attacks. Peers get the same texts in an environment of their own (benchmarks/attack_peers.txt).
"""

from __future__ import annotations

import argparse
import base64
import codecs
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from benchmarks.tables import environment_line, save
from spro.assets import attack_detector
from spro.defence import Defence
from spro.detection.attacks.finding import Source
from training.attacks.corpora import HELD_OUT, ORDINARY, OWN, Row, development, own, public

_THRESHOLD: Final = Defence().threshold
_PER_ENCODING: Final = 12
_ENCODINGS: Final[dict[str, Callable[[str], str]]] = {
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "base64 twice": lambda text: base64.b64encode(base64.b64encode(text.encode())).decode(),
    "base32": lambda text: base64.b32encode(text.encode()).decode(),
    "hex": lambda text: text.encode().hex(),
    "percent": lambda text: "".join(f"%{byte:02X}" for byte in text.encode()),
    "HTML entities": lambda text: "".join(f"&#{ord(char)};" for char in text),
    "binary": lambda text: " ".join(f"{byte:08b}" for byte in text.encode()),
    "rot13": lambda text: codecs.encode(text, "rot13"),
    "reversed": lambda text: text[::-1],
    "words reversed": lambda text: " ".join(word[::-1] for word in text.split()),
    "letters apart": lambda text: "  ".join(" ".join(word) for word in text.split()),
    "zero width": "\u200b".join,
    "look-alikes": lambda text: text.translate(str.maketrans("aeopcx", "аеорсх")),
    "leet": lambda text: text.translate(str.maketrans("oieas", "01345")),
    "full width": lambda text: "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text),
    "tag characters": lambda text: "Hello." + "".join(chr(0xE0000 + ord(char)) for char in text if char.isascii()),
}


def held_out(data: Path) -> list[Row]:
    """Everything that was not learned from."""
    rows = [row for row in (*own(data), *public(data)) if row.fold == HELD_OUT]
    return [*rows, *development(data)]


def spro_scores(rows: Sequence[Row]) -> list[float]:
    """The strongest passage's score of each text."""
    detector = attack_detector()
    return [detector.score(row.text, _source(row)) for row in rows]


def _source(row: Row) -> Source:
    return "user" if row.source == "user" else "tool" if row.source == "tool" else "document"


def threshold_at(share: float, rows: Sequence[Row], scores: Sequence[float]) -> float:
    """The least threshold that calls at most so many of the ordinary prompts attacks."""
    ordinary = sorted((score for row, score in zip(rows, scores, strict=True) if _ordinary(row)), reverse=True)
    return ordinary[int(share * len(ordinary))] + 1e-9


def _ordinary(row: Row) -> bool:
    return not row.attack and (row.set in ORDINARY or row.set.endswith(("_dev", "_ml")))


def _share(values: Iterable[bool]) -> float | None:
    listed = list(values)
    return round(sum(listed) / len(listed), 3) if listed else None


def by_group(rows: Sequence[Row], scores: Sequence[float], threshold: float) -> dict[str, float | None]:
    """Recall and false alarms of each group of texts."""
    pairs = list(zip(rows, scores, strict=True))

    def found(wanted: Callable[[Row], bool]) -> float | None:
        return _share(score >= threshold for row, score in pairs if wanted(row))

    return {
        "attacks, all": found(lambda row: row.attack),
        "own English": found(lambda row: row.attack and row.set == "own_en_pairs"),
        "multilingual": found(lambda row: row.attack and row.set == "own_multi"),
        "indirect": found(lambda row: row.attack and row.set == "own_indirect"),
        "public jailbreaks": found(lambda row: row.attack and row.set.endswith("_jailbreak")),
        "public injections": found(lambda row: row.attack and row.set == "spikee"),
        "BIPIA": found(lambda row: row.attack and row.set == "bipia"),
        "false: ordinary prompts": found(_ordinary),
        "false: twins and hard negatives": found(lambda row: not row.attack and row.set in OWN),
        "false: development prompts": found(lambda row: row.set.endswith(("_dev", "_ml"))),
    }


def located(rows: Sequence[Row], threshold: float) -> float | None:
    """Of the indirect attacks: the share that is found with at least half of the passage in the findings."""
    detector = attack_detector()
    hits = []
    for row in rows:
        if row.attack and row.set == "own_indirect" and row.span is not None:
            start, end = row.span
            spans = detector.find(row.text, _source(row), threshold)
            common = sum(max(0, min(item.end, end) - max(item.start, start)) for item in spans)
            hits.append(common >= 0.5 * (end - start))
    return _share(hits)


def encoded(rows: Sequence[Row], threshold: float) -> dict[str, dict[str, float | None]]:
    """Held-out English attacks that are found in plain, and harmless twins, in every encoding."""
    detector = attack_detector()
    plain = [row for row in rows if row.set == "own_en_pairs" and row.source == "user" and not _is_encoded(row)]
    attacks = [row for row in plain if row.attack and detector.score(row.text) >= threshold][:_PER_ENCODING]
    harmless = [row for row in plain if not row.attack and detector.score(row.text) < threshold][:_PER_ENCODING]
    return {
        name: {
            "found": _share(detector.score(encode(row.text)) >= threshold for row in attacks),
            "false": _share(detector.score(encode(row.text)) >= threshold for row in harmless),
        }
        for name, encode in _ENCODINGS.items()
    }


def _is_encoded(row: Row) -> bool:
    return row.kind.startswith("encoded") or row.kind == "payload_splitting"


def speed(rows: Sequence[Row], *, reader: bool) -> float:
    """CPU milliseconds per kB of ordinary prompts."""
    texts = [row.text for row in rows if _ordinary(row)]
    detector = attack_detector(reader=reader)
    began = time.process_time()
    for text in texts:
        detector.find(text, "user", _THRESHOLD)
    return round(1e3 * (time.process_time() - began) / (sum(map(len, texts)) / 1e3), 2)


def peer_scores(python: str, name: str, rows: Sequence[Row]) -> list[float] | None:
    """Another tool's scores of the same texts; None where it does not run."""
    script = Path(__file__).with_name("attack_peers.py")
    job = json.dumps([{"text": row.text, "source": row.source} for row in rows])
    done = subprocess.run([python, str(script), name], input=job, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{name}: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        return None
    scores: list[float] = json.loads(done.stdout.splitlines()[-1])
    return scores


def vard_scores(folder: str, rows: Sequence[Row]) -> list[float] | None:
    """The npm package `@andersmyrmel/vard` in a folder where it is installed."""
    script = (
        'import{readFileSync}from"fs";import vard from "@andersmyrmel/vard";'
        "const t=JSON.parse(readFileSync(0));"
        "console.log(JSON.stringify(t.map(x=>vard.safe(x.text).safe?0:1)));"
    )
    job = json.dumps([{"text": row.text} for row in rows])
    command = ["node", "--input-type=module", "-e", script]
    done = subprocess.run(command, input=job, capture_output=True, text=True, check=False, cwd=folder)
    if done.returncode:
        print(f"vard: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        return None
    scores: list[float] = json.loads(done.stdout)
    return scores


def _print(title: str, figures: dict[str, Any]) -> None:
    print(f"\n{title}")
    for name, value in figures.items():
        print(f"  {name:34} {value}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=os.environ.get("SPRO_DATA"))
    parser.add_argument("--peers", metavar="PYTHON", help="interpreter of the peers' environment")
    parser.add_argument("--vard", metavar="FOLDER", help="where the npm package is installed")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    if arguments.data is None:
        parser.error("name the folder of the data sets: --data or SPRO_DATA")
    rows = held_out(Path(arguments.data))
    result: dict[str, Any] = {"environment": environment_line(), "texts": len(rows)}
    print(result["environment"], f"{len(rows)} texts,", sum(row.attack for row in rows), "attacks")
    judged: dict[str, list[float] | None] = {"Spro": spro_scores(rows)}
    for name in ("stackone-defender", "forcefield") if arguments.peers else ():
        judged[name] = peer_scores(arguments.peers, name, rows)
    if arguments.vard:
        judged["vard"] = vard_scores(arguments.vard, rows)
    for name, scores in judged.items():
        if scores is None:
            continue
        at = threshold_at(0.01, rows, scores)
        own_at = _THRESHOLD if name == "Spro" else 0.5
        result[name] = {
            "as it comes": by_group(rows, scores, own_at),
            "1 % of ordinary prompts": by_group(rows, scores, at),
        }
        for title, figures in result[name].items():
            _print(f"{name}, {title}", figures)
    result["located"] = located(rows, _THRESHOLD)
    result["encoded"] = encoded(rows, _THRESHOLD)
    result["ms per kB"] = speed(rows, reader=True)
    result["ms per kB, without the transformer"] = speed(rows, reader=False)
    _print("Spro", {name: value for name, value in result.items() if name.startswith(("located", "ms "))})
    _print("Spro, encoded", result["encoded"])
    save(result, arguments.json)


if __name__ == "__main__":
    main()
